//! The types that the columns of a Parquet file may have.
use std::sync::Arc;

use super::*;
use arrow_array::{
    ArrayRef, BinaryArray, BooleanArray, Decimal128Array, DictionaryArray, Float64Array, RecordBatch, StringViewArray,
    TimestampMicrosecondArray, TimestampMillisecondArray, UInt64Array, types::Int8Type,
};
use parquet::arrow::ArrowWriter;

fn write(path: &Path, columns: Vec<(&str, ArrayRef)>) {
    let batch = RecordBatch::try_from_iter(columns).unwrap();
    let mut writer = ArrowWriter::try_new(fs::File::create(path).unwrap(), batch.schema(), None).unwrap();
    writer.write(&batch).unwrap();
    writer.close().unwrap();
}

#[test]
fn every_readable_type() {
    let folder = tempfile::tempdir().unwrap();
    let day = 19_918_i64 * 86_400;
    let status: DictionaryArray<Int8Type> = vec![Some("burned"), None].into_iter().collect();
    let ids = Decimal128Array::from(vec![Some(7), Some(8)]).with_precision_and_scale(10, 0).unwrap();
    let amounts = Decimal128Array::from(vec![Some(250), None]).with_precision_and_scale(10, 2).unwrap();
    write(
        &folder.path().join("transactions.parquet"),
        vec![
            ("transaction_id", Arc::new(UInt64Array::from(vec![u64::MAX, u64::MAX])) as ArrayRef),
            ("customer_id", Arc::new(ids)),
            (
                "transaction_date",
                Arc::new(
                    TimestampMillisecondArray::from(vec![day * 1000 + 86_399_999, -1]).with_timezone("Africa/Cairo"),
                ),
            ),
            ("transaction_status", Arc::new(status)),
            ("burn_date", Arc::new(TimestampMicrosecondArray::from(vec![Some(day * 1_000_000), None]))),
            ("branch_id", Arc::new(StringViewArray::from(vec![Some("B 1"), None]))),
            ("amount", Arc::new(amounts)),
            ("blob", Arc::new(BinaryArray::from(vec![b"x".as_slice(), b"y".as_slice()]))),
            ("flag", Arc::new(BooleanArray::from(vec![true, false]))),
        ],
    );
    write(
        &folder.path().join("customers.parquet"),
        vec![("customer_id", Arc::new(Float64Array::from(vec![7.0, f64::NAN, 8.0])) as ArrayRef)],
    );
    let facts = load_path(folder.path()).unwrap();
    assert_eq!(days(&facts), [Some("2024-07-15".into()), Some("1970-01-01".into())]);
    assert_eq!(column(&facts, "customer"), [Some(0), Some(1)]);
    assert_eq!(column(&facts, "status"), [Some(1), Some(2)]);
    assert_eq!(facts.transactions.column("amount").unwrap().f64().unwrap().get(0), Some(2.5));
    assert_eq!(finding(&facts, Check::DuplicateId, Some("transaction_id")).examples, ["row 3: as in row 2"]);
    assert_eq!(finding(&facts, Check::NullId, Some("customer_id")).table, Table::Customers);
}

#[test]
fn a_needed_column_of_another_type_is_an_error() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("customers.parquet");
    write(&path, vec![("customer_id", Arc::new(BinaryArray::from(vec![b"x".as_slice()])) as ArrayRef)]);
    let error = load_path(&path).unwrap_err().to_string();
    assert!(error.contains("customer_id") && error.contains("Binary"), "{error}");
}

fn claims(path: &Path, ids: ArrayRef, moments: ArrayRef) -> Result<Facts, DataError> {
    let status: ArrayRef = Arc::new(StringViewArray::from(vec!["burnt"; ids.len()]));
    write(path, vec![("customer_id", ids), ("transaction_date", moments), ("transaction_status", status)]);
    load_path(path)
}

/// `frame.transaction_date.dt.date` of pandas, of the same columns.
#[test]
fn the_day_of_a_moment_is_that_of_the_zone() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("claims.parquet");
    // 2024-01-10 22:30, 2024-07-13 21:30 and 2024-07-13 20:30 UTC.
    let seconds = [1_704_925_800_i64, 1_720_906_200, 1_720_902_600];
    let load = |zone: Option<&str>| {
        let moments = TimestampMicrosecondArray::from_iter_values(seconds.map(|s| s * 1_000_000));
        let ids: ArrayRef = Arc::new(UInt64Array::from(vec![1, 2, 3]));
        claims(&path, ids, Arc::new(moments.with_timezone_opt(zone)))
    };
    for (zone, expected) in [
        (Some("Africa/Cairo"), ["2024-01-11", "2024-07-14", "2024-07-13"]),
        (Some("+02:00"), ["2024-01-11", "2024-07-13", "2024-07-13"]),
        (Some("America/New_York"), ["2024-01-10", "2024-07-13", "2024-07-13"]),
        (Some("Asia/Kathmandu"), ["2024-01-11", "2024-07-14", "2024-07-14"]),
        (Some("-03:30"), ["2024-01-10", "2024-07-13", "2024-07-13"]),
        (Some("UTC"), ["2024-01-10", "2024-07-13", "2024-07-13"]),
        (None, ["2024-01-10", "2024-07-13", "2024-07-13"]),
    ] {
        let facts = load(zone).unwrap();
        assert_eq!(days(&facts), expected.map(|day| Some(day.to_owned())), "{zone:?}");
    }
    let why = load(Some("Mars/Base")).unwrap_err().to_string();
    assert!(why.contains("transaction_date") && why.contains("unknown time zone \"Mars/Base\""), "{why}");
}

#[test]
fn ids_keep_all_their_digits() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("claims.parquet");
    let load = |ids: ArrayRef| {
        let moments = TimestampMicrosecondArray::from(vec![1_720_906_200_000_000; ids.len()]);
        claims(&path, ids, Arc::new(moments)).unwrap()
    };
    let large = 12_345_678_901_234_567_890_123_456_789_012_345_678_i128;
    let decimals = |scale: i8, values: &[i128]| -> ArrayRef {
        Arc::new(Decimal128Array::from(values.to_vec()).with_precision_and_scale(38, scale).unwrap())
    };
    let facts = load(decimals(0, &[large, large + 1, 7]));
    assert_eq!(ids(&facts.customer_ids), [large.to_string(), (large + 1).to_string(), "7".to_owned()]);
    let facts = load(decimals(2, &[12_345_678_901_234_567_825, 12_345_678_901_234_567_850, 750, 700]));
    assert_eq!(ids(&facts.customer_ids), ["123456789012345678.25", "123456789012345678.5", "7.5", "7"]);
    let facts = load(decimals(2, &[750, 700]));
    assert_eq!(ids(&facts.customer_ids), ["7.5", "7"], "as beside large ones");
    let wide = arrow_array::Decimal256Array::from_iter_values([large, large + 1].map(arrow_buffer::i256::from_i128));
    let facts = load(Arc::new(wide.with_precision_and_scale(76, 0).unwrap()));
    assert_eq!(ids(&facts.customer_ids), [large.to_string(), (large + 1).to_string()]);
    let facts = load(Arc::new(arrow_array::Float32Array::from(vec![0.1, 3.0])));
    assert_eq!(ids(&facts.customer_ids), ["0.1", "3"]);
    let facts = load(Arc::new(Float64Array::from(vec![1e15, 9_007_199_254_740_992.0])));
    let rounded = finding(&facts, Check::RoundedId, Some("customer_id"));
    assert_eq!(rounded.examples, ["row 3: \"9007199254740992\""]);
}
