//! The recognised data, written again: joined, typed, without rows that could not be used, and with a log of all changes.
//!
//! ```text
//! source rows ─ table ──► typed rows ─ sink ──► customers.csv …        Facts know what a value was read as;
//!                 └─────► log.csv                                      the source has what they do not keep
//! ```
//!
//! The rows that are in use come from the source in the order of the facts, so both are walked side by side and no table
//! is held in memory. The cleaned data gives the same measures, and no error.

mod columns;
mod error;
mod kind;
mod lines;
mod log;
mod of_events;
mod options;
mod parquet;
mod row;
mod sink;
mod supplied;
mod survey;
mod table;

use strum::IntoEnumIterator;

use super::error::DataError;
use super::facts::Facts;
use super::folder::{self, Folder};
use super::load;
use super::load_options::LoadOptions;
use super::schema::Table;
use super::search;
use crate::progress::Progress;
pub use error::CleanError;
use lines::Lines;
use log::Log;
pub use options::{CleanOptions, Cleaned, Format};
use table::Job;

/// Writes the tables of what is loaded with `options`, and `log.csv`. Files get their final names when all are complete.
///
/// # Errors
/// [`CleanError`] when the source cannot be read or the folder cannot be written to; nothing is left behind then.
pub fn clean(options: &LoadOptions, to: &CleanOptions, progress: &Progress) -> Result<Vec<Cleaned>, CleanError> {
    let options = LoadOptions { in_file_order: true, ..options.clone() };
    write(&options, &load::load(&options, progress)?, to, progress)
}

/// The same with `facts` that were loaded with `options`, in the order of the file.
///
/// # Errors
/// As [`clean`], and [`CleanError::Changed`] when the source is another one by now.
pub fn write(
    options: &LoadOptions,
    facts: &Facts,
    to: &CleanOptions,
    progress: &Progress,
) -> Result<Vec<Cleaned>, CleanError> {
    let tables = folder::table_names().chain([folder::LOG.to_owned()]).collect();
    let folder = Folder::open(&to.folder, tables, to.force, &search::meant(&options.paths))?;
    let (mut plan, _) = load::find(options, progress)?;
    let lines = match &facts.purchases {
        Some(_) => Some(Lines::new(load::events(&mut plan, options, progress)?).map_err(DataError::from)?),
        None => None,
    };
    let mut log = Log::new(folder.create(folder::LOG)?, &facts.source.places)?;
    let mut cleaned = Vec::new();
    let mut names = vec![folder::LOG.to_owned()];
    for table in Table::iter() {
        let name = format!("{table}.{}", to.format.ending());
        let job = Job { facts, lines: lines.as_ref(), table, today: options.today, format: to.format, progress };
        let create = || folder.create(&name);
        let written = if plan.tables.contains_key(&table) {
            Some(job.rewrite(&mut plan, create()?, &mut log)?)
        } else if let Some(rows) = supplied::of(facts, table) {
            Some(job.supply(&rows, create()?, &mut log)?)
        } else {
            None
        };
        if let Some(counts) = written {
            let path = to.folder.join(&name);
            cleaned.push(Cleaned {
                table,
                path,
                rows: counts.rows,
                set_aside: counts.set_aside,
                changed: counts.changed,
            });
            names.push(name);
        }
    }
    if let Some(changed) = plan.changed() {
        return Err(changed.into());
    }
    log.finish()?;
    folder.publish(&names)?;
    Ok(cleaned)
}
