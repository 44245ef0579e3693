//! Computes the features of every customer from the joined tables.

use std::collections::HashSet;
use std::sync::Arc;

use rayon::prelude::*;

use super::catalogue::{FEATURES, Unit};
use super::feature::{CategoricalFeature, Feature};
use super::features::Features;
use super::inputs::Inputs;
use crate::aggregate::{Customers, Habits, MeasureError, Tables, tables};
use crate::data::{Categorical, Facts};
use crate::progress::Progress;

/// Computes the features of every customer. A column without any value (no date, no amount, no key) is left out.
///
/// # Errors
/// When the joined tables do not have the columns that [`Facts`] promises.
pub fn features(facts: &Facts, progress: &Progress) -> Result<Features, MeasureError> {
    let tables = tables(facts, progress)?;
    from_tables(&*tables, &tables.customers()?)
}

/// The same without what customers buy and when, which doubles the memory and is not used by clustering.
///
/// # Errors
/// As [`features`].
pub fn features_without_habits(facts: &Facts, progress: &Progress) -> Result<Features, MeasureError> {
    let tables = tables(facts, progress)?;
    let events = tables.customers()?;
    of_inputs(facts, Inputs::new(&*tables, &events)?, Habits::default())
}

/// [`features`] of tables that are made, with the events of each customer.
pub(super) fn from_tables(tables: &dyn Tables, events: &Customers) -> Result<Features, MeasureError> {
    let inputs = Inputs::new(tables, events)?;
    of_inputs(tables.facts(), inputs, tables.habits()?)
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
    let own: HashSet<String> = columns.iter().map(|c| c.name.clone()).collect();
    let named = |extra: &str| if own.contains(extra) { format!("customers.{extra}") } else { extra.to_owned() };
    for extra in &facts.extra {
        columns.push(Feature::new(&named(extra), inputs.attributes.numbers(extra)?));
    }
    let has_value = |c: &Feature| customers == 0 || c.values.iter().any(|v| v.is_finite());
    let is_computed = |c: &Feature| own.contains(&c.name);
    let empty = columns.iter().filter(|c| !has_value(c) && !is_computed(c)).map(|c| c.name.clone()).collect();
    columns.retain(has_value);

    let coded = |column: &Categorical, name, codes: Result<_, MeasureError>| -> Result<_, MeasureError> {
        Ok(CategoricalFeature { name, words: column.words.clone(), codes: codes? })
    };
    let of_column =
        |column: &Categorical| coded(column, column.name.clone(), inputs.attributes.categories(&column.name));
    let of_numbers = |column: &Categorical| coded(column, named(&column.name), inputs.attributes.words(&column.name));
    let categorical = facts.categorical.iter().map(of_column).collect::<Result<_, _>>()?;
    let words_of_numbers = facts.words_of_numbers.iter().map(of_numbers).collect::<Result<_, _>>()?;

    Ok(Features {
        columns,
        habits: habits.into(),
        active: inputs.events.counts.keyed.iter().map(|c| c.all > 0 || !inputs.has_transactions).collect(),
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
        total_burnt: inputs.events.counts.total().burnt.into(),
        only_burnt: facts.only_burnt,
    })
}
