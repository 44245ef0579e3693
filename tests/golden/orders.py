"""Writes order lines with the traps of real ones, and what pandas makes of them.

    python orders.py orders.csv > orders.json

The unit test `data::tests::orders_golden` compares the figures with what segscope computes. Needs pandas.
"""

import csv
import json
import random
import sys

import pandas as pd

WORDS = {"completed": "completed", "shipped": "completed", "": "completed", "refunded": "returned",
         "cancelled": "cancelled", "on hold": "pending"}


def lines(rng):
    for order in range(1, 401):
        customer = rng.choice([None] + list(range(100, 160)))
        day = pd.Timestamp("2024-01-01") + pd.Timedelta(days=rng.randrange(300), minutes=rng.randrange(600))
        status = rng.choices(list(WORDS), [60, 20, 5, 5, 5, 5])[0]
        sign = -1 if rng.random() < 0.06 else 1
        city = None if customer is None else ["Cairo", "Giza", "Luxor"][(customer + (rng.random() < 0.1)) % 3]
        for line in range(rng.choice([1, 1, 2, 3, 5])):
            yield [("C" if sign < 0 else "") + str(536000 + order), customer, str(day + pd.Timedelta(minutes=line)), status,
                   rng.choice(["RED MUG", "BLUE MUG", "TRAY, LARGE", None]), sign * rng.randint(1, 12),
                   rng.choice([1.25, 2.5, 3.95, 10.0]), city]


def main(target):
    rng = random.Random(42)
    header = ["InvoiceNo", "CustomerID", "InvoiceDate", "Status", "Description", "Quantity", "UnitPrice", "City"]
    rows = list(lines(rng))
    rng.shuffle(rows)
    with open(target, "w", newline="", encoding="utf-8") as file:
        csv.writer(file, lineterminator="\n").writerows([header, *rows])
    t = pd.read_csv(target, dtype={"InvoiceNo": str}, keep_default_na=True)
    t["status"] = t.Status.fillna("").map(WORDS)
    t["amount"] = t.Quantity * t.UnitPrice
    t["day"] = pd.to_datetime(t.InvoiceDate).dt.normalize()
    orders = t.groupby("InvoiceNo").agg(customer=("CustomerID", "first"), day=("day", "min"), status=("status", "first"),
                                        amount=("amount", "sum"), items=("Quantity", "sum"))
    returns, rest = orders[orders.amount < 0], orders[orders.amount >= 0]
    done = rest[rest.status == "completed"]
    by_status = {word: int((rest.status == word).sum()) for word in ["completed", "returned", "cancelled", "pending"]}
    by_status["returned"] += len(returns)
    sold = t[t.InvoiceNo.isin(done.index) & t.Description.notna()]
    products = sold.groupby("Description").agg(orders=("InvoiceNo", "nunique"), items=("Quantity", "sum"), revenue=("amount", "sum"))
    per_customer = done.groupby("customer").agg(orders=("amount", "size"), amount=("amount", "sum"), last=("day", "max"))

    def city(own):
        counts = own.City.value_counts()
        top = set(counts[counts == counts.max()].index)
        return own[own.City.isin(top)].City.iloc[-1]

    known = t[t.CustomerID.notna()]
    cities = {int(customer): city(own) for customer, own in known.groupby("CustomerID")}
    varying = int((known.groupby("CustomerID").City.nunique() > 1).sum())
    print(json.dumps({
        "lines": len(t), "orders": len(done), "customers": int(t.CustomerID.nunique()), "items": float(done["items"].sum()),
        "revenue": float(done.amount.sum() + returns.amount.sum()), "returned": float(returns.amount.sum()),
        "returns": len(returns), "by_status": by_status, "varying_customers": varying,
        "last_day": str(t.day.max().date()), "first_order_day": str(done.day.min().date()),
        "products": {name: [int(p.orders), float(p["items"]), float(p.revenue)] for name, p in products.iterrows()},
        "customers_orders": {str(int(c)): [int(p.orders), float(p.amount), str(p["last"].date())] for c, p in per_customer.iterrows()},
        "cities": {str(c): name for c, name in sorted(cities.items())},
    }, indent=1, sort_keys=True))


if __name__ == "__main__":
    main(sys.argv[1])
