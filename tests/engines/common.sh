# What the scripts of this folder share. They are run with bash, and print to standard output only lines for `eval`.
set -euo pipefail

# Packages are kept here between runs.
SEGSCOPE_ENGINES="${SEGSCOPE_ENGINES:-${XDG_CACHE_HOME:-$HOME/.cache}/segscope-engines}"
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)

# Ends the script with a sentence.
fail() {
    echo "${0##*/}: $*" >&2
    exit 1
}

# The command and the folder of `SCRIPT start|stop DIR`.
arguments() {
    case "${1-}:${2-}:$#" in
        start:?*:2 | stop:?*:2) ;;
        *) fail "usage: ${0##*/} start|stop DIR" ;;
    esac
    mkdir -p "$2" || fail "the folder $2 cannot be made"
    command="$1" dir=$(cd "$2" && pwd)
}

# A line for `eval`.
export_line() {
    printf 'export %s=%q\n' "$1" "$2"
}

# Installs Python packages into an environment of their own, once. Two engines may need two versions of one package.
venv() {
    local name="$1" place="$SEGSCOPE_ENGINES/$1"
    shift
    [ "$(cat "$place/installed" 2> /dev/null)" != "$*" ] || return 0
    echo "installing $*" >&2
    mkdir -p "$SEGSCOPE_ENGINES"
    { python3 -m venv "$place" && "$place/bin/pip" install --quiet "$@"; } >&2 \
        || fail "Python packages of $name cannot be installed: python3 with venv and pip is needed, and a package index"
    echo "$*" > "$place/installed"
}

# A port of the loopback that nobody uses now.
free_port() {
    python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])'
}

# The port to listen at: the one that is asked for, or a free one. The server of another would be taken for this one.
port_of() {
    [ -n "${1-}" ] || { free_port && return; }
    ! listens "$1" || fail "port $1 of the loopback is in use"
    echo "$1"
}

listens() {
    (: < "/dev/tcp/127.0.0.1/$1") 2> /dev/null
}

# Waits until a process listens at a port: `wait_port NAME PORT PID LOG`.
wait_port() {
    local until=$((SECONDS + ${SEGSCOPE_ENGINES_WAIT:-120}))
    until listens "$2"; do
        kill -0 "$3" 2> /dev/null || fail "$1 ended before it listened at port $2; its log is $4"
        [ "$SECONDS" -lt "$until" ] || fail "$1 does not listen at port $2 in time; its log is $4"
        sleep 0.1
    done
}

# Starts a process in the background, in a session of its own: `launch NAME COMMAND...`. Its id goes to NAME.pid, what it says to NAME.log.
launch() {
    local name="$1"
    shift
    ! is_running "$name" || fail "$name of $dir runs already; end it with: $0 stop $dir"
    SEGSCOPE_ENGINE_DIR="$dir" setsid "$@" > "$dir/$name.log" 2>&1 < /dev/null &
    echo $! > "$dir/$name.pid"
}

# Whether the process of NAME.pid runs. The id of a process that ended may be that of another now: the folder is part of its environment.
is_running() {
    local pid
    pid=$(cat "$dir/$1.pid" 2> /dev/null) && kill -0 "$pid" 2> /dev/null \
        && { [ ! -r "/proc/$pid/environ" ] || grep -sqzxF "SEGSCOPE_ENGINE_DIR=$dir" "/proc/$pid/environ"; }
}

# Ends the process of NAME.pid and waits for its end; kills it after ten seconds.
land() {
    local pid until=$((SECONDS + 10))
    if is_running "$1"; then
        pid=$(cat "$dir/$1.pid")
        kill "$pid"
        while kill -0 "$pid" 2> /dev/null; do
            [ "$SECONDS" -lt "$until" ] || kill -9 "$pid" 2> /dev/null || break
            sleep 0.1
        done
    fi
    rm -f "$dir/$1.pid"
}
