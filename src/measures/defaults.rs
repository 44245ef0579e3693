//! The default features: those that vary and that most customers have.

use std::collections::HashSet;

use super::catalogue::{Basis, FeatureSpec};
use super::feature::Feature;
use super::features::{Features, Preset};
use crate::data::Kind;
use crate::rounding::are_equal;

/// The largest share of customers without a value of a feature that is chosen.
const MOST_MISSING: f64 = 0.2;
/// The least share of distinct values in a column of ids.
const DISTINCT_SHARE: f64 = 0.9;
/// Fewer values than this are not a numbering.
const FEWEST: usize = 20;
/// Parts of names that say that a number is an id.
const ID_WORDS: [&str; 12] =
    ["id", "no", "nr", "num", "number", "code", "key", "phone", "mobile", "zip", "postcode", "index"];

/// Why a column is not chosen.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Left {
    /// This share of the customers has no value, 0 to 1.
    Missing(f64),
    /// Every customer has the same value.
    Constant,
    /// Nearly every customer has a different number, which only identifies the customer.
    IdLike,
}

/// The features that are chosen, and the columns that are not.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Defaults {
    /// Names of features.
    pub chosen: Vec<String>,
    /// Names of columns and why they are left.
    pub left: Vec<(String, Left)>,
}

impl Features {
    /// The default features: `behaviour` of coupons, `rfm` of purchases, all numeric columns of customers alone. Columns
    /// that are constant, like an id, or missing for many customers are left out.
    pub fn defaults(&self) -> Defaults {
        let wanted: Vec<&Feature> = match self.kind {
            _ if !self.has_transactions => self.own(),
            Kind::Purchases => self.of_preset(Preset::Rfm),
            Kind::Coupons | Kind::Customers => self.of_preset(Preset::Behaviour),
        };
        let mut defaults = Defaults::default();
        for feature in &wanted {
            match self.left(feature) {
                Some(why) => defaults.left.push((feature.name.clone(), why)),
                None => defaults.chosen.push(feature.name.clone()),
            }
        }
        if defaults.chosen.is_empty() {
            // No column is better than the others; clustering reports what is wrong with them.
            return Defaults { chosen: wanted.iter().map(|feature| feature.name.clone()).collect(), left: Vec::new() };
        }
        defaults.left.extend(self.empty.iter().map(|name| (name.clone(), Left::Missing(1.0))));
        defaults
    }

    fn of_preset(&self, preset: Preset) -> Vec<&Feature> {
        self.preset(preset).iter().filter_map(|name| self.get(name)).collect()
    }

    /// The numeric columns of customers; codes and spans of time only if there is nothing else.
    fn own(&self) -> Vec<&Feature> {
        let own = |c: &&Feature| !c.code && FeatureSpec::named(&c.name).is_none_or(|f| f.basis != Basis::Dates);
        let columns: Vec<&Feature> = self.columns.iter().filter(own).collect();
        if columns.is_empty() { self.columns.iter().collect() } else { columns }
    }

    /// Whether nearly every customer has a different number in this column.
    pub(crate) fn is_like_an_id(&self, feature: &Feature) -> bool {
        feature.integer && self.left(feature) == Some(Left::IdLike)
    }

    fn left(&self, feature: &Feature) -> Option<Left> {
        let of_active =
            || feature.values.iter().zip(&self.active).filter(|(_, active)| **active).map(|(value, _)| *value);
        let present = || of_active().filter(|value| value.is_finite());
        let missing = 1.0 - present().count() as f64 / of_active().count().max(1) as f64;
        match () {
            () if missing > MOST_MISSING => Some(Left::Missing(missing)),
            () if are_equal(present()) => Some(Left::Constant),
            () if FeatureSpec::named(&feature.name).is_none()
                && feature.integer
                && is_id_like(&feature.name, &present().collect::<Vec<f64>>()) =>
            {
                Some(Left::IdLike)
            }
            () => None,
        }
    }
}

/// Whether integers are ids: nearly all differ, and they are a numbering or the name says so.
pub(super) fn is_id_like(name: &str, values: &[f64]) -> bool {
    let least = values.iter().copied().fold(f64::INFINITY, f64::min);
    let most = values.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let enough = DISTINCT_SHARE * values.len() as f64;
    // Ages of a million customers need no count.
    if most - least + 1.0 < enough
        || (values.iter().map(|value| value.to_bits()).collect::<HashSet<u64>>().len() as f64) < enough
    {
        return false;
    }
    let word = |word: &str| ID_WORDS.contains(&word.to_ascii_lowercase().as_str());
    let named =
        name.split(|letter: char| !letter.is_alphanumeric()).any(word) || name.ends_with("Id") || name.ends_with("ID");
    named || (values.len() >= FEWEST && most - least < 2.0 * values.len() as f64)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn features(columns: &[(&str, &[f64])]) -> Features {
        Features {
            columns: columns.iter().map(|(name, values)| Feature::new(name, values.to_vec())).collect(),
            active: vec![true; columns[0].1.len()],
            kind: Kind::Customers,
            ..Features::default()
        }
    }

    #[test]
    fn what_few_have_what_is_constant_and_ids_are_left() {
        let nan = f64::NAN;
        let defaults = features(&[
            ("income", &[1.0, 2.0, 9.0, 8.0, nan]),
            ("visits", &[9.0, 8.0, 1.0, nan, nan]),
            ("region", &[4.0; 5]),
            ("price", &[0.3, 0.1 + 0.2, 0.3, 0.3, nan]),
            ("account_no", &[71.0, 15.0, 33.0, 8.0, 90.0]),
            ("nothing", &[nan; 5]),
        ])
        .defaults();
        assert_eq!(defaults.chosen, ["income"]);
        let left = [
            ("visits", Left::Missing(0.4)),
            ("region", Left::Constant),
            ("price", Left::Constant),
            ("account_no", Left::IdLike),
            ("nothing", Left::Missing(1.0)),
        ];
        assert_eq!(defaults.left, left.map(|(name, why)| (name.to_owned(), why)));
    }

    #[test]
    fn a_numbering_is_an_id_and_an_income_is_not() {
        let numbers: Vec<f64> = (100..160).map(f64::from).collect();
        let incomes: Vec<f64> = (0..60).map(|i| f64::from(20_000 + i * i * 13)).collect();
        let ages: Vec<f64> = (0..60).map(|i| f64::from(20 + i % 40)).collect();
        let defaults = features(&[("row", &numbers), ("income", &incomes), ("age", &ages)]).defaults();
        assert_eq!(defaults.chosen, ["income", "age"]);
        assert_eq!(defaults.left, [("row".to_owned(), Left::IdLike)]);
    }

    #[test]
    fn where_nothing_is_left_all_are_chosen() {
        let defaults = features(&[("a", &[1.0, 1.0]), ("b", &[2.0, 2.0])]).defaults();
        assert_eq!((defaults.chosen.as_slice(), defaults.left.len()), (&["a".to_owned(), "b".to_owned()][..], 0));
    }
}
