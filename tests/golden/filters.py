"""Filters a data set with pandas, independently of segscope, and computes the measures of what is left.

    python filters.py DATA > filters.json

The unit test `measures::golden` compares them with what segscope computes under the same filters.
"""

import json
import sys
from pathlib import Path

import pandas as pd

from measures import features, joined, measures, reference_days

# A filter, which customers it keeps (c: customers, f: their features), whether it keeps rows of no known customer, which
# rows it keeps, and the last day of claims that it lets through.
EVERY, DAY = lambda x, *_: pd.Series(True, index=x.index), pd.Timestamp
FILTERS = [
    ("city:Cairo", lambda c, f: c.city == "Cairo", False, None, None),
    ("city:Cairo,giza gender:Female", lambda c, f: c.city.isin(["Cairo", "Giza"]) & (c.gender == "Female"), False, None, None),
    ("-gender:Male", lambda c, f: c.gender != "Male", True, None, None),
    ("city:none", lambda c, f: c.city.isna(), True, None, None),
    ("city:A* -city:*a", lambda c, f: c.city.str.startswith("A", na=False) & ~c.city.str.endswith("a", na=False), False, None, None),
    ("burnt_count>=3 recency_days<90", lambda c, f: (f.burnt_count >= 3) & (f.recency_days < 90), False, None, None),
    ("-age>=40", lambda c, f: ~(f.age >= 40), True, None, None),
    ("age:18..25,60 transaction_count!=0", lambda c, f: (f.age.between(18, 25) | (f.age == 60)) & (f.transaction_count != 0), False, None, None),
    ("recency_days:none", lambda c, f: f.recency_days.isna(), True, None, None),
    ("joined:2024-Q1", lambda c, f: c.join_day.between(DAY("2024-01-01"), DAY("2024-03-31")), False, None, None),
    ("customer:1*", lambda c, f: c.customer_id.astype(str).str.startswith("1"), False, None, None),
    ("status:burnt", EVERY, True, lambda r: r.status == "burnt", None),
    ("-status:claimed,burnt", EVERY, True, lambda r: r.status == "other", None),
    ("since:2024-07 until:2025-03-15", EVERY, True, lambda r: r.day.between(DAY("2024-07-01"), DAY("2025-03-15")), "2025-03-15"),
    ("date:2024-W28", EVERY, True, lambda r: r.day.between(DAY("2024-07-08"), DAY("2024-07-14")), "2024-07-14"),
    ('merchant:"nile market" city:Cairo', lambda c, f: c.city == "Cairo", False, lambda r: r.merchant == "Nile Market", None),
    ('-merchant:"Nile Market",none', EVERY, True, lambda r: r.merchant.notna() & (r.merchant != "Nile Market"), None),
    ("branch:17 burnt_ratio>0.5", lambda c, f: f.burnt_ratio > 0.5, False, lambda r: r.branch_id == 17, None),
    ('coupon:"Winter Warmers" date<2024', EVERY, True, lambda r: (r.coupon_name == "Winter Warmers") & (r.day < DAY("2024-01-01")), "2023-12-31"),
    ("city:Aswan status:other until:2023-03", lambda c, f: c.city == "Aswan", False, lambda r: (r.status == "other") & (r.day <= DAY("2023-03-31")), "2023-03-31"),
]


def main():
    t, customers, rows = joined(Path(sys.argv[1]))
    as_of, horizon = reference_days(rows)
    of_customer = features(t, customers, rows, as_of)
    name = lambda table, key, column: table.set_index(key)[column]
    customers["city"] = customers.city_id.map(name(t["cities"], "city_id", "city_name"))
    customers["gender"] = customers.gender_id.map(name(t["genders"], "gender_id", "gender_name"))
    rows["merchant"] = rows.merchant_id.map(name(t["merchants"], "merchant_id", "merchant_name"))
    out = []
    for text, of_customers, unknown, of_rows, last in FILTERS:
        c = customers[of_customers(customers, of_customer.set_index(customers.index))]
        r = rows[rows.customer_id.isin(c.customer_id) | (rows.customer_id.isna() & unknown)]
        if of_rows is not None:
            r = r[of_rows(r)]
            c = c[c.customer_id.isin(r.customer_id)]
        until = horizon if last is None else min(horizon, DAY(last))
        # The columns that the filter was read from are no data.
        c = c.drop(columns=["city", "gender"])
        measured = measures(t, c, r, as_of, until)
        # Long, and the same rows counted once more.
        del measured["usage"]["week"], measured["branches"]
        out.append({"filter": text, **measured})
    print("[" + ",\n".join(json.dumps(measured) for measured in out) + "]")


main()
