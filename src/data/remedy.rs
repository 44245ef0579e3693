//! A command line that reads refused data: with fewer or other options, tried before it is suggested.

use std::path::PathBuf;

use super::error::{DataError, shown};
use super::load_options::LoadOptions;
use super::mapping::Mapping;
use super::plan::planned;
use super::schema::Table;
use super::search;
use super::standard_input::DASH;
use crate::progress::Progress;
use crate::warehouse::is_address;

/// More files than this are not listed in a command.
const FILES: usize = 8;

/// The same error, with the command line that solves it.
pub fn with_command(options: &LoadOptions, mut error: DataError) -> DataError {
    let solution = match &error {
        DataError::NotUnderstood { options: added, without, .. } if !(added.is_empty() && without.is_empty()) => {
            options.command(added, without)
        }
        DataError::UndecidableDates { .. } => options.command(&[("date-format", "dmy".to_owned())], &[]),
        DataError::UndecidableNumbers { .. } => options.command(&[("decimal", ".".to_owned())], &[]),
        DataError::Mapping { .. } | DataError::Empty { .. } => {
            remedy(options, &error).map_or_else(String::new, |options| options.command(&[], &[]))
        }
        _ => String::new(),
    };
    if let DataError::NotUnderstood { command, .. }
    | DataError::UndecidableDates { command, .. }
    | DataError::UndecidableNumbers { command, .. }
    | DataError::Mapping { command, .. }
    | DataError::Empty { command, .. } = &mut error
    {
        *command = solution;
    }
    error
}

/// Options with which the data can be read, near those that it was refused with.
fn remedy(options: &LoadOptions, error: &DataError) -> Option<LoadOptions> {
    // What needs a connection is not tried out.
    if options.paths.iter().any(|path| path.as_os_str() == DASH || is_address(path)) {
        return None;
    }
    let tries = match error {
        DataError::Mapping { instead, .. } => of_mapping(options, instead.as_ref()),
        DataError::Empty { path, table, .. } => of_empty(options, path, *table),
        _ => Vec::new(),
    };
    tries.into_iter().find_map(|options| works(options, true))
}

/// The same options, or those with what a refusal of them asks for, where they read the data.
fn works(options: LoadOptions, may_add: bool) -> Option<LoadOptions> {
    match planned(&options, &Progress::new()) {
        Ok(_) => Some(options),
        Err(DataError::NotUnderstood { options: added, .. }) if may_add && !added.is_empty() => {
            let said = options.mapping.clone().unwrap_or_default();
            let all: Vec<_> = said.typed().iter().cloned().chain(added).collect();
            works(LoadOptions { mapping: Some(said.with_options(&all, true)?), ..options }, false)
        }
        Err(_) => None,
    }
}

/// What was meant, then each option left out, then the file of the mapping.
fn of_mapping(options: &LoadOptions, instead: Option<&(&'static str, String)>) -> Vec<LoadOptions> {
    let said = options.mapping.clone().unwrap_or_default();
    let typed = said.typed();
    let key =
        |value: &str| value.split('=').next().and_then(|key| key.rsplit('.').next()).unwrap_or_default().to_owned();
    let meant = instead.map(|(name, value)| {
        let is_other = |(typed, own): &&(&str, String)| typed != name || key(own) != key(value);
        typed.iter().filter(is_other).cloned().chain([(*name, value.clone())]).collect::<Vec<_>>()
    });
    let less = (0..typed.len()).map(|left| {
        typed.iter().enumerate().filter(|(at, _)| *at != left).map(|(_, option)| option.clone()).collect::<Vec<_>>()
    });
    let with_file = meant.into_iter().chain(less).filter_map(|typed| said.with_options(&typed, true));
    let without = [typed, &[]].into_iter().filter_map(|typed| said.with_options(typed, false));
    let with = |mapping: Mapping| LoadOptions { mapping: Some(mapping), ..options.clone() };
    with_file.chain(without).map(with).collect()
}

/// The customers alone, or all other files.
fn of_empty(options: &LoadOptions, empty: &str, table: Table) -> Vec<LoadOptions> {
    let said = options.mapping.clone().unwrap_or_default();
    let typed: Vec<_> = said.typed().iter().cloned().chain([("kind", "customers".to_owned())]).collect();
    let found = search::files(&options.paths, &Progress::new()).unwrap_or_default();
    let has_others = found.len() > 1 && said.kind.is_none() && table == Table::Transactions;
    let customers = said.with_options(&typed, true).filter(|_| has_others);
    let others: Vec<PathBuf> =
        found.iter().map(|file| file.origin.path().to_owned()).filter(|path| shown(path) != empty).collect();
    let is_short = (1..=FILES).contains(&others.len()) && others.len() < found.len();
    let less = is_short.then(|| LoadOptions { paths: others, ..options.clone() });
    let customers = customers.map(|mapping| LoadOptions { mapping: Some(mapping), ..options.clone() });
    customers.into_iter().chain(less).chain(of_mapping(options, None)).collect()
}
