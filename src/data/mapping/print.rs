//! A mapping as a file to edit: what was inferred, and in comments what was left over.

use std::fmt::Write;

use super::own_name;
use crate::data::layout::Layout;
use crate::data::part::Part;
use crate::data::status;
use crate::plain_text::is_harmful;

/// What is known of data once it was read.
pub struct Inferred<'a> {
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
    if let Some(format) = inferred.date_format {
        writeln!(out, "date_format = {}\n", quoted(format))?;
    } else if let Some(why) = &inferred.undecided {
        writeln!(out, "# {why}\n# date_format = \"dmy\"\n")?;
    }
    if !inferred.words.is_empty() {
        let of = |code: u8| inferred.words.iter().filter(move |(_, c, _)| *c == code);
        let list = |code: u8| of(code).map(|(word, ..)| quoted(word)).collect::<Vec<_>>().join(", ");
        writeln!(out, "[status]\nclaimed = [{}]\nburnt = [{}]", list(status::OPEN), list(status::BURNT))?;
        for (word, _, rows) in of(status::OTHER) {
            writeln!(out, "# neither: {} ({rows} rows)", quoted(word))?;
        }
        writeln!(out)?;
    }
    for (part, layout) in &inferred.tables {
        let table = layout.table;
        writeln!(out, "[tables.{table}]")?;
        // A table that another one is joined to has columns that no file has alone: a source would leave the other out.
        if inferred.parts.iter().any(|own| own.header == part.header) {
            writeln!(out, "source = {}", quoted(&own_name(part, &inferred.parts)))?;
        }
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
fn quoted(text: &str) -> String {
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
