//! The description of an algorithm.

use strum::{EnumCount, EnumIter};

/// A parameter that a user can set.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumCount, EnumIter)]
pub enum Parameter {
    /// Number of clusters.
    K,
    /// Seed of the random numbers.
    Seed,
    /// Number of random starts.
    Restarts,
    /// Radius of a neighbourhood.
    Eps,
    /// Customers that make a neighbourhood dense.
    MinPoints,
    /// Distance between two clusters.
    Linkage,
}

/// What chooses the number of clusters unless the user does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Criterion {
    /// The highest silhouette of the sweep over K.
    Silhouette,
    /// The lowest Bayesian information criterion of the sweep over K.
    Bic,
    /// The algorithm itself, from eps.
    Density,
}

/// What shows how the number of clusters follows from the data.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Evidence {
    /// Measures over K.
    Curves,
    /// The tree of merges, then measures over K.
    Dendrogram,
    /// The sorted k-distances.
    KDistances,
}

/// How the program describes and treats an algorithm. `+` and `-` change K where it is a parameter, otherwise eps.
#[derive(Clone, Copy, Debug)]
pub struct Spec {
    /// Its usual name.
    pub title: &'static str,
    /// One sentence that helps to choose.
    pub about: &'static str,
    /// Its parameters, in the order of the dialog.
    pub parameters: &'static [Parameter],
    /// What chooses the number of clusters.
    pub criterion: Criterion,
    /// What shows how it is chosen.
    pub evidence: Evidence,
    /// Most customers of a bootstrap sample. The time of a tree grows with their square. DBSCAN needs all customers, because
    /// its eps fits their density only.
    pub(super) bootstrap: usize,
}

impl Criterion {
    /// Its name in JSON.
    pub fn key(self) -> &'static str {
        match self {
            Self::Silhouette => "silhouette",
            Self::Bic => "bic",
            Self::Density => "eps",
        }
    }

    /// The measure of the sweep that it looks at, by its name.
    pub fn measure(self) -> Option<&'static str> {
        match self {
            Self::Silhouette => Some("silhouette"),
            Self::Bic => Some("BIC"),
            Self::Density => None,
        }
    }

    /// Its name as the reason for K: "k = 4 by the lowest BIC".
    pub fn reason(self) -> &'static str {
        match self {
            Self::Silhouette => "the highest silhouette",
            Self::Bic => "the lowest BIC",
            Self::Density => "density",
        }
    }
}
