//! Who comes back: the key figures of loyalty, each with what it is a share of.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::widgets::Widget;

use super::context::Context;
use crate::data::{Kind, Table};
use crate::ui::charts::{Bar, BarList};
use crate::wording::kind_words::Words;
use crate::wording::text::percent;

pub fn draw(context: &Context<'_>, area: Rect, buf: &mut Buffer) {
    let k = &context.dataset.summary.kpis;
    let inner = context.frame("Returning customers", "share of customers", area, buf);
    if !context.needs(Table::Transactions, inner, buf) {
        return;
    }
    let share = |label: &str, n: u64| {
        Bar::new(label, n).note(if k.customers == 0 {
            String::new()
        } else {
            percent(n as f64 / k.customers as f64, 1)
        })
    };
    let Words { events, done, .. } = context.words();
    let mut bars = vec![
        share("customers", k.customers),
        share(done, k.active_customers),
        share(&format!("2+ {events}"), k.repeat_customers),
    ];
    bars.extend((context.dataset.summary.kind == Kind::Coupons).then(|| share("2+ burns", k.repeat_burners)));
    bars.push(share(&format!("no {events}"), k.inactive_customers).style(context.theme.dim));
    BarList::new(context.theme, &bars).render(inner, buf);
}
