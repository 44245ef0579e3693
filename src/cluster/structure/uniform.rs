//! Uniform noise in the box of some customers.

use rand::Rng;
use rand_xoshiro::Xoshiro256Plus;

use crate::cluster::points::Points;
use crate::cluster::project::principal_axes;

/// The box of some customers along their principal axes (choice b of Tibshirani, Walther and Hastie 2001).
#[derive(Clone, Debug)]
pub(in crate::cluster) struct Uniform {
    /// The smallest and largest coordinate along each axis. Distances do not change under rotation, so noise is not
    /// rotated back.
    extent: Vec<(f64, f64)>,
}

impl Uniform {
    /// The box of these customers.
    pub fn of(points: &Points<'_>) -> Self {
        let (_, axes) = principal_axes(points, &points.mean());
        let along = |axis: &[f64]| {
            let coordinates = points.rows().map(|row| row.iter().zip(axis).map(|(x, a)| x * a).sum::<f64>());
            coordinates.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), x| (low.min(x), high.max(x)))
        };
        Self { extent: axes.columns().into_iter().map(|axis| along(&axis.to_vec())).collect() }
    }

    /// The coordinates of this many customers, row-major.
    pub fn draw(&self, customers: usize, rng: &mut Xoshiro256Plus) -> Vec<f64> {
        let row = (0..customers).flat_map(|_| &self.extent);
        row.map(|(low, high)| low + (high - low) * rng.r#gen::<f64>()).collect()
    }
}
