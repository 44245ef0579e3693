//! Matrix in, labels and scores out. Knows nothing of coupons: columns have names, rows have weights.
//!
//! Rows with equal raw values are merged into one distinct row with a weight, in a canonical order, before anything
//! else; every algorithm and score works on weighted rows and gives the numbers of the full data.

pub mod matrix;
pub mod result;

pub use matrix::{Column, Matrix, MatrixError, Scaling, Warning};
pub use result::{
    Algorithm, ClusterError, Clustering, Projection, Silhouette, SilhouetteMethod, Sweep,
    SweepPoint, Verdict,
};
