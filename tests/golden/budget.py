"""Prediction intervals of burns for the tests of src/segments/budget.rs: `python budget.py`.

Limits of each rate from scipy's Wilson interval, combined with the binomial variance of the burns (MOVER, Zou and Donner
2008; the variance with two burns and two other claims added, Agresti and Coull 1998).
"""

import numpy as np
from scipy.stats import binomtest, norm


def interval(rows):
    """Rows of coupons, burnt, claims; every claim of another customer, one coupon at most for each."""
    z2 = norm.ppf(0.975) ** 2
    expected = below = above = noise = 0
    for coupons, burnt, claims in rows:
        limits = binomtest(burnt, claims).proportion_ci(method="wilson")
        rate, around = burnt / claims, (burnt + 2) / (claims + 4)
        expected += coupons * rate
        below += (coupons * (rate - limits.low)) ** 2
        above += (coupons * (limits.high - rate)) ** 2
        noise += z2 * coupons * around * (1 - around)
    return expected, expected - np.sqrt(below + noise), expected + np.sqrt(above + noise)


for rows in [[(7, 800, 1000)], [(100, 81, 263), (100, 15, 148)]]:
    print([float(x) for x in interval(rows)])
