//! How concentrated burns or revenue are: their share by the share of customers, against the diagonal of equal shares
//! (Lorenz 1905).

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::widgets::{Paragraph, Widget, Wrap};

use super::context::{Context, rows_of};
use crate::data::{Kind, Table};
use crate::measures::TOP;
use crate::ui::charts::{Curve, LineChart};
use crate::wording::concentration::wording;
use crate::wording::money::Room;
use crate::wording::text::{count, counted, number, percent};

/// Steps of the x axis: a percent of the customers each.
const STEPS: usize = 100;

pub fn draw(context: &Context<'_>, area: Rect, buf: &mut Buffer) {
    let theme = context.theme;
    let concentration = context.dataset.summary.concentration.as_ref();
    let summary = &context.dataset.summary;
    let is_coupons = summary.kind == Kind::Coupons;
    let of = wording(summary.kind, summary.kpis.amount.is_some());
    let note = concentration.map_or_else(String::new, |c| {
        let total = match of.what {
            "revenue" => context.money(c.total, Room::Short),
            what => format!("{} {what}", number(c.total, 0)),
        };
        let who = format!("{} of {}", count(c.contributors), counted(c.customers, "customer"));
        format!("{total}, {who}{}", if is_coupons { " burn" } else { "" })
    });
    let inner = context.frame(&format!("Lorenz curve of {}", of.what), &note, area, buf);
    if !context.needs(Table::Transactions, inner, buf) {
        return;
    }
    let Some(concentration) = concentration else {
        let nothing = if is_coupons { "nothing is burnt" } else { "nothing is bought" };
        return context.say_nothing(&format!("{nothing}, so there is nothing to share"), inner, buf);
    };
    let words = format!("{}; Gini coefficient {}", of.top_sentence(concentration), number(concentration.gini, 2));
    let rows = rows_of(&words, inner.width);
    let rows = if inner.height > rows + 4 { rows } else { u16::from(inner.height > 1) };
    let chart = Rect { height: inner.height - rows, ..inner };
    let at = |step: usize| step as f64 / STEPS as f64;
    let burns: Vec<Option<f64>> = (0..=STEPS).map(|step| Some(100.0 * concentration.share(at(step)))).collect();
    let equal: Vec<Option<f64>> = (0..=STEPS).map(|step| Some(100.0 * at(step))).collect();
    let label = |step: usize| if step.is_multiple_of(20) { percent(at(step), 0) } else { String::new() };
    let labels: Vec<String> = (0..=STEPS).map(label).collect();
    let mark = format!("{} of {}", percent(concentration.top_share(), 1), of.what);
    let unit = format!("% of {0} by % of customers, most {0} first", of.what);
    LineChart::new(theme, &labels)
        .curve(Curve::new(of.what, &burns, theme.burnt).mark(Some((TOP * STEPS as f64) as usize)).note(mark))
        .curve(Curve::new("all alike", &equal, theme.dim))
        .unit(unit)
        .range(0.0, 100.0)
        .render(chart, buf);
    let below = Rect { y: chart.bottom(), height: rows, ..inner };
    Paragraph::new(words).style(theme.text).wrap(Wrap { trim: true }).render(below, buf);
}
