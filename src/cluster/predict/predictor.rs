//! Makes a predictor from a clustering, and clusters rows with it.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};

use super::rule::Rule;
use super::validate::{known, table};
use crate::cluster::points::squared;
use crate::cluster::transform::{Transform, each};
use crate::cluster::{ClusterError, Clustering, Matrix};
use crate::progress::Progress;

/// Assigns rows to the clusters of a clustering: rows of the fit to their own, others to the one that fits.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Predictor {
    /// Means of the clusters in the scaled space, by label.
    pub centroids: Vec<Vec<f64>>,
    /// What decides the cluster of a row.
    pub rule: Rule,
    /// Rows of the fit, in their own units, that the rule alone would assign differently: ties, and K-Means that
    /// stopped before the fixed point.
    pub exceptions: Vec<Labelled>,
}

/// A row in its own units (after clipping) and its label, none for noise.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Labelled {
    /// One value per column.
    pub row: Vec<f64>,
    /// Its cluster.
    pub label: Option<u32>,
}

/// The cluster of a row.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Placed {
    /// Label of its cluster.
    pub label: u32,
    /// Euclidean distance to the centroid of that cluster in the scaled space.
    pub distance: f64,
}

impl Predictor {
    /// The predictor of a clustering of the rows of `matrix`.
    ///
    /// # Errors
    /// A cancelled `progress`.
    pub fn of(matrix: &Matrix, clustering: &Clustering, progress: &Progress) -> Result<Self, ClusterError> {
        let rule = Rule::of(matrix, clustering, progress)?;
        let centroids = clustering.centroids.rows().into_iter().map(|centroid| centroid.to_vec()).collect();
        let mut predictor = Self { centroids, rule, exceptions: Vec::new() };
        let raw: Vec<f64> = matrix.raw.iter().copied().collect();
        let placed = predictor.predict(&matrix.transforms, &raw)?;
        let differs = |row: &usize| placed[*row].map(|placed| placed.label) != clustering.labels[*row];
        let own = |row: usize| Labelled { row: matrix.raw.row(row).to_vec(), label: clustering.labels[row] };
        predictor.exceptions = (0..clustering.labels.len()).filter(differs).map(own).collect();
        Ok(predictor)
    }

    /// Assigns rows of finite values in their own units, row-major; none is noise. The transforms are those of the
    /// matrix of the fit, and the scaled values are finite.
    ///
    /// # Errors
    /// None in practice; the search shares its error type with work that can be cancelled.
    pub fn predict(&self, transforms: &[Transform], raw: &[f64]) -> Result<Vec<Option<Placed>>, ClusterError> {
        let clipped: Vec<f64> = each(transforms, raw, Transform::clipped);
        let scaled = each(transforms, &clipped, Transform::scaled);
        let columns = transforms.len().max(1);
        let labels = self.rule.labels(&self.centroids, transforms, &scaled)?;
        let exceptions: HashMap<Vec<u64>, Option<u32>> =
            self.exceptions.iter().map(|exception| (bits(&exception.row), exception.label)).collect();
        let rows = clipped.chunks_exact(columns).zip(scaled.chunks_exact(columns));
        let place = |((clipped, scaled), label): ((&[f64], &[f64]), Option<u32>)| {
            let known = if exceptions.is_empty() { None } else { exceptions.get(&bits(clipped)).copied() };
            let label = known.unwrap_or(label)?;
            let distance = squared::<0>(scaled, self.centroids.get(label as usize)?).sqrt();
            Some(Placed { label, distance })
        };
        Ok(rows.zip(labels).map(place).collect())
    }

    /// Checks that it can assign rows with this number of columns.
    ///
    /// # Errors
    /// The first problem, in words.
    pub fn check(&self, columns: usize) -> Result<(), String> {
        let k = self.centroids.len();
        table("centroids", &self.centroids, columns)?;
        self.rule.check(columns, k)?;
        if k == 0 && !self.rule.may_be_empty() {
            return Err("there are no centroids".to_owned());
        }
        for exception in &self.exceptions {
            table("exceptions", std::slice::from_ref(&exception.row), columns)?;
        }
        known("exceptions", self.exceptions.iter().filter_map(|exception| exception.label), k)
    }
}

/// A key that identifies a row.
fn bits(row: &[f64]) -> Vec<u64> {
    row.iter().map(|x| x.to_bits()).collect()
}
