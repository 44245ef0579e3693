//! The feature columns of design §4, computed from the joined tables.

use rayon::prelude::*;

use super::columns::{MeasureError, Rows, customer_codes, has_transactions};
use super::encode::label_codes;
use super::feature::{CategoricalFeature, Feature};
use super::features::Features;
use super::groups::name;
use super::tally::Tally;
use crate::data::{Dimension, Facts, status};

/// Computes the features of every customer. A column without any value (no date, no amount, no key) is left out.
///
/// # Errors
/// When the joined tables do not have the columns that [`Facts`] promises.
pub fn features(facts: &Facts) -> Result<Features, MeasureError> {
    let customers = facts.customer_ids.len();
    let rows = Rows::of(facts)?;
    let tally = Tally::count(&rows.customer, &rows.status, customers);
    let has_transactions = has_transactions(facts);
    let span = Span::of(&rows, customers);
    let names = |dimension: &Dimension| (0..dimension.len()).map(|i| name(dimension, i)).collect::<Vec<_>>();
    let (gender, gender_names) = (customer_codes(facts, "gender")?, names(&facts.genders));
    let (city, city_names) = (customer_codes(facts, "city")?, names(&facts.cities));

    let mut columns = Vec::new();
    if has_transactions {
        columns.extend(counts(&tally));
        columns.push(Feature::new("recency_days", days_before(facts.as_of, &span.last)));
    }
    columns.push(Feature::new("tenure_days", days_before(facts.as_of, &joined(facts, &span)?)));
    if has_transactions {
        columns.extend(distinct_counts(facts, &rows, customers));
        columns.extend(amounts(facts, &rows, customers)?);
    }
    columns.push(Feature { code: true, ..Feature::new("gender_encoded", label_codes(&gender, &gender_names)) });
    columns.push(Feature { code: true, ..Feature::new("city_encoded", label_codes(&city, &city_names)) });
    for extra in &facts.extra {
        let values = facts.customers.column(extra)?.f64()?.iter().map(|v| v.unwrap_or(f64::NAN)).collect();
        let taken = columns.iter().any(|c| c.name == *extra);
        columns.push(Feature::new(&if taken { format!("customers.{extra}") } else { extra.clone() }, values));
    }
    columns.retain(|c| customers == 0 || c.values.iter().any(|v| v.is_finite()));

    let categorical = facts.categorical.iter().map(|column| -> Result<_, MeasureError> {
        let codes = facts.customers.column(&column.name)?.u8()?.iter().collect();
        Ok(CategoricalFeature { name: column.name.clone(), words: column.words.clone(), codes })
    });
    let categorical = categorical.collect::<Result<_, _>>()?;

    Ok(Features {
        columns,
        active: tally.keyed.iter().map(|c| c.all > 0 || !has_transactions).collect(),
        city,
        city_names,
        gender,
        gender_names,
        categorical,
        customer_ids: (0..customers).map(|i| facts.customer_ids.text(i).into_owned()).collect(),
        has_transactions,
        total_burnt: tally.total().burnt,
    })
}

/// First and last claim of each customer.
pub(super) struct Span {
    first: Vec<Option<i32>>,
    pub last: Vec<Option<i32>>,
}

impl Span {
    pub fn of(rows: &Rows, customers: usize) -> Self {
        let mut span = Self { first: vec![None; customers], last: vec![None; customers] };
        for (customer, day) in rows.customer.iter().zip(rows.day.iter()) {
            let (Some(customer), Some(day)) = (customer, day) else {
                continue;
            };
            let slots = (span.first.get_mut(customer as usize), span.last.get_mut(customer as usize));
            if let (Some(first), Some(last)) = slots {
                *first = Some(first.map_or(day, |f| f.min(day)));
                *last = Some(last.map_or(day, |l| l.max(day)));
            }
        }
        span
    }
}

/// When each customer joined; the first claim where that is not known.
fn joined(facts: &Facts, span: &Span) -> Result<Vec<Option<i32>>, MeasureError> {
    let Ok(column) = facts.customers.column("join_day") else {
        return Ok(span.first.clone());
    };
    Ok(column.i32()?.iter().zip(&span.first).map(|(join, first)| join.or(*first)).collect())
}

pub(super) fn days_before(as_of: Option<i32>, days: &[Option<i32>]) -> Vec<f64> {
    let days_since =
        |day: &Option<i32>| as_of.zip(*day).map_or(f64::NAN, |(as_of, day)| f64::from(as_of) - f64::from(day));
    days.iter().map(days_since).collect()
}

fn counts(tally: &Tally) -> [Feature; 5] {
    let count = |of: fn(&super::tally::Counts) -> u64| tally.keyed.iter().map(|c| of(c) as f64).collect::<Vec<f64>>();
    let ratio = |part: &[f64]| {
        let known = tally.keyed.iter().map(|c| (c.open + c.burnt) as f64);
        part.iter().zip(known).map(|(part, known)| if known > 0.0 { part / known } else { 0.0 }).collect()
    };
    let (open, burnt) = (count(|c| c.open), count(|c| c.burnt));
    let (open_ratio, burnt_ratio) = (ratio(&open), ratio(&burnt));
    [
        Feature::new("transaction_count", count(|c| c.all)),
        Feature::new("claimed_count", open),
        Feature::new("burnt_count", burnt),
        Feature::new("claimed_ratio", open_ratio),
        Feature::new("burnt_ratio", burnt_ratio),
    ]
}

/// Distinct days of claims, and distinct branches and merchants of burnt rows.
fn distinct_counts(facts: &Facts, rows: &Rows, customers: usize) -> Vec<Feature> {
    let days = rows.customer.iter().zip(rows.day.iter()).filter_map(|(c, day)| Some((c?, day?.cast_unsigned())));
    let burnt_at: Vec<(u32, u32)> = rows
        .customer
        .iter()
        .zip(rows.branch.iter().zip(rows.statuses()))
        .filter_map(|(c, (branch, row_status))| Some((c?, branch.filter(|_| row_status == status::BURNT)?)))
        .collect();
    let merchants = burnt_at.iter().filter_map(|(c, b)| Some((*c, (*facts.branch_merchant.get(*b as usize)?)?)));

    let mut columns = vec![Feature::new("active_days", distinct(days, customers))];
    if !facts.branches.is_empty() {
        columns.push(Feature::new("distinct_branches", distinct(burnt_at.iter().copied(), customers)));
    }
    if !facts.merchants.is_empty() {
        columns.push(Feature::new("distinct_merchants", distinct(merchants, customers)));
    }
    columns
}

/// How many distinct values each customer has among (customer, value) pairs.
fn distinct(pairs: impl Iterator<Item = (u32, u32)>, customers: usize) -> Vec<f64> {
    // One flat sort of packed pairs: no set per customer, whatever the number of rows.
    let mut packed: Vec<u64> = pairs.map(|(c, value)| u64::from(c) << 32 | u64::from(value)).collect();
    packed.par_sort_unstable();
    packed.dedup();
    let mut counts = vec![0.0; customers];
    for pair in packed {
        if let Some(count) = counts.get_mut((pair >> 32) as usize) {
            *count += 1.0;
        }
    }
    counts
}

/// Total and mean of each customer's amounts; the mean is `NaN` without one.
pub(super) fn amounts(facts: &Facts, rows: &Rows, customers: usize) -> Result<Vec<Feature>, MeasureError> {
    if !facts.has_amount {
        return Ok(Vec::new());
    }
    let column = facts.transactions.column("amount")?.f64()?;
    let mut amounts: Vec<(u32, f64)> =
        rows.customer.iter().zip(column.iter()).filter_map(|(c, a)| Some((c?, a.filter(|a| a.is_finite())?))).collect();
    // In order of size, so that the sums have the same digits whatever the order of the rows.
    amounts.par_sort_unstable_by(|a, b| a.0.cmp(&b.0).then(a.1.total_cmp(&b.1)));
    let mut sums = vec![(0.0, 0.0); customers];
    for (customer, amount) in amounts {
        if let Some((total, n)) = sums.get_mut(customer as usize) {
            *total += amount;
            *n += 1.0;
        }
    }
    Ok(vec![
        Feature::new("amount_total", sums.iter().map(|(total, _)| *total).collect()),
        Feature::new(
            "amount_mean",
            sums.iter().map(|(total, n)| if *n > 0.0 { total / n } else { f64::NAN }).collect(),
        ),
    ])
}
