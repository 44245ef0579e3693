#!/usr/bin/env bash
# Starts or stops a PostgreSQL of its own on the loopback: eval "$(tests/engines/postgresql.sh start DIR)"
# The port is SEGSCOPE_POSTGRESQL_PORT, or a free one. It is for tests: it asks for no password, and does not wait for the disk.
. "$(dirname "$0")/common.sh"
arguments "$@"

# Debian has the programs in a folder for each version, out of the search path.
bin=$(ls -d /usr/lib/postgresql/*/bin 2> /dev/null | sort -V | tail -n 1)
[ -n "$bin" ] || bin=$(dirname "$(command -v pg_ctl)" 2> /dev/null) || true
[ -n "$bin" ] || fail "PostgreSQL is not installed; on Debian: apt-get install postgresql"

# The server refuses to run as root.
as_server() {
    if [ "$(id -u)" = 0 ]; then
        (cd / && runuser -u postgres -- "$@")
    else
        "$@"
    fi
}

# Its user cannot read the folders of root: it has one of its own then.
place="$dir"
if [ "$(id -u)" = 0 ]; then
    id postgres > /dev/null 2>&1 || fail "the user postgres does not exist; PostgreSQL refuses to run as root"
    [ -e "$dir/postgresql.place" ] || mktemp -d /tmp/segscope-postgresql.XXXXXX > "$dir/postgresql.place"
    place=$(cat "$dir/postgresql.place")
    chown postgres "$place"
fi
data="$place/data"

case "$command" in
    start)
        "$here/drivers.sh" "$dir"
        if [ ! -e "$data/PG_VERSION" ]; then
            as_server "$bin/initdb" -D "$data" -U segscope -A trust -E UTF8 --locale=C --no-sync > "$dir/postgresql.log" \
                || fail "initdb fails; its log is $dir/postgresql.log"
        fi
        if as_server "$bin/pg_ctl" status -D "$data" > /dev/null; then
            port=$(sed -n 4p "$data/postmaster.pid")
        else
            port=$(port_of "${SEGSCOPE_POSTGRESQL_PORT-}")
            settings="-p $port -k '' -c listen_addresses=127.0.0.1 -c fsync=off -c synchronous_commit=off -c timezone=UTC"
            as_server "$bin/pg_ctl" start -D "$data" -w -t "${SEGSCOPE_ENGINES_WAIT:-120}" -l "$place/log" -o "$settings" > /dev/null \
                || fail "PostgreSQL does not start; its log is $place/log"
        fi
        export_line SEGSCOPE_TEST_POSTGRESQL "postgresql://segscope@127.0.0.1:$port/postgres"
        ;;
    stop)
        if [ -e "$data/postmaster.pid" ]; then
            as_server "$bin/pg_ctl" stop -D "$data" -m fast -w > /dev/null || fail "PostgreSQL does not stop; its log is $place/log"
        fi
        ;;
esac
