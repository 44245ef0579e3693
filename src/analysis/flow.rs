//! Where the customers of one segmentation are in another, who may be others: they are known by their ids.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::Arc;

use super::Segmentation;
use crate::measures::Features;
use crate::segments::Flow;
use crate::segments::flow::{Place, Side};

impl Segmentation {
    /// Where each customer is.
    fn places(&self) -> Vec<Place> {
        let place = |customer: usize| match self.segments.of_customer[customer] {
            Some(label) => Place::Segment(label),
            None if self.prepared.matrix.row_of.get(customer).is_some_and(Option::is_some) => Place::Noise,
            None if self.features.active[customer] => Place::Missing,
            None => Place::Inactive,
        };
        (0..self.segments.of_customer.len()).map(place).collect()
    }

    /// The segment of each of these customers, who may be others than it was made of: they are known by their ids.
    pub(super) fn labels_for(&self, features: &Arc<Features>) -> Cow<'_, [Option<u32>]> {
        let labels = &self.segments.of_customer;
        if Arc::ptr_eq(&self.features, features) {
            return Cow::Borrowed(labels);
        }
        let known: HashMap<&str, Option<u32>> =
            self.features.customer_ids.iter().map(String::as_str).zip(labels.iter().copied()).collect();
        features.customer_ids.iter().map(|id| known.get(id.as_str()).copied().flatten()).collect()
    }

    fn side<'a>(&'a self, places: &'a [Place], colours: Option<&'a [usize]>) -> Side<'a> {
        Side { places, names: self.segments.list.iter().map(|s| s.name.as_str()).collect(), colours }
    }
}

/// Where the customers of the segmentation before went. The segments after it take its colours.
pub(super) fn between(before: &Segmentation, after: &Segmentation) -> Flow {
    let (old, new) = aligned(before, after);
    Flow::new(&before.side(&old, Some(&before.colours)), &after.side(&new, None))
}

/// The same from an earlier day to today, whose colours are given.
pub(super) fn from_earlier(then: &Segmentation, today: &Segmentation) -> Flow {
    let (old, new) = aligned(then, today);
    Flow::new(&then.side(&old, None), &today.side(&new, Some(&today.colours)))
}

/// The places of all customers of both, in one order.
fn aligned(before: &Segmentation, after: &Segmentation) -> (Vec<Place>, Vec<Place>) {
    let (there, mut new) = (before.places(), after.places());
    if Arc::ptr_eq(&before.features, &after.features) {
        return (there, new);
    }
    let (ids, new_ids) = (&before.features.customer_ids, &after.features.customer_ids);
    let mut left: HashMap<&str, usize> = ids.iter().enumerate().map(|(row, id)| (id.as_str(), row)).collect();
    let mut old: Vec<Place> =
        new_ids.iter().map(|id| left.remove(id.as_str()).map_or(Place::Absent, |row| there[row])).collect();
    // Who is no customer any more comes after those who are; only counted, so in any order.
    old.extend(left.into_values().map(|row| there[row]));
    new.resize(old.len(), Place::Absent);
    (old, new)
}
