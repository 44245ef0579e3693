//! The options of the algorithms, from the table of parameters.

use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser, ValueParser};
use clap::error::Error;
use clap::{Arg, ArgMatches, Args, Command, FromArgMatches};

use crate::cluster::{Method, Parameter, Values};

/// A method with the parameters from the command line.
#[derive(Clone, Debug, Default)]
pub struct Parameters(pub Method);

/// The option of a parameter.
fn option(parameter: Parameter) -> Arg {
    let row = parameter.row();
    let default = parameter.text(&Method::default()).or(row.without.map(ToOwned::to_owned)).unwrap_or_default();
    Arg::new(row.flag)
        .long(row.flag)
        .global(true)
        .env(row.variable)
        .value_name(row.value_name)
        .help(format!("{} [default: {default}]", row.help))
        .help_heading("Clustering")
        .ignore_case(true)
        .value_parser(parser(&row.values))
}

fn parser(values: &'static Values) -> ValueParser {
    match values {
        Values::Names(names) => {
            let names = names().into_iter().map(|name| PossibleValue::new(name.name).help(name.about));
            ValueParser::new(PossibleValuesParser::new(names).map(|name| name.to_lowercase()))
        }
        values => ValueParser::new(|text: &str| {
            let text = text.trim();
            values.check(text).map(|()| text.to_owned()).map_err(|what| format!("give {what}"))
        }),
    }
}

impl Args for Parameters {
    fn augment_args(command: Command) -> Command {
        command.args(Parameter::of_method().map(option))
    }

    fn augment_args_for_update(command: Command) -> Command {
        Self::augment_args(command)
    }
}

impl FromArgMatches for Parameters {
    fn from_arg_matches(matches: &ArgMatches) -> Result<Self, Error> {
        let mut found = Self::default();
        found.update_from_arg_matches(matches)?;
        Ok(found)
    }

    fn update_from_arg_matches(&mut self, matches: &ArgMatches) -> Result<(), Error> {
        for parameter in Parameter::of_method() {
            if let Some(text) = matches.get_one::<String>(parameter.row().flag) {
                parameter.set(&mut self.0, Some(text));
            }
        }
        Ok(())
    }
}
