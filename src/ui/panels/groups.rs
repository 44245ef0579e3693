//! Customers by gender, city or another column as bars:
//!
//! ```text
//! ╭ Customers by gender ───────────────╮
//! │ Female ███████████████ 1,043   52% │
//! │ Male   █████████████▊    957   48% │
//! ╰────────────────────────────────────╯
//! ```

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::context::{Context, in_sight};
use crate::app::selectors::GroupMeasure;
use crate::app::{Panel, selectors};
use crate::data::Table;
use crate::measures::Numbers;
use crate::ui::charts::{Bar, BarList};
use crate::wording::evidence::briefly;
use crate::wording::feature::words_in_no_mean;
use crate::wording::money::Room;
use crate::wording::text::{NONE, clean, number, percent, width};

pub fn draw(context: &Context<'_>, area: Rect, buf: &mut Buffer) {
    let (theme, summary) = (context.theme, &context.dataset.summary);
    let demographic =
        (context.panel == Panel::Demographics).then(|| selectors::demographic(context.model, summary)).flatten();
    let (kind, table) = match (context.panel, demographic) {
        (Panel::Genders, _) => ("gender", Table::Customers),
        (Panel::Cities, _) => (summary.place, Table::Customers),
        (Panel::Demographics, of) => (of.map_or("other columns", |of| of.column.as_str()), Table::Customers),
        _ => (summary.place, Table::Transactions),
    };
    let GroupMeasure { title: name, value, is_rate } = selectors::group_measure(context.model, context.panel);
    let groups = selectors::ranked_groups(context.model, context.panel, summary);

    let rows = BarList::visible_rows(area.height.saturating_sub(2));
    let title = clean(&format!("{name} by {kind}")).into_owned();
    let test = selectors::group_test(context.model, context.panel, summary).filter(|_| is_rate);
    let parts = [
        test.map_or_else(String::new, briefly),
        in_sight(rows, groups.len()),
        if demographic.is_some() { selectors::which_demographic(context.model, summary) } else { String::new() },
        demographic.and_then(|of| of.numbers.as_ref()).map_or_else(String::new, median),
        demographic.and_then(words_in_no_mean).unwrap_or_default(),
    ];
    let note = fitting(&parts, usize::from(area.width).saturating_sub(width(&title) + 6));
    let inner = context.frame(&title, &note, area, buf);
    if groups.is_empty() && !context.needs(table, inner, buf) {
        return;
    }
    if groups.is_empty() {
        let why = if summary.kpis.customers == 0 {
            "no customer matches the filter".to_owned()
        } else {
            format!("no customer has a known {}", clean(kind))
        };
        return context.say(&why, inner, buf);
    }
    let total: f64 = groups.iter().filter_map(|g| value(g)).sum();
    let few = matches!(context.panel, Panel::Genders | Panel::Demographics) || inner.width >= 44;
    let bars: Vec<Bar> = groups
        .iter()
        .map(|group| {
            let Some(value) = value(group) else {
                return Bar::of(&group.name, 0.0, NONE);
            };
            if is_rate {
                return Bar::of(&group.name, value, percent(value, 1));
            }
            // A bar has no negative length; its number shows that returns exceed purchases.
            let bar = match value {
                _ if name == "Revenue" => Bar::of(&group.name, value.max(0.0), context.money(value, Room::Units)),
                0.0.. => Bar::new(&group.name, value.round() as u64),
                _ => Bar::of(&group.name, 0.0, number(value, 0)),
            };
            if few && total > 0.0 { bar.note(percent(value / total, 0)) } else { bar }
        })
        .collect();
    let style = if matches!(name, "Burns" | "Revenue") || is_rate { theme.burnt } else { theme.bar };
    let offset = context.first(bars.len(), rows);
    let list = BarList::new(theme, &bars).style(style).offset(offset).cursor(context.cursor());
    context.bars(&list, inner, buf);
    // Without a bar, an empty list looks like one that is not drawn.
    if !groups.is_empty() && groups.iter().all(|g| value(g).is_some_and(|value| value == 0.0)) {
        context.note_below("all values are 0", buf);
    }
}

/// The parts in order, as many as fit.
fn fitting(parts: &[String], columns: usize) -> String {
    parts.iter().filter(|part| !part.is_empty()).fold(String::new(), |line, part| {
        let longer = if line.is_empty() { part.clone() } else { format!("{line}, {part}") };
        if width(&longer) <= columns { longer } else { line }
    })
}

/// `median 45, 18 to 73`.
fn median(numbers: &Numbers) -> String {
    let [median, min, max] =
        [numbers.median, numbers.min, numbers.max].map(|v| number(v, usize::from(v.fract() != 0.0)));
    format!("median {median}, {min} to {max}")
}
