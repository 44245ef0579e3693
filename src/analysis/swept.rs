//! The sweep over K, with outliers set aside.

use std::sync::Arc;

use super::prepared::prepare_without;
use super::{AnalysisError, Choice, Prepared, prepare, sweep};
use crate::cluster::{Sweep, SweepPoint};
use crate::measures::Features;
use crate::progress::Progress;

/// Most sweeps: behind an outlier there can be others.
const ROUNDS: usize = 4;
/// At most one customer in this number can be an outlier: several that are alike are a segment.
const ONE_IN: usize = 20;

/// The matrix of a choice and its sweep over K.
///
/// Where the criterion chooses a K that isolates fewer than 1% of the customers or fewer than five, these are outliers:
/// they are set aside and all others swept again, whatever K is asked for. Otherwise one customer far away would be a
/// segment at every K, and would determine the scale of the features. At most one customer in twenty is set aside.
/// `on_prepared` receives each matrix before its sweep; the last one counts.
///
/// # Errors
/// When nothing can be clustered, or the work is cancelled.
pub fn swept(
    features: &Features,
    choice: &Choice,
    progress: &Progress,
    on_prepared: impl Fn(&Arc<Prepared>),
    on_point: impl Fn(&SweepPoint),
) -> Result<(Arc<Prepared>, Sweep), AnalysisError> {
    let mut prepared = Arc::new(prepare(features, choice)?);
    let most = prepared.matrix.total_weight() as usize / ONE_IN;
    let mut round = 0;
    loop {
        round += 1;
        on_prepared(&prepared);
        let found = sweep(&prepared, choice, progress, &on_point)?;
        let outliers = outliers(&prepared, &found.isolated);
        if outliers == prepared.outliers || outliers.len() > most || round == ROUNDS {
            return Ok((prepared, found));
        }
        // Every feature may be constant without them: then there is nothing left to cluster by.
        match prepare_without(features, choice, outliers) {
            Ok(without) => prepared = Arc::new(without),
            Err(_) => return Ok((prepared, found)),
        }
    }
}

/// The outliers so far, and the customers of these distinct rows.
fn outliers(prepared: &Prepared, rows: &[u32]) -> Vec<usize> {
    let mut isolated = vec![false; prepared.matrix.distinct()];
    for &row in rows {
        isolated[row as usize] = true;
    }
    let is = |customer: usize| prepared.matrix.row_of[customer].is_some_and(|row| isolated[row as usize]);
    let customers = (0..prepared.matrix.row_of.len()).filter(|&customer| is(customer));
    let mut outliers: Vec<usize> = customers.chain(prepared.outliers.iter().copied()).collect();
    outliers.sort_unstable();
    outliers
}
