//! Where the customers of one segmentation are in another, who may be others: they are known by their ids.

use std::borrow::Cow;
use std::sync::Arc;

use super::Segmentation;
use crate::measures::Features;
use crate::segments::Flow;
use crate::segments::flow::{Position, Side};

impl Segmentation {
    /// Where each customer is.
    fn positions(&self) -> Vec<Position> {
        let position = |customer: usize| match self.segments.of_customer[customer] {
            Some(label) => Position::Segment(label),
            None if self.prepared.matrix.row_of.get(customer).is_some_and(Option::is_some) => Position::Noise,
            None if self.features.active[customer] => Position::Missing,
            None => Position::Inactive,
        };
        (0..self.segments.of_customer.len()).map(position).collect()
    }

    /// The segment of each of these customers, who may be others than it was made of: they are known by their ids.
    pub(super) fn labels_for(&self, features: &Arc<Features>) -> Cow<'_, [Option<u32>]> {
        let labels = &self.segments.of_customer;
        if Arc::ptr_eq(&self.features, features) {
            return Cow::Borrowed(labels);
        }
        let rows = self.features.customer_ids.indices_of(&features.customer_ids);
        rows.into_iter().map(|row| labels[row? as usize]).collect()
    }

    fn side<'a>(&'a self, positions: &'a [Position], colours: Option<&'a [usize]>) -> Side<'a> {
        Side { positions, names: self.segments.list.iter().map(|s| s.name.as_str()).collect(), colours }
    }
}

/// Where the customers of the segmentation before went, and where each customer of the segmentation after was. The segments
/// after it take its colours.
pub(super) fn between(before: &Segmentation, after: &Segmentation) -> (Flow, Arc<[Position]>) {
    let (old, new) = aligned(before, after);
    let flow = Flow::new(&before.side(&old, Some(&before.colours)), &after.side(&new, None));
    (flow, old[..after.features.len()].into())
}

/// The same from an earlier day to today, whose colours are given.
pub(super) fn from_earlier(then: &Segmentation, today: &Segmentation) -> Flow {
    let (old, new) = aligned(then, today);
    Flow::new(&then.side(&old, None), &today.side(&new, Some(&today.colours)))
}

/// The positions of all customers of both, in one order.
fn aligned(before: &Segmentation, after: &Segmentation) -> (Vec<Position>, Vec<Position>) {
    let (there, mut new) = (before.positions(), after.positions());
    if Arc::ptr_eq(&before.features, &after.features) {
        return (there, new);
    }
    let rows = before.features.customer_ids.indices_of(&after.features.customer_ids);
    let mut left = there.clone();
    for row in rows.iter().flatten() {
        left[*row as usize] = Position::Absent;
    }
    let mut old: Vec<Position> =
        rows.into_iter().map(|row| row.map_or(Position::Absent, |row| there[row as usize])).collect();
    // Former customers come after present ones.
    old.extend(left.into_iter().filter(|position| *position != Position::Absent));
    new.resize(old.len(), Position::Absent);
    (old, new)
}
