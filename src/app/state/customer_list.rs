//! The list of customers: its columns and its order.

use std::sync::Arc;

use super::pages::Pages;
use crate::analysis::Attribute;
use crate::measures::Features;

/// How customers are listed.
#[derive(Clone, Debug, Default)]
pub struct CustomerList {
    /// The column of the cursor, among those shown.
    pub column: usize,
    /// The column to sort by, and whether the largest come first; `None` for the order of the customers table.
    pub sort: Option<(Attribute, bool)>,
    /// Hidden columns.
    pub hidden: Vec<Attribute>,
    /// The sorted customers, by row, once they are computed.
    pub(crate) order: Option<Order>,
    /// Those of all customers, where a sample is here.
    pub pages: Pages,
}

/// Customers in order.
#[derive(Clone, Debug)]
pub(crate) struct Order {
    pub(crate) features: Arc<Features>,
    pub(crate) rows: Arc<[u32]>,
}
