//! Weighted K-Means: the best of several restarts.
//!
//! Each restart begins with k-means++ and goes on by accelerated Lloyd iterations, exchanges of single rows and swaps of
//! centroids; where there are many rows it does so on a coreset, then iterates over all rows. The best ends at the
//! fixed point.

mod coreset;
mod exchange;
mod fit;
mod lloyd;
mod params;
mod search;
mod seeding;
mod swap;
mod totals;

pub use fit::KMeans;
pub(super) use fit::{KMeansFound, start};
pub use params::{KMeansParams, KMeansValidParams};
