//! The list of customers: which columns, in which order.

use std::sync::Arc;

use crate::analysis::Attribute;
use crate::measures::Features;

/// How customers are listed.
#[derive(Clone, Debug, Default)]
pub struct CustomerList {
    /// The column of the cursor, among those shown.
    pub column: usize,
    /// What is sorted by, and whether the largest come first; none for the order of the customers table.
    pub sort: Option<(Attribute, bool)>,
    /// What is not shown.
    pub hidden: Vec<Attribute>,
    /// The sorted customers, by their row, once they are there.
    pub(crate) order: Option<Order>,
}

/// Customers in order.
#[derive(Clone, Debug)]
pub(crate) struct Order {
    pub(crate) features: Arc<Features>,
    pub(crate) rows: Arc<[u32]>,
}
