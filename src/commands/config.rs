//! `segscope config`: the settings in force, the path of the file, and editing it.

use std::ffi::OsString;
use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::process;

use color_eyre::eyre::{self, WrapErr, eyre};

use super::output::print;
use crate::cli::ConfigAction;
use crate::config::UsageError;
use crate::config_file::{self, Setting};
use crate::data::shown;
use crate::messages::say;
use crate::user_folders;

/// Columns before the sources.
const SOURCES: usize = 40;

/// Prints, locates or edits the configuration; `asked` is the file of `--config`.
pub(super) fn config(action: ConfigAction, asked: Option<&Path>) -> eyre::Result<()> {
    let folder = user_folders::configuration();
    let path = config_file::path(asked, folder.as_deref());
    let path = path.ok_or_else(|| eyre!("there is no folder for the configuration: set HOME or XDG_CONFIG_HOME"))?;
    match action {
        ConfigAction::Path => print(format!("{}\n", shown(&path)).as_bytes(), None),
        ConfigAction::Edit => edit(&path),
        ConfigAction::Print => {
            let args: Vec<OsString> = std::env::args_os().collect();
            let [options, keys] = config_file::in_force(&args, folder.as_deref())?;
            print(text(&path, &options, &keys).as_bytes(), None)
        }
    }
}

/// The settings as a file, with the source of each behind it.
fn text(path: &Path, options: &[Setting], keys: &[Setting]) -> String {
    let mut out = format!("# {}{}\n", shown(path), if path.exists() { "" } else { ", which does not exist" });
    let mut list = |heading: &str, settings: &[Setting]| {
        out.push_str(heading);
        for Setting { key, value, source } in settings {
            if source.is_empty() {
                let _ = writeln!(out, "# {key}: {value}");
                continue;
            }
            let line = format!("{key} = {value}");
            let _ = writeln!(out, "{line}{} # {source}", " ".repeat(SOURCES.saturating_sub(line.chars().count())));
        }
    };
    list("", options);
    if !keys.is_empty() {
        list("\n[keys]\n", keys);
    }
    out
}

/// Opens the file in the user's editor, and says what is wrong with it afterwards.
fn edit(path: &Path) -> eyre::Result<()> {
    let editor =
        ["VISUAL", "EDITOR"].into_iter().find_map(|name| std::env::var(name).ok().filter(|set| !set.trim().is_empty()));
    let editor = editor
        .ok_or_else(|| UsageError(format!("set VISUAL or EDITOR to an editor, or open {} yourself", shown(path))))?;
    if let Some(folder) = path.parent().filter(|folder| *folder != Path::new("")) {
        std::fs::create_dir_all(folder).wrap_err_with(|| shown(folder))?;
    }
    let mut words = editor.split_whitespace();
    let program = PathBuf::from(words.next().unwrap_or_default());
    let status = process::Command::new(&program).args(words).arg(path).status();
    let status = status.wrap_err_with(|| format!("{} cannot be started", shown(&program)))?;
    if !status.success() {
        return Err(eyre!("{} ended with {status}; {} was not checked", shown(&program), shown(path)));
    }
    config_file::check(path)
        .map_err(|UsageError(why)| UsageError(format!("{why}. `segscope config edit` opens it again")))?;
    say!("{} is valid", shown(path));
    Ok(())
}
