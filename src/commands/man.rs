//! `segscope man`: the manual page of the program or of one command, or all pages in a folder.

use std::fs;
use std::path::Path;

use clap::{Command, CommandFactory};
use clap_mangen::Man;
use clap_mangen::roff::{Roff, bold, roman};
use color_eyre::eyre::{self, WrapErr};

use super::output::print;
use crate::cli::{Cli, ENDS, examples};
use crate::config::UsageError;
use crate::data::{escape, shown};

/// Prints the page of a command, or of the program; with a folder, writes it there, and without a command all pages.
pub(super) fn man(command: Option<&str>, folder: Option<&Path>) -> eyre::Result<()> {
    let mut program = Cli::command().disable_help_subcommand(true);
    program.build();
    let meant: Vec<&Command> = match (command, folder) {
        (Some(name), _) => vec![named(&program, name)?],
        (None, None) => vec![&program],
        (None, Some(_)) => std::iter::once(&program).chain(program.get_subcommands()).collect(),
    };
    if let Some(folder) = folder {
        fs::create_dir_all(folder).wrap_err_with(|| shown(folder))?;
    }
    for command in meant {
        let name = if command.get_name() == program.get_name() { "" } else { command.get_name() };
        // The examples have a section of their own.
        let page = Man::new(command.clone().after_help(None));
        let mut text = Vec::new();
        page.render(&mut text)?;
        after(name).to_writer(&mut text)?;
        let file = folder.map(|folder| folder.join(page.get_filename()));
        print(&text, file.as_deref())?;
    }
    Ok(())
}

fn named<'a>(program: &'a Command, name: &str) -> Result<&'a Command, UsageError> {
    program.find_subcommand(name).ok_or_else(|| {
        let commands = program.get_subcommands().map(Command::get_name).collect::<Vec<_>>().join(", ");
        UsageError(format!("{} is not a command. The commands are {commands}", escape(name)))
    })
}

/// The sections that follow the options.
fn after(command: &str) -> Roff {
    let mut roff = Roff::new();
    if command.is_empty() {
        roff.control("SH", ["EXIT STATUS"]).text([roman(ENDS)]);
    }
    roff.control("SH", ["EXAMPLES"]);
    for (line, about) in examples::of(command) {
        roff.control("TP", []).text([bold(*line)]).text([roman(*about)]);
    }
    roff
}
