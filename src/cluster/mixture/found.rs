//! A fitted mixture as plain values.

use std::borrow::Cow;

use ndarray::{Array2, Array3};

use super::covariance::directions_on_floor;
use super::em::Run;
use super::membership::{Membership, labels, memberships};
use crate::cluster::ClusterError;
use crate::cluster::points::Points;

/// The result of fitting a mixture.
#[derive(Clone, Debug, PartialEq)]
pub struct MixtureFound {
    /// The most probable component of each row, ties to the lowest. Never none: a mixture has no noise.
    pub labels: Vec<Option<u32>>,
    /// The mixture.
    pub mixture: Mixture,
}

/// A Gaussian mixture with full covariances.
#[derive(Clone, Debug, PartialEq)]
pub struct Mixture {
    /// Weights of the components, which sum to 1.
    pub weights: Vec<f64>,
    /// Means: components × columns.
    pub means: Array2<f64>,
    /// Covariances: components × columns × columns.
    pub covariances: Array3<f64>,
    /// Log-likelihood, summed over customers.
    pub log_likelihood: f64,
    /// Bayesian information criterion, −2 ln L + p ln n with n customers and p free parameters (Schwarz 1978): lower is
    /// better.
    pub bic: f64,
    /// Integrated completed likelihood (Biernacki, Celeux and Govaert 2000): BIC − 2 Σ ln of the probability of each
    /// customer's own component, as in mclust. It is above BIC by how much the components overlap; lower is better.
    pub icl: f64,
    /// Components that are on the variance floor in more directions than all customers together: they describe a
    /// repeated value without a known step, or a few customers, and the likelihood says nothing about them.
    pub collapsed: usize,
    /// Soft membership of each row.
    pub memberships: Vec<Membership>,
    /// Whether the last iteration raised the likelihood by less than the tolerance.
    pub converged: bool,
    /// Iterations of the best restart and of the final run.
    pub iterations: usize,
}

impl MixtureFound {
    pub(super) fn new(points: &Points<'_>, run: Run) -> Result<Self, ClusterError> {
        let (k, d) = (run.model.k(), run.model.dimension);
        // By the values themselves, as other rows are labelled later.
        let exact = Points { values: Cow::Borrowed(&points.values), spread: &[], ..*points };
        let labels = labels(&exact, &run.model, k);
        let memberships = memberships(&exact, &run.model, &labels);
        let own = memberships.iter().zip(points.weights);
        let uncertain: f64 = own.map(|(m, weight)| weight * m.probability.max(f64::MIN_POSITIVE).ln()).sum();
        let of_all = directions_on_floor(&points.covariance(&points.mean()), &run.model.floors);
        let on_floor = |c: &usize| {
            let alive = run.model.weights[*c] > 0.0;
            alive && directions_on_floor(run.model.covariance(*c), &run.model.floors) > of_all
        };
        let collapsed = (0..k).filter(on_floor).count();
        let penalty = run.model.free_parameters() as f64 * points.total_weight().ln();
        let mixture = Mixture {
            memberships,
            log_likelihood: run.log_likelihood,
            bic: penalty - 2.0 * run.log_likelihood,
            icl: penalty - 2.0 * run.log_likelihood - 2.0 * uncertain,
            collapsed,
            converged: run.converged,
            iterations: run.iterations,
            weights: run.model.weights,
            means: Array2::from_shape_vec((k, d), run.model.means).map_err(linfa::Error::from)?,
            covariances: Array3::from_shape_vec((k, d, d), run.model.covariances).map_err(linfa::Error::from)?,
        };
        Ok(Self { labels: labels.into_iter().map(Some).collect(), mixture })
    }
}

impl Mixture {
    /// Renumbers the components, in parameters and memberships: component `order[new]` becomes `new`. `order` names
    /// each component with rows once. Components without rows follow in their old order: they are part of the density,
    /// but no row's most probable component.
    #[must_use]
    pub fn in_order(self, order: &[usize]) -> Self {
        let k = self.weights.len();
        let rest = (0..k).filter(|c| !order.contains(c));
        let order: Vec<usize> = order.iter().copied().chain(rest).collect();
        let mut number = vec![0; k];
        for (new, &old) in order.iter().enumerate() {
            number[old] = new as u32;
        }
        let renumbered = |m: Membership| Membership { second: m.second.map(|(c, p)| (number[c as usize], p)), ..m };
        Self {
            weights: order.iter().map(|&c| self.weights[c]).collect(),
            means: self.means.select(ndarray::Axis(0), &order),
            covariances: self.covariances.select(ndarray::Axis(0), &order),
            memberships: self.memberships.into_iter().map(renumbered).collect(),
            ..self
        }
    }
}
