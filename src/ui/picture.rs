//! The scatter plot where a page or a list leaves room: where its segment or customer is among all.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::widgets::Widget;

use super::charts::Scatter;
use super::scene::{centroids, marks_with_noise, points, share};
use super::theme::Theme;
use crate::analysis::Segmentation;
use crate::app::{ScatterView, Viewport};
use crate::wording::text::counted;

/// Columns and rows from which the plot says something.
pub const LEAST: (u16, u16) = (48, 8);

/// Draws the plot if there is room: a segment keeps its colour, and a customer is marked.
pub fn draw(
    theme: &Theme,
    segmentation: &Segmentation,
    (segment, customer): (Option<usize>, Option<usize>),
    area: Rect,
    buf: &mut Buffer,
) {
    if area.width < LEAST.0 || area.height < LEAST.1 {
        return;
    }
    let scene = ScatterView::of(segmentation);
    let (points, marks) = (points(&scene), marks_with_noise(theme, segmentation));
    let centroids = centroids(&scene, &points);
    let row = customer.and_then(|customer| *segmentation.prepared.matrix.row_of.get(customer)?);
    let here = row.map(|row| scene.position(row as usize));
    let [x, y] = [0, 1].map(|component| share(segmentation, component));
    Scatter::new(theme, &points, &marks)
        .view(scene.view)
        .centroids(&centroids)
        .axes(&x, &y)
        .legend(counted(segmentation.segments.clustered, "customer"))
        .highlight(segment)
        .cursor(here.map(|(x, y)| Viewport { x: [x, x], y: [y, y] }))
        .render(area, buf);
}

/// The rows of an area that are left below its first ones and a blank.
pub fn below(area: Rect, used: u16) -> Rect {
    let used = used.saturating_add(1).min(area.height);
    Rect { y: area.y + used, height: area.height - used, ..area }
}
