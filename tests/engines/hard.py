"""Writes a small data set with everything that is hard for an aggregate, as CSV files that are joined already.

    python tests/engines/hard.py FOLDER

Missing keys and days, days after the last, burns before the claim, customers before 1970, NaN and infinite amounts, every status.
"""

import sys
from pathlib import Path

import numpy as np
import pandas as pd

CUSTOMERS, BRANCHES, EVENTS, RETURNS, LINES = 300, 12, 6000, 400, 9000
FIRST, LAST = np.datetime64("2021-11-20"), np.datetime64("2024-03-10")


def days(random, rows, first=FIRST, last=LAST):
    return first + random.integers(0, (last - first).astype(int) + 1, rows).astype("timedelta64[D]")


def some_missing(random, values, share):
    return pd.Series(values).mask(random.random(len(values)) < share)


def integers(values):
    return values.astype("Int64")


def main(folder):
    random = np.random.default_rng(7)
    folder.mkdir(parents=True, exist_ok=True)
    joined = some_missing(random, days(random, CUSTOMERS), 0.1)
    # Older than 20 years, before 1970, and after the last event.
    joined[:4] = [np.datetime64(day) for day in ("1969-12-31", "1998-02-28", "2000-02-29", "2025-05-05")]
    # 20 years before some of their events.
    joined[4:40] = days(random, 36, np.datetime64("2002-10-01"), np.datetime64("2003-09-30"))
    customers = pd.DataFrame(
        {
            "customer": np.arange(CUSTOMERS) * 1_000_003 + 2**53,
            "gender": some_missing(random, random.choice(["F", "M", "it's"], CUSTOMERS), 0.1),
            "city": integers(some_missing(random, random.integers(1, 9, CUSTOMERS), 0.1)),
            "join_day": joined,
        }
    )
    # A few customers have most of the events; some have none.
    weights = random.pareto(1.0, CUSTOMERS)
    weights[-20:] = 0

    def owners(rows, missing):
        keys = random.choice(customers.customer, rows, p=weights / weights.sum())
        return integers(some_missing(random, keys, missing))

    day = some_missing(random, days(random, EVENTS), 0.03)
    day[:5] = np.datetime64("2031-01-01")
    # Before 1970, of nobody who is known.
    day[5] = np.datetime64("1969-12-30")
    delay = random.integers(-3, 90, EVENTS).astype("timedelta64[D]")
    status = random.choice(["open", "burnt", "expired", "other"], EVENTS, p=[0.4, 0.45, 0.1, 0.05])
    amount = pd.Series(np.round(random.gamma(2, 30, EVENTS) - 20, 2)).astype(object)
    amount[random.random(EVENTS) < 0.1] = ""
    amount[random.random(EVENTS) < 0.02] = "nan"
    amount[random.random(EVENTS) < 0.02] = "inf"
    burn_day = (day + delay).where((status == "burnt") & (random.random(EVENTS) < 0.9))
    expiry_day = (day + np.timedelta64(30, "D")).where(random.random(EVENTS) < 0.7)
    customer = owners(EVENTS, 0.05)
    customer[5] = pd.NA
    events = pd.DataFrame(
        {
            "event": np.arange(EVENTS),
            "customer": customer,
            "day": day,
            "status": status,
            "burn_day": burn_day,
            "expiry_day": expiry_day,
            "branch": integers(some_missing(random, random.integers(1, BRANCHES + 1, EVENTS), 0.1)),
            "coupon": some_missing(random, random.choice([f"C{i}" for i in range(15)], EVENTS), 0.2),
            "amount": amount,
            "hour": integers(some_missing(random, random.integers(0, 24, EVENTS), 0.2)),
        }
    )
    branches = pd.DataFrame({"branch": np.arange(1, BRANCHES + 1), "merchant": np.arange(BRANCHES) // 3 + 100})
    branches["merchant"] = integers(some_missing(random, branches.merchant, 0.2))
    returns = pd.DataFrame(
        {
            "event": np.arange(RETURNS) + EVENTS,
            "customer": owners(RETURNS, 0.05),
            "day": some_missing(random, days(random, RETURNS), 0.05),
            "branch": integers(some_missing(random, random.integers(1, BRANCHES + 1, RETURNS), 0.1)),
            "amount": some_missing(random, -np.round(random.gamma(2, 20, RETURNS), 2), 0.1),
        }
    )
    def lines(keys, rows, sign):
        amount = pd.Series(sign * np.round(random.gamma(2, 15, rows), 2)).astype(object)
        amount[random.random(rows) < 0.05] = ""
        return pd.DataFrame(
            {
                "event": random.choice(keys, rows),
                "product": some_missing(random, random.choice([f"it's {i}" for i in range(40)], rows), 0.05),
                "quantity": some_missing(random, random.integers(1, 9, rows) / 2, 0.05),
                "amount": amount,
            }
        )

    # Events without a line, and products that were returned only.
    sold, sent_back = lines(events.event[::2], LINES, 1), lines(returns.event, RETURNS, -1)
    sold["amount"] = sold.amount.mask(random.random(LINES) < 0.01, "nan")
    sent_back.loc[:3, "product"] = "never sold"
    tables = {
        "customers": customers,
        "events": events,
        "branches": branches,
        "returns": returns,
        "lines": sold,
        "return_lines": sent_back,
    }
    for name, table in tables.items():
        table.to_csv(folder / f"hard_{name}.csv", index=False)


main(Path(sys.argv[1]))
