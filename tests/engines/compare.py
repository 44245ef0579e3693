#!/usr/bin/env python3
"""Compares what segscope computes of files and of engines, value by value.

    tests/engines/compare.py SEGSCOPE FOLDER ENGINE...

FOLDER and the engines have the same tables (load.py). Every value of the JSON report and every line of the segments of the
customers must be equal, not similar. Ends with 1 if one is not, and names the first of them.
"""

import json
import os
import subprocess
import sys
import time

# What differs by design: where the data is from, and in what form.
PLACES = {("source", "path"), ("source", "format")}
SHOWN = 5


def printed(program, command, data, form):
    """What a command prints, and how long it takes."""
    start = time.monotonic()
    # Options that the caller has in the environment would be in every run or in one only.
    environment = {name: value for name, value in os.environ.items() if not name.startswith("SEGSCOPE_")}
    run = subprocess.run([program, command, data, "--format", form, "--quiet"], capture_output=True, env=environment)
    if run.returncode != 0:
        raise RuntimeError(run.stderr.decode(errors="replace").strip())
    return run.stdout.decode(), time.monotonic() - start


def leaves(value, path=()):
    """All values of a document by their paths."""
    if isinstance(value, dict):
        children = value.items()
    elif isinstance(value, list):
        children = enumerate(value)
    else:
        yield path, value
        return
    yield (*path, "keys"), len(value)
    for key, child in children:
        yield from leaves(child, (*path, key))


def results(program, data):
    """Everything that is compared of some data, and the seconds of the report."""
    report, seconds = printed(program, "report", data, "json")
    values = {path: value for path, value in leaves(json.loads(report)) if path[:2] not in PLACES}
    segments, _ = printed(program, "segments", data, "csv")
    values.update({("segments of customers", at): line for at, line in enumerate(segments.splitlines())})
    return values, seconds


def main():
    if len(sys.argv) < 4:
        sys.exit(__doc__.strip())
    program, folder, *engines = sys.argv[1:]
    try:
        expected, seconds = results(program, folder)
    except RuntimeError as error:
        sys.exit(f"compare.py: {folder}: {error}")
    print(f"{'data':<60} {'values':>9} {'different':>9} {'report':>8}")
    print(f"{folder:<60} {len(expected):>9,} {'':>9} {seconds:>6.1f} s")
    is_equal = True
    for engine in engines:
        try:
            found, seconds = results(program, engine)
        except RuntimeError as error:
            is_equal = False
            print(f"{engine:<60} {error}")
            continue
        missing = object()
        paths = expected.keys() | found.keys()
        different = [path for path in paths if expected.get(path, missing) != found.get(path, missing)]
        is_equal &= not different
        print(f"{engine:<60} {len(found):>9,} {len(different):>9,} {seconds:>6.1f} s")
        for path in sorted(different, key=str)[:SHOWN]:
            print(f"  {'.'.join(map(str, path))}: {expected.get(path)!r} of files, {found.get(path)!r} here")
    sys.exit(0 if is_equal else 1)


main()
