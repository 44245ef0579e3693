//! The words that a filter can use on some data, for completion and for messages.

use super::keys::Field;

/// Names by key, the most frequent first.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Vocabulary {
    /// Cities.
    pub cities: Vec<String>,
    /// Genders.
    pub genders: Vec<String>,
    /// Branches, by name or else id.
    pub branches: Vec<String>,
    /// Merchants.
    pub merchants: Vec<String>,
    /// Coupons.
    pub coupons: Vec<String>,
    /// Words for the status; empty where there are no transactions.
    pub statuses: Vec<String>,
    /// Segments by number; empty while there are none.
    pub segments: Vec<String>,
    /// Groups by recency and frequency; empty where there are no scores.
    pub rfm_groups: Vec<String>,
    /// Numeric features with their least and greatest value.
    pub features: Vec<(String, f64, f64)>,
    /// Further columns of words, with their words.
    pub words: Vec<(String, Vec<String>)>,
    /// Whether customers have join dates.
    pub joined: bool,
    /// First and last day of the claims.
    pub claims: Option<(i32, i32)>,
}

impl Vocabulary {
    /// The names of a key; customers are too many to be listed.
    pub fn names(&self, field: Field) -> &[String] {
        match field {
            Field::City => &self.cities,
            Field::Gender => &self.genders,
            Field::Branch => &self.branches,
            Field::Merchant => &self.merchants,
            Field::Coupon => &self.coupons,
            Field::Status => &self.statuses,
            Field::Segment => &self.segments,
            Field::Rfm => &self.rfm_groups,
            Field::Customer => &[],
        }
    }

    /// The same words with the names of segments.
    #[must_use]
    pub fn with_segments(&self, segments: Vec<String>) -> Self {
        Self { segments, ..self.clone() }
    }
}
