//! The options of a saved view: what the dashboard can change and the command line can say.

use std::collections::BTreeMap;
use std::ffi::OsString;

use clap::builder::Resettable;
use clap::{Arg, CommandFactory, FromArgMatches};

use super::clustering::Clustering;
use super::options::{Options, of_screen};
use super::{Cli, Refusal};
use crate::analysis::Choice;
use crate::data::filter::Filter;
use crate::measures::Granularity;

/// The options of a view that are not the default: `{"k": "5", "filter": "city:Cairo"}`.
pub fn written(filter: &Filter, choice: &Choice, granularity: Granularity) -> BTreeMap<String, String> {
    let typed = Clustering::typed(choice).into_iter().chain(of_screen(filter, granularity));
    let text = |(name, value): (&str, Option<OsString>)| Some((name.to_owned(), value?.into_string().ok()?));
    typed.filter_map(text).collect()
}

/// Reads the options of a view, as the command line reads them. Neither the environment nor a file adds any.
///
/// # Errors
/// An option that no view has, or a value that is not valid.
pub fn read(options: &BTreeMap<String, String>) -> Result<Options, String> {
    let command = Cli::command().mut_args(|arg| arg.env(Resettable::Reset));
    let known: Vec<&str> = command.get_arguments().filter(|arg| is_of_view(arg)).filter_map(Arg::get_long).collect();
    if let Some(name) = options.keys().find(|name| !known.contains(&name.as_str())) {
        return Err(format!("{name:?} is not an option of a view. The options are {}", known.join(", ")));
    }
    let words = options.iter().map(|(name, value)| format!("--{name}={value}"));
    let matches = command.try_get_matches_from(std::iter::once("segscope".to_owned()).chain(words));
    let cli = matches.and_then(|matches| Cli::from_arg_matches(&matches));
    cli.map(|cli| cli.options).map_err(|error| match Refusal::of(&error) {
        Some(refusal) => refusal.to_string(),
        None => "a value is missing".to_owned(),
    })
}

/// Whether a view has this option.
fn is_of_view(arg: &Arg) -> bool {
    match arg.get_long() {
        Some("names") => false,
        Some("filter" | "granularity") => true,
        _ => arg.get_help_heading() == Some("Clustering"),
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use clap::Parser;

    use super::*;

    #[test]
    fn every_option_of_a_view_is_read_back() {
        let line = "segscope --k 5 --algorithm hierarchical --linkage single --features recency_days,burnt_ratio --scale robust \
                    --inactive impute --seed 7 --restarts 3 --eps 0.5 --min-points 4 --k-max 12 --clip 1 --granularity week";
        let typed =
            Cli::try_parse_from(line.split_whitespace().chain(["--filter", "city:\"Port Said\" age>3"])).unwrap();
        let filter = typed.options.filter.clone().unwrap();
        let choice = typed.options.clustering.choice();
        let options = written(&filter, &choice, Granularity::Week);
        let command = Cli::command();
        let all: Vec<&str> = command.get_arguments().filter(|arg| is_of_view(arg)).filter_map(Arg::get_long).collect();
        assert_eq!(options.len(), all.len(), "each of {all:?} is set above, and none is lost: {options:?}");
        let again = read(&options).unwrap();
        assert_eq!(again.clustering.choice(), choice);
        assert_eq!((again.filter, again.granularity), (Some(filter), Granularity::Week));
        assert!(written(&Filter::default(), &Choice::default(), Granularity::default()).is_empty());
    }

    #[test]
    fn another_option_in_a_view_is_refused() {
        let why = |name: &str, value: &str| read(&BTreeMap::from([(name.to_owned(), value.to_owned())])).unwrap_err();
        assert_eq!(why("k", "0"), "--k 0: give a number of segments from 1, or auto");
        assert!(
            why("names", "x.json")
                .starts_with("\"names\" is not an option of a view. The options are k, algorithm, features")
        );
        assert!(why("filter", "city=").starts_with("--filter: "));
        assert!(why("mapping", "x").contains("\"mapping\" is not an option of a view"));
    }
}
