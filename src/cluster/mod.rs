//! Matrix in, labels and scores out. It is independent of coupons: columns have names, rows have weights.
//!
//! Input rows with equal values become one distinct row with a weight, in a canonical order. Every algorithm and score
//! works on weighted rows and gives the numbers of the full data.
//!
//! ```text
//! columns ─ Matrix::new ──► Matrix ─ fit, sweep ──► Clustering, Sweep
//!   (distinct, scaling,        └──── project ─────► Projection
//!    warning)
//! ```
//!
//! Results do not depend on the order of the input rows or the number of threads, to the last digit: sums run over the
//! canonical order or over fixed chunks of it, added in order, and ties go to the lowest index.

mod algorithm;
mod build;
mod checks;
mod choose;
mod confidence;
pub mod dbscan;
mod detail;
mod distinct;
mod error;
mod fit;
pub mod gap;
mod halves;
pub mod hierarchy;
mod how_sure;
pub mod kmeans;
mod kmeans_linfa;
mod knee;
pub mod matrix;
pub mod mixture;
mod neighbour;
mod parameter;
mod partition;
mod points;
pub mod predict;
mod project;
mod resample;
mod restarts;
pub mod result;
mod sample;
mod scaling;
mod scores;
mod silhouette;
mod spec;
mod spread;
pub mod stability;
mod structure;
mod sweep;
#[cfg(test)]
mod tests;
mod transform;
mod warning;
mod wide;

pub use algorithm::{Algorithm, Method, Params};
pub use choose::{MEASURES, Measure};
pub use confidence::{KConfidence, STRONG};
pub use dbscan::{DbscanParams, DbscanValidParams, Density, RedFlag, red_flags};
pub use detail::Detail;
pub use error::ClusterError;
pub use fit::{cut, fit};
pub use gap::{Gap, GapPoint, gap};
pub use hierarchy::{HierarchyParams, HierarchyValidParams, Linkage, Tree};
pub use how_sure::k_confidence;
pub use kmeans::{KMeans, KMeansParams, KMeansValidParams};
pub use knee::knee;
pub use matrix::{InputColumn, Matrix, MatrixError};
pub use mixture::{LogDensity, Membership, Mixture, MixtureFound, MixtureParams, MixtureValidParams};
pub use neighbour::{Neighbour, neighbour};
pub use parameter::{Name, Values};
pub use predict::{Labelled, Predictor, Rule};
pub use project::{Projection, project};
pub use result::{Clustering, Silhouette, SilhouetteMethod, Sweep, SweepPoint, Verdict};
pub use scaling::Scaling;
pub use spec::{Criterion, Evidence, Parameter, Spec};
pub use stability::stability;
pub use structure::{Structure, structure};
pub use sweep::sweep;
pub use transform::Transform;
pub use warning::{Warning, warnings};
