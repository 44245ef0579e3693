//! Claims and burns by coupon, if the data has coupon names.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::context::{Context, side};
use crate::app::selectors;
use crate::data::Table;
use crate::ui::charts::{Row, TableCell, TableColumn};
use crate::wording::evidence::briefly;
use crate::wording::text::{count, percent};

pub fn draw(context: &Context<'_>, area: Rect, buf: &mut Buffer) {
    let theme = context.theme;
    let coupons = selectors::ranked_coupons(context.model, &context.dataset.summary);
    let by_claims = context.model.view(context.panel) == 1;
    let title = if by_claims { "Coupons by claims" } else { "Coupons by burns" };
    let is_rated = context.unrated().is_none();
    let test = selectors::group_test(context.model, context.panel, &context.dataset.summary).filter(|_| is_rated);
    let words = context.evidence_below(test, area);
    let below = words.as_ref().map_or(0, |(rows, _)| *rows);
    let brief = test.filter(|_| words.is_none()).map(briefly);
    let unrated = context.unrated().map(str::to_owned);
    let notes: Vec<String> = brief.into_iter().chain(unrated).collect();
    let inner = context.frame_with(title, &notes, area, buf);
    if !context.needs(Table::Transactions, inner, buf) {
        return;
    }
    if coupons.is_empty() {
        return context.say("needs a column coupon_name that names kinds of coupons, not each by an id", inner, buf);
    }
    let mut columns = vec![
        TableColumn::text("coupon").min(10).grow(),
        TableColumn::number("claims").priority(1),
        TableColumn::number("burnt"),
    ];
    columns.extend(is_rated.then(|| TableColumn::number("rate").priority(2)));
    columns.push(TableColumn::text("").min(6).max((inner.width / 3).max(20)).priority(3));
    let value = |claims: u64, burnt: u64| if by_claims { claims } else { burnt };
    let peak = coupons.iter().map(|c| value(c.transactions, c.burnt)).max().unwrap_or(0).max(1) as f64;
    let bar = if by_claims { theme.claims } else { theme.burnt };
    let rows: Vec<Row<'_>> = coupons
        .iter()
        .map(|c| {
            let rate = || percent(c.burn_rate.unwrap_or(f64::NAN), 0) + side(theme, test, c.name.as_deref());
            let mut cells = vec![
                TableCell::from(c.title()),
                TableCell::from(count(c.transactions)),
                TableCell::from(count(c.burnt)),
            ];
            cells.extend(is_rated.then(|| TableCell::from(rate())));
            cells.push(TableCell::bar(value(c.transactions, c.burnt) as f64 / peak, bar));
            Row::new(cells)
        })
        .collect();
    let table = Rect { height: inner.height - below.min(inner.height), ..inner };
    context.table(&columns, &rows, 2, table, buf);
    if let Some((_, words)) = words {
        context.say(&words, Rect { y: table.bottom(), height: below, ..inner }, buf);
    }
}
