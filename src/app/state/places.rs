//! The state of the tables of places: the order of each, and the month of the heat map.

use std::collections::HashMap;

use crate::app::panel::{Lists, Panel, PlaceKind};

/// A column that places can be sorted by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names say it")]
pub enum PlaceColumn {
    Id,
    Name,
    Customers,
    Claims,
    Items,
    #[default]
    Burnt,
    Revenue,
    Share,
    Returned,
    Repeat,
    Rate,
    Interval,
}

/// The column of the cursor, and the column to sort by; most burns first at the start.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PlaceOrder {
    /// The column of the cursor.
    pub column: PlaceColumn,
    /// The column to sort by.
    pub by: PlaceColumn,
    /// Whether the largest come first.
    pub descending: bool,
}

impl Default for PlaceOrder {
    fn default() -> Self {
        Self { column: PlaceColumn::Burnt, by: PlaceColumn::Burnt, descending: true }
    }
}

impl PlaceOrder {
    /// Sorted by a column, the largest first.
    pub fn first_by(column: PlaceColumn) -> Self {
        Self { column, by: column, descending: true }
    }
}

/// The tables of places and the heat map.
#[derive(Clone, Debug, Default)]
pub struct Places {
    pub(crate) orders: HashMap<Panel, PlaceOrder>,
    /// The month at the cursor of the heat map, counted back from the last.
    pub(crate) month_back: usize,
}

/// The columns that a table of places can have, whatever the kind of data; none for other panels.
pub fn all_place_columns(panel: Panel) -> &'static [PlaceColumn] {
    use PlaceColumn::{Burnt, Claims, Customers, Id, Interval, Items, Name, Rate, Repeat, Returned, Revenue, Share};
    match panel.lists() {
        _ if !panel.sorts() => &[],
        Lists::Places(PlaceKind::Product) => &[Name, Customers, Claims, Items, Revenue, Share, Returned, Repeat],
        Lists::Places(PlaceKind::City) => &[Id, Name, Customers, Claims, Burnt, Revenue, Share, Repeat, Rate, Interval],
        Lists::Places(_) => &[Id, Name, Claims, Burnt, Revenue, Share, Repeat, Rate, Interval],
        _ => &[],
    }
}
