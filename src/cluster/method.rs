//! An algorithm with all that can be said about it, and the checked parameters that come of it.

use linfa::ParamGuard;
use serde::{Deserialize, Serialize};
use strum::{Display, EnumIter, EnumString};

use super::ClusterError;
use super::dbscan::{DbscanParams, DbscanValidParams};
use super::hierarchy::{HierarchyParams, HierarchyValidParams, Linkage};
use super::kmeans::{KMeansParams, KMeansValidParams};
use super::mixture::{MixtureParams, MixtureValidParams};

/// The algorithms.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Display, EnumIter, EnumString, Serialize, Deserialize)]
#[strum(serialize_all = "kebab-case")]
#[serde(rename_all = "kebab-case")]
pub enum Algorithm {
    /// Our weighted K-Means.
    #[default]
    #[strum(serialize = "kmeans")]
    #[serde(rename = "kmeans")]
    KMeans,
    /// linfa-clustering's K-Means: the second opinion.
    #[strum(serialize = "kmeans-linfa")]
    #[serde(rename = "kmeans-linfa")]
    KMeansLinfa,
    /// Density-based: finds the number of clusters by itself, and leaves noise.
    Dbscan,
    /// A tree of merges, cut at K.
    Hierarchical,
    /// A Gaussian mixture.
    Gmm,
}

impl Algorithm {
    /// Its name as people write it.
    pub fn title(self) -> &'static str {
        match self {
            Self::KMeans => "k-means",
            Self::KMeansLinfa => "k-means (linfa)",
            Self::Dbscan => "DBSCAN",
            Self::Hierarchical => "hierarchical",
            Self::Gmm => "Gaussian mixture",
        }
    }

    /// Whether it is told the number of clusters; else it finds it.
    pub fn takes_k(self) -> bool {
        self != Self::Dbscan
    }
}

/// What is asked of an algorithm, but for the number of clusters. What an algorithm has no use for is ignored.
#[derive(Clone, Debug, PartialEq)]
pub struct Method {
    /// Which one.
    pub algorithm: Algorithm,
    /// How many times to start anew.
    pub restarts: usize,
    /// Seed of every random choice.
    pub seed: u64,
    /// How near neighbours are, in units of the scaled space; chosen by the k-distances where it is not given.
    pub eps: Option<f64>,
    /// How many customers within eps make a place dense; twice the features where it is not given.
    pub min_points: Option<usize>,
    /// How the distance of two clusters is told.
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

/// Checked parameters of a fit: there are none that cannot be.
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
    /// The first that is out of range, in words.
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
}

impl Params {
    /// The algorithm they are of.
    pub fn algorithm(&self) -> Algorithm {
        match self {
            Self::KMeans(_) => Algorithm::KMeans,
            Self::KMeansLinfa(_) => Algorithm::KMeansLinfa,
            Self::Dbscan(_) => Algorithm::Dbscan,
            Self::Hierarchical(_) => Algorithm::Hierarchical,
            Self::Gmm(_) => Algorithm::Gmm,
        }
    }
}
