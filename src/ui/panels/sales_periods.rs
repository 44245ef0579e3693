//! Orders, revenue, average order, returns and customers of each period as a table, newest first.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::context::Context;
use super::sales::average;
use crate::data::Table;
use crate::measures::Period;
use crate::ui::charts::{Row, TableCell, TableColumn};
use crate::wording::money::Room;
use crate::wording::text::{NONE, count, counted, percent, signed_percent, width};

pub fn draw(context: &Context<'_>, area: Rect, buf: &mut Buffer) {
    let theme = context.theme;
    let (periods, _) = context.dataset.summary.periods_to_date(context.model.granularity);
    let note = counted(periods.len() as u64, "period");
    let inner = context.frame(&format!("Per {}", context.model.granularity), &note, area, buf);
    if !context.needs(Table::Transactions, inner, buf) {
        return;
    }
    let has = context.model.available();
    // Names of periods have one width, and cannot be read without their end.
    let key = periods.first().map_or(0, |period| width(&period.period)) as u16;
    let mut columns = vec![TableColumn::text("period").min(key), TableColumn::number("orders")];
    columns.push(TableColumn::text("").min(6).max((inner.width / 3).max(24)).priority(9));
    columns.push(TableColumn::number("change").priority(5));
    if has.amounts {
        columns.extend([TableColumn::number("revenue"), TableColumn::number("average").priority(1)]);
    }
    columns.extend(has.returns.then(|| TableColumn::number("returns").priority(2)));
    columns.extend(has.coupons.then(|| TableColumn::number("coupon").priority(4)));
    columns.push(TableColumn::number("customers").priority(6));
    let any_partial = periods.iter().any(|period| period.partial);
    columns.extend(any_partial.then(|| TableColumn::text("").min(7).priority(3)));

    let most = periods.iter().map(|period| period.claims).max().unwrap_or(0).max(1) as f64;
    let begins = context.dataset.summary.sight.begins.unwrap_or(0);
    let row = |at: usize| {
        let period: &Period = &periods[at];
        // Incomplete periods are not compared.
        let before = at.checked_sub(1).map(|before| &periods[before]).filter(|before| before.first_day >= begins);
        let change = before.filter(|before| !period.partial && before.claims > 0);
        let change = change.map(|before| period.claims as f64 / before.claims as f64 - 1.0);
        let mut cells = vec![
            TableCell::from(period.period.clone()),
            TableCell::from(count(period.claims)),
            TableCell::bar(period.claims as f64 / most, theme.claims),
            TableCell::from(signed_percent(change.unwrap_or(f64::NAN), 0)).style(theme.dim),
        ];
        if has.amounts {
            let average = average(period).map_or_else(|| NONE.to_owned(), |of| context.money(of, Room::Full));
            cells.extend([TableCell::from(context.money(period.revenue, Room::Units)), TableCell::from(average)]);
        }
        cells.extend(has.returns.then(|| TableCell::from(count(period.orders.returns))));
        let share = || percent(period.coupon_share().unwrap_or(f64::NAN), 0);
        cells.extend(has.coupons.then(|| TableCell::from(share())));
        cells.push(TableCell::from(count(period.active_customers)));
        cells.extend(any_partial.then(|| TableCell::from(if period.partial { "partial" } else { "" })));
        let row = Row::new(cells);
        if period.partial { row.style(theme.partial) } else { row }
    };
    let rows: Vec<Row<'_>> = (0..periods.len()).rev().map(row).collect();
    context.table(&columns, &rows, if inner.width < 44 { 1 } else { 2 }, inner, buf);
}
