//! How large orders are: a histogram of their amounts, or of their pieces; `enter` opens the orders of a bar.
//!
//! ```text
//! ╭ Amount per order  4,210 orders, median €29.38, mean €79.54 ╮
//! │ ▅█▆▄▂▂▁▁                                              ▁    │
//! │ €0      €50     €100    €150    €200               €240+   │
//! ╰────────────────────────────────────────────────────────────╯
//! ```

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::widgets::Widget;

use super::context::Context;
use crate::app::selectors;
use crate::data::Table;
use crate::data::filter::Size;
use crate::measures::Sizes;
use crate::ui::charts::BinBars;
use crate::wording::money::{Room, with_currency};
use crate::wording::text::{count, counted, number, percent};

pub fn draw(context: &Context<'_>, area: Rect, buf: &mut Buffer) {
    let theme = context.theme;
    let found = selectors::order_sizes(context.model);
    let of_items = matches!(found, Some((Size::Items, _))) || !context.model.available().amounts;
    let cursor = context.cursor();
    let notes = found.map_or_else(Vec::new, |(size, sizes)| notes(context, size, sizes, cursor));
    let title = if of_items { "Items per order" } else { "Amount per order" };
    let inner = context.frame_with(title, &notes, area, buf);
    if !context.needs(Table::Transactions, inner, buf) {
        return;
    }
    let Some((_, sizes)) = found else {
        return context.say_nothing("no order has an amount", inner, buf);
    };
    let bars = BinBars::new(theme, &sizes.numbers.edges, &sizes.orders)
        .whole(sizes.numbers.integer)
        .cursor(cursor)
        .style(if of_items { theme.claims } else { theme.burnt });
    context.rows(bars.places(inner));
    match context.dataset.summary.currency.as_deref().filter(|_| !of_items) {
        Some(currency) => bars.currency(currency).render(inner, buf),
        None => bars.render(inner, buf),
    }
}

/// The bar at the cursor, otherwise the statistics of all, from long to short.
fn notes(context: &Context<'_>, size: Size, sizes: &Sizes, cursor: Option<usize>) -> Vec<String> {
    let numbers = &sizes.numbers;
    let currency = context.dataset.summary.currency.as_deref().filter(|_| size == Size::Amount);
    let at = cursor.and_then(|at| Some((sizes.names().into_iter().nth(at)?, sizes.orders.get(at)?)));
    if let Some((name, orders)) = at {
        let name = with_currency(&name, currency);
        let share = percent(*orders as f64 / numbers.n as f64, 1);
        return vec![format!("{name}: {}, {share}", counted(*orders, "order")), format!("{name}: {}", count(*orders))];
    }
    let text = |value: f64| match size {
        Size::Items => number(value, usize::from(value.fract() != 0.0)),
        Size::Amount => context.money(value, Room::Full),
    };
    let free = match (size, sizes.zero) {
        (Size::Amount, 1..) => format!(", {} free", count(sizes.zero)),
        _ => String::new(),
    };
    let (orders, median, mean) = (counted(numbers.n, "order"), text(numbers.median), text(numbers.mean));
    let brief = if size == Size::Amount { context.money(numbers.median, Room::Units) } else { median.clone() };
    let returns = context.dataset.summary.purchases.as_ref().is_some_and(|purchases| purchases.returns > 0);
    // The key figure is net of them.
    let gross = if returns && size == Size::Amount { " before returns" } else { "" };
    vec![
        format!("{orders}, median {median}, mean {mean}{gross}{free}"),
        format!("{orders}, median {median}, mean {mean}{free}"),
        format!("median {median}, mean {mean}{free}"),
        format!("median {median}, mean {mean}"),
        format!("median {median}"),
        format!("median {brief}"),
    ]
}
