//! Recency and tenure: days since the last claim or since joining, as a histogram with the median.

use std::collections::BTreeMap;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::widgets::Widget;

use super::context::Context;
use crate::app::Panel;
use crate::data::format_day;
use crate::measures::quantile::weighted_quantile;
use crate::ui::charts::Histogram;
use crate::wording::text::{counted, number};

pub fn draw(context: &Context<'_>, area: Rect, buf: &mut Buffer) {
    let (dataset, theme) = (context.dataset, context.theme);
    let (title, feature, who, style) = match context.panel {
        Panel::Recency => {
            (format!("Days since the last {}", context.words().event), "recency_days", "active customer", theme.claims)
        }
        _ => ("Days since joining".to_owned(), "tenure_days", "customer", theme.bar),
    };
    let counts = dataset.features.get(feature).map_or_else(Vec::new, |f| counts(&f.values));
    let customers = counted(counts.iter().map(|(_, n)| n).sum(), who);
    let day = dataset.summary.as_of.map_or_else(String::new, |day| format!(", as of {}", format_day(day)));
    let inner = context.frame(&title, &format!("{customers}{day}"), area, buf);
    let Some(median) = weighted_quantile(&counts, 0.5) else {
        return context.say("needs dates, and the data has none", inner, buf);
    };
    let values: Vec<(f64, f64)> = counts.iter().map(|(day, n)| (f64::from(*day), *n as f64)).collect();
    Histogram::new(theme, &values)
        .least_step(1.0)
        .style(style)
        .mark(median, &format!("median {}", number(median, 0)))
        .render(inner, buf);
}

/// Customers by whole days, ascending; missing values are skipped. One pass, since there may be a million customers.
fn counts(days: &[f64]) -> Vec<(i32, u64)> {
    let mut counts: BTreeMap<i32, u64> = BTreeMap::new();
    for day in days.iter().filter(|d| d.is_finite()) {
        *counts.entry(*day as i32).or_default() += 1;
    }
    counts.into_iter().collect()
}
