//! The names that a filter can use on loaded data.

use std::cmp::Reverse;

use rayon::prelude::*;
use strum::IntoEnumIterator;

use super::feature::CategoricalFeature;
use super::features::Features;
use super::products::MOST_PRODUCTS;
use super::rfm::RfmGroup;
use crate::aggregate::{
    Attributes, MeasureError, WEEKDAYS, counts, customer_codes, frequencies, has_transactions, hour_names, name,
};
use crate::data::filter::Vocabulary;
use crate::data::{Dimension, Facts, Kind};
use crate::progress::Progress;

/// Names of each key, most frequent first, and the ranges of features. Segments are known only after clustering.
///
/// # Errors
/// When the joined tables do not have the columns that [`Facts`] promises.
pub fn vocabulary(facts: &Facts, features: &Features, progress: &Progress) -> Result<Vocabulary, MeasureError> {
    let rows = frequencies(facts, progress)?;
    let mut merchants = vec![0; facts.merchants.len()];
    for (merchant, count) in facts.branch_merchant.iter().zip(&rows.branches) {
        if let Some(sum) = merchant.and_then(|m| merchants.get_mut(m as usize)) {
            *sum += count;
        }
    }
    let customers = |dimension: &Dimension, column| -> Result<Vec<String>, MeasureError> {
        let codes = customer_codes(facts, column)?;
        Ok(by_count(dimension, &counts(codes.into_iter(), dimension.len())))
    };
    let joined = Attributes::of(facts).join_days()?.is_some_and(|days| days.iter().any(Option::is_some));
    let statuses = match facts.kind {
        Kind::Purchases => &[],
        _ if !has_transactions(facts) => &[][..],
        _ if rows.has_expired => &["claimed", "burnt", "expired", "other"],
        _ => &["claimed", "burnt", "other"],
    };
    let scored = features.get("recency_days").is_some();
    Ok(Vocabulary {
        cities: customers(&facts.cities, "city")?,
        genders: customers(&facts.genders, "gender")?,
        branches: by_count(&facts.branches, &rows.branches),
        merchants: by_count(&facts.merchants, &merchants),
        coupons: by_count(&facts.coupons, &rows.coupons),
        products: products(facts, &rows.products),
        weekdays: if rows.days.is_some() { owned(&WEEKDAYS) } else { Vec::new() },
        hours: if rows.has_hours { hour_names().to_vec() } else { Vec::new() },
        statuses: match &facts.purchases {
            Some(purchases) => purchases.by_status.iter().map(|(word, _)| (*word).to_owned()).collect(),
            None => owned(statuses),
        },
        segments: Vec::new(),
        rfm_groups: if scored { RfmGroup::iter().map(|group| group.to_string()).collect() } else { Vec::new() },
        features: features.columns.par_iter().filter_map(|c| range(&c.name, &c.values)).collect(),
        words: features.categorical.iter().map(|column| (column.name.clone(), words(column))).collect(),
        joined,
        sizes: rows.sizes,
        claims: rows.days,
    })
}

fn owned(words: &[&str]) -> Vec<String> {
    words.iter().map(|word| (*word).to_owned()).collect()
}

/// The products, those in most lines first.
fn products(facts: &Facts, lines: &[u64]) -> Vec<String> {
    let Some(loaded) = facts.purchases.as_ref().filter(|_| !lines.is_empty()) else { return Vec::new() };
    let mut order: Vec<usize> = (0..loaded.products.len()).collect();
    order.sort_by_key(|code| Reverse(lines.get(*code)));
    order.into_iter().take(MOST_PRODUCTS).map(|code| name(&loaded.products, code)).collect()
}

/// The names of a dimension, most frequent first, ties by id.
fn by_count(dimension: &Dimension, counts: &[u64]) -> Vec<String> {
    let mut order: Vec<usize> = (0..dimension.len()).collect();
    order.sort_by_key(|i| Reverse(counts.get(*i)));
    order.into_iter().map(|i| name(dimension, i)).collect()
}

/// The categories of a column, those of most customers first, ties in alphabetical order.
fn words(column: &CategoricalFeature) -> Vec<String> {
    let customers = counts(column.codes.iter().map(|code| code.map(u32::from)), column.words.len());
    let mut order: Vec<usize> = (0..column.words.len()).collect();
    order.sort_by_key(|code| Reverse(customers.get(*code)));
    order.into_iter().map(|code| column.words[code].clone()).collect()
}

/// A feature with its smallest and largest value; none without a value.
fn range(name: &str, values: &[f64]) -> Option<(String, f64, f64)> {
    let least = values.iter().copied().fold(f64::NAN, f64::min);
    let greatest = values.iter().copied().fold(f64::NAN, f64::max);
    least.is_finite().then(|| (name.to_owned(), least, greatest))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::measures::features;
    use crate::measures::fixture::with_plans;

    #[test]
    fn the_category_of_most_customers_comes_first() {
        // Counted by hand in the fixture: gold 5, 3G 3, silver 0.
        let facts = with_plans();
        let progress = Progress::new();
        let words = vocabulary(&facts, &features(&facts, &progress).unwrap(), &progress).unwrap().words;
        let plans = ["gold", "3G", "silver"].map(str::to_owned).to_vec();
        assert_eq!(words, [("plan".to_owned(), plans)]);
    }
}
