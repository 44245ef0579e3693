//! Gaussian mixture with full covariances: weighted EM from K-Means starts, the best of several restarts, BIC and soft
//! membership.
//!
//! **Floor.** A component that shrinks onto one row, or onto rows that share a value, would have an unbounded density,
//! and the likelihood with it. So no variance of a component is below 1e-6 in any direction (a standard deviation of a
//! thousandth of that of a z-scored column), and the likelihood has a maximum. scikit-learn adds its `reg_covar` of
//! 1e-6 to the diagonal instead: the bound is the same, but the covariance is not the most likely one within it, so the
//! likelihood can fall between iterations. Away from the floor both agree.
//!
//! **Counts.** The density of a value that many customers share rises up to the floor: on discrete features the
//! likelihood rewards components for single values, and BIC favours many components. scikit-learn does the same. Which
//! of those spikes are found depends on the starts; they are neither sought nor prevented.
//!
//! **Many rows.** Above 4,000 distinct rows the restarts run on 4,000 customers at equal steps over the canonical order
//! of rows, and only the best is continued over all rows. (Where a few rows hold most of the weight there is no such
//! sample, and the restarts run over all rows.)

mod covariance;
mod density;
mod eigen;
mod em;
mod exp;
mod fit;
mod found;
mod membership;
mod model;
mod parameters;
mod params;
mod sums;
#[cfg(test)]
mod tests;

pub(super) use fit::{floor, most_probable};
pub use found::{Mixture, MixtureFound};
pub use membership::Membership;
pub use parameters::GaussianComponents;
pub use params::{MixtureParams, MixtureValidParams};
