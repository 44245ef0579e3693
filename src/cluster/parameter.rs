//! The table of parameters: what each is called, which values it has, and where its value is stored. The dialog, the
//! command line and the configuration file follow from it.

use std::fmt::Display;
use std::str::FromStr;

use strum::{EnumMessage, IntoEnumIterator};

use super::algorithm::Method;
use super::dbscan::Density;
use super::hierarchy::Linkage;
use super::spec::Parameter;

/// The row of a parameter.
#[derive(Debug)]
pub struct Row {
    /// Its name as an option.
    pub flag: &'static str,
    /// The environment variable that sets the option.
    pub variable: &'static str,
    /// Its value in the help of the option.
    pub value_name: &'static str,
    /// What it is, for the help of the option.
    pub help: &'static str,
    /// What is used without a value, if the default is not a value.
    pub without: Option<&'static str>,
    /// Its title in the dialog.
    pub title: &'static str,
    /// A hint beside its value in the dialog.
    pub hint: &'static str,
    /// Which values it has.
    pub values: Values,
    /// Its value as text; none where it is automatic.
    get: fn(&Method) -> Option<String>,
    /// Sets it from text; automatic without one.
    set: fn(&mut Method, Option<&str>),
}

/// Which values a parameter has.
#[derive(Debug)]
pub enum Values {
    /// Integers of at least `least`; the dialog offers them up to `most`.
    Whole {
        /// The smallest value.
        least: u64,
        /// The largest value of the dialog.
        most: u64,
    },
    /// Numbers above 0, in scaled units.
    Distance,
    /// Names.
    Names(fn() -> Vec<Name>),
}

/// A value with a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Name {
    /// The name.
    pub name: String,
    /// Its type.
    pub about: &'static str,
}

/// The names of an enum; the first line of the documentation of each says what it is.
fn names<T: IntoEnumIterator + EnumMessage + Display>() -> Vec<Name> {
    let about = |value: &T| value.get_documentation().and_then(|text| text.lines().next()).unwrap_or_default();
    T::iter().map(|value| Name { name: value.to_string(), about: about(&value).trim_end_matches('.') }).collect()
}

/// Sets a value that is there, if it is valid.
fn put<T: FromStr>(value: &mut T, text: Option<&str>) {
    if let Some(given) = text.and_then(|text| text.parse().ok()) {
        *value = given;
    }
}

impl Parameter {
    /// Its row. K is stored with what chooses it, not in the method.
    pub const fn row(self) -> &'static Row {
        match self {
            Self::K => &Row {
                flag: "k",
                variable: "SEGSCOPE_K",
                value_name: "N|auto",
                help: "Number of segments",
                without: Some("auto"),
                title: "segments",
                hint: "auto: the best of the sweep",
                values: Values::Whole { least: 2, most: u64::MAX },
                get: |_| None,
                set: |_, _| {},
            },
            Self::Seed => &Row {
                flag: "seed",
                variable: "SEGSCOPE_SEED",
                value_name: "N",
                help: "Seed of every random choice",
                without: None,
                title: "seed",
                hint: "of every random choice",
                values: Values::Whole { least: 0, most: u64::MAX },
                get: |method| Some(method.seed.to_string()),
                set: |method, text| put(&mut method.seed, text),
            },
            Self::Restarts => &Row {
                flag: "restarts",
                variable: "SEGSCOPE_RESTARTS",
                value_name: "N",
                help: "Restarts per number of segments",
                without: None,
                title: "restarts",
                hint: "number of random starts; the best one is used",
                values: Values::Whole { least: 1, most: 1000 },
                get: |method| Some(method.restarts.to_string()),
                set: |method, text| put(&mut method.restarts, text),
            },
            Self::Eps => &Row {
                flag: "eps",
                variable: "SEGSCOPE_EPS",
                value_name: "X",
                help: "Largest distance between neighbours for dbscan, in scaled units",
                without: Some("the knee of the k-distances"),
                title: "eps",
                hint: "auto: the knee of the k-distances",
                values: Values::Distance,
                get: |method| method.eps.map(|eps| eps.to_string()),
                set: |method, text| method.eps = text.and_then(|text| text.parse().ok()),
            },
            Self::MinPoints => &Row {
                flag: "min-points",
                variable: "SEGSCOPE_MIN_POINTS",
                value_name: "N",
                help: "Number of customers within eps that makes a region dense for dbscan",
                without: Some("twice the number of features"),
                title: "min points",
                hint: "auto: twice the features",
                values: Values::Whole { least: 1, most: u32::MAX as u64 },
                get: |method| method.min_points.map(|n| n.to_string()),
                set: |method, text| method.min_points = text.and_then(|text| text.parse().ok()),
            },
            Self::Linkage => &Row {
                flag: "linkage",
                variable: "SEGSCOPE_LINKAGE",
                value_name: "L",
                help: "Linkage of hierarchical clustering",
                without: None,
                title: "linkage",
                hint: "left and right change it",
                values: Values::Names(names::<Linkage>),
                get: |method| Some(method.linkage.to_string()),
                set: |method, text| put(&mut method.linkage, text),
            },
        }
    }

    /// The parameters that are stored in a method, in the order of the options.
    pub fn of_method() -> impl Iterator<Item = Self> {
        Self::iter().filter(|parameter| *parameter != Self::K)
    }

    /// Its value as text; none where it is automatic.
    pub fn text(self, method: &Method) -> Option<String> {
        (self.row().get)(method)
    }

    /// Sets its value from text that [`Values::check`] accepts; automatic without one.
    pub fn set(self, method: &mut Method, text: Option<&str>) {
        (self.row().set)(method, text);
    }
}

impl Values {
    /// Checks a value as it is typed.
    ///
    /// # Errors
    /// What to write instead.
    pub fn check(&self, text: &str) -> Result<(), String> {
        let valid = match self {
            Self::Whole { least, .. } => text.parse::<u64>().is_ok_and(|n| n >= *least),
            Self::Distance => text.parse::<f64>().is_ok_and(|x| x > 0.0 && x.is_finite()),
            Self::Names(names) => names().iter().any(|name| name.name == text),
        };
        if valid { Ok(()) } else { Err(self.to_string()) }
    }

    /// The value after or before a value that [`Values::check`] accepts; none below the smallest.
    pub fn beside(&self, text: &str, forward: bool) -> Option<String> {
        match self {
            Self::Whole { least, .. } => {
                let n: u64 = text.parse().ok()?;
                let next = if forward { Some(n.saturating_add(1)) } else { n.checked_sub(1).filter(|n| n >= least) };
                next.map(|n| n.to_string())
            }
            Self::Distance => Some(Density::eps_step(text.parse().ok()?, forward).to_string()),
            Self::Names(names) => {
                let names = names();
                let at = names.iter().position(|name| name.name == text)?;
                let next = (at + if forward { 1 } else { names.len() - 1 }) % names.len();
                names.get(next).map(|name| name.name.clone())
            }
        }
    }
}

/// What to write: "a whole number from 1".
impl Display for Values {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Whole { least, .. } => write!(f, "a whole number from {least}"),
            Self::Distance => f.write_str("a number above 0"),
            Self::Names(names) => {
                let names: Vec<String> = names().into_iter().map(|name| name.name).collect();
                write!(f, "one of {}", names.join(", "))
            }
        }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn every_value_is_read_back_as_it_is_written() {
        for parameter in Parameter::of_method() {
            let values = &parameter.row().values;
            let text = match values {
                Values::Whole { least, .. } => (least + 6).to_string(),
                Values::Distance => "0.25".to_owned(),
                Values::Names(names) => names()[2].name.clone(),
            };
            let mut method = Method::default();
            let usual = parameter.text(&method);
            assert_eq!(usual.is_none(), parameter.row().without.is_some(), "{parameter:?}");
            parameter.set(&mut method, Some(&text));
            assert_eq!(parameter.text(&method).as_deref(), Some(text.as_str()));
            let others = Parameter::of_method().filter(|other| *other != parameter);
            others.for_each(|other| assert_eq!(other.text(&method), other.text(&Method::default())));
            assert_eq!(values.check(&text), Ok(()));
            assert_ne!(values.beside(&text, true), values.beside(&text, false));
            if usual.is_none() {
                parameter.set(&mut method, None);
                assert_eq!(method, Method::default());
            }
        }
    }

    #[test]
    fn values_out_of_range_are_refused_with_what_to_write() {
        let refused =
            |parameter: Parameter, text: &str| parameter.row().values.check(text).expect_err("it is out of range");
        assert_eq!(refused(Parameter::Restarts, "0"), "a whole number from 1");
        assert_eq!(refused(Parameter::Seed, "-1"), "a whole number from 0");
        for text in ["0", "-1", "inf", "NaN", ""] {
            assert_eq!(refused(Parameter::Eps, text), "a number above 0");
        }
        assert_eq!(refused(Parameter::Linkage, "wad"), "one of ward, average, complete, single");
        assert_eq!(Parameter::Restarts.row().values.beside("1", false), None);
        assert_eq!(Parameter::Linkage.row().values.beside("ward", false).as_deref(), Some("single"));
    }
}
