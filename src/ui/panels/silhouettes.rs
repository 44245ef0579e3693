//! How well each segment holds together: the silhouettes of its customers, highest first, and their mean.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::widgets::Widget;

use super::{Context, marks};
use crate::cluster::SilhouetteMethod;
use crate::ui::charts::{Blade, Blades};
use crate::ui::text::number;

pub fn draw(context: &Context<'_>, area: Rect, buf: &mut Buffer) {
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
    let blades: Vec<Blade> = marks(context.theme, segmentation)
        .into_iter()
        .zip(members)
        .zip(&silhouette.segments)
        .map(|((mark, members), mean)| Blade::new(mark, *mean).members(members))
        .collect();
    Blades::new(context.theme, &blades).mean(Some(silhouette.mean)).cursor(context.cursor()).render(inner, buf);
    context.age(inner, buf);
}
