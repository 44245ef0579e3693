//! Definitions of all measures. `i` on a panel, the reports and `docs/definitions.md` are made from this table.

mod data;
mod segments;
mod term;

use std::fmt::Write;

pub use self::term::{Definition, term};

/// Every term; each comes after those that it uses.
pub fn definitions() -> impl Iterator<Item = &'static Definition> {
    data::DATA.iter().chain(segments::SEGMENTS)
}

/// The list of `docs/definitions.md`.
pub fn markdown() -> String {
    let mut out = String::new();
    for Definition { term, meaning, formula, columns } in definitions() {
        let _ = write!(out, "* **{term}**: {meaning}");
        if !formula.is_empty() {
            let _ = write!(out, " Computed: {formula}.");
        }
        if !columns.is_empty() {
            let _ = write!(out, " From `{}`.", columns.replace(", ", "`, `"));
        }
        out.push('\n');
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn terms_are_defined_once_in_sentences() {
        let mut names: Vec<&str> = definitions().map(|definition| definition.term).collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), definitions().count());
        assert!(definitions().all(|d| d.meaning.ends_with('.') && !d.formula.ends_with('.')));
    }
}
