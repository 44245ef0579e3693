//! From customer features to segments: the one path that the dashboard and the headless reports share.

mod command;
mod correlation;
mod customer;
mod dataset;
mod feature_statistics;
mod flow;
mod later;
mod migration;
mod narrow;
mod order;
mod save;

pub use command::command;
pub use customer::{CustomerDetail, customer};
pub use dataset::{Dataset, DatasetError, load, refilter};
pub use feature_statistics::{FeatureStatistics, Shape, feature_statistics};
pub use later::{EarlySegment, Later, LaterError, later};
pub use migration::{Migration, MigrationError, check_day, migrate};
pub use narrow::{Narrowed, narrow};
pub use order::{Attribute, order};
pub use save::save;

use std::borrow::Cow;
use std::sync::Arc;

use crate::cluster::{
    self, ClusterError, Clustering, Column, Gap, Matrix, MatrixError, Method, Params, Projection, Scaling, Sweep,
    SweepPoint, Tree,
};
use crate::measures::{Features, InactivePolicy};
use crate::progress::{Cancelled, Progress};
use crate::segments::names::Centers;
use crate::segments::{self, Flow, Names, Segment, Segments};

/// The number of clusters: asked for, or chosen by the highest silhouette.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum KChoice {
    /// The K of the highest silhouette in the sweep.
    #[default]
    Auto,
    /// This K.
    Fixed(usize),
}

/// What to cluster by, and how.
#[derive(Clone, Debug, PartialEq)]
pub struct Choice {
    /// Feature names or a preset's name; empty for the default of the data.
    pub features: Vec<String>,
    /// How features are brought to one scale.
    pub scaling: Scaling,
    /// What happens to customers without a transaction.
    pub inactive: InactivePolicy,
    /// Winsorise each feature at this percentile and its mirror.
    pub clip: Option<f64>,
    /// The algorithm and what is asked of it.
    pub method: Method,
    /// The number of clusters.
    pub k: KChoice,
    /// Largest K of the sweep.
    pub k_max: usize,
}

impl Default for Choice {
    fn default() -> Self {
        Self {
            features: Vec::new(),
            scaling: Scaling::default(),
            inactive: InactivePolicy::default(),
            clip: None,
            method: Method::default(),
            k: KChoice::Auto,
            k_max: 10,
        }
    }
}

/// Most features of a clustering. A table of ten thousand measurements is chosen from, not clustered by as a whole.
pub const MOST_FEATURES: usize = 200;

/// Why there is no segmentation.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum AnalysisError {
    /// A feature name that does not exist.
    #[error("{0}")]
    Feature(String),
    /// More features than distances between customers mean anything in, or than principal components can be had of.
    #[error(
        "{0} features are too many to cluster by: choose up to {MOST_FEATURES} with --features, or f in the dashboard"
    )]
    TooManyFeatures(usize),
    /// No matrix.
    #[error(transparent)]
    Matrix(#[from] MatrixError),
    /// No clustering.
    #[error(transparent)]
    Cluster(#[from] ClusterError),
    /// A newer request came.
    #[error(transparent)]
    Cancelled(#[from] Cancelled),
}

impl AnalysisError {
    /// Whether the work was cancelled, which nobody needs to be told.
    pub fn is_cancelled(&self) -> bool {
        matches!(
            self,
            Self::Cancelled(_) | Self::Matrix(MatrixError::Cancelled) | Self::Cluster(ClusterError::Cancelled)
        )
    }
}

/// The matrix of a choice, and its principal components: what a sweep and every K of it share.
#[derive(Clone, Debug)]
pub struct Prepared {
    /// The chosen features by name, presets resolved.
    pub features: Vec<String>,
    /// The matrix.
    pub matrix: Matrix,
    /// Three principal components.
    pub projection: Projection,
}

/// Builds the matrix of a choice.
///
/// # Errors
/// An unknown feature, too many of them, or a matrix with nothing to cluster.
pub fn prepare(features: &Features, choice: &Choice) -> Result<Prepared, AnalysisError> {
    let chosen = features.resolve(&choice.features).map_err(AnalysisError::Feature)?;
    if chosen.len() > MOST_FEATURES {
        return Err(AnalysisError::TooManyFeatures(chosen.len()));
    }
    // A policy may fill in values that a customer without transactions does not have.
    let values: Vec<Cow<'_, [f64]>> =
        chosen.iter().map(|f| features.values(&f.name, choice.inactive).unwrap_or(Cow::Borrowed(&f.values))).collect();
    let columns: Vec<Column<'_>> =
        chosen.iter().zip(&values).map(|(f, values)| Column { name: &f.name, values }).collect();
    let matrix = Matrix::new(&columns, &features.included(choice.inactive), choice.scaling, choice.clip)?;
    let projection = cluster::project(&matrix, 3);
    let features = chosen.iter().map(|f| f.name.clone()).collect();
    Ok(Prepared { features, matrix, projection })
}

/// Clusters for every K from 2 to the largest, telling each as it is done.
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

/// Whether there are segments at all, and how many: the gap statistic of the matrix, by K-Means whatever the algorithm.
///
/// # Errors
/// When the work is cancelled.
pub fn gap(prepared: &Prepared, choice: &Choice, progress: &Progress) -> Result<Arc<Gap>, AnalysisError> {
    Ok(Arc::new(cluster::gap(&prepared.matrix, choice.k_max, choice.method.seed, progress)?))
}

/// How well each segment comes back when customers are drawn anew: mean bootstrap Jaccard similarity.
///
/// # Errors
/// When the work is cancelled.
pub fn stability(prepared: &Prepared, clustering: &Clustering, progress: &Progress) -> Result<Vec<f64>, AnalysisError> {
    Ok(cluster::stability(&prepared.matrix, clustering, progress)?)
}

/// One clustering, described.
#[derive(Clone, Debug)]
pub struct Segmentation {
    /// What was asked for.
    pub choice: Choice,
    /// The customers, whom [`Segments::of_customer`] counts.
    pub features: Arc<Features>,
    /// The matrix it was fitted on.
    pub prepared: Arc<Prepared>,
    /// The clustering.
    pub clustering: Arc<Clustering>,
    /// Names, sizes and profiles.
    pub segments: Segments,
    /// Colour slot of each segment, kept from the segmentation before where most customers stayed together.
    pub colours: Vec<usize>,
    /// Where the customers of the segmentation before went; none of the first.
    pub flow: Option<Arc<Flow>>,
}

impl Segmentation {
    /// What to know before trusting it, in sentences.
    pub fn warnings(&self) -> Vec<String> {
        let matrix = &self.prepared.matrix;
        let flags = match self.clustering.density() {
            Some(_) => cluster::red_flags(&self.clustering.labels, &matrix.weights),
            None => Vec::new(),
        };
        let groups = self.clustering.tree().filter(|tree| tree.groups.is_some()).map(|tree| {
            format!("more than 10,000 distinct rows: the tree is over {} centroids of K-Means", tree.leaves())
        });
        let warnings = matrix.warnings.iter().map(ToString::to_string);
        warnings.chain(flags.iter().map(ToString::to_string)).chain(groups).collect()
    }

    /// Where the segments lie, in own units.
    pub fn centers(&self) -> Centers {
        let matrix = &self.prepared.matrix;
        Centers {
            features: matrix.names.clone(),
            transforms: matrix.transforms.clone(),
            means: matrix.means(&self.clustering.labels, self.clustering.k),
        }
    }

    /// Puts names that a user gave on the segments they are near to; the others have theirs by rule. The one place
    /// where this is done, on the screen and without one.
    pub fn put_on(&mut self, names: &Names) {
        let named = self.segments.list.iter().any(|segment| segment.by_rule.is_some());
        if named || !names.is_empty() {
            names.put_on(&self.centers(), &mut self.segments.list);
        }
    }

    /// Takes in the stability of the segments, in their order.
    pub fn set_stability(&mut self, stability: &[f64]) {
        for (segment, stability) in self.segments.list.iter_mut().zip(stability) {
            segment.stability = Some(*stability);
        }
    }
}

/// What there is already of a clustering.
#[derive(Clone, Debug)]
pub enum Known {
    /// Nothing.
    Nothing,
    /// The clustering itself.
    Clustering(Arc<Clustering>),
    /// The tree to cut.
    Tree(Arc<Tree>),
}

/// Fits with these parameters, as far as that is not `known`, and describes the segments.
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
    let took_part: Vec<bool> = prepared.matrix.row_of.iter().map(Option::is_some).collect();
    let silhouettes = clustering.silhouette.as_ref().map(|s| s.segments.as_slice());
    let names = previous.map_or_else(Vec::new, |previous| {
        let before = previous.labels_for(features);
        let kept = segments::hardly_changed(&before, &labels, clustering.k);
        let by_rule = |segment: &Segment| segment.by_rule.as_ref().map_or(&segment.name, |(name, _)| name).clone();
        let name = |label: Option<u32>| previous.segments.list.get(label? as usize).map(by_rule);
        kept.into_iter().map(name).collect()
    });
    let segments = segments::describe(features, &labels, &took_part, clustering.k, silhouettes, &names);
    let mut segmentation = Segmentation {
        choice: choice.clone(),
        features: Arc::clone(features),
        prepared: Arc::clone(prepared),
        colours: (0..clustering.k).collect(),
        clustering,
        segments,
        flow: None,
    };
    if let Some(previous) = previous {
        let flow = flow::between(previous, &segmentation);
        segmentation.colours = flow.colours();
        segmentation.flow = Some(Arc::new(flow));
    }
    Ok(segmentation)
}

/// All of it at once, for reports: the sweep with its gap statistic, and the segments, with their stability, at the K
/// that was asked for or that the sweep chooses.
///
/// # Errors
/// When nothing can be clustered, or the work is cancelled.
pub fn complete(
    features: &Arc<Features>,
    choice: &Choice,
    progress: &Progress,
) -> Result<(Segmentation, Sweep), AnalysisError> {
    let prepared = Arc::new(prepare(features, choice)?);
    let mut sweep = sweep(&prepared, choice, progress, |_| {})?;
    let k = match choice.k {
        _ if !choice.method.algorithm.takes_k() => 1,
        KChoice::Fixed(k) => k,
        KChoice::Auto => sweep.best.ok_or(ClusterError::TooFewRows { k: 2, rows: prepared.matrix.distinct() })?,
    };
    let params = choice.method.params(k)?;
    let known = sweep.points.iter().find(|p| p.clustering.params == params);
    let known = known.map_or(Known::Nothing, |p| Known::Clustering(Arc::clone(&p.clustering)));
    let mut segmentation = segment(features, &prepared, choice, &params, known, None, progress)?;
    sweep.gap = Some(gap(&prepared, choice, progress)?);
    segmentation.set_stability(&stability(&prepared, &segmentation.clustering, progress)?);
    Ok((segmentation, sweep))
}
