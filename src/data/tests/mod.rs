//! Whole loads: every format, every trap of the files people have.
#![allow(clippy::unwrap_used)]

mod around;
mod cache;
mod excel;
mod flips;
mod joins;
mod json;
mod mapping;
mod open_document;
mod orders_golden;
mod parallel;
mod parquet_types;
mod pieces;
mod purchases;
mod shapes;
mod sources;
mod text;
mod time;
mod twins;
mod typed_columns;
mod undated;
mod workbook;

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use super::*;
use crate::progress::Progress;

/// Late enough that nothing real is in the future: 2030-01-01.
const TODAY: i32 = 21_915;
const CUSTOMERS: &str = "customer_id,join_date,city_id,gender_id\n1,2024-01-01,1,1\n2,2024-01-02,1,2\n";
const TRANSACTIONS: &str = "customer_id,transaction_date,transaction_status,burn_date,branch_id\n";

fn options(paths: &[&Path]) -> LoadOptions {
    let paths = paths.iter().map(|p| p.to_path_buf()).collect();
    LoadOptions { paths, today: TODAY, ..LoadOptions::default() }
}

fn load_path(path: &Path) -> Result<Facts, DataError> {
    load(&options(&[path]), &Progress::new())
}

fn folder(files: &[(&str, &[u8])]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, bytes) in files {
        fs::write(folder.path().join(name), bytes).unwrap();
    }
    folder
}

fn load_files(files: &[(&str, &[u8])]) -> Facts {
    load_path(folder(files).path()).unwrap()
}

fn refusal(files: &[(&str, &[u8])]) -> String {
    load_path(folder(files).path()).unwrap_err().to_string()
}

fn transactions(rows: &str) -> Facts {
    load_files(&[("transactions.csv", format!("{TRANSACTIONS}{rows}").as_bytes())])
}

fn finding<'f>(facts: &'f Facts, check: Check, column: Option<&str>) -> &'f Finding {
    let found = facts.findings.iter().find(|f| f.check == check && f.column.as_deref() == column);
    found.unwrap_or_else(|| panic!("{check} of {column:?} is not among {:#?}", facts.findings))
}

fn column(facts: &Facts, name: &str) -> Vec<Option<i64>> {
    let column = facts.transactions.column(name).unwrap().cast(&polars::prelude::DataType::Int64).unwrap();
    column.i64().unwrap().iter().collect()
}

fn days(facts: &Facts) -> Vec<Option<String>> {
    column(facts, "day").into_iter().map(|d| d.map(|d| format_day(d as i32))).collect()
}

fn ids(ids: &Ids) -> Vec<String> {
    (0..ids.len()).map(|i| ids.text(i).into_owned()).collect()
}

/// Everything but where it came from.
fn assert_twins(a: &Facts, b: &Facts) {
    assert!(a.customers.equals_missing(&b.customers), "customers");
    assert!(a.transactions.equals_missing(&b.transactions), "transactions");
    assert_eq!(a.source.rows, b.source.rows);
    assert_eq!((&a.extra, &a.customer_ids, a.has_amount), (&b.extra, &b.customer_ids, b.has_amount));
    assert_eq!((&a.categorical, &a.words_of_numbers), (&b.categorical, &b.words_of_numbers));
    assert_eq!((&a.genders, &a.cities, &a.merchants), (&b.genders, &b.cities, &b.merchants));
    assert_eq!((&a.branches, &a.branch_merchant), (&b.branches, &b.branch_merchant));
    assert_eq!((a.as_of, a.claim_horizon), (b.as_of, b.claim_horizon));
    assert_eq!(a.findings, b.findings);
}
