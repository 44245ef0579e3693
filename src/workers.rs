//! Commands done in the background: a slot for each kind of work, all telling one channel.

use std::cell::RefCell;
use std::io;
use std::sync::Arc;
use std::sync::mpsc::Sender;

use crate::analysis::{Choice, Dataset, Prepared};
use crate::app::message::{FilterRequest, Job, SegmentRequest};
use crate::app::{Cmd, Msg, work};
use crate::cluster::Clustering;
use crate::data::filter::Filter;
use crate::data::{LoadOptions, Table};
use crate::jobs::Slot;
use crate::progress::Progress;

/// One background slot for each kind of work.
pub struct Workers {
    load: Slot<(u64, Filter)>,
    sweep: Slot<(u64, Arc<Dataset>, Choice)>,
    segment: Slot<(u64, SegmentRequest)>,
    rows: Slot<(u64, Table, Arc<[u32]>)>,
    filter: Slot<(u64, FilterRequest)>,
    stability: Slot<(u64, Arc<Prepared>, Arc<Clustering>)>,
    current: RefCell<Progress>,
}

impl Workers {
    /// Starts the threads; what they find out is sent to `tell`.
    ///
    /// # Errors
    /// When the machine gives no thread.
    pub fn start(options: LoadOptions, tell: &Sender<Msg>) -> io::Result<Self> {
        let failed = |job: Job, tell: &Sender<Msg>| {
            let tell = tell.clone();
            move |generation: u64, panic: String| {
                let why = format!("a mistake in segscope: {panic}");
                // Failing means that the dashboard is already gone.
                let _ = tell.send(Msg::Failed(job, generation, why));
            }
        };
        let sender = |tell: &Sender<Msg>| {
            let tell = tell.clone();
            move |msg: Msg| {
                let _ = tell.send(msg);
            }
        };
        let [told_load, told_sweep, told_segment, told_rows, told_filter, told_stability] = std::array::from_fn(|_| sender(tell));
        let again = options.clone();
        let load_failed = failed(Job::Load, tell);
        let sweep_failed = failed(Job::Sweep, tell);
        let segment_failed = failed(Job::Segment, tell);
        let rows_failed = failed(Job::Rows, tell);
        let filter_failed = failed(Job::Filter, tell);
        let stability_failed = failed(Job::Stability, tell);
        Ok(Self {
            load: Slot::spawn(
                "load",
                move |(g, filter): (u64, Filter), p| work::load(g, &options, &filter, p, &told_load),
                move |(g, _), panic| load_failed(g, panic),
            )?,
            sweep: Slot::spawn(
                "sweep",
                move |(g, dataset, choice): (u64, Arc<Dataset>, Choice), p| {
                    work::sweep(g, &dataset, &choice, p, &told_sweep);
                },
                move |(g, ..), panic| sweep_failed(g, panic),
            )?,
            segment: Slot::spawn(
                "segment",
                move |(g, request), p| work::segment(g, &request, p, &told_segment),
                move |(g, _), panic| segment_failed(g, panic),
            )?,
            rows: Slot::spawn(
                "rows",
                move |(g, table, numbers): (u64, Table, Arc<[u32]>), p| {
                    work::rows(g, &again, table, &numbers, p, &told_rows);
                },
                move |(g, ..), panic| rows_failed(g, panic),
            )?,
            filter: Slot::spawn(
                "filter",
                move |(g, request), p| work::filter(g, &request, p, &told_filter),
                move |(g, _), panic| filter_failed(g, panic),
            )?,
            stability: Slot::spawn(
                "stability",
                move |(g, prepared, clustering): (u64, Arc<Prepared>, Arc<Clustering>), p| {
                    work::stability(g, &prepared, &clustering, p, &told_stability);
                },
                move |(g, ..), panic| stability_failed(g, panic),
            )?,
            current: RefCell::default(),
        })
    }

    /// Has a command done in the background; the newest of a kind wins.
    pub fn do_it(&self, cmd: Cmd) {
        let progress = Progress::new();
        // It is asked for again when other work is done.
        self.stability.cancel();
        match cmd {
            Cmd::Load(generation, filter) => self.load.submit((generation, filter), progress.clone()),
            Cmd::Sweep(generation, dataset, choice) => {
                self.sweep.submit((generation, dataset, choice), progress.clone());
            }
            Cmd::Segment(generation, request) => {
                self.segment.submit((generation, request), progress.clone());
            }
            Cmd::Filter(generation, request) => self.filter.submit((generation, request), progress.clone()),
            Cmd::Rows(generation, table, numbers) => {
                self.rows.submit((generation, table, numbers), progress.clone());
            }
            Cmd::Stability(generation, prepared, clustering) => {
                return self.stability.submit((generation, prepared, clustering), progress);
            }
            Cmd::All(several) => return several.into_iter().for_each(|cmd| self.do_it(cmd)),
            Cmd::Cancel(Job::Stability) => return,
            Cmd::Cancel(Job::Load) => return self.load.cancel(),
            Cmd::Cancel(Job::Sweep) => return self.sweep.cancel(),
            Cmd::Cancel(Job::Segment) => return self.segment.cancel(),
            Cmd::Cancel(Job::Rows) => return self.rows.cancel(),
            Cmd::Cancel(Job::Filter) => return self.filter.cancel(),
            // Done by the loop, which owns the screen.
            Cmd::Suspend => return,
        }
        self.current.replace(progress);
    }

    /// How far the newest work is.
    pub fn progress(&self) -> (String, u64, u64) {
        self.current.borrow().snapshot()
    }
}
