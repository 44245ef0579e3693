//! Customers as points, coloured by segment, over two principal components or any two features.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::widgets::Widget;

use super::{Context, marks};
use crate::analysis::Segmentation;
use crate::app::{Axes, ClusterState, Panel};
use crate::ui::charts::{Scatter, ScatterPoint, SegmentMark};
use crate::ui::text::{count, percent};

pub fn draw(context: &Context<'_>, area: Rect, buf: &mut Buffer) {
    let Some(segmentation) = context.model.clusters.last() else {
        let inner = context.frame("Clusters", "", area, buf);
        context.segmentation(inner, buf);
        return;
    };
    let clustering = &segmentation.clustering;
    let title = clustering.params.algorithm().title();
    let note = format!("{title} k={}  {}", clustering.k, segmentation.choice.scaling);
    let inner = context.frame("Clusters", &note, area, buf);
    let axes = axes(context, segmentation);
    let (points, centroids) = plot(segmentation, axes);
    let (x, y) = names(segmentation, axes);
    let mut marks = marks(context.theme, segmentation);
    if segmentation.segments.noise > 0 {
        // Noise comes after the segments.
        marks.push(SegmentMark::noise(context.theme));
    }
    let legend = format!("{} customers", count(segmentation.segments.clustered));
    Scatter::new(context.theme, &points, &marks)
        .centroids(&centroids)
        .axes(&x, &y)
        .legend(legend)
        .highlight(highlight(context, segmentation))
        .render(inner, buf);
    context.age(inner, buf);
    if let ClusterState::Failed(why, _) = &context.model.clusters {
        let bottom = Rect { y: inner.y, height: inner.height.min(2), ..inner };
        ratatui::widgets::Clear.render(bottom, buf);
        context.say(&format!("{why} (the last result stays below)"), bottom, buf);
    }
}

/// The segment under the cursor of a list of segments stands out, while that list has the keyboard.
fn highlight(context: &Context<'_>, segmentation: &Segmentation) -> Option<usize> {
    let panel = context.model.focused();
    let lists_segments = matches!(panel, Panel::SegmentTable | Panel::Silhouettes | Panel::Profiles);
    lists_segments.then(|| context.model.cursor(panel).min(segmentation.segments.list.len().saturating_sub(1)))
}

/// The chosen axes, as far as the matrix on screen has them: while the next is computed it may have fewer columns.
fn axes(context: &Context<'_>, segmentation: &Segmentation) -> Axes {
    match context.model.axes {
        Axes::Features(x, y) if x.max(y) >= segmentation.prepared.matrix.names.len() => Axes::Components,
        axes => axes,
    }
}

/// Points and centroids on the axes.
fn plot(segmentation: &Segmentation, axes: Axes) -> (Vec<ScatterPoint>, Vec<(f64, f64)>) {
    let matrix = &segmentation.prepared.matrix;
    let place = |row: usize| match axes {
        Axes::Components => segmentation.prepared.projection.point(row),
        Axes::Features(x, y) => (matrix.raw[[row, x]], matrix.raw[[row, y]]),
    };
    let clustering = &segmentation.clustering;
    let points: Vec<ScatterPoint> = clustering
        .labels
        .iter()
        .enumerate()
        .map(|(row, label)| {
            let (x, y) = place(row);
            ScatterPoint { x, y, segment: label.map_or(clustering.k, |l| l as usize), weight: matrix.weights[row] }
        })
        .collect();
    // The mean of a segment's points is its centroid on any axes: a projection is linear.
    let mut sums = vec![(0.0, 0.0, 0.0); clustering.k];
    for p in points.iter().filter(|p| p.segment < clustering.k) {
        let sum = &mut sums[p.segment];
        *sum = (sum.0 + p.x * p.weight, sum.1 + p.y * p.weight, sum.2 + p.weight);
    }
    let centroids = sums.into_iter().map(|(x, y, w)| (x / w, y / w)).collect();
    (points, centroids)
}

fn names(segmentation: &Segmentation, axes: Axes) -> (String, String) {
    let prepared = &segmentation.prepared;
    match axes {
        Axes::Components => {
            let name = |c: usize| {
                let ratio = prepared.projection.ratios.get(c).copied().unwrap_or(0.0);
                format!("PC{} {}", c + 1, percent(ratio, 0))
            };
            (name(0), name(1))
        }
        Axes::Features(x, y) => (prepared.matrix.names[x].clone(), prepared.matrix.names[y].clone()),
    }
}
