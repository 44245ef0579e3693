//! An algorithm with all that can be said about it, and the checked parameters that come of it.

use linfa::ParamGuard;
use strum::{Display, EnumIter, EnumString};

use super::ClusterError;
use super::kmeans::{KMeansParams, KMeansValidParams};
use serde::Serialize;

/// The algorithms.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Display, EnumIter, EnumString, Serialize)]
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
}

impl Default for Method {
    fn default() -> Self {
        Self { algorithm: Algorithm::default(), restarts: 10, seed: 42 }
    }
}

/// Checked parameters of a fit: there are none that cannot be.
#[derive(Clone, Debug, PartialEq)]
pub enum Params {
    /// Our weighted K-Means.
    KMeans(KMeansValidParams),
    /// linfa-clustering's K-Means.
    KMeansLinfa(KMeansValidParams),
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
        })
    }
}

impl Params {
    /// The algorithm they are of.
    pub fn algorithm(&self) -> Algorithm {
        match self {
            Self::KMeans(_) => Algorithm::KMeans,
            Self::KMeansLinfa(_) => Algorithm::KMeansLinfa,
        }
    }
}
