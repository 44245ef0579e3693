//! Errors of databases: what was tried, what the driver said without its secrets, and what to do.

use super::address::shown;
use crate::plain_text::spelt_out;
use crate::progress::Cancelled;

/// Characters of what a driver says that are shown: servers answer with whole stack traces.
const SAID: usize = 300;

/// An error of a database.
#[derive(Debug, thiserror::Error)]
#[allow(missing_docs, reason = "the messages say what the fields are")]
pub enum WarehouseError {
    #[error(
        "{address}: this segscope was built without databases. Build it with the feature `warehouse`, or export the tables to files"
    )]
    NotBuilt { address: String },
    #[error(
        "{address}: there is no ADBC driver for {engine} under the names {}. Install one ({install}), and give its folder in \
         ADBC_DRIVER_PATH if it is not found by itself: {said}",
        drivers.join(", ")
    )]
    NoDriver { address: String, engine: &'static str, drivers: Vec<String>, install: &'static str, said: String },
    #[error(
        "{address}: the connection profile cannot be used: {said}. Look at ADBC_PROFILE_PATH and at the file of the profile"
    )]
    Profile { address: String, said: String },
    #[error("{address}: no connection to {engine}: {said}. {remedy}")]
    NoConnection { address: String, engine: &'static str, said: String, remedy: &'static str },
    #[error("{address}: {doing} failed: {said}. {remedy}")]
    Failed { address: String, doing: String, said: String, remedy: &'static str },
    #[error("{address}: {doing}: the driver gave up (it panicked). Try again, or another version of the driver")]
    Panicked { address: String, doing: String },
    #[error(
        "{address}: the schema {} has no table that can be seen. There are: {}",
        spelt_out(schema),
        spelt_out(schemas)
    )]
    NoSchema { address: String, schema: String, schemas: String },
    #[error(transparent)]
    Cancelled(#[from] Cancelled),
}

/// What a driver says, on one line, without secrets and control characters, and not endlessly.
pub(super) fn said(text: &str) -> String {
    // Drivers repeat the statement, which is longer than what is wrong with it.
    let text = text.split("Query was:").next().unwrap_or_default();
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let line = spelt_out(&shown(&line)).into_owned();
    let line = line.trim_end_matches(['.', ' ', '?', '!']);
    match line.char_indices().nth(SAID) {
        Some((end, _)) => format!("{}…", &line[..end]),
        None => line.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_driver_says_is_one_short_line_without_secrets() {
        let long = format!("cannot reach\n  postgresql://a:b@c/d\u{1b}[2J. {}", "x".repeat(500));
        let said = said(&long);
        assert!(said.starts_with("cannot reach postgresql://a:***@c/d"), "{said}");
        assert!(said.chars().count() == SAID + 1 && !said.contains(['\n', '\u{1b}']), "{said}");
        assert_eq!(super::said("no such table: x."), "no such table: x");
    }
}
