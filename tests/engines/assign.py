#!/usr/bin/env python3
"""Runs `segscope sql --assign` in an engine and compares the result with `segscope assign`.

    tests/engines/assign.py ENGINE FOLDER MODEL [MODEL ...] [--schema shop] [--segscope target/debug/segscope] [-- OPTION ...]

ENGINE is as in load.py, which has put the tables of FOLDER into the schema. Segments and their names must be equal, distances
and features equal to 1e-9. Options after `--` are for both commands of segscope. It runs in the Python environment that
drivers.sh makes.
"""

import argparse
import csv
import io
import math
import os
import subprocess
import sys
import time
from pathlib import Path

ENGINES = Path(
    os.environ.get("SEGSCOPE_ENGINES")
    or Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "segscope-engines"
)

try:
    import adbc_driver_manager.dbapi as adbc
except ImportError:
    python = ENGINES / "drivers" / "bin" / "python"
    if Path(sys.prefix) == python.parent.parent or not python.exists():
        sys.exit("assign.py: Python packages are missing. Try: tests/engines/drivers.sh DIR")
    os.execv(python, [str(python), *sys.argv])

# How an engine is recognised, its driver, the name of its address there, and its dialect.
KNOWN = [
    (lambda engine: engine.startswith(("postgresql://", "postgres://")), "postgresql", "uri", "postgresql"),
    (lambda engine: engine.startswith("grpc"), "flightsql", "uri", "spark"),
    (lambda engine: engine.startswith("sc://"), "spark", "uri", "spark"),
    (lambda engine: engine.endswith(".duckdb"), "duckdb", "path", "duckdb"),
    (lambda engine: engine.endswith(".sqlite"), "sqlite", "uri", "sqlite"),
]


def printed(command):
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode:
        sys.exit(f"assign.py: {' '.join(map(str, command))}: {done.stderr.strip()}")
    return done.stdout


def number(value):
    return None if value in ("", None) else float(value)


def compare(expected, found):
    """What differs, a line each, and the largest difference of a number."""
    differences, largest = [], 0.0
    header = list(expected[0])
    by_id = {row["customer_id"]: row for row in found}
    if len(by_id) != len(found) or len(found) != len(expected):
        differences.append(f"{len(found)} rows of {len(by_id)} customers instead of {len(expected)}")
    for row in expected:
        other = by_id.get(row["customer_id"])
        if other is None:
            differences.append(f"{row['customer_id']}: no row")
            continue
        if list(other) != header:
            return [f"columns {list(other)} instead of {header}"], largest
        for name in header:
            if name in ("customer_id", "segment_name"):
                same = row[name] == other[name]
            elif row[name] == "" or other[name] is None:
                same = row[name] == "" and other[name] is None
            else:
                a, b = number(row[name]), number(other[name])
                difference = abs(a - b) / max(1.0, abs(a))
                largest = max(largest, difference)
                same = a == b if name == "segment" else difference <= 1e-9 and not math.isnan(b)
            if not same:
                differences.append(f"{row['customer_id']}.{name}: {other[name]!r} instead of {row[name]!r}")
    return differences, largest


def main():
    arguments = argparse.ArgumentParser(description="Compares a model as SQL with segscope assign.")
    arguments.add_argument("engine")
    arguments.add_argument("folder")
    arguments.add_argument("model", nargs="+")
    arguments.add_argument("--schema", default="shop")
    arguments.add_argument("--segscope", default="target/debug/segscope")
    own = sys.argv[1:]
    options = own[own.index("--") + 1 :] if "--" in own else []
    given = arguments.parse_args(own[: own.index("--")] if "--" in own else own)
    found = next((known for known in KNOWN if known[0](given.engine)), None)
    if not found:
        sys.exit(f"assign.py: {given.engine} is no engine that I know")
    _, driver, address, dialect = found
    schema = [] if dialect == "sqlite" else ["--schema", given.schema]
    failed = False
    with adbc.connect(driver=driver, db_kwargs={address: given.engine}, autocommit=True) as connection:
        for model in given.model:
            assigned = printed([given.segscope, "assign", model, given.folder, "-q", *options])
            expected = list(csv.DictReader(io.StringIO(assigned)))
            sql = ["sql", "--assign", model, "--dialect", dialect, *schema, given.folder, "-q", *options]
            statement = printed([given.segscope, *sql])
            begun = time.monotonic()
            with connection.cursor() as cursor:
                cursor.execute(statement)
                rows = cursor.fetch_arrow_table().to_pylist()
            seconds = time.monotonic() - begun
            differences, largest = compare(expected, rows)
            outcome = "DIFFERENT" if differences else "equal"
            print(f"{dialect} {Path(model).name}: {outcome}, {len(rows)} customers, {largest:.1e}, {seconds:.2f} s")
            for difference in differences[:10]:
                print(f"  {difference}")
            failed |= bool(differences)
    sys.exit(1 if failed else 0)


main()
