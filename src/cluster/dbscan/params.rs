//! Parameters of DBSCAN: [`DbscanParams`] are set freely, [`DbscanValidParams`] have been checked (linfa's
//! `ParamGuard`).

use linfa::ParamGuard;

use crate::cluster::ClusterError;

/// Parameters as given; `check` turns them into [`DbscanValidParams`].
#[derive(Clone, Debug, Default, PartialEq)]
pub struct DbscanParams(DbscanValidParams);

/// Checked parameters.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct DbscanValidParams {
    eps: Option<f64>,
    min_points: Option<usize>,
}

impl DbscanParams {
    /// Eps and min points chosen from the data.
    pub fn new() -> Self {
        Self::default()
    }

    /// Radius of a neighbourhood; none for the knee of the k-distances.
    #[must_use]
    pub fn eps(mut self, eps: Option<f64>) -> Self {
        self.0.eps = eps;
        self
    }

    /// Customers within eps of a point, itself included, that make it a core point; none for twice the number of
    /// features.
    #[must_use]
    pub fn min_points(mut self, min_points: Option<usize>) -> Self {
        self.0.min_points = min_points;
        self
    }
}

impl DbscanValidParams {
    /// Eps as given; none where it is chosen from the data.
    pub fn eps(&self) -> Option<f64> {
        self.eps
    }

    /// The min points for points of a dimension: as given, otherwise twice the dimension (Sander et al. 1998).
    pub fn min_points(&self, dimension: usize) -> usize {
        self.min_points.unwrap_or(2 * dimension)
    }
}

impl ParamGuard for DbscanParams {
    type Checked = DbscanValidParams;
    type Error = ClusterError;

    fn check_ref(&self) -> Result<&Self::Checked, Self::Error> {
        if let Some(eps) = self.0.eps.filter(|eps| !(*eps > 0.0 && eps.is_finite())) {
            Err(ClusterError::Parameter(format!("eps is {eps}, and must be a number above 0")))
        } else if self.0.min_points == Some(0) {
            Err(ClusterError::Parameter("min points is 0, and must be 1 or more".into()))
        } else {
            Ok(&self.0)
        }
    }

    fn check(self) -> Result<Self::Checked, Self::Error> {
        self.check_ref()?;
        Ok(self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parameters_out_of_range_are_refused() {
        for eps in [0.0, -1.0, f64::NAN, f64::INFINITY] {
            assert!(DbscanParams::new().eps(Some(eps)).check().is_err(), "{eps}");
        }
        assert!(DbscanParams::new().min_points(Some(0)).check().is_err());
        let valid = DbscanParams::new().eps(Some(1e-9)).min_points(Some(1)).check();
        assert_eq!(valid.map(|valid| (valid.eps(), valid.min_points(3))), Ok((Some(1e-9), 1)));
        assert_eq!(DbscanParams::new().check().map(|valid| valid.min_points(3)), Ok(6));
    }
}
