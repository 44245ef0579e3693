//! The features of all customers: what can be clustered by, and the values of each.

use std::borrow::Cow;
use std::sync::Arc;

use serde::{Deserialize, Serialize};
use strum::{Display, EnumIter, EnumMessage, EnumString};

use super::catalogue::{Basis, FeatureSpec, Inactive};
use super::encode::{Codes, OneHot};
use super::feature::{CategoricalFeature, Feature};
use crate::aggregate::Habits;
use crate::data::{Ids, Kind, PlaceLevel, escape};

/// Named sets of features.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Display, EnumIter, EnumString)]
#[strum(serialize_all = "lowercase")]
pub enum Preset {
    /// `transaction_count`, `burnt_ratio`, `recency_days`.
    #[default]
    Behaviour,
    /// `gender_encoded`, `city_encoded`, `transaction_count`, `claimed_ratio`, `burnt_ratio`.
    Classic,
    /// `recency_days`, `transaction_count`, and `amount_total` or `burnt_count`.
    Rfm,
}

/// What happens to customers without a transaction when clustering.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, Display, EnumIter, EnumMessage, EnumString, Serialize, Deserialize,
)]
#[strum(serialize_all = "lowercase")]
#[serde(rename_all = "lowercase")]
pub enum InactivePolicy {
    /// Left out of the clustering and shown as a group.
    #[default]
    Separate,
    /// Left out.
    Exclude,
    /// Included, with counts and ratios 0 and the largest recency of all customers.
    Impute,
}

/// The feature table: one entry per customer in every column, in the order of the customers table.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Features {
    /// Columns in the order of the catalogue, then other columns of the customers table; `NaN` is a missing value.
    pub columns: Vec<Feature>,
    /// Whether each customer has a transaction; true for all without a transactions table.
    pub active: Vec<bool>,
    /// City of each customer: index into [`Features::city_names`].
    pub city: Vec<Option<u32>>,
    /// What kind of place the cities are.
    pub place: PlaceLevel,
    /// Names (or ids) of cities.
    pub city_names: Vec<String>,
    /// Index into [`Features::gender_names`].
    pub gender: Vec<Option<u32>>,
    /// Names (or ids) of genders.
    pub gender_names: Vec<String>,
    /// Text columns of the customers table with few categories.
    pub categorical: Vec<CategoricalFeature>,
    /// The few words among the numbers of a column, by its name. They are in no mean and in no clustering.
    pub words_of_numbers: Vec<CategoricalFeature>,
    /// Ids, those of the facts.
    pub customer_ids: Arc<Ids>,
    /// Whether there is a transactions table. Without one the default features are all numeric customer columns.
    pub has_transactions: bool,
    /// What the transactions are.
    pub kind: Kind,
    /// Columns of the customers table in which no customer has a value.
    pub empty: Vec<String>,
    /// Burnt rows of the data, including those of unknown customers: the denominator of shares of all burnt.
    pub total_burnt: u64,
    /// Whether burn rates are meaningless, see [`Facts::only_burnt`](crate::data::Facts::only_burnt).
    pub only_burnt: bool,
    /// The currency of the amounts, see [`Facts::currency`](crate::data::Facts::currency).
    pub currency: Option<String>,
    /// What each customer buys and when.
    pub habits: Arc<Habits>,
}

/// A text column of customers.
#[derive(Clone, Debug, PartialEq)]
pub struct CodedColumn<'a> {
    /// Its name in features, filters and options; `city` for any kind of place.
    pub key: String,
    /// Its name on screens.
    pub name: String,
    /// The name of each code.
    pub names: &'a [String],
    /// The code of each customer.
    pub codes: Vec<Option<u32>>,
}

/// A feature or family that can be selected by name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offered {
    /// The name.
    pub name: String,
    /// Its columns: one for a feature, several for a family.
    pub columns: Vec<String>,
}

impl Features {
    /// The column of that name.
    pub fn get(&self, name: &str) -> Option<&Feature> {
        self.columns.iter().find(|c| c.name == name)
    }

    /// The revenue of each customer, net of returns; none for kinds other than purchases, and without amounts.
    pub fn revenue(&self) -> Option<&[f64]> {
        self.get("amount_total").filter(|_| self.kind == Kind::Purchases).map(|amounts| &*amounts.values)
    }

    /// Number of customers.
    pub fn len(&self) -> usize {
        self.active.len()
    }

    /// Whether there are no customers.
    pub fn is_empty(&self) -> bool {
        self.active.is_empty()
    }

    /// The features of a preset that exist in this data.
    pub fn preset(&self, preset: Preset) -> Vec<String> {
        let money = if self.get("amount_total").is_some() { "amount_total" } else { "burnt_count" };
        // Of the two counts, the data has one.
        let names: &[&str] = match preset {
            Preset::Behaviour => &["order_count", "transaction_count", "burnt_ratio", "recency_days"],
            Preset::Classic => {
                &["gender_encoded", "city_encoded", "order_count", "transaction_count", "claimed_ratio", "burnt_ratio"]
            }
            Preset::Rfm => &["recency_days", "order_count", "transaction_count", money],
        };
        names.iter().filter(|n| self.get(n).is_some()).map(|n| (*n).to_owned()).collect()
    }

    /// The columns of a list of features, presets and families (`gender_onehot`), each once, in that order. An empty
    /// list means the default.
    ///
    /// # Errors
    /// A sentence that names the unknown name and the known ones.
    pub fn resolve(&self, names: &[String]) -> Result<Vec<Feature>, String> {
        let default = if names.is_empty() { self.defaults().chosen } else { Vec::new() };
        let mut chosen: Vec<Feature> = Vec::new();
        for name in default.iter().chain(names).map(|n| n.trim()).filter(|n| !n.is_empty()) {
            let found = self.columns_of(name);
            if found.is_empty() {
                return Err(self.unknown(name));
            }
            for feature in found {
                if chosen.iter().all(|c| c.name != feature.name) {
                    chosen.push(feature);
                }
            }
        }
        Ok(chosen)
    }

    /// The customers who are clustered under a policy.
    pub fn included(&self, policy: InactivePolicy) -> Vec<bool> {
        match policy {
            InactivePolicy::Separate | InactivePolicy::Exclude => self.active.clone(),
            InactivePolicy::Impute => vec![true; self.len()],
        }
    }

    /// The values of a feature under a policy: as they are, or with the values of inactive customers filled in, see
    /// [`Features::fill`]. None for an unknown name.
    pub fn values(&self, name: &str, policy: InactivePolicy) -> Option<Cow<'_, [f64]>> {
        let values = match self.get(name) {
            Some(feature) => Cow::Borrowed(feature.values.as_slice()),
            None => Cow::Owned(self.one_hots().iter().find_map(|family| family.column(name))?.values),
        };
        match fill(name, &values) {
            Some(fill) if policy == InactivePolicy::Impute => Some(Cow::Owned(self.filled(&values, fill))),
            _ => Some(values),
        }
    }

    /// The value that `impute` gives inactive customers where they have none of their own: the largest recency (`NaN`
    /// without any), 0 for a mean of amounts. None if they have their own.
    pub fn fill(&self, name: &str) -> Option<f64> {
        fill(name, self.get(name).map_or(&[], |feature| &feature.values))
    }

    /// The values, with `fill` for inactive customers.
    pub fn filled(&self, values: &[f64], fill: f64) -> Vec<f64> {
        values.iter().zip(&self.active).map(|(v, active)| if *active { *v } else { fill }).collect()
    }

    /// Whether the data has what a feature is computed from, but no customer has a value. Such columns are left out.
    pub fn has_no_value(&self, name: &str) -> bool {
        self.get(name).is_none()
            && FeatureSpec::named(name).is_some_and(|feature| match feature.basis {
                Basis::Events | Basis::Dates => self.has_transactions,
                Basis::Claims => self.has_transactions && self.kind == Kind::Coupons,
                Basis::Orders => self.has_transactions && self.kind == Kind::Purchases,
                Basis::Amounts => self.get("amount_total").is_some(),
                Basis::Keys
                | Basis::Branches
                | Basis::Merchants
                | Basis::Expiries
                | Basis::Products
                | Basis::OrdersWithCoupon => false,
            })
    }

    /// The columns of one name; empty if it is unknown.
    fn columns_of(&self, word: &str) -> Vec<Feature> {
        if let Some(feature) = self.get(word) {
            return vec![feature.clone()];
        }
        if let Ok(preset) = word.parse() {
            return self.preset(preset).iter().filter_map(|name| self.get(name)).cloned().collect();
        }
        let families = self.one_hots();
        match families.iter().find(|family| family.word == word) {
            Some(family) => family.columns().iter().filter_map(|column| family.column(column)).collect(),
            None => families.iter().find_map(|family| family.column(word)).into_iter().collect(),
        }
    }

    /// The families of 0/1 columns: genders, cities, and the text columns of customers.
    pub(super) fn one_hots(&self) -> Vec<OneHot<'_>> {
        let keyed =
            [("gender_onehot", &self.gender_names, &self.gender), ("city_onehot", &self.city_names, &self.city)]
                .into_iter()
                .filter(|(_, names, _)| !names.is_empty())
                .map(|(word, names, codes)| OneHot { word: word.into(), names, codes: Codes::Wide(codes) });
        let text = self.categorical.iter().map(|column| OneHot {
            word: format!("{}_onehot", column.name).into(),
            names: &column.words,
            codes: Codes::Narrow(&column.codes),
        });
        keyed.chain(text).collect()
    }

    /// Everything that can be selected: each feature in the order of the columns, then each family of 0/1 columns.
    pub fn offered(&self) -> Vec<Offered> {
        let single = |feature: &Feature| Offered { name: feature.name.clone(), columns: vec![feature.name.clone()] };
        let family = |family: OneHot<'_>| Offered { columns: family.columns(), name: family.word.into_owned() };
        self.columns.iter().map(single).chain(self.one_hots().into_iter().map(family)).collect()
    }

    /// Of customers alone, the numeric columns besides some: a table of them has all columns. Empty for data with events.
    pub fn others<'a>(&'a self, besides: &'a [Feature]) -> impl Iterator<Item = &'a Feature> {
        let listed = |feature: &&Feature| !feature.code && besides.iter().all(|other| other.name != feature.name);
        self.columns.iter().filter(|_| self.kind == Kind::Customers).filter(listed)
    }

    /// Of customers alone, the text columns with the value of each customer. Empty for data with events.
    pub fn texts(&self) -> Vec<(String, Vec<Option<&str>>)> {
        let families = if self.kind == Kind::Customers { self.one_hots() } else { Vec::new() };
        let name = |word: &str| word.strip_suffix("_onehot").unwrap_or(word).to_owned();
        families.iter().map(|family| (name(&family.word), family.names_of_customers())).collect()
    }

    /// The text columns of customers: their names, their categories, and the code of each customer.
    pub fn coded<'a>(&'a self) -> Vec<CodedColumn<'a>> {
        let column = |family: &OneHot<'a>| {
            let key = family.word.strip_suffix("_onehot").unwrap_or(&family.word).to_owned();
            let name = if key == "city" { self.place.to_string() } else { key.clone() };
            CodedColumn { key, name, names: family.names, codes: family.codes() }
        };
        self.one_hots().iter().map(column).collect()
    }

    fn unknown(&self, word: &str) -> String {
        let there_is: Vec<String> = self.offered().iter().map(|offered| escape(&offered.name)).collect();
        let presets = "behaviour, classic, rfm";
        let (word, there_is) = (escape(word), there_is.join(", "));
        format!("this data has no feature `{word}`. There are: {there_is}; and the presets {presets}")
    }
}

/// See [`Features::fill`].
fn fill(name: &str, values: &[f64]) -> Option<f64> {
    match FeatureSpec::named(name)?.inactive {
        Inactive::Own => None,
        Inactive::Largest => Some(values.iter().copied().fold(f64::NAN, f64::max)),
        Inactive::Zero => Some(0.0),
    }
}
