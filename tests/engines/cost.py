#!/usr/bin/env python3
"""Prints what the statements of the measures cost in an engine: seconds, rows, and bytes of Arrow that come over.

    python tests/engines/cost.py SEGSCOPE ENGINE [SIDE_BY_SIDE]

`segscope sql` writes the statements. Each runs alone; then all of them run, SIDE_BY_SIDE at a time (2). The sum is printed with the
target: at most 100 bytes per distinct row of features, and 1 MB. Ends with 1 if more come over. It needs ADBC_DRIVER_PATH, and runs in
the Python environment of drivers.sh.
"""

import re
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor

import pyarrow as pa
import pyarrow.compute
from prove import connect
from statements import FOLDER

BYTES_PER_ROW, MORE_BYTES = 100, 1_000_000
CUSTOMERS = "(the table of customers)"


def statements(program, engine):
    """The statements by their names, and that of the customers as their table has them."""
    asked = subprocess.run([program, "sql", engine], stdout=subprocess.PIPE, text=True)
    if asked.returncode != 0:
        sys.exit(f"cost.py: {program} sql {engine} has no statements; it says above why")
    names = {file.read_text().splitlines()[0]: file.stem for file in (FOLDER / "texts").glob("*.sql")}
    found = {names[text.splitlines()[0]]: text for text in re.split(r";\n\n?(?=--|$)", asked.stdout) if text.strip()}
    # The program reads the table itself; this statement is for events without such a table.
    text = found.pop("customers")
    table = re.search(r"\bc0? AS \(\s*SELECT .*?\sFROM (\S+) AS x", text, re.DOTALL)
    return {CUSTOMERS: f"SELECT * FROM {table[1]}", **found}


def narrow(rows):
    """The table with integers in the narrowest type that holds all of them, as the program reads it."""

    def column(values):
        if not pa.types.is_int64(values.type):
            return values
        ends = pa.compute.min_max(values).as_py().values()
        fits = [size for size in (16, 32) if None not in ends and all(-(2 ** (size - 1)) <= end < 2 ** (size - 1) for end in ends)]
        return values.cast(f"int{fits[0]}") if fits else values

    return pa.table([column(values) for values in rows.columns], names=rows.column_names)


def run(engine, text):
    """The rows of a statement, and the seconds until the last of them is here."""
    connection, _, _ = connect(engine)
    with connection, connection.cursor() as cursor:
        start = time.monotonic()
        cursor.execute(text)
        rows = cursor.fetch_arrow_table()
        return rows, time.monotonic() - start


def distinct(customers):
    """The number of different customers, by all that is counted of each."""
    columns = [name for name in customers.column_names if name != "customer"]
    return customers.group_by(columns).aggregate([]).num_rows


def main():
    if len(sys.argv) not in (3, 4):
        sys.exit(__doc__.strip())
    program, engine = sys.argv[1:3]
    side_by_side = int(sys.argv[3]) if len(sys.argv) == 4 else 2
    texts, address = statements(program, engine), engine.split("#")[0]
    seconds, size, features = 0, 0, 0
    for name, text in texts.items():
        rows, took = run(address, text)
        rows = narrow(rows) if name == CUSTOMERS else rows
        seconds, size = seconds + took, size + rows.nbytes
        if name == "customer_events":
            features = distinct(rows)
        each = f"{rows.nbytes / rows.num_rows:>6.1f} each" if rows.num_rows else ""
        print(f"{name:<25} {took:>7.2f} s {rows.num_rows:>10,} rows {rows.nbytes:>12,} bytes {each}")
    most = BYTES_PER_ROW * features + MORE_BYTES
    print(f"{'all':<25} {seconds:>7.2f} s {features:>10,} rows {size:>12,} bytes, at most {most:,}")
    start = time.monotonic()
    with ThreadPoolExecutor(side_by_side) as threads:
        list(threads.map(lambda text: run(address, text), texts.values()))
    print(f"{f'all, {side_by_side} side by side':<25} {time.monotonic() - start:>7.2f} s")
    sys.exit(0 if size <= most else 1)


if __name__ == "__main__":
    main()
