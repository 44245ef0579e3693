//! One customer as a row of a table: the panel of all customers and every list that is opened begin with the same cells
//! and write values the same way.

use std::sync::Arc;

use ratatui::text::Line;

use super::charts::{Cell, Column};
use super::feature::{is_span, value};
use super::panels::badge;
use super::text::{NONE, number};
use super::theme::Theme;
use crate::analysis::Segmentation;
use crate::measures::Features;

/// Columns of [`lead`].
pub fn lead_columns() -> [Column; 3] {
    [Column::number("id"), Column::text("").min(2).max(2), Column::text("segment").min(14).max(18).priority(1)]
}

/// Id, and badge and name of the segment, or why the customer is in none.
pub fn lead<'a>(
    theme: &Theme,
    features: &'a Features,
    segmentation: Option<&'a Arc<Segmentation>>,
    customer: usize,
) -> [Cell<'a>; 3] {
    let label = segmentation.and_then(|s| s.segments.of_customer.get(customer).copied().flatten());
    let (mark, segment) = if let (Some(s), Some(label)) = (segmentation, label) {
        let segment = s.segments.list.get(label as usize).map_or("", |s| s.name.as_str());
        (badge(theme, s, label as usize), segment)
    } else {
        let why = outside(segmentation, features.active[customer], customer);
        (Line::from(theme.glyphs.pick("·", ".")), why)
    };
    [Cell::from(features.customer_ids[customer].as_str()), Cell::from(mark), Cell::from(segment)]
}

/// Why a customer is in no segment.
fn outside(segmentation: Option<&Arc<Segmentation>>, active: bool, customer: usize) -> &'static str {
    match segmentation.and_then(|s| s.prepared.matrix.row_of.get(customer)) {
        Some(Some(_)) => "noise",
        Some(None) if active => "missing value",
        _ if active => "",
        _ => "never active",
    }
}

/// One customer's own value: whole numbers without decimals.
pub fn plain(feature: &str, v: f64, integer: bool) -> String {
    if v.is_nan() {
        NONE.to_owned()
    } else if integer && !is_span(feature) {
        number(v, 0)
    } else {
        value(feature, v)
    }
}
