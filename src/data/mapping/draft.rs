//! A mapping as a file to edit, where the data cannot be loaded yet: what is understood, and in comments what is missing.

use std::fmt::Write;

use super::print::quoted;
use crate::data::error::one_line;
use crate::data::schema::{Need, Table};
use crate::data::understanding::{PartRole, Understanding};

/// The draft as TOML; `why` says what went wrong.
pub fn draft(understanding: &Understanding, why: &str) -> String {
    let mut out = String::new();
    // Writing to a string cannot fail.
    let _ = draft_to(&mut out, understanding, why);
    out
}

fn draft_to(out: &mut String, understanding: &Understanding, why: &str) -> std::fmt::Result {
    writeln!(out, "# {}\n", one_line(why))?;
    for part in &understanding.parts {
        match part.table {
            Some(table) => table_of(out, table, part)?,
            None => stranger(out, part)?,
        }
        writeln!(out)?;
    }
    out.truncate(out.trim_end().len());
    writeln!(out)
}

fn table_of(out: &mut String, table: Table, part: &PartRole) -> std::fmt::Result {
    writeln!(out, "[tables.{table}]\nsource = {}\n[tables.{table}.columns]", quoted(&part.name))?;
    for column in table.spec().columns {
        let found = part.columns.iter().find(|c| c.role == Some(column.name));
        match found {
            Some(found) => writeln!(out, "{} = {}", column.name, quoted(&found.name))?,
            None if column.need == Need::Required => writeln!(out, "# {} = \"\"  # missing", column.name)?,
            None => writeln!(out, "# {} = \"\"", column.name)?,
        }
    }
    for column in part.columns.iter().filter(|c| c.role.is_none() && !c.name.is_empty()) {
        let samples: Vec<String> = column.samples.iter().map(|value| quoted(value)).collect();
        writeln!(out, "# no role: {} ({})", quoted(&column.name), samples.join(", "))?;
    }
    Ok(())
}

/// A file or sheet that is not used, to be made a table by hand.
fn stranger(out: &mut String, part: &PartRole) -> std::fmt::Result {
    let columns: Vec<String> = part.columns.iter().map(|c| quoted(&c.name)).collect();
    writeln!(
        out,
        "# not used: {} ({})\n#   columns: {}",
        quoted(&part.name),
        one_line(&part.reason),
        columns.join(", ")
    )
}
