//! Shares of customers by gender: a donut if there is room, otherwise a 100% bar, always with the numbers.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::Widget;

use super::context::{Context, line};
use crate::app::selectors;
use crate::data::Table;
use crate::measures::Group;
use crate::ui::charts::{Donut, part_style, stacked_bar_line};
use crate::wording::text::{clean, count, percent, width};

/// Columns between the donut and the numbers.
const GAP: u16 = 3;

pub fn draw(context: &Context<'_>, area: Rect, buf: &mut Buffer) {
    let (theme, summary) = (context.theme, &context.dataset.summary);
    let groups = selectors::ranked_groups(context.model, context.panel, summary);
    let total: u64 = groups.iter().map(|group| group.customers).sum();
    let inner = context.frame("Customers by gender", &format!("of {}", count(total)), area, buf);
    if !context.needs(Table::Customers, inner, buf) {
        return;
    }
    if total == 0 {
        let any = summary.kpis.customers > 0;
        return context.say(
            if any { "no customer has a known gender" } else { "no customer matches the filter" },
            inner,
            buf,
        );
    }
    let values: Vec<f64> = groups.iter().map(|group| group.customers as f64).collect();
    let names = groups.iter().map(|group| width(&clean(&group.name))).max().unwrap_or(0);
    let numbers = groups.iter().map(|group| width(&count(group.customers))).max().unwrap_or(0);
    let legend = (names + numbers) as u16 + 12;
    let ring = Rect { width: inner.width.saturating_sub(legend + GAP), ..inner };
    if let Some((columns, rows)) = Donut::size(theme.glyphs, ring) {
        Donut::new(theme, &values).centre(&count(total)).render(Rect { height: rows, ..ring }, buf);
        let list = Rect { x: inner.x + columns + GAP, width: inner.width - columns - GAP, ..inner };
        let height = usize::from(rows);
        let first = context.first(groups.len(), height);
        let top = height.saturating_sub(groups.len()) / 2;
        for (y, (at, group)) in groups.iter().enumerate().skip(first).take(height).enumerate() {
            let name = clean(&group.name);
            let text = format!(
                "{name}{}  {:>numbers$}  {:>6}",
                " ".repeat(names - width(&name)),
                count(group.customers),
                percent(group.customers as f64 / total as f64, 1),
            );
            let mark = Span::styled(format!("{} ", theme.segment_glyph(at)), theme.segment_style(at));
            let style = if context.cursor() == Some(at) { theme.selection } else { theme.text };
            let row = Rect { y: list.y + (top + y) as u16, height: 1, ..list }.intersection(list);
            context.rows([(at, row)]);
            line(Line::from(vec![mark, Span::styled(text, style)]), (top + y) as u16, list, buf);
        }
        return;
    }
    line(stacked_bar_line(theme, &values, inner.width), 0, inner, buf);
    let room = Rect { y: inner.y + 1, height: inner.height.saturating_sub(1), ..inner };
    // The counts are dropped if the lines would not hold all genders.
    let whole = items(context, &groups, total, true, room.width);
    let lines =
        if whole.len() > usize::from(room.height) { items(context, &groups, total, false, room.width) } else { whole };
    for (y, words) in lines.into_iter().enumerate() {
        line(words, y as u16, room, buf);
    }
}

/// The genders with their numbers, in as few lines as possible.
fn items(context: &Context<'_>, groups: &[&Group], total: u64, counts: bool, room: u16) -> Vec<Line<'static>> {
    let theme = context.theme;
    let mut lines: Vec<Line<'static>> = Vec::new();
    for (at, group) in groups.iter().enumerate() {
        let (ink, style) = part_style(theme, at);
        let n = if counts { format!(" {}", count(group.customers)) } else { String::new() };
        let text = format!("{}{n} {}", clean(&group.name), percent(group.customers as f64 / total as f64, 0));
        let words = if context.cursor() == Some(at) { theme.selection } else { theme.text };
        let item = [Span::styled(format!("{ink} "), style), Span::styled(text, words)];
        let needed = item.iter().map(|span| width(&span.content)).sum::<usize>();
        match lines.last_mut() {
            Some(last) if last.width() + 2 + needed <= usize::from(room) => {
                last.spans.push(Span::raw("  "));
                last.spans.extend(item);
            }
            _ => lines.push(Line::from(item.to_vec())),
        }
    }
    lines
}
