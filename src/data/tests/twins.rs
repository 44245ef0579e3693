//! The same data in another format gives the same facts.
use super::*;
use std::sync::Arc;

use calamine::{Data, Reader};

use arrow_array::{ArrayRef, Date32Array, Int64Array, RecordBatch, StringArray};
use parquet::arrow::ArrowWriter;

const TABLES: [&str; 6] = ["customers", "genders", "cities", "transactions", "branches", "merchants"];

fn sample_folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("data")
}

fn sample() -> Facts {
    load(&LoadOptions { today: TODAY, ..LoadOptions::default() }, &Progress::new()).unwrap()
}

#[test]
fn the_sample_is_what_generate_writes() {
    let folder = tempfile::tempdir().unwrap();
    generate(&GenerateOptions::default(), folder.path(), false).unwrap();
    for table in TABLES {
        let name = format!("{table}.csv");
        let (kept, written) = (fs::read(sample_folder().join(&name)), fs::read(folder.path().join(&name)));
        assert!(kept.unwrap() == written.unwrap(), "data/{name} is stale: segscope generate wrote another one");
    }
}

#[test]
fn the_sample_is_as_the_design_has_it() {
    let facts = sample();
    assert_eq!((facts.source.path.as_str(), facts.source.format.as_str()), ("sample", "sample"));
    assert_eq!((facts.customers.height(), facts.transactions.height()), (2000, 20_000));
    assert_eq!((facts.cities.len(), facts.branches.len(), facts.merchants.len()), (20, 40, 25));
    assert_eq!(facts.as_of, parse_day("2025-06-30"));
    assert_eq!(facts.extra, ["age"]);
}

#[test]
fn plain_gz_zst_and_parquet() {
    let expected = sample();
    let [gz, zst, columns] = [(); 3].map(|()| tempfile::tempdir().unwrap());
    for table in TABLES {
        let bytes = fs::read(sample_folder().join(format!("{table}.csv"))).unwrap();
        let file = fs::File::create(gz.path().join(format!("{table}.csv.gz"))).unwrap();
        let mut encoder = flate2::write::GzEncoder::new(file, flate2::Compression::fast());
        encoder.write_all(&bytes).unwrap();
        encoder.finish().unwrap();
        let compressed = zstd::stream::encode_all(bytes.as_slice(), 1).unwrap();
        fs::write(zst.path().join(format!("{table}.tsv.zst")), compressed).unwrap();
        write_parquet(&columns.path().join(format!("{table}.parquet")), &bytes);
    }
    for (folder, format) in
        [(sample_folder().as_path(), "csv"), (gz.path(), "csv"), (zst.path(), "csv"), (columns.path(), "parquet")]
    {
        let facts = load_path(folder).unwrap();
        assert_eq!(facts.source.format, format);
        assert_twins(&expected, &facts);
    }
}

#[test]
fn workbooks_of_both_kinds() {
    let expected = sample();
    let folder = tempfile::tempdir().unwrap();
    let texts: Vec<Vec<csv::StringRecord>> = TABLES
        .iter()
        .map(|table| {
            let mut reader = csv::ReaderBuilder::new();
            let path = sample_folder().join(format!("{table}.csv"));
            let reader = reader.has_headers(false).from_path(path).unwrap();
            reader.into_records().map(Result::unwrap).collect()
        })
        .collect();
    let line = |(i, row): (usize, &csv::StringRecord)| workbook::words(i as u32 + 1, &row.iter().collect::<Vec<_>>());
    let rows: Vec<String> =
        texts.iter().map(|rows| rows.iter().enumerate().map(line).collect::<Vec<_>>().concat()).collect();
    let sheets: Vec<_> = TABLES.into_iter().zip(rows.iter().map(String::as_str)).collect();
    let lines =
        |rows: &Vec<csv::StringRecord>| rows.iter().map(|row| workbook::cells(row.iter())).collect::<Vec<_>>().concat();
    let tables: Vec<String> = texts.iter().map(lines).collect();
    let tables: Vec<_> = TABLES.into_iter().zip(tables.iter().map(String::as_str)).collect();
    for (name, bytes) in [("xlsx", workbook::xlsx(&sheets, "A1", false)), ("ods", workbook::ods(&tables))] {
        let path = folder.path().join(format!("book.{name}"));
        fs::write(&path, bytes).unwrap();
        let facts = load_path(&path).unwrap();
        assert_eq!(facts.source.format, name);
        assert_twins(&expected, &facts);
    }
}

/// Writes CSV as typed columns: integers where all values are, days where all are, otherwise text.
fn write_parquet(path: &Path, csv: &[u8]) {
    let mut reader = csv::Reader::from_reader(csv);
    let header = reader.headers().unwrap().clone();
    let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    let column = |i: usize| -> ArrayRef {
        let texts: Vec<Option<&str>> = rows.iter().map(|r| Some(&r[i]).filter(|t| !t.is_empty())).collect();
        let integers: Result<Vec<Option<i64>>, _> = texts.iter().map(|t| t.map(str::parse).transpose()).collect();
        let days: Option<Vec<Option<i32>>> =
            texts.iter().map(|t| t.map_or(Some(None), |t| parse_day(t).map(Some))).collect();
        match (integers, days) {
            (Ok(integers), _) => Arc::new(Int64Array::from(integers)),
            (_, Some(days)) => Arc::new(Date32Array::from(days)),
            _ => Arc::new(StringArray::from(texts)),
        }
    };
    let columns = header.iter().enumerate().map(|(i, name)| (name, column(i), true));
    let batch = RecordBatch::try_from_iter_with_nullable(columns).unwrap();
    let mut writer = ArrowWriter::try_new(fs::File::create(path).unwrap(), batch.schema(), None).unwrap();
    writer.write(&batch).unwrap();
    writer.close().unwrap();
}

/// The workbook that this project grew from, where it is at hand. The figures are pandas':
/// `read_excel(sheet_name=None)`, `nunique`, `value_counts`, `max`.
#[test]
fn the_real_workbook() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data/E-commerce_data.xlsx");
    if !path.is_file() {
        return;
    }
    let facts = load_path(&path).unwrap();
    assert_eq!((facts.customers.height(), facts.transactions.height()), (1000, 5000));
    let status = column(&facts, "status");
    let count = |code| status.iter().filter(|s| **s == Some(i64::from(code))).count();
    assert_eq!((count(status::OPEN), count(status::BURNT), count(status::OTHER)), (2484, 2516, 0));
    assert_eq!((facts.as_of, facts.claim_horizon), (parse_day("2024-10-08"), parse_day("2024-07-14")));
    assert_eq!(finding(&facts, Check::InactiveCustomer, None).rows, 11);
    assert_eq!(finding(&facts, Check::IdLikeColumn, Some("coupon_name")).rows, 5000);
    let blank: Vec<u64> = facts.findings.iter().filter(|f| f.check == Check::BlankRow).map(|f| f.rows).collect();
    assert_eq!(blank, [997, 989, 979, 979]);
    assert!(facts.findings.iter().all(|f| f.check.severity() == Severity::Information), "{:#?}", facts.findings);

    let [csv, columns] = [(); 2].map(|()| tempfile::tempdir().unwrap());
    let mut book: calamine::Xlsx<_> = calamine::open_workbook(&path).unwrap();
    for table in TABLES {
        let text = sheet_as_csv(&book.worksheet_range(table).unwrap());
        fs::write(csv.path().join(format!("{table}.csv")), &text).unwrap();
        write_parquet(&columns.path().join(format!("{table}.parquet")), text.as_bytes());
    }
    let mut expected = facts;
    expected.findings.retain(|f| f.check != Check::BlankRow);
    assert_twins(&expected, &load_path(csv.path()).unwrap());
    assert_twins(&expected, &load_path(columns.path()).unwrap());
}

fn sheet_as_csv(sheet: &calamine::Range<Data>) -> String {
    let cell = |value: &Data| match value {
        Data::DateTime(d) => {
            let (year, month, day, ..) = d.to_ymd_hms_milli();
            format!("{year}-{month:02}-{day:02}")
        }
        value => format!("\"{value}\""),
    };
    let line = |row: &[Data]| row.iter().map(cell).collect::<Vec<_>>().join(",") + "\n";
    sheet.rows().map(line).collect()
}
