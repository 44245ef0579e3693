//! The configuration file: options that neither the command line nor the environment sets, by the names of their flags.
//!
//! ```toml
//! # ~/.config/segscope/config.toml
//! theme = "light"
//! k-max = 12
//! features = ["transaction_count", "recency_days"]
//!
//! [keys]
//! split = "F5"
//! ```
//!
//! Its values become defaults of the command line. So clap parses all values alike, from a flag, a variable or the file,
//! and decides which of them wins.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use clap::parser::ValueSource;
use clap::{Arg, Command, CommandFactory, FromArgMatches};
use serde::Deserialize;
use toml::{Spanned, Value};

use crate::app::keymap::own_keys;
use crate::cli::{self, Cli, ConfigAction, Refusal, view_options};
use crate::config::UsageError;
use crate::data::{LoadOptions, escape, shown};
use crate::views_file;

/// The table of the user's own keys.
const KEYS: &str = "keys";
/// Name of the file in the user's configuration folder.
const NAME: &str = "config.toml";

/// Why there is no command to run.
#[derive(Debug, thiserror::Error)]
pub enum CommandLineError {
    /// A message of clap: an error, help or the version.
    #[error(transparent)]
    Arguments(#[from] clap::Error),
    /// A mistake in the file.
    #[error(transparent)]
    File(#[from] UsageError),
}

/// The command of `args`: a flag wins over an environment variable, which wins over what `--restore` brings back, which
/// wins over the file, which wins over the default.
///
/// The file is that of `--config`, otherwise `config.toml` in `folder`, if it exists; `state` is the folder of sessions.
///
/// # Errors
/// A mistake that clap reports, a file from `--config` that cannot be read, an unknown key or invalid value, and a session
/// that cannot be restored.
pub fn command_line(args: &[OsString], folder: Option<&Path>, state: Option<&Path>) -> Result<Cli, CommandLineError> {
    let cli = cli::parsed(args)?;
    // A file with a mistake can still be edited.
    if matches!(cli.command, Some(crate::cli::Command::Config { action: ConfigAction::Path | ConfigAction::Edit })) {
        return Ok(cli);
    }
    let mut file = File::of(cli.options.config.as_deref(), folder)?.unwrap_or_default();
    if cli.command.is_none() && (cli.options.restore || file.values.get("restore").is_some_and(|on| on == "true")) {
        file.values.extend(of_session(&cli, state)?);
    }
    if file.values.is_empty() && file.keys.is_empty() {
        return Ok(cli);
    }
    let mut cli = Cli::from_arg_matches(&file.command().try_get_matches_from(args)?)?;
    cli.options.own_keys = own_keys(&file.keys).map_err(|(_, why)| UsageError(why))?;
    Ok(cli)
}

/// The path of the file: that of `--config`, otherwise `config.toml` in `folder`.
pub fn path(asked: Option<&Path>, folder: Option<&Path>) -> Option<PathBuf> {
    asked.map(Path::to_owned).or_else(|| Some(folder?.join(NAME)))
}

/// Checks the file, if it is there.
///
/// # Errors
/// A file that cannot be read, and the first mistake in it with its line.
pub fn check(path: &Path) -> Result<(), UsageError> {
    if path.exists() { File::of(Some(path), None).map(|_| ()) } else { Ok(()) }
}

/// A setting in force.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Setting {
    /// Its key in the file.
    pub key: String,
    /// Its value, as the file writes it.
    pub value: String,
    /// Where it comes from: `default`, `file`, `flag` or an environment variable; empty if the value is in words, of an
    /// option that is not set.
    pub source: String,
}

/// The options in force that have a value, and the user's own keys.
///
/// # Errors
/// As [`command_line`].
pub fn in_force(args: &[OsString], folder: Option<&Path>) -> Result<[Vec<Setting>; 2], CommandLineError> {
    let asked = cli::parsed(args)?.options.config;
    let file = File::of(asked.as_deref(), folder)?.unwrap_or_default();
    let command = file.command();
    let matches = command.clone().try_get_matches_from(args)?;
    let setting = |arg: &Arg| {
        let (id, key) = (arg.get_id().as_str(), arg.get_long()?);
        let Some(raw) = matches.get_raw(id) else {
            let help = arg.get_help()?.to_string();
            let value = help.split_once("[default: ")?.1.trim_end_matches(']').to_owned();
            return Some(Setting { key: key.to_owned(), value, source: String::new() });
        };
        let values: Vec<String> = raw.map(|value| value.to_string_lossy().into_owned()).collect();
        let source = match matches.value_source(id)? {
            ValueSource::CommandLine => "flag".to_owned(),
            ValueSource::EnvVariable => arg.get_env()?.to_string_lossy().into_owned(),
            _ if file.values.contains_key(key) => "file".to_owned(),
            _ => "default".to_owned(),
        };
        Some(Setting { key: key.to_owned(), value: written(&values.join(",")), source })
    };
    let options = command.get_arguments().filter(|arg| is_key(arg)).filter_map(setting).collect();
    let own = |(action, key): &(String, String)| Setting {
        key: action.clone(),
        value: Value::String(key.clone()).to_string(),
        source: "file".to_owned(),
    };
    Ok([options, file.keys.iter().map(own).collect()])
}

/// A value as the file writes it.
fn written(value: &str) -> String {
    let is_bare = matches!(value, "true" | "false") || value.parse::<i64>().is_ok();
    if is_bare { value.to_owned() } else { Value::String(value.to_owned()).to_string() }
}

/// The checked content of a file.
#[derive(Clone, Debug, Default)]
struct File {
    /// Options by their flags, as they would be typed.
    values: BTreeMap<String, String>,
    /// Actions and their own keys.
    keys: Vec<(String, String)>,
}

impl File {
    /// Reads the file, if there is one; one that was asked for must be there.
    fn of(asked: Option<&Path>, folder: Option<&Path>) -> Result<Option<Self>, UsageError> {
        let Some(path) = path(asked, folder) else { return Ok(None) };
        let text = match fs::read_to_string(&path) {
            Ok(text) => text,
            Err(error) if error.kind() == ErrorKind::NotFound && asked.is_none() => return Ok(None),
            Err(error) => return Err(UsageError(format!("{}: cannot be read: {error}", shown(&path)))),
        };
        let in_file = |(line, why)| UsageError(format!("{}:{line}: {why}", shown(&path)));
        let values = read(&text).map_err(in_file)?;
        Ok(Some(Self { values, keys: keys(&text).map_err(in_file)? }))
    }

    /// The command line with the values of the file as defaults.
    fn command(&self) -> Command {
        cli::command().mut_args(|arg| match arg.get_long().and_then(|long| self.values.get(long)) {
            Some(value) => arg.default_value(value.clone()),
            None => arg,
        })
    }
}

/// The values of the last session with this data.
fn of_session(cli: &Cli, state: Option<&Path>) -> Result<BTreeMap<String, String>, UsageError> {
    let load = LoadOptions {
        paths: cli.data.clone(),
        sample: cli.options.sample.unwrap_or_default(),
        ..LoadOptions::default()
    };
    let last = state.map_or(Ok(None), |state| views_file::last(state, &load));
    let last = last.map_err(|why| UsageError(format!("--restore: {why}. Start without --restore")))?;
    Ok(last.map(|view| view_options::written(&view.filter, &view.choice, view.granularity)).unwrap_or_default())
}

/// Whether an option can be set in the file.
pub fn is_key(arg: &Arg) -> bool {
    arg.get_long().is_some_and(|long| long != "config")
}

/// The values of a file, as they would be typed; or the first wrong line, and why.
fn read(text: &str) -> Result<BTreeMap<String, String>, (usize, String)> {
    let line = |at: usize| line_of(text, at);
    let table: BTreeMap<Spanned<String>, Spanned<Value>> = toml::from_str(text).map_err(|error| {
        let at = error.span().map_or(0, |span| span.start);
        (line(at), error.message().to_owned())
    })?;
    let is_option = |key: &str, value: &Value| key != KEYS || !value.is_table();
    let mut entries: Vec<_> =
        table.into_iter().filter(|(key, value)| is_option(key.get_ref(), value.get_ref())).collect();
    entries.sort_by_key(|(key, _)| key.span().start);
    let command = Cli::command();
    let options: Vec<&Arg> = command.get_arguments().filter(|arg| is_key(arg)).collect();
    let entry = |(key, value): (Spanned<String>, Spanned<Value>)| {
        let at = line(key.span().start);
        let (key, value) = plain(key.into_inner(), value.into_inner(), &options);
        let option = options.iter().find(|arg| arg.get_long() == Some(&key)).ok_or_else(|| unknown(&key, &options));
        let typed = option.and_then(|option| typed(option, &key, &value));
        typed.map(|value| (key, value)).map_err(|why| (at, why))
    };
    entries.into_iter().map(entry).collect()
}

fn line_of(text: &str, at: usize) -> usize {
    text[..at].matches('\n').count() + 1
}

/// The own keys of a file that has been [read]; or the first wrong line, and why.
fn keys(text: &str) -> Result<Vec<(String, String)>, (usize, String)> {
    #[derive(Deserialize)]
    struct Table {
        #[serde(default)]
        keys: BTreeMap<Spanned<String>, Spanned<Value>>,
    }
    let Ok(Table { keys }) = toml::from_str(text) else { return Ok(Vec::new()) };
    let mut entries: Vec<_> = keys.into_iter().collect();
    entries.sort_by_key(|(action, _)| action.span().start);
    let (mut pairs, mut lines) = (Vec::new(), Vec::new());
    for (action, value) in entries {
        let line = line_of(text, action.span().start);
        let several = match value.into_inner() {
            Value::Array(several) => several,
            one => vec![one],
        };
        for key in several {
            let Some(key) = key.as_str() else {
                return Err((line, format!("{}: give a key in quotes, such as \"F5\"", escape(action.get_ref()))));
            };
            pairs.push((action.get_ref().clone(), key.to_owned()));
            lines.push(line);
        }
    }
    own_keys(&pairs).map_err(|(at, why)| (lines[at], why))?;
    Ok(pairs)
}

/// A key that is the opposite of its flag: `mouse = false` is `no-mouse = true`.
fn plain(key: String, value: Value, options: &[&Arg]) -> (String, Value) {
    let flag = format!("no-{key}");
    match value {
        Value::Boolean(on) if options.iter().any(|arg| arg.get_long() == Some(&flag)) => (flag, Value::Boolean(!on)),
        value => (key, value),
    }
}

/// A value of the file as it would be typed, checked.
fn typed(option: &Arg, key: &str, value: &Value) -> Result<String, String> {
    let no = |why: &str| Err(format!("{} = {}: {why}", escape(key), escape(&value.to_string())));
    let word = |value: &Value| value.as_str().map_or_else(|| value.to_string(), ToOwned::to_owned);
    let typed = match value {
        _ if !option.get_action().takes_values() => {
            return if value.is_bool() { Ok(word(value)) } else { no("give true or false") };
        }
        Value::Array(items) if option.get_value_delimiter().is_some() && items.iter().all(Value::is_str) => {
            items.iter().map(word).collect::<Vec<_>>().join(",")
        }
        Value::Array(_) | Value::Table(_) if option.get_value_delimiter().is_some() => {
            return no("give names in quotes");
        }
        Value::Array(_) | Value::Table(_) | Value::Boolean(_) => return no("give one value, in quotes or a number"),
        _ => word(value),
    };
    let alone = Command::new("segscope").no_binary_name(true).arg(option.clone());
    match alone.try_get_matches_from([format!("--{key}={typed}")]) {
        Ok(_) => Ok(typed),
        Err(error) => match Refusal::of(&error) {
            Some(refusal) => Err(refusal.at(format_args!("{} =", escape(key)))),
            None => no("a value is missing"),
        },
    }
}

fn unknown(key: &str, options: &[&Arg]) -> String {
    let mut known: Vec<&str> = options.iter().filter_map(|arg| arg.get_long()).collect();
    known.sort_unstable();
    let near = known.iter().map(|name| (strsim::damerau_levenshtein(name, key), name)).min();
    let near = near.filter(|(distance, _)| *distance <= 2).map(|(_, name)| format!(" Did you mean {name}?"));
    format!("{} is not an option.{} The options are {}", escape(key), near.unwrap_or_default(), known.join(", "))
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::analysis::KChoice;
    use crate::cli::Options;
    use crate::cluster::Scaling;
    use crate::data::parse_day;

    /// The options of a command line with this text as its configuration file.
    fn options(line: &str, text: &str) -> Result<Options, String> {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join(NAME), text).unwrap();
        let args: Vec<OsString> = line.split(' ').map(Into::into).collect();
        command_line(&args, Some(folder.path()), None).map(|cli| cli.options).map_err(|why| why.to_string())
    }

    #[test]
    fn the_file_fills_in_what_is_open() {
        let text = "k = 4\nscale = \"robust\"\nk-max = 12\nclip = 1\nfeatures = [\"a\", \"b\"]\nascii = true\nas-of = 2025-06-30\n\
                    eps = 0.5\nnames = \"n.json\"\nfilter = \"-city:Cairo\"\nsafe-csv = false\nmax-memory = \"2G\"\n";
        for line in ["segscope --scale log", "segscope report --scale log", "segscope --scale log report"] {
            let options = options(line, text).unwrap();
            let choice = options.clustering.choice();
            assert_eq!(choice.scaling, Scaling::Log, "what was typed wins");
            assert_eq!(choice.k, KChoice::Fixed(4));
            assert_eq!((choice.k_max, choice.clip, choice.method.eps), (12, Some(1.0), Some(0.5)));
            assert_eq!((options.ascii, options.safe_csv, options.max_memory), (true, false, Some(2 << 30)));
            assert_eq!(choice.features, ["a", "b"]);
            assert_eq!(options.as_of, parse_day("2025-06-30"));
            assert_eq!(options.names.unwrap(), Path::new("n.json"));
            assert_eq!(options.filter.unwrap().to_string(), "-city:Cairo");
        }
    }

    #[test]
    fn what_is_on_is_switched_off_by_its_own_name() {
        for (text, off) in [("mouse = false", true), ("mouse = true", false), ("no-mouse = true", true), ("", false)] {
            assert_eq!(options("segscope", text).unwrap().no_mouse, off, "{text}");
        }
        assert!(options("segscope --no-mouse", "mouse = true").unwrap().no_mouse);
    }

    #[test]
    fn a_negative_number_is_a_value() {
        for (line, words) in [
            ("segscope --clip -1", "--clip -1: give a percentile from 0 to below 50"),
            ("segscope report --seed -1", "--seed -1: give a whole number from 0"),
            ("segscope generate --customers -5 out", "--customers -5: give a whole number from 0"),
        ] {
            let args: Vec<OsString> = line.split(' ').map(Into::into).collect();
            let Err(CommandLineError::Arguments(error)) = command_line(&args, None, None) else { panic!("{line}") };
            assert_eq!(Refusal::of(&error).map(|refusal| refusal.to_string()).as_deref(), Some(words));
        }
    }

    #[test]
    fn a_mistake_has_its_line_and_what_is_allowed() {
        for (text, words) in [
            (
                "seed = 1\nk_max = 3",
                ":2: k_max is not an option. Did you mean k-max? The options are algorithm, as-of, ",
            ),
            (
                "\n\nscale = \"robus\"",
                ":3: scale = robus: choose one of zscore, minmax, robust, log, none. Did you mean robust?",
            ),
            ("k-max = 1", ":1: k-max = 1: give a whole number from 2"),
            ("seed = \"x\"", ":1: seed = x: give a whole number from 0"),
            ("ascii = 1", ":1: ascii = 1: give true or false"),
            ("features = 3\nk = [1]", ":2: k = [1]: give one value"),
            ("names = true", ":1: names = true: give one value"),
            ("features = [1]", ":1: features = [1]: give names in quotes"),
            ("filter = \"city\"", ":1: filter ="),
            ("config = \"other.toml\"", ":1: config is not an option"),
            ("theme = \"dark\"\nk = ", ":2: "),
            ("seed = 1\nseed = 2", ":2: duplicate key"),
        ] {
            let why = options("segscope", text).unwrap_err();
            assert!(why.contains(&format!("{NAME}{words}")), "{text}: {why}");
        }
    }

    #[test]
    fn settings_in_force_say_where_they_come_from() {
        let folder = tempfile::tempdir().unwrap();
        let text = "k-max = 12\ntheme = \"nord\"\nascii = true\n[keys]\nsplit = \"F5\"\n";
        std::fs::write(folder.path().join(NAME), text).unwrap();
        let args: Vec<OsString> = "segscope --k-max 4 config print".split(' ').map(Into::into).collect();
        let [options, keys] = in_force(&args, Some(folder.path())).unwrap();
        let of = |key: &str| options.iter().find(|of| of.key == key).map(|of| (of.value.as_str(), of.source.as_str()));
        assert_eq!(of("k-max"), Some(("4", "flag")));
        assert_eq!(of("theme"), Some(("\"nord\"", "file")));
        assert_eq!(of("ascii"), Some(("true", "file")));
        assert_eq!(of("granularity"), Some(("\"month\"", "default")));
        assert_eq!((of("seed"), of("as-of")), (Some(("42", "")), Some(("the latest date in the data", ""))));
        assert_eq!(of("names"), None);
        assert_eq!(keys, [Setting { key: "split".into(), value: "\"F5\"".into(), source: "file".into() }]);
        // The printed settings are a file with the same settings.
        let line = |of: &Setting| format!("{} = {} # {}\n", of.key, of.value, of.source);
        let is_set = |of: &&Setting| !of.source.is_empty();
        let printed: String = options
            .iter()
            .filter(is_set)
            .map(line)
            .chain(["[keys]\n".to_owned()])
            .chain(keys.iter().map(line))
            .collect();
        std::fs::write(folder.path().join(NAME), printed).unwrap();
        let [again, keys_again] = in_force(&args[..1], Some(folder.path())).unwrap();
        let values = |of: &[Setting]| of.iter().map(|of| (of.key.clone(), of.value.clone())).collect::<Vec<_>>();
        assert_eq!((values(&again), keys_again), (values(&options), keys));
    }

    #[test]
    fn own_keys_are_read_and_checked() {
        let keys =
            options("segscope", "seed = 1\n[keys]\nsplit = \"F5\"\nopen = [\"o\", \"Enter\"]\ncolumns = \"F6\"\n");
        let key = |name| crate::app::keymap::Key::from(crate::app::keymap::parse(name).unwrap());
        let keys = keys.unwrap().own_keys;
        assert_eq!((keys.meant(key("F5")), keys.meant(key("o"))), (Some(key("B")), Some(key("Enter"))));
        for (text, words) in [
            ("[keys]\nsplt = \"F5\"", ":2: splt is not an action. Did you mean split?"),
            ("seed = 1\n[keys]\n\nsplit = \"b\"", ":4: b is the key of budget already"),
            ("[keys]\nsplit = 5", ":2: split: give a key in quotes"),
            ("[keys]\nsplit = \"Entre\"", ":2: split: `Entre` is not a key"),
            ("keys = 1", ":1: keys is not an option"),
        ] {
            let why = options("segscope", text).unwrap_err();
            assert!(why.contains(&format!("{NAME}{words}")), "{text}: {why}");
        }
    }

    #[test]
    fn a_mistake_is_reported_even_where_a_flag_wins() {
        assert!(options("segscope --k-max 4", "k-max = 1").unwrap_err().contains("k-max = 1"));
    }

    #[test]
    fn every_option_can_be_in_the_file() {
        let command = Cli::command();
        for arg in command.get_arguments().filter(|arg| is_key(arg)) {
            let name = arg.get_long().unwrap();
            let values = [
                "true",
                "2",
                "2000",
                "\"2024-01-01\"",
                "\"2G\"",
                "\"dmy\"",
                "\"city:x\"",
                "\"transactions=x\"",
                "\"city_id=x\"",
                "\"x=burnt\"",
                "\"coupons\"",
                "\"utf-8\"",
                "\",\"",
                "\"loose\"",
            ]
            .map(str::to_owned);
            let named = arg.get_possible_values().first().map(|value| format!("{:?}", value.get_name()));
            let accepted = values.into_iter().chain(named).any(|value| read(&format!("{name} = {value}")).is_ok());
            assert!(accepted, "{name}");
        }
    }

    #[test]
    fn a_file_that_was_asked_for_must_be_there() {
        let args = ["segscope", "--config", "no/such/file.toml"].map(OsString::from);
        assert!(command_line(&args, None, None).unwrap_err().to_string().contains("no/such/file.toml: cannot be read"));
        assert!(command_line(&args[..1], Some(Path::new("/no/such/home")), None).is_ok());
        assert!(command_line(&args[..1], None, None).is_ok());
    }
}
