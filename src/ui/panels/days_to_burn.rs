//! How many days pass between claim and burn: a histogram with the median and the 90th percentile marked.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::widgets::Widget;

use super::Context;
use crate::data::Table;
use crate::ui::charts::Histogram;
use crate::ui::text::{count, number};

pub fn draw(context: &Context<'_>, area: Rect, buf: &mut Buffer) {
    let delay = context.dataset.summary.days_to_burn.as_ref();
    let note = delay.map_or_else(String::new, |d| {
        let beyond = match d.within_fences().1 {
            0 => String::new(),
            n => format!(", {} far off not drawn", count(n)),
        };
        format!("{} burns, mean {}{beyond}", count(d.n), number(d.mean, 1))
    });
    let inner = context.frame("Days from claim to burn", &note, area, buf);
    if !context.needs(Table::Transactions, inner, buf) {
        return;
    }
    let Some(delay) = delay else {
        return context.say("no burnt coupon has both dates", inner, buf);
    };
    let values: Vec<(f64, f64)> =
        delay.within_fences().0.iter().map(|(days, n)| (f64::from(*days), *n as f64)).collect();
    Histogram::new(context.theme, &values)
        .least_step(1.0)
        .style(context.theme.burnt)
        .mark(delay.median, &format!("median {}", number(delay.median, 0)))
        .mark(delay.p90, &format!("p90 {}", number(delay.p90, 0)))
        .render(inner, buf);
}
