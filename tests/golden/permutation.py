#!/usr/bin/env python3
"""The p of a permutation test of whole customers who are in several groups (src/measures/permutation.rs).

Customers with as many groups exchange their groups, each with all that it did. Prints the p of 200,000 deals.
"""

import numpy as np

# (group, burnt, claims) of each group of a customer.
CUSTOMERS = [
    [(0, 1, 4)],
    [(0, 2, 3), (1, 1, 3)],
    [(0, 3, 4), (2, 1, 5)],
    [(1, 0, 2)],
    [(1, 1, 4), (2, 1, 2)],
    [(2, 0, 3)],
    [(0, 2, 2), (1, 2, 3), (2, 1, 4)],
    [(0, 1, 1)],
    [(1, 0, 3), (0, 1, 2)],
    [(2, 2, 6)],
    [(0, 4, 6), (1, 2, 4), (2, 2, 3)],
    [(2, 1, 1), (0, 2, 3)],
    [(1, 3, 5)],
    [(2, 0, 2), (1, 1, 1)],
]
MOST = 0.01


def most_of_one(claims):
    """The most claims that one customer counts for."""
    share, most = max(MOST, 2 / len(claims)), max(claims)
    while most > share * np.minimum(claims, most).sum() * (1 + 1e-9):
        most = share * np.minimum(claims, most).sum()
    return most


def statistic(claims, excess, groups):
    total, squares = claims.sum(), (excess**2).sum()
    value = 0.0
    for group in set(groups):
        own = groups == group
        share = claims[own].sum() / total
        within = (excess[own] ** 2).sum()
        variance = (1 - share) ** 2 * within + share**2 * (squares - within)
        if variance > 0:
            value += (1 - share) * excess[own].sum() ** 2 / variance
    return value


sizes = np.array([sum(claims for _, _, claims in own) for own in CUSTOMERS], dtype=float)
weights = np.minimum(1, most_of_one(sizes) / sizes)
claims = np.array([w * n for w, own in zip(weights, CUSTOMERS) for _, _, n in own])
burnt = np.array([w * b for w, own in zip(weights, CUSTOMERS) for _, b, _ in own])
groups = np.array([g for own in CUSTOMERS for g, _, _ in own])
excess = burnt - burnt.sum() / claims.sum() * claims
starts = np.cumsum([0] + [len(own) for own in CUSTOMERS])
alike = {}
for at, own in enumerate(CUSTOMERS):
    alike.setdefault(len(own), []).append(at)

reached, rng = statistic(claims, excess, groups), np.random.default_rng(1)
as_large, deals = 0, 200_000
for _ in range(deals):
    dealt = np.empty_like(groups)
    for each, customers in alike.items():
        for to, source in zip(customers, rng.permutation(customers)):
            own = groups[starts[source] : starts[source] + each]
            dealt[starts[to] : starts[to] + each] = rng.permutation(own)
    as_large += statistic(claims, excess, dealt) >= reached * (1 - 1e-9)
print(f"p {(1 + as_large) / (1 + deals):.4f}")
