//! Returning customers: the key figures of loyalty, each with its base.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::context::Context;
use crate::app::selectors::{self, Returning};
use crate::data::Table;
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
    let bars: Vec<Bar> = selectors::returning(context.model)
        .into_iter()
        .map(|bar| match bar {
            Returning::All => share("customers", k.customers),
            Returning::Active => share(done, k.active_customers),
            Returning::Repeat => share(&format!("2+ {events}"), k.repeat_customers),
            Returning::RepeatBurners => share("2+ burns", k.repeat_burners),
            Returning::Inactive => share(&format!("no {events}"), k.inactive_customers).style(context.theme.dim),
        })
        .collect();
    let visible = BarList::visible_rows(inner.height);
    let offset = context.first(bars.len(), visible);
    context.bars(&BarList::new(context.theme, &bars).offset(offset).cursor(context.cursor()), inner, buf);
}
