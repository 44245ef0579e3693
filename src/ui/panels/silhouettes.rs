//! The silhouettes of each segment's customers, highest first, and their mean.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::widgets::Widget;

use super::context::Context;
use crate::analysis::Segmentation;
use crate::cluster::SilhouetteMethod;
use crate::ui::charts::{Bar, BarList, SilhouetteBand, SilhouettePlot};
use crate::ui::scene::marks;
use crate::wording::text::{number, percent};

pub fn draw(context: &Context<'_>, area: Rect, buf: &mut Buffer) {
    if context.model.view(context.panel) == 1 {
        return sizes(context, area, buf);
    }
    let silhouette = context.model.clusters.last().and_then(|s| s.clustering.silhouette.as_ref());
    let note = silhouette.map_or_else(String::new, |s| match s.method {
        SilhouetteMethod::Exact => format!("mean {}", number(s.mean, 3)),
        SilhouetteMethod::Sampled => format!("mean {} ± {}, sampled", number(s.mean, 3), number(s.error, 3)),
    });
    let inner = context.frame("Silhouette", &note, area, buf);
    let Some(segmentation) = context.segmentation(inner, buf) else {
        return;
    };
    let clustering = &segmentation.clustering;
    let Some(silhouette) = &clustering.silhouette else {
        return context.say("needs two segments", inner, buf);
    };
    let mut members: Vec<Vec<(f64, f64)>> = vec![Vec::new(); clustering.k];
    for (row, (label, score)) in clustering.labels.iter().zip(&silhouette.rows).enumerate() {
        if let Some(label) = label.filter(|_| score.is_finite()) {
            members[label as usize].push((*score, segmentation.prepared.matrix.weights[row]));
        }
    }
    let bands: Vec<SilhouetteBand> = marks(context.theme, segmentation)
        .into_iter()
        .zip(members)
        .zip(&silhouette.segments)
        .map(|((mark, members), mean)| SilhouetteBand::new(mark, *mean).members(members))
        .collect();
    let plot = SilhouettePlot::new(context.theme, &bands).mean(Some(silhouette.mean)).cursor(context.cursor());
    context.rows(plot.places(inner));
    plot.render(inner, buf);
    context.age(inner, buf);
}

/// The number of customers of each segment.
fn sizes(context: &Context<'_>, area: Rect, buf: &mut Buffer) {
    let inner = context.frame("Sizes", "customers", area, buf);
    let Some(Segmentation { segments, colours, .. }) = context.segmentation(inner, buf) else {
        return;
    };
    let bars: Vec<Bar> = segments
        .list
        .iter()
        .zip(colours)
        .map(|(segment, slot)| {
            let label = format!("{} {}", context.theme.segment_glyph(segment.id - 1), segment.name);
            let bar = Bar::new(&label, segment.customers).note(percent(segment.share, 0));
            bar.style(context.theme.segment_style(*slot))
        })
        .collect();
    let offset = context.first(bars.len(), BarList::visible_rows(area.height));
    context.bars(&BarList::new(context.theme, &bars).offset(offset).cursor(context.cursor()), inner, buf);
    context.age(inner, buf);
}
