//! Weighted K-Means: the best of several restarts.
//!
//! Each restart starts with k-means++ and continues with accelerated Lloyd iterations, exchanges of single rows and
//! swaps of centroids. Where there are many rows it does so on a coreset; the best of the optima that restarts find
//! continue over all rows. The best restart is continued to the fixed point.

mod coreset;
mod exchange;
mod fit;
mod grow;
mod lloyd;
mod nearest;
mod params;
mod search;
mod seeding;
mod settle;
mod swap;
mod totals;

pub(super) use coreset::Coresets;
pub use fit::KMeans;
pub(super) use fit::{KMeansFound, start};
pub(super) use grow::grow;
pub use params::{KMeansParams, KMeansValidParams};
