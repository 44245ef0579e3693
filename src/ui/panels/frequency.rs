//! Customers by number of transactions: 0, 1, 2, ...

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::context::{Context, in_sight};
use crate::data::Table;
use crate::ui::charts::{Bar, BarList};
use crate::wording::text::{count, counted, percent};

pub fn draw(context: &Context<'_>, area: Rect, buf: &mut Buffer) {
    let summary = &context.dataset.summary;
    let all: u64 = summary.frequency.iter().map(|(_, customers)| customers).sum();
    let visible = BarList::visible_rows(area.height.saturating_sub(2));
    let shown = in_sight(visible, summary.frequency.len());
    let note = format!("{}  {shown}", counted(all, "customer"));
    let inner =
        context.frame(&format!("Customers by number of {}", context.words().events), note.trim_end(), area, buf);
    if !context.needs(Table::Transactions, inner, buf) {
        return;
    }
    let bars: Vec<Bar> = summary
        .frequency
        .iter()
        .map(|(claims, customers)| {
            let bar = Bar::new(&count(*claims), *customers).note(percent(*customers as f64 / all.max(1) as f64, 1));
            if *claims == 0 { bar.style(context.theme.dim) } else { bar }
        })
        .collect();
    let offset = context.first(bars.len(), visible);
    context.bars(&BarList::new(context.theme, &bars).offset(offset).cursor(context.cursor()), inner, buf);
}
