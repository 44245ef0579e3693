//! A part of the JSON of a report by itself: as JSON, or as a table in CSV.

use std::io::Write;

use serde_json::{Map, Value, json};

use super::input::ReportInput;
use super::json;
use super::safe_csv;
use crate::plain_text::in_json;

/// The part of a report at a JSON pointer; null if it is not known.
fn part(report: &ReportInput, pointer: &str) -> Value {
    json::value(report).pointer_mut(pointer).map(Value::take).unwrap_or_default()
}

/// The part with what it is of: the name of the panel, the filter and the as-of date.
pub fn part_json(report: &ReportInput, pointer: &str, panel: &str) -> String {
    let as_of = report.summary.as_of.map(crate::data::format_day);
    let object = json!({
        "schema": "segscope/panel/1", "panel": panel, "key": pointer, "filter": report.filter, "as_of": as_of,
        "numbers": part(report, pointer),
    });
    in_json(&serde_json::to_string_pretty(&object).unwrap_or_default()).into_owned() + "\n"
}

/// The part as a table: a row for each entry of a list, a column for each number in it, named by its keys
/// (`profile.recency_days.mean`).
///
/// # Errors
/// When `out` cannot be written to.
pub fn part_csv(report: &ReportInput, pointer: &str, safe: bool, out: impl Write) -> Result<(), csv::Error> {
    let rows: Vec<Map<String, Value>> = match part(report, pointer) {
        Value::Array(entries) => entries.into_iter().map(flat).collect(),
        Value::Null => Vec::new(),
        one => vec![flat(one)],
    };
    let mut names: Vec<String> = Vec::new();
    for name in rows.iter().flat_map(Map::keys) {
        if !names.contains(name) {
            names.push(name.clone());
        }
    }
    let text = |text: &str| if safe { safe_csv::cell(text).into_owned() } else { text.to_owned() };
    let mut writer = csv::Writer::from_writer(out);
    writer.write_record(names.iter().map(|name| text(name)))?;
    for row in &rows {
        writer.write_record(names.iter().map(|name| match row.get(name) {
            None | Some(Value::Null) => String::new(),
            Some(Value::String(word)) => text(word),
            Some(value) => value.to_string(),
        }))?;
    }
    writer.flush()?;
    Ok(())
}

/// The values below a value, by their keys.
fn flat(value: Value) -> Map<String, Value> {
    let mut found = Map::new();
    gather("", value, &mut found);
    found
}

fn gather(name: &str, value: Value, found: &mut Map<String, Value>) {
    let below = |key: &str| if name.is_empty() { key.to_owned() } else { format!("{name}.{key}") };
    match value {
        Value::Object(entries) => entries.into_iter().for_each(|(key, value)| gather(&below(&key), value, found)),
        Value::Array(entries) => {
            entries.into_iter().enumerate().for_each(|(at, value)| gather(&below(&at.to_string()), value, found));
        }
        value => drop(found.insert(if name.is_empty() { "value".to_owned() } else { name.to_owned() }, value)),
    }
}
