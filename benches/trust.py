#!/usr/bin/env python3
"""Counts the false alarms and the hits of what segscope concludes, on generated data of which the truth is known.

    pip install numpy && cargo build --release && python benches/trust.py target/release/segscope

Each row of the table is a question with a right answer. Customers whose later claims were dealt out at random have
segments that do not differ; uniform noise and one population of customers have no segments; clouds have as many as
were drawn. `--runs 0.1` takes a tenth of the runs, `--only clouds` the rows whose name has that word. A small version
runs in `cargo test` (`tests/it/trust.rs`).
"""

import argparse
import concurrent.futures
import csv
import datetime
import json
import pathlib
import subprocess
import tempfile

import numpy as np

DAY_ONE = datetime.date(2023, 1, 1)
DAYS = 730
# The share of the days from which segscope makes the segments that it measures later.
EARLY = 0.75


def report(binary, files, *options):
    """The JSON report of some files."""
    command = [binary, "report", "--quiet", "--format", "json", *options, *map(str, files)]
    return json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


def only_k(binary, files, *options):
    """The number of segments, in the place where the report has it."""
    command = [binary, "segments", "--quiet", *options, *map(str, files)]
    text = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    segments = {row["segment"] for row in csv.DictReader(text.splitlines())} - {"", "0"}
    return {"segmentation": {"k": len(segments)}}


def table(folder, columns, rows):
    """Writes columns of numbers as a table of customers."""
    path = folder / "customers.csv"
    with path.open("w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["customer_id", *columns])
        writer.writerows([f"c{i}", *row] for i, row in enumerate(rows))
    return path


def claims(folder, rows):
    """Writes (customer, day of the claim, days to the burn or None) as a table of transactions."""
    day = lambda n: DAY_ONE + datetime.timedelta(days=int(n))
    path = folder / "transactions.csv"
    with path.open("w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["transaction_id", "customer_id", "transaction_date", "transaction_status", "burn_date"])
        for i, (customer, when, wait) in enumerate(rows):
            status, burnt = ("claimed", "") if wait is None else ("burned", day(when + wait))
            writer.writerow([i, f"c{customer}", day(when), status, burnt])
    return path


def wait(rng, chance):
    """Days until a coupon is burnt, none if it is not."""
    return int(rng.integers(0, 30)) if rng.random() < chance else None


# Data of which the truth is known. Each function writes its files and returns them with the options of the report.


def shuffled(folder, rng, customers=600):
    """Four types of customers, whose claims of the last quarter are dealt out to customers at random."""
    cut = int(EARLY * DAYS)
    rates, burns = [6, 6, 20, 20], [(4, 8), (8, 4), (4, 8), (8, 4)]
    early, later = [], []
    for customer in range(customers):
        kind = customer % 4
        chance = rng.beta(*burns[kind])
        days = np.sort(rng.integers(0, DAYS, max(1, rng.poisson(rates[kind]))))
        rows = [(day, wait(rng, chance)) for day in days]
        early.append([row for row in rows if row[0] <= cut])
        later.append([row for row in rows if row[0] > cut])
    # The first and the last day have a claim, so that the cut falls where it is meant to.
    early[0].insert(0, (0, None))
    later[0].append((DAYS - 1, None))
    order = rng.permutation(customers)
    rows = [(who, *row) for who in range(customers) for row in early[who] + later[order[who]]]
    return [claims(folder, rows)], []


def different(folder, rng, each=500):
    """Two types of customers, of whose coupons 45% and 55% are burnt."""
    rows = [(0, 0, None), (0, DAYS - 1, None)]
    for customer in range(2 * each):
        often = customer % 2
        chance = rng.beta(5.5, 4.5) if often else rng.beta(4.5, 5.5)
        days = rng.integers(0, DAYS, max(3, rng.poisson(24 if often else 8)))
        rows += [(customer, day, wait(rng, chance)) for day in np.sort(days)]
    return [claims(folder, rows)], ["--features", "transaction_count,recency_days", "--k", "2"]


def uniform(folder, rng, customers, columns):
    names = [f"f{j}" for j in range(columns)]
    return [table(folder, names, rng.random((customers, columns)).round(6))], ["--features", ",".join(names)]


def shop_features(rng, customers):
    """One population: negative binomial claims, beta-binomial burns, exponential recency."""
    spread, claims = rng.uniform(0.4, 1.5), rng.uniform(3, 12)
    count = 1 + rng.negative_binomial(spread, spread / (spread + claims), customers)
    strength, mean = rng.uniform(1.5, 6), rng.uniform(0.3, 0.7)
    burnt = rng.binomial(count, rng.beta(strength * mean, strength * (1 - mean), customers))
    recency = rng.exponential(rng.uniform(60, 150), customers).astype(int)
    return count, burnt, recency


def shop(folder, rng, customers):
    """One population as claims: the days of a customer's claims end at the recency."""
    rows = []
    for who, (count, burnt, recency) in enumerate(zip(*shop_features(rng, customers))):
        last = max(0, DAYS - 1 - int(recency))
        days = np.sort(np.append(rng.integers(0, last + 1, count - 1), last))
        used = rng.permutation(count) < burnt
        rows += [(who, day, int(rng.integers(0, 30)) if use else None) for day, use in zip(days, used)]
    return [claims(folder, rows)], []


def shop_table(folder, rng, customers):
    """One population as a table with a row per customer."""
    count, burnt, recency = shop_features(rng, customers)
    rows = zip(count, (burnt / count).round(6), recency)
    return [table(folder, ["orders", "used_share", "days_since"], rows)], []


def lifetimes(folder, rng, customers):
    """One population whose customers join on any day, claim at a rate of their own, and leave (Pareto/NBD)."""
    rows = []
    for who in range(customers):
        joined, rate = rng.uniform(0, DAYS - 30), rng.gamma(1.2) * 0.02
        left = min(DAYS - 1, joined + rng.exponential(400))
        days = np.append(joined, rng.uniform(joined, left, rng.poisson(rate * (left - joined))))
        chance = rng.beta(2, 2)
        rows += [(who, day, wait(rng, chance)) for day in np.sort(days)]
    return [claims(folder, rows)], []


def normal(folder, rng, customers, columns):
    """One oval cloud with correlations."""
    rows = rng.normal(size=(customers, columns)) @ rng.normal(size=(columns, columns))
    names = [f"f{j}" for j in range(columns)]
    return [table(folder, names, rows.round(6))], ["--features", ",".join(names)]


def clouds(folder, rng, columns, separation, customers=600, options=()):
    """Three to five round clouds of unequal size: the nearest two are `separation` standard deviations apart, and the
    farthest two up to four times that. The silhouette alone merges the nearest."""
    k = int(rng.integers(3, 6))
    while True:
        centres = rng.uniform(-1, 1, (k, columns))
        gaps = [np.linalg.norm(a - b) for i, a in enumerate(centres) for b in centres[:i]]
        if max(gaps) < 4 * min(gaps):
            break
    centres *= separation / min(gaps)
    share = rng.dirichlet(np.full(k, 5.0)) * 0.7 + 0.3 / k
    cloud = rng.choice(k, customers, p=share)
    rows = centres[cloud] + rng.normal(size=(customers, columns))
    names = [f"f{j}" for j in range(columns)]
    return [table(folder, names, rows.round(6))], ["--features", ",".join(names), *options], k


def packed(folder, rng, columns, separation, options=()):
    """Three to five round clouds of 30 to 200 customers, as near to each other as can be with no two nearer than
    `separation` standard deviations."""
    k, centres, side = int(rng.integers(3, 6)), [], float(separation)
    while len(centres) < k:
        centre = rng.uniform(0, side, columns)
        if all(np.linalg.norm(centre - other) >= separation for other in centres):
            centres.append(centre)
        side *= 1.02
    rows = np.concatenate([centre + rng.normal(size=(int(rng.integers(30, 201)), columns)) for centre in centres])
    names = [f"f{j}" for j in range(columns)]
    return [table(folder, names, rows.round(6))], ["--features", ",".join(names), *options], k


# What segscope concludes.


def differ(found, _):
    later = found["segmentation"]["later"]
    return bool(later["differ"]) if "differ" in later else "clearly lower" in (later["answer"] or "")


def structured(found, _):
    return found["segmentation"]["verdict"] != "none"


def right_k(found, k):
    return found["segmentation"]["k"] == k


SAYS = {"segments differ": differ, "structured": structured, "right K": right_k}

# Name, maker, runs, and what share of the runs should say what; none where there is no bound.
ROWS = [
    ("later claims dealt out at random", shuffled, 60, {"segments differ": "at most 8%"}),
    ("a true difference of 10 points", different, 20, {"segments differ": "at least 90%"}),
]
for n, d in [(300, 2), (300, 3), (1000, 2), (300, 4)]:
    make = lambda f, r, n=n, d=d: uniform(f, r, n, d)
    ROWS.append((f"uniform noise, {n} in {d} columns", make, 20, {"structured": "at most 5%"}))
for n in (500, 2000):
    ROWS.append((f"one shop of {n}, claims", lambda f, r, n=n: shop(f, r, n), 40, {"structured": "at most 5%"}))
    ROWS.append((f"one shop of {n}, table", lambda f, r, n=n: shop_table(f, r, n), 40, {"structured": "at most 5%"}))
for n in (500, 2000):
    make = lambda f, r, n=n: lifetimes(f, r, n)
    ROWS.append((f"one shop of {n}, lifetimes", make, 20, {"structured": "at most 5%"}))
for d in (2, 4):
    make = lambda f, r, d=d: normal(f, r, 500, d)
    ROWS.append((f"one oval cloud of 500 in {d} columns", make, 20, {"structured": "at most 5%"}))
for d in (2, 4):
    for s in (3, 4, 5, 6):
        make = lambda f, r, d=d, s=s: clouds(f, r, d, s)
        ROWS.append((f"clouds {s} sd apart in {d} columns", make, 40, {"structured": ""}))
BOUNDS = {(2, 4): "at least 71%", (2, 5): "at least 75%", (2, 6): "at least 88%"}
for algorithm in ("kmeans", "hierarchical", "gmm"):
    for name, which in (("clouds", clouds), ("packed clouds", packed)):
        for d, s in [(d, s) for d in (2, 4) for s in (3, 4, 5, 6)]:
            options = ["--algorithm", algorithm]
            make = lambda f, r, which=which, d=d, s=s, options=options: which(f, r, d, s, options=options)
            bound = BOUNDS.get((d, s), "") if algorithm == "kmeans" else ""
            ROWS.append((f"{name} {s} sd apart in {d} columns, {algorithm}", make, 40, {"right K": bound}))


def once(binary, row, run):
    """What segscope concludes of one generated data set."""
    _, make, _, says = ROWS[row]
    with tempfile.TemporaryDirectory() as folder:
        files, options, *truth = make(pathlib.Path(folder), np.random.default_rng(run))
        found = (only_k if list(says) == ["right K"] else report)(binary, files, *options)
    return [bool(SAYS[what](found, *truth or [None])) for what in says]


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("binary")
    parser.add_argument("--runs", type=float, default=1.0, help="times the number of runs")
    parser.add_argument("--only", default="", help="rows whose name contains this")
    parser.add_argument("--jobs", type=int, default=2)
    options = parser.parse_args()

    print("| data | runs | conclusion | how often | should be |\n|---|---|---|---|---|")
    with concurrent.futures.ThreadPoolExecutor(options.jobs) as pool:
        for row, (name, _, runs, says) in enumerate(ROWS):
            if options.only in name:
                runs = max(1, round(runs * options.runs))
                said = list(pool.map(lambda run: once(options.binary, row, run), range(runs)))
                for what, bound, hits in zip(says, says.values(), map(sum, zip(*said))):
                    print(f"| {name} | {runs} | {what} | {hits} ({hits / runs:.0%}) | {bound} |", flush=True)


if __name__ == "__main__":
    main()
