//! A mapping as a file to edit: what was inferred, and in comments what was left over.

use std::fmt::Write;

use super::own_name;
use crate::data::kind::Kind;
use crate::data::layout::Layout;
use crate::data::part::Part;
use crate::data::schema::{STATUS_WORDS, StatusSpec};
use crate::data::status;
use crate::plain_text::is_harmful;

/// What is known of data once it was read.
pub struct Inferred<'a> {
    /// What the events are.
    pub kind: Kind,
    /// The order of dates, if it was given.
    pub date_format: Option<&'a str>,
    /// What is to be said on the order of dates, where it must be given.
    pub undecided: Option<String>,
    /// Status words of the data: word, code, rows.
    pub words: &'a [(String, u8, u64)],
    /// The tables: where they are, and their columns.
    pub tables: Vec<(&'a Part, &'a Layout)>,
    /// All files and sheets.
    pub parts: Vec<&'a Part>,
}

/// The mapping as TOML.
pub fn print(inferred: &Inferred<'_>) -> String {
    let mut out = String::new();
    // Writing to a string cannot fail.
    let _ = print_to(&mut out, inferred);
    out
}

fn print_to(out: &mut String, inferred: &Inferred<'_>) -> std::fmt::Result {
    writeln!(out, "kind = {}", quoted(&inferred.kind.to_string()))?;
    if let Some(format) = inferred.date_format {
        writeln!(out, "date_format = {}", quoted(format))?;
    } else if let Some(why) = &inferred.undecided {
        writeln!(out, "# {why}\n# date_format = \"dmy\"")?;
    }
    writeln!(out)?;
    if !inferred.words.is_empty() {
        writeln!(out, "[status]")?;
        let mut specs: Vec<&StatusSpec> = STATUS_WORDS.iter().filter(|spec| spec.kind == inferred.kind).collect();
        specs.dedup_by_key(|spec| spec.code);
        for spec in specs {
            let of = inferred.words.iter().filter(|(_, code, _)| *code == spec.code);
            let list: Vec<String> = of.map(|(word, ..)| quoted(word)).collect();
            writeln!(out, "{} = [{}]", spec.name, list.join(", "))?;
        }
        for (word, _, rows) in inferred.words.iter().filter(|(_, code, _)| *code == status::OTHER) {
            writeln!(out, "# none of these: {} ({rows} rows)", quoted(word))?;
        }
        writeln!(out)?;
    }
    for (part, layout) in &inferred.tables {
        let table = layout.table;
        writeln!(out, "[tables.{table}]\nsource = {}", quoted(&own_name(part, &inferred.parts)))?;
        writeln!(out, "[tables.{table}.columns]")?;
        for column in table.spec().columns {
            match layout.at(column.name).and_then(|at| layout.header.get(at)) {
                Some(name) => writeln!(out, "{} = {}", column.name, quoted(name.trim()))?,
                None => writeln!(out, "# {} = \"\"", column.name)?,
            }
        }
        let left: Vec<String> = layout.unknown().map(quoted).collect();
        if !left.is_empty() {
            writeln!(out, "# further columns: {}", left.join(", "))?;
        }
        writeln!(out)?;
    }
    out.truncate(out.trim_end().len());
    writeln!(out)
}

/// A TOML string in which nothing can act on a terminal.
pub(super) fn quoted(text: &str) -> String {
    let mut quoted = String::from("\"");
    for c in text.chars() {
        // What would be spelt out in a message is spelt out here, as TOML does it.
        if is_harmful(c) {
            let code = u32::from(c);
            let _ = if code > 0xffff { write!(quoted, "\\U{code:08X}") } else { write!(quoted, "\\u{code:04X}") };
        } else {
            quoted.extend((c == '"' || c == '\\').then_some('\\'));
            quoted.push(c);
        }
    }
    quoted.push('"');
    quoted
}
