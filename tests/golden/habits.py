"""The expected values of src/segments/buys/tests.rs and src/segments/reach/tests.rs.

Run: python tests/golden/habits.py
"""

import numpy as np
from scipy import stats
from statsmodels.stats.contingency_tables import StratifiedTable
from statsmodels.stats.multitest import multipletests
from statsmodels.stats.proportion import confint_proportions_2indep


def lift_interval(own, segment, buyers, everyone):
    low, high = confint_proportions_2indep(
        own, segment, buyers - own, everyone - segment, compare="ratio", method="log-adjusted"
    )
    weight = segment / everyone
    return [1 / (weight + (1 - weight) / end) for end in (low, high)]


def bound(own, mean, most):
    return 1.0 if own < mean + 1 else min(1.0, 2 * stats.binom.sf(own - 1, most, mean / most))


print("two items, of which each customer has one: 40 of 80 and 20 of 120 have the first")
for own, segment in ((40, 80), (100, 120)):
    buyers = {40: 60, 100: 140}[own]
    law = stats.hypergeom(200, buyers, segment)
    print(own, "lift", own / segment / (buyers / 200), lift_interval(own, segment, buyers, 200))
    print("  p", bound(own, law.mean(), min(buyers, segment)), "exact", 2 * law.sf(own - 1))
p = [bound(o, b * n / 200, min(b, n)) for o, n, b in ((40, 80, 60), (20, 120, 60), (40, 80, 140), (100, 120, 140))]
print("Holm", multipletests(p, method="holm")[1])

print("two groups of customers: 30 of 50 against 20 of 50, and 90 of 100 against 70 of 100")
tables = [np.array([[30, 20], [20, 30]]), np.array([[90, 10], [70, 30]])]
mean = sum(t[0].sum() * t[:, 0].sum() / t.sum() for t in tables)
most = sum(min(t[0].sum(), t[:, 0].sum()) for t in tables)
test = StratifiedTable(tables).test_null_odds(correction=False)
print("mean", mean, "p", bound(120, mean, most), "Cochran, Mantel and Haenszel", test.pvalue)

print("weekdays")
a, b = [1.0] * 15 + [0.5] * 10 + [0.0] * 5, [1.0] * 10 + [0.25] * 20 + [0.0] * 30
result = stats.ttest_ind(a, b, equal_var=False)
print(np.mean(a), np.mean(b), result.pvalue, result.confidence_interval(0.95))
