//! Recency and tenure: days since the last claim or since joining, as a histogram with the median.

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
    let (summary, theme) = (&context.dataset.summary, context.theme);
    let (title, counts, who, style) = match context.panel {
        Panel::Recency => {
            let title = format!("Days since the last {}", context.words().event);
            (title, &summary.spans.recency, "active customer", theme.claims)
        }
        _ => ("Days since joining".to_owned(), &summary.spans.tenure, "customer", theme.bar),
    };
    let customers = counted(counts.iter().map(|(_, n)| n).sum(), who);
    let day = summary.as_of.map_or_else(String::new, |day| format!(", as of {}", format_day(day)));
    let inner = context.frame(&title, &format!("{customers}{day}"), area, buf);
    let Some(median) = weighted_quantile(counts, 0.5) else {
        return context.say_nothing("needs dates, and the data has none", inner, buf);
    };
    let values: Vec<(f64, f64)> = counts.iter().map(|(day, n)| (f64::from(*day), *n as f64)).collect();
    Histogram::new(theme, &values)
        .least_step(1.0)
        .style(style)
        .mark(median, &format!("median {}", number(median, 0)))
        .render(inner, buf);
}
