//! Parse, install error reports, dispatch.

use std::process::ExitCode;

use clap::Parser;
use segscope::{cli::Cli, commands, terminal};

fn main() -> ExitCode {
    terminal::install_panic_hook();
    commands::run(Cli::parse())
}
