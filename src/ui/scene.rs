//! What every scatter plot of segments draws: their marks, points and centroids.

use crate::analysis::{Dot, Segmentation};
use crate::app::ScatterView;
use crate::ui::charts::{ScatterPoint, SegmentMark};
use crate::ui::theme::Theme;
use crate::wording::text::percent;

/// The marks of all segments in their colours.
pub fn marks(theme: &Theme, segmentation: &Segmentation) -> Vec<SegmentMark> {
    segmentation.colours.iter().enumerate().map(|(label, slot)| SegmentMark::new(theme, label, *slot)).collect()
}

/// The same, with that of noise after them if there is any.
pub fn marks_with_noise(theme: &Theme, segmentation: &Segmentation) -> Vec<SegmentMark> {
    let noise = (segmentation.segments.noise > 0).then(|| SegmentMark::noise(theme));
    marks(theme, segmentation).into_iter().chain(noise).collect()
}

/// The position of every distinct row, with its nearness between 0 and 1; of many, that of their dots.
pub fn points(scene: &ScatterView<'_>) -> Vec<ScatterPoint> {
    if let Some(cloud) = scene.cloud {
        let point = |&Dot { x, y, near, segment, weight }: &Dot| ScatterPoint { x, y, near, segment, weight };
        return cloud.dots.iter().map(point).collect();
    }
    let (clustering, weights) = (&scene.segmentation.clustering, &scene.segmentation.prepared.matrix.weights);
    let point = |(row, label): (usize, &Option<u32>)| {
        let (x, y) = scene.position(row);
        ScatterPoint {
            x,
            y,
            near: scene.nearness(row),
            segment: label.map_or(clustering.k, |l| l as usize),
            weight: weights[row],
        }
    };
    let mut points: Vec<ScatterPoint> = clustering.labels.iter().enumerate().map(point).collect();
    let (back, front) = points.iter().fold((f64::MAX, f64::MIN), |(low, high), p| (low.min(p.near), high.max(p.near)));
    for point in &mut points {
        point.near = if front > back { (point.near - back) / (front - back) } else { 1.0 };
    }
    points
}

/// The mean of a segment's points is its centroid in any directions: a projection is linear.
pub fn centroids(scene: &ScatterView<'_>, points: &[ScatterPoint]) -> Vec<(f64, f64)> {
    let k = scene.segmentation.clustering.k;
    if let Some(cloud) = scene.cloud {
        return cloud.means[..k].to_vec();
    }
    let mut sums = vec![(0.0, 0.0, 0.0); k];
    for p in points.iter().filter(|p| p.segment < k) {
        let sum = &mut sums[p.segment];
        *sum = (sum.0 + p.x * p.weight, sum.1 + p.y * p.weight, sum.2 + p.weight);
    }
    sums.into_iter().map(|(x, y, w)| (x / w, y / w)).collect()
}

/// `PC1 48%`.
pub fn share(segmentation: &Segmentation, component: usize) -> String {
    let ratio = segmentation.prepared.projection.ratios.get(component).copied().unwrap_or(0.0);
    format!("PC{} {}", component + 1, percent(ratio, 0))
}
