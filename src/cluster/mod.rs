//! Matrix in, labels and scores out. Knows nothing of coupons: columns have names, rows have weights.
//!
//! Rows with equal raw values are merged into one distinct row with a weight, in a canonical order, before anything
//! else; every algorithm and score works on weighted rows and gives the numbers of the full data.
//!
//! ```text
//! columns ─ Matrix::new ──► Matrix ─ fit, sweep ──► Clustering, Sweep
//!   (distinct, scaling,        └──── project ─────► Projection
//!    warning)
//! ```
//!
//! No digit depends on the order of the input rows or the number of threads: sums run over the canonical order or over
//! fixed chunks of it, folded in order, and ties go to the lowest index.

mod distinct;
mod fit;
pub mod kmeans;
mod kmeans_linfa;
mod knee;
pub mod matrix;
mod partition;
mod points;
mod project;
mod restarts;
pub mod result;
mod sample;
mod scaling;
mod scores;
mod silhouette;
mod sweep;
#[cfg(test)]
mod tests;
mod warning;

pub use fit::fit;
pub use kmeans::{KMeans, KMeansParams, KMeansValidParams};
pub use knee::knee;
pub use matrix::{Column, Matrix, MatrixError};
pub use project::project;
pub use result::{
    Algorithm, ClusterError, Clustering, Projection, Silhouette, SilhouetteMethod, Sweep, SweepPoint, Verdict,
};
pub use scaling::Scaling;
pub use sweep::sweep;
pub use warning::{Warning, warnings};
