//! Parse, install error reports, dispatch.

use std::process::ExitCode;

use clap::Parser;
use segscope::{cli::Cli, commands, terminal};

fn main() -> color_eyre::Result<ExitCode> {
    terminal::install_panic_hook()?;
    terminal::survive_file_limit()?;
    Ok(match Cli::try_parse() {
        Ok(cli) => commands::run(cli),
        Err(error) => commands::answer(&error),
    })
}
