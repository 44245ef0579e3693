"""The measures of a table of customers alone, by pandas and scipy.

    python tests/golden/customers.py > tests/golden/customers.json

It also writes the table, tests/golden/customers.csv: 240 customers in three groups, with values that are missing
alone and together, a word among numbers, an outlier, and two columns that say the same.
"""

import json
import math
import pathlib
import sys

import numpy as np
import pandas as pd
from scipy import stats

HERE = pathlib.Path(__file__).parent
TABLE = HERE / "customers.csv"


def write_table():
    rng = np.random.default_rng(7)
    rows = []
    for i in range(240):
        group = i % 3
        age = int(np.clip(rng.normal([28, 45, 63][group], 5), 18, 90))
        income = round(float(rng.lognormal([10.2, 10.9, 10.5][group], 0.25)), 2)
        score = int(np.clip(rng.normal([70, 30, 55][group], 9), 1, 100))
        plan = rng.choice(["basic", "plus", "premium"], p=[[0.7, 0.2, 0.1], [0.1, 0.3, 0.6], [0.4, 0.4, 0.2]][group])
        gender = rng.choice(["Female", "Male"])
        children = rng.choice(["0", "1", "2", "3+"], p=[0.4, 0.3, 0.2, 0.1])
        day = pd.Timestamp("2021-01-01") + pd.Timedelta(days=int(rng.integers(0, 900)))
        rows.append([i + 1, gender, day.strftime("%Y-%m-%d"), age, income, score, score / 2, children, plan])
    table = pd.DataFrame(
        rows, columns=["customer_id", "gender", "join_date", "age", "income", "score", "half_score", "children", "plan"]
    )
    table["income"] = table["income"].astype(object)
    table["plan"] = table["plan"].astype(object)
    table.loc[rng.choice(240, 12, replace=False), "income"] = ""
    both = rng.choice(240, 8, replace=False)
    table.loc[both, ["income", "plan"]] = ""
    table.loc[5, "income"] = 990000.0
    table["age"] = table["age"].astype(object)
    table.loc[[17, 40], "age"] = ""
    table.to_csv(TABLE, index=False)


def edges(values):
    """Bins of a round width: numpy's rule `auto` over the values within three interquartile ranges of the quartiles."""
    q1, q3 = np.percentile(values, [25, 75])
    reach = 3 * (q3 - q1) if q3 > q1 else math.inf
    within = values[(values >= q1 - reach) & (values <= q3 + reach)]
    low, high, n = within.min(), within.max(), len(within)
    sturges = (high - low) / (math.log2(n) + 1)
    a, b = np.percentile(within, [25, 75])
    fd = 2 * (b - a) / n ** (1 / 3)
    width = min(fd, sturges) if fd > 0 else sturges
    integer = bool((values == np.floor(values)).all())
    least = max(0.7 * width, (high - low) / 40)
    least = max(least, 1.0) if integer or least <= 0 else least
    power = math.floor(math.log10(least))
    rounds = [m * 10.0**p for p in (power, power + 1) for m in (1, 2, 5)]
    width = next(w for w in rounds if w >= least and math.floor(high / w) - math.floor(low / w) < 40)
    first, last = math.floor(low / width), math.floor(high / width)
    ends = [k * width for k in range(first, last + 2)]
    if (values < q1 - reach).any():
        ends.insert(0, -math.inf)
    if (values > q3 + reach).any():
        ends.append(math.inf)
    return ends


def column(name, values):
    missing = int(values.isna().sum())
    found = {"column": name, "n": int(values.notna().sum()), "missing": missing}
    numbers = pd.to_numeric(values, errors="coerce")
    if values.dtype != object or numbers.notna().sum() >= 0.9 * values.notna().sum():
        known = numbers.dropna()
        ends = edges(known.to_numpy())
        bins, _ = np.histogram(known, bins=ends)
        found |= {
            "mean": known.mean(),
            "sd": known.std(),
            "min": known.min(),
            "p25": known.quantile(0.25),
            "median": known.median(),
            "p75": known.quantile(0.75),
            "max": known.max(),
            "edges": [None if math.isinf(e) else e for e in map(float, ends)],
            "bins": bins.tolist(),
        }
    else:
        counts = values.dropna().value_counts()
        order = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
        found["categories"] = [{"name": word, "customers": int(n)} for word, n in order]
    return found


def main():
    if "--table" in sys.argv:
        write_table()
    table = pd.read_csv(TABLE)
    months = table["join_date"].str[:7].value_counts().sort_index()
    columns = [column(name, table[name]) for name in table.columns if name not in ("customer_id", "join_date")]
    columns.insert(1, {
        "column": "join_date", "n": 240, "missing": 0,
        "categories": [{"name": month, "customers": int(n)} for month, n in months.items()],
    })
    # Numbers come before categories, each in the order of the table; gender and the join date come first.
    columns[2:] = sorted(columns[2:], key=lambda found: "categories" in found)
    numeric = table[["age", "income", "score", "half_score"]]
    pairs = []
    for i, a in enumerate(numeric.columns):
        for b in numeric.columns[:i]:
            both = numeric[[a, b]].dropna()
            pairs.append({
                "a": b, "b": a, "n": len(both),
                "pearson": numeric[a].corr(numeric[b]),
                "spearman": stats.spearmanr(both[a], both[b]).statistic,
            })
    lacking = [name for name in ["age", "income", "plan"]]
    sets = table[lacking].isna().apply(lambda row: tuple(row.index[row]), axis=1)
    together = sets[sets.map(len) > 0].value_counts()
    together = [{"columns": list(columns), "customers": int(n)} for columns, n in together.items()]
    print(json.dumps({"columns": columns, "correlations": pairs, "missing_together": together}, indent=1, default=float))


main()
