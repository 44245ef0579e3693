//! DBSCAN: finds core points, links them, and numbers the clusters.

use super::core::core_points;
use super::link::Links;
use super::tree::BoxTree;
use super::{DbscanValidParams, Density};
use crate::cluster::ClusterError;
use crate::cluster::points::{Points, by_dimension};
use crate::progress::{Cancelled, Progress};

/// The result of DBSCAN.
#[derive(Clone, Debug, PartialEq)]
pub struct DbscanFound {
    /// Cluster of each row, none for noise. Clusters are numbered by their first core row.
    pub labels: Vec<Option<u32>>,
    /// The eps and min points used, and what eps was chosen from.
    pub density: Density,
}

impl DbscanValidParams {
    /// Clusters the points.
    pub(in crate::cluster) fn assign(
        &self,
        points: &Points<'_>,
        progress: &Progress,
    ) -> Result<DbscanFound, ClusterError> {
        let density = Density::new(points, self.eps(), self.min_points(points.dimension), progress)?;
        let labels = by_dimension!(points.dimension, cluster(points, density.eps, density.min_points, progress))?;
        Ok(DbscanFound { labels, density })
    }
}

/// The rows that are core points, ascending.
pub(in crate::cluster) fn core_rows(
    points: &Points<'_>,
    density: &Density,
    progress: &Progress,
) -> Result<Vec<usize>, Cancelled> {
    let tree = BoxTree::new(points, density.eps, progress)?;
    let (cells, min_points) = (tree.cells(), density.min_points as f64);
    let core = by_dimension!(points.dimension, core_points(&tree, &cells, min_points, progress))?;
    let mut rows: Vec<usize> =
        tree.rows.iter().zip(core).filter(|(_, core)| *core).map(|(&row, _)| row as usize).collect();
    rows.sort_unstable();
    Ok(rows)
}

/// The cluster of each row, none for noise; clusters are numbered by their first core row.
fn cluster<const D: usize>(
    points: &Points<'_>,
    eps: f64,
    min_points: usize,
    progress: &Progress,
) -> Result<Vec<Option<u32>>, Cancelled> {
    progress.begin("dbscan", 3 * points.len() as u64);
    let tree = BoxTree::new(points, eps, progress)?;
    let cells = tree.cells();
    let core = core_points::<D>(&tree, &cells, min_points as f64, progress)?;
    let links = Links::new(&tree, &core);
    links.join::<D>(&cells, progress)?;
    let sets = links.sets::<D>(&cells, progress)?;

    let mut of_rows = vec![(None, false); points.len()];
    for (slot, &row) in tree.rows.iter().enumerate() {
        of_rows[row as usize] = (sets[slot], core[slot]);
    }
    let mut number = vec![None; tree.nodes.len()];
    let mut numbers = 0..;
    for set in of_rows.iter().filter(|(_, core)| *core).filter_map(|(set, _)| *set) {
        if number[set].is_none() {
            number[set] = numbers.next();
        }
    }
    Ok(of_rows.into_iter().map(|(set, _)| set.and_then(|set| number[set])).collect())
}
