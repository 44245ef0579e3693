#!/usr/bin/env bash
# Starts engines one after the other, loads the sample, compares what segscope prints of it with what it prints of the files, and
# the tables of the statements with those of pandas, and tries faults: tests/engines/run.sh SEGSCOPE [--million] ENGINE...
# The engines are postgresql, sail, spark, duckdb and sqlite. With --million a million coupons are compared too.
. "$(dirname "$0")/common.sh"

[ $# -ge 2 ] && [ -x "$1" ] || fail "usage: ${0##*/} SEGSCOPE [--million] ENGINE..."
program="$1"
shift
million=
[ "$1" != --million ] || { million=1 && shift; }

dir=$(mktemp -d "${TMPDIR:-/tmp}/segscope-engines.XXXXXX")
started=()
finish() {
    for engine in "${started[@]}"; do "$here/$engine.sh" stop "$dir" || true; done
    [ ! -e "$dir/postgresql.place" ] || rm -rf "$(cat "$dir/postgresql.place")"
    rm -rf "$dir"
}
trap finish EXIT
trap 'exit 1' INT TERM

eval "$("$here/drivers.sh" "$dir")"
python="$SEGSCOPE_ENGINES/drivers/bin/python"
sample=$(cd "$here/../../data" && pwd)
"$python" "$here/hard.py" "$dir/hard"
[ -z "$million" ] || "$program" generate "$dir/million" --customers 100000 --transactions 1000000 --quiet

failed=()
try() { "$@" || failed+=("$*"); }

# The picture in screenshots/ is what the dashboard shows: `picture NAME KEYS`. SEGSCOPE_BLESS=1 writes it.
picture() {
    local file="$here/../../screenshots/$1-120x36.svg"
    "$program" screenshot "$address#shop" --compute database --theme dark --size 120x36 --keys "$2" --output "$dir/picture.svg"
    [ "${SEGSCOPE_BLESS-}" != 1 ] || cp "$dir/picture.svg" "$file"
    cmp -s "$dir/picture.svg" "$file" || { echo "screenshots/$1-120x36.svg is stale" >&2; return 1; }
}

for engine in "$@"; do
    case "$engine" in
        postgresql | sail | spark)
            started+=("$engine")
            eval "$("$here/$engine.sh" start "$dir")"
            variable="SEGSCOPE_TEST_$(echo "$engine" | tr a-z A-Z)"
            address="${!variable}"
            ;;
        duckdb | sqlite) address="$dir/engine.$engine" ;;
        *) fail "$engine is no engine that I know: postgresql, sail, spark, duckdb, sqlite" ;;
    esac
    echo "== $engine"
    "$here/load.py" "$address" "$sample" 2> /dev/null
    try "$here/compare.py" "$program" "$sample" "$address"
    try "$python" "$here/prove.py" sample "$sample" "$address"
    case "$engine" in
        sail) try picture sail "" ;;
        postgresql) try picture postgresql "5 i v" ;;
    esac
    if [ -n "$million" ]; then
        "$here/load.py" "$address" "$dir/million" 2> /dev/null
        try "$here/compare.py" "$program" "$dir/million" "$address"
    fi
    # After what segscope looks at: these are tables of events too.
    "$here/load.py" "$address" "$dir/hard" --schema facts 2> /dev/null
    try "$python" "$here/prove.py" hard "$dir/hard" "$address"
    case "$engine" in
        postgresql | sail) try "$python" "$here/faults.py" "$program" "$engine" "$dir" ;;
        spark)
            try "$python" "$here/faults.py" "$program" "$engine" "$dir"
            # So many that a statement takes some seconds.
            [ -d "$dir/million" ] || "$program" generate "$dir/million" --customers 100000 --transactions 1000000 --quiet
            "$here/load.py" "$address" "$dir/million" --schema million 2> /dev/null
            try "$python" "$here/kill_executor.py" "$address" "$dir" million
            ;;
    esac
done
for what in "${failed[@]}"; do echo "failed: $what" >&2; done
[ ${#failed[@]} = 0 ]
