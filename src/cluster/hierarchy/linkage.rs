//! The distance between two clusters.

use serde::{Deserialize, Serialize};
use strum::{Display, EnumIter, EnumMessage, EnumString};

/// The distance between two clusters.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Display, EnumIter, EnumMessage, EnumString, Serialize, Deserialize,
)]
#[strum(serialize_all = "lowercase")]
#[serde(rename_all = "lowercase")]
pub enum Linkage {
    /// The increase of the sum of squares when they merge (Ward 1963).
    ///
    /// As a distance it is the root of twice that: √(2ab / (a + b)) times the distance between the means of clusters of
    /// sizes a and b.
    #[default]
    Ward,
    /// The mean distance between their rows (UPGMA).
    Average,
    /// The largest distance between their rows.
    Complete,
    /// The smallest distance between their rows.
    Single,
}
