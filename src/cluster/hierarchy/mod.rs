//! Agglomerative hierarchical clustering of weighted rows: one nearest-neighbour chain for four linkages.
//!
//! ```text
//! rows ─ at most 10,000 ─────────────► chain ─ merges ──► Tree ─ cut(k) ──► labels
//!      └ more ─ K-Means ─ centroids ──┘                        └ top(n) ──► dendrogram
//! ```
//!
//! The weight of a row is its initial size, so merges and heights are those of the full data, in which equal rows merge
//! first, at height 0.

mod centroids;
mod chain;
mod distances;
mod fit;
mod group;
mod linkage;
mod params;
mod tree;

#[cfg(test)]
pub(super) use fit::tree;
pub use linkage::Linkage;
pub use params::{HierarchyParams, HierarchyValidParams};
pub use tree::{Merge, Top, TopLeaf, Tree};
