//! `segscope clean`: the data as it was understood, written as tables.

use color_eyre::eyre;

use super::interrupt;
use crate::config::{Config, UsageError};
use crate::data::clean::{self, CleanOptions};
use crate::data::shown;
use crate::messages::say;
use crate::wording::text::{count, counted};

/// Writes the tables, and says what happened to their rows.
pub(super) fn clean(config: &Config, options: &CleanOptions) -> eyre::Result<()> {
    config.all_inputs().spare_tables(&options.folder).map_err(UsageError)?;
    let cleaned = clean::clean(&config.load, options, &interrupt::progress())?;
    if !config.options.quiet {
        for table in cleaned {
            let rows = counted(table.rows, "row");
            let [aside, changed] = [table.set_aside, table.changed].map(count);
            let path = shown(&table.path);
            say!("{path}: {rows} written, {changed} of them changed; {aside} set aside");
        }
        say!("{}: a line for each change", shown(&options.folder.join("log.csv")));
    }
    Ok(())
}
