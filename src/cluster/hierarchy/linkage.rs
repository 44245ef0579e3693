//! The distance between two clusters.

use serde::{Deserialize, Serialize};
use strum::{Display, EnumIter, EnumString};

/// The distance between two clusters.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Display, EnumIter, EnumString, Serialize, Deserialize)]
#[strum(serialize_all = "lowercase")]
#[serde(rename_all = "lowercase")]
pub enum Linkage {
    /// The root of twice the increase of the sum of squares when they merge (Ward 1963): √(2ab / (a + b)) times the
    /// distance between the means of clusters of sizes a and b.
    #[default]
    Ward,
    /// The mean distance between their rows (UPGMA).
    Average,
    /// The largest distance between their rows.
    Complete,
    /// The smallest distance between their rows.
    Single,
}
