//! Does what a command asks, wherever it is called: the same code runs in the background of the dashboard and inline
//! for tests and screenshots.

use std::sync::Arc;

use super::message::{Cmd, DescribeRequest, FilterRequest, Job, LaterRequest, Msg, SegmentRequest};
use crate::analysis::{self, AnalysisError, Choice, Dataset, DatasetError, Prepared};
use crate::cluster::Clustering;
use crate::data::filter::Filter;
use crate::data::{self, LoadOptions, Table};
use crate::progress::Progress;

/// Does one command and tells what came of it. What is no work is left to the caller.
pub fn run(cmd: &Cmd, options: &LoadOptions, progress: &Progress, tell: &dyn Fn(Msg)) {
    match cmd {
        Cmd::Load(generation, filter) => load(*generation, options, filter, progress, tell),
        Cmd::Sweep(generation, dataset, choice) => sweep(*generation, dataset, choice, progress, tell),
        Cmd::Segment(generation, request) => segment(*generation, request, progress, tell),
        Cmd::Filter(generation, request) => filter(*generation, request, progress, tell),
        Cmd::Rows(generation, table, numbers) => rows(*generation, options, *table, numbers, progress, tell),
        Cmd::Stability(generation, prepared, clustering) => {
            stability(*generation, prepared, clustering, progress, tell);
        }
        Cmd::Describe(generation, request) => describe(*generation, request, progress, tell),
        Cmd::Later(generation, request) => later(*generation, request, progress, tell),
        Cmd::Cancel(_) | Cmd::Suspend | Cmd::All(_) => {}
    }
}

/// Reads the data, filters it and tells what came of it.
fn load(generation: u64, options: &LoadOptions, filter: &Filter, progress: &Progress, tell: &dyn Fn(Msg)) {
    match analysis::load(options, filter, progress) {
        Ok(dataset) => tell(Msg::Loaded(generation, Arc::new(dataset))),
        Err(_) if progress.is_cancelled() => {}
        Err(DatasetError::Filter(mismatch)) => tell(Msg::Refused(Job::Load, generation, mismatch)),
        Err(error) => tell(Msg::Failed(Job::Load, generation, error.to_string())),
    }
}

/// Builds the matrix and sweeps over K, telling each step.
fn sweep(generation: u64, dataset: &Dataset, choice: &Choice, progress: &Progress, tell: &dyn Fn(Msg)) {
    let outcome = (|| -> Result<(), AnalysisError> {
        progress.begin("preparing", 0);
        let prepared = Arc::new(analysis::prepare(&dataset.features, choice)?);
        tell(Msg::Prepared(generation, Arc::clone(&prepared)));
        let on_point = |point: &_| tell(Msg::SweepPoint(generation, Clone::clone(point)));
        let sweep = analysis::sweep(&prepared, choice, progress, on_point)?;
        tell(Msg::Swept(generation, Arc::new(sweep)));
        tell(Msg::Gap(generation, analysis::gap(&prepared, choice, progress)?));
        Ok(())
    })();
    settle(Job::Sweep, generation, outcome, tell);
}

/// Makes segments at one K and tells them.
fn segment(generation: u64, request: &SegmentRequest, progress: &Progress, tell: &dyn Fn(Msg)) {
    let outcome = analysis::segment(
        &request.dataset.features,
        &request.prepared,
        &request.choice,
        &request.params,
        request.known.clone(),
        request.previous.as_deref(),
        progress,
    )
    .map(|segmentation| tell(Msg::Segmented(generation, Arc::new(segmentation))));
    settle(Job::Segment, generation, outcome, tell);
}

/// Clusters samples of the customers anew and tells how well the segments come back.
fn stability(generation: u64, prepared: &Prepared, clustering: &Clustering, progress: &Progress, tell: &dyn Fn(Msg)) {
    let outcome = analysis::stability(prepared, clustering, progress);
    settle(Job::Stability, generation, outcome.map(|stability| tell(Msg::Stable(generation, stability))), tell);
}

/// Filters the data and tells what is kept. Conditions on segments wait for the segments of just this data.
fn filter(generation: u64, request: &FilterRequest, progress: &Progress, tell: &dyn Fn(Msg)) {
    let outcome = (|| -> Result<_, DatasetError> {
        let dataset = analysis::refilter(&request.dataset, &request.filter, progress)?;
        let narrowed = match &request.segmentation {
            Some(segmentation) if Arc::ptr_eq(&segmentation.features, &dataset.features) => {
                analysis::narrow(&dataset, segmentation, &request.filter)?
            }
            _ => None,
        };
        Ok((dataset, narrowed))
    })();
    match outcome {
        Ok((dataset, narrowed)) => tell(Msg::Filtered(generation, Arc::new(dataset), narrowed.map(Arc::new))),
        Err(_) if progress.is_cancelled() => {}
        Err(DatasetError::Filter(mismatch)) => tell(Msg::Refused(Job::Filter, generation, mismatch)),
        Err(error) => tell(Msg::Failed(Job::Filter, generation, error.to_string())),
    }
}

/// Reads rows as they are written and tells them.
fn rows(
    generation: u64,
    options: &LoadOptions,
    table: Table,
    numbers: &[u32],
    progress: &Progress,
    tell: &dyn Fn(Msg),
) {
    match data::raw_rows(options, table, numbers, progress) {
        Ok(rows) => tell(Msg::Rows(generation, Arc::new(rows))),
        Err(_) if progress.is_cancelled() => {}
        Err(error) => tell(Msg::Failed(Job::Rows, generation, error.to_string())),
    }
}

/// Describes what can be chosen to cluster by and tells it.
fn describe(generation: u64, request: &DescribeRequest, progress: &Progress, tell: &dyn Fn(Msg)) {
    let DescribeRequest { features, offered, choice } = request;
    // The one way to fail is to be cancelled, which nobody needs to be told.
    if let Ok(statistics) = analysis::feature_statistics(features, offered, choice, progress) {
        tell(Msg::Described(generation, Arc::new(statistics)));
    }
}

/// Measures the later burns of the segments and tells them.
fn later(generation: u64, request: &LaterRequest, progress: &Progress, tell: &dyn Fn(Msg)) {
    match analysis::later(&request.dataset, &request.segmentation, progress) {
        Ok(later) => tell(Msg::Later(generation, Arc::new(later))),
        Err(_) if progress.is_cancelled() => {}
        Err(error) => tell(Msg::Failed(Job::Later, generation, error.to_string())),
    }
}

fn settle(job: Job, generation: u64, outcome: Result<(), AnalysisError>, tell: &dyn Fn(Msg)) {
    match outcome {
        Err(error) if !error.is_cancelled() => {
            tell(Msg::Failed(job, generation, error.to_string()));
        }
        _ => {}
    }
}
