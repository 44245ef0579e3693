//! Rows that are taken together, on any number of threads, give the same facts as rows that are taken one by one.
use super::*;
use crate::data::generate::{self, GenerateOptions};
use std::fmt::Write as _;
use std::sync::Arc;

use arrow_array::{ArrayRef, Int64Array, RecordBatch, StringArray};
use parquet::arrow::ArrowWriter;
use parquet::file::properties::WriterProperties;

fn on(threads: usize, path: &Path) -> Facts {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
    pool.install(|| load_path(path)).unwrap()
}

/// With a limit that is never reached, somebody watches the rows, and they are taken one by one.
fn one_by_one(path: &Path) -> Facts {
    load(&LoadOptions { first: Some(u64::MAX), ..options(&[path]) }, &Progress::new()).unwrap()
}

fn assert_alike(files: &[(&str, &[u8])]) -> Facts {
    let folder = folder(files);
    let expected = one_by_one(folder.path());
    for threads in [1, 2, 8] {
        let facts = on(threads, folder.path());
        assert_twins(&facts, &expected);
        assert_eq!(facts.source.readings, expected.source.readings);
        assert_eq!(facts.status_words, expected.status_words);
    }
    expected
}

/// Rows of coupons with every flaw that the gate or a column looks for, several parts long.
pub fn flawed() -> Vec<u8> {
    let header =
        "transaction_id,customer_id,transaction_date,transaction_status,burn_date,branch_id,coupon_name,amount,note";
    let mut text = format!("{header}\n");
    for row in 0..40_000_u32 {
        let (customer, day) = (row.wrapping_mul(2_654_435_761) % 500, row % 27 + 1);
        let _ = match row % 997 {
            0 => writeln!(text),
            1 => writeln!(text, ",,,,,,,,"),
            2 => writeln!(text, "{header}"),
            3 => writeln!(text, "{row},{customer},2024-01-{day:02}"),
            4 => writeln!(text, "{row},{customer},2024-01-{day:02},claimed,,,,,\"two\nlines, and a \"\"quote\"\"\""),
            5 => writeln!(text, "Total,,,,,,,{row},"),
            6 => writeln!(text, "{},{customer},2024-01-{day:02},burned,,,x,#REF!,", row - 6),
            7 => writeln!(text, "{row},,soon,lost,2024-01-{day:02},9,y,5 apples,"),
            8 => writeln!(text, "{row},nobody,2024-01-{day:02},burned,2024-01-{day:02},3,Café,1.5,"),
            9 => writeln!(
                text,
                "\"{row}\",\"{customer}\",\"2024-01-{day:02} 10:30\",\"used\",\"\",\"{}\",\"z\",\"7\",\"\"\r",
                row % 9
            ),
            _ => writeln!(text, "{row},{customer},2024-01-{day:02},claimed,,,coupon {},{}.25,", row % 50, row % 90),
        };
    }
    text.push_str("Total,,,,,,,99,\nprinted by Ann Lee\n");
    let mut bytes = text.into_bytes();
    // A row that is not UTF-8, far from the start.
    bytes.extend_from_slice(b"900001,7,2024-01-05,claimed,,,M\xE1laga,3.5,\n");
    bytes
}

#[test]
fn rows_with_flaws() {
    let mut customers = "customer_id,join_date,city_id,gender_id\n".to_owned();
    for id in 0..500 {
        let _ = writeln!(customers, "{id},2023-01-01,{},{}", id % 5, id % 2);
    }
    let with_table: &[(&str, &[u8])] = &[("customers.csv", customers.as_bytes()), ("transactions.csv", &flawed())];
    let facts = assert_alike(with_table);
    for check in [Check::BlankRow, Check::RaggedRow, Check::RepeatedHeader, Check::MixedEncoding] {
        assert!(finding(&facts, check, None).rows > 0, "{check}");
    }
    for (check, column) in [(Check::DuplicateId, "transaction_id"), (Check::OrphanKey, "customer_id")] {
        assert!(finding(&facts, check, Some(column)).rows > 30, "{check}");
    }
    assert_alike(&with_table[1..]);
}

/// Rows of which whole parts need no second look, with each flaw in a part of its own.
#[test]
fn tidy_parts_between_others() {
    let mut text = "transaction_id,customer_id,transaction_date,transaction_status,burn_date,branch_id\n".to_owned();
    for row in 0..260_000_u32 {
        let (customer, day) = (row.wrapping_mul(2_654_435_761) % 500, row % 27 + 1);
        let _ = match row {
            20_000 => writeln!(text, "Total,,,,,"),
            80_000 => writeln!(text),
            140_000 => writeln!(text, "{row},{customer},2024-01-{day:02},claimed,,#REF!"),
            200_000 => writeln!(text, "{row},,2024-02-30,burned,2024-01-{day:02},"),
            _ => writeln!(text, "{row},{customer},2024-01-{day:02},claimed,,"),
        };
    }
    // The last record lacks its end.
    text.push_str("260000,7,2024-01-05,claimed,,");
    let facts = assert_alike(&[("transactions.csv", text.as_bytes())]);
    for check in [Check::BlankRow, Check::ErrorValue, Check::NullId, Check::UnparsableValue] {
        assert!(facts.findings.iter().any(|f| f.check == check), "{check}");
    }
}

/// Letters of other languages need no second look, and a row in another encoding far below them is found.
#[test]
fn tidy_parts_beyond_ascii() {
    let mut text = "transaction_id,customer_id,transaction_date,transaction_status,coupon_name,amount\n".to_owned();
    for row in 0..40_000_u32 {
        let (coupon, sign) = if (5000..10_000).contains(&row) { ("Crème", "€") } else { ("Cream", "") };
        let (customer, day) = (row % 500, row % 27 + 1);
        let _ = writeln!(text, "{row},{customer},2024-01-{day:02},claimed,{coupon} {},{sign}{customer}.50", row % 9);
    }
    let facts = assert_alike(&[("transactions.csv", text.as_bytes())]);
    assert_eq!((facts.coupons.len(), facts.currency.as_deref()), (18, Some("EUR")));
    assert!(facts.findings.iter().all(|f| f.check != Check::MixedEncoding));
    let mut bytes = text.into_bytes();
    bytes.extend_from_slice(b"40000,7,2024-01-05,claimed,Cr\xE8me 0,1.50\n");
    let facts = assert_alike(&[("transactions.csv", &bytes)]);
    assert_eq!((facts.coupons.len(), finding(&facts, Check::MixedEncoding, None).rows), (18, 1));
}

/// Blank lines below the last row are no rows.
#[test]
fn blank_lines_at_the_end_are_not_counted() {
    let mut rows = String::new();
    for row in 0..40_000 {
        let _ = writeln!(rows, "{row},{},2024-01-05,claimed", row % 500);
    }
    for blank in 0..=3 {
        let text =
            format!("transaction_id,customer_id,transaction_date,transaction_status\n{rows}{}", "\n".repeat(blank));
        let facts = assert_alike(&[("transactions.csv", text.as_bytes())]);
        assert!(facts.findings.iter().all(|f| f.check != Check::BlankRow), "{blank}");
    }
}

/// Customers who only bought something without a coupon are counted in the order of their rows, as others are.
#[test]
fn purchases_without_a_coupon_between_coupons() {
    let mut text = "customer_id,coupon_name,transaction_date,burn_date\n".to_owned();
    for row in 0..3000_u32 {
        let (customer, day) = (row * 7919 % 900, row % 27 + 1);
        let _ = match row % 3 {
            0 => writeln!(text, "{customer},,,2024-02-{day:02}"),
            _ => writeln!(text, "{customer},coupon {},2024-01-{day:02},", row % 9),
        };
    }
    let facts = assert_alike(&[("coupons.csv", text.as_bytes())]);
    assert_eq!(ids(&facts.customer_ids)[..4], ["0", "719", "538", "357"], "7919 modulo 900, and so on");
    assert_eq!(facts.transactions.height(), 2000);
}

#[test]
fn data_of_every_kind() {
    for kind in [Kind::Coupons, Kind::Purchases, Kind::Customers] {
        let options = GenerateOptions { kind, customers: 3000, transactions: 30_000, ..GenerateOptions::default() };
        let files = generate::in_memory(&options);
        let files: Vec<(&str, &[u8])> = files.iter().map(|(name, bytes)| (*name, bytes.as_slice())).collect();
        assert_alike(&files);
        // Orders alone say what they know of their customers.
        if let Some(orders) = files.iter().find(|(name, _)| name.contains("orders")) {
            assert_alike(&[*orders]);
        }
    }
}

#[test]
fn pieces_with_other_columns() {
    let (mut first, mut second) =
        ("id,customer_id,order_date\n".to_owned(), "id,customer_id,order_date,store\n".to_owned());
    for number in 0..3000 {
        let _ = writeln!(first, "{number},{},2024-02-03", number % 70);
        let _ = writeln!(second, "{},{},2024-02-03,A", number + 3000, number % 90);
    }
    assert_alike(&[("sales_2024_01.csv", first.as_bytes()), ("sales_2024_02.csv", second.as_bytes())]);
}

#[test]
fn groups_of_rows_of_a_parquet_file() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("transactions.parquet");
    let ids = (0..50_000).map(Some).collect::<Int64Array>();
    let customers: Int64Array = (0..50_000).map(|row| (row % 1000 != 0).then_some(row % 333)).collect();
    let dates = StringArray::from_iter_values((0..50_000).map(|row| format!("2024-03-{:02}", row % 28 + 1)));
    let columns = [("transaction_id", Arc::new(ids) as ArrayRef), ("customer_id", Arc::new(customers))];
    let columns = columns.into_iter().chain([("transaction_date", Arc::new(dates) as ArrayRef)]);
    let batch = RecordBatch::try_from_iter(columns).unwrap();
    let groups = WriterProperties::builder().set_max_row_group_row_count(Some(7001)).build();
    let mut writer = ArrowWriter::try_new(fs::File::create(&path).unwrap(), batch.schema(), Some(groups)).unwrap();
    writer.write(&batch).unwrap();
    writer.close().unwrap();
    let expected = one_by_one(folder.path());
    assert_eq!(finding(&expected, Check::NullId, Some("customer_id")).rows, 50);
    for threads in [1, 2, 8] {
        assert_twins(&on(threads, folder.path()), &expected);
    }
}
