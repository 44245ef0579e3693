//! An invalid option value in one sentence: the value, where it was given, and what is allowed.

use std::error::Error as _;
use std::fmt::{self, Display, Formatter};

use clap::error::{ContextKind, ContextValue, Error};

use crate::data::escape;

/// An invalid value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// The flag: `--linkage`.
    pub flag: String,
    /// The given value.
    pub value: String,
    /// What to write instead.
    pub why: String,
}

impl Refusal {
    /// The error of clap as a refusal, if it is about a value. clap prints other mistakes itself.
    pub fn of(error: &Error) -> Option<Self> {
        let text = |kind| match error.get(kind) {
            Some(ContextValue::String(text)) => Some(text.as_str()),
            _ => None,
        };
        let why = match error.get(ContextKind::ValidValue) {
            Some(ContextValue::Strings(known)) if !known.is_empty() => {
                let near = text(ContextKind::SuggestedValue).map(|near| format!(". Did you mean {near}?"));
                format!("choose one of {}{}", known.join(", "), near.unwrap_or_default())
            }
            _ => error.source()?.to_string(),
        };
        let flag = text(ContextKind::InvalidArg)?.split(' ').next()?.trim_matches(['<', '>', '[', ']', '.']);
        Some(Self { flag: flag.to_owned(), value: text(ContextKind::InvalidValue)?.to_owned(), why })
    }

    /// The same value, given in `place`.
    pub fn at(&self, place: impl Display) -> String {
        // A reason of several lines contains the value already.
        if self.why.contains('\n') {
            format!("{place}: {}", self.why)
        } else {
            format!("{place} {}: {}", escape(&self.value), self.why)
        }
    }
}

impl Display for Refusal {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(&self.at(&self.flag))
    }
}
