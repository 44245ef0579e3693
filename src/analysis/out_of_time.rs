//! Later burns and orders of the customers of segments: the evidence for advice, budget and experiments.

use super::batch::Batch;
use super::control_group::control_group;
use super::experiment::{Experiment, experiment};
use super::later::{Later, LaterClaims, burnt_later};
use super::then::{LaterError, Then};
use super::{Dataset, Segmentation};
use crate::data::Kind;
use crate::measures;
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
    let claims = of_coupons.then(|| LaterClaims::of(&dataset.kept, &then, progress));
    let acted = measures::acted_after(&dataset.kept, then.cut, progress).map_err(LaterError::from);
    if claims.as_ref().is_some_and(Result::is_ok) || control_group(&dataset.features).is_some() {
        // Where this fails, it fails again where the segments are needed, which says so.
        drop(then.features(progress));
    }
    // No transaction stays open while customers are clustered.
    drop(batch);
    let burnt = |claims: LaterClaims| burnt_later(dataset, shown, &then, claims, progress);
    let later = claims.map(|claims| or_cancelled(claims.and_then(burnt), progress)).transpose()?;
    let experiment = acted.and_then(|acted| experiment(dataset, shown, &then, &acted, progress));
    Ok(OutOfTime { later, experiment: or_cancelled(experiment, progress)? })
}

/// The reason in words, unless the work is cancelled.
fn or_cancelled<T>(outcome: Result<T, LaterError>, progress: &Progress) -> Result<Result<T, String>, Cancelled> {
    if outcome.is_err() {
        progress.check()?;
    }
    Ok(outcome.map_err(|why| why.to_string()))
}
