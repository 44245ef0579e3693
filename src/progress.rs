//! Progress and cancellation of a long computation, shared between its worker and the screen.

use std::sync::Arc;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::{Duration, Instant};

/// A handle that a worker reports to and a front end reads. Cloning shares the same state.
#[derive(Clone, Debug, Default)]
pub struct Progress(Arc<Shared>);

#[derive(Debug, Default)]
struct Shared {
    cancelled: Arc<AtomicBool>,
    done: AtomicU64,
    total: AtomicU64,
    rows: AtomicU64,
    answered: AtomicU64,
    begun: Mutex<Begun>,
}

/// The name of a step and when it began.
#[derive(Debug, Default)]
struct Begun {
    label: String,
    at: Option<Instant>,
}

/// A step of a long computation and how far it is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Step {
    /// Its name; empty before the first step.
    pub label: String,
    /// Units that are done.
    pub done: u64,
    /// Units in all; 0 if that is not known.
    pub total: u64,
    /// The speed of a step that reads rows, after its first moments.
    pub reading: Option<Reading>,
}

/// How fast rows are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reading {
    /// Rows read so far.
    pub rows: u64,
    /// Rows per second since the step began.
    pub per_second: u64,
    /// Seconds until the step is done at this speed, rounded up; none if its size is not known.
    pub seconds_left: Option<u64>,
}

/// A speed measured over less time than this is unreliable.
const FIRST_MOMENTS: Duration = Duration::from_millis(500);

impl Step {
    /// A step that has read `rows` after `elapsed`.
    fn of(label: String, [done, total, rows]: [u64; 3], elapsed: Duration) -> Self {
        let seconds = elapsed.as_secs_f64();
        let left = |done: u64| seconds * (total - done) as f64 / done as f64;
        let reading = (rows > 0 && elapsed >= FIRST_MOMENTS).then(|| Reading {
            rows,
            per_second: (rows as f64 / seconds) as u64,
            // A compressed file can have more rows than estimated.
            seconds_left: (1..=total).contains(&done).then(|| left(done).ceil() as u64),
        });
        Self { label, done, total, reading }
    }

    /// The share that is done, 0 to 1; none if the size of the step is not known.
    pub fn share(&self) -> Option<f64> {
        (self.total > 0).then(|| (self.done as f64 / self.total as f64).min(1.0))
    }
}

/// A computation that stopped because [`Progress::cancel`] was called.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("cancelled")]
pub struct Cancelled;

impl Progress {
    /// A new handle: nothing done, not cancelled.
    pub fn new() -> Self {
        Self::default()
    }

    /// A handle for a part of a step: it is cancelled with this one, but its progress is not shown.
    #[must_use]
    pub fn part(&self) -> Self {
        Self(Arc::new(Shared { cancelled: Arc::clone(&self.0.cancelled), ..Shared::default() }))
    }

    /// Asks the worker to stop at its next [`Progress::check`].
    pub fn cancel(&self) {
        self.0.cancelled.store(true, Ordering::Relaxed);
    }

    /// Whether the worker was asked to stop.
    pub fn is_cancelled(&self) -> bool {
        self.0.cancelled.load(Ordering::Relaxed)
    }

    /// `Err(Cancelled)` once the worker was asked to stop; called in the outer loops of long work.
    ///
    /// # Errors
    /// [`Cancelled`] after [`Progress::cancel`].
    pub fn check(&self) -> Result<(), Cancelled> {
        if self.is_cancelled() { Err(Cancelled) } else { Ok(()) }
    }

    /// Starts a new step: its name, and how many units it has (0 when unknown).
    pub fn begin(&self, label: &str, total: u64) {
        self.0.done.store(0, Ordering::Relaxed);
        self.0.total.store(total, Ordering::Relaxed);
        self.0.rows.store(0, Ordering::Relaxed);
        if let Ok(mut current) = self.0.begun.lock() {
            label.clone_into(&mut current.label);
            current.at = Some(Instant::now());
        }
    }

    /// Starts a step that waits for an answer; its name ends with the number of answers that came before.
    pub fn ask(&self, label: &str) {
        match self.0.answered.load(Ordering::Relaxed) {
            0 => self.begin(label, 0),
            answered => self.begin(&format!("{label}, {answered} answered"), 0),
        }
    }

    /// Counts an answer.
    pub fn answer(&self) {
        self.0.answered.fetch_add(1, Ordering::Relaxed);
    }

    /// Adds finished units to the current step.
    pub fn advance(&self, units: u64) {
        self.0.done.fetch_add(units, Ordering::Relaxed);
    }

    /// Adds rows that the current step has read.
    pub fn read(&self, rows: u64) {
        self.0.rows.fetch_add(rows, Ordering::Relaxed);
    }

    /// The current step.
    pub fn step(&self) -> Step {
        let begun = self.0.begun.lock().map(|begun| (begun.label.clone(), begun.at)).unwrap_or_default();
        let counts = [&self.0.done, &self.0.total, &self.0.rows].map(|count| count.load(Ordering::Relaxed));
        Step::of(begun.0, counts, begun.1.map_or(Duration::ZERO, |at| at.elapsed()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_is_cancelled_with_the_whole_and_reports_to_itself() {
        let whole = Progress::new();
        whole.begin("whole", 3);
        let part = whole.part();
        part.begin("part", 100);
        part.advance(50);
        assert_eq!(whole.step(), Step { label: "whole".into(), total: 3, ..Step::default() });
        whole.cancel();
        assert_eq!(part.check(), Err(Cancelled));
    }

    #[test]
    fn a_step_that_reads_rows_tells_its_speed() {
        let step = |counts, millis| Step::of("reading".into(), counts, Duration::from_millis(millis));
        let quarter = step([250, 1000, 30], 2000);
        assert_eq!(quarter.reading, Some(Reading { rows: 30, per_second: 15, seconds_left: Some(6) }));
        assert_eq!(quarter.share(), Some(0.25));
        assert_eq!(step([250, 1000, 30], 499).reading, None, "too early");
        assert_eq!(step([250, 1000, 0], 2000).reading, None, "it reads no rows");
        for counts in [[250, 0, 30], [0, 1000, 30], [1001, 1000, 30]] {
            assert_eq!(step(counts, 2000).reading.and_then(|reading| reading.seconds_left), None, "{counts:?}");
        }
        assert_eq!((step([250, 0, 0], 0).share(), step([1001, 1000, 0], 0).share()), (None, Some(1.0)));
    }

    #[test]
    fn questions_count_the_answers_of_the_work() {
        let progress = Progress::new();
        let asked = |label| {
            progress.ask(label);
            progress.step().label
        };
        assert_eq!(asked("asking DuckDB for extent"), "asking DuckDB for extent");
        progress.answer();
        progress.begin("measuring", 0);
        assert_eq!(asked("asking DuckDB for active"), "asking DuckDB for active, 1 answered");
    }

    #[test]
    fn a_new_step_begins_without_rows() {
        let progress = Progress::new();
        progress.begin("reading a", 10);
        progress.read(5);
        progress.advance(3);
        progress.begin("reading b", 20);
        assert_eq!(progress.step(), Step { label: "reading b".into(), total: 20, ..Step::default() });
    }
}
