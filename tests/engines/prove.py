"""Runs every statement of src/aggregate/sql/texts in engines and compares the tables with those of pandas.

    python tests/engines/prove.py sample|hard FOLDER ENGINE...

FOLDER has the CSV files that load.py loaded into the engines: data/ as schema shop, or those of hard.py as schema facts.
A file with a schema in its name is such as DIR/sample.duckdb. Ends with 1 if a value differs.
"""

import sys
import time
from pathlib import Path

import adbc_driver_manager.dbapi as adbc
import expected
import expected_orders
import pandas as pd
from statements import DIALECTS, statement

TODAY = pd.Timestamp("2026-01-01")
# The statements show the last 60 months.
MONTHS = 60

# The amounts of coupons are looked at for outliers.
# No coupons or merchants are bits: compare.py compares what follows from those.
MERCHANTS = {"merchant_bits": "", "items": ", COUNT(DISTINCT used.merchant) AS merchants", "narrow_customer": "{0}", "item_columns": ", COALESCE(merchants, 0) AS merchants"}
MERCHANTS |= {"customer_months": "", "month_names": "", "month_columns": "", "short_day": "{date:{0}}"}
# These events are of both kinds.
USED = {"used": "(is_burnt = 1 OR status = 'completed')"}
VALUES = MERCHANTS | USED | {"most_by_month": expected_orders.MOST_BY_MONTH, "most_products": expected_orders.MOST_PRODUCTS, "rows": "t"}
FLAGS = "t AS (SELECT words.*, " + ", ".join(f"CASE WHEN status = '{word}' THEN 1 ELSE 0 END AS is_{word}" for word in ["open", "burnt", "expired"]) + " FROM words)"

BASES = {
    "hard": """c AS (SELECT customer, gender, city, {date:join_day} AS join_day FROM {schema}hard_customers),
words AS (
  SELECT
    event, customer, {date:day} AS day, status, {date:burn_day} AS burn_day, {date:expiry_day} AS expiry_day, branch, coupon,
    CASE WHEN customer IS NULL THEN 1 ELSE 0 END AS no_customer, CASE WHEN branch IS NULL THEN 1 ELSE 0 END AS no_branch,
    CASE WHEN coupon IS NULL THEN 0 ELSE 1 END AS with_coupon, CASE WHEN amount - amount = 0 THEN amount END AS amount, hour,
    items
  FROM {schema}hard_events
  LEFT JOIN (SELECT event AS order_event, SUM(quantity) AS items FROM {schema}hard_lines GROUP BY event) AS pieces ON order_event = event
),
""" + FLAGS + """,
b AS (SELECT branch, merchant FROM {schema}hard_branches),
r AS (SELECT event, customer, {date:day} AS day, branch, amount FROM {schema}hard_returns),
l AS (SELECT event, product, quantity, CASE WHEN amount - amount = 0 THEN amount END AS amount FROM {schema}hard_lines),
rl AS (SELECT event, product, amount FROM {schema}hard_return_lines)""",
    "sample": """c AS (
  SELECT customer_id AS customer, genders.gender_name AS gender, cities.city_id AS city, {date:join_date} AS join_day
  FROM {schema}customers AS customers
  LEFT JOIN {schema}genders AS genders ON genders.gender_id = customers.gender_id
  LEFT JOIN {schema}cities AS cities ON cities.city_id = customers.city_id
),
b AS (
  SELECT branch_id AS branch, merchants.merchant_id AS merchant
  FROM {schema}branches AS branches
  LEFT JOIN {schema}merchants AS merchants ON merchants.merchant_id = branches.merchant_id
),
words AS (
  SELECT
    c.customer, {date:transaction_date} AS day,
    CASE LOWER(TRIM(transaction_status)) WHEN 'burnt' THEN 'burnt' WHEN 'claimed' THEN 'open' ELSE 'other' END AS status,
    {date:burn_date} AS burn_day, {date:NULL} AS expiry_day, b.branch, coupon_name AS coupon,
    CAST(NULL AS {double}) AS amount, CAST(NULL AS BIGINT) AS hour, transaction_id AS event,
    CASE WHEN transactions.customer_id IS NULL THEN 1 ELSE 0 END AS no_customer,
    CASE WHEN transactions.branch_id IS NULL THEN 1 ELSE 0 END AS no_branch
  FROM {schema}transactions AS transactions
  LEFT JOIN c ON c.customer = transactions.customer_id
  LEFT JOIN b ON b.branch = transactions.branch_id
),
""" + FLAGS,
}


def read(folder, name, dates=(), integers=()):
    table = pd.read_csv(folder / f"{name}.csv", dtype={name: "Int64" for name in integers})
    for column in dates:
        table[column] = pd.to_datetime(table[column]).astype("datetime64[s]")
    return table


def hard(folder):
    c = read(folder, "hard_customers", ["join_day"], ["customer", "city"])
    t = read(folder, "hard_events", ["day", "burn_day", "expiry_day"], ["customer", "branch", "hour"])
    t["amount"] = t.amount.where(t.amount.abs() < float("inf"))
    l = read(folder, "hard_lines")
    l["amount"] = l.amount.where(l.amount.abs() < float("inf"))
    r = read(folder, "hard_returns", ["day"], ["customer", "branch"])
    t = t.assign(no_customer=t.customer.isna().astype(int), no_branch=t.branch.isna().astype(int))
    return c, t, read(folder, "hard_branches", (), ["branch", "merchant"]), r, l, read(folder, "hard_return_lines")


def sample(folder):
    names = {"customer_id": "customer", "join_date": "join_day", "city_id": "city", "gender_name": "gender"}
    c = read(folder, "customers", ["join_date"], ["customer_id", "city_id", "gender_id"])
    c = c.merge(read(folder, "genders"), on="gender_id", how="left").rename(columns=names)
    c["city"] = c.city.where(c.city.isin(read(folder, "cities").city_id))
    b = read(folder, "branches", (), ["branch_id", "merchant_id"]).set_axis(["branch", "merchant"], axis=1)
    b["merchant"] = b.merchant.where(b.merchant.isin(read(folder, "merchants").merchant_id))
    t = read(folder, "transactions", ["transaction_date", "burn_date"], ["customer_id", "branch_id"])
    status = t.transaction_status.str.strip().str.lower().map({"burnt": "burnt", "claimed": "open"}).fillna("other")
    names = {"transaction_date": "day", "burn_date": "burn_day", "branch_id": "branch", "coupon_name": "coupon", "transaction_id": "event"}
    nothing = {"expiry_day": pd.Series(pd.NaT, t.index, "datetime64[s]"), "amount": float("nan"), "hour": pd.NA}
    nothing |= {"no_customer": t.customer_id.isna().astype(int), "no_branch": t.branch_id.isna().astype(int)}
    t = t.rename(columns=names).assign(customer=t.customer_id.where(t.customer_id.isin(c.customer)), status=status, **nothing)
    t["branch"] = t.branch.where(t.branch.isin(b.branch))
    return c[["customer", "gender", "city", "join_day"]], t.astype({"hour": "Int64"}), b


def data_of(kind, folder):
    c, t, b, *purchases = {"hard": hard, "sample": sample}[kind](folder)
    horizon = t.day[t.day <= TODAY].max()
    last_month = horizon.replace(day=1)
    first_month = max(t.day.min().replace(day=1), last_month - pd.DateOffset(months=MONTHS - 1))
    return expected.Data(c, t, b, horizon, TODAY, first_month, last_month, *purchases)


def days_of(data):
    """The days that statements are given."""
    return {day: getattr(data, day) for day in ["horizon", "today", "first_month", "last_month", "cut"]} | {"as_of": data.today}


def month_bits(data, bits=62):
    """The months of claims and burns as bits of numbers, as the statement of cohorts is given them."""
    first, last = (
        day.year * 12 + day.month - 1 for day in (min(data.t.day.min(), data.t.burn_day[data.t.status == "burnt"].min()), data.horizon)
    )
    numbers = range((last - first) // bits + 1)
    made = "".join(
        f", {{bit_or:CASE WHEN {event}_month BETWEEN {(low := first + bits * n)} AND {low + bits - 1} THEN {{bit:{event}_month - {low}}} END}}"
        f" AS {event}s_{n}"
        for n in numbers
        for event in ["claim", "burn"]
    )
    read = {f"{kind}_of_month": "CASE " + " ".join(f"WHEN number < {bits * (n + 1)} THEN {kind}_{n}" for n in numbers) + " END" for kind in ["claims", "burns"]}
    return read | {"first_bit": first, "bits": last - first + 1, "month_bits": made}


def connect(engine):
    """The connection, the dialect, and whether the engine has schemas."""
    for beginning, driver, dialect in [("postgres", "postgresql", "postgresql"), ("grpc", "flightsql", "spark"), ("sc:", "spark", "spark")]:
        if engine.startswith(beginning):
            return adbc.connect(driver=driver, db_kwargs={"uri": engine}, autocommit=True), dialect, True
    if engine.endswith(".duckdb"):
        return adbc.connect(driver="duckdb", db_kwargs={"path": engine}, autocommit=True), "duckdb", True
    return adbc.connect(driver="sqlite", db_kwargs={"uri": engine}, autocommit=True), "sqlite", False


def value(cell):
    """A cell without the types of arrow and pandas. A day is text: that is what SQLite has."""
    if pd.isna(cell):
        return None
    if hasattr(cell, "isoformat"):
        return cell.isoformat()[:10]
    cell = cell.item() if hasattr(cell, "item") else cell
    # A column of integers is one of fractions in pandas if a value is missing.
    return int(cell) if isinstance(cell, float) and cell.is_integer() else cell


def rows(table, keys, fractions):
    """The rows, keys first, in order."""
    found = [tuple(value(cell) for cell in row) for row in zip(*(table[column] for column in keys + fractions))]

    def order(row):
        # Fractions decide only where the keys are equal: they may differ in the last digit.
        fraction = [(cell is None, round(cell or 0, 6)) for cell in row[len(keys) :]]
        return [(cell is None, str(cell)) for cell in row[: len(keys)]], fraction

    return sorted(found, key=order)


def is_equal(a, b):
    if isinstance(a, float) or isinstance(b, float):
        return a is not None and b is not None and abs(a - b) <= 1e-9 * max(abs(a), abs(b))
    return a == b


def difference(found, expected):
    """The first difference, or nothing. Fractions may differ in the last digit."""
    names = found.column_names
    if set(names) != set(expected.columns):
        return f"columns {sorted(names)}, expected {sorted(expected.columns)}"
    fractions = [field.name for field in found.schema if str(field.type) in ("double", "float")]
    keys = [name for name in names if name not in fractions]
    found, expected = rows(found.to_pydict(), keys, fractions), rows(expected, keys, fractions)
    for own, other in zip(found, expected):
        if not all(map(is_equal, own, other)):
            return f"{own}, expected {other}"
    return f"{len(found):,} rows, expected {len(expected):,}" if len(found) != len(expected) else ""


def main():
    if len(sys.argv) < 4 or sys.argv[1] not in BASES:
        sys.exit(__doc__.strip())
    kind, folder, engines = sys.argv[1], Path(sys.argv[2]), sys.argv[3:]
    data = data_of(kind, folder)
    days = days_of(data)
    tables = expected.TABLES + (expected_orders.TABLES if data.r is not None else [])
    failures, wanted = 0, {}
    for engine in engines:
        connection, dialect, has_schemas = connect(engine)
        schema = {"hard": "facts.", "sample": "shop."}[kind] if has_schemas else "main."
        base = BASES[kind].replace("{schema}", schema)
        ids = {"different_ids": "{ids_by_bits}" if DIALECTS[dialect]["bit_count"] else "{ids_by_value}"}
        print(engine)
        with connection, connection.cursor() as cursor:
            for table in tables:
                name = table.__name__
                start, number = time.monotonic(), 0
                try:
                    cursor.execute(statement(name, dialect, base, days, VALUES | ids | month_bits(data)))
                    batch = cursor.fetch_arrow_table()
                    seconds, number = time.monotonic() - start, batch.num_rows
                    if name not in wanted:
                        wanted[name] = table(data)
                    said = difference(batch, wanted[name])
                except adbc.Error as error:
                    seconds, said = time.monotonic() - start, str(error).replace("\n", " ")[:400]
                failures += bool(said)
                print(f"  {name:<18} {number:>7,} rows {seconds:>6.2f} s  {said or 'equal'}")
    sys.exit(1 if failures else 0)


if __name__ == "__main__":
    main()
