//! The k-distances of DBSCAN: the distance of every customer to the k-th nearest, and eps among them.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::{Paragraph, Widget, Wrap};

use super::context::{Context, line};
use crate::ui::charts::KDistance;
use crate::ui::key_figures::verdict;
use crate::wording::text::percent;

pub fn draw(context: &Context<'_>, area: Rect, buf: &mut Buffer) {
    let (model, theme) = (context.model, context.theme);
    let last = model.clusters.last();
    let density = last.and_then(|s| s.clustering.density());
    let note = density.map_or_else(String::new, |d| format!("distance to neighbour {}", d.min_points - 1));
    let inner = context.frame("Choosing eps", &note, area, buf);
    let (Some(segmentation), Some(density)) = (last, density) else {
        return context.say("clustering", inner, buf);
    };
    let segments = &segmentation.segments;
    let noise = segments.noise as f64 / (segments.clustered + segments.noise).max(1) as f64;
    let from = match density.knee {
        Some(_) if density.chosen_by_knee => "at the knee".to_owned(),
        Some(knee) => format!("knee {knee}"),
        None => "no knee".to_owned(),
    };
    let pair = |name: &'static str, value: String| {
        [Span::styled(format!("{name} "), theme.dim), Span::styled(value, theme.strong), Span::raw("  ")]
    };
    let words = [
        Line::from([pair("eps", density.eps.to_string()), pair("min points", density.min_points.to_string())].concat()),
        Line::from(Span::styled(from, theme.dim)),
        Line::from([pair("segments", segments.list.len().to_string()), pair("noise", percent(noise, 1))].concat()),
        Line::from(Span::styled(format!("k {}: {}", segments.list.len(), verdict(model)), theme.text)),
    ];
    let warnings: Vec<Line<'_>> = segmentation.warnings().into_iter().map(|w| Line::from(format!("! {w}"))).collect();
    let warned = (3 * warnings.len() as u16).min(inner.height.saturating_sub(words.len() as u16 + 6));
    let below = (words.len() as u16).min(inner.height.saturating_sub(4)) + warned;
    let chart = Rect { height: inner.height.saturating_sub(below), ..inner };
    KDistance::new(theme, &density.distances, density.eps).knee(density.knee).render(chart, buf);
    let last = words.len() as u16;
    for (i, words) in words.into_iter().enumerate() {
        line(words, chart.height + i as u16, inner, buf);
    }
    let spot = Rect { y: chart.bottom() + last, height: warned, ..inner }.intersection(inner);
    Paragraph::new(warnings).style(theme.warning).wrap(Wrap { trim: true }).render(spot, buf);
    context.age(inner, buf);
}
