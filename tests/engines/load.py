#!/usr/bin/env python3
"""Creates the tables of a folder of CSV files, or of folders of Parquet files, in an engine.

    tests/engines/load.py ENGINE FOLDER [--schema shop]
    tests/engines/load.py ENGINE --drop --schema NAME     drops the tables and the schema

ENGINE is postgresql://..., grpc://... (Sail), sc://... (Spark), or a file ending with .duckdb or .sqlite. FOLDER is data/ of the
repository, or what `segscope generate` or big.py writes. Sail, Spark and DuckDB leave Parquet files where they are. Tables of the same names are replaced. Columns have the types of their values:
BIGINT, DOUBLE PRECISION, DATE, TIMESTAMP or text. SQLite has no schemas.

It needs ADBC_DRIVER_PATH of drivers.sh, and runs in the Python environment that drivers.sh makes.
"""

import argparse
import hashlib
import os
import shutil
import sys
import tempfile
from pathlib import Path

ENGINES = Path(
    os.environ.get("SEGSCOPE_ENGINES")
    or Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "segscope-engines"
)

try:
    import adbc_driver_manager.dbapi as adbc
    import pyarrow as pa
    import pyarrow.csv
    import pyarrow.dataset
    import pyarrow.parquet
except ImportError:
    python = ENGINES / "drivers" / "bin" / "python"
    if Path(sys.prefix) == python.parent.parent or not python.exists():
        sys.exit("load.py: Python packages are missing. Try: tests/engines/drivers.sh DIR")
    os.execv(python, [str(python), *sys.argv])

# A large table has several files, so that several workers read it.
ROWS_OF_A_FILE = 250_000

SPARK_TYPES = {
    "int64": "BIGINT",
    "double": "DOUBLE",
    "bool": "BOOLEAN",
    "date32[day]": "DATE",
    "timestamp[us]": "TIMESTAMP_NTZ",
    "string": "STRING",
}


def table(path):
    """The rows of a CSV file. Empty cells are NULL."""
    rows = pa.csv.read_csv(path, convert_options=pa.csv.ConvertOptions(strings_can_be_null=True, null_values=[""]))
    fields = []
    for field in rows.schema:
        kind = field.type
        if pa.types.is_null(kind):
            kind = pa.string()
        elif pa.types.is_timestamp(kind):
            kind = pa.timestamp("us")
        fields.append(pa.field(field.name, kind))
    return rows.cast(pa.schema(fields))


def parquet(file, rows):
    """Writes the rows of a CSV file as a folder of Parquet files and returns its path. Engines share it: it is never changed."""
    state = f"{file.resolve()} {file.stat().st_size} {file.stat().st_mtime_ns}"
    target = ENGINES / "parquet" / hashlib.sha256(state.encode()).hexdigest()[:16] / file.stem
    if not target.exists():
        target.parent.mkdir(parents=True, exist_ok=True)
        new = Path(tempfile.mkdtemp(dir=target.parent))
        for at in range(0, max(rows.num_rows, 1), ROWS_OF_A_FILE):
            pa.parquet.write_table(rows.slice(at, ROWS_OF_A_FILE), new / f"part-{at // ROWS_OF_A_FILE:05}.parquet")
        try:
            new.rename(target)
        except OSError:
            shutil.rmtree(new)
            if not target.exists():
                raise
    return target


def run(connection, statement):
    with connection.cursor() as cursor:
        cursor.execute(statement)
        if cursor.description:
            cursor.fetchall()


def ingest(connection, name, rows, schema):
    """Bulk ingest, which is COPY in PostgreSQL."""
    with connection.cursor() as cursor:
        cursor.adbc_ingest(name, rows, mode="replace", db_schema_name=schema)


def register(connection, name, place, columns, schema):
    """A table over Parquet files, as in a lake."""
    place = str(place.resolve()).replace("'", "''")
    run(connection, f"DROP TABLE IF EXISTS `{schema}`.`{name}`")
    # Sail describes a table only if its columns are written out.
    columns = ", ".join(f"`{field.name}` {SPARK_TYPES[str(field.type)]}" for field in columns)
    run(connection, f"CREATE TABLE `{schema}`.`{name}` ({columns}) USING parquet LOCATION '{place}'")


def view(connection, name, place, schema):
    """A view of Parquet files in DuckDB."""
    place = str(place.resolve()).replace("'", "''")
    run(connection, f"CREATE OR REPLACE VIEW {schema}.{name} AS SELECT * FROM read_parquet('{place}/*.parquet')")


def load_parquet(connection, way, folder, schema):
    """The table of a folder of Parquet files."""
    rows = pa.dataset.dataset(folder)
    if way == "register":
        register(connection, folder.name, folder, rows.schema, schema)
    elif way == "view":
        view(connection, folder.name, folder, schema)
    else:
        ingest(connection, folder.name, rows.scanner().to_reader(), schema)
    print(f"{folder.name}: {rows.count_rows():,} rows", file=sys.stderr)


def load_csv(connection, way, file, schema):
    """The table of a CSV file."""
    rows = table(file)
    if way == "register":
        register(connection, file.stem, parquet(file, rows), rows.schema, schema)
    else:
        ingest(connection, file.stem, rows, schema)
    print(f"{file.stem}: {rows.num_rows:,} rows", file=sys.stderr)


def connect(engine):
    """The connection, and how the engine takes tables."""
    if engine.startswith(("postgresql://", "postgres://")):
        return adbc.connect(driver="postgresql", db_kwargs={"uri": engine}), "ingest"
    if engine.startswith("grpc"):
        return adbc.connect(driver="flightsql", db_kwargs={"uri": engine}, autocommit=True), "register"
    if engine.startswith("sc://"):
        return adbc.connect(driver="spark", db_kwargs={"uri": engine}, autocommit=True), "register"
    if engine.endswith(".duckdb"):
        return adbc.connect(driver="duckdb", db_kwargs={"path": engine}), "view"
    if engine.endswith(".sqlite"):
        return adbc.connect(driver="sqlite", db_kwargs={"uri": engine}), "ingest"
    sys.exit(f"load.py: {engine} is no engine that I know: postgresql://, grpc://, sc://, or a .duckdb or .sqlite file")


def main():
    arguments = argparse.ArgumentParser(description="Creates the tables of a folder in an engine.")
    arguments.add_argument("engine")
    arguments.add_argument("folder", type=Path, nargs="?")
    arguments.add_argument("--schema", default="shop")
    arguments.add_argument("--drop", action="store_true", help="drop the schema with its tables")
    given = arguments.parse_args()
    if given.drop:
        connection, way = connect(given.engine)
        with connection:
            run(connection, f"DROP SCHEMA IF EXISTS {given.schema} CASCADE")
            if way != "register":
                connection.commit()
        return
    if not given.folder:
        arguments.error("FOLDER is missing")
    files = sorted(given.folder.glob("*.csv"))
    folders = sorted({file.parent for file in given.folder.glob("*/*.parquet")})
    if not files and not folders:
        sys.exit(f"load.py: {given.folder} has no CSV file and no folder of Parquet files")
    if given.engine.endswith(".duckdb") and Path(given.engine).stem == given.schema:
        sys.exit(f"load.py: DuckDB cannot tell the file {given.engine} from a schema of the same name; rename the file")
    connection, way = connect(given.engine)
    with connection:
        schema = None if given.engine.endswith(".sqlite") else given.schema
        if schema:
            run(connection, f"CREATE SCHEMA IF NOT EXISTS {schema}")
        for file in files:
            load_csv(connection, way, file, schema)
        for folder in folders:
            load_parquet(connection, way, folder, schema)
        if way != "register":
            connection.commit()


try:
    main()
except adbc.Error as error:
    sys.exit(f"load.py: {error}")
