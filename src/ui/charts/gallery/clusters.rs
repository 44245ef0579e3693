//! Charts of segments and of clustering.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::widgets::Widget;

use crate::ui::charts::legend::Legend;
use crate::ui::charts::pen::Pen;
use crate::ui::charts::{
    Curve, Curves, Dendrogram, DendrogramLeaf, Joint, KDistance, Scatter, ScatterPoint, SegmentMark, SilhouetteBand,
    SilhouettePlot,
};
use crate::ui::theme::Theme;

pub fn silhouette_plot(theme: &Theme, area: Rect, buf: &mut Buffer) {
    let means = [0.58, 0.49, 0.31, -0.06];
    let band = |(mark, mean): (SegmentMark, f64)| {
        let members = (0..200).map(move |i| (mean + 0.3 - f64::from(i) * 0.003, 1.0));
        SilhouetteBand::new(mark, mean).members(members)
    };
    let bands: Vec<SilhouetteBand> = SegmentMark::first(theme, 4).into_iter().zip(means).map(band).collect();
    SilhouettePlot::new(theme, &bands).mean(Some(0.44)).cursor(Some(2)).render(area, buf);
}

pub fn curves(theme: &Theme, area: Rect, buf: &mut Buffer) {
    let labels: Vec<String> = (2..=12).map(|k| k.to_string()).collect();
    let inertia: Vec<Option<f64>> = (2..=12).map(|k| Some(9000.0 / f64::from(k))).collect();
    let silhouette = [0.41, 0.44, 0.52, 0.47, 0.45, 0.4, 0.38, 0.39, 0.36, 0.33, 0.35].map(Some);
    let stability = [0.97, 0.99, 0.98, 0.83, 0.71, 0.7, 0.66, 0.6, 0.62, 0.55, 0.51].map(Some);
    Curves::new(theme, &labels)
        .curve(Curve::new("inertia", &inertia, theme.bar).note("2,250"))
        .curve(Curve::new("silhouette", &silhouette, theme.claims).mark(Some(2)).note("0.52"))
        .curve(Curve::new("stability", &stability, theme.burnt).note("0.98"))
        .cursor(Some(2))
        .render(area, buf);
}

/// Eight leaves in three segments: ((0 1) 2), (3 4) and ((5 6) 7).
pub fn dendrogram(theme: &Theme, area: Rect, buf: &mut Buffer) {
    let sizes = [412, 88, 301, 190, 77, 640, 25, 260];
    let leaf = |(i, size): (usize, u64)| DendrogramLeaf {
        mark: Some(SegmentMark::new(theme, [0, 0, 0, 1, 1, 2, 2, 2][i], [0, 0, 0, 1, 1, 2, 2, 2][i])),
        size,
    };
    let leaves: Vec<DendrogramLeaf> = sizes.into_iter().enumerate().map(leaf).collect();
    let joints = [(0, 1, 3.1), (3, 4, 3.8), (5, 6, 4.4), (8, 2, 6.0), (10, 7, 7.5), (11, 9, 19.0), (13, 12, 41.5)]
        .map(|(left, right, height)| Joint { left, right, height });
    Dendrogram::new(theme, &leaves, &joints).cut(Some(12.0)).render(area, buf);
}

pub fn k_distance(theme: &Theme, area: Rect, buf: &mut Buffer) {
    let distances: Vec<(f64, f64)> =
        (0..196).map(|i| (0.2 + f64::from(i) * 0.001 + 1.6 * (f64::from(i) / 196.0).powi(20), 10.0)).collect();
    KDistance::new(theme, &distances, 0.909).knee(Some(0.48)).render(area, buf);
}

pub fn legend(theme: &Theme, area: Rect, buf: &mut Buffer) {
    let marks = SegmentMark::first(theme, 5);
    let legend = Legend { marks: &marks, centroids: true, note: "1,961 customers" };
    legend.draw(theme, &mut Pen::new(area, buf), 0, area.height);
}

/// Three clouds, each a spiral of points around its centroid.
pub fn scatter(theme: &Theme, area: Rect, buf: &mut Buffer) {
    let centroids = [(-2.0, 1.0), (1.5, 1.6), (0.8, -1.4)];
    let point = |(segment, i): (usize, i32)| {
        let (x, y) = centroids[segment];
        let (sine, cosine) = (f64::from(i) * 2.4).sin_cos();
        let far = (f64::from(i) / 60.0).sqrt();
        ScatterPoint { x: x + far * cosine, y: y + 0.7 * far * sine, near: 1.0, segment, weight: 1.0 }
    };
    let points: Vec<ScatterPoint> = (0..3).flat_map(|segment| (0..60).map(move |i| (segment, i))).map(point).collect();
    Scatter::new(theme, &points, &SegmentMark::first(theme, 3))
        .centroids(&centroids)
        .axes("PC1 48%", "PC2 31%")
        .axis_lines(&[("recency", (2.4, 0.4)), ("burns", (-1.0, 2.0))])
        .legend("180 customers")
        .render(area, buf);
}
