//! Assigns other customers to the segments of a saved model.

use std::collections::{BTreeMap, HashSet};

use super::drift::Drift;
use super::saved::{SavedFeature, SavedModel};
use crate::cluster::predict::Placed;
use crate::cluster::{Algorithm, Transform};
use crate::digits::counted;
use crate::measures::{Feature, Features, InactivePolicy};

/// Larger values have squares that overflow, as in the matrix of a fit.
pub(super) const LARGEST: f64 = 1e100;
/// Most words in a note.
const NAMED: usize = 5;

/// The assignment of a customer.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Outcome {
    /// A segment, with the distance to its centroid.
    Segment(Placed),
    /// No segment: the model leaves such customers unassigned.
    Noise,
    /// No segment: one of the outliers that were set aside before the fit, or equally far from every segment.
    Outlier,
    /// No segment: no transaction.
    Inactive,
    /// No segment: no value in a feature of the model.
    Missing,
}

/// The assignment of all customers.
#[derive(Clone, Debug, PartialEq)]
pub struct Assigned {
    /// One entry per customer.
    pub outcomes: Vec<Outcome>,
    /// The features of the model in their own units.
    pub columns: Vec<Feature>,
    /// Notes for the user, in sentences.
    pub notes: Vec<String>,
    /// How far the customers are from those of the fit; none if the model does not say, and without customers.
    pub drift: Option<Drift>,
}

/// Assigns customers to the segments of a model.
///
/// Values come from `features`; scaling, clipping, codes and fills from the model.
///
/// # Errors
/// A sentence that names every feature the data lacks, and the features it has.
pub fn assign(model: &SavedModel, features: &Features) -> Result<Assigned, String> {
    let mut unseen = BTreeMap::new();
    let columns: Vec<Option<Feature>> =
        model.features.iter().map(|feature| column(model, feature, features, &mut unseen)).collect();
    let lacking: Vec<&str> = model
        .features
        .iter()
        .zip(&columns)
        .filter(|(_, column)| column.is_none())
        .map(|(f, _)| f.name.as_str())
        .collect();
    if !lacking.is_empty() {
        let has: Vec<String> = features.offered().into_iter().map(|offered| offered.name).collect();
        let (lacking, has) = (lacking.join(", "), has.join(", "));
        return Err(format!("the model needs {lacking}, which the data does not have. It has: {has}"));
    }
    let columns: Vec<Feature> = columns.into_iter().flatten().collect();
    let mut notes: Vec<String> = unseen.iter().map(|(family, words)| note(family, words)).collect();

    let impute = model.choice.inactive == InactivePolicy::Impute;
    let values: Vec<Vec<f64>> = model
        .features
        .iter()
        .zip(&columns)
        .map(|(saved, column)| match saved.fill {
            Some(fill) if impute => features.filled(&column.values, fill),
            _ => column.values.clone(),
        })
        .collect();
    let transforms = model.transforms();
    let scaled = |row: usize| {
        let used = model.features.iter().zip(&values).filter_map(|(saved, values)| Some((saved.scaling?, values[row])));
        used.map(|(transform, x)| takes(&transform, x)).collect::<Vec<bool>>()
    };
    let mut beyond = 0_u64;
    let mut outcomes = Vec::with_capacity(features.len());
    let mut rows = Vec::new();
    for (row, active) in features.active.iter().enumerate() {
        let present = values.iter().all(|values| values[row].is_finite());
        let takes_part = (impute || *active) && present && scaled(row).into_iter().all(|takes| takes);
        beyond += u64::from((impute || *active) && present && !takes_part);
        if takes_part {
            rows.extend(model.features.iter().zip(&values).filter(|(f, _)| f.scaling.is_some()).map(|(_, v)| v[row]));
        }
        outcomes.push(match (takes_part, active) {
            (true, _) => Outcome::Noise,
            (false, true) => Outcome::Missing,
            (false, false) => Outcome::Inactive,
        });
    }
    let key = |x: f64| (x + 0.0).to_bits();
    let set_aside: HashSet<Vec<u64>> =
        model.set_aside.iter().map(|row| row.iter().map(|x| key(*x)).collect()).collect();
    let is_set_aside = |row: usize| {
        !set_aside.is_empty() && set_aside.contains(&values.iter().map(|values| key(values[row])).collect::<Vec<u64>>())
    };
    let placed = model.predictor.predict(&transforms, &rows).map_err(|error| error.to_string())?;
    let outside = if model.choice.algorithm == Algorithm::Dbscan { Outcome::Noise } else { Outcome::Outlier };
    let taking_part = outcomes.iter_mut().enumerate().filter(|(_, outcome)| **outcome == Outcome::Noise);
    for ((row, outcome), placed) in taking_part.zip(placed) {
        *outcome = match placed {
            Some(placed) if model.is_outlier(placed.distance) || is_set_aside(row) => Outcome::Outlier,
            Some(placed) => Outcome::Segment(placed),
            None => outside,
        };
    }
    notes.extend(far_away(model, &outcomes));
    let drift = drift(model, &values, &outcomes);
    let without = columns.iter().filter(|column| !column.values.is_empty() && column.values.iter().all(|v| v.is_nan()));
    notes.extend(without.map(|column| format!("no customer has a value in {}", column.name)));
    if beyond > 0 {
        let scaling = model.choice.scaling;
        notes.push(format!("{beyond} with a value that the scaling {scaling} cannot use: it counts as missing"));
    }
    Ok(Assigned { outcomes, columns, notes, drift })
}

/// The drift of customers who take part.
fn drift(model: &SavedModel, values: &[Vec<f64>], outcomes: &[Outcome]) -> Option<Drift> {
    let took_part: Vec<bool> =
        outcomes.iter().map(|outcome| !matches!(outcome, Outcome::Inactive | Outcome::Missing)).collect();
    let mut segments = vec![0; model.segments.len()];
    for outcome in outcomes {
        if let Outcome::Segment(placed) = outcome {
            segments[placed.label as usize] += 1;
        }
    }
    Drift::of(model, values, &took_part, &segments)
}

/// Notes on customers who differ from those of the fit.
fn far_away(model: &SavedModel, outcomes: &[Outcome]) -> Vec<String> {
    let outliers = outcomes.iter().filter(|outcome| **outcome == Outcome::Outlier).count();
    let is_beyond = |outcome: &&Outcome| match outcome {
        Outcome::Segment(placed) => model.reach.is_some_and(|reach| placed.distance > reach.farthest),
        _ => false,
    };
    let beyond = outcomes.iter().filter(is_beyond).count();
    let of = |count: usize, one: &str, several: &str| {
        (count > 0).then(|| format!("{} {}", counted(count as u64, "customer"), if count == 1 { one } else { several }))
    };
    let like = "like those that were set aside when the model was fitted";
    let outliers = of(
        outliers,
        &format!("is an outlier and in no segment, {like}"),
        &format!("are outliers and in no segment, {like}"),
    );
    let far = "farther from the segment than any customer that the model was fitted on";
    outliers.into_iter().chain(of(beyond, &format!("is {far}"), &format!("are {far}"))).collect()
}

/// Whether a value can be scaled.
fn takes(transform: &Transform, x: f64) -> bool {
    let clipped = transform.clipped(x);
    clipped.abs() <= LARGEST && transform.scaled(clipped).is_finite()
}

/// A feature of the model for these customers; none if the data has no such feature.
fn column(
    model: &SavedModel,
    saved: &SavedFeature,
    features: &Features,
    unseen: &mut BTreeMap<String, BTreeMap<String, u64>>,
) -> Option<Feature> {
    let name = saved.name.as_str();
    let feature = |values: Vec<f64>| {
        let integer = values.iter().all(|v| v.is_nan() || v.fract() == 0.0);
        Feature { name: name.to_owned(), values, integer, code: saved.coded_by.as_deref() == Some(name) }
    };
    if let Some(family) = &saved.coded_by {
        let reworded = features.reworded(name, family, model.words.get(family)?)?;
        if !reworded.unseen.is_empty() {
            unseen.insert(family.clone(), reworded.unseen);
        }
        return Some(feature(reworded.values));
    }
    match features.get(name) {
        Some(found) if !found.code => Some(found.clone()),
        None if features.has_no_value(name) => Some(feature(vec![f64::NAN; features.len()])),
        _ => None,
    }
}

/// A note on categories that the model does not have.
fn note(family: &str, words: &BTreeMap<String, u64>) -> String {
    let customers: u64 = words.values().sum();
    let mut named: Vec<&str> = words.keys().take(NAMED).map(String::as_str).collect();
    if words.len() > NAMED {
        named.push("...");
    }
    let becomes =
        if family.ends_with("_onehot") { "0 in every column of the family" } else { "the value counts as missing" };
    format!("{customers} with a category that {family} of the model does not know ({}): {becomes}", named.join(", "))
}
