//! Lists of objects in the text of a cell: the lines of an order as JSON, or as Python prints them:
//! `[{"sku": "A", "qty": 2}, {'sku': 'B', 'qty': 1}]`.

use serde_json::Value;

use super::json_record::{Record, note_fields};

/// The Python name of a value, and the JSON name.
const WORDS: [(&str, &str); 4] = [("None", "null"), ("True", "true"), ("False", "false"), ("nan", "null")];

/// Whether a text may be a list.
pub fn begins(text: &str) -> bool {
    text.trim_start().starts_with('[')
}

/// Whether a text is a list of objects; adds the names of their fields to those that are known.
pub fn note(text: &str, fields: &mut Vec<String>) -> bool {
    let list: Option<Vec<Value>> =
        serde_json::from_str(text).ok().or_else(|| serde_json::from_str(&as_json(text)?).ok());
    let Some(list) = list.filter(|list| list.iter().all(Value::is_object)) else { return false };
    for object in &list {
        note_fields(&mut String::new(), object, fields);
    }
    true
}

/// Reads the elements of a list into a record that has the fields of one; whether it is a list at all.
pub fn read(text: &str, record: &mut Record) -> bool {
    record.fill_list(text).is_ok() || as_json(text).is_some_and(|json| record.fill_list(&json).is_ok())
}

/// The text that Python prints, as JSON; none if it has no Python notation.
fn as_json(text: &str) -> Option<String> {
    let mut json = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        if let Some(inside) = rest.strip_prefix(['\'', '"']) {
            let end = closing(inside, first)?;
            json.push('"');
            push_text(&inside[..end], &mut json);
            json.push('"');
            rest = &inside[end + 1..];
        } else if let Some((word, own)) = WORDS.iter().find(|(word, _)| rest.starts_with(word)) {
            json.push_str(own);
            rest = &rest[word.len()..];
        } else {
            json.push(first);
            rest = &rest[first.len_utf8()..];
        }
    }
    (json != text).then_some(json)
}

/// Where the quote is that ends a text.
fn closing(text: &str, quote: char) -> Option<usize> {
    let mut is_escaped = false;
    text.find(|c| {
        let ends = c == quote && !is_escaped;
        is_escaped = c == '\\' && !is_escaped;
        ends
    })
}

/// Adds what is between quotes, with the escapes of JSON.
fn push_text(text: &str, json: &mut String) {
    let mut signs = text.chars().peekable();
    while let Some(c) = signs.next() {
        match c {
            '\\' if signs.next_if_eq(&'\'').is_some() => json.push('\''),
            '\\' => {
                json.push(c);
                json.extend(signs.next());
            }
            '"' => json.push_str("\\\""),
            c => json.push(c),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::cell::Row;

    fn rows(text: &str) -> Option<Vec<[String; 2]>> {
        let mut record = Record::of(&["items[].sku", "items[].price.net"].map(str::to_owned));
        let row = |row: &dyn Row| [0, 1].map(|at| row.cell(at).to_string());
        read(text, &mut record).then(|| record.rows().map(|line| row(&line)).collect())
    }

    #[test]
    fn elements_are_rows() {
        let both = Some(vec![["caf\u{e9}".to_owned(), "1.5".to_owned()], ["d'or \"x\"".to_owned(), String::new()]]);
        assert_eq!(rows(r#"[{"sku":"caf\u00e9","price":{"net":1.5},"more":1},{"sku":"d'or \"x\""}]"#), both);
        assert_eq!(rows(r#" [{'sku': 'café', 'price': {'net': 1.5}}, {'sku': 'd\'or "x"', 'price': None}]"#), both);
        assert_eq!(rows(r#"[{'sku': "d'or \"x\""}]"#), Some(vec![["d'or \"x\"".to_owned(), String::new()]]));
        assert_eq!(rows("[]"), Some(vec![[String::new(), String::new()]]));
        for text in ["", "[", "[{'sku': 'a}]", "[{\"sku\":1}] more", "plain", "{\"sku\":\"a"] {
            assert_eq!(rows(text), None, "{text}");
        }
    }

    #[test]
    fn fields_are_noted_once() {
        let mut fields = Vec::new();
        assert!(
            note(r#"[{"sku":"a","price":{"net":1}}]"#, &mut fields) && note("[{'qty': 2, 'sku': 'b'}]", &mut fields)
        );
        let mut names = fields.clone();
        names.sort_unstable();
        assert_eq!(names, ["price.net", "qty", "sku"]);
        assert!(note("[]", &mut fields) && !note("[1, 2]", &mut fields) && !note("['a']", &mut fields));
        assert_eq!(fields.len(), 3);
    }
}
