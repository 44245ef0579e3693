//! Does what a command asks, wherever it is called: the same code runs in the background of the dashboard and inline
//! for tests and screenshots.

use std::fmt;
use std::sync::Arc;

use super::message::{
    Cmd, CustomerRequest, DescribeRequest, ExportRequest, FilterRequest, LaterRequest, LoadRequest, MappingRequest,
    Msg, NotWritten, OrderRequest, Outcome, RowsRequest, SegmentRequest, Understood, Written,
};
use super::names_file;
use super::state::job::Job;
use crate::analysis::{self, AnalysisError, Choice, Dataset, DatasetError, Prepared, Segmentation};
use crate::cluster::Clustering;
use crate::data::{self, LoadOptions, Mapping};
use crate::mapping_file;
use crate::progress::Progress;

type Write = dyn Fn(&ExportRequest) -> Result<Written, NotWritten> + Send + Sync;

/// Writes exports. The state machine knows neither reports nor files, so it is handed what does.
#[derive(Clone)]
pub struct Exporter(pub Arc<Write>);

impl fmt::Debug for Exporter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Exporter")
    }
}

/// What commands need from outside.
#[derive(Clone, Debug)]
pub struct Tools {
    /// How data is read.
    pub load: LoadOptions,
    /// What writes exports.
    pub exporter: Exporter,
    /// What writes a mapping for data that is read with these options, and gives the command that uses it.
    pub write_mapping: fn(&MappingRequest, &LoadOptions) -> Result<String, NotWritten>,
}

/// Does one command and tells what came of it. What is no work is left to the caller.
pub fn run(cmd: &Cmd, tools: &Tools, progress: &Progress, tell: &dyn Fn(Msg)) {
    let options = &tools.load;
    let Some((_, generation)) = cmd.job() else { return };
    let tell = &|outcome| tell(Msg::Done(generation, outcome));
    match cmd {
        Cmd::Load(_, request) => load(options, request, progress, tell),
        Cmd::Sweep(_, dataset, choice) => sweep(dataset, choice, progress, tell),
        Cmd::Segment(_, request) => segment(request, progress, tell),
        Cmd::Filter(_, request) => filter(request, progress, tell),
        Cmd::Rows(_, request) => rows(options, request, progress, tell),
        Cmd::Stability(_, prepared, clustering) => {
            stability(prepared, clustering, progress, tell);
        }
        Cmd::Describe(_, request) => describe(request, progress, tell),
        Cmd::Order(_, request) => order(request, tell),
        Cmd::Customer(_, request) => customer(request, tell),
        Cmd::Migrate(_, dataset, today, day) => migrate(dataset, today, *day, progress, tell),
        Cmd::Later(_, request) => later(request, progress, tell),
        Cmd::Export(_, request) => {
            let path = request.path.display().to_string();
            tell(Outcome::Exported(path, (tools.exporter.0)(request)));
        }
        Cmd::Names(_, file, naming) => match names_file::keep(file, naming) {
            Ok(names) => tell(Outcome::NamesKept(names)),
            Err(why) => tell(Outcome::Failed(Job::Names, why)),
        },
        Cmd::Understand(_, mapping) => understand(options, mapping.as_ref(), progress, tell),
        Cmd::WriteMapping(_, request) => {
            let written = (tools.write_mapping)(request, options);
            let mapping = request.mapping.clone().in_file(&request.path);
            tell(Outcome::MappingWritten(Box::new(mapping), written));
        }
        Cmd::Cancel(_) | Cmd::Suspend | Cmd::All(_) => {}
    }
}

/// The options with what the user said of the data instead of what they say.
fn with(options: &LoadOptions, mapping: Option<&Mapping>) -> LoadOptions {
    match mapping {
        Some(mapping) => LoadOptions { mapping: Some(mapping.clone()), date_format: None, ..options.clone() },
        None => options.clone(),
    }
}

/// Reads the data, filters it and tells what came of it.
fn load(options: &LoadOptions, request: &LoadRequest, progress: &Progress, tell: &dyn Fn(Outcome)) {
    match analysis::load(&with(options, request.mapping.as_ref()), &request.filter, progress) {
        Ok(dataset) => tell(Outcome::Loaded(Arc::new(dataset))),
        Err(_) if progress.is_cancelled() => {}
        Err(DatasetError::Data(error)) if error.is_of_understanding() => {
            tell(Outcome::NotUnderstood(error.to_string()));
        }
        Err(DatasetError::Filter(mismatch)) => tell(Outcome::Refused(Job::Load, mismatch)),
        Err(error) => tell(Outcome::Failed(Job::Load, error.to_string())),
    }
}

/// Finds out what the data is, and then what it comes to.
fn understand(options: &LoadOptions, mapping: Option<&Mapping>, progress: &Progress, tell: &dyn Fn(Outcome)) {
    let options = with(options, mapping);
    let failed = |why: String| {
        if !progress.is_cancelled() {
            tell(Outcome::Failed(Job::Understand, why));
        }
    };
    let understanding = match data::understand(&options, progress) {
        Ok(understanding) => understanding,
        Err(error) => return failed(error.to_string()),
    };
    let complete = understanding.missing.is_empty();
    let mut mapping = options.mapping.clone().unwrap_or_default();
    if options.date_format.is_some() {
        mapping.date_format.clone_from(&options.date_format);
    }
    let proposed = mapping_file::proposed(&options.paths);
    tell(Outcome::Understood(Box::new(Understood { understanding, mapping, proposed })));
    if complete {
        let outcome = analysis::preview(&options, progress, &|preview| tell(Outcome::Previewed(preview)));
        outcome.unwrap_or_else(|error| failed(error.to_string()));
    }
}

/// Builds the matrix and sweeps over K, telling each step.
fn sweep(dataset: &Dataset, choice: &Choice, progress: &Progress, tell: &dyn Fn(Outcome)) {
    let outcome = (|| -> Result<(), AnalysisError> {
        progress.begin("preparing", 0);
        let prepared = Arc::new(analysis::prepare(&dataset.features, choice)?);
        tell(Outcome::Prepared(Arc::clone(&prepared)));
        let on_point = |point: &_| tell(Outcome::SweepPoint(Clone::clone(point)));
        let sweep = analysis::sweep(&prepared, choice, progress, on_point)?;
        tell(Outcome::Swept(Arc::new(sweep)));
        tell(Outcome::Structure(analysis::structure(&prepared, choice, progress)?));
        tell(Outcome::Gap(analysis::gap(&prepared, choice, progress)?));
        Ok(())
    })();
    settle(Job::Sweep, outcome, tell);
}

/// Makes segments at one K and tells them.
fn segment(request: &SegmentRequest, progress: &Progress, tell: &dyn Fn(Outcome)) {
    let outcome = analysis::segment(
        &request.dataset.features,
        &request.prepared,
        &request.choice,
        &request.params,
        request.known.clone(),
        request.previous.as_deref(),
        progress,
    )
    .map(|segmentation| tell(Outcome::Segmented(Arc::new(segmentation))));
    settle(Job::Segment, outcome, tell);
}

/// Clusters samples of the customers again and tells how well the segments come back.
fn stability(prepared: &Prepared, clustering: &Clustering, progress: &Progress, tell: &dyn Fn(Outcome)) {
    let outcome = analysis::stability(prepared, clustering, progress);
    settle(Job::Stability, outcome.map(|stability| tell(Outcome::Stable(stability))), tell);
}

/// Filters the data and tells what is kept. Conditions on segments wait for the segments of just this data.
fn filter(request: &FilterRequest, progress: &Progress, tell: &dyn Fn(Outcome)) {
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
        Ok((dataset, narrowed)) => tell(Outcome::Filtered(Arc::new(dataset), narrowed.map(Arc::new))),
        Err(_) if progress.is_cancelled() => {}
        Err(DatasetError::Filter(mismatch)) => tell(Outcome::Refused(Job::Filter, mismatch)),
        Err(error) => tell(Outcome::Failed(Job::Filter, error.to_string())),
    }
}

/// Reads rows as they are written and tells them.
fn rows(options: &LoadOptions, request: &RowsRequest, progress: &Progress, tell: &dyn Fn(Outcome)) {
    let options = with(options, request.mapping.as_ref());
    match data::raw_rows(&options, request.table, &request.numbers, progress) {
        Ok(rows) => tell(Outcome::Rows(Arc::new(rows))),
        Err(_) if progress.is_cancelled() => {}
        Err(error) => tell(Outcome::Failed(Job::Rows, error.to_string())),
    }
}

/// Describes what can be chosen to cluster by and tells it.
fn describe(request: &DescribeRequest, progress: &Progress, tell: &dyn Fn(Outcome)) {
    let DescribeRequest { features, offered, choice } = request;
    // It fails only if it is cancelled, which is no error.
    if let Ok(statistics) = analysis::feature_statistics(features, offered, choice, progress) {
        tell(Outcome::Described(Arc::new(statistics)));
    }
}

/// Sorts the listed customers and tells their order.
fn order(request: &OrderRequest, tell: &dyn Fn(Outcome)) {
    let OrderRequest { features, segmentation, shown, by, descending } = request;
    let customers = shown.as_ref().map_or_else(|| (0..features.len() as u32).collect(), |shown| shown.to_vec());
    let sorted = analysis::order(features, segmentation.as_deref(), customers, by, *descending);
    tell(Outcome::Ordered(sorted.into()));
}

/// Gathers what is known of a customer and tells it.
fn customer(request: &CustomerRequest, tell: &dyn Fn(Outcome)) {
    match analysis::customer(&request.dataset, request.segmentation.as_deref(), request.customer) {
        Ok(detail) => tell(Outcome::Customer(Arc::new(detail))),
        Err(error) => tell(Outcome::Failed(Job::Customer, error.to_string())),
    }
}

/// Clusters the data of an earlier day and tells where its customers are today.
fn migrate(dataset: &Dataset, today: &Segmentation, day: i32, progress: &Progress, tell: &dyn Fn(Outcome)) {
    match analysis::migrate(dataset, today, day, progress) {
        Ok(migration) => tell(Outcome::Migrated(Arc::new(migration))),
        Err(error) if error.is_cancelled() => {}
        Err(error) => tell(Outcome::Failed(Job::Migrate, error.to_string())),
    }
}

/// Measures the later burns of the segments and tells them.
fn later(request: &LaterRequest, progress: &Progress, tell: &dyn Fn(Outcome)) {
    match analysis::later(&request.dataset, &request.segmentation, progress) {
        Ok(later) => tell(Outcome::Later(Arc::new(later))),
        Err(_) if progress.is_cancelled() => {}
        Err(error) => tell(Outcome::Failed(Job::Later, error.to_string())),
    }
}

fn settle(job: Job, outcome: Result<(), AnalysisError>, tell: &dyn Fn(Outcome)) {
    match outcome {
        Err(error) if !error.is_cancelled() => {
            tell(Outcome::Failed(job, error.to_string()));
        }
        _ => {}
    }
}
