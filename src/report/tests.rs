//! The paper customers, reported in every format.

use super::*;
use std::sync::Arc;

use crate::analysis::{Choice, KChoice, complete};
use crate::measures::fixture::{customers_only, facts};
use crate::measures::{Granularity, features, summarise};
use crate::progress::Progress;

/// Clusters the data into two and passes the report to `look`.
fn with_report(facts: &crate::data::Facts, look: impl FnOnce(&ReportInput)) {
    let summary = summarise(facts, &Progress::new()).unwrap();
    let features = Arc::new(features(facts, &Progress::new()).unwrap());
    let choice = Choice { k: KChoice::Fixed(2), k_max: 4, ..Choice::default() };
    let (segmentation, sweep) = complete(&features, &choice, &Progress::new()).unwrap();
    let chosen = features.resolve(&[]).unwrap();
    let segmentation = Some(segmentation_report(&segmentation, &sweep, &chosen, None));
    look(&ReportInput {
        summary: &summary,
        filter: "",
        granularity: Granularity::Month,
        segmentation,
        no_segments: "",
        split: None,
    });
}

fn paper_report(look: impl FnOnce(&ReportInput)) {
    with_report(&facts(), look);
}

fn page(report: &ReportInput, columns: usize) -> String {
    text(&document(report, "segscope report"), columns)
}

#[test]
fn text_of_the_paper_customers() {
    paper_report(|report| insta::assert_snapshot!(page(report, 80)));
}

#[test]
fn json_of_the_paper_customers() {
    paper_report(|report| insta::assert_snapshot!(json(report)));
}

#[test]
fn text_fits_the_page_and_holds_no_control_characters() {
    let mut facts = facts();
    facts.cities.names[0] =
        Some("Ca\u{1b}[31miro with a name that goes on and on and on and on and on and on".to_owned());
    facts.merchants.names[0] = Some("東京 東京 東京 東京 東京 東京 東京 東京 東京 東京".to_owned());
    facts.source.path = "/a/long/path".repeat(10);
    with_report(&facts, |report| {
        for columns in [0, 40, 72, 80, 120, 200] {
            for line in page(report, columns).lines() {
                assert!(crate::wording::text::width(line) <= columns.max(40), "{columns}: {line}");
                assert!(!line.chars().any(char::is_control), "{line:?}");
            }
        }
    });
}

#[test]
fn customers_alone_are_reported_too() {
    with_report(&customers_only(), |report| {
        let text = page(report, 80);
        assert!(text.contains("There are no transactions") && text.contains("older"), "{text}");
        let json: serde_json::Value = serde_json::from_str(&json(report)).unwrap();
        assert!(json["days_to_burn"].is_null() && json["as_of"].is_null());
        assert_eq!(json["segmentation"]["features"], serde_json::json!(["age"]));
    });
}

#[test]
fn too_few_customers_to_segment() {
    let facts = facts();
    let summary = summarise(&facts, &Progress::new()).unwrap();
    let report = ReportInput {
        summary: &summary,
        filter: "",
        granularity: Granularity::Year,
        segmentation: None,
        no_segments: "too few customers differ",
        split: None,
    };
    assert!(page(&report, 80).contains("too few customers"));
    let json: serde_json::Value = serde_json::from_str(&json(&report)).unwrap();
    assert!(json["segmentation"].is_null());
    assert_eq!(json["usage"]["points"][0]["period"], "2023");
}

/// Each customer has one row, with or without a segment. Customer 5 has no dated claim, customers 7 to 10 have no claim
/// at all.
#[test]
fn one_row_per_customer() {
    paper_report(|report| {
        let segmentation = report.segmentation.as_ref().unwrap();
        let mut csv = Vec::new();
        customers_csv(segmentation, false, &mut csv).unwrap();
        let csv = String::from_utf8(csv).unwrap();
        let lines: Vec<&str> = csv.lines().collect();
        assert_eq!(lines[0], "customer_id,segment,segment_name,silhouette,transaction_count,burnt_ratio,recency_days");
        assert_eq!(lines.len(), 11);
        assert!(lines[2].starts_with("2,") && lines[2].ends_with(",2,1,37"), "{}", lines[2]);
        assert_eq!(lines[5], "5,,missing value,,1,1,");
        assert_eq!(lines[10], "10,,inactive,,0,,");

        let mut json = Vec::new();
        customers_json(segmentation, &mut json).unwrap();
        let rows: Vec<serde_json::Value> = serde_json::from_slice(&json).unwrap();
        assert_eq!((rows.len(), &rows[0]["customer_id"]), (10, &"1".into()));
        assert_eq!((&rows[9]["segment"], &rows[9]["segment_name"]), (&serde_json::Value::Null, &"inactive".into()));
        assert_eq!(rows[0]["transaction_count"].to_string(), "3");
    });
}

/// The typed columns hold the same values as the text.
#[test]
fn parquet_reads_back_as_the_csv() {
    use arrow_array::{Array, Float64Array, Int32Array, Int64Array, StringArray};

    let text = |column: &dyn Array, row: usize| {
        if column.is_null(row) {
            return String::new();
        }
        let column = column.as_any();
        let text = column.downcast_ref::<StringArray>().map(|c| c.value(row).to_owned());
        let text = text.or_else(|| column.downcast_ref::<Int32Array>().map(|c| c.value(row).to_string()));
        let text = text.or_else(|| column.downcast_ref::<Int64Array>().map(|c| c.value(row).to_string()));
        text.unwrap_or_else(|| column.downcast_ref::<Float64Array>().unwrap().value(row).to_string())
    };
    paper_report(|report| {
        let segmentation = report.segmentation.as_ref().unwrap();
        let mut csv = Vec::new();
        customers_csv(segmentation, false, &mut csv).unwrap();
        let mut csv = csv::Reader::from_reader(csv.as_slice());
        let titles: Vec<String> = csv.headers().unwrap().iter().map(ToOwned::to_owned).collect();
        let rows: Vec<csv::StringRecord> = csv.records().map(Result::unwrap).collect();
        parquet_rows(segmentation, |batch| {
            let schema = batch.schema();
            assert_eq!(
                schema.fields().iter().map(|field| field.name()).collect::<Vec<_>>(),
                titles.iter().collect::<Vec<_>>()
            );
            assert_eq!(batch.num_rows(), rows.len());
            for (number, row) in rows.iter().enumerate() {
                let read: Vec<String> = batch.columns().iter().map(|column| text(column, number)).collect();
                assert_eq!(read, row.iter().collect::<Vec<_>>());
            }
        });
    });
}

#[test]
fn ids_of_any_letters_come_back() {
    let mut facts = facts();
    let ids: Vec<String> = (0..facts.customer_ids.len()).map(|i| format!("{i}\"\n,\u{1b}[31m'\t東")).collect();
    facts.customer_ids = crate::data::Ids::Text(ids.iter().map(|id| id.as_str().into()).collect()).into();
    with_report(&facts, |report| {
        let segmentation = report.segmentation.as_ref().unwrap();
        let (mut csv, mut json) = (Vec::new(), Vec::new());
        customers_csv(segmentation, false, &mut csv).unwrap();
        customers_json(segmentation, &mut json).unwrap();
        let read: Vec<String> =
            csv::Reader::from_reader(csv.as_slice()).records().map(|row| row.unwrap()[0].to_owned()).collect();
        assert_eq!(read, ids);
        let read: Vec<serde_json::Value> = serde_json::from_slice(&json).unwrap();
        assert_eq!(read.iter().map(|row| row["customer_id"].as_str().unwrap()).collect::<Vec<_>>(), ids);
        parquet_rows(segmentation, |batch| {
            let column = batch.column(0).as_any().downcast_ref::<arrow_array::StringArray>().unwrap();
            assert_eq!(column.iter().map(Option::unwrap).collect::<Vec<_>>(), ids);
        });
    });
}

#[test]
fn no_customers_give_an_empty_file_with_its_columns() {
    paper_report(|report| {
        let none = vec![false; 10];
        let segmentation = SegmentationReport { shown: Some(&none), ..report.segmentation.clone().unwrap() };
        let (mut csv, mut json) = (Vec::new(), Vec::new());
        customers_csv(&segmentation, false, &mut csv).unwrap();
        customers_json(&segmentation, &mut json).unwrap();
        assert_eq!((String::from_utf8(csv).unwrap().lines().count(), json.as_slice()), (1, &b"[]\n"[..]));
        parquet_rows(&segmentation, |_| panic!("no rows"));
    });
}

fn parquet_rows(segmentation: &SegmentationReport, mut look: impl FnMut(&arrow_array::RecordBatch)) {
    let mut bytes = Vec::new();
    customers_parquet(segmentation, &mut bytes).unwrap();
    let reader = ::parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder::try_new(bytes::Bytes::from(bytes));
    reader.unwrap().build().unwrap().for_each(|batch| look(&batch.unwrap()));
}
