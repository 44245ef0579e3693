#!/usr/bin/env python3
"""Times `segscope segments` on customers whose rows all differ, beside scikit-learn's sweep, and prints a table.

    pip install numpy scikit-learn && python benches/segments.py target/release/segscope [CUSTOMERS ...]

Customers have four continuous features: five clouds, and a tenth of them noise. segscope reads the CSV, finds the
segments at K = 2..10 with ten restarts and writes the segment of every customer. scikit-learn has the matrix in memory
and does the sweep alone, with silhouettes of 2,000 customers. CPU seconds matter on a machine with other work.
"""

import argparse
import os
import pathlib
import resource
import subprocess
import sys
import tempfile
import time

import numpy as np

from compare import kmeans_sweep

CENTRES = [[20, 5, 100, 1], [60, 30, 400, 3], [120, 12, 900, 6], [200, 60, 150, 9], [35, 80, 1500, 2]]
DEVIATIONS = [12, 6, 120, 0.9]
SHARES = [0.35, 0.25, 0.2, 0.12, 0.08]
HIGHEST = [250, 100, 1800, 12]


def customers(n):
    rng = np.random.default_rng(1)
    x = np.array(CENTRES)[rng.choice(5, size=n, p=SHARES)] + rng.normal(size=(n, 4)) * DEVIATIONS
    noise = rng.random(n) < 0.1
    x[noise] = rng.uniform(0, HIGHEST, size=(noise.sum(), 4))
    return x.round(6)


def cpu():
    """Seconds of CPU of this process and of its children so far."""
    return sum(sum(resource.getrusage(who)[:2]) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))


def timed(work):
    """Seconds, and seconds of CPU."""
    start, before = time.perf_counter(), cpu()
    work()
    return time.perf_counter() - start, cpu() - before


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("binary", help="segscope, built with --release")
    parser.add_argument("customers", nargs="*", type=int, default=[200_000, 1_000_000])
    options = parser.parse_args()
    print("| customers | segscope | CPU | scikit-learn | CPU | times as fast | by CPU |")
    print("|---:|---:|---:|---:|---:|---:|---:|")
    with tempfile.TemporaryDirectory() as folder:
        for n in options.customers:
            x = customers(n)
            path = pathlib.Path(folder) / f"{n}.csv"
            ids = np.arange(n)[:, None]
            header = "customer_id,days_between,visits,spent,rating"
            np.savetxt(path, np.hstack([ids, x]), "%d,%.6f,%.6f,%.6f,%.6f", header=header, comments="")
            command = [options.binary, "segments", path, "--quiet", "--output", path.with_suffix(".out")]
            own = timed(lambda: subprocess.run(command, check=True))
            scaled = (x - x.mean(axis=0)) / x.std(axis=0)
            other = timed(lambda: kmeans_sweep(scaled, n))
            ratios = [f"{b / a:.1f}" for a, b in zip(own, other)]
            cells = [f"{n:,}", *(f"{value:.1f} s" for value in (*own, *other)), *ratios]
            print(f"| {' | '.join(cells)} |", flush=True)
    print(f"\nLoad average {os.getloadavg()[1]:.1f} on {os.cpu_count()} cores.", file=sys.stderr)


if __name__ == "__main__":
    main()
