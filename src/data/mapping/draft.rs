//! A draft of a mapping for data that cannot be loaded yet: what is understood, with what is missing in comments.

use super::toml_text::{Toml, listed, quoted};
use crate::data::error::one_line;
use crate::data::schema::{Need, Table};
use crate::data::understanding::{PartRole, Understanding};

/// The draft as TOML; `why` says what went wrong.
pub fn draft(understanding: &Understanding, why: &str) -> String {
    let mut out = Toml::default();
    out.comment(one_line(why));
    for part in &understanding.parts {
        match part.table {
            Some(table) => table_of(&mut out, table, part),
            None => unused(&mut out, part),
        }
    }
    out.finish()
}

fn table_of(out: &mut Toml, table: Table, part: &PartRole) {
    out.table(format_args!("tables.{table}"));
    out.text("source", &part.name);
    out.line(format_args!("[tables.{table}.columns]"));
    for column in table.spec().columns {
        let found = part.columns.iter().find(|c| c.role == Some(column.name));
        match found {
            Some(found) => out.text(column.name, &found.name),
            None if column.need == Need::Required => out.comment(format_args!("{} = \"\"  # missing", column.name)),
            None => out.comment(format_args!("{} = \"\"", column.name)),
        }
    }
    for column in part.columns.iter().filter(|c| c.role.is_none() && !c.name.is_empty()) {
        let samples = listed(column.samples.iter().map(String::as_str));
        out.comment(format_args!("no role: {} ({samples})", quoted(&column.name)));
    }
}

/// A file or sheet that is not used, which the user may turn into a table.
fn unused(out: &mut Toml, part: &PartRole) {
    out.gap();
    out.comment(format_args!("not used: {} ({})", quoted(&part.name), one_line(&part.reason)));
    out.comment(format_args!("  columns: {}", listed(part.columns.iter().map(|c| c.name.as_str()))));
}
