//! `segscope completions`, and the answers to the scripts that it prints: they ask the program itself what to offer.

use std::ffi::OsString;
use std::io;

use clap_complete::Shell;
use clap_complete::env::{CompleteEnv, Shells};
use color_eyre::eyre;

use super::output::print;
use crate::cli;

/// The environment variable of a completion request.
const ASKS: &str = "SEGSCOPE_COMPLETE";
/// The command whose arguments a script completes, and which it runs for the completions.
const NAME: &str = "segscope";

/// Functions that bash lacks: completing words with `=`, `:` and blanks.
const BASH: &str = include_str!("completion.bash");

/// Prints the script of a shell.
pub(super) fn completions(shell: Shell) -> eyre::Result<()> {
    let mut script = Vec::new();
    if let Some(completer) = Shells::builtins().completer(&shell.to_string()) {
        completer.write_registration(ASKS, NAME, NAME, NAME, &mut script)?;
    }
    if shell == Shell::Bash {
        let registered = String::from_utf8(script)?.replace("-F _clap_complete_segscope ", "-F _segscope ");
        script = [BASH.as_bytes(), registered.as_bytes()].concat();
    }
    print(&script, None)
}

/// Prints the completions at the end of these arguments; `false` if no script requests them.
///
/// # Errors
/// When the answer cannot be written.
pub fn answers(args: &[OsString]) -> io::Result<bool> {
    let here = std::env::current_dir().ok();
    CompleteEnv::with_factory(cli::completed).var(ASKS).try_complete(args, here.as_deref()).map_err(io::Error::other)
}
