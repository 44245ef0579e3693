//! Fits a clustering and describes its segments.

use std::sync::Arc;

use super::{
    AnalysisError, Choice, KChoice, Prepared, Segmentation, flow, gap, k_confidence, stability, structure, swept,
};
use crate::cluster::{self, ClusterError, Clustering, Params, Sweep, Tree};
use crate::measures::Features;
use crate::progress::Progress;
use crate::segments::{self, Segment};

/// The part of a clustering that is already computed.
#[derive(Clone, Debug)]
pub enum Known {
    /// Nothing.
    Nothing,
    /// The clustering itself.
    Clustering(Arc<Clustering>),
    /// The tree to cut.
    Tree(Arc<Tree>),
}

/// Fits with these parameters, unless the result is `known`, and describes the segments.
///
/// # Errors
/// When that many clusters cannot be made, or the work is cancelled.
pub fn segment(
    features: &Arc<Features>,
    prepared: &Arc<Prepared>,
    choice: &Choice,
    params: &Params,
    known: Known,
    previous: Option<&Segmentation>,
    progress: &Progress,
) -> Result<Segmentation, AnalysisError> {
    progress.begin("clustering", 0);
    let clustering = match known {
        Known::Clustering(clustering) => clustering,
        Known::Tree(tree) => Arc::new(cluster::cut(&prepared.matrix, &tree, params, progress)?),
        Known::Nothing => Arc::new(cluster::fit(&prepared.matrix, params, progress)?),
    };
    progress.check()?;
    let labels = prepared.matrix.labels_of_rows(&clustering.labels);
    let took_part = prepared.took_part();
    let silhouettes = clustering.silhouette.as_ref().map(|s| s.segments.as_slice());
    let names = previous.map_or_else(Vec::new, |previous| {
        let before = previous.labels_for(features);
        let kept = segments::hardly_changed(&before, &labels, clustering.k);
        let by_rule = |segment: &Segment| segment.by_rule.as_ref().map_or(&segment.name, |(name, _)| name).clone();
        let name = |label: Option<u32>| previous.segments.list.get(label? as usize).map(by_rule);
        kept.into_iter().map(name).collect()
    });
    let mut segments = segments::describe(features, &labels, &took_part, clustering.k, silhouettes, &names);
    let categories = segments::categories(features, &segments.of_customer, clustering.k, &prepared.features);
    for (segment, own) in segments.list.iter_mut().zip(categories) {
        segment.categories = own;
    }
    let mut segmentation = Segmentation {
        choice: choice.clone(),
        features: Arc::clone(features),
        prepared: Arc::clone(prepared),
        colours: (0..clustering.k).collect(),
        cloud: None,
        sample: None,
        clustering,
        segments,
        flow: None,
        before: None,
    };
    if let Some(previous) = previous {
        let (flow, before) = flow::between(previous, &segmentation);
        segmentation.colours = flow.colours();
        segmentation.before = Some(before);
        segmentation.flow = Some(Arc::new(flow));
    }
    Ok(segmentation)
}

/// The sweep and the segments at the K that was asked for or that the sweep chooses, without any test of them.
///
/// # Errors
/// When nothing can be clustered, or the work is cancelled.
pub fn chosen(
    features: &Arc<Features>,
    choice: &Choice,
    progress: &Progress,
) -> Result<(Segmentation, Sweep), AnalysisError> {
    let (prepared, sweep) = swept(features, choice, progress, |_| {}, |_| {})?;
    let k = match choice.k {
        _ if !choice.method.algorithm.takes_k() => 1,
        KChoice::Fixed(k) => k,
        KChoice::Auto => sweep.best.ok_or(ClusterError::TooFewRows { k: 2, rows: prepared.matrix.distinct() })?,
    };
    let params = choice.method.params(k)?;
    let known = sweep.points.iter().find(|p| p.clustering.params == params);
    let known = known.map_or(Known::Nothing, |p| Known::Clustering(Arc::clone(&p.clustering)));
    let segmentation = segment(features, &prepared, choice, &params, known, None, progress)?;
    Ok((segmentation, sweep))
}

/// All of it at once, for reports: [`chosen`] with the test of structure, the gap statistic, how sure K is, and the
/// stability of the segments.
///
/// # Errors
/// When nothing can be clustered, or the work is cancelled.
pub fn complete(
    features: &Arc<Features>,
    choice: &Choice,
    progress: &Progress,
) -> Result<(Segmentation, Sweep), AnalysisError> {
    let (mut segmentation, mut sweep) = chosen(features, choice, progress)?;
    let prepared = Arc::clone(&segmentation.prepared);
    sweep.structure = Some(structure(&prepared, choice, progress)?);
    sweep.gap = Some(gap(&prepared, choice, progress)?);
    sweep.confidence = k_confidence(&prepared, choice, &sweep, progress)?;
    segmentation.set_stability(&stability(&prepared, &segmentation.clustering, progress)?);
    Ok((segmentation, sweep))
}
