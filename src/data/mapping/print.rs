//! A mapping as a file to edit: what was inferred, with the unused columns in comments.

use super::own_name;
use super::toml_text::{Toml, listed, quoted};
use crate::data::kind::Kind;
use crate::data::layout::Layout;
use crate::data::part::Part;
use crate::data::schema::{STATUS_WORDS, StatusSpec};
use crate::data::status;

/// The recognised structure of data that was read.
pub struct Inferred<'a> {
    /// What the events are.
    pub kind: Kind,
    /// The order of dates, if it was given.
    pub date_format: Option<&'a str>,
    /// The comment about the order of dates, if it must be given.
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
    let mut out = Toml::default();
    out.text("kind", &inferred.kind.to_string());
    if let Some(format) = inferred.date_format {
        out.text("date_format", format);
    } else if let Some(why) = &inferred.undecided {
        out.comment(why);
        out.comment("date_format = \"dmy\"");
    }
    if !inferred.words.is_empty() {
        status_words(&mut out, inferred);
    }
    for (part, layout) in &inferred.tables {
        let table = layout.table;
        out.table(format_args!("tables.{table}"));
        // A table that another one is joined to has columns that no file has alone: a source would leave the other out.
        if inferred.parts.iter().any(|own| own.header == part.header) {
            out.text("source", &own_name(part, &inferred.parts));
        }
        out.line(format_args!("[tables.{table}.columns]"));
        for column in table.spec().columns {
            match layout.at(column.name).and_then(|at| layout.header.get(at)) {
                Some(name) => out.text(column.name, name.trim()),
                None => out.comment(format_args!("{} = \"\"", column.name)),
            }
        }
        let left = listed(layout.unknown());
        if !left.is_empty() {
            out.comment(format_args!("other columns: {left}"));
        }
    }
    out.finish()
}

fn status_words(out: &mut Toml, inferred: &Inferred<'_>) {
    out.table("status");
    let mut specs: Vec<&StatusSpec> = STATUS_WORDS.iter().filter(|spec| spec.kind == inferred.kind).collect();
    specs.dedup_by_key(|spec| spec.code);
    for spec in specs {
        let of = inferred.words.iter().filter(|(_, code, _)| *code == spec.code);
        out.list(spec.name, of.map(|(word, ..)| word.as_str()));
    }
    for (word, _, rows) in inferred.words.iter().filter(|(_, code, _)| *code == status::OTHER) {
        out.comment(format_args!("none of these: {} ({rows} rows)", quoted(word)));
    }
}
