"""Kills an executor of Spark in the middle of a statement, and compares the answer with that of an undisturbed run.

    python tests/engines/kill_executor.py URI DIR SCHEMA

DIR is the folder that spark.sh started Spark in; SCHEMA has a million coupons (load.py), so that the statement takes some seconds.
Ends with 1 if the answer differs, or if the kill came too late to prove anything.
"""

import os
import signal
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import adbc_driver_manager.dbapi as adbc
import pandas as pd
from prove import BASES, TODAY, connect
from statements import statement


def executors(folder):
    """The processes that the workers of this Spark started."""
    workers = {path.read_text().strip() for path in folder.glob("spark-worker-*.pid")}
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            parent = (process / "stat").read_text().rsplit(")", 1)[1].split()[1]
            is_executor = b"CoarseGrainedExecutorBackend" in (process / "cmdline").read_bytes()
        except OSError:
            continue
        if parent in workers and is_executor:
            found.append(int(process.name))
    return found


def answer(uri, text):
    """The rows of a statement, and the seconds it takes."""
    connection, _, _ = connect(uri)
    start = time.monotonic()
    with connection, connection.cursor() as cursor:
        cursor.execute(text)
        return sorted(cursor.fetchall(), key=str), time.monotonic() - start


def main():
    if len(sys.argv) != 4:
        sys.exit(__doc__.strip())
    uri, folder, schema = sys.argv[1], Path(sys.argv[2]), sys.argv[3]
    log = folder / "spark-connect.log"
    days = {"horizon": pd.Timestamp("2025-06-30"), "cut": pd.Timestamp("2024-12-31"), "today": TODAY}
    text = statement("rhythms", "spark", BASES["sample"].replace("{schema}", f"{schema}."), days)
    try:
        answer(uri, text)
        expected, seconds = answer(uri, text)
        begin, before = log.stat().st_size, executors(folder)
        with ThreadPoolExecutor(1) as pool:
            running = pool.submit(answer, uri, text)
            time.sleep(seconds / 2)
            is_in_time = not running.done()
            os.kill(before[0], signal.SIGKILL)
            found, later = running.result()
    except adbc.Error as error:
        sys.exit(f"kill_executor.py: {error}")
    is_lost = b"Lost executor" in log.read_bytes()[begin:]
    print(f"undisturbed: {len(expected):,} rows in {seconds:.1f} s")
    print(f"executor {before[0]} killed after {seconds / 2:.1f} s: {len(found):,} rows in {later:.1f} s")
    print(f"equal: {found == expected}; in the middle: {is_in_time}; seen by Spark: {is_lost}; executors before {before}, after {executors(folder)}")
    sys.exit(0 if found == expected and is_in_time and is_lost else 1)


main()
