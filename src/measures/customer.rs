//! Computes the features of every customer from the joined tables.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use polars::prelude::Column;
use rayon::prelude::*;

use super::aggregates::Aggregates;
use super::catalogue::{FEATURES, Unit};
use super::feature::{CategoricalFeature, Feature};
use super::features::Features;
use super::habits::{Habits, habits};
use super::inputs::Inputs;
use crate::aggregate::MeasureError;
use crate::data::{Categorical, Facts, words_column};

/// Computes the features of every customer. A column without any value (no date, no amount, no key) is left out.
///
/// # Errors
/// When the joined tables do not have the columns that [`Facts`] promises.
pub fn features(facts: &Facts) -> Result<Features, MeasureError> {
    from_aggregates(facts, &Aggregates::of(facts)?)
}

/// The same without what customers buy and when, which doubles the memory and is not used by clustering.
///
/// # Errors
/// As [`features`].
pub fn features_without_habits(facts: &Facts) -> Result<Features, MeasureError> {
    let aggregates = Aggregates::of(facts)?;
    of_inputs(facts, Inputs::new(facts, &aggregates)?, Habits::default())
}

/// [`features`] from inputs that are already computed.
pub(super) fn from_aggregates(facts: &Facts, aggregates: &Aggregates) -> Result<Features, MeasureError> {
    let inputs = Inputs::new(facts, aggregates)?;
    let habits = habits(facts, &inputs)?;
    of_inputs(facts, inputs, habits)
}

fn of_inputs(facts: &Facts, inputs: Inputs<'_>, habits: Habits) -> Result<Features, MeasureError> {
    let customers = inputs.customers();
    let mut columns: Vec<Feature> = FEATURES
        .par_iter()
        .filter(|feature| feature.exists(&inputs))
        .map(|feature| Feature {
            code: feature.unit == Unit::Code,
            ..Feature::new(feature.name, (feature.values)(&inputs))
        })
        .collect();
    // There may be thousands of columns, and the frame searches for each from the first one.
    let by_name: HashMap<&str, &Column> = facts.customers.columns().iter().map(|c| (c.name().as_str(), c)).collect();
    let in_frame = |name: &str| match by_name.get(name) {
        Some(column) => Ok(*column),
        None => facts.customers.column(name),
    };
    let own: HashSet<String> = columns.iter().map(|c| c.name.clone()).collect();
    let named = |extra: &str| if own.contains(extra) { format!("customers.{extra}") } else { extra.to_owned() };
    for extra in &facts.extra {
        let values = in_frame(extra)?.f64()?.iter().map(|v| v.unwrap_or(f64::NAN)).collect();
        columns.push(Feature::new(&named(extra), values));
    }
    let has_value = |c: &Feature| customers == 0 || c.values.iter().any(|v| v.is_finite());
    let is_computed = |c: &Feature| own.contains(&c.name);
    let empty = columns.iter().filter(|c| !has_value(c) && !is_computed(c)).map(|c| c.name.clone()).collect();
    columns.retain(has_value);

    let words = |column: &Categorical, name: String, in_facts: &str| -> Result<_, MeasureError> {
        let codes = in_frame(in_facts)?.u8()?.iter().collect();
        Ok(CategoricalFeature { name, words: column.words.clone(), codes })
    };
    let categorical = facts.categorical.iter().map(|column| words(column, column.name.clone(), &column.name));
    let categorical = categorical.collect::<Result<_, _>>()?;
    let words_of_numbers =
        facts.words_of_numbers.iter().map(|column| words(column, named(&column.name), &words_column(&column.name)));
    let words_of_numbers = words_of_numbers.collect::<Result<_, _>>()?;

    Ok(Features {
        columns,
        habits: habits.into(),
        active: inputs.tally.keyed.iter().map(|c| c.all > 0 || !inputs.has_transactions).collect(),
        city: inputs.city,
        place: facts.place,
        city_names: inputs.city_names,
        gender: inputs.gender,
        gender_names: inputs.gender_names,
        categorical,
        words_of_numbers,
        customer_ids: Arc::clone(&facts.customer_ids),
        has_transactions: inputs.has_transactions,
        kind: facts.kind,
        currency: facts.currency.clone(),
        empty,
        total_burnt: inputs.tally.total().burnt.into(),
        only_burnt: facts.only_burnt,
    })
}
