//! The matrix of a choice and what is computed from it for every K: the sweep, the gap statistic, the stability.

use std::borrow::Cow;
use std::sync::Arc;

use super::{AnalysisError, Choice, MOST_FEATURES};
use crate::cluster::{
    self, Clustering, Gap, InputColumn, KConfidence, Matrix, Projection, Structure, Sweep, SweepPoint,
};
use crate::measures::Features;
use crate::progress::Progress;

/// The matrix of a choice, and its principal components: what a sweep and every K of it share.
#[derive(Clone, Debug)]
pub struct Prepared {
    /// The chosen features by name, presets resolved.
    pub features: Vec<String>,
    /// The matrix.
    pub matrix: Matrix,
    /// Three principal components.
    pub projection: Projection,
    /// Customers that were set aside, ascending: those that the default K would isolate.
    pub outliers: Vec<usize>,
}

impl Prepared {
    /// Whether each customer took part in the clustering, outliers among them.
    pub fn took_part(&self) -> Vec<bool> {
        let mut took_part: Vec<bool> = self.matrix.row_of.iter().map(Option::is_some).collect();
        self.outliers.iter().for_each(|&customer| took_part[customer] = true);
        took_part
    }
}

/// Builds the matrix of a choice.
///
/// # Errors
/// An unknown feature, too many of them, or a matrix with nothing to cluster.
pub fn prepare(features: &Features, choice: &Choice) -> Result<Prepared, AnalysisError> {
    prepare_without(features, choice, Vec::new())
}

/// [`prepare`] without some customers, ascending.
///
/// # Errors
/// As [`prepare`].
pub(super) fn prepare_without(
    features: &Features,
    choice: &Choice,
    outliers: Vec<usize>,
) -> Result<Prepared, AnalysisError> {
    let chosen = features.resolve(&choice.features).map_err(AnalysisError::Feature)?;
    if chosen.len() > MOST_FEATURES {
        return Err(AnalysisError::TooManyFeatures(chosen.len()));
    }
    // A policy may fill in values that a customer without transactions does not have.
    let values: Vec<Cow<'_, [f64]>> =
        chosen.iter().map(|f| features.values(&f.name, choice.inactive).unwrap_or(Cow::Borrowed(&f.values))).collect();
    let columns: Vec<InputColumn<'_>> =
        chosen.iter().zip(&values).map(|(f, values)| InputColumn { name: &f.name, values }).collect();
    let mut included = features.included(choice.inactive);
    if !included.contains(&true) {
        return Err(AnalysisError::Nobody((!features.is_empty()).then_some(features.kind)));
    }
    for &customer in &outliers {
        included[customer] = false;
    }
    let matrix = Matrix::new(&columns, &included, choice.scaling, choice.clip)?;
    let projection = cluster::project(&matrix, 3);
    let features = chosen.iter().map(|f| f.name.clone()).collect();
    Ok(Prepared { features, matrix, projection, outliers })
}

/// Clusters at every K from 2 to the largest, and reports each as it is done.
///
/// # Errors
/// When nothing can be clustered, or the work is cancelled.
pub fn sweep(
    prepared: &Prepared,
    choice: &Choice,
    progress: &Progress,
    on_point: impl FnMut(&SweepPoint),
) -> Result<Sweep, AnalysisError> {
    Ok(cluster::sweep(&prepared.matrix, &choice.method, choice.k_max, progress, on_point)?)
}

/// Whether there are segments at all: the silhouettes of the matrix against those of data without segments, by K-Means
/// whatever the algorithm.
///
/// # Errors
/// When the work is cancelled.
pub fn structure(prepared: &Prepared, choice: &Choice, progress: &Progress) -> Result<Structure, AnalysisError> {
    Ok(cluster::structure(&prepared.matrix, choice.method.seed, progress)?)
}

/// How many segments there are by the gap statistic of the matrix, by K-Means whatever the algorithm.
///
/// # Errors
/// When the work is cancelled.
pub fn gap(prepared: &Prepared, choice: &Choice, progress: &Progress) -> Result<Arc<Gap>, AnalysisError> {
    Ok(Arc::new(cluster::gap(&prepared.matrix, choice.k_max, choice.method.seed, progress)?))
}

/// How sure the K is that a sweep chose; none where the algorithm takes no K.
///
/// # Errors
/// When the work is cancelled.
pub fn k_confidence(
    prepared: &Prepared,
    choice: &Choice,
    sweep: &Sweep,
    progress: &Progress,
) -> Result<Option<Arc<KConfidence>>, AnalysisError> {
    Ok(cluster::k_confidence(&prepared.matrix, &choice.method, sweep, progress)?.map(Arc::new))
}

/// How well each segment is found again in bootstrap samples of the customers: mean Jaccard similarity.
///
/// # Errors
/// When the work is cancelled.
pub fn stability(prepared: &Prepared, clustering: &Clustering, progress: &Progress) -> Result<Vec<f64>, AnalysisError> {
    Ok(cluster::stability(&prepared.matrix, clustering, progress)?)
}
