//! `segments --to-table`: the rows of `segments` and the distances of `assign`, in a table of the database that the customers come
//! from. Engines without a driver (`ADBC_DRIVER_PATH`) or an address (`SEGSCOPE_TEST_POSTGRESQL`) are not tested, and named.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use arrow_array::cast::AsArray;
use arrow_array::types::{Date32Type, Float64Type, Int32Type, Int64Type};
use arrow_array::{Array, ArrayRef, Date32Array, Float64Array, Int32Array, Int64Array, RecordBatch, StringArray};
use arrow_schema::DataType;
use segscope::progress::Progress;
use segscope::warehouse::{Connection, Target, WriteError, kept};
use tempfile::TempDir;

use crate::support::program;

/// Engines of files.
const FILES: [&str; 2] = ["sqlite", "duckdb"];
/// Customers in the test's database.
const CUSTOMERS: i64 = 90;

/// A database in the file `shop.ENGINE` of a folder.
struct Database {
    engine: &'static str,
    folder: PathBuf,
    /// Removed with the database.
    _folder: Option<TempDir>,
}

impl Database {
    /// One in a folder of its own; none where there is no driver.
    fn new(engine: &'static str) -> Option<Self> {
        let folder = tempfile::tempdir().expect("a folder");
        Self::created(engine, folder.path().to_owned(), Some(folder))
    }

    fn created(engine: &'static str, folder: PathBuf, own: Option<TempDir>) -> Option<Self> {
        let database = Self { engine, folder, _folder: own };
        if engine == "sqlite" {
            fs::write(database.file(), "").expect("a file");
        }
        let rows = batch([("one", Arc::new(Int64Array::from(vec![1])) as ArrayRef)]);
        let made = env::var_os("ADBC_DRIVER_PATH").map(|_| database.write("made", false, &rows));
        if let Some(Ok(())) = made {
            return Some(database);
        }
        eprintln!("not tested with {engine}: {made:?}");
        None
    }

    /// All engines that have a driver.
    fn all() -> Vec<Self> {
        FILES.into_iter().filter_map(Self::new).collect()
    }

    fn file(&self) -> PathBuf {
        self.folder.join(format!("shop.{}", self.engine))
    }

    fn address(&self) -> PathBuf {
        format!("{}://{}", self.engine, self.file().display()).into()
    }

    fn write(&self, table: &str, append: bool, rows: &RecordBatch) -> Result<(), WriteError> {
        write(&self.address(), table, append, rows)
    }

    /// The rows of a table, by its label.
    fn rows(&self, label: &str) -> Vec<Vec<String>> {
        let progress = Progress::new();
        let connection = Connection::open(&self.file(), &progress).expect("a connection");
        let tables = connection.tables(&progress).expect("its tables");
        let is_meant = |name: &Path| name == Path::new(label) || name == Path::new(&format!("main.{label}"));
        let table = tables.iter().find(|table| is_meant(table.label())).unwrap_or_else(|| panic!("{label}"));
        let mut rows = connection.rows(table, None, &progress).expect("its rows");
        let mut all = Vec::new();
        while let Some(batch) = rows.next(&progress).expect("a batch") {
            all.extend(texts(&batch));
        }
        all
    }

    /// Runs `segscope segments` on the file; the exit code, what it printed, and what it said.
    fn segments(&self, args: &[&str]) -> (i32, String, String) {
        let file = self.file();
        let mut all = vec!["segments", file.to_str().expect("UTF-8"), "--k", "2"];
        all.extend_from_slice(args);
        run(&all)
    }
}

fn run(args: &[&str]) -> (i32, String, String) {
    let output = program().args(args).output().expect("the program runs");
    let text = |bytes| String::from_utf8(bytes).expect("UTF-8");
    (output.status.code().expect("it ends by itself"), text(output.stdout), text(output.stderr))
}

fn write(address: &Path, table: &str, append: bool, rows: &RecordBatch) -> Result<(), WriteError> {
    let target = Target::new(kept(address.to_owned()), table.parse().expect("a name"), append);
    let written = target.write(std::slice::from_ref(rows), &Progress::new())?;
    assert_eq!(written.rows, rows.num_rows() as u64);
    Ok(())
}

fn batch<const N: usize>(columns: [(&str, ArrayRef); N]) -> RecordBatch {
    RecordBatch::try_from_iter_with_nullable(columns.map(|(name, column)| (name, column, true))).expect("a batch")
}

/// Values as `segments --format csv` has them.
fn texts(rows: &RecordBatch) -> Vec<Vec<String>> {
    let text = |column: &dyn Array, row| match column.data_type() {
        _ if column.is_null(row) => String::new(),
        DataType::Int64 => column.as_primitive::<Int64Type>().value(row).to_string(),
        DataType::Int32 => column.as_primitive::<Int32Type>().value(row).to_string(),
        DataType::Float64 => column.as_primitive::<Float64Type>().value(row).to_string(),
        DataType::Date32 => column.as_primitive::<Date32Type>().value_as_date(row).expect("a day").to_string(),
        DataType::LargeUtf8 => column.as_string::<i64>().value(row).to_owned(),
        DataType::Utf8View => column.as_string_view().value(row).to_owned(),
        DataType::Utf8 => column.as_string::<i32>().value(row).to_owned(),
        other => panic!("{other}"),
    };
    (0..rows.num_rows()).map(|row| rows.columns().iter().map(|column| text(column.as_ref(), row)).collect()).collect()
}

/// Writes `shop.sqlite` with customers and their claims to the folder, if there is a driver.
pub fn sqlite_shop(folder: &Path) -> bool {
    let database = Database::created("sqlite", folder.to_owned(), None);
    if let Some(database) = &database {
        shop(database, |n| Arc::new(Int64Array::from(vec![n])));
    }
    database.is_some()
}

/// Two kinds of customers, and every ninth without a claim. `id` gives the id of a customer.
fn shop(database: &Database, id: impl Fn(i64) -> ArrayRef) {
    let concat = |ids: Vec<i64>| -> ArrayRef {
        match id(0).data_type() {
            DataType::Int64 => Arc::new(Int64Array::from(ids)),
            _ => Arc::new(
                ids.iter().map(|n| Some(id(*n).as_string::<i32>().value(0).to_owned())).collect::<StringArray>(),
            ),
        }
    };
    let ages = (0..CUSTOMERS).map(|n| Some(20 + (n * 7 % 40) as i32));
    let customers =
        batch([("customer_id", concat((0..CUSTOMERS).collect())), ("age", Arc::new(ages.collect::<Int32Array>()))]);
    let claims =
        (0..CUSTOMERS).filter(|n| n % 9 != 0).flat_map(|n| (0..if n % 2 == 0 { 2 } else { 9 }).map(move |i| (n, i)));
    let claims: Vec<(i64, i64)> = claims.collect();
    let transactions = batch([
        ("transaction_id", Arc::new(Int64Array::from_iter_values(0..claims.len() as i64)) as ArrayRef),
        ("customer_id", concat(claims.iter().map(|(n, _)| *n).collect())),
        (
            "transaction_date",
            Arc::new(
                claims.iter().map(|(n, i)| Some((19_900 + (n * 3 + i * 11) % 90) as i32)).collect::<Date32Array>(),
            ),
        ),
        ("transaction_status", Arc::new(claims.iter().map(|_| Some("claimed")).collect::<StringArray>())),
    ]);
    database.write("customers", false, &customers).expect("customers");
    database.write("transactions", false, &transactions).expect("transactions");
}

/// The columns of a CSV, by their names.
fn columns(csv: &str, names: &[&str]) -> Vec<Vec<String>> {
    let mut reader = csv::Reader::from_reader(csv.as_bytes());
    let header = reader.headers().expect("a header").clone();
    let at: Vec<usize> =
        names.iter().map(|name| header.iter().position(|column| column == *name).expect("a column")).collect();
    reader
        .records()
        .map(|row| row.expect("a row"))
        .map(|row| at.iter().map(|at| row[*at].to_owned()).collect())
        .collect()
}

fn sorted(mut rows: Vec<Vec<String>>) -> Vec<Vec<String>> {
    rows.sort();
    rows
}

#[test]
fn the_table_has_the_rows_of_segments_and_the_distances_of_assign() {
    for database in Database::all() {
        let engine = database.engine;
        shop(&database, |n| Arc::new(Int64Array::from(vec![n])));
        let model = database.folder.join("model.json");
        let (file, model) = (database.file(), model.to_str().expect("UTF-8").to_owned());
        let before = fs::read(&file).expect("the file");
        let (code, csv, said) = database.segments(&["--save-model", &model, "-q"]);
        assert_eq!((code, said.as_str()), (0, ""), "{engine}");
        let assigned = run(&["assign", &model, file.to_str().expect("UTF-8"), "-q"]).1;
        assert_eq!(fs::read(&file).expect("the file"), before, "{engine}: written to without --to-table");

        let (code, printed, said) = database.segments(&["--to-table", "segments"]);
        assert_eq!((code, printed.as_str()), (0, ""), "{engine}: {said}");
        let model =
            said.trim().strip_prefix("segscope: 90 rows written to segments, model ").expect("a note").to_owned();
        let expected = columns(&csv, &["customer_id", "segment", "segment_name"]);
        let distances = columns(&assigned, &["customer_id", "segment", "segment_name", "distance"]);
        assert!(expected.iter().any(|row| row[2] == "inactive"), "{engine}");
        let table = sorted(database.rows("segments"));
        let of = |rows: &[Vec<String>], n: usize| rows.iter().map(|row| row[..n].to_vec()).collect::<Vec<_>>();
        assert_eq!(of(&table, 3), sorted(expected), "{engine}");
        assert_eq!(of(&table, 4), sorted(distances), "{engine}");
        assert!(table.iter().all(|row| row[4] == model && row[5] == "2024-09-23"), "{engine}: {:?}", table[0]);

        // The table is not taken for data, and the next run finds it.
        assert_eq!(database.segments(&["-q"]).1, csv, "{engine}");
        let (code, printed, said) = database.segments(&["--to-table", "segments"]);
        assert_eq!((code, printed.as_str()), (1, ""), "{engine}");
        assert!(said.contains("the table segments exists. Add --append"), "{engine}: {said}");
        let (code, printed, said) =
            database.segments(&["--to-table", "main.segments", "--append", "--output", "-", "--filter", "segment:1"]);
        assert_eq!(code, 0, "{engine}: {said}");
        let first = columns(&printed, &["customer_id"]).len();
        assert!(first > 0 && said.contains(&format!("{first} rows written to main.segments, model {model}")), "{said}");
        assert_eq!(database.rows("segments").len(), 90 + first, "{engine}");
    }
}

#[test]
fn a_control_group_is_a_column() {
    for database in Database::all() {
        shop(&database, |n| Arc::new(Int64Array::from(vec![n])));
        let (code, _, said) = database.segments(&["--to-table", "groups", "--holdout", "20"]);
        assert_eq!(code, 0, "{said}");
        let rows = database.rows("groups");
        let control = rows.iter().filter(|row| row[6] == "1").count();
        assert_eq!((control, rows.len()), (18, 90), "{}", database.engine);
    }
}

#[test]
fn tables_of_another_shape_get_every_value_in_its_column_or_none() {
    let names = ["O'Brien", r"back\slash", r"a\' OR 1=1 --", "\"x\"", "é ü", "new\nline"];
    for database in Database::all() {
        let engine = database.engine;
        shop(&database, |n| {
            let name = format!("{} {n}", names[n as usize % names.len()]);
            Arc::new(StringArray::from(vec![name])) as ArrayRef
        });
        let empty = |name: &'static str, kind: ArrayRef| (name, kind);
        let text = || Arc::new(StringArray::from(Vec::<&str>::new())) as ArrayRef;
        let other = batch([
            empty("day", Arc::new(Date32Array::from(Vec::<i32>::new()))),
            empty("more", text()),
            empty("segment_name", text()),
            empty("customer_id", text()),
            empty("model", text()),
            empty("distance", Arc::new(Float64Array::from(Vec::<f64>::new()))),
            empty("segment", Arc::new(Int64Array::from(Vec::<i64>::new()))),
        ]);
        database.write("other", false, &other).expect("a table");
        let (code, csv, said) = database.segments(&["--to-table", "other", "--append", "--output", "-"]);
        assert_eq!(code, 0, "{engine}: {said}");
        let table = database.rows("other").into_iter().map(|row| vec![row[3].clone(), row[6].clone(), row[2].clone()]);
        let expected = columns(&csv, &["customer_id", "segment", "segment_name"]);
        assert_eq!(sorted(table.collect()), sorted(expected), "{engine}");

        let (code, _, said) = database.segments(&["--to-table", "customers", "--append"]);
        assert_eq!(code, 1, "{engine}");
        assert!(said.contains("the table customers lacks segment, segment_name, distance, model, day."), "{said}");
        let (code, _, said) = database.segments(&["--to-table", "nothing", "--append"]);
        assert!(code == 1 && said.contains("there is no table nothing to append to"), "{engine}: {said}");

        // Ids that are no numbers do not fit, except for SQLite, which takes any.
        let numbers = batch([
            empty("customer_id", Arc::new(Int64Array::from(Vec::<i64>::new()))),
            empty("segment", Arc::new(Int32Array::from(Vec::<i32>::new()))),
            empty("segment_name", text()),
            empty("distance", Arc::new(Float64Array::from(Vec::<f64>::new()))),
            empty("model", text()),
            empty("day", Arc::new(Date32Array::from(Vec::<i32>::new()))),
        ]);
        database.write("numbers", false, &numbers).expect("a table");
        let (code, _, said) = database.segments(&["--to-table", "numbers", "--append"]);
        if engine == "sqlite" {
            assert_eq!((code, database.rows("numbers").len()), (0, 90), "{said}");
        } else {
            assert!(code == 1 && said.contains("Nothing was written"), "{engine}: {said}");
            assert_eq!(database.rows("numbers").len(), 0, "{engine}");
        }
    }
}

/// Servers too: through bulk ingest or statements, whatever they have.
#[cfg(feature = "warehouse")]
#[test]
fn hostile_values_come_back_from_every_engine() {
    // Each with the variable that has the address.
    const SERVERS: [&str; 3] = ["SEGSCOPE_TEST_POSTGRESQL", "SEGSCOPE_TEST_SAIL", "SEGSCOPE_TEST_SPARK"];
    let files: Vec<Database> = Database::all();
    let servers = SERVERS.into_iter().filter_map(|variable| {
        let address = env::var(variable).ok();
        if address.is_none() {
            eprintln!("not tested with the server of {variable}: it is not set");
        }
        address.map(PathBuf::from)
    });
    let values =
        ["it's", r"\", r"\'", "''", "\"; DROP TABLE x; --", "`", "${x}", "%s ?", "日本", "", " a ", "line\nline"];
    let rows = batch([
        ("customer_id", Arc::new(Int64Array::from_iter_values(0..12)) as ArrayRef),
        ("segment", Arc::new((0..12).map(|n| (n % 3 > 0).then_some(n)).collect::<Int32Array>())),
        ("segment_name", Arc::new(StringArray::from_iter_values(values))),
        (
            "distance",
            Arc::new((0..12).map(|n| (n > 0).then_some(f64::from(n).sqrt() * 1e-7)).collect::<Float64Array>()),
        ),
        ("model", Arc::new(StringArray::from_iter_values([r"a\b'c"; 12]))),
        ("day", Arc::new((0..12).map(|n| (n > 1).then_some(20_000 + n)).collect::<Date32Array>())),
    ]);
    let none = rows.slice(0, 0);
    let progress = Progress::new();
    for address in files.iter().map(Database::address).chain(servers) {
        let shown = address.display();
        // Spark takes no other names.
        let is_plain = ["sc:", "grpc:"].iter().any(|scheme| shown.to_string().starts_with(scheme));
        let table = format!("{}{}", if is_plain { "segscope_test_" } else { "segscope test'" }, std::process::id());
        let typed = format!("\"{table}\"");
        write(&address, &typed, false, &none).unwrap_or_else(|error| panic!("{shown}: {error}"));
        let exists = write(&address, &typed, false, &rows).expect_err("it is there");
        assert!(matches!(exists, WriteError::Exists { .. }), "{shown}: {exists}");
        write(&address, &typed, true, &rows).unwrap_or_else(|error| panic!("{shown}: {error}"));
        let connection = Connection::open_for_news(&kept(address.clone()), &progress).expect("a connection");
        let mut found = Vec::new();
        let quoted = ['"', '`'].map(|quote| format!("SELECT * FROM {quote}{table}{quote}"));
        let read = quoted.iter().find_map(|text| connection.query(text, "reading", &progress).ok());
        let mut read = read.unwrap_or_else(|| panic!("{shown}: no rows"));
        while let Some(batch) = read.next(&progress).expect("a batch") {
            found.extend(texts(&batch));
        }
        drop(read);
        if !files.iter().any(|file| file.address() == address) {
            for quote in ['"', '`'] {
                let dropped = connection.query(&format!("DROP TABLE {quote}{table}{quote}"), "dropping", &progress);
                if let Ok(mut rows) = dropped {
                    while rows.next(&progress).expect("nothing").is_some() {}
                }
            }
        }
        assert_eq!(sorted(found), sorted(texts(&rows)), "{shown}");
    }
}

#[test]
fn what_cannot_be_meant_is_refused() {
    for (args, words) in [
        (
            &["segments", "--to-table", "x"][..],
            "--to-table writes to the database that the data is in, and the built-in sample is no",
        ),
        (&["segments", "none.csv", "--to-table", "x"], "none.csv is no database. Write a file with --output"),
        (
            &["segments", "sqlite://a", "duckdb://b", "--to-table", "x"],
            "the data is in several: sqlite://a, duckdb://b",
        ),
        (
            &["segments", "sqlite://a", "--to-table", "a.b.c"],
            "--to-table a.b.c: give a table such as marketing.segments",
        ),
        (&["segments", "--append"], "--to-table"),
    ] {
        let (code, printed, said) = run(args);
        assert!(code == 2 && printed.is_empty() && said.contains(words), "{args:?}: {said}");
    }
}
