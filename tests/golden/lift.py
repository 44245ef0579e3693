"""The lift of a part of the customers over all, with its interval and p, by numpy and scipy.

    python tests/golden/lift.py > tests/golden/lift.txt
"""

import numpy as np
from scipy import stats

CASES = [(40, 80, 60, 200), (72, 100, 540, 1000), (3, 40, 90, 400), (60, 100, 500, 2000), (0, 30, 12, 300), (25, 60, 100, 240)]


def lift(hits, n, all_hits, all_):
    a, b, c, d = (x + 0.5 for x in (hits, n, all_hits - hits, all_ - n))
    ratio, error = np.log(a / b / (c / d)), np.sqrt(1 / a - 1 / b + 1 / c - 1 / d)
    w = n / all_
    z = stats.norm.ppf(0.975)
    ends = [1 / (w + (1 - w) / np.exp(ratio + side * z * error)) for side in (-1, 1)]
    return (hits / n) / (all_hits / all_), ends, 2 * stats.norm.sf(abs(ratio / error))


print("[")
for case in CASES:
    value, (low, high), p = lift(*case)
    print(f"    ({list(case)}, {float(value)!r}, [{float(low)!r}, {float(high)!r}], {float(p)!r}),")
print("]")
