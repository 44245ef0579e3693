//! Missing values of customers: by column, or which are missing together.
//!
//! ```text
//! ╭ Missing values  24 of 2,240 customers ──╮
//! │ Income  ██████████████████  24   1.1%   │
//! ╰─────────────────────────────────────────╯
//! ```

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::context::Context;
use crate::app::selectors;
use crate::ui::charts::{Bar, BarList};
use crate::wording::text::{clean, counted, percent};

pub fn draw(context: &Context<'_>, area: Rect, buf: &mut Buffer) {
    let summary = &context.dataset.summary;
    let all = summary.kpis.customers;
    let together = selectors::shows_together(context.model);
    let title = if together { "Missing together" } else { "Missing values" };
    let customers: u64 = summary.missing_together.iter().map(|set| set.customers).sum();
    let notes = [counted(customers, "customer"), String::new()];
    let inner = context.frame_with(title, &notes, area, buf);
    let share = |customers: u64| percent(customers as f64 / all.max(1) as f64, 1);
    let bars: Vec<Bar> = if together {
        let name =
            |columns: &[String]| columns.iter().map(|name| clean(name).into_owned()).collect::<Vec<_>>().join(" + ");
        let sets = summary.missing_together.iter();
        sets.map(|set| Bar::new(&name(&set.columns), set.customers).note(share(set.customers))).collect()
    } else {
        let lacking = selectors::lacking(summary).into_iter();
        lacking.map(|column| Bar::new(&column.name, column.missing).note(share(column.missing))).collect()
    };
    if bars.is_empty() {
        return context.say("these customers have no missing values", inner, buf);
    }
    let offset = context.first(bars.len(), usize::from(inner.height));
    context.bars(&BarList::new(context.theme, &bars).offset(offset).cursor(context.cursor()), inner, buf);
}
