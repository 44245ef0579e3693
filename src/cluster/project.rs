//! Principal components of the scaled matrix.

use linfa_linalg::Order;
use linfa_linalg::eigh::{EigSort, EighInto};
use ndarray::{Array1, Array2, Axis};

use super::Matrix;
use super::points::Points;

/// Principal components of the scaled matrix (weighted covariance). The largest loading of each component is positive.
#[derive(Clone, Debug, PartialEq)]
pub struct Projection {
    /// Distinct rows × components.
    pub points: Array2<f64>,
    /// Share of the total variance per component.
    pub ratios: Vec<f64>,
    /// Components × columns.
    pub loadings: Array2<f64>,
    /// Column means, subtracted before the projection.
    pub mean: Vec<f64>,
}

impl Projection {
    /// The first two coordinates of a distinct row; 0 for a component that does not exist.
    pub fn point(&self, row: usize) -> (f64, f64) {
        let at = |component| self.points.get([row, component]).copied().unwrap_or(0.0);
        (at(0), at(1))
    }
}

/// Projects onto the first `components` principal axes (at most the number of columns), from the weighted covariance of
/// the scaled matrix. Ratios are shares of the variance of all components.
pub fn project(matrix: &Matrix, components: usize) -> Projection {
    let d = matrix.scaled.ncols();
    let kept = components.min(d);
    let points = matrix.points();
    let mean = points.mean();
    let (variances, axes) = principal_axes(&points, &mean);

    let mut loadings = axes.slice_axis(Axis(1), (..kept).into()).t().to_owned();
    for mut axis in loadings.rows_mut() {
        // The first of several equal ones, so that rounding does not decide.
        let largest = axis.iter().fold(0.0_f64, |largest, x| largest.max(x.abs()));
        if axis.iter().find(|x| x.abs() >= largest * (1.0 - 1e-9)).is_some_and(|&x| x < 0.0) {
            axis.mapv_inplace(|x| -x);
        }
    }
    let total: f64 = variances.iter().map(|v| v.max(0.0)).sum();
    let share = |v: &f64| if total > 0.0 { v.max(0.0) / total } else { 0.0 };
    let centred = &matrix.scaled - &Array1::from(mean.clone()).insert_axis(Axis(0));
    Projection {
        points: centred.dot(&loadings.t()),
        ratios: variances.iter().take(kept).map(share).collect(),
        loadings,
        mean,
    }
}

/// Variances along the principal axes about `mean`, largest first, and the axes: columns × axes.
pub(super) fn principal_axes(points: &Points<'_>, mean: &[f64]) -> (Array1<f64>, Array2<f64>) {
    let d = points.dimension;
    let covariance = Array2::from_shape_vec((d, d), points.covariance(mean));
    covariance
        .ok()
        .and_then(|covariance| covariance.eigh_into().ok())
        .map_or_else(|| (Array1::zeros(d), Array2::eye(d)), |eigen| eigen.sort_eig(Order::Largest))
}
