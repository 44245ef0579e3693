//! A segmentation of a sample of the customers: how large the sample is, and of whom the numbers are.

use crate::data::Sampled;
use crate::digits::count;
use crate::segments::everyone::Everyone;

/// What is known of all customers of a segmentation of a sample.
#[derive(Clone, Debug, PartialEq)]
pub struct OfSample {
    /// How many customers of how many were fitted.
    pub sampled: Sampled,
    /// Of whom the sizes, means and rates of the segments and the inertia are.
    pub sizes: Sizes,
}

/// Of whom the sizes of segments are.
#[derive(Clone, Debug, PartialEq)]
pub enum Sizes {
    /// Of all customers.
    Everyone {
        /// What the engine counted.
        counts: Everyone,
        /// The burnt claims of the data.
        burnt: u64,
        /// How many customers of the sample the engine places in another segment than the fit did.
        different: u64,
    },
    /// Of the sample, until all customers are counted.
    Pending,
    /// Of the sample, and why.
    Sample(String),
}

impl OfSample {
    /// What the engine counted of all customers.
    pub fn everyone(&self) -> Option<&Everyone> {
        match &self.sizes {
            Sizes::Everyone { counts, .. } => Some(counts),
            Sizes::Pending | Sizes::Sample(_) => None,
        }
    }

    /// What was fitted and of whom the numbers are, in sentences.
    pub fn words(&self) -> String {
        let fitted = self.sampled.words();
        match &self.sizes {
            Sizes::Everyone { different: 0, .. } => format!("fitted on {fitted}. {OF_EVERYONE}"),
            Sizes::Everyone { different, .. } => {
                let different = count(*different);
                format!(
                    "fitted on {fitted}. {OF_EVERYONE}. The engine places {different} of the sample in another segment"
                )
            }
            Sizes::Pending => format!("fitted on {fitted}. The engine is counting all customers"),
            Sizes::Sample(why) => format!("fitted on {fitted}. All numbers are of the sample: {why}"),
        }
    }
}

/// Which numbers are of whom.
const OF_EVERYONE: &str = "Sizes, means, rates and inertia are of all customers; medians, quartiles, silhouettes and names are of \
                           the sample";
