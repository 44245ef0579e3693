//! Customer flow: rows are the segments before, or of an earlier day, columns those on screen.
//!
//! ```text
//! ╭ Flow  86% stayed together, adjusted Rand index 0.71 ───╮
//! │    before           size    1■   2■   3■   4■  never   │
//! │ 1■ frequent burners    412   398    ·   14    ·      ·   │
//! │ 2■ occasional        310     ·  122    8  180      ·   │
//! │ frequent burners (412): 398 stayed as 1; 14 moved to 3   │
//! ╰────────────────────────────────────────────────────────╯
//! ```

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::{Paragraph, Widget, Wrap};

use super::context::Context;
use crate::app::selectors;
use crate::data::format_day;
use crate::segments::flow::{Flow, FlowGroup};
use crate::ui::charts::{Row, TableCell, TableColumn, TableWidget};
use crate::ui::theme::Theme;
use crate::wording::flow::{heading, sentence, together};
use crate::wording::text::{clean, compact, count, pad_left, width};

/// Rows of the sentence below the table.
const WORDS: u16 = 2;
/// The smallest width of a segment's name before columns are dropped.
const NAME: u16 = 10;
/// The title of the column that sums all columns that do not fit.
const REST: &str = "rest";

pub fn draw(context: &Context<'_>, area: Rect, buf: &mut Buffer) {
    let model = context.model;
    let flow = model.flow();
    let note = flow.map(together).unwrap_or_default();
    let day = model.compare_as_of.map(format_day);
    let title = match &day {
        Some(day) => format!("Migration since {day}"),
        None => "Flow".to_owned(),
    };
    let inner = context.frame(&title, &note, area, buf);
    if context.segmentation(inner, buf).is_none() {
        return;
    }
    let Some(flow) = flow else {
        let words = match (day, &model.migration) {
            (Some(_), Some(Err(why))) => clean(why).into_owned(),
            (Some(day), _) => format!("clustering the data as it was on {day}"),
            (None, _) => {
                "nothing has changed yet: after another K, other features or another filter, this shows where \
                          the customers of each segment went"
                    .to_owned()
            }
        };
        return context.say(&words, inner, buf);
    };
    let words = if inner.height > WORDS + 4 { WORDS } else { u16::from(inner.height > 3) };
    let table = Rect { height: inner.height - words, ..inner };
    let cursor = selectors::cursor(model, context.panel);
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
    // Complete numbers if all columns fit with them, otherwise short ones; then the last columns are summed.
    let room = usize::from(area.width).saturating_sub(2 + 1 + usize::from(NAME) + 1 + width(&count(largest)));
    let short: fn(u64) -> String = |n| compact(n as f64);
    let widths = |number: fn(u64) -> String| -> Vec<usize> {
        let wide = width(&number(largest)).max(2) + 1;
        let width =
            |group: &FlowGroup| if group.colour.is_some() { wide } else { wide.max(width(&heading(group)) + 1) };
        flow.new.iter().map(width).collect()
    };
    let whole = |widths: &[usize]| widths.iter().map(|w| w + 1).sum::<usize>();
    let number = if whole(&widths(count)) <= room { count } else { short };
    let widths = widths(number);
    let rest_width = widths.first().copied().unwrap_or(0).max(width(REST) + 1);
    let fitting = (0..flow.new.len()).rev().find(|n| whole(&widths[..*n]) + rest_width < room).unwrap_or(0);
    let shown = if whole(&widths) <= room { flow.new.len() } else { fitting };
    // The column of the cursor is always among those shown.
    let column = selectors::flow_column(context.model);
    let shown = (column + 1).saturating_sub(shown)..(column + 1).max(shown);
    let rest: Vec<&FlowGroup> = flow.new[..shown.start].iter().chain(&flow.new[shown.end..]).collect();

    let mut columns =
        vec![TableColumn::text("").min(2).max(2), TableColumn::text("").min(NAME).grow(), TableColumn::number("")];
    columns.extend((0..shown.len() + usize::from(!rest.is_empty())).map(|_| TableColumn::number("")));
    let mut head = vec![TableCell::default(), TableCell::from(before), TableCell::from("size")];
    head.extend(flow.new[shown.clone()].iter().map(|group| TableCell::from(sign(theme, group, true))));
    if !rest.is_empty() {
        head.push(TableCell::from(REST));
    }
    let visible = usize::from(area.height.saturating_sub(1));
    let first = context.first(flow.old.len(), visible);
    let is_marked = |column, row| selectors::is_marked(context.model, context.panel, Some(column))(row);
    context.hidden((first, visible, flow.old.len()), buf);
    let mut rows = vec![Row::new(head).style(theme.header)];
    for (row, old) in flow.old.iter().enumerate().skip(first).take(visible) {
        let here = context.focused && row == cursor;
        let cell = |customers: u64, wide: usize, (is_cursor, is_marked): (bool, bool)| {
            let share = if old.customers > 0 { customers as f64 / old.customers as f64 } else { 0.0 };
            // The text of a shaded cell could not be read on the cursor's background.
            let style = if here { theme.strong } else { theme.heat(share) };
            match customers {
                n if is_marked => {
                    let words = pad_left(&format!("{}{}", theme.glyphs.pick('✓', '*'), number(n)), wide);
                    let style = if here && is_cursor { theme.marked() } else { theme.accent };
                    TableCell::from(Span::styled(words, style))
                }
                n if here && is_cursor => TableCell::from(Span::styled(pad_left(&number(n), wide), theme.marked())),
                0 => TableCell::from(Span::styled(pad_left(theme.glyphs.pick("·", "."), wide), theme.dim)),
                n => TableCell::from(Span::styled(pad_left(&number(n), wide), style)),
            }
        };
        let mut cells = vec![
            TableCell::from(sign(theme, old, false)),
            TableCell::from(old.name.as_str()),
            TableCell::from(count(old.customers)),
        ];
        cells.extend(shown.clone().map(|at| {
            let marks = (at == column, is_marked(at, row));
            cell(flow.count(old.position, flow.new[at].position), widths[at], marks)
        }));
        if !rest.is_empty() {
            cells.push(cell(
                rest.iter().map(|new| flow.count(old.position, new.position)).sum(),
                rest_width,
                (false, false),
            ));
        }
        rows.push(Row::new(cells));
    }
    let at = context.focused.then_some(cursor + 1 - first);
    let table = TableWidget::new(theme, &columns, &rows).without_header().gap(1).cursor(at);
    context.rows(table.places(area).skip(1).map(|(row, place)| (first + row - 1, place)));
    table.render(area, buf);
}

/// `1■` in the colour of the segment; for customers outside, a short word, or a dot if a word does not fit.
fn sign(theme: &Theme, group: &FlowGroup, word: bool) -> Line<'static> {
    match (group.position.label(), group.colour) {
        (Some(label), Some(colour)) => {
            let mark = format!("{}{}", theme.segment_glyph(label), theme.glyphs.square());
            Line::styled(mark, theme.segment_style(colour))
        }
        _ if word => Line::styled(heading(group), theme.dim),
        _ => Line::styled(theme.glyphs.pick("·", "."), theme.dim),
    }
}
