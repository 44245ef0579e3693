//! A single bit of a file is flipped: the program reads the same, or says what is wrong. It never reads other values in silence.

use std::collections::BTreeMap;
use std::fs;
use std::io::Write;
use std::path::Path;

use flate2::Compression;
use flate2::write::GzEncoder;

use crate::archives::{Sheet, ods, xlsx};
use crate::program::{program, run, text};
use crate::random::{Random, tries};

/// Customers with what they did, in a table that changes when any cell does.
const ROWS: usize = 60;

fn table() -> Vec<Vec<String>> {
    let mut rows =
        vec![["customer_id", "transaction_date", "transaction_status", "amount"].map(str::to_owned).to_vec()];
    rows.extend((0..ROWS).map(|n| {
        let status = ["claimed", "burnt"][n % 2];
        vec![(n % 17).to_string(), format!("2024-0{}-1{}", n % 8 + 1, n % 9), status.to_owned(), (n * 7).to_string()]
    }));
    rows
}

/// What the program makes of a file: every cell of the tables that it writes; none where it refuses.
fn read(folder: &Path, name: &str, bytes: &[u8], n: usize) -> Option<BTreeMap<String, Vec<u8>>> {
    let (file, clean) = (folder.join(name), folder.join(format!("clean{n}")));
    fs::write(&file, bytes).expect("written");
    let ended = run(program(&["clean", text(&file), "--output", text(&clean), "--quiet"]));
    ended.assert_orderly(name);
    if ended.status.code() != Some(0) {
        return None;
    }
    let tables = fs::read_dir(&clean).expect("a folder").map(|entry| {
        let path = entry.expect("an entry").path();
        (text(&path).rsplit('/').next().unwrap_or_default().to_owned(), fs::read(&path).expect("a table"))
    });
    Some(tables.collect())
}

fn flip_bits(name: &str, sound: &[u8], usual: usize) {
    let mut random = Random::new();
    let folder = tempfile::tempdir().expect("a folder");
    let whole = read(folder.path(), name, sound, 0).expect("it is sound");
    let all = tries(usual);
    let mut silent = Vec::new();
    for n in 1..=all {
        let (at, bit) = (random.below(sound.len()), random.below(8));
        let mut damaged = sound.to_vec();
        damaged[at] ^= 1 << bit;
        let found = read(folder.path(), name, &damaged, n);
        if found.is_some_and(|tables| tables != whole) {
            silent.push(format!("byte {at}, bit {bit}"));
        }
    }
    assert!(silent.is_empty(), "{name}: {} of {all} were read with other values:\n{}", silent.len(), silent.join("\n"));
}

/// The table as a workbook of one sheet.
fn book(write: fn(&[Sheet<'_>]) -> Vec<u8>) -> Vec<u8> {
    let rows = table();
    write(&[("transactions", rows.iter().map(|row| row.iter().map(String::as_str).collect()).collect())])
}

#[test]
fn of_excel() {
    flip_bits("book.xlsx", &book(xlsx), 40);
}

#[test]
fn of_open_document() {
    flip_bits("book.ods", &book(ods), 40);
}

#[test]
fn of_packed_text() {
    let lines: Vec<String> = table().into_iter().map(|row| row.join(",")).collect();
    let mut packed = GzEncoder::new(Vec::new(), Compression::default());
    packed.write_all(lines.join("\n").as_bytes()).expect("memory");
    flip_bits("transactions.csv.gz", &packed.finish().expect("memory"), 40);
}
