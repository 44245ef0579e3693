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
use crate::data::Table;
use crate::measures::Group;
use crate::ui::charts::{Bar, BarList, window};
use crate::ui::text::{NONE, percent};

/// A measure of a group that can be drawn as a bar: its name, its value, and whether it is a rate.
type Measure = (&'static str, fn(&Group) -> Option<f64>, bool);

const CUSTOMERS: Measure = ("Customers", |g| Some(g.customers as f64), false);
const CLAIMS: Measure = ("Claims", |g| Some(g.transactions as f64), false);
const BURNS: Measure = ("Burns", |g| Some(g.burnt as f64), false);
const BURN_RATE: Measure = ("Burn rate", |g| g.burn_rate, true);

pub fn draw(context: &Context<'_>, area: Rect, buf: &mut Buffer) {
    let (theme, summary) = (context.theme, &context.dataset.summary);
    let view = context.model.view(context.panel);
    let (kind, table, groups, measures): (_, _, _, &[Measure]) = match context.panel {
        Panel::Genders => ("gender", Table::Customers, &summary.genders, &[CUSTOMERS, CLAIMS, BURNS]),
        Panel::Cities => ("city", Table::Customers, &summary.cities, &[CUSTOMERS, CLAIMS, BURNS]),
        _ => ("city", Table::Transactions, &summary.cities, &[BURNS, BURN_RATE]),
    };
    let (name, value, is_rate) = measures[view % measures.len()];
    let mut groups: Vec<&Group> = groups.iter().collect();
    groups.sort_by(|a, b| value(b).unwrap_or(-1.0).total_cmp(&value(a).unwrap_or(-1.0)));

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
