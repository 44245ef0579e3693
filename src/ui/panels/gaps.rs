//! Days between the claims of a customer, and who is overdue by the own rhythm.
//!
//! ```text
//! ╭ Days between claims  17,778 gaps ─────────╮
//! │     median 29        p90 114              │
//! │ ██▇▅▄▃▂▂▁▁▁                               │
//! │ overdue 504 of 1,961 active, 25.7%        │
//! │ 62% of those overdue on 2024-11-18 returned, 92% of the others│
//! │ inactive for over twice their own median gap│
//! ╰───────────────────────────────────────────╯
//! ```

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::Line;
use ratatui::widgets::{Paragraph, Widget, Wrap};

use super::context::{Context, rows_of};
use crate::app::Panel;
use crate::data::Table;
use crate::measures::RHYTHM_DAYS;
use crate::measures::quantile::within_fences;
use crate::ui::charts::Histogram;
use crate::wording;
use crate::wording::text::{count, counted, number, percent};

/// Smallest useful height of the histogram.
const CHART: u16 = 3;

pub fn draw(context: &Context<'_>, area: Rect, buf: &mut Buffer) {
    let (theme, summary) = (context.theme, &context.dataset.summary);
    let rhythm = summary.rhythm.as_ref();
    let drawn = rhythm.map_or((&[][..], 0), |rhythm| within_fences(&rhythm.counts));
    let note = rhythm.map_or_else(String::new, |rhythm| match drawn.1 {
        0 => counted(rhythm.gaps, "gap"),
        far => format!("{}, {} not drawn", counted(rhythm.gaps, "gap"), counted(far, "outlier")),
    });
    let inner = context.frame(&format!("Days between {}", context.words().events), &note, area, buf);
    if !context.needs(Table::Transactions, inner, buf) {
        return;
    }
    let Some(rhythm) = rhythm else {
        return context.say_nothing(&format!("no customer has {} on two days", context.words().done), inner, buf);
    };
    let active = summary.kpis.active_customers;
    let share = percent(rhythm.overdue as f64 / active as f64, 1);
    let overdue = format!("overdue {} of {} active, {share}", count(rhythm.overdue), count(active));
    let rule = format!(
        "inactive for over twice their own median gap; {} have {RHYTHM_DAYS}+ {} days",
        count(rhythm.customers),
        context.words().event
    );
    let told = rhythm.check.as_ref().map(wording::overdue::short);
    let needed = rows_of(&overdue, inner.width);
    let mut lines = vec![Line::styled(overdue, theme.text)];
    // Sales shows the gaps only; who is overdue is on Loyalty.
    let room = if context.panel == Panel::OrderGaps { 0 } else { inner.height.saturating_sub(CHART) };
    let mut below = room.min(needed);
    // What it told is said before the rule where there is no room for both.
    for (words, style) in told.map(|told| (told, theme.text)).into_iter().chain([(rule, theme.dim)]) {
        let needed = rows_of(&words, inner.width);
        if below + needed <= room {
            below += needed;
            lines.push(Line::styled(words, style));
        }
    }
    let [chart, words] = [inner.height - below, below];
    let values: Vec<(f64, f64)> = drawn.0.iter().map(|(days, n)| (f64::from(*days), *n as f64)).collect();
    Histogram::new(theme, &values)
        .least_step(1.0)
        .style(theme.claims)
        .mark(rhythm.median, &format!("median {}", number(rhythm.median, 0)))
        .mark(rhythm.p90(), &format!("p90 {}", number(rhythm.p90(), 0)))
        .render(Rect { height: chart, ..inner }, buf);
    let area = Rect { y: inner.y + chart, height: words, ..inner };
    Paragraph::new(lines).wrap(Wrap { trim: true }).render(area, buf);
}
