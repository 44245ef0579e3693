//! What types the columns of a Parquet file may have.
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
    assert_eq!(days(&facts), [Some("2024-07-14".into()), Some("1969-12-31".into())]);
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
