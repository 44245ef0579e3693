//! A segmentation of a sample of the customers: how large the sample is, and of whom the numbers are.

use std::sync::Arc;

use super::Dataset;
use crate::aggregate::sql::Statement;
use crate::data::Sampled;
use crate::digits::{count, counted};
use crate::segments::everyone::Everyone;
use crate::segments::saved::SavedModel;

/// What is known of all customers of a segmentation of a sample.
#[derive(Clone, Debug, PartialEq)]
pub struct OfSample {
    /// How many customers of how many are here.
    pub sampled: Sampled,
    /// How many of those here match the filter and were fitted; none without a filter: all of them.
    pub matching: Option<u64>,
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
        /// The model by which the engine places customers.
        model: Arc<SavedModel>,
        /// The statement that counted.
        statement: Statement,
    },
    /// Of the sample, until all customers are counted.
    Pending,
    /// Of the sample, and why.
    Sample(String),
}

impl OfSample {
    /// That of a data set whose customers are a sample, before all of them are counted; none of other data.
    pub fn pending(dataset: &Dataset) -> Option<Self> {
        let is_filtered = dataset.kept.database.as_ref().is_some_and(|events| events.is_filtered());
        let matching = is_filtered.then(|| dataset.features.len() as u64);
        Some(Self { sampled: dataset.facts.source.sampled?, matching, sizes: Sizes::Pending })
    }

    /// What the engine counted of all customers.
    pub fn everyone(&self) -> Option<&Everyone> {
        match &self.sizes {
            Sizes::Everyone { counts, .. } => Some(counts),
            Sizes::Pending | Sizes::Sample(_) => None,
        }
    }

    /// What was fitted and of whom the numbers are, in sentences.
    pub fn words(&self) -> String {
        let sampled = self.sampled.words();
        let (fitted, all) = match self.matching {
            Some(matching) => {
                let matching = counted(matching, "customer");
                (format!("{matching} that match the filter, of a sample of {sampled}"), MATCHING)
            }
            None => (sampled, "all customers"),
        };
        let of_everyone = format!(
            "Sizes, means, rates and inertia are of {all}; medians, quartiles, silhouettes and names are of the sample"
        );
        match &self.sizes {
            Sizes::Everyone { different: 0, .. } => format!("fitted on {fitted}. {of_everyone}"),
            Sizes::Everyone { different, .. } => {
                let different = count(*different);
                format!(
                    "fitted on {fitted}. {of_everyone}. The engine places {different} of the sample in another segment"
                )
            }
            Sizes::Pending => format!("fitted on {fitted}. The engine is counting {all}"),
            Sizes::Sample(why) => format!("fitted on {fitted}. All numbers are of the sample: {why}"),
        }
    }
}

/// Who is counted under a filter.
const MATCHING: &str = "all customers that match the filter";
