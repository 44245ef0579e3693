//! Migration: from the segments of an earlier day to those of today.

use std::sync::Arc;

use super::batch::Batch;
use super::dataset::{DatasetError, read};
use super::{AnalysisError, Choice, Dataset, KChoice, Known, Segmentation, flow, prepared::prepare_without, segment};
use crate::data::{DataError, Facts, LoadOptions, Table, format_day};
use crate::measures::{self, MeasureError};
use crate::progress::Progress;
use crate::segments::Flow;

/// Who was in which segment on an earlier day, and where they are today.
#[derive(Clone, Debug)]
pub struct Migration {
    /// The earlier day: later claims were absent, later burns open.
    pub as_of: i32,
    /// From the segments of that day to those of today.
    pub flow: Flow,
}

/// Why there is no migration.
#[derive(Debug, thiserror::Error)]
pub enum MigrationError {
    /// A day without data, or one that is not earlier.
    #[error("--compare-as-of {day}: {why}")]
    Day {
        /// The day.
        day: String,
        /// What is wrong with it, and which days are possible.
        why: String,
    },
    /// The attributes of customers on that day could not be read.
    #[error(transparent)]
    Data(#[from] DatasetError),
    /// The facts of that day could not be measured.
    #[error(transparent)]
    Measure(#[from] MeasureError),
    /// There were no such segments on that day.
    #[error("no segments on {day}: {why}")]
    Analysis {
        /// The day.
        day: String,
        /// Why not.
        why: AnalysisError,
    },
}

impl MigrationError {
    /// Whether the work was cancelled, which is not an error.
    pub fn is_cancelled(&self) -> bool {
        match self {
            Self::Analysis { why, .. } => why.is_cancelled(),
            Self::Data(DatasetError::Cancelled(_) | DatasetError::Data(DataError::Cancelled(_))) => true,
            Self::Data(_) | Self::Day { .. } | Self::Measure(_) => false,
        }
    }
}

/// Clusters the data as it was at the end of `day` by the choice and the K of `today`, fitted again, and follows the
/// customers to the segments of today. `options` are those that the data was read with.
///
/// # Errors
/// A day before the first claim or after the as-of date, data of that day that cannot be clustered so, or cancelled work.
pub fn migrate(
    dataset: &Dataset,
    options: &LoadOptions,
    today: &Segmentation,
    day: i32,
    progress: &Progress,
) -> Result<Migration, MigrationError> {
    check_day(dataset, day)?;
    progress.begin("the earlier day", 0);
    let batch = Batch::about(&dataset.kept);
    let mut facts = measures::as_it_was(&batch.facts(&dataset.kept), day, progress)?;
    if is_described_by_events(&facts) {
        let then = read(&LoadOptions { as_of: Some(day), ..options.clone() }, progress)?;
        facts = measures::as_described(facts, &then)?;
    }
    let features = Arc::new(measures::features(&facts, progress)?);
    drop(batch);
    let choice = Choice { k: KChoice::Fixed(today.clustering.k), ..today.choice.clone() };
    let then = (|| -> Result<Segmentation, AnalysisError> {
        progress.check()?;
        let prepared = Arc::new(prepare_without(&features, &choice, today.outliers_in(&features))?);
        let k = if choice.method.algorithm.takes_k() { today.clustering.k } else { 1 };
        let params = choice.method.params(k)?;
        segment(&features, &prepared, &choice, &params, Known::Nothing, None, progress)
    })();
    let then = then.map_err(|why| MigrationError::Analysis { day: format_day(day), why })?;
    Ok(Migration { as_of: day, flow: flow::from_earlier(&then, today) })
}

/// Whether rows of events have attributes of customers, such as their city: later rows may have other values, so rows are
/// read again up to the day.
fn is_described_by_events(facts: &Facts) -> bool {
    let dimensions = [&facts.cities, &facts.genders];
    !facts.has(Table::Customers)
        && (dimensions.iter().any(|of| !of.is_empty()) || !facts.extra.is_empty() || !facts.categorical.is_empty())
}

/// Whether there is an earlier day to go back to.
///
/// # Errors
/// A day before the first claim or after the as-of date.
pub fn check_day(dataset: &Dataset, day: i32) -> Result<(), MigrationError> {
    let summary = &dataset.summary;
    let first = summary.usage.days.iter().find(|counts| counts.claims > 0).map(|counts| counts.day);
    let why = match (first, summary.as_of) {
        (Some(first), Some(last)) if (first..=last).contains(&day) => return Ok(()),
        (Some(first), Some(last)) => {
            let [from, to] = [first, last].map(format_day);
            let what =
                if day < first { format!("the first claim is on {from}") } else { format!("the as-of date is {to}") };
            format!("{what}. Give a day from {from} to {to}")
        }
        _ => "no claim has a date".to_owned(),
    };
    Err(MigrationError::Day { day: format_day(day), why })
}
