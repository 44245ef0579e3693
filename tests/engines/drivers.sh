#!/usr/bin/env bash
# The ADBC drivers of all engines, by their names in one folder: eval "$(tests/engines/drivers.sh DIR)"
# DuckDB and SQLite need nothing else: their driver is the engine.
. "$(dirname "$0")/common.sh"

[ $# = 1 ] || fail "usage: ${0##*/} DIR"
mkdir -p "$1/drivers" || fail "the folder $1/drivers cannot be made"
drivers=$(cd "$1/drivers" && pwd)

venv drivers adbc-driver-manager==1.13.0 adbc-driver-postgresql==1.13.0 adbc-driver-sqlite==1.13.0 \
    adbc-driver-flightsql==1.13.0 adbc-driver-spark==0.3.0 pyarrow pandas pyte==0.8.2
packages=$("$SEGSCOPE_ENGINES/drivers/bin/python" -c 'import sysconfig; print(sysconfig.get_path("platlib"))')

# Writes the manifest by which a driver is found: `manifest NAME LIBRARY [ENTRYPOINT]`.
manifest() {
    local entry="${3:+entrypoint = \"$3\"
}"
    cat > "$drivers/$1.toml" << END
manifest_version = 1
name = "$1"

[Driver]
${entry}shared = "$2"
END
}

for name in postgresql sqlite flightsql spark; do
    manifest "$name" "$packages/adbc_driver_$name/libadbc_driver_$name.so"
done

# The library in the Python package of DuckDB needs Python around it; that in the package for Node.js does not.
duckdb=1.5.6-r.1
library="$SEGSCOPE_ENGINES/duckdb-$duckdb/libduckdb.so"
if [ ! -e "$library" ]; then
    command -v npm > /dev/null || fail "DuckDB needs npm, or libduckdb.so as $library (https://duckdb.org/install)"
    case "$(uname -m)" in aarch64 | arm64) machine=arm64 ;; *) machine=x64 ;; esac
    echo "installing duckdb $duckdb" >&2
    unpacked=$(mktemp -d "$SEGSCOPE_ENGINES/duckdb.XXXXXX")
    archive=$(npm pack --silent --pack-destination "$unpacked" "@duckdb/node-bindings-linux-$machine@$duckdb") \
        || fail "npm cannot fetch the library of DuckDB"
    tar -xzf "$unpacked/$archive" -C "$unpacked"
    mkdir -p "${library%/*}"
    mv "$unpacked/package/libduckdb.so" "$library"
    rm -r "$unpacked"
fi
manifest duckdb "$library" duckdb_adbc_init

export_line ADBC_DRIVER_PATH "$drivers"
