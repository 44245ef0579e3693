//! One data set as files and as databases, so that what is computed of both can be compared.
//!
//! `tests/engines/load.py` makes the databases: files of `DuckDB` and `SQLite`, and a schema of its own in each server that the
//! environment names. What is missing is printed, not tried.

use std::env;
use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use segscope::analysis::{self, Dataset};
use segscope::data::LoadOptions;
use segscope::data::filter::Filter;
use segscope::progress::Progress;
use serde_json::Value;
use tempfile::TempDir;

use crate::support::options;

/// The environment of each server, with the engine that it names.
const SERVERS: [(&str, &str); 3] =
    [("PostgreSQL", "SEGSCOPE_TEST_POSTGRESQL"), ("Sail", "SEGSCOPE_TEST_SAIL"), ("Spark", "SEGSCOPE_TEST_SPARK")];
/// Sums of fractions may be made in another order, which changes their last digits.
const ROUNDING: f64 = 1e-12;

/// Says what was not run, and why.
pub fn not_run(test: &str, why: &str) {
    println!("not run: {test}: {why}");
}

/// Whether drivers are where the tests look for them.
pub fn has_drivers(test: &str) -> bool {
    let has = env::var_os("ADBC_DRIVER_PATH").is_some();
    if !has {
        not_run(test, "ADBC_DRIVER_PATH is not set; tests/engines/drivers.sh installs the drivers");
    }
    has
}

/// The servers that are named in the environment, with the sample as the schema shop.
pub fn servers(test: &str) -> Vec<String> {
    named(test).into_iter().map(|server| format!("{server}#shop")).collect()
}

fn named(test: &str) -> Vec<String> {
    let named = |(engine, variable): &(&str, &str)| {
        let address = env::var(variable).ok();
        if address.is_none() {
            not_run(test, &format!("{engine} ({variable} is not set)"));
        }
        // Other tests make schemas of their own.
        address.map(|address| address.split('#').next().unwrap_or_default().to_owned())
    };
    SERVERS.iter().filter_map(named).collect()
}

/// A table as text: its name, the names of its columns, and the cells of its rows; none is `NULL`.
pub struct MadeTable {
    pub name: &'static str,
    pub columns: &'static [&'static str],
    pub rows: Vec<Vec<Option<String>>>,
}

impl MadeTable {
    /// As CSV, with every value in quotes.
    fn csv(&self) -> String {
        let mut text = self.columns.join(",") + "\n";
        for row in &self.rows {
            let cell = |cell: &Option<String>| {
                cell.as_ref().map_or_else(String::new, |cell| format!("\"{}\"", cell.replace('"', "\"\"")))
            };
            let _ = writeln!(text, "{}", row.iter().map(cell).collect::<Vec<_>>().join(","));
        }
        text
    }
}

/// The same data as files and in databases.
pub struct Made {
    folder: TempDir,
    /// The servers that have a schema of the data, which is dropped at the end.
    servers: Vec<String>,
    schema: String,
}

impl Made {
    /// Writes the tables; none without drivers.
    pub fn of(test: &str, tables: &[MadeTable]) -> Option<Self> {
        if !has_drivers(test) {
            return None;
        }
        let folder = TempDir::new().expect("a folder");
        std::fs::create_dir(folder.path().join("files")).expect("a folder");
        let mut made = Self { folder, servers: Vec::new(), schema: test.to_owned() };
        made.write(tables);
        if let Err(why) = made.load(&made.file("duckdb").display().to_string()) {
            not_run(test, &why);
            return None;
        }
        made.load(&made.file("sqlite").display().to_string()).expect("SQLite takes the tables");
        for server in named(test) {
            // Before it is tried: what is half loaded is dropped too.
            made.servers.push(server.clone());
            made.load(&server).expect("the server takes the tables");
        }
        Some(made)
    }

    fn write(&self, tables: &[MadeTable]) {
        for table in tables {
            std::fs::write(self.files().join(table.name).with_extension("csv"), table.csv()).expect("written");
        }
    }

    /// Replaces the tables everywhere.
    pub fn replace(&self, tables: &[MadeTable]) {
        self.write(tables);
        let files = ["duckdb", "sqlite"].map(|ending| self.file(ending).display().to_string());
        for engine in files.iter().chain(&self.servers) {
            self.load(engine).expect("the engine takes the tables");
        }
    }

    /// The folder of the files.
    pub fn files(&self) -> PathBuf {
        self.folder.path().join("files")
    }

    /// The databases, by their addresses.
    pub fn databases(&self) -> Vec<String> {
        let files =
            [format!("{}#{}", self.file("duckdb").display(), self.schema), self.file("sqlite").display().to_string()];
        files.into_iter().chain(self.servers.iter().map(|server| format!("{server}#{}", self.schema))).collect()
    }

    fn file(&self, ending: &str) -> PathBuf {
        self.folder.path().join(format!("made.{ending}"))
    }

    /// Creates the tables in an engine.
    fn load(&self, engine: &str) -> Result<(), String> {
        let output = loader(engine, &[self.files().as_os_str(), "--schema".as_ref(), self.schema.as_ref()])
            .map_err(|error| format!("load.py does not start: {error}"))?;
        if output.status.success() { Ok(()) } else { Err(String::from_utf8_lossy(&output.stderr).into_owned()) }
    }
}

impl Drop for Made {
    fn drop(&mut self) {
        for server in &self.servers {
            let dropped = loader(server, &["--drop".as_ref(), "--schema".as_ref(), self.schema.as_ref()]);
            let is_dropped = dropped.as_ref().is_ok_and(|output| output.status.success());
            if !is_dropped {
                eprintln!("the schema {} is left in {server}: {dropped:?}", self.schema);
            }
        }
    }
}

fn loader(engine: &str, arguments: &[&std::ffi::OsStr]) -> std::io::Result<Output> {
    let program = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/engines/load.py");
    Command::new("python3").arg(program).arg(engine).args(arguments).output()
}

/// Reads and measures data: of a database, with its events left there.
pub fn loaded(data: &Path, in_database: bool) -> Dataset {
    let load = LoadOptions { in_database, ..options(vec![data.to_owned()]) };
    analysis::load(&load, &Filter::default(), &Progress::new())
        .unwrap_or_else(|error| panic!("{}: {error}", data.display()))
}

/// Where two values differ first. Fractions may differ by what summing in another order changes.
pub fn difference(found: &Value, expected: &Value, at: &str) -> Option<String> {
    match (found, expected) {
        (Value::Object(found), Value::Object(expected)) => {
            if !found.keys().eq(expected.keys()) {
                let names = |of: &serde_json::Map<String, Value>| of.keys().cloned().collect::<Vec<_>>().join(", ");
                return Some(format!("{at} has {}, expected {}", names(found), names(expected)));
            }
            found.iter().find_map(|(key, value)| difference(value, &expected[key], &format!("{at}/{key}")))
        }
        (Value::Array(found), Value::Array(expected)) if found.len() == expected.len() => {
            let mut pairs = found.iter().zip(expected).enumerate();
            pairs.find_map(|(row, (found, expected))| difference(found, expected, &format!("{at}/{row}")))
        }
        (Value::Number(of), Value::Number(other)) if !of.is_u64() || !other.is_u64() => {
            let (of, other) = (of.as_f64().unwrap_or(f64::NAN), other.as_f64().unwrap_or(f64::NAN));
            let is_close = (of - other).abs() <= ROUNDING * other.abs().max(of.abs());
            (!is_close).then(|| format!("{at} is {of}, expected {other}"))
        }
        _ => (found != expected).then(|| format!("{at} is {found}, expected {expected}")),
    }
}
