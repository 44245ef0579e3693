//! Where the customers of each old segment went: rows are the segments before, or of an earlier day, columns those on
//! screen.
//!
//! ```text
//! ╭ Flow  86 % stayed together, adjusted Rand index 0.71 ──╮
//! │    before           size    1■   2■   3■   4■  never   │
//! │ 1■ steady burners    412   398    ·   14    ·      ·   │
//! │ 2■ occasional        310     ·  122    8  180      ·   │
//! │ of 412 steady burners 398 stayed together as 1; ...    │
//! ╰────────────────────────────────────────────────────────╯
//! ```

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};
use ratatui::text::{Line, Span};
use ratatui::widgets::{Paragraph, Widget, Wrap};

use super::Context;
use crate::data::format_day;
use crate::segments::flow::{Flow, Group};
use crate::ui::charts::{Cell, Column, Row, Table, window};
use crate::ui::flow::{heading, sentence, together};
use crate::ui::text::{clean, compact, count, pad_left, width};
use crate::ui::theme::Theme;

/// Rows of the sentence below the table.
const WORDS: u16 = 2;
/// The name of a segment is not cut below this for more columns.
const NAME: u16 = 10;

pub fn draw(context: &Context<'_>, area: Rect, buf: &mut Buffer) {
    let model = context.model;
    let flow = model.flow();
    let note = flow.map(together).unwrap_or_default();
    let day = model.compare_as_of.map(format_day);
    let title = match (&day, context.dataset.summary.as_of) {
        (Some(day), Some(today)) => {
            format!("Migration {day} {} {}", context.theme.glyphs.right(), format_day(today))
        }
        _ => "Flow".to_owned(),
    };
    let inner = context.frame(&title, &note, area, buf);
    if context.segmentation(inner, buf).is_none() {
        return;
    }
    let Some(flow) = flow else {
        let words = match (day, &model.migration) {
            (Some(_), Some(Err(why))) => clean(why).into_owned(),
            (Some(day), _) => format!("clustering the data as it was on {day}"),
            (None, _) => "nothing has changed yet: after another K, other features or another filter, this shows where \
                          the customers of each segment went"
                .to_owned(),
        };
        return context.say(&words, inner, buf);
    };
    let words = if inner.height > WORDS + 4 { WORDS } else { u16::from(inner.height > 3) };
    let table = Rect { height: inner.height - words, ..inner };
    let cursor = model.cursor(context.panel);
    draw_table(context, flow, cursor, day.as_deref().unwrap_or("before"), table, buf);
    if let Some(old) = flow.old.get(cursor) {
        let below = Rect { y: table.bottom(), height: words, ..inner };
        let words = Paragraph::new(clean(&sentence(flow, old)).into_owned());
        words.style(context.theme.dim).wrap(Wrap { trim: true }).render(below, buf);
    }
    context.age(inner, buf);
}

fn draw_table(context: &Context<'_>, flow: &Flow, cursor: usize, before: &str, area: Rect, buf: &mut Buffer) {
    let theme = context.theme;
    let largest = flow.old.iter().map(|group| group.customers).max().unwrap_or(0);
    let heads: Vec<usize> = flow.new.iter().map(|group| 1 + width(&heading(group))).collect();
    // Whole numbers where all columns fit with them, else short ones; then the last columns become one.
    let room = usize::from(area.width).saturating_sub(3 + usize::from(NAME) + 1 + width(&count(largest)));
    let wide = |number: &dyn Fn(u64) -> String| heads.iter().copied().chain([width(&number(largest))]).max().unwrap_or(1) + 2;
    let short = |n: u64| compact(n as f64);
    let (number, wide): (&dyn Fn(u64) -> String, usize) =
        if wide(&count) * heads.len() <= room { (&count, wide(&count)) } else { (&short, wide(&short)) };
    let fitting = room / wide;
    let shown = if fitting >= flow.new.len() { flow.new.len() } else { fitting.saturating_sub(1) };
    let rest = &flow.new[shown..];

    let mut columns = vec![Column::text("").min(3).max(3), Column::text("").min(NAME).grow(), Column::number("")];
    columns.extend((0..shown + usize::from(!rest.is_empty())).map(|_| Column::number("")));
    let mut head = vec![Cell::default(), Cell::from(before), Cell::from("size")];
    head.extend(flow.new[..shown].iter().map(|group| Cell::from(sign(theme, group, wide))));
    if !rest.is_empty() {
        head.push(Cell::from(pad_left("rest ", wide)));
    }
    let visible = usize::from(area.height.saturating_sub(1));
    let first = window(cursor, 0, flow.old.len(), visible);
    let mut rows = vec![Row::new(head).style(theme.header)];
    for old in flow.old.iter().skip(first).take(visible) {
        let cell = |customers: u64| {
            let share = if old.customers > 0 { customers as f64 / old.customers as f64 } else { 0.0 };
            match customers {
                0 => Cell::from(Span::styled(pad_left(theme.glyphs.pick("· ", ". "), wide), theme.dim)),
                n => Cell::from(Span::styled(pad_left(&format!("{} ", number(n)), wide), theme.heat(share))),
            }
        };
        let paired = old.place.label().and_then(|label| flow.pairs[label]);
        let mut cells =
            vec![Cell::from(sign(theme, old, 2)), Cell::from(old.name.as_str()), Cell::from(count(old.customers))];
        cells.extend(flow.new[..shown].iter().map(|new| {
            let stayed = paired.is_some() && new.place.label() == paired;
            let style = if stayed { Style::new().add_modifier(Modifier::BOLD) } else { Style::new() };
            cell(flow.count(old.place, new.place)).style(style)
        }));
        if !rest.is_empty() {
            cells.push(cell(rest.iter().map(|new| flow.count(old.place, new.place)).sum()));
        }
        rows.push(Row::new(cells));
    }
    let at = context.focused.then_some(cursor + 1 - first);
    Table::new(theme, &columns, &rows).without_header().gap(0).cursor(at).render(area, buf);
}

/// `1■` in the colour of the segment, or the short word of those outside.
fn sign(theme: &Theme, group: &Group, wide: usize) -> Line<'static> {
    let (Some(label), Some(colour)) = (group.place.label(), group.colour) else {
        let word = if wide > 2 { format!("{} ", heading(group)) } else { theme.glyphs.pick("·", ".").to_owned() };
        return Line::styled(pad_left(&word, wide), theme.dim);
    };
    let mark = format!("{}{}", theme.segment_glyph(label), theme.glyphs.square());
    let after = if wide > 2 { " " } else { "" };
    Line::styled(format!("{}{after}", pad_left(&mark, wide - after.len())), theme.segment_style(colour))
}
