//! Customers in the order of one of their attributes.

use std::cmp::Ordering;

use rayon::slice::ParallelSliceMut;

use super::Segmentation;
use crate::measures::{CategoricalFeature, Features};

/// Something that customers are listed and sorted by.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Attribute {
    /// The customer's id.
    Id,
    /// The segment's number.
    Segment,
    /// How well the customer fits the segment.
    Silhouette,
    /// The second likeliest segment: of mixtures only.
    NextBest,
    /// The city's name.
    City,
    /// The gender's name.
    Gender,
    /// A feature, by its name.
    Feature(String),
    /// A text column of customers, by its name.
    Category(String),
}

impl Attribute {
    /// The attributes of customers in a list: first those of the clustering, then its features, city and gender, and every
    /// other feature that is not a code.
    pub fn all(features: &Features, segmentation: Option<&Segmentation>) -> Vec<Self> {
        let mut all = vec![Self::Id];
        let clustered: &[String] = segmentation.map_or(&[], |s| &s.prepared.features);
        if let Some(segmentation) = segmentation {
            all.push(Self::Segment);
            all.extend(segmentation.clustering.silhouette.is_some().then_some(Self::Silhouette));
            all.extend(segmentation.clustering.mixture().is_some().then_some(Self::NextBest));
        }
        let named = |name: &String| Self::Feature(name.clone());
        let own = |name: &&String| features.get(name).is_some_and(|column| !column.code);
        all.extend(clustered.iter().filter(own).map(named));
        all.extend((!features.city_names.is_empty()).then_some(Self::City));
        all.extend((!features.gender_names.is_empty()).then_some(Self::Gender));
        let others = features.columns.iter().filter(|column| !column.code && !clustered.contains(&column.name));
        all.extend(others.map(|column| named(&column.name)));
        all.extend(features.categorical.iter().map(|column| Self::Category(column.name.clone())));
        all
    }

    /// Whether it is known only from a clustering.
    pub fn of_clustering(&self) -> bool {
        matches!(self, Self::Segment | Self::Silhouette | Self::NextBest)
    }

    /// Whether it is a number, of which the largest is looked for first.
    pub fn is_number(&self) -> bool {
        matches!(self, Self::Feature(_))
    }
}

/// Sorts customers, by their row; those without a value come last either way, and equal ones keep their order.
pub fn order(
    features: &Features,
    segmentation: Option<&Segmentation>,
    mut customers: Vec<u32>,
    by: &Attribute,
    descending: bool,
) -> Vec<u32> {
    let label = |customer: usize| segmentation.and_then(|s| s.segments.of_customer.get(customer).copied().flatten());
    let row = |customer: usize| segmentation.and_then(|s| s.prepared.matrix.row_of.get(customer).copied().flatten());
    // Each code has a name; the ranks of the names are compared, not the names.
    let ranked = |names: &[String], codes: &mut dyn Iterator<Item = Option<u32>>| {
        let ranks = ranks(names);
        codes.map(|code| code.and_then(|code| ranks.get(code as usize)).map_or(f64::NAN, |r| *r as f64)).collect()
    };
    let every = 0..features.len();
    let values: Vec<f64> = match by {
        Attribute::Id => {
            ranks(&features.customer_ids.iter().collect::<Vec<_>>()).into_iter().map(|rank| rank as f64).collect()
        }
        Attribute::Segment => every.map(|c| label(c).map_or(f64::NAN, f64::from)).collect(),
        Attribute::Silhouette => {
            let rows = segmentation.and_then(|s| s.clustering.silhouette.as_ref()).map_or(&[][..], |s| &s.rows);
            every.map(|c| row(c).and_then(|row| rows.get(row as usize)).copied().unwrap_or(f64::NAN)).collect()
        }
        Attribute::NextBest => {
            let memberships = segmentation.and_then(|s| s.clustering.mixture()).map_or(&[][..], |m| &m.memberships);
            let second = |row: u32| memberships.get(row as usize)?.second;
            every.map(|c| row(c).and_then(second).map_or(f64::NAN, |(_, probability)| probability)).collect()
        }
        Attribute::City => ranked(&features.city_names, &mut features.city.iter().copied()),
        Attribute::Gender => ranked(&features.gender_names, &mut features.gender.iter().copied()),
        Attribute::Feature(name) => features.get(name).map_or_else(Vec::new, |column| column.values.clone()),
        Attribute::Category(name) => {
            let column = features.categorical.iter().find(|column| column.name == *name);
            let codes = |column: &CategoricalFeature| {
                ranked(&column.words, &mut column.codes.iter().map(|code| code.map(u32::from)))
            };
            column.map_or_else(Vec::new, codes)
        }
    };
    let value = |customer: u32| values.get(customer as usize).copied().unwrap_or(f64::NAN);
    customers.par_sort_by(|a, b| {
        let (a, b) = (value(*a), value(*b));
        match (a.is_nan(), b.is_nan()) {
            (false, false) if descending => b.total_cmp(&a),
            (false, false) => a.total_cmp(&b),
            (true, true) => Ordering::Equal,
            (is_missing, other_is_missing) => is_missing.cmp(&other_is_missing),
        }
    });
    customers
}

/// The place of each name among all in alphabetical order, whole numbers before text and by their size.
fn ranks(names: &[impl AsRef<str>]) -> Vec<usize> {
    let mut keys: Vec<(Option<i64>, &str, usize)> =
        names.iter().map(AsRef::as_ref).enumerate().map(|(i, name): (_, &str)| (name.parse().ok(), name, i)).collect();
    keys.par_sort_unstable_by(|(a, a_text, _), (b, b_text, _)| match (a, b) {
        (Some(a), Some(b)) => a.cmp(b).then(a_text.cmp(b_text)),
        (None, None) => a_text.cmp(b_text),
        (a, _) => b.is_some().cmp(&a.is_some()),
    });
    let mut ranks = vec![0; names.len()];
    let mut rank = 0;
    for (place, (_, name, at)) in keys.iter().enumerate() {
        // Equal names, as two cities that are called the same, rank the same.
        if place > 0 && keys[place - 1].1 != *name {
            rank = place;
        }
        ranks[*at] = rank;
    }
    ranks
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::measures::features;
    use crate::measures::fixture::facts;
    use crate::progress::Progress;

    #[test]
    fn the_missing_come_last_and_equal_ones_keep_their_order() {
        let features = features(&facts(), &Progress::new()).unwrap();
        let sorted = |by: &Attribute, descending| order(&features, None, (0..10).collect(), by, descending);
        let counts = Attribute::Feature("transaction_count".to_owned());
        // 3, 2, 2, 1, 1, 1 claims, and none of the last four.
        assert_eq!(sorted(&counts, true), [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
        assert_eq!(sorted(&counts, false), [6, 7, 8, 9, 3, 4, 5, 1, 2, 0]);
        // Ages 20 to 28, and one unknown.
        let age = Attribute::Feature("age".to_owned());
        assert_eq!(sorted(&age, true), [8, 7, 6, 5, 4, 3, 2, 1, 0, 9]);
        // Cairo before Giza, then nowhere.
        assert_eq!(sorted(&Attribute::City, false), [0, 2, 3, 6, 7, 8, 1, 4, 5, 9]);
        assert_eq!(sorted(&Attribute::City, true), [1, 4, 5, 0, 2, 3, 6, 7, 8, 9]);
        assert_eq!(sorted(&Attribute::Id, true), [9, 8, 7, 6, 5, 4, 3, 2, 1, 0]);
        assert_eq!(sorted(&Attribute::Silhouette, true), [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
        assert_eq!(sorted(&Attribute::Feature("no such".to_owned()), true).len(), 10);
    }

    #[test]
    fn numbers_are_sorted_as_numbers() {
        let names = ["10", "9", "b", "a", "-1", "9"].map(str::to_owned);
        assert_eq!(ranks(&names), [3, 1, 5, 4, 0, 1]);
    }
}
