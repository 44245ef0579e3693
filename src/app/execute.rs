//! Runs commands. The same code runs in the background of the dashboard, and inline for tests and screenshots.

use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::message::{
    Cmd, CustomerRequest, DescribeRequest, ExportRequest, FilterRequest, LaterRequest, LoadRequest, MappingRequest,
    MigrateRequest, Msg, NotWritten, Opened, OrderRequest, Outcome, PageRequest, Remembered, RowsRequest,
    SegmentRequest, SplitRequest, Stored, Understood, Written,
};
use super::names_file;
use super::state::input::Input;
use super::state::job::Job;
use super::state::saved::{Change, SavedView};
use crate::analysis::{self, AnalysisError, Choice, Dataset, DatasetError, OfSample, Prepared};
use crate::cluster::Clustering;
use crate::data::filter::Filter;
use crate::data::{self, CacheNote, Facts, LoadOptions};
use crate::mapping_file;
use crate::measures::GroupTestError;
use crate::progress::Progress;
use crate::segments::compare::RateTest;

type Write = dyn Fn(&ExportRequest) -> Result<Written, NotWritten> + Send + Sync;

/// Writes exports. The state machine knows neither reports nor files, so the caller passes the writer in.
#[derive(Clone)]
pub struct Exporter(pub Arc<Write>);

impl fmt::Debug for Exporter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Exporter")
    }
}

type Read = dyn Fn(&LoadOptions) -> Stored + Send + Sync;
type Keep = dyn Fn(&Remembered) -> Result<Vec<PathBuf>, String> + Send + Sync;

/// Reads what is stored for data that is opened, and stores what there is to remember; returns the data that was opened
/// before. The default stores nothing.
#[derive(Clone)]
pub struct Stores {
    /// Reads.
    pub read: Arc<Read>,
    /// Stores.
    pub keep: Arc<Keep>,
}

impl Default for Stores {
    fn default() -> Self {
        Self { read: Arc::new(|_| Stored::default()), keep: Arc::new(|_| Ok(Vec::new())) }
    }
}

impl fmt::Debug for Stores {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Stores")
    }
}

/// What commands need from the caller.
#[derive(Clone, Debug)]
pub struct Tools {
    /// How data is read.
    pub load: LoadOptions,
    /// What writes exports.
    pub exporter: Exporter,
    /// What writes a mapping for data that is read with these options, and returns the command that uses it.
    pub write_mapping: fn(&MappingRequest, &LoadOptions) -> Result<String, NotWritten>,
    /// What makes changes to a file of saved views, and returns the views that it has then.
    pub keep_views: fn(&Path, &[Change]) -> Result<Vec<SavedView>, String>,
    /// What reads and writes what lasts from one session to the next.
    pub stores: Stores,
}

/// Runs one command and reports its outcome. Commands that are not background work are left to the caller.
pub fn run(cmd: &Cmd, tools: &Tools, progress: &Progress, tell: &dyn Fn(Msg)) {
    let options = &tools.load;
    let Some((_, generation)) = cmd.job() else { return };
    let tell = &|outcome| tell(Msg::Done(generation, outcome));
    match cmd {
        Cmd::Load(_, request) => load(tools, request, progress, tell),
        Cmd::Sweep(_, dataset, choice) => sweep(dataset, choice, progress, tell),
        Cmd::Segment(_, request) => segment(request, progress, tell),
        Cmd::Filter(_, request) => filter(request, progress, tell),
        Cmd::Rows(_, request) => rows(options, request, progress, tell),
        Cmd::Stability(_, prepared, clustering) => {
            stability(prepared, clustering, progress, tell);
        }
        Cmd::KConfidence(_, prepared, of) => {
            let found = analysis::k_confidence(prepared, &of.0, &of.1, progress);
            settle(Job::Stability, found.map(|found| tell(Outcome::KConfidence(found))), tell);
        }
        Cmd::Describe(_, request) => describe(request, progress, tell),
        Cmd::Order(_, request) => order(request, tell),
        Cmd::Page(_, request) => page(request, progress, tell),
        Cmd::Customer(_, request) => customer(request, progress, tell),
        Cmd::Migrate(_, request) => migrate(options, request, progress, tell),
        Cmd::Later(_, request) => later(request, progress, tell),
        Cmd::Compare(_, of, labels) => {
            // It fails only if it is cancelled.
            if let Ok(tested) = RateTest::new(&of.segments, &of.features, labels, progress) {
                tell(Outcome::Compared(tested));
            }
        }
        Cmd::Split(_, request) => split(request, progress, tell),
        Cmd::Groups(_, facts) => groups(facts, progress, tell),
        Cmd::Export(_, request) => {
            let path = request.path.display().to_string();
            tell(Outcome::Exported(path, (tools.exporter.0)(request)));
        }
        Cmd::Names(_, file, naming) => match names_file::keep(file, naming) {
            Ok(names) => tell(Outcome::NamesKept(names)),
            Err(why) => tell(Outcome::Failed(Job::Names, why)),
        },
        Cmd::Views(_, file, changes) => tell(match (tools.keep_views)(file, changes) {
            Ok(views) => Outcome::ViewsKept(views),
            Err(why) => Outcome::Failed(Job::Views, why),
        }),
        Cmd::Understand(_, input) => understand(&input.of(options), progress, tell),
        Cmd::WriteMapping(_, request) => {
            let input = Input { paths: request.paths.clone(), mapping: None };
            let written = (tools.write_mapping)(request, &input.of(options));
            let mapping = request.mapping.clone().in_file(&request.path);
            tell(Outcome::MappingWritten(Box::new(mapping), written));
        }
        Cmd::List(_, folder) => tell(Outcome::Listed(data::choices(folder).map_err(|why| why.to_string()))),
        Cmd::Remember(_, remembered) => tell(match (tools.stores.keep)(remembered) {
            Ok(recent) => Outcome::Remembered(recent),
            Err(why) => Outcome::Failed(Job::Remember, why),
        }),
        Cmd::Cancel(_) | Cmd::Suspend | Cmd::CopyRow | Cmd::CopyCommand | Cmd::All(_) => {}
    }
}

/// Reads the data, filters it and reports the outcome.
fn load(tools: &Tools, request: &LoadRequest, progress: &Progress, tell: &dyn Fn(Outcome)) {
    let options = request.input.of(&tools.load);
    let first = |dataset| tell(Outcome::Measured(Job::Load, Arc::new(dataset)));
    let loaded = if request.opens {
        let all = analysis::load(&options, &Filter::default(), progress);
        all.and_then(|dataset| fitting(&dataset, &request.filter, progress))
    } else {
        analysis::load_by_steps(&options, &request.filter, progress, Some(&first))
    };
    let notes = options.cache.iter().flat_map(|cache| cache.notes.take());
    let warnings = notes.filter_map(|note| if let CacheNote::Warning(why) = note { Some(why) } else { None });
    match loaded {
        Ok(dataset) => {
            let dataset = Arc::new(dataset);
            tell(if request.opens {
                Outcome::Opened(Box::new(Opened { dataset, stored: (tools.stores.read)(&options) }))
            } else {
                Outcome::Loaded(dataset)
            });
            warnings.for_each(|why| tell(Outcome::NotStored(why)));
        }
        Err(_) if progress.is_cancelled() => {}
        Err(DatasetError::Data(error)) if error.is_of_understanding() => {
            tell(Outcome::NotUnderstood(error.to_string()));
        }
        Err(DatasetError::Filter(mismatch)) => tell(Outcome::Refused(Job::Load, mismatch)),
        Err(error) => tell(Outcome::Failed(Job::Load, error.to_string())),
    }
}

/// Filters other data by the conditions that apply to it. Conditions on segments are dropped: the segments are those of the
/// previous data.
fn fitting(dataset: &Dataset, filter: &Filter, progress: &Progress) -> Result<Dataset, DatasetError> {
    let mut filter = filter.without_segments();
    loop {
        match analysis::refilter(dataset, &filter, progress) {
            Err(DatasetError::Filter(mismatch)) if mismatch.condition < filter.conditions.len() => {
                filter.conditions.remove(mismatch.condition);
            }
            filtered => return filtered,
        }
    }
}

/// Recognises the files and columns, then measures how much data there is.
fn understand(options: &LoadOptions, progress: &Progress, tell: &dyn Fn(Outcome)) {
    let failed = |why: String| {
        if !progress.is_cancelled() {
            tell(Outcome::Failed(Job::Understand, why));
        }
    };
    let understanding = match data::understand(options, progress) {
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
        let outcome = analysis::preview(options, progress, &|preview| tell(Outcome::Previewed(preview)));
        outcome.unwrap_or_else(|error| failed(error.to_string()));
    }
}

/// Builds the matrix and sweeps over K, reporting each step.
fn sweep(dataset: &Dataset, choice: &Choice, progress: &Progress, tell: &dyn Fn(Outcome)) {
    let outcome = (|| -> Result<(), AnalysisError> {
        progress.begin("preparing", 0);
        let on_prepared = |prepared: &Arc<_>| tell(Outcome::Prepared(Arc::clone(prepared)));
        let on_point = |point: &_| tell(Outcome::SweepPoint(Clone::clone(point)));
        let (prepared, sweep) = analysis::swept(&dataset.features, choice, progress, on_prepared, on_point)?;
        tell(Outcome::Swept(Arc::new(sweep)));
        tell(Outcome::Structure(analysis::structure(&prepared, choice, progress)?));
        tell(Outcome::Gap(analysis::gap(&prepared, choice, progress)?));
        Ok(())
    })();
    settle(Job::Sweep, outcome, tell);
}

/// Makes segments at one K and reports them; those of a sample of the customers with the counts of all, once the engine has them.
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
    .and_then(|mut segmentation| {
        segmentation.sum_up();
        segmentation.sample = OfSample::pending(&request.dataset).map(Arc::new);
        let segmentation = Arc::new(segmentation);
        tell(Outcome::Segmented(Arc::clone(&segmentation)));
        if let Some(everyone) = analysis::everyone(&request.dataset, &segmentation, progress)? {
            tell(Outcome::Counted(Arc::clone(&segmentation.clustering), Box::new(everyone)));
        }
        Ok(())
    });
    settle(Job::Segment, outcome, tell);
}

/// Clusters samples of the customers again and reports the stability of the segments.
fn stability(prepared: &Prepared, clustering: &Clustering, progress: &Progress, tell: &dyn Fn(Outcome)) {
    let outcome = analysis::stability(prepared, clustering, progress);
    settle(Job::Stability, outcome.map(|stability| tell(Outcome::Stable(stability))), tell);
}

/// Filters the data and reports the matching customers. Conditions on segments wait for the segments of this data.
fn filter(request: &FilterRequest, progress: &Progress, tell: &dyn Fn(Outcome)) {
    let outcome = (|| -> Result<_, DatasetError> {
        let first = |dataset| tell(Outcome::Measured(Job::Filter, Arc::new(dataset)));
        let first: Option<&dyn Fn(Dataset)> = if request.overview_first { Some(&first) } else { None };
        let dataset = analysis::refilter_by_steps(&request.dataset, &request.filter, progress, first)?;
        let narrowed = match &request.segmentation {
            Some(segmentation) if Arc::ptr_eq(&segmentation.features, &dataset.features) => {
                analysis::narrow(&dataset, segmentation, &request.filter, progress)?
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

/// Reads rows as they are written and reports them.
fn rows(options: &LoadOptions, request: &RowsRequest, progress: &Progress, tell: &dyn Fn(Outcome)) {
    let options = request.input.of(options);
    match data::raw_rows(&options, request.table, &request.numbers, progress) {
        Ok(rows) => tell(Outcome::Rows(Arc::new(rows))),
        Err(_) if progress.is_cancelled() => {}
        Err(error) => tell(Outcome::Failed(Job::Rows, error.to_string())),
    }
}

/// Describes the features to choose from and reports them.
fn describe(request: &DescribeRequest, progress: &Progress, tell: &dyn Fn(Outcome)) {
    let DescribeRequest { features, offered, choice } = request;
    // It fails only if it is cancelled, which is no error.
    if let Ok(statistics) = analysis::feature_statistics(features, offered, choice, progress) {
        tell(Outcome::Described(Arc::new(statistics)));
    }
}

/// Sorts the listed customers and reports their order.
fn order(request: &OrderRequest, tell: &dyn Fn(Outcome)) {
    let OrderRequest { features, segmentation, shown, by, descending } = request;
    let customers = shown.as_ref().map_or_else(|| (0..features.len() as u32).collect(), |shown| shown.to_vec());
    let sorted = analysis::order(features, segmentation.as_deref(), customers, by, *descending);
    tell(Outcome::Ordered(sorted.into()));
}

/// Asks for a page of the list of all customers and reports it.
fn page(request: &PageRequest, progress: &Progress, tell: &dyn Fn(Outcome)) {
    let PageRequest { dataset, segmentation, asked } = request;
    let list = (&asked.list.columns[..], asked.list.sort.as_ref());
    match analysis::page(dataset, segmentation, list, asked.number, progress) {
        Ok(page) => tell(Outcome::Page(Arc::new(page))),
        Err(_) if progress.is_cancelled() => {}
        Err(why) => tell(Outcome::Failed(Job::Page, why)),
    }
}

/// Gathers everything about a customer and reports it.
fn customer(request: &CustomerRequest, progress: &Progress, tell: &dyn Fn(Outcome)) {
    match analysis::customer(&request.dataset, request.segmentation.as_deref(), request.customer, progress) {
        Ok(detail) => tell(Outcome::Customer(Arc::new(detail))),
        Err(_) if progress.is_cancelled() => {}
        Err(error) => tell(Outcome::Failed(Job::Customer, error.to_string())),
    }
}

/// Clusters the data of an earlier day and reports where its customers are today.
fn migrate(options: &LoadOptions, request: &MigrateRequest, progress: &Progress, tell: &dyn Fn(Outcome)) {
    let MigrateRequest { dataset, today, day, input } = request;
    match analysis::migrate(dataset, &input.of(options), today, *day, progress) {
        Ok(migration) => tell(Outcome::Migrated(Arc::new(migration))),
        Err(error) if error.is_cancelled() => {}
        Err(error) => tell(Outcome::Failed(Job::Migrate, error.to_string())),
    }
}

/// Measures what the customers of the segments did later and reports it. It fails only if it is cancelled.
fn later(request: &LaterRequest, progress: &Progress, tell: &dyn Fn(Outcome)) {
    if let Ok(found) = analysis::out_of_time(&request.dataset, &request.segmentation, progress) {
        tell(Outcome::Later(Arc::new(found)));
    }
}

/// Measures the parts of the data and reports them.
fn split(request: &SplitRequest, progress: &Progress, tell: &dyn Fn(Outcome)) {
    match analysis::split(&request.dataset, request.segmentation.as_deref(), &request.key, progress) {
        Ok(split) => tell(Outcome::Split(Arc::new(split))),
        Err(_) if progress.is_cancelled() => {}
        Err(error) => tell(Outcome::Failed(Job::Split, error.to_string())),
    }
}

/// Tests whether groups of customers differ in their rate and reports it.
fn groups(facts: &Arc<Facts>, progress: &Progress, tell: &dyn Fn(Outcome)) {
    match analysis::group_tests(facts, progress) {
        Ok(tests) => tell(Outcome::Groups(tests.into())),
        Err(GroupTestError::Cancelled(_)) => {}
        Err(_) if progress.is_cancelled() => {}
        Err(GroupTestError::Measure(error)) => tell(Outcome::Failed(Job::Groups, error.to_string())),
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
