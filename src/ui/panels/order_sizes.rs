//! How large orders are: a histogram of their amounts, or of their pieces.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::widgets::Widget;

use super::context::Context;
use crate::data::Table;
use crate::ui::charts::Histogram;
use crate::wording::money::Room;
use crate::wording::text::{count, counted, number};

pub fn draw(context: &Context<'_>, area: Rect, buf: &mut Buffer) {
    let theme = context.theme;
    let purchases = context.dataset.summary.purchases.as_ref();
    let has = context.model.available();
    let of_items = context.model.view_name(context.panel) == Some("items") || !has.amounts;
    let sizes = purchases.and_then(|of| if of_items { of.pieces.as_ref() } else { of.amounts.as_ref() });
    let text = |value: f64| {
        if of_items { number(value, usize::from(value.fract() != 0.0)) } else { context.money(value, Room::Full) }
    };
    // Outliers share a bar without an end, which has no place on the axis.
    let drawn: Vec<(f64, f64)> = sizes.map_or_else(Vec::new, |sizes| {
        let bars = sizes.numbers.bands().zip(&sizes.orders);
        bars.filter_map(|([from, to], n)| Some((from.filter(|_| to.is_some())?, *n as f64))).collect()
    });
    let notes = sizes.map_or_else(Vec::new, |sizes| {
        let far = sizes.numbers.n.saturating_sub(drawn.iter().map(|(_, n)| *n as u64).sum());
        let far = if far > 0 { format!(", {} not drawn", counted(far, "outlier")) } else { String::new() };
        let free = if sizes.zero > 0 && !of_items { format!(", {} free", count(sizes.zero)) } else { String::new() };
        let (orders, mean) = (counted(sizes.numbers.n, "order"), text(sizes.numbers.mean));
        [format!("{orders}, mean {mean}{free}{far}"), format!("{orders}{far}"), format!("mean {mean}")].to_vec()
    });
    let title = if of_items { "Items per order" } else { "Amount per order" };
    let inner = context.frame_with(title, &notes, area, buf);
    if !context.needs(Table::Transactions, inner, buf) {
        return;
    }
    let Some(sizes) = sizes else {
        return context.say("no order has an amount", inner, buf);
    };
    let step = sizes.numbers.edges.windows(2).map(|ends| ends[1] - ends[0]).find(|width| width.is_finite());
    Histogram::new(theme, &drawn)
        .least_step(step.unwrap_or(1.0))
        .style(if of_items { theme.claims } else { theme.burnt })
        .mark(sizes.numbers.median, &format!("median {}", text(sizes.numbers.median)))
        .render(inner, buf);
}
