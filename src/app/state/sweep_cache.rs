//! A cache of finished sweeps, so that going back to earlier settings is instant.

use std::sync::Arc;

use crate::analysis::{Choice, Dataset, KChoice, Prepared};
use crate::cluster::{Clustering, Params, Sweep};
use crate::data::Facts;
use crate::data::filter::Filter;

/// Number of settings in the cache; the least recently used is dropped first.
const MOST: usize = 12;

/// Sweeps by data, filter and clustering settings.
#[derive(Clone, Debug, Default)]
pub struct SweepCache(Vec<Entry>);

/// The results for one data set and settings.
#[derive(Clone, Debug)]
pub struct Entry {
    facts: Arc<Facts>,
    filter: Filter,
    choice: Choice,
    /// The matrix.
    pub prepared: Arc<Prepared>,
    /// The whole sweep with its gap statistic.
    pub sweep: Sweep,
    /// Other clusterings than those of the sweep.
    fits: Vec<Arc<Clustering>>,
    /// Stability of the segments, by parameters.
    stability: Vec<(Params, Vec<f64>)>,
}

impl Entry {
    /// The clustering with these parameters.
    pub fn fit(&self, params: &Params) -> Option<&Arc<Clustering>> {
        let swept = self.sweep.points.iter().map(|point| &point.clustering);
        swept.chain(&self.fits).find(|clustering| clustering.params == *params)
    }

    /// The stability of the segments made with these parameters.
    pub fn stability(&self, params: &Params) -> Option<&[f64]> {
        self.stability.iter().find(|(known, _)| known == params).map(|(_, stability)| stability.as_slice())
    }

    /// Stores a clustering.
    pub fn add_fit(&mut self, clustering: &Arc<Clustering>) {
        if self.fit(&clustering.params).is_none() {
            self.fits.push(Arc::clone(clustering));
        }
    }

    /// Stores the stability of segments.
    pub fn add_stability(&mut self, params: &Params, stability: &[f64]) {
        self.stability.push((params.clone(), stability.to_vec()));
    }
}

impl SweepCache {
    /// Stores a finished sweep.
    pub fn remember(&mut self, dataset: &Dataset, choice: &Choice, prepared: Arc<Prepared>, sweep: Sweep) {
        let (facts, filter, choice) = key(dataset, choice);
        let facts = Arc::clone(facts);
        self.0.push(Entry { facts, filter, choice, prepared, sweep, fits: Vec::new(), stability: Vec::new() });
        let surplus = self.0.len().saturating_sub(MOST);
        self.0.drain(..surplus);
    }

    /// The results for these settings and this data.
    pub fn find(&mut self, dataset: &Dataset, choice: &Choice) -> Option<&mut Entry> {
        let (facts, filter, choice) = key(dataset, choice);
        let is = |e: &Entry| Arc::ptr_eq(&e.facts, facts) && e.filter == filter && e.choice == choice;
        let at = self.0.iter().position(is)?;
        // The most recently used is last.
        self.0[at..].rotate_left(1);
        self.0.last_mut()
    }

    /// Clears the cache: the data was read again.
    pub fn clear(&mut self) {
        self.0.clear();
    }
}

/// What a sweep depends on: not conditions on segments, nor the K, eps or min points that are shown.
fn key<'a>(dataset: &'a Dataset, choice: &Choice) -> (&'a Arc<Facts>, Filter, Choice) {
    let mut choice = Choice { k: KChoice::Auto, ..choice.clone() };
    (choice.method.eps, choice.method.min_points) = (None, None);
    (&dataset.facts, dataset.filter.without_segments(), choice)
}
