//! Gap statistic (Tibshirani, Walther and Hastie 2001): how much tighter K clusters of the data are than K clusters of
//! uniform noise with the same extent.
//!
//! ```text
//! Gap(K) = mean of ln W of the references − ln W of the data,   W = inertia of K-Means
//! s(K)   = sd of ln W of the references × √(1 + 1 / references)
//! ```

mod statistic;
#[cfg(test)]
mod tests;

pub use statistic::{Gap, GapPoint, gap};
