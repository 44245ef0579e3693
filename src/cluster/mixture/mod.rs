//! Gaussian mixture with full covariances: weighted EM from K-Means starts, the best of several restarts, BIC and soft
//! membership.
//!
//! **Steps.** Counts, days and ratios of counts repeat: a component could shrink onto one value, with any density and so
//! any likelihood, and BIC would fall with every value that gets a component of its own. But 3 of 5 claims is not a rate of
//! exactly 0.6. So each coordinate represents all values of its step (`spread.rs`): what it adds to a log-density is the
//! mean over the step, and what it adds to a variance has the variance of the step (Sheppard 1898). That is EM over rows
//! that are spread over their steps, where all points of a row share its probabilities; each iteration raises its
//! likelihood. mclust has a prior instead (Fraley and Raftery 2007): its pull on a covariance falls with the number of
//! customers in the component, so it prevents components of few customers, but not those of a value that hundreds share.
//! For continuous features without steps all three methods agree.
//!
//! **Floor.** A component that shrinks onto one row, or onto equal values without steps, would still have an unbounded
//! density. So no variance of a component is below a small part of that of its column (`floor.rs`), and the likelihood
//! has a maximum. scikit-learn adds its `reg_covar` of 1e-6 to the diagonal instead: the covariance is then not the most
//! likely one within the bound, so the likelihood can fall between iterations.
//!
//! **Collapsed components.** A component on the floor has the likelihood that the floor gives it. Such components are
//! counted, and the K is chosen among the fits with the fewest of them, usually none.
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
mod floor;
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
pub use parameters::{GaussianComponents, LogDensity};
pub use params::{MixtureParams, MixtureValidParams};
