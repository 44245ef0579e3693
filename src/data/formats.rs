//! The page of tables, columns and words that data may use, generated from the schema.

use std::fmt::Write;

use super::cell::MISSING;
use super::origin::ENDINGS;
use super::schema::{ColumnSpec, Need, SCHEMA, STATUS_WORDS};

/// The generated part of `docs/formats.md`.
pub fn markdown() -> String {
    let mut out =
        format!("A folder is searched for files that end in {}.\n\n", words(&ENDINGS.map(|e| format!(".{e}"))));
    out.push_str("## Tables and columns\n");
    for spec in &SCHEMA {
        let _ = write!(
            out,
            "\n### {}\n\nThe name of the file or sheet is {}, singular or plural.\n\n",
            spec.table,
            words(spec.names)
        );
        out.push_str("| column | needed | other names |\n|---|---|---|\n");
        for column in spec.columns {
            let _ = writeln!(out, "| `{}` | {} | {} |", column.name, need(column.need), names(column));
        }
    }
    out.push_str("\n## Status\n\n| kind | status | words |\n|---|---|---|\n");
    for spec in &STATUS_WORDS {
        let _ = writeln!(out, "| {} | `{}` | {} |", spec.kind, spec.name, words(spec.words));
    }
    out.push_str("\nUnused coupons count as expired. They count as open if the column has another word for expired and none for open.\n");
    out.push_str("Any other value is counted as `other` and reported by a quality check.\n");
    let _ = write!(
        out,
        "\n## Empty values\n\nThese values mean that there is no value, in upper or lower case: {}. ",
        words(&MISSING)
    );
    out.push_str("A city that is really called `NA` therefore has no name.\n");
    out
}

fn need(need: Need) -> &'static str {
    match need {
        Need::Required => "yes",
        Need::Expected => "recommended",
        Need::Optional => "no",
    }
}

/// The other names of a column, and those that are used only in a table that is recognised by its own name.
fn names(column: &ColumnSpec) -> String {
    let always = words(column.aliases);
    if column.generic.is_empty() {
        always
    } else {
        format!("{always}; in a table known by its name {}", words(column.generic))
    }
}

fn words(words: &[impl AsRef<str>]) -> String {
    words.iter().map(|word| format!("`{}`", word.as_ref())).collect::<Vec<_>>().join(", ")
}
