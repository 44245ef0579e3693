//! Customers by gender or city as bars:
//!
//! ```text
//! ╭ Customers by gender ───────────────╮
//! │ Female ███████████████ 1,043  52 % │
//! │ Male   █████████████▊    957  48 % │
//! ╰────────────────────────────────────╯
//! ```

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::widgets::Widget;

use super::{Context, in_sight};
use crate::app::Panel;
use crate::app::groups::GroupMeasure;
use crate::data::Table;
use crate::ui::charts::{Bar, BarList, window};
use crate::ui::text::{NONE, percent};

pub fn draw(context: &Context<'_>, area: Rect, buf: &mut Buffer) {
    let (theme, summary) = (context.theme, &context.dataset.summary);
    let (kind, table) = match context.panel {
        Panel::Genders => ("gender", Table::Customers),
        Panel::Cities => ("city", Table::Customers),
        _ => ("city", Table::Transactions),
    };
    let GroupMeasure { title: name, value, is_rate } = context.model.group_measure(context.panel);
    let groups = context.model.ranked_groups(context.panel, summary);

    let rows = BarList::visible_rows(area.height.saturating_sub(2));
    let inner = context.frame(&format!("{name} by {kind}"), &in_sight(rows, groups.len()), area, buf);
    if !context.needs(table, inner, buf) {
        return;
    }
    let total: f64 = groups.iter().filter_map(|g| value(g)).sum();
    let few = context.panel == Panel::Genders || inner.width >= 44;
    let bars: Vec<Bar> = groups
        .iter()
        .map(|group| {
            let Some(value) = value(group) else {
                return Bar::of(&group.name, 0.0, NONE);
            };
            if is_rate {
                return Bar::of(&group.name, value, percent(value, 1));
            }
            let bar = Bar::new(&group.name, value as u64);
            if few && total > 0.0 { bar.note(percent(value / total, 0)) } else { bar }
        })
        .collect();
    let style = if name == "Burns" || is_rate { theme.burnt } else { theme.bar };
    let offset = window(context.model.cursor(context.panel), 0, bars.len(), rows);
    BarList::new(theme, &bars).style(style).offset(offset).cursor(context.cursor()).render(inner, buf);
}
