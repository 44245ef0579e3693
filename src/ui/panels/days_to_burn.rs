//! Days from claim to burn: a histogram with the median and the 90th percentile, and, if there is room, the share burnt
//! by each day, corrected for coupons that are still open.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::widgets::Widget;

use super::context::Context;
use crate::data::Table;
use crate::measures::{BurntByDay, DaysToBurn};
use crate::ui::charts::{Curve, Histogram, LineChart};
use crate::wording::text::{count, counted, number};

/// Columns from which both fit side by side.
const BOTH: u16 = 64;
/// Most positions of the curve.
const MOST: i32 = 400;

pub fn draw(context: &Context<'_>, area: Rect, buf: &mut Buffer) {
    let summary = &context.dataset.summary;
    let (delay, burnt) = (summary.days_to_burn.as_ref(), summary.burnt_by_day.as_ref());
    let alone = context.model.view(context.panel) == 1;
    let both = area.width >= BOTH && !alone;
    let (title, notes) = if alone {
        ("Share burnt by day", burnt.map_or_else(Vec::new, of_curve))
    } else {
        ("Days from claim to burn", delay.map_or_else(Vec::new, of_histogram))
    };
    let inner = context.frame_with(title, &notes, area, buf);
    if !context.needs(Table::Transactions, inner, buf) {
        return;
    }
    let draw_histogram = |area: Rect, buf: &mut Buffer| match delay {
        Some(delay) => histogram(context, delay, area, buf),
        None => context.say_nothing("no burnt coupon has both dates", area, buf),
    };
    let draw_curve = |area: Rect, buf: &mut Buffer| match burnt {
        Some(burnt) => curve(context, burnt, delay, area, buf),
        None => context.say_nothing("no coupon has a claim date", area, buf),
    };
    if both {
        let width = inner.width.saturating_sub(3) / 2;
        draw_histogram(Rect { width, ..inner }, buf);
        draw_curve(Rect { x: inner.right() - width, width, ..inner }, buf);
    } else if alone {
        draw_curve(inner, buf);
    } else {
        draw_histogram(inner, buf);
    }
}

/// The number of burns, from long to short.
fn of_histogram(delay: &DaysToBurn) -> Vec<String> {
    let beyond = match delay.within_fences().1 {
        0 => String::new(),
        n => format!(", {} not drawn", counted(n, "outlier")),
    };
    let burns = counted(delay.n, "burn");
    let mean = format!("{burns}, mean {}", number(delay.mean, 1));
    vec![format!("{mean}{beyond}"), format!("{burns}{beyond}"), mean, burns]
}

fn of_curve(burnt: &BurntByDay) -> Vec<String> {
    let coupons = counted(burnt.coupons, "coupon");
    vec![format!("{coupons}, {} still open", count(burnt.coupons - burnt.burnt)), coupons]
}

fn histogram(context: &Context<'_>, delay: &DaysToBurn, area: Rect, buf: &mut Buffer) {
    let values: Vec<(f64, f64)> =
        delay.within_fences().0.iter().map(|(days, n)| (f64::from(*days), *n as f64)).collect();
    if let [(days @ 0.., _)] = delay.counts[..] {
        let after = || format!("{} after", counted(days.unsigned_abs().into(), "day"));
        let when = if days > 0 { after() } else { "on the day of".to_owned() };
        return context.say(&format!("all {} came {when} the claim", counted(delay.n, "burn")), area, buf);
    }
    Histogram::new(context.theme, &values)
        .least_step(1.0)
        .style(context.theme.burnt)
        .mark(delay.median, &format!("median {}", number(delay.median, 0)))
        .mark(delay.p90, &format!("p90 {}", number(delay.p90, 0)))
        .render(area, buf);
}

/// Up to the day by which nearly all burns have happened; after it the curve is almost level.
fn curve(context: &Context<'_>, burnt: &BurntByDay, delay: Option<&DaysToBurn>, area: Rect, buf: &mut Buffer) {
    let end = burnt.curve.last().map_or(0.0, |point| point.share) * 0.99;
    let last = burnt.curve.iter().find(|point| point.share >= end).map_or(burnt.longest, |point| point.day);
    let usual = delay.and_then(|delay| delay.within_fences().0.last().map(|(days, _)| *days));
    let last = last.min(usual.unwrap_or(last));
    let last = last.max(burnt.median.unwrap_or(0)).max(1).min(burnt.longest.max(1));
    let step = (last / MOST).max(1);
    let days: Vec<i32> = (0..=last / step).map(|i| i * step).collect();
    // Round days only.
    let tick = [1, 5, 10, 20, 50, 100, 200, 500].into_iter().find(|tick| last / tick <= 10).unwrap_or(1000);
    let label = |day: &i32| if day % tick == 0 { number(f64::from(*day), 0) } else { String::new() };
    let labels: Vec<String> = days.iter().map(label).collect();
    let shares: Vec<Option<f64>> = days.iter().map(|day| Some(burnt.share(*day) * 100.0)).collect();
    let median = burnt.median.and_then(|median| days.iter().position(|day| *day >= median));
    let note = burnt.median.map_or_else(String::new, |day| format!("half by day {}", number(f64::from(day), 0)));
    LineChart::new(context.theme, &labels)
        .curve(Curve::new("burnt, open ones counted", &shares, context.theme.burnt).mark(median).note(note))
        .unit("%")
        .render(area, buf);
}
