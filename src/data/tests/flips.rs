//! One wrong bit in a file whose format has checksums: the file is refused, or gives what it gave before. Never something else.
use std::io::{Cursor, Read, Write};

use rand::{Rng, SeedableRng};
use rand_xoshiro::Xoshiro256PlusPlus;
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

use super::*;

/// How many bits are flipped in each file; `SEGSCOPE_FLIPS=5000` for the figures of a release.
const FLIPS: usize = 120;
const SEED: u64 = 13;
const PARQUET: &[u8] = include_bytes!("../../../tests/fixtures/hostile/checked.parquet");

#[test]
fn no_flipped_bit_changes_a_value_in_silence() {
    let flips = std::env::var("SEGSCOPE_FLIPS").ok().and_then(|n| n.parse().ok()).unwrap_or(FLIPS);
    let mut silent = Vec::new();
    for (name, bytes) in files() {
        let expected = read(name, &bytes).unwrap();
        let mut random = Xoshiro256PlusPlus::seed_from_u64(SEED);
        let (mut refused, mut changed) = (0, Vec::new());
        for _ in 0..flips {
            let (at, bit) = (random.gen_range(0..checked(&bytes)), random.gen_range(0..8));
            let mut damaged = bytes.clone();
            damaged[at] ^= 1 << bit;
            match read(name, &damaged) {
                Err(_) => refused += 1,
                Ok(facts) if is_same(&expected, &facts) => {}
                Ok(_) => changed.push((at, bit)),
            }
        }
        println!("{name}: {flips} flips of {} bytes, {refused} refused, {} silent", bytes.len(), changed.len());
        silent.extend(changed.into_iter().map(|place| (name, place)));
    }
    assert_eq!(silent, [], "byte and bit");
}

/// How many bytes have a checksum: all, except for the footer of a Parquet file, whose length is written near its end. There one flip
/// in a thousand goes unseen.
fn checked(bytes: &[u8]) -> usize {
    match bytes {
        [b'P', b'A', b'R', b'1', .., a, b, c, d, _, _, _, _] => {
            bytes.len() - 8 - u32::from_le_bytes([*a, *b, *c, *d]) as usize
        }
        _ => bytes.len(),
    }
}

#[test]
fn a_schema_under_a_damaged_name_is_damage() {
    let mut bytes = PARQUET.to_vec();
    let at = bytes.windows(12).position(|w| w == b"ARROW:schema").unwrap();
    bytes[at + 2] = b'P';
    let why = read("transactions.parquet", &bytes).unwrap_err().to_string();
    assert!(why.contains("a schema under the name \"ARPOW:schema\""), "{why}");
}

fn read(name: &str, bytes: &[u8]) -> Result<Facts, DataError> {
    load_bytes(name, bytes.to_vec(), &options(&[]), &Progress::new())
}

fn is_same(a: &Facts, b: &Facts) -> bool {
    a.customers.equals_missing(&b.customers)
        && a.transactions.equals_missing(&b.transactions)
        && (&a.extra, &a.customer_ids, a.has_amount, &a.findings)
            == (&b.extra, &b.customer_ids, b.has_amount, &b.findings)
        && (&a.branches, &a.status_words, &a.source.rows) == (&b.branches, &b.status_words, &b.source.rows)
        && (&a.categorical, &a.genders, &a.cities) == (&b.categorical, &b.genders, &b.cities)
}

/// The same rows in every format that has checksums.
fn files() -> Vec<(&'static str, Vec<u8>)> {
    let row = |i: u32| {
        let (status, burnt) = if i.is_multiple_of(2) {
            ("burnt", format!("2024-06-{:02}", i % 28 + 1))
        } else {
            ("claimed", String::new())
        };
        [
            format!("C{:03}", i % 12),
            format!("2024-05-{:02}", i % 28 + 1),
            status.to_owned(),
            burnt,
            format!("{}", i % 5 + 1),
        ]
    };
    let header = TRANSACTIONS.trim().split(',').map(str::to_owned).collect::<Vec<_>>();
    let rows: Vec<Vec<String>> = std::iter::once(header).chain((0..60).map(|i| row(i).to_vec())).collect();
    let csv: String = rows.iter().map(|row| row.join(",") + "\n").collect();
    let numbered =
        |(row, i): (&Vec<String>, u32)| workbook::words(i, &row.iter().map(String::as_str).collect::<Vec<_>>());
    let sheet: String = rows.iter().zip(1..).map(numbered).collect();
    let table: String = rows.iter().map(|row| workbook::cells(row.iter().map(String::as_str))).collect();
    let mut gz = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    gz.write_all(csv.as_bytes()).unwrap();
    let mut zst = zstd::stream::write::Encoder::new(Vec::new(), 3).unwrap();
    zst.include_checksum(true).unwrap();
    zst.write_all(csv.as_bytes()).unwrap();
    vec![
        ("transactions.xlsx", deflated(&workbook::xlsx(&[("transactions", &sheet)], "A1:E61", false))),
        ("transactions.ods", deflated(&workbook::ods(&[("transactions", &table)]))),
        ("transactions.csv.gz", gz.finish().unwrap()),
        ("transactions.csv.zst", zst.finish().unwrap()),
        ("transactions.parquet", PARQUET.to_vec()),
    ]
}

/// An archive with its parts compressed, except for the type of an `OpenDocument`.
fn deflated(archive: &[u8]) -> Vec<u8> {
    let mut archive = ZipArchive::new(Cursor::new(archive)).unwrap();
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for index in 0..archive.len() {
        let mut part = archive.by_index(index).unwrap();
        let name = part.name().unwrap().into_owned();
        let method = if name == "mimetype" { zip::CompressionMethod::Stored } else { zip::CompressionMethod::Deflated };
        let mut contents = Vec::new();
        part.read_to_end(&mut contents).unwrap();
        writer.start_file(name, SimpleFileOptions::default().compression_method(method)).unwrap();
        writer.write_all(&contents).unwrap();
    }
    writer.finish().unwrap().into_inner()
}
