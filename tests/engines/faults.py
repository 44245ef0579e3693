"""Faults of a server while the dashboard works on it: killed, cut off, slow, changing and empty.

    python tests/engines/faults.py SEGSCOPE postgresql|sail|spark DIR [CASE...]

It starts a server of its own in DIR, so that it can kill it, and drives the real dashboard in a pseudo-terminal. Each case says what must
be on the screen. Ends with 1 at the first that is not.
"""

import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from urllib.parse import urlsplit

import adbc_driver_manager.dbapi as adbc
import pyarrow.csv
import pyarrow.parquet
from dashboard import PATIENCE, Dashboard, Wrong, wait
from proxy import Proxy

HERE = Path(__file__).resolve().parent
DATA = HERE.parent.parent / "data"
# All measures are there, and the sweep has begun.
LOADED = ("20,000 claims", "k-means")
DATA_STAYS = "20,000 claims"
# Seconds: each of its statements takes one or some, also of little data.
LOAD_OF_SPARK = 400
STAYS = "the previous data stays"


class Server:
    """A server with the sample, and its port, which stays the same."""

    def __init__(self, engine, folder):
        self.engine, self.folder = engine, Path(folder).resolve() / "faults"
        self.folder.mkdir(parents=True, exist_ok=True)
        self.port = None
        self.start()

    def script(self, command):
        environment = dict(os.environ)
        if self.port:
            environment[f"SEGSCOPE_{self.engine.upper()}_PORT"] = str(self.port)
        script = [str(HERE / f"{self.engine}.sh"), command, str(self.folder)]
        return subprocess.run(script, env=environment, check=True, stdout=subprocess.PIPE, text=True).stdout

    def start(self):
        line = self.script("start").strip().splitlines()[-1]
        self.address = line.split("=", 1)[1]
        self.port = urlsplit(self.address).port

    def load(self, folder=DATA, schema="shop"):
        load = [sys.executable, HERE / "load.py", self.address, folder, "--schema", schema]
        subprocess.run(load, check=True, stderr=subprocess.DEVNULL)

    def stop(self):
        try:
            self.script("stop")
        except subprocess.CalledProcessError:
            pass  # A case has failed after it killed the server.
        place = self.folder / "postgresql.place"
        if place.exists():
            shutil.rmtree(place.read_text().strip())
        shutil.rmtree(self.folder)

    def kill(self):
        """Kills all its processes, as a machine does that loses power."""
        pids = self.pids()
        for pid in pids:
            os.kill(pid, signal.SIGKILL)
        wait("the end of the server", lambda: not any(map(is_alive, pids)))

    def through(self, port):
        return self.address.replace(f":{self.port}", f":{port}")


def is_alive(pid):
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except OSError:
        return False


def ticks(pid):
    """The time that a process has used."""
    try:
        user, system = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[11:13]
    except OSError:
        return 0
    return int(user) + int(system)


def children(pid):
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            if (process / "stat").read_text().rsplit(")", 1)[1].split()[1] == str(pid):
                found.append(int(process.name))
        except OSError:
            continue
    return found


class Postgresql(Server):
    REFUSED = "no connection to PostgreSQL"
    # A claim takes as long as the table says: a statement of an hour, when it is asked for.
    SLOW = """
        CREATE SCHEMA faults; CREATE TABLE faults.delay AS SELECT 0.0::float8 AS seconds;
        ALTER TABLE shop.transactions RENAME TO rows_of_transactions;
        CREATE SCHEMA rows; ALTER TABLE shop.rows_of_transactions SET SCHEMA rows;
        CREATE VIEW shop.transactions AS WITH waited AS MATERIALIZED (SELECT pg_sleep(seconds) FROM faults.delay)
            SELECT t.* FROM waited CROSS JOIN rows.rows_of_transactions AS t;
        CREATE SCHEMA empty; CREATE TABLE empty.customers (customer_id bigint, join_date date);
        CREATE TABLE empty.transactions (customer_id bigint, transaction_date date, transaction_status text);
    """

    def start(self):
        super().start()
        self.connection = None
        self.log = Path((self.folder / "postgresql.place").read_text().strip() if os.getuid() == 0 else self.folder) / "log"

    def pids(self):
        data = self.log.parent / "data" / "postmaster.pid"
        first = int(data.read_text().split()[0])
        return [first, *children(first)]

    def kill(self):
        super().kill()
        # Where no process takes in orphans, the dead server still has its number, and pg_ctl takes it for a running one.
        (self.log.parent / "data" / "postmaster.pid").unlink()

    def run(self, *statements):
        """Runs statements, and gives the rows of the last."""
        if not self.connection:
            self.connection = adbc.connect(driver="postgresql", db_kwargs={"uri": self.address}, autocommit=True)
        with self.connection.cursor() as cursor:
            for statement in statements:
                cursor.execute(statement)
            return cursor.fetchall() if cursor.description else []

    def prepare(self):
        self.load()
        self.run(*filter(str.strip, self.SLOW.split(";")))

    def delay(self, seconds):
        self.run(f"UPDATE faults.delay SET seconds = {seconds}")

    def shrink(self, rows):
        """Deletes the newest rows, which are the last of the table."""
        last = f"SELECT ctid FROM rows.rows_of_transactions ORDER BY ctid DESC LIMIT {rows}"
        self.run(f"DELETE FROM rows.rows_of_transactions WHERE ctid IN ({last})")

    def log_statements(self):
        self.run("ALTER SYSTEM SET log_statement = 'all'", "SELECT pg_reload_conf()")

    def is_asked(self):
        """Whether a statement of segscope sleeps."""
        return self.run("SELECT pid FROM pg_stat_activity WHERE wait_event = 'PgSleep'")

    def grow(self, rows):
        self.run(f"INSERT INTO rows.rows_of_transactions SELECT * FROM rows.rows_of_transactions LIMIT {rows}")


class Sail(Server):
    REFUSED = "connecting failed"

    def pids(self):
        # It is the leader of its own session; its workers are in it.
        first = int((self.folder / "sail.pid").read_text())
        return [first, *children(first)]

    def prepare(self):
        # Parquet files that may change: those of load.py are shared.
        self.files = self.folder / "tables"
        shutil.rmtree(self.files, ignore_errors=True)
        for file in sorted(DATA.glob("*.csv")):
            (self.files / file.stem).mkdir(parents=True)
            rows = pyarrow.csv.read_csv(file)
            pyarrow.parquet.write_table(rows, self.files / file.stem / "part-0.parquet")
        for name in ("customers", "transactions"):
            empty = pyarrow.parquet.read_table(self.files / name).slice(0, 0)
            (self.folder / "empty" / name).mkdir(parents=True, exist_ok=True)
            pyarrow.parquet.write_table(empty, self.folder / "empty" / name / "part-0.parquet")
        self.register()

    def register(self):
        self.load(self.files)
        self.load(self.folder / "empty", "empty")

    def grow(self, rows):
        more = pyarrow.parquet.read_table(self.files / "transactions" / "part-0.parquet").slice(0, rows)
        part = self.files / "transactions" / f"part-{time.monotonic_ns()}.parquet"
        pyarrow.parquet.write_table(more, self.folder / "new.parquet")
        (self.folder / "new.parquet").rename(part)

    def shrink(self):
        for part in (self.files / "transactions").glob("part-[1-9]*.parquet"):
            part.unlink()


class Spark(Server):
    REFUSED = "connecting failed"
    # A statement about claims takes as long as it takes to sum these numbers: hours, when it is asked for.
    SLOW = """CREATE OR REPLACE VIEW shop.transactions AS SELECT t.* FROM rows.transactions AS t
        CROSS JOIN (SELECT SUM(id % 7) AS waited FROM RANGE({numbers})) AS w WHERE waited >= 0"""

    def pids(self):
        return [*(int(path.read_text()) for path in self.folder.glob("spark-*.pid")), *self.executors()]

    def executors(self):
        workers = [int(path.read_text()) for path in self.folder.glob("spark-worker-*.pid")]
        return [pid for worker in workers for pid in children(worker)]

    def prepare(self):
        self.load()
        self.run("CREATE SCHEMA IF NOT EXISTS rows")
        with tempfile.TemporaryDirectory() as events:
            shutil.copy(DATA / "transactions.csv", events)
            self.load(Path(events), "rows")
        self.run("DROP TABLE shop.transactions")
        self.delay(1)

    def run(self, statement):
        with adbc.connect(driver="spark", db_kwargs={"uri": self.address}, autocommit=True) as connection:
            with connection.cursor() as cursor:
                cursor.execute(statement)

    def delay(self, numbers):
        self.run(self.SLOW.format(numbers=numbers))

    def is_working(self):
        """Whether the executors need half a processor and more."""
        pids = self.executors()
        before, seconds = sum(map(ticks, pids)), 1
        time.sleep(seconds)
        return (sum(map(ticks, pids)) - before) / os.sysconf("SC_CLK_TCK") > seconds / 2


class Cases:
    """What each engine must stand."""

    def __init__(self, program, server):
        self.program, self.server = program, server

    def dashboard(self, *options, port=None, schema="shop"):
        address = self.server.through(port) if port else self.server.address
        arguments = [f"{address}#{schema}", "--compute", "database", *options]
        return Dashboard(self.program, arguments, self.server.folder)

    def check(self):
        arguments = ["check", f"{self.server.address}#shop", "--compute", "database", "--format", "json"]
        return subprocess.Popen([self.program, *arguments], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)

    def empty_tables_are_a_sentence(self):
        report = [self.program, "report", f"{self.server.address}#empty", "--compute", "database"]
        run = subprocess.run(report, capture_output=True, text=True, timeout=PATIENCE)
        if run.returncode != 0 or "There are no transactions" not in run.stdout:
            raise Wrong(f"it ended with {run.returncode}: {run.stdout}{run.stderr}")
        with self.dashboard(schema="empty") as dashboard:
            dashboard.sees("0 customers", "0 claims", "no customer")
            dashboard.quits()

    def a_cut_network_blocks_nothing(self):
        proxy = Proxy(self.server.port)
        with self.dashboard(port=proxy.port) as dashboard:
            dashboard.sees(*LOADED)
            before = dashboard.answers()
            proxy.cut()
            dashboard.press("R")
            dashboard.answers_as_fast_as(before)
            dashboard.press("\x1b")
            dashboard.sees("loading stopped; " + STAYS, DATA_STAYS, seconds=2)
            proxy.mend()
            dashboard.press("R")
            dashboard.sees("reloaded: nothing changed")
            proxy.cut()
            dashboard.press("R")
            dashboard.quits()


class CasesOfPostgresql(Cases):
    def esc_ends_a_statement_of_an_hour_on_the_server(self):
        server = self.server
        with self.dashboard() as dashboard:
            dashboard.sees(*LOADED)
            before = dashboard.answers()
            server.delay(3600)
            dashboard.press("R")
            wait("the statement on the server", server.is_asked)
            dashboard.answers_as_fast_as(before)
            dashboard.press("\x1b")
            dashboard.sees("loading stopped; " + STAYS, seconds=2)
            wait("the end of the statement on the server", lambda: not server.is_asked(), 5)
            # A cancelled statement ends none of the next.
            server.delay(0)
            for _ in range(3):
                dashboard.press("R")
                dashboard.press("\x1b")
            dashboard.press("R")
            dashboard.sees("reloaded: nothing changed")
            dashboard.quits()
        wait("no connection is left", lambda: not self.connections(), 5)

    def a_command_that_is_interrupted_ends_its_statement(self):
        server = self.server
        server.delay(3600)
        for end in (signal.SIGINT, signal.SIGTERM):
            run = self.check()
            wait("the statement on the server", server.is_asked)
            run.send_signal(end)
            said = run.communicate(timeout=20)
            if run.returncode != -end or any(said):
                raise Wrong(f"it ended with {run.returncode}: {said}")
            wait("the end of the statement on the server", lambda: not server.is_asked(), 5)
        server.delay(0)

    def connections(self):
        return self.server.run("SELECT pid FROM pg_stat_activity WHERE query LIKE '%customer%' AND pid <> pg_backend_pid()")

    def a_killed_server_leaves_the_data(self):
        server = self.server
        with self.dashboard() as dashboard:
            dashboard.sees(*LOADED)
            server.delay(3600)
            dashboard.press("R")
            wait("the statement on the server", server.is_asked)
            server.kill()
            dashboard.sees("not reloaded; " + STAYS, DATA_STAYS)
            dashboard.press("R")
            dashboard.sees(f"{STAYS}: {server.address}#shop: {server.REFUSED}", DATA_STAYS)
            server.start()
            server.delay(0)
            dashboard.press("R")
            dashboard.sees("reloaded: nothing changed")
            dashboard.quits()

    def a_load_sees_one_state_of_the_tables(self):
        server = self.server
        server.delay(0.3)
        run = self.check()
        wait("the first statement", server.is_asked)
        server.grow(7)
        out, said = run.communicate(timeout=PATIENCE)
        server.delay(0)
        if run.returncode != 0:
            raise Wrong(said)
        found = json.loads(out)
        checks = [finding["check"] for finding in found["quality"]]
        rows = found["source"]["rows"]["transactions"]
        if rows != 20_000 or "changed_while_read" in checks:
            raise Wrong(f"{rows} transactions of 20,000 before the change, and these findings: {checks}")
        server.shrink(7)

    def a_filter_is_one_transaction(self):
        with self.dashboard() as dashboard:
            dashboard.sees(*LOADED)
            self.server.log_statements()
            begun, asked = self.logged("BEGIN"), self.logged("COPY")
            dashboard.press("/burnt_count>=3\r")
            dashboard.sees("1,164 of 2,000 customers")
            wait("the statements of the filter", lambda: self.logged("COPY") > asked + 10)
            dashboard.quits()
        # That of the groups, which are tested in the background, may be another.
        if self.logged("BEGIN") > begun + 2:
            raise Wrong(f"{self.logged('BEGIN') - begun} transactions for one filter")

    def refresh_shows_changed_rows(self):
        self.server.log_statements()
        with self.dashboard("--refresh", "1s") as dashboard:
            dashboard.sees(*LOADED)
            time.sleep(2)
            begin, all_begin = self.logged("COUNT(*) AS n0"), self.logged("statement: ")
            time.sleep(4)
            idle = self.logged("COUNT(*) AS n0") - begin
            others = self.logged("statement: ") - all_begin - idle
            if not 2 <= idle <= 5:
                raise Wrong(f"{idle} questions for the state in 4 s of --refresh 1s, and {others} other statements")
            self.server.run("UPDATE rows.rows_of_transactions SET branch_id = branch_id % 7 + 1 WHERE transaction_id = 17")
            dashboard.sees("reloaded: same number of rows, some values changed")
            self.server.grow(3)
            dashboard.sees("reloaded: transactions +3", "20,003 claims")
            dashboard.quits()
        self.server.shrink(3)

    def logged(self, what):
        return self.server.log.read_text(errors="replace").count(what)


class CasesOfSail(Cases):
    def a_killed_server_leaves_the_data(self):
        server = self.server
        with self.dashboard() as dashboard:
            dashboard.sees(*LOADED)
            dashboard.press("R")
            # A whole load takes some tenths of a second.
            time.sleep(0.1)
            server.kill()
            dashboard.sees("not reloaded; " + STAYS, DATA_STAYS)
            dashboard.press("R")
            dashboard.sees(f"{STAYS}: {server.address}#shop: {server.REFUSED}", DATA_STAYS)
            server.start()
            server.register()
            dashboard.press("R")
            dashboard.sees("reloaded: nothing changed")
            dashboard.quits()

    def a_change_while_it_reads_is_found(self):
        # Slow enough to change a table in the middle of a load.
        proxy = Proxy(self.server.port, pause=0.02)
        with self.dashboard(port=proxy.port) as dashboard:
            dashboard.sees(*LOADED)
            dashboard.press("R")
            dashboard.sees("◌ asking")
            self.server.grow(7)
            dashboard.sees("reloaded")
            dashboard.press("7")
            dashboard.sees("changed_while_read")
            dashboard.press("R")
            wait("a load without the finding", lambda: "changed_while_read" not in dashboard.text())
            dashboard.sees("20,007 claims")
            dashboard.quits()
        self.server.shrink()


class CasesOfSpark:
    """Others take too long: a load has many statements, each of some seconds. kill_executor.py kills what computes them."""

    def __init__(self, program, server):
        self.of = Cases(program, server)

    def esc_ends_a_statement_of_an_hour_on_the_server(self):
        server = self.of.server
        with self.of.dashboard() as dashboard:
            dashboard.sees(*LOADED, seconds=LOAD_OF_SPARK)
            wait("the end of the first work", lambda: not server.is_working())
            before = dashboard.answers()
            server.delay(10**14)
            dashboard.press("R")
            wait("the statement on the server", server.is_working)
            dashboard.answers_as_fast_as(before)
            dashboard.press("\x1b")
            dashboard.sees("loading stopped; " + STAYS, DATA_STAYS, seconds=2)
            wait("the end of the statement on the server", lambda: not server.is_working(), 20)
            server.delay(1)
            dashboard.press("R")
            dashboard.sees("reloaded: nothing changed", seconds=LOAD_OF_SPARK)
            dashboard.quits()

    def a_killed_server_leaves_the_data(self):
        server = self.of.server
        with self.of.dashboard() as dashboard:
            dashboard.sees(*LOADED, seconds=LOAD_OF_SPARK)
            wait("the end of the first work", lambda: not server.is_working())
            server.delay(10**14)
            dashboard.press("R")
            wait("the statement on the server", server.is_working)
            server.kill()
            dashboard.sees("not reloaded; " + STAYS, DATA_STAYS)
            dashboard.press("R")
            dashboard.sees(STAYS, server.REFUSED, DATA_STAYS)
            server.start()
            server.prepare()
            dashboard.press("R")
            dashboard.sees("reloaded: nothing changed", seconds=LOAD_OF_SPARK)
            dashboard.quits()


ENGINES = {"postgresql": (Postgresql, CasesOfPostgresql), "sail": (Sail, CasesOfSail), "spark": (Spark, CasesOfSpark)}


def main():
    if len(sys.argv) < 4 or sys.argv[2] not in ENGINES:
        sys.exit(__doc__.strip())
    program, engine, folder, *wanted = sys.argv[1:]
    make, cases = ENGINES[engine]
    server = make(engine, folder)
    try:
        server.prepare()
        of = cases(os.path.abspath(program), server)
        kinds = (cases, Cases) if issubclass(cases, Cases) else (cases,)
        names = [name for kind in kinds for name in vars(kind)]
        for name in names:
            is_case = name.startswith(("a_", "empty_", "esc_", "refresh_"))
            if not is_case or (wanted and name not in wanted):
                continue
            start = time.monotonic()
            try:
                getattr(of, name)()
            except Wrong as wrong:
                sys.exit(f"faults.py: {engine}: {name.replace('_', ' ')}: {wrong}")
            print(f"{name.replace('_', ' ')}: {time.monotonic() - start:.1f} s")
    finally:
        server.stop()


main()
