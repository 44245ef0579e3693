//! Checks of parameters that several algorithms share.

use super::ClusterError;

/// Refuses 0.
pub(super) fn at_least_one(name: &str, value: usize) -> Result<(), ClusterError> {
    if value > 0 { Ok(()) } else { Err(ClusterError::Parameter(format!("{name} is 0, and must be 1 or more"))) }
}

/// Refuses a tolerance that is negative or not a number.
pub(super) fn tolerance(value: f64) -> Result<(), ClusterError> {
    let sound = value >= 0.0 && value.is_finite();
    if sound {
        Ok(())
    } else {
        Err(ClusterError::Parameter(format!("the tolerance is {value}, and must be 0 or more")))
    }
}
