#!/usr/bin/env bash
# Starts or stops Sail on the loopback, a Flight SQL server with two workers: eval "$(tests/engines/sail.sh start DIR)"
# The port is SEGSCOPE_SAIL_PORT, or a free one.
. "$(dirname "$0")/common.sh"
arguments "$@"

case "$command" in
    start)
        "$here/drivers.sh" "$dir"
        venv sail pysail==0.7.2
        if ! is_running sail; then
            port=$(port_of "${SEGSCOPE_SAIL_PORT-}")
            # Workers that wait for a minute would end, and the next statement would wait for new ones.
            export SAIL_MODE=local-cluster SAIL_CLUSTER__WORKER_INITIAL_COUNT=2 SAIL_CLUSTER__WORKER_MAX_COUNT=2 \
                SAIL_CLUSTER__WORKER_MAX_IDLE_TIME_SECS=3600
            launch sail "$SEGSCOPE_ENGINES/sail/bin/sail" flight server --ip 127.0.0.1 --port "$port"
            wait_port Sail "$port" "$(cat "$dir/sail.pid")" "$dir/sail.log"
            echo "$port" > "$dir/sail.port"
        fi
        export_line SEGSCOPE_TEST_SAIL "grpc://127.0.0.1:$(cat "$dir/sail.port")"
        ;;
    stop) land sail ;;
esac
