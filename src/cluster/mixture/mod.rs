//! Gaussian mixture with full covariances: weighted EM from K-Means starts, the best of several restarts, BIC and soft
//! membership.
//!
//! **The floor.** A component that shrinks onto one row, or onto rows that share a value, would have a density without
//! bound, and the likelihood with it. No variance of a component is less than 1e-6 in any direction (that is a standard
//! deviation of a thousandth of that of a z-scored column), so the likelihood has a largest value. scikit-learn adds its
//! `reg_covar` of 1e-6 to the diagonal instead: that keeps the same bound, but is not the likeliest covariance within
//! it, so that its likelihood can fall between iterations. Away from the floor the two agree.
//!
//! **Counts.** The density of a value that many customers share rises up to the floor: on discrete features the
//! likelihood rewards components for single values, and BIC then favours many components. That is a trait of the
//! likelihood and the same in scikit-learn; which of those spikes are found depends on the starts. They are neither
//! hunted for nor forbidden.
//!
//! **Many rows.** Above 4,000 distinct rows the restarts compete on 4,000 customers, taken at equal steps over the
//! canonical order of rows, and only the best of them is run on over all rows. (Where a few rows hold most of the
//! weight there is no such sample, and the restarts go over all rows.)

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
