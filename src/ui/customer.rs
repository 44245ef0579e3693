//! One customer as cells of a table, attribute by attribute.

use ratatui::text::{Line, Span};

use super::badge::badge;
use super::charts::{Align, TableCell, TableColumn};
use super::theme::Theme;
use crate::aggregate::sql::Cell;
use crate::analysis::{Attribute, ListedCustomer, Page, Segmentation};
use crate::data::PlaceLevel;
use crate::measures::Features;
use crate::wording::feature::{has_no_unit, title, value};
use crate::wording::text::{NONE, number, percent};

/// The title of an attribute's column; `place` is what its cities are.
pub fn heading(attribute: &Attribute, place: PlaceLevel) -> &str {
    match attribute {
        Attribute::Id => "id",
        Attribute::Segment => "segment",
        Attribute::Silhouette => "silhouette",
        Attribute::NextBest => "next best",
        Attribute::City => place.into(),
        Attribute::Gender => "gender",
        Attribute::Feature(name) => title(name),
        Attribute::Category(name) => name,
    }
}

/// The column of an attribute: text may be clipped, numbers may not.
pub fn column(attribute: &Attribute, place: PlaceLevel) -> TableColumn {
    let heading = heading(attribute, place);
    match attribute {
        Attribute::Segment => TableColumn::text(heading).min(23).max(27),
        Attribute::City => TableColumn::text(heading).min(12).max(18),
        Attribute::Gender => TableColumn::text(heading).min(6).max(10),
        Attribute::Category(_) => TableColumn::text(heading).min(6).max(16),
        Attribute::Id => TableColumn::number(heading).align(Align::Right),
        _ => TableColumn::number(heading),
    }
}

/// The customer's value of an attribute.
pub fn cell<'a>(
    theme: &Theme,
    features: &'a Features,
    segmentation: Option<&'a Segmentation>,
    customer: usize,
    attribute: &Attribute,
) -> TableCell<'a> {
    let row = || segmentation?.prepared.matrix.row_of.get(customer).copied().flatten().map(|row| row as usize);
    let name = |names: &'a [String], code: Option<u32>| {
        TableCell::from(code.and_then(|code| names.get(code as usize)).map_or("(none)", String::as_str))
    };
    match attribute {
        Attribute::Id => TableCell::from(features.customer_ids.text(customer).into_owned()),
        Attribute::Segment => TableCell::from(segment(theme, features, segmentation, customer)),
        Attribute::Silhouette => {
            let rows = segmentation.and_then(|s| s.clustering.silhouette.as_ref()).map(|s| &s.rows);
            let own = rows.zip(row()).map_or(f64::NAN, |(rows, row)| rows[row]);
            TableCell::from(number(own, 3)).style(if own < 0.0 { theme.warning } else { theme.text })
        }
        Attribute::NextBest => {
            let second = segmentation.zip(row()).and_then(|(s, row)| {
                let (label, probability) = s.clustering.mixture()?.memberships.get(row)?.second?;
                let mut words = badge(theme, s, label as usize);
                words.push_span(Span::raw(format!(" {:>5}", percent(probability, 0))));
                Some(words)
            });
            TableCell::from(second.unwrap_or_else(|| Line::from(NONE)))
        }
        Attribute::City => name(&features.city_names, features.city[customer]),
        Attribute::Gender => name(&features.gender_names, features.gender[customer]),
        Attribute::Category(wanted) => {
            let column = features.categorical.iter().find(|column| column.name == *wanted);
            let word = column.and_then(|column| column.words.get(usize::from(column.codes[customer]?)));
            TableCell::from(word.map_or("(none)", String::as_str))
        }
        Attribute::Feature(wanted) => match features.get(wanted) {
            Some(own) => {
                TableCell::from(plain(wanted, own.values[customer], own.integer, features.currency.as_deref()))
            }
            None => TableCell::from(NONE),
        },
    }
}

/// The value of an attribute of a customer of a page.
pub fn cell_of_page<'a>(
    theme: &Theme,
    features: &Features,
    segmentation: Option<&'a Segmentation>,
    (page, customer): (&Page, &'a ListedCustomer),
    attribute: &Attribute,
) -> TableCell<'a> {
    let currency = features.currency.as_deref();
    match (attribute, page.value(customer, attribute)) {
        (Attribute::Id, _) => TableCell::from(customer.id.as_str()),
        (Attribute::Segment, _) => TableCell::from(match (segmentation, customer.segment) {
            (Some(segmentation), Ok(label)) => named(theme, segmentation, label),
            (_, why) => none(theme, why.err().unwrap_or_default()),
        }),
        (Attribute::Feature(name), Some(Cell::Number(value))) => {
            let integer = features.get(name).is_some_and(|column| column.integer);
            TableCell::from(plain(name, *value, integer, currency))
        }
        (Attribute::Feature(_), _) => TableCell::from(NONE),
        (_, Some(Cell::Word(word))) => TableCell::from(word.as_str()),
        _ => TableCell::from("(none)"),
    }
}

/// Badge and name of the customer's segment, or why the customer has none.
pub fn segment<'a>(
    theme: &Theme,
    features: &Features,
    segmentation: Option<&'a Segmentation>,
    customer: usize,
) -> Line<'a> {
    let label = segmentation.and_then(|s| s.segments.of_customer.get(customer).copied().flatten());
    if let (Some(s), Some(label)) = (segmentation, label) {
        return named(theme, s, label as usize);
    }
    let outlier = segmentation.filter(|s| s.prepared.outliers.binary_search(&customer).is_ok());
    let why = match segmentation.and_then(|s| s.prepared.matrix.row_of.get(customer)) {
        Some(Some(_)) => "noise",
        Some(None) if outlier.is_some() => "outlier",
        Some(None) if features.active[customer] => "missing value",
        _ if features.active[customer] => "",
        _ => "never active",
    };
    none(theme, why)
}

/// Badge and name of a segment.
fn named<'a>(theme: &Theme, segmentation: &'a Segmentation, label: usize) -> Line<'a> {
    let name = segmentation.segments.list.get(label).map_or("", |segment| segment.name.as_str());
    let mut line = badge(theme, segmentation, label);
    line.push_span(Span::raw(format!(" {name}")));
    line
}

/// Why there is no segment.
fn none<'a>(theme: &Theme, why: &str) -> Line<'a> {
    Line::from(format!("{}  {why}", theme.glyphs.pick("·", ".")))
}

/// A value of one customer: whole numbers without decimals.
pub fn plain(feature: &str, v: f64, integer: bool, currency: Option<&str>) -> String {
    if v.is_nan() {
        NONE.to_owned()
    } else if integer && has_no_unit(feature) {
        number(v, 0)
    } else {
        value(feature, v, currency)
    }
}
