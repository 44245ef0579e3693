//! Reading and clustering the data of a command.

use color_eyre::eyre::{self, eyre};

use crate::analysis::{
    self, AnalysisError, Dataset, DatasetError, Experiment, Later, Migration, Narrowed, Segmentation,
};
use crate::cluster::Sweep;
use crate::config::{Config, UsageError};
use crate::data::Kind;
use crate::progress::Progress;
use crate::report::{self, SegmentationReport};

/// Reads the data; a filter with values that the data does not have is wrong usage.
pub(super) fn load(config: &Config, progress: &Progress) -> eyre::Result<Dataset> {
    analysis::load(&config.load, &config.filter, progress).map_err(|error| refused(error, config))
}

fn refused(error: DatasetError, config: &Config) -> eyre::Report {
    match error {
        DatasetError::Filter(mismatch) => config.refusal(&mismatch).into(),
        error => error.into(),
    }
}

/// Everything a report needs, computed.
pub(super) struct Analysed {
    pub dataset: Dataset,
    /// The matching customers if the filter names segments.
    pub narrowed: Option<Narrowed>,
    /// Or why there are no segments.
    pub outcome: Result<(Segmentation, Sweep), AnalysisError>,
    /// Customer flow since the day of `--compare-as-of`.
    migration: Option<Migration>,
}

impl Analysed {
    pub fn of(config: &Config) -> eyre::Result<Self> {
        let progress = Progress::new();
        let dataset = load(config, &progress)?;
        if let Some(day) = config.options.compare_as_of {
            analysis::check_day(&dataset, day).map_err(|error| UsageError(error.to_string()))?;
        }
        let names = config.read_names()?;
        let mut outcome = analysis::complete(&dataset.features, &config.choice, &progress);
        if let Ok((segmentation, _)) = &mut outcome {
            segmentation.apply_names(&names);
        }
        if let Err(AnalysisError::Feature(why)) = outcome {
            return Err(UsageError(why).into());
        }
        let narrowed = match &outcome {
            Ok((segmentation, _)) => {
                analysis::narrow(&dataset, segmentation, &config.filter).map_err(|error| refused(error, config))?
            }
            Err(why) if config.filter.has_segments() => {
                return Err(eyre!("the filter asks for segments, and there are none: {why}"));
            }
            Err(_) => None,
        };
        let migration = match (&outcome, config.options.compare_as_of) {
            (Ok((today, _)), Some(day)) => Some(analysis::migrate(&dataset, today, day, &progress)?),
            _ => None,
        };
        Ok(Self { dataset, narrowed, outcome, migration })
    }

    /// The later burn rates of the segments: only for coupons.
    pub fn later(&self) -> Option<Result<Later, String>> {
        let (segmentation, _) = self.outcome.as_ref().ok().filter(|_| self.dataset.facts.kind == Kind::Coupons)?;
        Some(analysis::later(&self.dataset, segmentation, &Progress::new()).map_err(|why| why.to_string()))
    }

    /// The result or the required size of an experiment; `None` without dated events and segments.
    pub fn experiment(&self) -> Option<Experiment> {
        let (segmentation, _) = self.outcome.as_ref().ok()?;
        analysis::experiment(&self.dataset, segmentation, &Progress::new()).ok()
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
