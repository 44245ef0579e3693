//! The k-distances of DBSCAN: the distance of every customer to the k-th nearest, and eps among them.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::Widget;

use super::cautions::Cautions;
use super::context::{Context, line};
use crate::ui::charts::KDistance;
use crate::ui::key_figures::verdict;
use crate::wording::text::percent;

/// Fewest rows of the curve.
const LEAST_CURVE: u16 = 5;

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
    let rows = inner.height.saturating_sub(LEAST_CURVE);
    let words = Cautions::new(context, inner.width).below(words.to_vec(), rows, context, inner.width);
    let chart = Rect { height: inner.height.saturating_sub(words.len() as u16), ..inner };
    KDistance::new(theme, &density.distances, density.eps).knee(density.knee).render(chart, buf);
    for (words, y) in words.into_iter().zip(chart.height..) {
        line(words, y, inner, buf);
    }
    context.age(inner, buf);
}
