//! Documentation of every command and option, generated from the definitions of the command line.

use std::fmt::Write;

use clap::{Arg, Command, CommandFactory};

use crate::cli::Cli;
use crate::config_file;

/// The table of `docs/configuration.md`: every option that all commands take.
pub fn options() -> String {
    let command = Cli::command();
    let mut out = String::new();
    for heading in ["Data", "Clustering", "Screen"] {
        let _ = write!(
            out,
            "\n## {heading}\n\n| flag | environment variable | key in the file | what it is | default |\n|---|---|---|---|---|\n"
        );
        for arg in command.get_arguments().filter(|arg| arg.get_help_heading() == Some(heading)) {
            let long = arg.get_long().unwrap_or_default();
            let variable = arg.get_env().map(|name| format!("`{}`", name.to_string_lossy())).unwrap_or_default();
            let key = if config_file::is_key(arg) { format!("`{long}`") } else { String::new() };
            let (help, default) = help(arg);
            let _ = writeln!(out, "| {} | {variable} | {key} | {help} | {default} |", flag(arg));
        }
    }
    out
}

/// The table of `docs/headless.md`: every command with the options of its own.
pub fn commands() -> String {
    let mut out = String::from("| command | what it does | its own options |\n|---|---|---|\n");
    for command in Cli::command().get_subcommands() {
        let own = command.get_arguments().filter(|arg| arg.get_long().is_some()).map(own_option);
        let about = command.get_about().map(ToString::to_string).unwrap_or_default();
        let own = own.collect::<Vec<_>>().join("<br>");
        let _ = writeln!(out, "| `{}` | {} | {own} |", usage(command), cell(&about));
    }
    out
}

/// `segscope assign MODEL [DATA...]`
fn usage(command: &Command) -> String {
    let mut usage = format!("segscope {}", command.get_name());
    for arg in command.get_positionals() {
        let name = arg.get_id().as_str().to_uppercase();
        let _ = if name == "DATA" { write!(usage, " [DATA...]") } else { write!(usage, " {name}") };
    }
    usage
}

/// A flag with its value: `--k N|auto`.
fn flag(arg: &Arg) -> String {
    let long = arg.get_long().unwrap_or_default();
    let known: Vec<String> = arg.get_possible_values().iter().map(|value| value.get_name().to_owned()).collect();
    let value = match (arg.get_action().takes_values(), known.as_slice()) {
        (false, _) => String::new(),
        (true, []) => format!(" {}", arg.get_value_names().unwrap_or_default().join(" ")),
        (true, known) => format!(" {}", known.join("|")),
    };
    format!("`--{long}{}`", cell(&value))
}

/// An option with its help and default, for a list in a cell.
fn own_option(arg: &Arg) -> String {
    let (help, default) = help(arg);
    let default = if default.is_empty() { default } else { format!(" Default: `{default}`.") };
    format!("{} {help}.{default}", flag(arg))
}

/// The help of an option, and its default. A default that is not one value is at the end of the help: `[default: ...]` or
/// `[default in ...: ...]`.
fn help(arg: &Arg) -> (String, String) {
    let help = cell(&arg.get_help().map(ToString::to_string).unwrap_or_default());
    if let Some((help, default)) = help.split_once(" [default") {
        return (help.to_owned(), default.trim_start_matches([':', ' ']).trim_end_matches(']').to_owned());
    }
    let default = arg.get_default_values().iter().map(|value| value.to_string_lossy()).collect::<Vec<_>>().join(" ");
    (help, if arg.get_action().takes_values() { default } else { String::new() })
}

/// Text in a cell of a Markdown table.
fn cell(text: &str) -> String {
    text.replace('|', "\\|").replace('\n', " ")
}
