//! The configuration file: options that neither the command line nor the environment has set, by the same names.
//!
//! ```toml
//! # ~/.config/segscope/config.toml
//! theme = "light"
//! k-max = 12
//! features = ["transaction_count", "recency_days"]
//! ```

use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use toml::{Table, Value};

use crate::cli::Options;
use crate::config::UsageError;
use crate::data::{escape, shown};

/// The options that a file can set.
pub const NAMES: [&str; 29] = [
    "algorithm",
    "as-of",
    "ascii",
    "budget",
    "clip",
    "color",
    "compare-as-of",
    "date-format",
    "eps",
    "features",
    "filter",
    "granularity",
    "inactive",
    "k",
    "k-max",
    "linkage",
    "mapping",
    "max-memory",
    "min-points",
    "names",
    "quiet",
    "restarts",
    "safe-csv",
    "scale",
    "seed",
    "since",
    "theme",
    "until",
    "watch",
];

/// Fills in what the options leave open, from the file that `--config` names or from the usual place.
///
/// `variable` looks up the environment. The usual place is `$XDG_CONFIG_HOME/segscope/config.toml`, else
/// `~/.config/segscope/config.toml`; no file there is no error.
///
/// # Errors
/// A file that was asked for and cannot be read, one that is no TOML, and a name that is no option.
pub fn fill(options: &mut Options, variable: impl Fn(&str) -> Option<String>) -> Result<(), UsageError> {
    let Some(path) = options.config.clone().or_else(|| usual_place(variable)) else { return Ok(()) };
    match fs::read_to_string(&path) {
        Ok(text) => read(options, &text, &path),
        Err(error) if error.kind() == ErrorKind::NotFound && options.config.is_none() => Ok(()),
        Err(error) => Err(UsageError(format!("{}: cannot be read: {error}", shown(&path)))),
    }
}

fn usual_place(variable: impl Fn(&str) -> Option<String>) -> Option<PathBuf> {
    let set = |name: &str| variable(name).filter(|value| !value.is_empty()).map(PathBuf::from);
    let folder = set("XDG_CONFIG_HOME").or_else(|| Some(set("HOME")?.join(".config")))?;
    Some(folder.join("segscope").join("config.toml"))
}

fn read(options: &mut Options, text: &str, path: &Path) -> Result<(), UsageError> {
    let table: Table =
        text.parse().map_err(|error: toml::de::Error| UsageError(format!("{}: {error}", shown(path))))?;
    for (name, value) in &table {
        set(options, name, value).map_err(|why| UsageError(format!("{}: {}: {why}", shown(path), escape(name))))?;
    }
    Ok(())
}

/// Sets one option where nothing else has.
fn set(options: &mut Options, name: &str, value: &Value) -> Result<(), String> {
    let number = |open: bool| if open { Some(number(value)).transpose() } else { Ok(None) };
    match name {
        "k" => text(&mut options.k, value),
        "algorithm" => text(&mut options.algorithm, value),
        "scale" => text(&mut options.scale, value),
        "inactive" => text(&mut options.inactive, value),
        "as-of" => text(&mut options.as_of, value),
        "compare-as-of" => text(&mut options.compare_as_of, value),
        "filter" => text(&mut options.filter, value),
        "since" => text(&mut options.since, value),
        "until" => text(&mut options.until, value),
        "date-format" => text(&mut options.date_format, value),
        "max-memory" => text(&mut options.max_memory, value),
        "mapping" => {
            let path = value.as_str().ok_or("give a file in quotes")?;
            options.mapping.get_or_insert_with(|| path.into());
        }
        "names" => {
            let path = value.as_str().ok_or("give a file in quotes")?;
            options.names.get_or_insert_with(|| path.into());
        }
        "granularity" => text(&mut options.granularity, value),
        "theme" => text(&mut options.theme, value),
        "color" => text(&mut options.color, value),
        "seed" => {
            let seed = number(options.seed.is_none())?;
            options.seed = options.seed.or(seed);
        }
        "restarts" => {
            let restarts = number(options.restarts.is_none())?;
            options.restarts = options.restarts.or(restarts.map(|n| n as usize));
        }
        "k-max" => {
            let k_max = number(options.k_max.is_none())?;
            options.k_max = options.k_max.or(k_max.map(|n| n as usize));
        }
        "min-points" => {
            let min_points = number(options.min_points.is_none())?;
            options.min_points = options.min_points.or(min_points.map(|n| n as usize));
        }
        "budget" => {
            let budget = number(options.budget.is_none())?;
            options.budget = options.budget.or(budget);
        }
        "eps" => options.eps = options.eps.or(Some(decimal(value)?)),
        "clip" => options.clip = options.clip.or(Some(decimal(value)?)),
        "linkage" => text(&mut options.linkage, value),
        "features" if options.features.is_empty() => options.features = list(value)?,
        "features" => {}
        "ascii" => options.ascii |= value.as_bool().ok_or("give true or false")?,
        "safe-csv" => options.safe_csv |= value.as_bool().ok_or("give true or false")?,
        "watch" => options.watch |= value.as_bool().ok_or("give true or false")?,
        "quiet" => options.quiet |= value.as_bool().ok_or("give true or false")?,
        _ => {
            return Err(format!("not an option. The options are {}", NAMES.join(", ")));
        }
    }
    Ok(())
}

/// A value as it would be typed.
fn text(option: &mut Option<String>, value: &Value) {
    if option.is_none() {
        *option = Some(value.as_str().map_or_else(|| value.to_string(), ToOwned::to_owned));
    }
}

fn decimal(value: &Value) -> Result<f64, String> {
    let number = value.as_float().or_else(|| value.as_integer().map(|n| n as f64));
    number.ok_or_else(|| "give a number".to_owned())
}

fn number(value: &Value) -> Result<u64, String> {
    value.as_integer().and_then(|n| u64::try_from(n).ok()).ok_or_else(|| "give a whole number from 0".to_owned())
}

/// `"a,b"` or `["a", "b"]`.
fn list(value: &Value) -> Result<Vec<String>, String> {
    let names = match value {
        Value::String(names) => Some(names.split(',').map(ToOwned::to_owned).collect()),
        Value::Array(names) => names.iter().map(|name| Some(name.as_str()?.to_owned())).collect(),
        _ => None,
    };
    names.ok_or_else(|| "give names in quotes, separated by commas or as a list".to_owned())
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn filled(mut options: Options, text: &str) -> Result<Options, UsageError> {
        read(&mut options, text, Path::new("config.toml")).map(|()| options)
    }

    #[test]
    fn the_file_fills_in_what_is_open() {
        let text = "k = 4\nscale = \"robust\"\nk-max = 12\nclip = 1\nfeatures = [\"a\", \"b\"]\nascii = true\nas-of = 2025-06-30\n";
        let options = filled(Options { scale: Some("log".into()), ..Options::default() }, text).unwrap();
        assert_eq!(options.k.as_deref(), Some("4"));
        assert_eq!(options.scale.as_deref(), Some("log"), "what was typed wins");
        assert_eq!((options.k_max, options.clip, options.ascii), (Some(12), Some(1.0), true));
        assert_eq!(options.features, ["a", "b"]);
        assert_eq!(options.as_of.as_deref(), Some("2025-06-30"));
    }

    #[test]
    fn every_name_is_an_option() {
        for name in NAMES {
            let values = [Value::String("x".into()), Value::Integer(2), Value::Boolean(true)];
            assert!(values.iter().any(|value| set(&mut Options::default(), name, value).is_ok()), "{name}");
        }
    }

    #[test]
    fn mistakes_name_the_file_and_the_option() {
        for (text, words) in
            [("kmax = 3", "k-max"), ("seed = \"x\"", "seed"), ("k = ", "config.toml"), ("ascii = 1", "ascii")]
        {
            let why = filled(Options::default(), text).unwrap_err().to_string();
            assert!(why.contains("config.toml") && why.contains(words), "{why}");
        }
    }

    #[test]
    fn the_usual_place_follows_xdg() {
        let xdg = |name: &str| (name == "XDG_CONFIG_HOME").then(|| "/etc/xdg".to_owned());
        assert_eq!(usual_place(xdg).unwrap(), Path::new("/etc/xdg/segscope/config.toml"));
        let home = |name: &str| (name == "HOME").then(|| "/home/me".to_owned());
        assert_eq!(usual_place(home).unwrap(), Path::new("/home/me/.config/segscope/config.toml"));
        assert_eq!(usual_place(|_| None), None);
    }

    #[test]
    fn a_file_that_was_asked_for_must_be_there() {
        let mut options = Options { config: Some("no/such/file.toml".into()), ..Options::default() };
        assert!(fill(&mut options, |_| None).is_err());
        let mut options = Options::default();
        assert!(fill(&mut options, |name| (name == "HOME").then(|| "/no/such/home".into())).is_ok());
    }
}
