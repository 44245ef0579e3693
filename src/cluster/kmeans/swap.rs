//! Swaps of a centroid (Lattanzi and Sohler 2019; with Lloyd's iterations after each, Conrads et al. 2024): from one
//! local optimum to a better one.

use rand::Rng;

use super::nearest::for_each_two_nearest;
use super::seeding::{accumulate, draw};
use crate::cluster::points::{Points, squared};

/// The state that all swaps of a clustering share: its centroids, and for each row the nearest with the squared distances
/// to it and to the second nearest.
pub(super) struct Swaps<'a> {
    points: &'a Points<'a>,
    centroids: Vec<f64>,
    labels: Vec<u32>,
    nearest: Vec<f64>,
    second: Vec<f64>,
    /// Running sums of weight × nearest.
    cumulative: Vec<f64>,
}

impl<'a> Swaps<'a> {
    /// Swaps of the clustering by these centroids, at least two.
    pub fn new<const D: usize>(points: &'a Points<'a>, centroids: &[f64]) -> Self {
        let n = points.len();
        let (mut labels, mut nearest, mut second) = (vec![0; n], vec![0.0; n], vec![0.0; n]);
        for_each_two_nearest::<D>(points, centroids, |i, label, first, next| {
            labels[i] = label as u32;
            nearest[i] = first;
            second[i] = next;
        });
        let mut cumulative = vec![0.0; n];
        accumulate(points.weights, &nearest, &mut cumulative);
        Self { points, centroids: centroids.to_vec(), labels, nearest, second, cumulative }
    }

    /// The centroids after moving one to a row drawn in proportion to weight × squared distance to its centroid. The
    /// centroid moves whose loss costs least once that row is a centroid; ties go to the lower index.
    pub fn draw<const D: usize>(&self, rng: &mut impl Rng) -> Vec<f64> {
        let d = self.points.dimension;
        let drawn = self.points.row(draw(&self.cumulative, rng));
        let mut loss = vec![0.0; self.centroids.len() / d];
        for (i, (row, &weight)) in self.points.rows().zip(self.points.weights).enumerate() {
            let distance = squared::<D>(row, drawn);
            loss[self.labels[i] as usize] += weight * (distance.min(self.second[i]) - distance.min(self.nearest[i]));
        }
        let least = (1..loss.len()).fold(0, |least, c| if loss[c] < loss[least] { c } else { least });
        let mut centroids = self.centroids.clone();
        centroids[least * d..(least + 1) * d].copy_from_slice(drawn);
        centroids
    }
}

#[cfg(test)]
#[allow(clippy::float_cmp)]
mod tests {
    use rand::SeedableRng;
    use rand_xoshiro::Xoshiro256Plus;

    use super::*;

    #[test]
    fn a_centroid_goes_where_one_is_missing() {
        // Three places; two centroids share the first, and one is between the others.
        let values = [0.0, 1.0, 2.0, 100.0, 101.0, 200.0, 201.0];
        let points = Points { values: (&values).into(), weights: &[1.0; 7], dimension: 1, spread: &[] };
        let swaps = Swaps::new::<1>(&points, &[0.5, 2.0, 150.0]);
        for seed in 0..20 {
            let swapped = swaps.draw::<1>(&mut Xoshiro256Plus::seed_from_u64(seed));
            // One of the two goes; the centroid between stays until Lloyd moves it.
            assert!(swapped[0] >= 100.0 || swapped[1] >= 100.0, "{swapped:?}");
            assert_eq!(swapped[2], 150.0);
        }
    }
}
