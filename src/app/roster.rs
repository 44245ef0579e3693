//! The list of customers: which columns, in which order.

use std::sync::Arc;

use super::message::{Cmd, Job, OrderRequest};
use super::model::Model;
use super::update::next;
use crate::analysis::{Attribute, Segmentation};
use crate::measures::Features;

/// How customers are listed.
#[derive(Clone, Debug, Default)]
pub struct Roster {
    /// The column of the cursor, among those shown.
    pub column: usize,
    /// What is sorted by, and whether the largest come first; none for the order of the customers table.
    pub sort: Option<(Attribute, bool)>,
    /// What is not shown.
    pub hidden: Vec<Attribute>,
    /// The sorted customers, by their row, once they are there.
    order: Option<Order>,
}

/// Customers in order.
#[derive(Clone, Debug)]
struct Order {
    features: Arc<Features>,
    rows: Arc<[u32]>,
}

impl Model {
    /// The segments of just the customers that are listed: while others are clustered, the last say nothing of these.
    pub fn listed_segments(&self) -> Option<&Arc<Segmentation>> {
        let features = &self.dataset()?.features;
        self.clusters.last().filter(|segmentation| Arc::ptr_eq(&segmentation.features, features))
    }

    /// What the customers are listed by.
    pub fn listed_by(&self) -> Vec<Attribute> {
        let Some(dataset) = self.dataset() else {
            return Vec::new();
        };
        let mut all = Attribute::all(&dataset.features, self.listed_segments().map(AsRef::as_ref));
        all.retain(|attribute| !self.roster.hidden.contains(attribute));
        all
    }

    /// The customer at a place of the list, by row of the features.
    pub fn listed(&self, place: usize) -> Option<usize> {
        let dataset = self.dataset()?;
        let order = self.roster.order.as_ref().filter(|order| Arc::ptr_eq(&order.features, &dataset.features));
        match (order, &self.shown) {
            (Some(order), _) => order.rows.get(place).map(|row| *row as usize),
            (None, Some(shown)) => shown.customers.get(place).map(|row| *row as usize),
            (None, None) => (place < dataset.features.len()).then_some(place),
        }
    }

    /// Moves the cursor to another column.
    pub(super) fn step_column(&mut self, right: bool) {
        let last = self.listed_by().len().saturating_sub(1);
        let column = self.roster.column.min(last);
        self.roster.column = if right { (column + 1).min(last) } else { column.saturating_sub(1) };
    }

    /// Sorts by the column of the cursor; by the same again the other way round.
    pub(super) fn sort(&mut self) -> Option<Cmd> {
        let columns = self.listed_by();
        let by = columns.get(self.roster.column.min(columns.len().saturating_sub(1)))?.clone();
        let descending = match &self.roster.sort {
            Some((last, descending)) if *last == by => !descending,
            _ => by.is_number(),
        };
        self.roster.sort = Some((by, descending));
        start_order(self)
    }
}

/// Has the customers sorted anew, where they are sorted at all.
pub(super) fn start_order(model: &mut Model) -> Option<Cmd> {
    let (by, descending) = model.roster.sort.clone()?;
    let features = Arc::clone(&model.dataset()?.features);
    let segmentation = model.listed_segments().cloned();
    let shown = model.shown.as_ref().map(|shown| Arc::clone(&shown.customers));
    let request = OrderRequest { features, segmentation, shown, by, descending };
    Some(Cmd::Order(next(model, Job::Order), request))
}

/// Takes in the sorted customers.
pub(super) fn take_order(model: &mut Model, rows: Arc<[u32]>) {
    if let Some(dataset) = model.dataset() {
        let features = Arc::clone(&dataset.features);
        model.roster.order = Some(Order { features, rows });
    }
}

/// Forgets the order of customers that are no longer listed.
pub(super) fn forget_order(model: &mut Model) {
    model.roster.order = None;
}
