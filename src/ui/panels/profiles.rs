//! What sets each segment apart: mean, median or index (100 = all customers) of every feature.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};

use super::segment_table::marked_badge;
use super::{Context, flow, line};
use crate::analysis::Segmentation;
use crate::cluster::stability::Stability;
use crate::segments::Profile;
use crate::ui::charts::{Cell, Column, Row};
use crate::ui::feature::{title, value};
use crate::ui::text::{NONE, clean, clip_with, count, number, pad_right, percent};
use crate::ui::theme::Theme;

/// Columns of a stability bar.
const STABILITY: u16 = 4;

pub fn draw(context: &Context<'_>, area: Rect, buf: &mut Buffer) {
    if context.model.shows_flow() {
        return flow::draw(context, area, buf);
    }
    let theme = context.theme;
    let view = context.model.view(context.panel);
    let note = match view {
        0 => "mean and index (100 = all customers)",
        1 => "median",
        _ => "index (100 = all customers)",
    };
    let inner = context.frame("Profiles", note, area, buf);
    let Some(segmentation) = context.segmentation(inner, buf) else {
        return;
    };
    let names = order(segmentation);
    let mut columns = vec![
        Column::text("").min(2).max(2),
        Column::text("name").min(14),
        Column::number("size"),
        Column::number("share").priority(4),
        Column::number("burn rate").priority(2),
        Column::number("of burns").priority(3),
        Column::text("stability").min(9).priority(2),
    ];
    columns.extend(names.iter().enumerate().map(|(i, name)| {
        let chosen = segmentation.prepared.features.iter().any(|f| f == name);
        Column::number(title(name)).priority(if chosen { 1 } else { 5 + i.min(200) as u8 })
    }));
    let rows: Vec<Row<'_>> = segmentation
        .segments
        .list
        .iter()
        .map(|segment| {
            let mut cells = vec![
                Cell::from(marked_badge(context, segmentation, segment.id - 1)),
                Cell::from(segment.name.as_str()),
                Cell::from(count(segment.customers)),
                Cell::from(percent(segment.share, 0)),
                Cell::from(segment.burn_rate.map_or_else(|| NONE.to_owned(), |r| percent(r, 0))),
                Cell::from(segment.burnt_share.map_or_else(|| NONE.to_owned(), |r| percent(r, 0))),
                stability(theme, segment.stability),
            ];
            cells.extend(
                names.iter().map(|n| segment.feature(n).map_or_else(|| Cell::from(NONE), |p| cell(theme, p, view))),
            );
            Row::new(cells)
        })
        .collect();
    // The last row says why the segment under the cursor has its name.
    let foot = u16::from(usize::from(inner.height) > rows.len() + 1);
    let table = Rect { height: inner.height - foot, ..inner };
    context.table(&columns, &rows, 2, table, buf);
    let at = context.model.cursor(context.panel).min(rows.len().saturating_sub(1));
    if foot > 0
        && let Some(segment) = segmentation.segments.list.get(at)
    {
        let words = format!("{} {}: {}", segment.id, segment.name, segment.reason);
        let words = clip_with(&clean(&words), usize::from(inner.width), theme.glyphs.ellipsis()).into_owned();
        line(Line::styled(words, theme.dim), inner.height - 1, inner, buf);
    }
    context.age(inner, buf);
}

/// A small bar of the bootstrap Jaccard similarity, and the figure; nothing while it is not known.
fn stability(theme: &Theme, jaccard: Option<f64>) -> Cell<'static> {
    let Some(jaccard) = jaccard else { return Cell::from(NONE) };
    let style = match Stability::of(jaccard) {
        Stability::High | Stability::Stable => theme.bar,
        Stability::Pattern => theme.warning,
        Stability::Doubtful => theme.error,
    };
    Cell::from(Line::from(vec![
        Span::styled(pad_right(&theme.glyphs.bar(jaccard, STABILITY), usize::from(STABILITY)), style),
        Span::raw(format!(" {}", number(jaccard, 2))),
    ]))
}

/// The chosen features first, then the others, label codes left out.
fn order(segmentation: &Segmentation) -> Vec<&str> {
    let chosen = &segmentation.prepared.features;
    let Some(first) = segmentation.segments.list.first() else {
        return Vec::new();
    };
    let all = || first.profile.iter().map(|p| p.feature.as_str());
    let is_code = |name: &str| name.ends_with("_encoded");
    let is_chosen = |name: &str| chosen.iter().any(|c| c == name);
    all().filter(|n| is_chosen(n) && !is_code(n)).chain(all().filter(|n| !is_chosen(n) && !is_code(n))).collect()
}

/// A profile's figure in the chosen view. The index's colour says above or below, not good or bad.
fn cell(theme: &Theme, profile: &Profile, view: usize) -> Cell<'static> {
    let index = profile.index.map_or_else(|| NONE.to_owned(), |i| number(i, 0));
    let direction = match profile.index {
        Some(i) if i >= 120.0 => theme.above,
        Some(i) if i <= 80.0 => theme.below,
        _ => Style::new(),
    };
    match view {
        0 if profile.index.is_none() => Cell::from(value(&profile.feature, profile.mean)),
        0 => Cell::from(Line::from(vec![
            Span::raw(value(&profile.feature, profile.mean)),
            Span::styled(format!(" {index:>4}"), direction),
        ])),
        1 => Cell::from(value(&profile.feature, profile.median)),
        _ => Cell::from(Span::styled(index, direction)),
    }
}
