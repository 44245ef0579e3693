//! Checks a predictor that was read from a file: nothing in it is trusted.

use super::{CoreRows, LabelledRows, Predictor, Rule};
use crate::cluster::mixture::GaussianComponents;

impl Predictor {
    /// Checks that it can assign rows with this number of columns.
    ///
    /// # Errors
    /// The first problem, in words.
    pub fn check(&self, columns: usize) -> Result<(), String> {
        let k = self.centroids.len();
        let table = |what: &str, rows: &[Vec<f64>], width: usize| table(what, rows, width);
        table("centroids", &self.centroids, columns)?;
        let rows = |what: &str, rows: &LabelledRows| {
            table(what, &rows.rows, columns)?;
            if rows.rows.len() != rows.labels.len() {
                return Err(format!("{} {what} have {} labels", rows.rows.len(), rows.labels.len()));
            }
            known(what, rows.labels.iter().copied(), k)
        };
        match &self.rule {
            Rule::NearestCentroid => {}
            Rule::MostProbable(GaussianComponents { floor, weights, means, covariances }) => {
                table("means", means, columns)?;
                table("covariances", covariances, columns * columns)?;
                let components = weights.len();
                if means.len() != components || covariances.len() != components || components < k {
                    return Err(format!(
                        "the mixture has {components} weights, {} means, {} covariances and {k} segments",
                        means.len(),
                        covariances.len()
                    ));
                }
                let share = |weight: &f64| (0.0..=1.0).contains(weight);
                if !(floor.is_normal() && *floor > 0.0 && weights.iter().all(share)) {
                    return Err("the mixture has a weight or a floor that is out of range".to_owned());
                }
            }
            Rule::NearestCore(CoreRows { eps, rows: core }) => {
                if !(eps.is_finite() && *eps > 0.0) {
                    return Err(format!("eps is {eps}"));
                }
                rows("core rows", core)?;
            }
            Rule::NearestRow(near) => rows("rows", near)?,
            Rule::NearestGroup(near) => rows("groups", near)?,
        }
        let may_be_empty = matches!(self.rule, Rule::NearestCore(_));
        if k == 0 && !may_be_empty {
            return Err("there are no centroids".to_owned());
        }
        for exception in &self.exceptions {
            table("exceptions", std::slice::from_ref(&exception.row), columns)?;
        }
        known("exceptions", self.exceptions.iter().filter_map(|exception| exception.label), k)
    }
}

/// Whether all rows are finite numbers of this many columns.
fn table(what: &str, rows: &[Vec<f64>], columns: usize) -> Result<(), String> {
    match rows.iter().find(|row| row.len() != columns) {
        Some(row) => Err(format!("{what} have {} numbers, and need {columns}", row.len())),
        None if rows.iter().flatten().all(|x| x.is_finite()) => Ok(()),
        None => Err(format!("{what} contain a value that is not a number")),
    }
}

/// Whether every label has a cluster.
fn known(what: &str, mut labels: impl Iterator<Item = u32>, k: usize) -> Result<(), String> {
    match labels.find(|label| *label as usize >= k) {
        Some(label) => Err(format!("{what} name the segment {}, and there are {k}", u64::from(label) + 1)),
        None => Ok(()),
    }
}
