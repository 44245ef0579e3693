//! What the distance between two clusters is.

use serde::{Deserialize, Serialize};
use strum::{Display, EnumIter, EnumString};

/// The distance between two clusters.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Display, EnumIter, EnumString, Serialize, Deserialize)]
#[strum(serialize_all = "lowercase")]
#[serde(rename_all = "lowercase")]
pub enum Linkage {
    /// The root of twice the growth of the sum of squares when the two become one (Ward 1963): √(2ab / (a + b)) times
    /// the distance of the means of clusters of sizes a and b.
    #[default]
    Ward,
    /// The mean distance between a row of the one and a row of the other (UPGMA).
    Average,
    /// The largest such distance.
    Complete,
    /// The smallest such distance.
    Single,
}
