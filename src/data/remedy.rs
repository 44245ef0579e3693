//! The command line that reads data which was refused: one with less or other options, tried before it is offered.

use std::path::PathBuf;

use super::error::{DataError, shown};
use super::mapping::Mapping;
use super::plan;
use super::sample;
use super::schema::Table;
use super::search;
use super::standard_input::DASH;
use crate::progress::Progress;

/// More files than this are not listed in a command.
const FILES: usize = 8;

/// Files, and what is said of them.
#[derive(Clone)]
pub struct Said {
    /// Files and folders; the built-in sample when there are none.
    pub paths: Vec<PathBuf>,
    /// What the mapping file and the options say.
    pub mapping: Mapping,
}

/// What can be said so that the data can be read, near what it was refused with.
pub fn remedy(said: &Said, error: &DataError) -> Option<Said> {
    if said.paths.iter().any(|path| path.as_os_str() == DASH) {
        return None;
    }
    let tries = match error {
        DataError::Mapping { instead, .. } => of_mapping(said, instead.as_ref()),
        DataError::Empty { path, table, .. } => of_empty(said, path, *table),
        _ => Vec::new(),
    };
    tries.into_iter().find_map(|said| works(said, true))
}

/// The same, or with what a refusal of it asks for, where that reads the data.
fn works(said: Said, may_add: bool) -> Option<Said> {
    let Said { paths, mapping } = &said;
    let progress = Progress::new();
    let outcome = if paths.is_empty() {
        plan::from_memory(sample::files(), mapping, &progress)
    } else {
        plan::from_paths(paths, mapping, &progress)
    };
    match outcome {
        Ok(_) => Some(said),
        Err(DataError::NotUnderstood { options: added, .. }) if may_add && !added.is_empty() => {
            let all: Vec<_> = mapping.typed().iter().cloned().chain(added).collect();
            works(Said { mapping: mapping.with_options(&all, true)?, ..said }, false)
        }
        Err(_) => None,
    }
}

/// What was meant, then each option left out, then the file of the mapping.
fn of_mapping(said: &Said, instead: Option<&(&'static str, String)>) -> Vec<Said> {
    let (mapping, typed) = (&said.mapping, said.mapping.typed());
    let key =
        |value: &str| value.split('=').next().and_then(|key| key.rsplit('.').next()).unwrap_or_default().to_owned();
    let meant = instead.map(|(name, value)| {
        let is_other = |(typed, own): &&(&str, String)| typed != name || key(own) != key(value);
        typed.iter().filter(is_other).cloned().chain([(*name, value.clone())]).collect::<Vec<_>>()
    });
    let less = (0..typed.len()).map(|left| {
        typed.iter().enumerate().filter(|(at, _)| *at != left).map(|(_, option)| option.clone()).collect::<Vec<_>>()
    });
    let with_file = meant.into_iter().chain(less).filter_map(|typed| mapping.with_options(&typed, true));
    let without = [typed, &[]].into_iter().filter_map(|typed| mapping.with_options(typed, false));
    with_file.chain(without).map(|mapping| Said { mapping, ..said.clone() }).collect()
}

/// The customers alone, or all other files.
fn of_empty(said: &Said, empty: &str, table: Table) -> Vec<Said> {
    let mapping = &said.mapping;
    let typed: Vec<_> = mapping.typed().iter().cloned().chain([("kind", "customers".to_owned())]).collect();
    let customers =
        mapping.with_options(&typed, true).filter(|_| mapping.kind.is_none() && table == Table::Transactions);
    let found = search::files(&said.paths, &Progress::new()).unwrap_or_default();
    let others: Vec<PathBuf> =
        found.iter().map(|file| file.origin.path().to_owned()).filter(|path| shown(path) != empty).collect();
    let is_short = (1..=FILES).contains(&others.len()) && others.len() < found.len();
    let less = is_short.then(|| Said { paths: others, ..said.clone() });
    let customers = customers.map(|mapping| Said { mapping, ..said.clone() });
    customers.into_iter().chain(less).chain(of_mapping(said, None)).collect()
}
