//! The genders of each city's customers as a 100% bar, with the numbers beside it.
//!
//! ```text
//! ╭ Cities by gender  13 of 20 ──────────────────────────╮
//! │ city     cust.                      █ Female  ▓ Male  │
//! │ Cairo      210  ██████████▓▓▓▓▓▓▓▓▓      52%     48%  │
//! ```

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::Line;

use super::context::Context;
use crate::app::selectors;
use crate::data::Table;
use crate::ui::charts::{Row, TableCell, TableColumn, part_style, stacked_bar_line};
use crate::wording::text::{count, percent, width};

/// Genders that have a column of numbers.
const NAMED: usize = 4;
/// Smallest width of a city's name; beyond it a share is more useful.
const LEAST_NAME: u16 = 8;
/// A bar with fewer columns shows nothing.
const LEAST_BAR: usize = 8;

pub fn draw(context: &Context<'_>, area: Rect, buf: &mut Buffer) {
    let (theme, summary) = (context.theme, &context.dataset.summary);
    let lines = selectors::listed_places(context.model, context.panel, summary);
    let inner = context.frame("Cities by gender", "", area, buf);
    if !context.needs(Table::Customers, inner, buf) {
        return;
    }
    if lines.is_empty() {
        return context.say_nothing(context.unknown_places(), inner, buf);
    }
    // A gender without customers needs no column.
    let mut genders: Vec<(usize, String)> = summary
        .genders
        .iter()
        .enumerate()
        .filter(|(_, gender)| gender.customers > 0)
        .take(NAMED)
        .map(|(at, gender)| (at, format!("{} {}", part_style(theme, at).0, gender.name)))
        .collect();
    let names = lines.iter().map(|line| width(line.called())).max().unwrap_or(0).clamp(4, 14);
    let most = lines.iter().filter_map(|line| line.customers).max().unwrap_or(0);
    let room = |genders: &[(usize, String)]| {
        let numbers = genders.iter().map(|(_, name)| width(name).max(5) + 2).sum::<usize>();
        usize::from(inner.width).saturating_sub(names + width(&count(most)).max(5) + 4 + numbers).min(40)
    };
    // The numbers of the rarest gender are dropped first; the bar still shows it.
    while room(&genders) < LEAST_BAR && genders.len() > 2 {
        genders.pop();
    }
    let bar = room(&genders);

    let mut columns = vec![TableColumn::text("city").min(LEAST_NAME).max(names as u16), TableColumn::number("cust.")];
    if bar >= LEAST_BAR {
        columns.push(TableColumn::text("").min(bar as u16).max(bar as u16).priority(9));
    }
    columns.extend(genders.iter().enumerate().map(|(i, (at, name))| {
        let ink = part_style(theme, *at).1;
        TableColumn::number(name).priority(i as u8 + 1).style(ink)
    }));
    let rows: Vec<Row<'_>> = lines
        .iter()
        .map(|line| {
            let customers = line.customers.unwrap_or(0);
            let mut cells = vec![TableCell::from(line.called()), TableCell::from(count(customers))];
            if bar >= LEAST_BAR {
                let parts: Vec<f64> = line.genders.iter().map(|n| *n as f64).collect();
                let strip: Line<'static> = stacked_bar_line(theme, &parts, bar as u16);
                cells.push(TableCell::from(strip));
            }
            cells.extend(genders.iter().map(|(at, _)| {
                let of = line.genders.get(*at).copied().unwrap_or(0);
                let share = (customers > 0).then(|| of as f64 / customers as f64);
                TableCell::from(percent(share.unwrap_or(f64::NAN), 0))
            }));
            Row::new(cells)
        })
        .collect();
    context.table(&columns, &rows, 2, inner, buf);
}
