//! Genders, cities and text columns as numbers: label codes and one-hot columns.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use super::feature::Feature;

/// The label code of each customer: the index of the name in alphabetical order, `NaN` without a known key.
///
/// Keys with the same name have the same code.
pub(super) fn label_codes(keys: &[Option<u32>], names: &[String]) -> Vec<f64> {
    let sorted: BTreeSet<&str> = names.iter().map(String::as_str).collect();
    let place: BTreeMap<&str, f64> = sorted.into_iter().zip(0..).map(|(name, i)| (name, f64::from(i))).collect();
    let code_of_key: Vec<f64> = names.iter().map(|name| place[name.as_str()]).collect();
    let code = |key: &Option<u32>| key.and_then(|k| code_of_key.get(k as usize)).copied().unwrap_or(f64::NAN);
    keys.iter().map(code).collect()
}

impl<'a> OneHot<'a> {
    /// The code of each customer.
    pub fn codes(&self) -> Vec<Option<u32>> {
        match self.codes {
            Codes::Wide(codes) => codes.to_vec(),
            Codes::Narrow(codes) => codes.iter().map(|code| code.map(u32::from)).collect(),
        }
    }

    /// The name of each customer.
    pub fn names_of_customers(&self) -> Vec<Option<&'a str>> {
        let name = |code: Option<usize>| code.and_then(|code| self.names.get(code)).map(String::as_str);
        match self.codes {
            Codes::Wide(codes) => codes.iter().map(|code| name(code.map(|c| c as usize))).collect(),
            Codes::Narrow(codes) => codes.iter().map(|code| name(code.map(usize::from))).collect(),
        }
    }
}

/// A family of 0/1 columns, one per name.
pub(super) struct OneHot<'a> {
    /// The name of the family: `gender_onehot`.
    pub word: Cow<'static, str>,
    /// The name of each code. Codes with the same name share a column.
    pub names: &'a [String],
    /// The code of each customer.
    pub codes: Codes<'a>,
}

/// Codes of customers, in the width they are stored in.
pub(super) enum Codes<'a> {
    /// Codes of a dimension.
    Wide(&'a [Option<u32>]),
    /// Codes of a few categories.
    Narrow(&'a [Option<u8>]),
}

impl OneHot<'_> {
    /// Names of the columns in alphabetical order, `gender_onehot:Female`.
    pub fn columns(&self) -> Vec<String> {
        let names: BTreeSet<&str> = self.names.iter().map(String::as_str).collect();
        names.into_iter().map(|name| format!("{}:{name}", self.word)).collect()
    }

    /// The column of one name: 1 for customers with that name, 0 for those with another, `NaN` for those without one.
    pub fn column(&self, column: &str) -> Option<Feature> {
        let wanted = column.strip_prefix(&*self.word)?.strip_prefix(':')?;
        let is: Vec<f64> = self.names.iter().map(|name| f64::from(u8::from(name == wanted))).collect();
        let value = |code: Option<usize>| code.and_then(|code| is.get(code)).copied().unwrap_or(f64::NAN);
        let values = match self.codes {
            Codes::Wide(codes) => codes.iter().map(|code| value(code.map(|c| c as usize))).collect(),
            Codes::Narrow(codes) => codes.iter().map(|code| value(code.map(usize::from))).collect(),
        };
        is.contains(&1.0).then(|| Feature { name: column.to_owned(), values, integer: true, code: false })
    }
}
