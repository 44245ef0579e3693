//! A scatter of the customers over the first two principal components.

use super::blocks::{Chart, Cloud, Mark, Plot, Scatter};
use crate::report::segmentation::SegmentationReport;
use crate::wording::text::{count, counted, percent};

/// Number of points: enough to see the shape, few enough for a page.
const MOST: usize = 3_000;

/// `None` if there is nothing to project.
pub(super) fn scatter(report: &SegmentationReport) -> Option<Chart> {
    let (prepared, clustering) = (&report.segmentation.prepared, &report.segmentation.clustering);
    let (projection, weights) = (&prepared.projection, &prepared.matrix.weights);
    let axis = |component: usize| {
        let ratio = projection.ratios.get(component).copied().unwrap_or(0.0);
        format!("PC{}, {} of the variance", component + 1, percent(ratio, 0))
    };
    let rows = clustering.labels.len();
    let step = rows.div_ceil(MOST).max(1);
    let marks = report.segments.list.iter().map(|s| Some(report.mark(s.id - 1)));
    let mut groups: Vec<(Cloud, [f64; 3])> = marks
        .chain([None])
        .map(|mark| (Cloud { mark: mark.unwrap_or_else(Mark::none), points: Vec::new(), centre: None }, [0.0; 3]))
        .collect();
    for (row, label) in clustering.labels.iter().enumerate() {
        let (x, y) = projection.point(row);
        let last = groups.len() - 1;
        let (cloud, [sum_x, sum_y, weight]) = &mut groups[label.map_or(last, |label| (label as usize).min(last))];
        if !(x.is_finite() && y.is_finite()) {
            continue;
        }
        let w = weights.get(row).copied().unwrap_or(1.0);
        (*sum_x, *sum_y, *weight) = (*sum_x + w * x, *sum_y + w * y, *weight + w);
        if row.is_multiple_of(step) {
            cloud.points.push((x, y));
        }
    }
    let drawn: usize = groups.iter().map(|(cloud, _)| cloud.points.len()).sum();
    let groups: Vec<Cloud> = groups
        .into_iter()
        .map(|(cloud, [x, y, weight])| {
            let centre = (weight > 0.0 && cloud.mark.slot.is_some()).then(|| (x / weight, y / weight));
            Cloud { centre, ..cloud }
        })
        .filter(|cloud| !cloud.points.is_empty() || cloud.centre.is_some())
        .collect();
    let points =
        if step > 1 { format!("{} of {}", count(drawn as u64), count(rows as u64)) } else { count(rows as u64) };
    let noise = if report.noise > 0 { " Grey: in no segment." } else { "" };
    (drawn > 0).then(|| Chart {
        title: "Customers by similarity".to_owned(),
        unit: format!(
            "{} at {points} points, scaled features",
            counted(weights.iter().sum::<f64>() as u64, "customer")
        ),
        note: format!("Customers with equal features share a point. A number marks the mean of its segment.{noise}"),
        plot: Plot::Scatter(Scatter { axes: [axis(0), axis(1)], groups }),
    })
}
