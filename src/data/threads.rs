//! Thread pools: those of rayon, of polars, and the blocking pool of polars.
//!
//! Each pool is started by its first use; if the system refuses a thread, that panics, or waits forever for those that did
//! start. So the number of available threads is tested first, and all pools are used once before any work, when a refusal
//! is an ordinary error.

use std::num::NonZero;
use std::sync::OnceLock;
use std::thread;

use polars::prelude::*;

use super::error::DataError;
use super::guard::guarded;

/// A margin for threads that start or end meanwhile, and for ended threads that are still counted.
const SPARE: usize = 2;

/// Whether the threads were started. A failure is final.
static STARTED: OnceLock<bool> = OnceLock::new();

/// Starts the threads, if they are not running.
///
/// # Errors
/// [`DataError::NoThreads`].
pub fn start() -> Result<(), DataError> {
    let started = STARTED.get_or_init(|| guarded("", start_all).is_ok());
    if *started { Ok(()) } else { Err(DataError::NoThreads) }
}

fn start_all() -> Result<(), DataError> {
    let cores = thread::available_parallelism().map_or(1, NonZero::get);
    let (own, polars) = (wanted("RAYON_NUM_THREADS", cores), wanted("POLARS_MAX_THREADS", cores));
    let fixed = polars + wanted("POLARS_ASYNC_THREAD_COUNT", polars.min(32)) + SPARE;
    let own = own.min(available(fixed + own).saturating_sub(fixed));
    if own == 0 {
        return Err(DataError::NoThreads);
    }
    // It fails if the pool exists already; one that cannot start panics at its first use, which is next.
    let _ = rayon::ThreadPoolBuilder::new().num_threads(own).build_global();
    rayon::current_num_threads();
    use_polars();
    Ok(())
}

/// The number of threads of a pool: from the environment, otherwise one for each core.
fn wanted(variable: &str, otherwise: usize) -> usize {
    let said = std::env::var(variable).ok().and_then(|text| text.parse().ok());
    said.filter(|threads| *threads > 0).unwrap_or(otherwise)
}

/// How many of these threads the system allows.
fn available(asked: usize) -> usize {
    let start = || thread::Builder::new().spawn(thread::park).ok();
    let threads: Vec<_> = (0..asked).map_while(|_| start()).collect();
    let got = threads.len();
    for waiting in threads {
        waiting.thread().unpark();
        let _ = waiting.join();
    }
    got
}

/// Makes polars do something in parallel.
fn use_polars() {
    let column = |name: &str| Column::new(name.into(), [2_u32, 1, 2, 1]);
    if let Ok(frame) = DataFrame::new(4, vec![column("a"), column("b")]) {
        let _ = frame.lazy().sort(["a", "b"], SortMultipleOptions::default()).collect();
    }
}
