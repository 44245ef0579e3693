//! Completions of values in a shell: names that the program knows, and files of the kinds that it reads.
//!
//! An option whose values are all known ([`clap::builder::PossibleValue`]) completes by itself; this table has the others.

use std::collections::BTreeSet;
use std::ffi::OsStr;
use std::path::Path;

use clap::{Arg, Command, CommandFactory, ValueHint};
use clap_complete::engine::{
    ArgValueCandidates, ArgValueCompleter, CompletionCandidate, PathCompleter, ValueCompleter,
};
use strum::IntoEnumIterator;

use super::Cli;
use crate::analysis::{Choice, KChoice, split_fields};
use crate::data::filter::KEYS;
use crate::data::{Kind, Table, has_data_ending};
use crate::measures::{FEATURES, Preset};
use crate::ui::theme::ThemeOption;

/// The encodings that text files without Unicode have most often.
const ENCODINGS: [&str; 8] =
    ["utf-8", "utf-16le", "windows-1250", "windows-1252", "windows-1254", "windows-1256", "shift_jis", "gb18030"];
/// Sizes of terminals: the usual one, that of the pictures in the documentation, and a large one.
const SIZES: [&str; 3] = ["80x24", "120x36", "200x50"];

/// The command line with what completes each value.
pub fn command() -> Command {
    let completed = |command: Command| command.mut_args(completed);
    completed(Cli::command()).mut_subcommands(completed)
}

fn completed(arg: Arg) -> Arg {
    match arg.get_id().as_str() {
        "data" => arg.add(ArgValueCompleter::new(PathCompleter::any().stdio().filter(has_data_ending))),
        "assign" | "model" | "names" | "views" => arg.add(files("json")),
        "mapping" | "config" => arg.add(files("toml")),
        "theme" => arg.add(ArgValueCompleter::new(themes)),
        "out" => arg.value_hint(ValueHint::DirPath),
        "output" if arg.get_value_names().is_some_and(|names| names[0] == "DIR") => arg.value_hint(ValueHint::DirPath),
        "filter" => arg.add(ArgValueCompleter::new(conditions)),
        "features" => arg.add(ArgValueCandidates::new(features)),
        "command" => arg.add(known(Cli::command().get_subcommands().map(Command::get_name))),
        "by" => arg.add(known(split_fields())),
        "k" => arg.add(known((2..=Choice::default().k_max).map(KChoice::Fixed).chain([KChoice::Auto]))),
        "kind" => arg.add(known(Kind::iter())),
        "table" => arg.add(known(Table::iter().map(|table| format!("{table}=")))),
        "column" => arg.add(known(columns())),
        "date_format" => arg.add(known(["dmy", "mdy", "ymd"])),
        "encoding" => arg.add(known(ENCODINGS)),
        "decimal" => arg.add(known([".", ","])),
        "join" => arg.add(known(["exact", "loose"])),
        "size" => arg.add(known(SIZES)),
        _ => arg,
    }
}

/// Values without a description.
fn known(values: impl IntoIterator<Item = impl ToString>) -> ArgValueCandidates {
    let values: Vec<String> = values.into_iter().map(|value| value.to_string()).collect();
    ArgValueCandidates::new(move || values.iter().map(CompletionCandidate::new).collect())
}

fn has_ending(path: &Path, ending: &str) -> bool {
    path.extension().is_some_and(|of| of.eq_ignore_ascii_case(ending))
}

/// Files with an ending, and folders on the way to them.
fn files(ending: &'static str) -> ArgValueCompleter {
    ArgValueCompleter::new(PathCompleter::any().filter(move |path| has_ending(path, ending)))
}

/// The themes that are built in, and files of themes.
fn themes(typed: &OsStr) -> Vec<CompletionCandidate> {
    let built_in = ThemeOption::names().filter(|(name, _)| name.starts_with(&*typed.to_string_lossy()));
    let built_in = built_in.map(|(name, help)| CompletionCandidate::new(name).help(Some(help.into())));
    built_in.chain(PathCompleter::any().filter(|path| has_ending(path, "toml")).complete(typed)).collect()
}

/// The keys of the filter, for the condition that is being typed.
fn conditions(typed: &OsStr) -> Vec<CompletionCandidate> {
    let typed = typed.to_string_lossy();
    let (before, key) = typed.split_at(typed.rfind(' ').map_or(0, |blank| blank + 1));
    let keys = KEYS.iter().filter(|spec| spec.word.starts_with(key));
    keys.map(|spec| CompletionCandidate::new(format!("{before}{}:", spec.word)).help(Some(spec.help(None).into())))
        .collect()
}

/// The presets, and the features that the program computes itself.
fn features() -> Vec<CompletionCandidate> {
    let presets = Preset::iter().map(|preset| (preset.to_string(), "preset".to_owned()));
    let features = FEATURES.iter().map(|feature| (feature.name.to_owned(), feature.formula.to_owned()));
    presets.chain(features).map(|(name, help)| CompletionCandidate::new(name).help(Some(help.into()))).collect()
}

/// The columns that a column of the data can be given to.
fn columns() -> BTreeSet<String> {
    Table::iter().flat_map(|table| table.spec().columns).map(|column| format!("{}=", column.name)).collect()
}
