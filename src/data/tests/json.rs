//! JSON: lines, lists, objects of lists, and what is none of these.
use std::fmt::Write as _;
use std::io::Write as _;

use super::*;

const LINES: &str = "{\"customer\":{\"id\":\"a\"},\"order_date\":\"2024-01-01\",\"amount\":5.5}\n\
                     {\"customer\":{\"id\":\"b\"},\"order_date\":\"2024-01-02\",\"amount\":\"7\"}\n\n\
                     {\"order_date\":\"2024-02-03\",\"customer\":{\"id\":\"a\"},\"amount\":null}\n";

fn revenue(facts: &Facts) -> (usize, Option<f64>) {
    (facts.customer_ids.len(), facts.purchases.as_ref().and_then(|p| p.revenue))
}

#[test]
fn lines_and_lists_and_packed_files_say_the_same() {
    let lines = load_files(&[("orders.jsonl", LINES.as_bytes())]);
    assert_eq!((revenue(&lines), lines.source.format.as_str()), ((2, Some(12.5)), "json"));
    assert_eq!(lines.rows(Table::Transactions), 3);
    let list = format!("[{}]", LINES.split('\n').filter(|line| !line.is_empty()).collect::<Vec<_>>().join(",\n "));
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    packed.write_all(LINES.as_bytes()).unwrap();
    let utf_16: Vec<u8> = format!("\u{feff}{list}").encode_utf16().flat_map(u16::to_le_bytes).collect();
    for (name, bytes) in
        [("orders.json", list.into_bytes()), ("orders.json.gz", packed.finish().unwrap()), ("orders.json", utf_16)]
    {
        assert_eq!(revenue(&load_files(&[(name, &bytes)])), (2, Some(12.5)), "{name}");
    }
}

#[test]
fn each_list_of_an_object_is_a_table() {
    let text = "{\"page\":1,\"data\":{\"orders\":[{\"customer_id\":1,\"order_date\":\"2024-01-03\",\"total\":4},\
                {\"customer_id\":1,\"order_date\":\"2024-02-03\",\"total\":5},{\"customer_id\":3,\"order_date\":\"2024-02-03\",\"total\":1}],\
                \"customers\":[{\"id\":1,\"age\":30},{\"id\":2,\"age\":40},{\"id\":3,\"age\":50}],\"tags\":[\"x\"]}}";
    let facts = load_files(&[("shop.json", text.as_bytes())]);
    assert_eq!((revenue(&facts), facts.rows(Table::Customers)), ((3, Some(10.0)), 3));
    assert_eq!(facts.extra, ["age"]);
}

#[test]
fn a_field_that_begins_far_below_is_named() {
    let mut text = String::new();
    for at in 0..10_050 {
        let late = if at == 10_020 { ",\"late\":1" } else { "" };
        let _ = writeln!(text, "{{\"customer_id\":{},\"order_date\":\"2024-01-01\",\"amount\":1{late}}}", at % 50);
    }
    let facts = load_files(&[("orders.json", text.as_bytes())]);
    assert_eq!(facts.rows(Table::Transactions), 10_050);
    assert_eq!(finding(&facts, Check::UnreadColumn, Some("late")).examples, ["it first appears in record 10021"]);
}

#[test]
fn what_is_wrong_is_said_with_its_line() {
    let cut = refusal(&[("orders.json", &LINES.as_bytes()[..90])]);
    assert!(cut.contains("orders.json: damaged or cut short in line 2"), "{cut}");
    let column = refusal(&[("orders.json", b"{\"a\":{\"0\":1},\"b\":{\"0\":2}}")]);
    assert!(column.contains("pandas.read_json") && column.contains("orders.json"), "{column}");
    assert!(refusal(&[("orders.json", b"[[1,2],[3,4]]")]).contains("JSON without a list of records"));
    let mixed = refusal(&[("orders.json", b"[{\"customer_id\":1,\"order_date\":\"2024-01-01\"}, 7]")]);
    assert!(mixed.contains("is not a record"), "{mixed}");
    assert!(refusal(&[("orders.json", b"[]")]).contains("is empty"));
}
