//! Genders and cities as numbers: label codes and one-hot columns.

use std::collections::{BTreeMap, BTreeSet};

use strum::EnumString;

use super::features::Feature;

/// The one-hot families.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumString)]
pub(super) enum OneHot {
    /// By gender.
    #[strum(serialize = "gender_onehot")]
    Gender,
    /// By city.
    #[strum(serialize = "city_onehot")]
    City,
}

/// The label code of each customer: the place of the name in alphabetical order, `NaN` without a known key.
///
/// Keys that share a name share a code.
pub(super) fn label_codes(keys: &[Option<u32>], names: &[String]) -> Vec<f64> {
    let sorted: BTreeSet<&str> = names.iter().map(String::as_str).collect();
    let place: BTreeMap<&str, f64> = sorted.into_iter().zip(0..).map(|(name, i)| (name, f64::from(i))).collect();
    let code_of_key: Vec<f64> = names.iter().map(|name| place[name.as_str()]).collect();
    let code = |key: &Option<u32>| key.and_then(|k| code_of_key.get(k as usize)).copied().unwrap_or(f64::NAN);
    keys.iter().map(code).collect()
}

/// One 0/1 column per name in alphabetical order, called `kind:name`, or only that of `wanted`; `NaN` without a known
/// key.
pub(super) fn one_hot(kind: &str, keys: &[Option<u32>], names: &[String], wanted: Option<&str>) -> Vec<Feature> {
    let columns: BTreeSet<&str> = names.iter().map(String::as_str).filter(|n| wanted.is_none_or(|w| w == *n)).collect();
    let value = |key: &Option<u32>, column: &str| {
        let name = key.and_then(|k| names.get(k as usize));
        name.map_or(f64::NAN, |name| f64::from(u8::from(name == column)))
    };
    columns
        .into_iter()
        .map(|column| Feature {
            name: format!("{kind}:{column}"),
            values: keys.iter().map(|key| value(key, column)).collect(),
            integer: true,
            code: false,
        })
        .collect()
}
