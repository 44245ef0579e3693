//! Loaded data, measured under a filter: read once, filtered and narrowed any number of times.
//!
//! ```text
//! load ──► facts ─ refilter: customers, rows ──► kept facts ──► summary, features ──► clustering
//!                                                         └─ narrow: segments ──► summary of some segments
//! ```

use std::sync::Arc;

use super::batch::Batch;
use crate::aggregate::sql::{self, EngineError};
use crate::data::filter::{Filter, Mismatch, Vocabulary};
use crate::data::{DataError, Facts, LoadOptions};
use crate::measures::{self, Features, MeasureError, SelectError, Sight, Summary};
use crate::progress::{Cancelled, Progress};

/// A loaded data set with all measures that need no clustering.
#[derive(Clone, Debug)]
pub struct Dataset {
    /// All facts that were read.
    pub facts: Arc<Facts>,
    /// The features of all customers, unfiltered: conditions on features read them.
    pub whole: Arc<Features>,
    /// Measures of the unfiltered data. They decide which panels exist, whatever the filter.
    pub unfiltered: Arc<Summary>,
    /// The words that a filter can use.
    pub vocabulary: Arc<Vocabulary>,
    /// The request.
    pub filter: Filter,
    /// The facts that match the conditions on customers and rows.
    pub kept: Arc<Facts>,
    /// Measures of the matching facts. Findings are those of the unfiltered data.
    pub summary: Summary,
    /// The features of the matching customers, which are clustered.
    pub features: Arc<Features>,
    /// The period that the unfiltered data covers.
    pub sight: Sight,
}

impl Dataset {
    /// The customers that those of the key figures are among: all, and those of the sample where a filter lists their ids.
    pub fn customers(&self) -> u64 {
        let knows_everyone = self.kept.database.as_ref().is_some_and(|events| events.knows_everyone());
        let sampled = self.facts.source.sampled.filter(|_| knows_everyone);
        sampled.map_or(self.whole.len() as u64, |sampled| sampled.of)
    }

    /// The same data, asked about in a batch of statements.
    pub(super) fn in_batch(&self, batch: &Batch) -> Self {
        Self { facts: batch.facts(&self.facts), kept: batch.facts(&self.kept), ..self.clone() }
    }
}

/// Why there is no data set.
#[derive(Debug, thiserror::Error)]
pub enum DatasetError {
    /// It could not be read.
    #[error(transparent)]
    Data(#[from] DataError),
    /// The database could not make its tables.
    #[error(transparent)]
    Engine(#[from] EngineError),
    /// It could not be measured.
    #[error(transparent)]
    Measure(#[from] MeasureError),
    /// It lacks a name or column of the filter.
    #[error(transparent)]
    Filter(#[from] Mismatch),
    /// A newer request came.
    #[error(transparent)]
    Cancelled(#[from] Cancelled),
}

impl From<SelectError> for DatasetError {
    fn from(error: SelectError) -> Self {
        match error {
            SelectError::Mismatch(mismatch) => Self::Filter(mismatch),
            SelectError::Measure(error) => Self::Measure(error),
        }
    }
}

/// Reads the data as it was on the as-of date, and measures nothing.
///
/// # Errors
/// What cannot be read, in words for the user.
pub fn read(options: &LoadOptions, progress: &Progress) -> Result<Arc<Facts>, DatasetError> {
    let facts = with_changes(begun(options, &[], progress)?, progress)?;
    end_batch(&facts);
    Ok(facts)
}

/// [`read`] for those who measure the facts in the same batch of statements; `ahead` are tables that a database is asked for on the way.
fn begun(options: &LoadOptions, ahead: &[sql::Text], progress: &Progress) -> Result<Arc<Facts>, DatasetError> {
    let facts =
        if options.in_database { sql::load(options, ahead, progress)? } else { crate::data::load(options, progress)? };
    let earlier = options.as_of.filter(|day| facts.as_of.is_some_and(|last| *day < last));
    Ok(Arc::new(earlier.map(|day| measures::as_it_was(&facts, day, progress)).transpose()?.unwrap_or(facts)))
}

/// Reads and measures the data.
///
/// # Errors
/// What cannot be read or measured, or a name or column of the filter that does not exist, in words for the user.
pub fn load(options: &LoadOptions, filter: &Filter, progress: &Progress) -> Result<Dataset, DatasetError> {
    load_by_steps(options, filter, progress, None)
}

/// Reads and measures the data. Without a filter, `first` receives a data set with the measures of the Overview alone, as
/// soon as they are ready.
///
/// # Errors
/// As [`load`].
pub fn load_by_steps(
    options: &LoadOptions,
    filter: &Filter,
    progress: &Progress,
    first: Option<&dyn Fn(Dataset)>,
) -> Result<Dataset, DatasetError> {
    // On an earlier day other tables are needed.
    let ahead = if options.as_of.is_none() { sql::FIRST } else { &[] };
    let facts = begun(options, ahead, progress)?;
    progress.begin("measuring", 0);
    let first = first.filter(|_| filter.is_empty());
    let first = first.map(|first| {
        |summary: &Summary| {
            let facts = Arc::clone(&facts);
            first(unfiltered(facts, summary.clone(), Features::default(), Vocabulary::default()));
        }
    });
    let (mut summary, features) =
        measures::measure(&facts, first.as_ref().map(|first| first as &dyn Fn(&Summary)), progress)?;
    let vocabulary = measures::vocabulary(&facts, &features, progress)?;
    forget(&facts);
    let facts = with_changes(facts, progress)?;
    summary.findings.clone_from(&facts.findings);
    let mut dataset = unfiltered(facts, summary, features, vocabulary);
    if !filter.is_empty() {
        dataset = refiltered(&dataset, &dataset.facts, filter, progress, None)?;
    }
    end_batch(&dataset.facts);
    Ok(dataset)
}

/// [`load`] for those who need the features of customers alone: without a filter, nothing else is measured.
///
/// # Errors
/// As [`load`].
pub fn load_features(options: &LoadOptions, filter: &Filter, progress: &Progress) -> Result<Dataset, DatasetError> {
    if !filter.is_empty() {
        return load(options, filter, progress);
    }
    let facts = begun(options, &[], progress)?;
    progress.begin("measuring", 0);
    let features = measures::features(&facts, progress)?;
    forget(&facts);
    let facts = with_changes(facts, progress)?;
    end_batch(&facts);
    let summary = Summary::unmeasured(&facts);
    Ok(unfiltered(facts, summary, features, Vocabulary::default()))
}

/// Drops what a database answered about facts, once they are measured.
pub(super) fn forget(facts: &Facts) {
    if let Some(events) = &facts.database {
        events.forget();
    }
}

/// The facts with what changed in the tables of a database while they were read and measured.
fn with_changes(facts: Arc<Facts>, progress: &Progress) -> Result<Arc<Facts>, DataError> {
    let changes = facts.changes_while_read(progress)?;
    if changes.is_empty() {
        return Ok(facts);
    }
    let mut facts = Arc::unwrap_or_clone(facts);
    facts.add(changes);
    Ok(Arc::new(facts))
}

/// Ends the batch of statements in which facts were loaded.
fn end_batch(facts: &Facts) {
    if let Some(events) = &facts.database {
        events.end_batch();
    }
}

fn unfiltered(facts: Arc<Facts>, summary: Summary, features: Features, vocabulary: Vocabulary) -> Dataset {
    let features = Arc::new(features);
    Dataset {
        sight: summary.sight,
        vocabulary: Arc::new(vocabulary),
        filter: Filter::default(),
        kept: Arc::clone(&facts),
        unfiltered: Arc::new(summary.clone()),
        summary,
        whole: Arc::clone(&features),
        features,
        facts,
    }
}

/// Measures the same data under another filter, without reading it again. Conditions on segments are for [`narrow`](super::narrow()).
///
/// # Errors
/// What cannot be measured, or a name or column of the filter that does not exist.
pub fn refilter(dataset: &Dataset, filter: &Filter, progress: &Progress) -> Result<Dataset, DatasetError> {
    refilter_by_steps(dataset, filter, progress, None)
}

/// As [`refilter`]; `first` receives what the Overview shows as soon as that is measured: a data set whose matching
/// customers have no features, and without the other measures.
///
/// # Errors
/// As [`refilter`].
pub fn refilter_by_steps(
    dataset: &Dataset,
    filter: &Filter,
    progress: &Progress,
    first: Option<&dyn Fn(Dataset)>,
) -> Result<Dataset, DatasetError> {
    let batch = Batch::about(&dataset.facts);
    refiltered(dataset, &batch.facts(&dataset.facts), filter, progress, first)
}

/// [`refilter_by_steps`] in a batch of statements: `facts` are those of the data set, asked about in it.
pub(super) fn refiltered(
    dataset: &Dataset,
    facts: &Facts,
    filter: &Filter,
    progress: &Progress,
    first: Option<&dyn Fn(Dataset)>,
) -> Result<Dataset, DatasetError> {
    if filter.without_segments() == dataset.filter.without_segments() {
        return Ok(Dataset { filter: filter.clone(), ..dataset.clone() });
    }
    if filter.without_segments().is_empty() {
        let summary = Summary::clone(&dataset.unfiltered);
        let (kept, features) = (Arc::clone(&dataset.facts), Arc::clone(&dataset.whole));
        return Ok(Dataset { filter: filter.clone(), kept, summary, features, ..dataset.clone() });
    }
    progress.begin("filtering", 0);
    let kept = Arc::new(measures::select(facts, &dataset.whole, filter, progress)?);
    progress.check()?;
    progress.begin("measuring", 0);
    let filtered = |mut summary: Summary, features: Features| {
        // Data filtered by date begins with the first of its days.
        let begins = if filter.has_dates() { summary.sight.begins } else { dataset.sight.begins };
        summary.sight = Sight { begins, ..dataset.sight };
        let (kept, features) = (Arc::clone(&kept), Arc::new(features));
        Dataset { filter: filter.clone(), kept, summary, features, ..dataset.clone() }
    };
    let first = first.map(|first| |summary: &Summary| first(filtered(summary.clone(), Features::default())));
    let (summary, features) =
        measures::measure(&kept, first.as_ref().map(|first| first as &dyn Fn(&Summary)), progress)?;
    forget(&kept);
    progress.check()?;
    Ok(filtered(summary, features))
}
