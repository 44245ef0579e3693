//! Later burns and orders of the customers of segments: the evidence for advice, budget and experiments.

use super::batch::Batch;
use super::experiment::{Experiment, experiment};
use super::later::{Later, burnt_later};
use super::then::{LaterError, Then};
use super::{Dataset, Segmentation};
use crate::data::Kind;
use crate::progress::{Cancelled, Progress};

/// What was measured after the first three quarters of the days, or why it was not.
#[derive(Clone, Debug, PartialEq)]
pub struct OutOfTime {
    /// Later burn rates; none for data without coupons.
    pub later: Option<Result<Later, String>>,
    /// What an experiment showed, or would need.
    pub experiment: Result<Experiment, String>,
}

/// Measures both, with one clustering of the customers as they were.
///
/// # Errors
/// [`Cancelled`].
pub fn out_of_time(dataset: &Dataset, shown: &Segmentation, progress: &Progress) -> Result<OutOfTime, Cancelled> {
    let batch = Batch::about(&dataset.kept);
    let dataset = &dataset.in_batch(&batch);
    let of_coupons = dataset.facts.kind == Kind::Coupons;
    let then = match Then::of(&dataset.kept, progress) {
        Ok(then) => then,
        Err(why) => {
            let why = or_cancelled::<()>(Err(why), progress)?.err().unwrap_or_default();
            return Ok(OutOfTime { later: of_coupons.then(|| Err(why.clone())), experiment: Err(why) });
        }
    };
    let burnt = || {
        let maturity = then.maturity(progress)?;
        burnt_later(dataset, shown, &then, maturity, then.segments(shown, progress)?, progress)
    };
    let later = of_coupons.then(|| or_cancelled(burnt(), progress)).transpose()?;
    Ok(OutOfTime { later, experiment: or_cancelled(experiment(dataset, shown, &then, progress), progress)? })
}

/// The reason in words, unless the work is cancelled.
fn or_cancelled<T>(outcome: Result<T, LaterError>, progress: &Progress) -> Result<Result<T, String>, Cancelled> {
    if outcome.is_err() {
        progress.check()?;
    }
    Ok(outcome.map_err(|why| why.to_string()))
}
