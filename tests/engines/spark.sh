#!/usr/bin/env bash
# Starts or stops Apache Spark on the loopback, a master, two workers and a Connect server, each a process of its own:
# eval "$(tests/engines/spark.sh start DIR)"
# The port of the Connect server is SEGSCOPE_SPARK_PORT, or a free one.
. "$(dirname "$0")/common.sh"
arguments "$@"

# The server uses the master, and the workers use it too: they end first.
parts=(spark-connect spark-worker-1 spark-worker-2 spark-master)

# Starts a class of Spark: `class NAME CLASS ARGUMENT...`.
class() {
    local name="$1"
    shift
    launch "$name" "$SPARK_HOME/bin/spark-class" "$@"
}

# Starts a part that listens at a free port, and gives the port in `port`.
listening() {
    port=$(free_port)
    class "$1" "$2" --host 127.0.0.1 --port "$port" --webui-port 0 "${@:3}"
    wait_port "$1" "$port" "$(cat "$dir/$1.pid")" "$dir/$1.log"
}

start_spark() {
    local port master connect
    export SPARK_HOME SPARK_LOCAL_IP=127.0.0.1
    # Its port would be 6066 for every master.
    export SPARK_MASTER_OPTS="-Dspark.master.rest.enabled=false"
    SPARK_HOME=$("$SEGSCOPE_ENGINES/spark/bin/python" -c 'import sysconfig; print(sysconfig.get_path("purelib"))')/pyspark
    listening spark-master org.apache.spark.deploy.master.Master
    master="spark://127.0.0.1:$port"
    for worker in 1 2; do
        listening "spark-worker-$worker" org.apache.spark.deploy.worker.Worker -c 1 -m 1g -d "$dir/spark-work" "$master"
    done
    connect=$(port_of "${SEGSCOPE_SPARK_PORT-}")
    class spark-connect org.apache.spark.deploy.SparkSubmit \
        --class org.apache.spark.sql.connect.service.SparkConnectServer --master "$master" \
        --conf spark.connect.grpc.binding.address=127.0.0.1 --conf "spark.connect.grpc.binding.port=$connect" \
        --conf spark.driver.host=127.0.0.1 --conf spark.driver.bindAddress=127.0.0.1 \
        --conf spark.executor.memory=800m --conf spark.executor.cores=1 --conf spark.ui.enabled=false \
        --conf spark.sql.shuffle.partitions=4 --conf spark.sql.session.timeZone=UTC \
        --conf "spark.sql.warehouse.dir=$dir/spark-warehouse"
    wait_port spark-connect "$connect" "$(cat "$dir/spark-connect.pid")" "$dir/spark-connect.log"
    echo "$connect" > "$dir/spark.port"
}

case "$command" in
    start)
        command -v java > /dev/null || fail "Spark needs Java 17 or later; on Debian: apt-get install openjdk-17-jre-headless"
        "$here/drivers.sh" "$dir"
        venv spark 'pyspark[connect]==4.3.0'
        is_running spark-connect || start_spark
        export_line SEGSCOPE_TEST_SPARK "sc://127.0.0.1:$(cat "$dir/spark.port")"
        ;;
    stop) for part in "${parts[@]}"; do land "$part"; done ;;
esac
