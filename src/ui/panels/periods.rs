//! Claims and burns by period as a table, newest first.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::context::Context;
use crate::data::{Table, format_day};
use crate::ui::charts::{Row, TableCell, TableColumn};
use crate::wording::money::Room;
use crate::wording::text::{count, percent, signed_percent, width};

pub fn draw(context: &Context<'_>, area: Rect, buf: &mut Buffer) {
    let theme = context.theme;
    let (periods, _) = context.dataset.summary.periods_to_date(context.model.granularity);
    let mature_until = context.dataset.summary.mature_until();
    let note = match mature_until {
        Some(day) => format!("burn rates are mature until {}", format_day(day)),
        None => format!("{} periods", count(periods.len() as u64)),
    };
    let title = format!("Per {}", context.model.granularity);
    let inner = context.frame(&context.with_view(&title, &note, area.width), &note, area, buf);
    if !context.needs(Table::Transactions, inner, buf) {
        return;
    }
    // Names of periods have one width, and cannot be read without their end.
    let key = periods.first().map_or(0, |p| width(&p.period)) as u16;
    let spends = context.dataset.summary.kpis.amount.is_some();
    let mut columns = vec![
        TableColumn::text("period").min(key),
        TableColumn::number("claims"),
        TableColumn::text("").min(6).max((inner.width / 3).max(24)).priority(6),
        TableColumn::number("change").priority(5),
        TableColumn::number("active").priority(7),
        TableColumn::number("burnt").priority(4),
    ];
    let is_rated = context.unrated().is_none();
    columns.extend(is_rated.then(|| TableColumn::number("rate").priority(2)));
    columns.push(TableColumn::number("burns").priority(1));
    columns.extend(spends.then(|| TableColumn::number("spend").priority(2)));
    columns.push(TableColumn::text("").priority(3).min(9));
    let most = periods.iter().map(|p| p.claims).max().unwrap_or(0).max(1) as f64;
    let begins = context.dataset.summary.sight.begins.unwrap_or(0);
    let rows: Vec<Row<'_>> = (0..periods.len())
        .rev()
        .map(|at| {
            let p = &periods[at];
            // Incomplete periods are not compared.
            let before = at.checked_sub(1).map(|before| &periods[before]).filter(|before| before.first_day >= begins);
            let change = before.filter(|before| !p.partial && before.claims > 0);
            let change = change.map(|before| p.claims as f64 / before.claims as f64 - 1.0);
            let rate = percent(p.burn_rate().unwrap_or(f64::NAN), 0);
            // The rate is not final: more of its claims may still be burnt.
            let not_final = p.burn_rate().is_some() && mature_until.is_some_and(|day| p.last_day > day);
            let state = match p.partial {
                true => "partial",
                false if not_final => "not final",
                false => "",
            };
            let mut cells = vec![
                TableCell::from(p.period.as_str()),
                TableCell::from(count(p.claims)),
                TableCell::bar(p.claims as f64 / most, theme.claims),
                TableCell::from(signed_percent(change.unwrap_or(f64::NAN), 0)).style(theme.dim),
                TableCell::from(count(p.active_customers)),
                TableCell::from(count(p.status_burnt)),
            ];
            let rate = TableCell::from(rate).style(if not_final { theme.dim } else { theme.text });
            cells.extend(is_rated.then_some(rate));
            cells.push(TableCell::from(count(p.burns)));
            cells.extend(spends.then(|| TableCell::from(context.money(p.spend, Room::Units))));
            cells.push(TableCell::from(state));
            let row = Row::new(cells);
            if p.partial { row.style(theme.partial) } else { row }
        })
        .collect();
    context.table(&columns, &rows, if inner.width < 44 { 1 } else { 2 }, inner, buf);
}
