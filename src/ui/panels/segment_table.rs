//! The segments as a table: number and colour, name, size, and the most distinctive features.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::context::Context;
use crate::analysis::Segmentation;
use crate::data::Kind;
use crate::measures::Features;
use crate::segments::{Profile, Segment};
use crate::ui::badge::badge;
use crate::ui::charts::{Row, TableCell, TableColumn};
use crate::ui::key_figures::verdict;
use crate::wording::feature::{of_events, title, value};
use crate::wording::money::{Room, money};
use crate::wording::text::{NONE, clip_with, count, percent};

/// Least width of names: columns are left out before most names are clipped.
pub const LEAST_NAME: u16 = 20;
/// Longest head of a column of the data, and where there is room.
const LONGEST: [usize; 2] = [12, 18];
/// From this width there is room for long heads.
const WIDE: u16 = 64;

pub fn draw(context: &Context<'_>, area: Rect, buf: &mut Buffer) {
    let note = verdict(context.model);
    let inner = context.frame("Segments", &note, area, buf);
    let Some(segmentation) = context.segmentation(inner, buf) else {
        return;
    };
    let features = shown(segmentation, &segmentation.features);
    let with_rate = segmentation.features.kind == Kind::Coupons && context.dataset.summary.has_rates();
    let mut columns = vec![
        TableColumn::text("").min(2).max(2),
        TableColumn::text("name").min(LEAST_NAME).grow(),
        TableColumn::number("size"),
    ];
    // A column of the data may have a long name; the segment's own needs the room.
    let longest = LONGEST[usize::from(inner.width >= WIDE)];
    let head = |name: &&str| clip_with(title(name), longest, context.theme.glyphs.ellipsis()).into_owned();
    columns.extend(features.iter().map(|name| TableColumn::number(&head(name)).priority(1)));
    if with_rate {
        columns.insert(4.min(columns.len()), TableColumn::number("burn").priority(2));
    }
    let mut rows: Vec<Row<'_>> = segmentation
        .segments
        .list
        .iter()
        .map(|segment| {
            let mut cells = vec![
                TableCell::from(badge(context.theme, segmentation, segment.id - 1)),
                TableCell::from(segment.name.as_str()),
                TableCell::from(count(segment.customers)),
            ];
            cells.extend(features.iter().map(|name| TableCell::from(mean(segment, name))));
            if with_rate {
                let rate = percent(segment.burn_rate.unwrap_or(f64::NAN), 0);
                cells.insert(4.min(cells.len()), TableCell::from(rate));
            }
            Row::new(cells)
        })
        .collect();
    for (customers, name) in outside(segmentation) {
        rows.push(
            Row::new([
                TableCell::from(context.theme.glyphs.pick("·", ".")),
                TableCell::from(name),
                TableCell::from(count(customers)),
            ])
            .style(context.theme.dim),
        );
    }
    context.table(&columns, &rows, 1, inner, buf);
    context.age(inner, buf);
}

/// Number of rows of the table.
pub fn rows(segmentation: &Segmentation) -> usize {
    segmentation.segments.list.len() + outside(segmentation).len()
}

/// Customers without a segment, and why.
fn outside(segmentation: &Segmentation) -> Vec<(u64, &'static str)> {
    let segments = &segmentation.segments;
    let all = [
        (segments.noise, segmentation.outside()),
        (segments.inactive, "never active"),
        (segments.left_out, "missing value"),
    ];
    all.into_iter().filter(|(customers, _)| *customers > 0).collect()
}

/// The features in the table.
fn shown<'f>(segmentation: &'f Segmentation, features: &Features) -> Vec<&'f str> {
    match of_events(features) {
        of_events if of_events.is_empty() => {
            segmentation.prepared.features.iter().map(String::as_str).take(3).collect()
        }
        of_events => of_events,
    }
}

/// A segment's mean of a feature, with its unit; amounts are short, as the names need the room.
fn mean(segment: &Segment, feature: &str) -> String {
    if feature == "amount_total" {
        let short = |p: &Profile| money(p.mean, segment.currency.as_deref(), Room::Short);
        return segment.feature(feature).map_or_else(|| NONE.to_owned(), short);
    }
    segment.feature(feature).map_or_else(|| NONE.to_owned(), |p| value(feature, p.mean, segment.currency.as_deref()))
}
