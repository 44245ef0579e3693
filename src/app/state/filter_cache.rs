//! Filtered data that was on the screen before, so that going back to a filter is instant.

use std::sync::Arc;

use crate::analysis::Dataset;
use crate::data::Facts;
use crate::data::filter::Filter;

/// Most filters in the cache; the oldest is dropped first.
const MOST: usize = 8;
/// Most rows and customers that they hold together, so that large data does not fill the memory.
const MOST_ROWS: usize = 4_000_000;

/// Data by filter, the last used last.
#[derive(Clone, Debug, Default)]
pub struct FilterCache(Vec<Arc<Dataset>>);

impl FilterCache {
    /// Stores what is on the screen.
    pub fn remember(&mut self, dataset: &Arc<Dataset>) {
        self.0.retain(|known| !is_of(known, &dataset.facts, &dataset.filter));
        self.0.push(Arc::clone(dataset));
        while self.0.len() > MOST || self.0.iter().map(|known| rows(known)).sum::<usize>() > MOST_ROWS {
            self.0.remove(0);
        }
    }

    /// What a filter keeps of this data, whatever segments it asks for.
    pub fn find(&self, facts: &Arc<Facts>, filter: &Filter) -> Option<&Arc<Dataset>> {
        self.0.iter().find(|known| is_of(known, facts, filter))
    }

    /// Clears the cache: the data was read again.
    pub fn clear(&mut self) {
        self.0.clear();
    }
}

fn is_of(known: &Dataset, facts: &Arc<Facts>, filter: &Filter) -> bool {
    Arc::ptr_eq(&known.facts, facts) && known.filter.without_segments() == filter.without_segments()
}

/// The rows and customers that a data set holds beside those of the whole data.
fn rows(dataset: &Dataset) -> usize {
    if Arc::ptr_eq(&dataset.kept, &dataset.facts) {
        return 0;
    }
    dataset.kept.transactions.height() + dataset.kept.customer_ids.len()
}
