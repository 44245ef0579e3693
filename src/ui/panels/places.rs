//! Where coupons are burnt: branches, cities and merchants as tables, most burns first.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::{Context, in_sight};
use crate::app::Panel;
use crate::data::Table;
use crate::ui::charts::{Cell, Column, Row, Table as TableWidget};
use crate::ui::text::{NONE, count, percent};

/// One place, whatever its kind.
struct Line<'a> {
    id: &'a str,
    name: &'a str,
    customers: Option<u64>,
    claims: u64,
    burnt: u64,
    rate: Option<f64>,
}

pub fn draw(context: &Context<'_>, area: Rect, buf: &mut Buffer) {
    let summary = &context.dataset.summary;
    let none = "(none)";
    let place = |p: &'static str, name| (p, name);
    let (title, name) = match context.panel {
        Panel::Branches => place("Top branches by burns", "merchant"),
        Panel::BranchTable => place("Branches", "merchant"),
        Panel::CityTable => place("Cities", "city"),
        _ => place("Merchants", "merchant"),
    };
    let lines: Vec<Line<'_>> = match context.panel {
        Panel::CityTable => summary
            .cities
            .iter()
            .map(|c| Line {
                id: c.id.as_deref().unwrap_or(""),
                name: &c.name,
                customers: Some(c.customers),
                claims: c.transactions,
                burnt: c.burnt,
                rate: c.burn_rate,
            })
            .collect(),
        panel => {
            let of_branches = panel != Panel::Merchants;
            let places = if of_branches { &summary.branches } else { &summary.merchants };
            places
                .iter()
                .map(|p| {
                    let merchant = p.merchant.as_ref().and_then(|m| m.as_deref());
                    let name = if of_branches { p.name.as_deref().or(merchant) } else { p.name.as_deref() };
                    Line {
                        id: p.id.as_deref().unwrap_or(""),
                        name: name.unwrap_or(none),
                        customers: None,
                        claims: p.transactions,
                        burnt: p.burnt,
                        rate: p.burn_rate,
                    }
                })
                .collect()
        }
    };
    let visible = TableWidget::visible_rows(area.height.saturating_sub(2));
    let inner = context.frame(title, &in_sight(visible, lines.len()), area, buf);
    if !context.needs(Table::Transactions, inner, buf) {
        return;
    }
    if lines.is_empty() {
        return context.say("no transaction names one", inner, buf);
    }
    table(context, name, &lines, inner, buf);
}

fn table(context: &Context<'_>, name: &str, lines: &[Line<'_>], area: Rect, buf: &mut Buffer) {
    let theme = context.theme;
    let full = context.panel != Panel::Branches;
    let mut columns =
        vec![Column::number("#").priority(3), Column::number("id").priority(2), Column::text(name).min(14).grow()];
    if context.panel == Panel::CityTable {
        columns.push(Column::number("cust.").priority(4));
    }
    if full {
        columns.push(Column::number("claims").priority(3));
    }
    columns.push(Column::number("burnt"));
    columns.push(Column::number("rate").priority(1));
    let peak = lines.iter().map(|l| l.burnt).max().unwrap_or(0).max(1) as f64;
    if full {
        columns.push(Column::text("").min(6).max(20).priority(5));
    }
    let rank = ranks(lines);
    let rows: Vec<Row<'_>> = lines
        .iter()
        .zip(rank)
        .map(|(l, rank)| {
            let mut cells = vec![Cell::from(rank), Cell::from(l.id), Cell::from(l.name)];
            if let Some(customers) = l.customers {
                cells.push(Cell::from(count(customers)));
            }
            if full {
                cells.push(Cell::from(count(l.claims)));
            }
            cells.push(Cell::from(count(l.burnt)).style(theme.strong));
            cells.push(Cell::from(l.rate.map_or_else(|| NONE.to_owned(), |r| percent(r, 0))));
            if full {
                cells.push(Cell::bar(l.burnt as f64 / peak, theme.burnt));
            }
            Row::new(cells)
        })
        .collect();
    context.table(&columns, &rows, if area.width < 44 { 1 } else { 2 }, area, buf);
}

/// Places by burns; equal burns share a place, marked with `=`.
fn ranks(lines: &[Line<'_>]) -> Vec<String> {
    let tied = |i: usize, j: Option<usize>| j.and_then(|j| lines.get(j)).is_some_and(|l| l.burnt == lines[i].burnt);
    let mut rank = 0;
    (0..lines.len())
        .map(|i| {
            if !tied(i, i.checked_sub(1)) {
                rank = i + 1;
            }
            let tie = tied(i, i.checked_sub(1)) || tied(i, Some(i + 1));
            format!("{}{rank}", if tie { "=" } else { "" })
        })
        .collect()
}
