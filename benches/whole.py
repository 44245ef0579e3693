#!/usr/bin/env python3
"""Times whole commands of segscope beside polars and scikit-learn on the same files, and prints a table in Markdown.

    pip install numpy polars scikit-learn && python benches/whole.py target/release/segscope [COUPONS ...]

The data is written by `segscope generate`, a tenth as many customers as coupons, as CSV and (by `clean`) as Parquet. Each
line is one run of each side, one after the other. Seconds of CPU matter on a machine with other work.

* `read` is `segscope check`, which reads, types, joins and checks all tables; polars reads the same files, and parses dates.
* `second start` is `check` with `--cache` once more.
* `report` has every measure; polars and scikit-learn do a part of it: joins, three features, K-Means at K = 2..10 with ten
  restarts and silhouettes of 2,000 customers.
"""

import argparse
import os
import pathlib
import subprocess
import sys
import tempfile
import time

READ_CSV = "import polars as pl, glob\nfor f in glob.glob('{path}/*.csv'): pl.read_csv(f, try_parse_dates=True)"
READ_PARQUET = "import polars as pl, glob\nfor f in glob.glob('{path}/*.parquet'): pl.read_parquet(f)"
PART_OF_REPORT = """
import polars as pl
from compare import kmeans_sweep
from sklearn.preprocessing import StandardScaler

coupons = pl.read_csv('{path}/transactions.csv', try_parse_dates=True)
customers = pl.read_csv('{path}/customers.csv', try_parse_dates=True)
is_burnt = pl.col('transaction_status') == 'burnt'
end = coupons['transaction_date'].max()
features = coupons.group_by('customer_id').agg(
    pl.len().alias('n'),
    is_burnt.mean().alias('ratio'),
    (pl.lit(end) - pl.col('transaction_date').max()).dt.total_days().alias('recency'),
)
features = customers.join(features, on='customer_id').select('n', 'ratio', 'recency').drop_nulls()
kmeans_sweep(StandardScaler().fit_transform(features.to_numpy()), features.height)
"""


def timed(command, **options):
    """Seconds, seconds of CPU, and megabytes at the peak, of a child."""
    start = time.perf_counter()
    child = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, **options)
    complaint = child.stderr.read()
    _, status, used = os.wait4(child.pid, 0)
    if status != 0:
        sys.exit(f"{command[:3]} failed: {complaint.decode()[-500:]}")
    return time.perf_counter() - start, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024


def row(name, ours, theirs=None):
    cells = [name, f"{ours[0]:.2f} s", f"{ours[1]:.2f} s", f"{ours[2]:.0f} MB"]
    if theirs:
        cells += [f"{theirs[0]:.2f} s", f"{theirs[1]:.2f} s", f"{theirs[0] / ours[0]:.2f}", f"{theirs[1] / ours[1]:.2f}"]
    print("| " + " | ".join(cells + ["–"] * (8 - len(cells))) + " |", flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("binary", help="segscope, built with --release")
    parser.add_argument("coupons", nargs="*", type=int, default=[1_000_000, 10_000_000])
    options = parser.parse_args()
    binary = str(pathlib.Path(options.binary).resolve())
    python = {"cwd": pathlib.Path(__file__).parent}

    def polars(code, path):
        return timed([sys.executable, "-c", code.format(path=path)], **python)

    print("| | segscope | CPU | peak | polars, scikit-learn | CPU | times as fast | by CPU |")
    print("|---|---:|---:|---:|---:|---:|---:|---:|")
    for n in options.coupons:
        with tempfile.TemporaryDirectory() as folder:
            csv, parquet, lines = (pathlib.Path(folder) / name for name in ("csv", "parquet", "lines"))
            sizes = ["--customers", str(n // 10), "--transactions", str(n)]
            timed([binary, "generate", *sizes, csv])
            timed([binary, "clean", csv, "--output", parquet, "--format", "parquet"])
            row(f"read {n:,} coupons, CSV", timed([binary, "check", csv]), polars(READ_CSV, csv))
            row("read the same, Parquet", timed([binary, "check", parquet]), polars(READ_PARQUET, parquet))
            cached = {"env": {**os.environ, "XDG_CACHE_HOME": folder}}
            timed([binary, "check", csv, "--cache"], **cached)
            row("second start with the cache", timed([binary, "check", csv, "--cache"], **cached))
            of_coupons = timed([binary, "report", csv, "--format", "json"])
            row("report", of_coupons, polars(PART_OF_REPORT, csv))
            timed([binary, "generate", "--kind", "purchases", "--products", "20000", *sizes, lines])
            of_lines = timed([binary, "report", lines, "--format", "json"])
            row(f"report of {n:,} order lines, against that of coupons", of_lines, of_coupons)
    print(f"\nLoad average {os.getloadavg()[1]:.1f} on {os.cpu_count()} cores.")


if __name__ == "__main__":
    main()
