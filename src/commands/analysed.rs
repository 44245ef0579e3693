//! Reading and clustering the data of a command.

use std::sync::Arc;

use color_eyre::eyre::{self, eyre};

use super::interrupt;
use crate::analysis::{
    self, AnalysisError, Choice, Dataset, DatasetError, Migration, Narrowed, OutOfTime, Segmentation, Split, SplitError,
};
use crate::cluster::Sweep;
use crate::config::{Config, UsageError};
use crate::data::{Facts, LoadOptions, escape};
use crate::measures::{Features, GroupTest, GroupTestError, Summary};
use crate::progress::Progress;
use crate::report::{self, SegmentationReport};

/// Reads the data; a filter with values that the data does not have is wrong usage.
pub(super) fn load(config: &Config, progress: &Progress) -> eyre::Result<Dataset> {
    analysis::load(&config.load, &config.filter, progress).map_err(|error| refused(error, config))
}

/// Reads the data, and without a filter measures the features of customers alone.
pub(super) fn load_features(config: &Config, progress: &Progress) -> eyre::Result<Dataset> {
    analysis::load_features(&config.load, &config.filter, progress).map_err(|error| refused(error, config))
}

/// Reads the matching data, and computes only the measures that the filter needs.
pub(super) fn facts(config: &Config, progress: &Progress) -> eyre::Result<Arc<Facts>> {
    if config.filter.is_empty() {
        // No measure depends on the order of the facts; the cache stores them in the order of customers.
        let load = LoadOptions { in_file_order: config.load.cache.is_none(), ..config.load.clone() };
        return analysis::read(&load, progress).map_err(|error| refused(error, config));
    }
    Ok(load(config, progress)?.kept)
}

fn refused(error: DatasetError, config: &Config) -> eyre::Report {
    match error {
        DatasetError::Filter(mismatch) => config.refusal(&mismatch).into(),
        error => error.into(),
    }
}

fn not_split(error: SplitError, key: &str) -> eyre::Report {
    match error {
        SplitError::Key(why) => UsageError(format!("--by {}: {why}", escape(key))).into(),
        SplitError::Part(error) => error.into(),
    }
}

/// Reads the data: [`load`] or [`load_features`].
type Loaded = fn(&Config, &Progress) -> eyre::Result<Dataset>;

/// Clusters customers: [`analysis::complete`] or [`analysis::chosen`].
type Clustered = fn(&Arc<Features>, &Choice, &Progress) -> Result<(Segmentation, Sweep), AnalysisError>;

/// Everything a report needs, computed.
pub(super) struct Analysed {
    pub dataset: Dataset,
    /// The matching customers if the filter names segments.
    pub narrowed: Option<Narrowed>,
    /// Or why there are no segments.
    pub outcome: Result<(Segmentation, Sweep), AnalysisError>,
    /// Customer flow since the day of `--compare-as-of`.
    migration: Option<Migration>,
    /// The tests of groups of all matching customers, if they were asked for.
    group_tests: Option<Vec<GroupTest>>,
}

impl Analysed {
    /// The segments alone, without measures of the data and without tests.
    pub fn segments(config: &Config) -> eyre::Result<Self> {
        // Customer flow since another day is reported with the measures of both days.
        let loaded: Loaded = if config.options.compare_as_of.is_some() { load } else { load_features };
        Self::beside(config, loaded, analysis::chosen, None, |_| None)
    }

    /// Everything, with the tests of groups in parallel to the clustering: both have phases that use only one core. `by` is
    /// the key that the data will be split by.
    pub fn with_group_tests(config: &Config, by: Option<&str>) -> eyre::Result<Self> {
        // Tests of the customers in some segments wait for the segments.
        let is_asked = !config.filter.has_segments();
        let tests = |dataset: &Dataset| is_asked.then(|| analysis::group_tests(&dataset.kept, &interrupt::progress()));
        Self::beside(config, load, analysis::complete, by, tests)
    }

    fn beside(
        config: &Config,
        load: Loaded,
        cluster: Clustered,
        by: Option<&str>,
        tests: impl FnOnce(&Dataset) -> Option<Result<Vec<GroupTest>, GroupTestError>> + Send,
    ) -> eyre::Result<Self> {
        let progress = interrupt::progress();
        let dataset = load(config, &progress)?;
        if let Some(day) = config.options.compare_as_of {
            analysis::check_day(&dataset, day).map_err(|error| UsageError(error.to_string()))?;
        }
        if let Some(key) = by {
            analysis::check_key(&dataset, key).map_err(|error| not_split(error, key))?;
        }
        let names = config.read_names()?;
        let (mut outcome, group_tests) =
            rayon::join(|| cluster(&dataset.features, &config.choice, &progress), || tests(&dataset));
        let group_tests = group_tests.transpose()?;
        if let Ok((segmentation, _)) = &mut outcome {
            if let Some(everyone) = analysis::everyone(&dataset, segmentation, &progress)? {
                segmentation.count_everyone(everyone);
            }
            segmentation.apply_names(&names);
        }
        if let Err(AnalysisError::Feature(why)) = outcome {
            return Err(UsageError(why).into());
        }
        let narrowed = match &outcome {
            Ok((segmentation, _)) => analysis::narrow(&dataset, segmentation, &config.filter, &progress)
                .map_err(|error| refused(error, config))?,
            Err(why) if config.filter.has_segments() => {
                return Err(eyre!("the filter asks for segments, and there are none: {why}"));
            }
            Err(_) => None,
        };
        let migration = match (&outcome, config.options.compare_as_of) {
            (Ok((today, _)), Some(day)) => Some(analysis::migrate(&dataset, &config.load, today, day, &progress)?),
            _ => None,
        };
        Ok(Self { dataset, narrowed, outcome, migration, group_tests })
    }

    /// What the customers of the segments did later; `None` without segments.
    pub fn out_of_time(&self) -> Option<OutOfTime> {
        let (segmentation, _) = self.outcome.as_ref().ok()?;
        // It fails only if it is cancelled.
        analysis::out_of_time(&self.dataset, segmentation, &interrupt::progress()).ok()
    }

    /// The parts of the customers shown, by a key of the filter.
    pub fn split(&self, key: &str) -> eyre::Result<Split> {
        let segmentation = self.outcome.as_ref().ok().map(|(segmentation, _)| segmentation);
        analysis::split(&self.dataset, segmentation, key, &interrupt::progress()).map_err(|error| not_split(error, key))
    }

    /// The measures of the customers shown, with the tests of their groups.
    pub fn summary(&self) -> eyre::Result<Summary> {
        let (facts, summary, tests) = match &self.narrowed {
            Some(narrowed) => (&narrowed.facts, &narrowed.summary, None),
            None => (&self.dataset.kept, &self.dataset.summary, self.group_tests.clone()),
        };
        let tests = tests.map_or_else(|| analysis::group_tests(facts, &interrupt::progress()), Ok)?;
        Ok(Summary { group_tests: Some(tests.into()), ..summary.clone() })
    }

    /// Passes the report of the segments to `print`; or returns why there are none.
    pub fn report<T>(&self, print: impl FnOnce(SegmentationReport<'_>) -> T) -> eyre::Result<T> {
        let (segmentation, sweep) = self.outcome.as_ref().map_err(|why| eyre!("no segments: {why}"))?;
        let features = &self.dataset.features;
        let chosen = features.resolve(&segmentation.prepared.features).map_err(UsageError)?;
        let shown = self.narrowed.as_ref().map(|n| n.customers.as_slice());
        let report = report::segmentation_report(segmentation, sweep, &chosen, shown);
        Ok(print(SegmentationReport { migration: self.migration.as_ref(), ..report }))
    }
}
