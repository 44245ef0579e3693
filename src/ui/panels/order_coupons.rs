//! Orders with a coupon: how many, whether they are larger, and the top coupons.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::widgets::{Paragraph, Widget, Wrap};

use super::context::{Context, rows_of};
use crate::measures::OrderCoupons;
use crate::ui::charts::{Row, TableCell, TableColumn, TableWidget};
use crate::wording::money::{Room, money};
use crate::wording::text::{NONE, count, counted, percent};

pub fn draw(context: &Context<'_>, area: Rect, buf: &mut Buffer) {
    let theme = context.theme;
    let purchases = context.dataset.summary.purchases.as_ref();
    let coupons = purchases.and_then(|purchases| purchases.coupons.as_ref());
    let (orders, all) = (coupons.map_or(0, |coupons| coupons.orders), purchases.map_or(0, |of| of.orders));
    let share = percent(orders as f64 / all.max(1) as f64, 1);
    let note = format!("{} of {}, {share}", count(orders), counted(all, "order"));
    let inner = context.frame_with("Orders with a coupon", &[note, share], area, buf);
    let Some(coupons) = coupons else {
        return context.say("no column of the orders names a coupon", inner, buf);
    };
    let words = compared(coupons, context.dataset.summary.currency.as_deref());
    let high = rows_of(&words, inner.width).min(inner.height / 2);
    Paragraph::new(words).style(theme.text).wrap(Wrap { trim: true }).render(Rect { height: high, ..inner }, buf);
    let list = Rect { y: inner.y + high, height: inner.height - high, ..inner };
    if coupons.names.is_empty() {
        return context.say("each coupon has a code of its own, so none is listed", list, buf);
    }
    let priced = coupons.names.iter().any(|coupon| coupon.revenue.is_some());
    let mut columns = vec![TableColumn::text("coupon").min(8).grow(), TableColumn::number("orders")];
    columns.extend(priced.then(|| TableColumn::number("revenue")));
    columns.extend([
        TableColumn::number("customers").priority(2),
        TableColumn::text("").min(6).max((inner.width / 3).max(20)).priority(3),
    ]);
    let size = |at: usize| coupons.names[at].revenue.unwrap_or(coupons.names[at].orders as f64);
    let peak = (0..coupons.names.len()).map(size).fold(0.0, f64::max);
    let visible = TableWidget::visible_rows(list.height);
    let first = context.first(coupons.names.len(), visible);
    let row = |at: usize| {
        let coupon = &coupons.names[at];
        let mut cells = vec![TableCell::from(coupon.name.as_str()), TableCell::from(count(coupon.orders))];
        let revenue = || coupon.revenue.map_or_else(|| NONE.to_owned(), |of| context.money(of, Room::Units));
        cells.extend(priced.then(|| TableCell::from(revenue())));
        cells.push(TableCell::from(count(coupon.customers)));
        cells.push(TableCell::bar(if peak > 0.0 { size(at) / peak } else { 0.0 }, theme.burnt));
        Row::new(cells)
    };
    let rows: Vec<Row<'_>> = (first..coupons.names.len().min(first + visible)).map(row).collect();
    context.hidden((first, visible, coupons.names.len()), buf);
    let cursor = context.cursor().map(|cursor| cursor - first);
    let table = TableWidget::new(theme, &columns, &rows).cursor(cursor).roomy(list.height);
    context.rows(table.places(list).map(|(row, place)| (first + row, place)));
    table.render(list, buf);
}

/// `Average order $45.20 with a coupon and $39.10 without: +$6.10, 95% interval +$2.10 to +$10.10.`
fn compared(coupons: &OrderCoupons, currency: Option<&str>) -> String {
    let text = |value| money(value, currency, Room::Full);
    let (Some(with), Some(without)) = (coupons.with, coupons.without) else { return String::new() };
    let averages = format!("Average order {} with, {} without", text(with.average), text(without.average));
    let Some((by, [low, high])) = coupons.difference else { return averages };
    let is_clear = low > 0.0 || high < 0.0;
    let verdict = if is_clear { "" } else { ": no clear difference" };
    format!("{averages}; difference {}, 95% interval {} to {}{verdict}", text(by), text(low), text(high))
}
