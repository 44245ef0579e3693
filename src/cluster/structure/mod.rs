//! Whether customers fall into segments at all: silhouettes of the data against those of data without segments.
//!
//! Two kinds of data have no segments. A *single population* has the margins of the data, each made unimodal, and the
//! dependence of the data; the customers of one shop are an example, however skewed their claims are. *Uniform noise* fills
//! the box of the data. K-Means finds silhouettes in both. The data have structure only if theirs are higher than in both,
//! at 5%.

mod monte_carlo;
mod p_values;
mod population;
#[cfg(test)]
mod tests;
mod uniform;
mod unimodal;

pub use monte_carlo::structure;
pub use p_values::Structure;
pub(in crate::cluster) use uniform::Uniform;
