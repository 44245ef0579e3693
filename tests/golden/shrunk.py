"""Shrunk burn rates of segments: the expected figures of src/segments/shrunk.rs.

A beta-binomial by moments (Kleinman 1973, "Proportions with extraneous variance", JASA 68), with effective numbers of
claims (Kish 1965, design effect of a ratio).
"""

import numpy as np

SEGMENTS = [
    [(3, 4), (5, 5), (0, 2), (7, 9), (2, 2), (6, 8)],
    [(1, 6), (0, 4), (2, 9), (0, 0), (1, 3)],
    [(4, 8), (3, 6), (5, 9), (2, 5)],
    [(0, 1), (0, 2), (0, 1)],
]


def effective(burnt, known):
    m, p = len(known), burnt.sum() / known.sum()
    binomial = p * (1 - p) / known.sum()
    if m < 2 or binomial == 0:
        return m
    linearised = m / (m - 1) * ((burnt - p * known) ** 2).sum() / known.sum() ** 2
    return known.sum() / max(linearised / binomial, 1)


rates, sizes = [], []
for customers in SEGMENTS:
    burnt, known = np.array([c for c in customers if c[1] > 0], float).T
    rates.append(burnt.sum() / known.sum())
    sizes.append(effective(burnt, known))
p, n = np.array(rates), np.array(sizes, float)
w = n
mean = (w * p).sum() / w.sum()
s = (w * (p - mean) ** 2).sum()
inner = ((w / n) * (1 - w / w.sum())).sum()
gamma = (s - mean * (1 - mean) * inner) / (mean * (1 - mean) * ((w * (1 - w / w.sum())).sum() - inner))
prior = max(1 / min(max(gamma, 1e-300), 1) - 1, 2)
pooled = sum(c[0] for s in SEGMENTS for c in s) / sum(c[1] for s in SEGMENTS for c in s)
a, b = pooled * prior + p * n, (1 - pooled) * prior + (1 - p) * n
post = a / (a + b)
half = 1.959963984540054 * np.sqrt(post * (1 - post) / (a + b + 1))
print("gamma", gamma, "prior", prior)
for rate, h in zip(post, half):
    print([float(rate), max(float(rate - h), 0.0), min(float(rate + h), 1.0)])
