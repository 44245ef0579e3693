//! The words of the data that a filter can use, for completion and messages.

use super::keys::{Field, Size};

/// Names by key, the most frequent first.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Vocabulary {
    /// Cities.
    pub cities: Vec<String>,
    /// Genders.
    pub genders: Vec<String>,
    /// Branches, by name, otherwise by id.
    pub branches: Vec<String>,
    /// Merchants.
    pub merchants: Vec<String>,
    /// Coupons.
    pub coupons: Vec<String>,
    /// Products, at most 10,000.
    pub products: Vec<String>,
    /// Weekdays; empty without dates.
    pub weekdays: Vec<String>,
    /// Hours of the day; empty where dates have no times.
    pub hours: Vec<String>,
    /// Names of statuses that claims or orders have; empty without transactions.
    pub statuses: Vec<String>,
    /// Segments by number; empty if there are none.
    pub segments: Vec<String>,
    /// RFM groups; empty without scores.
    pub rfm_groups: Vec<String>,
    /// Numeric features with their smallest and largest value.
    pub features: Vec<(String, f64, f64)>,
    /// Other text columns, with their categories.
    pub words: Vec<(String, Vec<String>)>,
    /// Whether customers have join dates.
    pub joined: bool,
    /// Sizes that orders have.
    pub sizes: Vec<Size>,
    /// First and last day of the claims.
    pub claims: Option<(i32, i32)>,
}

impl Vocabulary {
    /// The names of a key; customers are too many to list.
    pub fn names(&self, field: Field) -> &[String] {
        match field {
            Field::City => &self.cities,
            Field::Gender => &self.genders,
            Field::Branch => &self.branches,
            Field::Merchant => &self.merchants,
            Field::Coupon => &self.coupons,
            Field::Product => &self.products,
            Field::Weekday => &self.weekdays,
            Field::Hour => &self.hours,
            Field::Status => &self.statuses,
            Field::Segment => &self.segments,
            Field::Rfm => &self.rfm_groups,
            Field::Before | Field::Customer => &[],
        }
    }

    /// The same words with the names of segments.
    #[must_use]
    pub fn with_segments(&self, segments: Vec<String>) -> Self {
        Self { segments, ..self.clone() }
    }
}
