//! One row per customer: the features of design §4.

use strum::{Display, EnumIter, EnumString};

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
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Display, EnumIter, EnumString)]
#[strum(serialize_all = "lowercase")]
pub enum InactivePolicy {
    /// Left out of the clustering and shown as a group of their own.
    #[default]
    Separate,
    /// Left out.
    Exclude,
    /// Kept: counts and ratios 0, recency the largest seen.
    Impute,
}

/// The feature table: one entry per customer in every column, in the order of the customers table.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Features {
    /// Columns by name, in the order of design §4; `NaN` is a missing value.
    pub columns: Vec<Feature>,
    /// Whether each customer has a transaction. All true without a transactions table.
    pub active: Vec<bool>,
    /// City of each customer: index into [`Features::city_names`].
    pub city: Vec<Option<u32>>,
    /// Names (or ids) of cities.
    pub city_names: Vec<String>,
    /// Index into [`Features::gender_names`].
    pub gender: Vec<Option<u32>>,
    /// Names (or ids) of genders.
    pub gender_names: Vec<String>,
    /// Ids, as text.
    pub customer_ids: Vec<String>,
    /// Whether there is a transactions table: without one the default features are all numeric customer columns.
    pub has_transactions: bool,
}

/// A feature column.
#[derive(Clone, Debug, PartialEq)]
pub struct Feature {
    /// Its name in options, JSON and on screen.
    pub name: String,
    /// One value per customer; `NaN` is missing.
    pub values: Vec<f64>,
    /// Whether all present values are whole numbers.
    pub integer: bool,
    /// Whether the numbers are codes without an order (`gender_encoded`, `city_encoded`): no index, no mean to speak of.
    pub code: bool,
}

impl Features {
    /// The column of that name.
    pub fn get(&self, name: &str) -> Option<&Feature> {
        self.columns.iter().find(|c| c.name == name)
    }
}
