//! The output of a command: a file, or standard output.

use std::io::{self, IsTerminal, Write};
use std::path::Path;

use color_eyre::eyre::{self, WrapErr};

use crate::atomic_file;
use crate::config::{Config, UsageError};
use crate::plain_text::lines;

/// Writes to a file, otherwise to standard output. Text for a terminal contains no harmful characters.
pub(super) fn print(bytes: &[u8], output: Option<&Path>) -> eyre::Result<()> {
    match output {
        Some(path) if path != Path::new("-") => {
            atomic_file::replace(path, |file| file.write_all(bytes))?;
            Ok(())
        }
        _ => {
            let mut out = io::stdout().lock();
            let safe;
            let bytes = if out.is_terminal() {
                safe = lines(&String::from_utf8_lossy(bytes)).into_owned();
                safe.as_bytes()
            } else {
                bytes
            };
            out.write_all(bytes).and_then(|()| out.flush()).wrap_err("standard output cannot be written")
        }
    }
}

/// Refuses to overwrite an input, before any work is done.
pub(super) fn spare(config: &Config, outputs: &[(&str, Option<&Path>)]) -> Result<(), UsageError> {
    config.all_inputs().spare_all(outputs).map_err(UsageError)
}
