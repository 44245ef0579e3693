//! A feature: one value per customer.

/// A feature column.
#[derive(Clone, Debug, PartialEq)]
pub struct Feature {
    /// Its name in options, JSON and on screen.
    pub name: String,
    /// One value per customer; `NaN` is missing.
    pub values: Vec<f64>,
    /// Whether all present values are integers.
    pub integer: bool,
    /// Whether the numbers are codes without an order (`gender_encoded`, `city_encoded`), which have no meaningful
    /// mean.
    pub code: bool,
}

impl Feature {
    /// A column of numbers; `integer` follows from the values.
    pub(super) fn new(name: &str, values: Vec<f64>) -> Self {
        let integer = values.iter().all(|v| v.is_nan() || v.fract() == 0.0);
        Self { name: name.to_owned(), values, integer, code: false }
    }
}

/// A text column of the customers table with few categories, which can be clustered by as 0/1 columns.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CategoricalFeature {
    /// Its name.
    pub name: String,
    /// Its categories, in alphabetical order.
    pub words: Vec<String>,
    /// Index into [`CategoricalFeature::words`] of each customer.
    pub codes: Vec<Option<u8>>,
}
