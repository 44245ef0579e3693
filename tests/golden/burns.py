"""Intervals of burn rates with whole customers as the sample: values for the tests of src/measures/burns.rs.

The variance is that of statsmodels (a constant fitted to the claims, `cov_type="cluster"`); the interval is Wilson's for
the effective number of claims of Korn and Graubard (1998). `python burns.py` prints what the tests hold.
"""

import numpy as np
import statsmodels.api as sm
from scipy.stats import norm, t


def interval(claims, burnt):
    """The design effect, correlation and interval of customers with these numbers of claims and burnt claims."""
    claims, burnt = np.array(claims), np.array(burnt)
    n, customers = claims.sum(), len(claims)
    rate = burnt.sum() / n
    if 0 < rate < 1:
        outcome = np.concatenate([[1] * b + [0] * (c - b) for c, b in zip(claims, burnt)])
        customer = np.repeat(np.arange(customers), claims)
        fit = sm.OLS(outcome, np.ones(n)).fit(cov_type="cluster", cov_kwds={"groups": customer})
        effect = max(1, fit.cov_params()[0, 0] / (rate * (1 - rate) / (n - 1)))
    else:
        effect = (claims**2).sum() / n
    effective = n / effect * (t.ppf(0.975, n - 1) / t.ppf(0.975, customers - 1)) ** 2
    z = norm.ppf(0.975)
    square = z * z / effective
    spread = np.sqrt(square * (rate * (1 - rate) + square / 4))
    low, high = ((rate + square / 2 + sign * spread) / (1 + square) for sign in (-1, 1))
    extra = (claims**2).sum() / n - 1
    alike = min(1, (effect - 1) / extra) if extra > 0 and 0 < rate < 1 else None
    return effect, alike, max(0, low), min(1, high)


if __name__ == "__main__":
    for claims, burnt in [
        ([4, 4, 4, 4, 4, 4], [4, 4, 0, 0, 3, 1]),
        ([1, 2, 3, 10, 7], [0, 1, 3, 9, 2]),
        ([5, 3, 8], [0, 0, 0]),
        ([5, 3], [5, 3]),
        ([1, 1, 1, 1, 1, 1, 1, 1, 1, 1], [1, 1, 1, 1, 1, 1, 1, 0, 0, 0]),
        ([2] * 40, [1] * 40),
    ]:
        print(claims, burnt, [None if x is None else float(x) for x in interval(claims, burnt)])
