//! Segment profiles: mean, median, index (100 = all customers) or quartiles of every feature, the most distinctive
//! first. Below the table, what to do about the segment at the cursor.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::context::{Context, line};
use super::flow;
use super::segment_table::LEAST_NAME;
use crate::analysis::Segmentation;
use crate::app::selectors;
use crate::cluster::Verdict;
use crate::cluster::stability::Stability;
use crate::data::Kind;
use crate::segments::{Profile, advise};
use crate::ui::badge::{badge, signed_index};
use crate::ui::charts::{QuartileStrip, Row, TableCell, TableColumn};
use crate::ui::theme::Theme;
use crate::wording::feature::{in_no_mean, not_used, title, value};
use crate::wording::money::Room;
use crate::wording::text::{NONE, clean, count, number, pad_right, percent, wrapped};

/// Columns of a stability bar.
const STABILITY: u16 = 4;
/// Columns of a quartile strip.
const STRIP: u16 = 14;
/// Fewest rows of the table: its header and three segments.
const LEAST_TABLE: usize = 4;
/// The view of strips, among [`Panel::views`](crate::app::Panel::views).
const QUARTILES: usize = 3;

pub fn draw(context: &Context<'_>, area: Rect, buf: &mut Buffer) {
    if context.model.shows_flow() {
        return flow::draw(context, area, buf);
    }
    let theme = context.theme;
    let view = context.model.view(context.panel);
    let note = match view {
        0 => "mean and index (100 = all customers)",
        1 => "median",
        2 => "index (100 = all customers)",
        _ => "the middle half of the customers, from the first to the third quartile",
    };
    let unrated = context.unrated();
    let both = unrated.map(|why| format!("{note}, {why}"));
    let notes: Vec<String> = both.into_iter().chain(unrated.map(str::to_owned)).chain([note.to_owned()]).collect();
    let inner = context.frame_with("Profiles", &notes, area, buf);
    let Some(segmentation) = context.segmentation(inner, buf) else {
        return;
    };
    let names = segmentation.segments.telling_features();
    let kind = context.dataset.summary.kind;
    let mut columns = vec![
        TableColumn::text("").min(2).max(2),
        TableColumn::text("name").min(LEAST_NAME),
        TableColumn::number("size"),
    ];
    if view != QUARTILES {
        let number = |header, priority| TableColumn::number(header).priority(priority);
        columns.push(number("share", 4));
        match kind {
            Kind::Coupons => {
                columns.extend(unrated.is_none().then(|| number("burn rate", 1)));
                columns.push(number("of burns", 3));
            }
            Kind::Purchases => columns.extend([number("revenue", 1), number("of revenue", 3)]),
            Kind::Customers => {}
        }
        columns.push(TableColumn::text("stability").min(9).priority(2));
    }
    columns.extend(names.iter().enumerate().map(|(i, name)| {
        // The two most distinctive features stay longest, and the third one as long as how stable the segment is.
        let priority = [1, 1, 2].get(i).copied().unwrap_or(5 + i.min(200) as u8);
        let column = if view == QUARTILES {
            TableColumn::text(title(name)).min(STRIP).max(STRIP)
        } else {
            TableColumn::number(title(name))
        };
        column.priority(priority)
    }));
    let rows: Vec<Row<'_>> = segmentation
        .segments
        .list
        .iter()
        .map(|segment| {
            let mut cells = vec![
                TableCell::from(badge(context.theme, segmentation, segment.id - 1)),
                TableCell::from(segment.name.as_str()),
                TableCell::from(count(segment.customers)),
            ];
            if view != QUARTILES {
                cells.push(TableCell::from(percent(segment.share, 0)));
                let rate = |rate: Option<f64>| TableCell::from(percent(rate.unwrap_or(f64::NAN), 0));
                match kind {
                    Kind::Coupons => {
                        cells.extend(unrated.is_none().then(|| rate(segment.burn_rate)));
                        cells.push(rate(segment.burnt_share));
                    }
                    Kind::Purchases => {
                        let money = |revenue| context.money(revenue, Room::Short);
                        cells.push(TableCell::from(segment.revenue.map_or_else(|| NONE.to_owned(), money)));
                        let of_all = segmentation.all_revenue(context.dataset.summary.kpis.amount);
                        let of_all = of_all.filter(|all| *all > 0.0);
                        cells.push(rate(segment.revenue.zip(of_all).map(|(revenue, all)| revenue / all)));
                    }
                    Kind::Customers => {}
                }
                cells.push(stability(theme, segment.stability));
            }
            cells.extend(names.iter().map(|name| match segment.feature(name) {
                Some(profile) if view == QUARTILES => {
                    TableCell::from(strip(theme, segmentation, segment.id - 1, profile))
                }
                Some(profile) => cell(theme, profile, view, segment.currency.as_deref()),
                None => TableCell::from(NONE),
            }));
            Row::new(cells)
        })
        .collect();
    let (words, foot) = foot(context, segmentation, inner);
    let table = Rect { height: inner.height - foot as u16, ..inner };
    context.table(&columns, &rows, 2, table, buf);
    for (words, y) in words.into_iter().take(foot).zip(table.height..) {
        line(Line::styled(words, theme.dim), y, inner, buf);
    }
    context.age(inner, buf);
}

/// What is below the table, in lines, and in how many rows: what to do about the segment at the cursor, complete, and at
/// the same place for all segments. Rows of the table, which scrolls, give way to it before its sentences do. Why the
/// segment has its name follows, in sentences that fit whole while the table keeps half of the rows.
fn foot(context: &Context<'_>, segmentation: &Segmentation, inner: Rect) -> (Vec<String>, usize) {
    let (width, height) = (usize::from(inner.width), usize::from(inner.height));
    let segments = segmentation.segments.list.len();
    let at = selectors::cursor(context.model, context.panel).min(segments.saturating_sub(1));
    let advised = |label| advice(context, segmentation, label, width);
    let reasoned = |label| reasons(segmentation, label, width);
    let most = (0..segments).map(|label| advised(label).len()).max().unwrap_or(0);
    let complete = |label| advised(label).len() + reasoned(label).iter().map(Vec::len).sum::<usize>();
    let wanted = (0..segments).map(complete).max().unwrap_or(0);
    let beside = height.saturating_sub(segments + 1).max(height / 2);
    let foot = wanted.min(beside).max(most.min(height.saturating_sub(LEAST_TABLE)));
    let mut words = advised(at);
    if words.len() > foot {
        words.truncate(foot);
        if let Some(last) = words.last_mut() {
            *last = context.goes_on(last, width);
        }
        return (words, foot);
    }
    for sentence in reasoned(at) {
        if words.len() + sentence.len() <= foot {
            words.extend(sentence);
        }
    }
    (words, foot)
}

/// What to do about a segment, with what speaks against it, in lines.
fn advice(context: &Context<'_>, segmentation: &Segmentation, label: usize, columns: usize) -> Vec<String> {
    let Some(segment) = segmentation.segments.list.get(label) else { return Vec::new() };
    let verdict = context.model.verdict().unwrap_or(Verdict::Pending);
    let evidence = context.model.budget.evidence(segmentation, label);
    let advice = advise(segment, &segmentation.segments, verdict, evidence);
    let mut lines = wrapped(&clean(&format!("{} {}: {}", segment.id, advice.action, advice.reason)), columns);
    lines.extend(advice.caution.into_iter().flat_map(|caution| wrapped(&clean(&format!("But: {caution}")), columns)));
    lines
}

/// Why a segment has its name, and which features and customers are left out: sentences in lines.
fn reasons(segmentation: &Segmentation, label: usize, columns: usize) -> Vec<Vec<String>> {
    let named = segmentation.segments.list.get(label).map(|of| format!("named {}: {}", of.name, of.reason));
    let all = named.into_iter().chain(not_used(&segmentation.features_left()));
    all.chain(in_no_mean(&segmentation.segments)).map(|words| wrapped(&clean(&words), columns)).collect()
}

/// A small bar of the bootstrap Jaccard similarity, and its value; empty until it is known.
fn stability(theme: &Theme, jaccard: Option<f64>) -> TableCell<'static> {
    let Some(jaccard) = jaccard else { return TableCell::from(NONE) };
    let style = match Stability::of(jaccard) {
        Stability::High | Stability::Stable => theme.bar,
        Stability::Pattern => theme.warning,
        Stability::Doubtful => theme.error,
    };
    TableCell::from(Line::from(vec![
        Span::styled(pad_right(&theme.glyphs.bar(jaccard, STABILITY), usize::from(STABILITY)), style),
        Span::raw(format!(" {}", number(jaccard, 2))),
    ]))
}

/// The middle half of the segment on an axis that all segments share, with the mean of all customers marked.
fn strip(theme: &Theme, segmentation: &Segmentation, label: usize, profile: &Profile) -> Line<'static> {
    let segments = &segmentation.segments;
    let slot = segmentation.colours.get(label).copied().unwrap_or(label);
    let strip = QuartileStrip {
        axis: segments.quartile_range(&profile.feature),
        quartiles: [profile.p25, profile.median, profile.p75],
        mark: None,
    };
    strip.line(theme, STRIP, theme.segment_style(slot))
}

/// The value of a profile in the selected view.
fn cell(theme: &Theme, profile: &Profile, view: usize, currency: Option<&str>) -> TableCell<'static> {
    let value = |of: f64| value(&profile.feature, of, currency);
    match view {
        0 if profile.index.is_none() => TableCell::from(value(profile.mean)),
        0 => TableCell::from(Line::from(vec![Span::raw(value(profile.mean)), signed_index(theme, profile.index)])),
        1 => TableCell::from(value(profile.median)),
        _ => TableCell::from(signed_index(theme, profile.index)),
    }
}
