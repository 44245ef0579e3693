#!/usr/bin/env python3
"""Times segscope's clustering beside scikit-learn's and scipy's on the same matrices, and prints a table in Markdown.

    pip install numpy scipy scikit-learn && python benches/compare.py

Builds and runs `cargo bench --bench clustering` (or the binary named by --bench), has it write its matrices, and times
the same work here, once each. What scikit-learn would take longer than some minutes or more than 8 GB for is left out,
and the table says so.
"""

import argparse
import multiprocessing
import os
import pathlib
import re
import resource
import subprocess
import tempfile
import time

import numpy as np

SIZES = [10_000, 100_000, 1_000_000]
MEMORY = 8 << 30  # Bytes for one measurement of scikit-learn's.
UNITS = {"ns": 1e-9, "µs": 1e-6, "ms": 1e-3, "s": 1.0}


def kmeans_sweep(x, n, **_):
    """K-Means at K = 2..10 with ten restarts, and the three scores of each; the silhouette of 2,000 where n is large."""
    from sklearn import metrics
    from sklearn.cluster import KMeans

    for k in range(2, 11):
        labels = KMeans(k, n_init=10, random_state=42).fit(x).labels_
        sample = None if n <= 10_000 else 2000
        metrics.silhouette_score(x, labels, sample_size=sample, random_state=42)
        metrics.davies_bouldin_score(x, labels)
        metrics.calinski_harabasz_score(x, labels)


def silhouette(x, n, **_):
    from sklearn.cluster import KMeans
    from sklearn.metrics import silhouette_score

    labels = KMeans(5, n_init=1, random_state=42).fit(x).labels_
    silhouette_score(x, labels, sample_size=None if n <= 100_000 else 2000, random_state=42)


def dbscan(x, eps, min_points, **_):
    from sklearn.cluster import DBSCAN

    DBSCAN(eps=eps, min_samples=min_points, n_jobs=-1).fit(x)


def ward(x, **_):
    from scipy.cluster.hierarchy import cut_tree, linkage

    cut_tree(linkage(x, "ward"), 5)


def mixture_sweep(x, **_):
    from sklearn.mixture import GaussianMixture

    for k in range(2, 11):
        GaussianMixture(k, n_init=10, random_state=42).fit(x).bic(x)


# What is measured, over which sizes, and what there is to know about the two sides at a size.
CASES = {
    "kmeans_sweep": (kmeans_sweep, SIZES, {n: "silhouettes of 2,000 there, sampled here" for n in SIZES[1:]}),
    "silhouette": (silhouette, SIZES, {100_000: "exact there", 1_000_000: "sampled on both sides"}),
    "dbscan": (dbscan, SIZES, {n: "no scores there" for n in SIZES}),
    "ward": (ward, SIZES[:1], {n: "not there: n² distances; here of 500 groups" for n in SIZES[1:]}),
    "mixture_sweep": (mixture_sweep, SIZES[:1], {}),
}


def ours(binary):
    """Medians of the bench, in seconds, by name and number of customers."""
    text = subprocess.run([*binary, "--color", "never"], check=True, capture_output=True, text=True).stdout
    times, name = {}, None
    for line in text.splitlines():
        if head := re.match(r"[├╰]─ (\w+)", line):
            name = head[1]
        elif row := re.match(r"[│ ]\s+[├╰]─ (\d+)\s+(.*)", line):
            value, unit = row[2].split("│")[2].split()
            times[name, int(row[1])] = float(value) * UNITS[unit]
    return times


def in_child(pipe, work, path):
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    with open(path) as file:
        eps, min_points, _ = file.readline().split(",")
    x = np.loadtxt(path, delimiter=",", skiprows=1)
    start = time.perf_counter()
    try:
        work(x, n=len(x), eps=float(eps), min_points=int(min_points))
    except MemoryError:
        return
    pipe.send(time.perf_counter() - start)


def theirs(work, path, limit):
    """Seconds, or none where it took too long or more memory than there is."""
    receive, send = multiprocessing.Pipe(duplex=False)
    child = multiprocessing.Process(target=in_child, args=(send, work, path))
    child.start()
    send.close()
    try:
        found = receive.recv() if receive.poll(limit) else None
    except EOFError:
        found = None
    child.kill()
    child.join()
    return found


def seconds(value):
    return "–" if value is None else f"{value:.3f} s" if value < 10 else f"{value:.0f} s"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--bench", help="the bench, where it is built already")
    parser.add_argument("--limit", type=int, default=300, help="seconds that scikit-learn has for one measurement")
    options = parser.parse_args()
    bench, limit = options.bench, options.limit
    binary = [bench, "--bench"] if bench else ["cargo", "bench", "--bench", "clustering", "--"]
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(binary, check=True, env={**os.environ, "SEGSCOPE_BENCH_DUMP": folder})
        paths = {n: pathlib.Path(folder) / f"{n}.csv" for n in SIZES}
        times = ours(binary)
        print("| | customers | distinct rows | segscope | scikit-learn, scipy | times as fast | |")
        print("|---|---:|---:|---:|---:|---:|---|")
        for name, (work, sizes, notes) in CASES.items():
            for n in SIZES:
                if (name, n) not in times:
                    continue
                distinct = int(paths[n].open().readline().split(",")[2])
                own, other = times[name, n], theirs(work, paths[n], limit) if n in sizes else None
                ratio = "–" if other is None else f"{other / own:.0f}" if other > 10 * own else f"{other / own:.1f}"
                note = notes.get(n, "")
                if n in sizes and other is None:
                    note = f"there more than {limit} s or 8 GB"
                cells = [name, f"{n:,}", f"{distinct:,}", seconds(own), seconds(other), ratio, note]
                print(f"| {' | '.join(cells)} |", flush=True)
    print(f"\nLoad average {os.getloadavg()[1]:.1f} on {os.cpu_count()} cores.")


if __name__ == "__main__":
    main()
