"""Computes the measures of a data set with pandas, independently of segscope.

    python measures.py DATA > sample.json

DATA is a folder of CSV files or a workbook with the six tables. The unit test `measures::golden` compares the figures
of the sample data with what segscope computes.
"""

import json
import sys
from pathlib import Path

import numpy as np
import pandas as pd

# Later days are mistakes, and set neither the reference day nor the claim horizon.
TODAY = pd.Timestamp("2026-01-01")
BURNT = {"burnt", "burned", "redeemed", "used"}
OPEN = {"claimed", "subscribed", "issued", "received", "active"}


def read(source):
    if source.is_dir():
        return {f.stem: pd.read_csv(f) for f in sorted(source.glob("*.csv"))}
    return {name: t.dropna(how="all") for name, t in pd.read_excel(source, sheet_name=None).items()}


def rate(rows):
    burnt, open_ = (rows.status == "burnt").sum(), rows.status.isin(["open", "expired"]).sum()
    return None if burnt + open_ == 0 else burnt / (burnt + open_)


def group(rows, key, ids):
    """transactions, burnt and rate of each id."""
    table = {}
    for i in ids:
        mine = rows[rows[key].isna()] if i is None else rows[rows[key] == i]
        table[i] = (len(mine), int((mine.status == "burnt").sum()), rate(mine))
    return table


def joined(source):
    """The tables, and customers and transactions with their keys matched, statuses and days read."""
    t = read(source)
    customers, rows = t["customers"], t["transactions"].copy()
    customers = customers.drop_duplicates("customer_id").copy()
    word = rows.transaction_status.astype(str).str.strip().str.lower()
    rows["status"] = np.select([word.isin(OPEN), word.isin(BURNT), word == "expired"], ["open", "burnt", "expired"], "other")
    rows["day"] = pd.to_datetime(rows.transaction_date, errors="coerce")
    rows["burn_day"] = pd.to_datetime(rows.burn_date, errors="coerce")
    customers["join_day"] = pd.to_datetime(customers.join_date, errors="coerce")
    for table, column, known in [(rows, "customer_id", customers), (rows, "branch_id", t["branches"]),
                                 (customers, "city_id", t["cities"]), (customers, "gender_id", t["genders"])]:
        table[column] = table[column].where(table[column].isin(known[column]))
    rows = rows.merge(customers[["customer_id", "city_id", "gender_id"]], on="customer_id", how="left")
    rows = rows.merge(t["branches"][["branch_id", "merchant_id"]], on="branch_id", how="left")
    return t, customers, rows


def reference_days(rows):
    """The day everything is seen from, and the last claim."""
    past = lambda days: days[days <= TODAY].max()
    return max(past(rows.day), past(rows.burn_day)), past(rows.day)


def features(t, customers, rows, as_of):
    """One row per customer, by id."""
    burnt = rows[rows.status == "burnt"]
    count = lambda rows: rows.groupby("customer_id").size().reindex(customers.customer_id, fill_value=0)
    per, per_burnt = count(rows), count(burnt)
    f = pd.DataFrame(index=customers.customer_id)
    f["transaction_count"], f["burnt_count"] = per, per_burnt
    f["claimed_count"] = rows[rows.status == "open"].groupby("customer_id").size().reindex(f.index, fill_value=0)
    expired = count(rows[rows.status == "expired"])
    if expired.any():
        f["expired_count"] = expired
    known = f.claimed_count + f.burnt_count + expired
    f["claimed_ratio"] = f.claimed_count / known
    f["burnt_ratio"] = f.burnt_count / known
    f["recency_days"] = (as_of - rows.groupby("customer_id").day.max().reindex(f.index)).dt.days
    join = customers.set_index("customer_id").join_day.fillna(rows.groupby("customer_id").day.min())
    f["tenure_days"] = (as_of - join).dt.days
    f["active_days"] = rows.groupby("customer_id").day.nunique().reindex(f.index, fill_value=0)
    f["distinct_branches"] = burnt.groupby("customer_id").branch_id.nunique().reindex(f.index, fill_value=0)
    f["distinct_merchants"] = burnt.groupby("customer_id").merchant_id.nunique().reindex(f.index, fill_value=0)
    for column in customers.select_dtypes("number").columns.difference(["customer_id", "city_id", "gender_id"]):
        f[column] = customers.set_index("customer_id")[column]
    for key, table, name in [("gender", "genders", "gender_name"), ("city", "cities", "city_name")]:
        names = t[table].set_index(f"{key}_id")[name]
        code = {n: i for i, n in enumerate(sorted(names.unique()))}
        f[f"{key}_encoded"] = customers.set_index("customer_id")[f"{key}_id"].map(names).map(code)

    return f


def measures(t, customers, rows, as_of, horizon):
    burnt = rows[rows.status == "burnt"]
    open_carry = rows[(rows.status == "open") & rows.branch_id.notna()]
    per = rows.groupby("customer_id").size().reindex(customers.customer_id, fill_value=0)
    per_burnt = burnt.groupby("customer_id").size().reindex(customers.customer_id, fill_value=0)
    days = (burnt.burn_day - burnt.day).dt.days.dropna()

    def groups(key, name, dimension):
        ids = list(dimension[key]) + [None]
        sizes = {**customers[key].value_counts(), None: customers[key].isna().sum()}
        names = {**dict(zip(dimension[key], dimension[name])), None: "(none)"}
        counts = group(rows, key, ids)
        return [
            {"id": text(i), "name": names[i], "customers": int(sizes.get(i, 0)),
             "transactions": counts[i][0], "burnt": counts[i][1], "burn_rate": counts[i][2]}
            for i in ids if i is not None or sizes[i] + counts[i][0] > 0
        ]

    def places(key, dimension):
        ids = list(dimension[key]) + [None]
        counts = group(rows, key, ids)
        return [
            {"id": text(i), "transactions": counts[i][0], "burnt": counts[i][1],
             "burn_rate": counts[i][2] if len(open_carry) else None}
            for i in ids if i is not None or counts[i][0] > 0
        ]

    text = lambda i: None if i is None else str(i)
    order = lambda x: float("inf") if x["id"] is None else int(x["id"])
    by_burnt = lambda g: sorted(g, key=lambda x: (-x["burnt"], order(x)))
    by_customers = lambda g: sorted(g, key=lambda x: (-x["customers"], order(x)))

    def usage(freq):
        if rows.day.notna().sum() + burnt.burn_day.notna().sum() == 0:
            return {"n": 0, "filled": []}
        period = lambda s: s.dt.to_period(freq)
        first, last = min(rows.day.min(), burnt.burn_day.min()), max(rows.day.max(), burnt.burn_day.max())
        index = pd.period_range(period(pd.Series([first]))[0], period(pd.Series([last]))[0], freq=freq)
        count = lambda s: s.dropna().dt.to_period(freq).value_counts().reindex(index, fill_value=0)
        claims, burns = count(rows.day), count(burnt.burn_day)
        mine = rows[rows.customer_id.isin(customers.customer_id) & (rows.day <= horizon)]
        active = mine.groupby(period(mine.day)).customer_id.nunique().reindex(index, fill_value=0)
        opened, burnt_by = count(rows[rows.status == "open"].day), count(burnt.day)
        key = {"M": lambda p: str(p), "W-SUN": lambda p: "%04d-W%02d" % p.start_time.isocalendar()[:2]}[freq]
        filled = [
            {"period": key(p), "claims": int(claims[p]), "burns": int(burns[p]), "status_claimed": int(opened[p]),
             "status_burnt": int(burnt_by[p]), "active_customers": int(active[p]), "partial": bool(p.end_time.normalize() > horizon)}
            for p in index if claims[p] + burns[p] > 0
        ]
        return {"n": len(index), "filled": filled}

    f = features(t, customers, rows, as_of).astype(float)
    quantile = lambda q: number(days.quantile(q))
    return {
        "as_of": str(as_of.date()),
        "claim_horizon": str(horizon.date()),
        "kpis": {
            "customers": len(customers), "active_customers": int((per > 0).sum()),
            "inactive_customers": int((per == 0).sum()), "transactions": len(rows),
            "claimed": int((rows.status == "open").sum()), "burnt": len(burnt),
            "expired": int((rows.status == "expired").sum()), "other": int((rows.status == "other").sum()), "burn_rate": rate(rows),
            "repeat_customers": int((per >= 2).sum()), "repeat_burners": int((per_burnt >= 2).sum()),
            "median_days_to_burn": quantile(0.5),
        },
        "genders": by_customers(groups("gender_id", "gender_name", t["genders"])),
        "cities": by_burnt(groups("city_id", "city_name", t["cities"])),
        "branches": by_burnt(places("branch_id", t["branches"])),
        "merchants": by_burnt(places("merchant_id", t["merchants"])),
        "usage": {"month": usage("M"), "week": usage("W-SUN")},
        "days_to_burn": None if days.empty else {
            "n": len(days), "min": int(days.min()), "p10": quantile(0.1), "p25": quantile(0.25),
            "median": quantile(0.5), "mean": float(days.mean()), "p75": quantile(0.75), "p90": quantile(0.9),
            "max": int(days.max()),
        },
        "frequency": [{"transactions": int(k), "customers": int(v)} for k, v in per.value_counts().sort_index().items()],
        # Missing values are skipped.
        "features": {
            c: {"n": int(f[c].count()), "sum": float(f[c].sum()), "sum_of_squares": float((f[c] ** 2).sum()),
                "max": number(f[c].max())}
            for c in f if f.empty or f[c].count() > 0
        },
    }


def number(value):
    return None if pd.isna(value) else float(value)


def main():
    t, customers, rows = joined(Path(sys.argv[1]))
    out = measures(t, customers, rows, *reference_days(rows))
    print("{" + ",\n".join(f"{json.dumps(key)}: {json.dumps(value)}" for key, value in out.items()) + "}")


if __name__ == "__main__":
    main()
