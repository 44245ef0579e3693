//! `OpenDocument` sheets: what repeats, what is blank, what stands in a cell beside its value.
use super::workbook::{cells, ods};
use super::*;

fn load_book(rows: &str) -> Result<Facts, DataError> {
    load_bytes("book.ods", ods(&[("customers", rows)]), &options(&[]), &Progress::new())
}

fn header() -> String {
    cells(["customer_id", "join_date", "age"].into_iter())
}

#[test]
fn what_repeats_is_spelt_out_and_blanks_cost_nothing() {
    let rows = format!(
        r#"{}<table:table-row table:number-rows-repeated="3"><table:table-cell office:value-type="float" office:value="7"/>
        <table:table-cell/><table:table-cell table:number-columns-repeated="16382" office:value-type="float" office:value="3"/></table:table-row>
        <table:table-row table:number-rows-repeated="1048000"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>
        {}<table:table-row table:number-rows-repeated="9999999"><table:table-cell/></table:table-row>"#,
        header(),
        cells(["8", "", "4"].into_iter())
    );
    let facts = load_book(&rows).unwrap();
    assert_eq!(ids(&facts.customer_ids), ["7", "8"]);
    assert_eq!(finding(&facts, Check::DuplicateId, Some("customer_id")).examples, ["row 3: \"7\"", "row 4: \"7\""]);
    assert_eq!(finding(&facts, Check::BlankRow, None).rows, 1_048_000);
}

#[test]
fn cells_repeated_without_end_are_damage() {
    let wide = r#"<table:table-row table:number-rows-repeated="1048576"><table:table-cell office:value-type="float"
        office:value="1" table:number-columns-repeated="16384"/></table:table-row>"#;
    let why = load_book(&format!("{}{wide}", header())).unwrap_err().to_string();
    assert!(why.contains("repeats cells more than"), "{why}");
}

#[test]
fn a_value_is_what_its_type_says_and_not_what_stands_beside_it() {
    let rows = format!(
        r#"{}<table:table-row><table:table-cell office:value-type="string"><office:annotation><text:p>who?</text:p></office:annotation><text:p>A<text:s/>&amp;<text:span>&#66;</text:span></text:p><text:p>C</text:p></table:table-cell>
        <table:table-cell office:value-type="date" office:date-value="2024-07-14T23:59:00"><text:p>14.07.24</text:p></table:table-cell>
        <table:table-cell office:value-type="percentage" office:value="0.5"><text:p>50 %</text:p></table:table-cell></table:table-row>"#,
        header()
    );
    let facts = load_book(&rows).unwrap();
    assert_eq!(ids(&facts.customer_ids), ["A &B\nC"]);
    assert_eq!(facts.customers.column("join_day").unwrap().i32().unwrap().get(0), parse_day("2024-07-14"));
    assert_eq!(facts.customers.column("age").unwrap().f64().unwrap().get(0), Some(0.5));
}

#[test]
fn damage_and_protection_are_said() {
    let why = load_book("<table:table-row><table:table-cell>").unwrap_err().to_string();
    assert!(why.contains("book.ods: damaged or cut short"), "{why}");
    let why = load_book(r#"<table:table-row table:number-rows-repeated="many"/>"#).unwrap_err().to_string();
    assert!(why.contains("number-rows-repeated is \"many\""), "{why}");
    let manifest = "<manifest:encryption-data/>".to_owned();
    let mimetype = "application/vnd.oasis.opendocument.spreadsheet".to_owned();
    let book = workbook::zip(&[("mimetype".into(), mimetype), ("META-INF/manifest.xml".into(), manifest)]);
    let why = load_bytes("book.ods", book, &options(&[]), &Progress::new()).unwrap_err();
    assert!(matches!(why, DataError::PasswordProtected { .. }), "{why}");
}

#[test]
fn hidden_sheets_comments_and_long_ids() {
    let hidden = r#"<style:style style:name="ta2" style:family="table"><style:table-properties table:display="false"/></style:style>"#;
    let row = |id: &str| cells([id, "2024-01-01", "3"].into_iter());
    let sheet = |name: &str, style: &str, id: &str| {
        format!(r#"<table:table table:name="{name}" table:style-name="{style}">{}{}</table:table>"#, header(), row(id))
    };
    let (old, new) = (sheet("customers", "ta2", "1"), sheet("People", "ta1", "9007199254740993"));
    let content = format!("<office:document-content>{hidden}{old}{new}</office:document-content>")
        .replace(">customer_id<", ">customer<!-- its --><![CDATA[_id]]><");
    let mimetype = "application/vnd.oasis.opendocument.spreadsheet".to_owned();
    let book = workbook::zip(&[("mimetype".into(), mimetype), ("content.xml".into(), content)]);
    let facts = load_bytes("book.ods", book, &options(&[]), &Progress::new()).unwrap();
    assert_eq!(ids(&facts.customer_ids), ["9007199254740993"]);
    assert_eq!(finding(&facts, Check::HiddenSheet, None).examples, ["book.ods, sheet \"customers\" is not read"]);
}
