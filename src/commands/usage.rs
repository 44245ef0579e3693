//! Help, version and usage errors: the first two on standard output, the last on standard error.

use std::borrow::Cow;
use std::ffi::OsString;
use std::io::{self, ErrorKind, Write};
use std::process::ExitCode;

use clap::CommandFactory;
use clap::builder::Styles;
use clap::error::Error;

use super::again;
use crate::cli::{Cli, Refusal};
use crate::config_file::CommandLineError;
use crate::messages::{self, say};
use crate::plain_text::lines;

/// Prints help, version or a usage error. An invalid value gets one sentence.
pub fn answer(error: &CommandLineError, args: &[OsString]) -> ExitCode {
    match error {
        CommandLineError::File(why) => say!("{why}"),
        CommandLineError::Arguments(error) => match Refusal::of(error) {
            Some(refusal) => {
                let variable = place(&refusal.flag, args);
                let why = variable.map_or_else(|| refusal.to_string(), |variable| refusal.at(variable));
                // A reason of several lines shows where in the value it is wrong.
                match again::command(&refusal, args).filter(|_| !why.contains('\n')) {
                    // A question keeps its question mark.
                    Some(command) => say!("{why}{} Try: {command}", if why.ends_with('?') { "" } else { "." }),
                    None => say!("{why}"),
                }
            }
            None => return in_words_of_clap(error),
        },
    }
    ExitCode::from(2)
}

/// The environment variable that set an option, unless the command line did.
fn place(flag: &str, args: &[OsString]) -> Option<String> {
    let typed = args.iter().any(|arg| arg.to_string_lossy().starts_with(flag));
    let command = Cli::command();
    let option = command.get_arguments().find(|arg| arg.get_long() == flag.strip_prefix("--"))?;
    let variable = option.get_env().filter(|_| !typed)?;
    Some(variable.to_string_lossy().into_owned())
}

/// Errors quote arguments, and help quotes the environment: text with harmful characters is printed with escapes and
/// without colours; other text is printed as by clap.
fn in_words_of_clap(error: &Error) -> ExitCode {
    let text = without_styles().unwrap_or_else(|| error.render().to_string());
    let written = match lines(&text) {
        Cow::Borrowed(_) => error.print(),
        Cow::Owned(safe) if error.use_stderr() => {
            messages::print(&safe);
            Ok(())
        }
        Cow::Owned(safe) => io::stdout().write_all(safe.as_bytes()),
    };
    match written {
        Err(why) if !error.use_stderr() && why.kind() != ErrorKind::BrokenPipe => {
            say!("standard output cannot be written: {why}");
            ExitCode::FAILURE
        }
        _ => ExitCode::from(error.exit_code() as u8),
    }
}

/// The text of clap without its own escape sequences: those that remain came from outside. Disabling colours would
/// remove both.
fn without_styles() -> Option<String> {
    let again = Cli::command().styles(Styles::plain()).try_get_matches();
    again.err().map(|error| error.render().ansi().to_string())
}
