#!/usr/bin/env python3
"""Writes coupons of any size as Parquet, a folder for each table: as many as an engine takes and files read directly do not.

    python tests/engines/big.py FOLDER ROWS CUSTOMERS

Few customers have most of the claims. The same arguments give the same rows. It runs in the Python environment of drivers.sh,
with numpy; load.py makes tables of the folder in engines that read Parquet.
"""

import sys
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet

ROWS_OF_A_FILE = 2_500_000
BRANCHES, MERCHANTS, CITIES = 400, 60, 20
COUPONS = [f"Coupon {number:02}" for number in range(12)]
FIRST_DAY, DAYS = np.datetime64("2023-01-01", "D"), 912


def write(folder, table, columns, part=0):
    place = folder / table
    place.mkdir(parents=True, exist_ok=True)
    pa.parquet.write_table(pa.table(columns), place / f"part-{part:05}.parquet")


def places(folder, random, customers):
    cities = np.arange(1, CITIES + 1)
    write(folder, "cities", {"city_id": cities, "city_name": [f"City {city}" for city in cities]})
    write(folder, "genders", {"gender_id": [1, 2], "gender_name": ["Male", "Female"]})
    merchants = np.arange(1, MERCHANTS + 1)
    write(folder, "merchants", {"merchant_id": merchants, "merchant_name": [f"Merchant {merchant}" for merchant in merchants]})
    branches = np.arange(1, BRANCHES + 1)
    write(folder, "branches", {"branch_id": branches, "merchant_id": branches % MERCHANTS + 1})
    columns = {
        "customer_id": np.arange(1, customers + 1),
        "join_date": FIRST_DAY + random.integers(-365, DAYS, customers),
        "city_id": random.integers(1, CITIES + 1, customers),
        "gender_id": random.integers(1, 3, customers),
        "age": random.integers(16, 80, customers),
    }
    write(folder, "customers", columns)


def coupons(random, first, rows, customers):
    # The square of an even number between 0 and 1 is mostly near 0.
    customer = 1 + (customers * random.random(rows) ** 2).astype(np.int64)
    day = np.sort(random.integers(0, DAYS, rows))
    burn = day + random.exponential(20, rows).astype(np.int64)
    # Customers differ in what they burn, by their number.
    is_burnt = (random.random(rows) < 0.2 + 0.6 * (customer * 7919 % 101) / 101) & (burn < DAYS)
    return {
        "transaction_id": np.arange(first, first + rows),
        "customer_id": customer,
        "transaction_date": FIRST_DAY + day,
        "transaction_status": pa.DictionaryArray.from_arrays(is_burnt.astype(np.int8), ["claimed", "burnt"]).cast(pa.string()),
        "coupon_name": pa.DictionaryArray.from_arrays(random.integers(0, len(COUPONS), rows, np.int8), COUPONS).cast(pa.string()),
        "burn_date": pa.array(FIRST_DAY + burn, mask=~is_burnt),
        "branch_id": pa.array(random.integers(1, BRANCHES + 1, rows), mask=~is_burnt & (random.random(rows) < 0.3)),
    }


def main():
    if len(sys.argv) != 4:
        sys.exit(__doc__.strip())
    folder, rows, customers = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
    random = np.random.default_rng(1)
    places(folder, random, customers)
    for part, first in enumerate(range(0, rows, ROWS_OF_A_FILE)):
        write(folder, "transactions", coupons(random, first, min(ROWS_OF_A_FILE, rows - first), customers), part)


if __name__ == "__main__":
    main()
