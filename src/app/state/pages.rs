//! The list of all customers of a database, of which a sample is here: the pages that came over, and the one that is asked for.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::analysis::{Attribute, ListedCustomer, Page, ROWS_OF_PAGE};
use crate::cluster::Clustering;
use crate::data::filter::Filter;
use crate::measures::Features;

/// Most pages that stay; the farthest from the cursor are dropped first.
const MOST: usize = 20;

/// What pages are of.
#[derive(Clone, Debug)]
pub struct ListOf {
    /// The data under its filter.
    pub features: Arc<Features>,
    /// The segments.
    pub clustering: Arc<Clustering>,
    /// The filter, which may name segments.
    pub filter: Filter,
    /// The columns.
    pub columns: Vec<Attribute>,
    /// What they are sorted by, and whether the largest come first; none for the order of ids.
    pub sort: Option<(Attribute, bool)>,
}

impl ListOf {
    /// Whether it has the same customers as another, in whatever order.
    pub fn has_customers_of(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.features, &other.features)
            && Arc::ptr_eq(&self.clustering, &other.clustering)
            && self.filter == other.filter
    }
}

impl PartialEq for ListOf {
    fn eq(&self, other: &Self) -> bool {
        self.has_customers_of(other) && self.columns == other.columns && self.sort == other.sort
    }
}

/// A page that is asked for: of which list, and its number from 0.
#[derive(Clone, Debug, PartialEq)]
pub struct Asked {
    /// The list.
    pub list: Arc<ListOf>,
    /// The page.
    pub number: usize,
}

/// The pages of the list of customers.
#[derive(Clone, Debug, Default)]
pub struct Pages {
    /// The list that is on the screen.
    list: Option<Arc<ListOf>>,
    /// Its pages by number.
    by_number: BTreeMap<usize, Arc<Page>>,
    /// What the engine is asked for.
    pub asked: Option<Asked>,
    /// What did not come, and why: the engine failed, or the user stopped it. It is not asked for again by itself.
    pub refused: Option<(Asked, String)>,
}

impl Pages {
    /// The list that is on the screen.
    pub fn list(&self) -> Option<&Arc<ListOf>> {
        self.list.as_ref()
    }

    /// Whether a page of a list is here.
    pub fn has(&self, list: &ListOf, number: usize) -> bool {
        self.list.as_deref() == Some(list) && self.by_number.contains_key(&number)
    }

    /// The customer at a position of the list on the screen, with the page; none if that page is not here.
    pub fn at(&self, position: usize) -> Option<(&Page, &ListedCustomer)> {
        let page = self.by_number.get(&(position / ROWS_OF_PAGE))?;
        Some((page, page.rows.get(position % ROWS_OF_PAGE)?))
    }

    /// Takes the page that was asked for. Pages of another order give way to it.
    pub fn take(&mut self, page: Arc<Page>) {
        let Some(Asked { list, number }) = self.asked.take() else { return };
        if self.list.as_ref() != Some(&list) {
            self.by_number.clear();
            self.list = Some(list);
        }
        self.refused = None;
        self.by_number.insert(number, page);
        while self.by_number.len() > MOST {
            let Some(farthest) = farthest(self.by_number.keys().copied(), number) else { break };
            self.by_number.remove(&farthest);
        }
    }

    /// What was asked for does not come.
    pub fn refuse(&mut self, why: String) {
        self.refused = self.asked.take().map(|asked| (asked, why));
    }

    /// Drops pages of other customers than those of a list.
    pub fn keep_customers_of(&mut self, list: &ListOf) {
        if self.list.as_ref().is_some_and(|shown| !shown.has_customers_of(list)) {
            *self = Self::default();
        }
    }
}

/// The page farthest from another.
fn farthest(numbers: impl Iterator<Item = usize>, from: usize) -> Option<usize> {
    numbers.max_by_key(|number| number.abs_diff(from))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_farthest_page_gives_way() {
        assert_eq!(farthest([0, 4, 9].into_iter(), 4), Some(9));
        assert_eq!(farthest([0, 4, 9].into_iter(), 8), Some(0));
        assert_eq!(farthest(std::iter::empty(), 8), None);
    }
}
