//! What the scatter shows of many customers, where it does not show all of them over the components.

use std::sync::Arc;

use super::axes::Directions;
use crate::analysis::Cloud;
use crate::cluster::Clustering;

/// The dots of a view of the scatter, made when the view changes.
#[derive(Clone, Debug)]
pub struct Seen {
    /// What was clustered.
    pub clustering: Arc<Clustering>,
    /// The directions of the plot.
    pub directions: Directions,
    /// The visible part, in shares of x and of y.
    pub part: [[f64; 2]; 2],
    /// The dots.
    pub cloud: Cloud,
    /// The distance of the farthest row from the mean, in the space of the first three components; 0 for a flat plot.
    pub reach: f64,
}

impl Seen {
    /// Whether it is this view of this clustering.
    pub fn is_of(&self, clustering: &Arc<Clustering>, directions: Directions, part: [[f64; 2]; 2]) -> bool {
        Arc::ptr_eq(&self.clustering, clustering) && self.directions == directions && self.part == part
    }
}
