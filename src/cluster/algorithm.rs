//! The algorithms: the name, parameters and criterion of each, and how it runs.

use std::sync::Arc;

use linfa::ParamGuard;
use serde::{Deserialize, Serialize};
use strum::{Display, EnumIter, EnumMessage, EnumString};

use super::dbscan::{DbscanParams, DbscanValidParams};
use super::detail::Detail;
use super::hierarchy::{HierarchyParams, HierarchyValidParams, Linkage, Tree};
use super::kmeans::{Coresets, KMeansParams, KMeansValidParams, grow};
use super::mixture::{MixtureParams, MixtureValidParams};
use super::points::Points;
use super::restarts::stream;
use super::spec::{Criterion, Evidence, Parameter, Spec};
use super::{ClusterError, Density, kmeans_linfa};
use crate::progress::Progress;

/// Chains of K-Means over K for a sample of the customers.
const CHAINS: usize = 4;

/// The algorithms, by their names in options and JSON.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Display, EnumIter, EnumMessage, EnumString, Serialize, Deserialize,
)]
#[strum(serialize_all = "kebab-case")]
#[serde(rename_all = "kebab-case")]
pub enum Algorithm {
    /// k-means with weights, several random starts.
    #[default]
    #[strum(serialize = "kmeans")]
    #[serde(rename = "kmeans")]
    KMeans,
    /// k-means of the linfa library, for a second opinion.
    #[strum(serialize = "kmeans-linfa")]
    #[serde(rename = "kmeans-linfa")]
    KMeansLinfa,
    /// Dense regions of any shape; isolated customers are noise.
    Dbscan,
    /// Agglomerative hierarchical clustering.
    Hierarchical,
    /// Gaussian mixture.
    Gmm,
}

impl Algorithm {
    /// Its description.
    pub const fn spec(self) -> &'static Spec {
        match self {
            Self::KMeans => &Spec {
                title: "k-means",
                about: "Round segments of similar extent, each around its mean.",
                parameters: &[Parameter::K, Parameter::Restarts, Parameter::Seed],
                criterion: Criterion::Silhouette,
                evidence: Evidence::Curves,
                bootstrap: 10_000,
            },
            Self::KMeansLinfa => &Spec {
                title: "k-means (linfa)",
                about: "K-means by linfa: a second opinion, up to 200,000 customers.",
                parameters: &[Parameter::K, Parameter::Restarts, Parameter::Seed],
                criterion: Criterion::Silhouette,
                evidence: Evidence::Curves,
                bootstrap: 10_000,
            },
            Self::Dbscan => &Spec {
                title: "DBSCAN",
                about: "Dense regions of any shape; isolated customers are noise. It finds K itself.",
                parameters: &[Parameter::Eps, Parameter::MinPoints],
                criterion: Criterion::Density,
                evidence: Evidence::KDistances,
                bootstrap: usize::MAX,
            },
            Self::Hierarchical => &Spec {
                title: "hierarchical",
                about: "A tree of nested segments, cut at the K you choose.",
                parameters: &[Parameter::K, Parameter::Linkage],
                criterion: Criterion::Silhouette,
                evidence: Evidence::Dendrogram,
                bootstrap: 2_000,
            },
            Self::Gmm => &Spec {
                title: "Gaussian mixture",
                about: "Elliptical segments that may overlap; BIC chooses K.",
                parameters: &[Parameter::K, Parameter::Restarts, Parameter::Seed],
                criterion: Criterion::Bic,
                evidence: Evidence::Curves,
                bootstrap: 10_000,
            },
        }
    }

    /// Its usual name.
    pub const fn title(self) -> &'static str {
        self.spec().title
    }

    /// Whether the number of clusters is a parameter; else the algorithm finds it.
    pub fn takes_k(self) -> bool {
        self.spec().parameters.contains(&Parameter::K)
    }
}

/// An algorithm and the values of its parameters but K. Parameters that the algorithm does not have are ignored.
#[derive(Clone, Debug, PartialEq)]
pub struct Method {
    /// The algorithm.
    pub algorithm: Algorithm,
    /// Number of random starts.
    pub restarts: usize,
    /// Seed of the random numbers.
    pub seed: u64,
    /// Radius of a neighbourhood in the scaled space; none for the knee of the k-distances.
    pub eps: Option<f64>,
    /// Customers within eps that make a neighbourhood dense; none for twice the number of features.
    pub min_points: Option<usize>,
    /// Distance between two clusters.
    pub linkage: Linkage,
}

impl Default for Method {
    fn default() -> Self {
        Self {
            algorithm: Algorithm::default(),
            restarts: 10,
            seed: 42,
            eps: None,
            min_points: None,
            linkage: Linkage::default(),
        }
    }
}

/// Checked parameters of a fit.
#[derive(Clone, Debug, PartialEq)]
pub enum Params {
    /// Our weighted K-Means.
    KMeans(KMeansValidParams),
    /// linfa-clustering's K-Means.
    KMeansLinfa(KMeansValidParams),
    /// DBSCAN.
    Dbscan(DbscanValidParams),
    /// A tree and its cut.
    Hierarchical(HierarchyValidParams),
    /// A Gaussian mixture.
    Gmm(MixtureValidParams),
}

impl Method {
    /// The parameters for `k` clusters.
    ///
    /// # Errors
    /// The first parameter that is out of range, in a sentence.
    pub fn params(&self, k: usize) -> Result<Params, ClusterError> {
        let kmeans = || KMeansParams::new(k).restarts(self.restarts).seed(self.seed).check();
        Ok(match self.algorithm {
            Algorithm::KMeans => Params::KMeans(kmeans()?),
            Algorithm::KMeansLinfa => Params::KMeansLinfa(kmeans()?),
            Algorithm::Dbscan => Params::Dbscan(DbscanParams::new().eps(self.eps).min_points(self.min_points).check()?),
            Algorithm::Hierarchical => {
                Params::Hierarchical(HierarchyParams::new(k).linkage(self.linkage).seed(self.seed).check()?)
            }
            Algorithm::Gmm => Params::Gmm(MixtureParams::new(k).restarts(self.restarts).seed(self.seed).check()?),
        })
    }

    /// Clusters a sample of the customers at K = 2..=`k_max`. K-Means grows from K to K. It does not start from the
    /// centroids of all customers: samples that did would agree more than they should.
    pub(super) fn at_every_k_of_sample(
        &self,
        sample: &Points<'_>,
        k_max: usize,
        progress: &Progress,
    ) -> Result<Vec<Found>, ClusterError> {
        if self.algorithm == Algorithm::KMeans {
            let labels = grow(sample, k_max, CHAINS, &mut stream(self.seed, 0), progress)?;
            let found = |(k, labels): (usize, Vec<u32>)| {
                let labels = labels.into_iter().map(Some).collect();
                Ok(Found { params: self.params(k)?, labels, detail: Detail::Restarts(Vec::new()) })
            };
            return (1..).zip(labels).skip(1).map(found).collect();
        }
        let common = self.params(1)?.common(sample, progress)?;
        (2..=k_max).map(|k| self.params(k)?.assign(sample, &common, progress)).collect()
    }
}

impl Params {
    /// Their algorithm.
    pub fn algorithm(&self) -> Algorithm {
        match self {
            Self::KMeans(_) => Algorithm::KMeans,
            Self::KMeansLinfa(_) => Algorithm::KMeansLinfa,
            Self::Dbscan(_) => Algorithm::Dbscan,
            Self::Hierarchical(_) => Algorithm::Hierarchical,
            Self::Gmm(_) => Algorithm::Gmm,
        }
    }

    /// The same for a sample of the same rows: another seed, three restarts, and the eps and min points of `density`.
    pub(super) fn for_sample(&self, seed: u64, density: Option<&Density>) -> Result<Self, ClusterError> {
        let method = Method {
            algorithm: self.algorithm(),
            restarts: 3,
            seed,
            eps: density.map(|density| density.eps),
            min_points: density.map(|density| density.min_points),
            linkage: if let Self::Hierarchical(tree) = self { tree.linkage() } else { Linkage::default() },
        };
        method.params(self.k())
    }

    /// The requested number of clusters; 1 where it is not a parameter.
    fn k(&self) -> usize {
        match self {
            Self::KMeans(kmeans) | Self::KMeansLinfa(kmeans) => kmeans.k(),
            Self::Dbscan(_) => 1,
            Self::Hierarchical(tree) => tree.k(),
            Self::Gmm(mixture) => mixture.k(),
        }
    }

    /// What is shared by every K and computed once.
    pub(super) fn common<'a>(&self, points: &'a Points<'a>, progress: &Progress) -> Result<Common<'a>, ClusterError> {
        Ok(match self {
            Self::Hierarchical(hierarchy) => Common::Tree(hierarchy.assign(points, progress)?.1),
            Self::KMeans(kmeans) => kmeans.coresets(points).map_or(Common::Nothing, Common::Coresets),
            _ => Common::Nothing,
        })
    }

    /// Runs the algorithm with what is already computed for the same points: a tree is only cut.
    pub(super) fn assign(
        &self,
        points: &Points<'_>,
        common: &Common<'_>,
        progress: &Progress,
    ) -> Result<Found, ClusterError> {
        let k = self.k();
        let enough = || if points.len() < k { Err(ClusterError::TooFewRows { k, rows: points.len() }) } else { Ok(()) };
        let starts = |restarts: usize| {
            enough()?;
            progress.begin(&format!("{}, k = {k}", self.algorithm().title()), restarts as u64);
            Ok::<(), ClusterError>(())
        };
        let everyone = |labels: Vec<u32>| labels.into_iter().map(Some).collect();
        let (labels, detail) = match self {
            Self::KMeans(kmeans) => {
                starts(kmeans.restarts())?;
                let best = match common {
                    Common::Coresets(coresets) => kmeans.assign_with(Some(coresets), points, progress)?,
                    _ => kmeans.assign(points, progress)?,
                };
                (everyone(best.labels), Detail::Restarts(best.restarts))
            }
            Self::KMeansLinfa(kmeans) => {
                starts(kmeans.restarts())?;
                let best = kmeans_linfa::assign(points, k, kmeans.restarts(), kmeans.seed(), progress)?;
                (everyone(best.labels), Detail::Restarts(best.restarts))
            }
            Self::Dbscan(dbscan) => {
                let dense = dbscan.assign(points, progress)?;
                (dense.labels, Detail::Density(dense.density))
            }
            Self::Hierarchical(hierarchy) => {
                if let Common::Tree(tree) = common {
                    (everyone(tree.cut(k)), Detail::Tree(Arc::clone(tree)))
                } else {
                    enough()?;
                    let (labels, tree) = hierarchy.assign(points, progress)?;
                    (labels, Detail::Tree(tree))
                }
            }
            Self::Gmm(mixture) => {
                starts(mixture.restarts())?;
                let mixed = mixture.assign(points, progress)?;
                (mixed.labels, Detail::Mixture(mixed.mixture))
            }
        };
        Ok(Found { params: self.clone(), labels, detail })
    }
}

/// What is shared by every K.
pub(super) enum Common<'a> {
    /// Each K is a fit of its own.
    Nothing,
    /// The tree that is cut.
    Tree(Arc<Tree>),
    /// The coresets that restarts search on.
    Coresets(Coresets<'a>),
}

/// The result of an algorithm.
pub(super) struct Found {
    /// The parameters.
    pub params: Params,
    /// Cluster of each row, in any order; none for noise.
    pub labels: Vec<Option<u32>>,
    /// What only this algorithm knows.
    pub detail: Detail,
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use strum::IntoEnumIterator;

    use super::*;

    #[test]
    fn what_chooses_k_follows_from_the_parameters() {
        for algorithm in Algorithm::iter() {
            let spec = algorithm.spec();
            assert_eq!(algorithm.takes_k(), spec.criterion != Criterion::Density, "{algorithm}");
            assert_eq!(algorithm.takes_k(), !spec.parameters.contains(&Parameter::Eps), "{algorithm}");
            assert!(spec.about.ends_with('.') && spec.about.len() < 80, "{algorithm}");
        }
    }

    #[test]
    fn a_sample_is_clustered_by_the_same_algorithm_and_k() {
        for algorithm in Algorithm::iter() {
            let method = Method { algorithm, linkage: Linkage::Average, ..Method::default() };
            let sample = method.params(4).unwrap().for_sample(7, None).unwrap();
            let expected = Method { restarts: 3, seed: 7, ..method };
            assert_eq!(sample, expected.params(4).unwrap(), "{algorithm}");
        }
    }
}
