//! A dendrogram: which clusters merge at what height, root on top, with the line that cuts it.
//!
//! ```text
//!  25 ┤          ┌───────────┐
//!     │          │           │
//!  10 ┤          │        ┌──┴──┐
//! 6.5 ┤╌╌╌╌╌╌╌╌╌╌│╌╌╌╌╌╌╌╌│╌╌╌╌╌│╌╌╌╌╌
//!     │       ┌──┴──┐     │     │
//!     │     ┌─┴─┐   │   ┌─┴─┐   │
//!           1   1   1   2   2   3
//!          10  20  30  40  50  60
//! ```

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Modifier;
use ratatui::widgets::Widget;

use super::box_lines::BoxLines;
use super::legend::SegmentMark;
use super::pen::Pen;
use super::root_axis::RootAxis;
use crate::ui::theme::Theme;
use crate::wording::text::{compact, width};

/// A leaf: the foot of a branch.
#[derive(Clone, Copy, Debug)]
pub struct DendrogramLeaf {
    /// The segment it belongs to; `None` if it belongs to several.
    pub mark: Option<SegmentMark>,
    /// Customers in it.
    pub size: u64,
}

/// A merge of two branches.
#[derive(Clone, Copy, Debug)]
pub struct Joint {
    /// The left branch: the number of a leaf, or the number of leaves plus that of an earlier joint.
    pub left: usize,
    /// The right branch.
    pub right: usize,
    /// How far apart the two are, 0 or more.
    pub height: f64,
}

/// The plot.
///
/// ```
/// use ratatui::{buffer::Buffer, layout::Rect, widgets::Widget};
/// use segscope::ui::{charts::{Dendrogram, DendrogramLeaf, Joint, SegmentMark}, theme::Theme};
///
/// let (theme, area) = (Theme::dark(), Rect::new(0, 0, 40, 8));
/// let mut buf = Buffer::empty(area);
/// let leaf = |segment| DendrogramLeaf { mark: Some(SegmentMark::new(&theme, segment, segment)), size: 20 };
/// let joints = [Joint { left: 0, right: 1, height: 2.0 }, Joint { left: 3, right: 2, height: 9.0 }];
/// Dendrogram::new(&theme, &[leaf(0), leaf(0), leaf(1)], &joints).cut(Some(5.0)).render(area, &mut buf);
/// assert!(buf.content.iter().any(|cell| cell.symbol() == "│"));
/// ```
#[derive(Clone, Debug)]
pub struct Dendrogram<'a> {
    theme: &'a Theme,
    leaves: &'a [DendrogramLeaf],
    joints: &'a [Joint],
    cut: Option<f64>,
}

impl<'a> Dendrogram<'a> {
    /// Leaves from left to right, and the joints above them from the lowest to the highest. The tree ends at a joint
    /// that names a missing branch.
    pub fn new(theme: &'a Theme, leaves: &'a [DendrogramLeaf], joints: &'a [Joint]) -> Self {
        Self { theme, leaves, joints, cut: None }
    }

    /// The height at which the tree is cut: a dashed line. Joints up to it have the colour of their segment.
    #[must_use]
    pub fn cut(mut self, cut: Option<f64>) -> Self {
        self.cut = cut.filter(|cut| !cut.is_nan());
        self
    }

    /// Number of leaves for a width: one in every fourth column, or in every second if that gives few.
    pub fn leaves_in(columns: u16) -> usize {
        let columns = usize::from(columns.saturating_sub(GUTTER));
        (columns / 4).max((columns / 2).min(12)).max(1)
    }
}

/// Columns of the axis, estimated.
const GUTTER: u16 = 7;

/// Positions from the left and the top of the plot: leaves first, then joints.
struct Layout {
    /// Column of the vertical line.
    x: Vec<u16>,
    /// Row; that of leaves is below the plot.
    y: Vec<u16>,
    /// First and last column of the horizontal line.
    spans: Vec<(u16, u16)>,
    /// Row of the cut.
    cut: Option<u16>,
}

impl Dendrogram<'_> {
    /// The joints up to the first with a missing branch.
    fn sound(&self) -> &[Joint] {
        let sound = |i: usize, joint: &Joint| joint.left.max(joint.right) < self.leaves.len() + i;
        let count = self.joints.iter().enumerate().take_while(|&(i, joint)| sound(i, joint)).count();
        &self.joints[..count]
    }

    /// The axis, starting a little below the lowest joint, because nothing is drawn below it.
    fn axis(&self, rows: u16) -> RootAxis {
        let heights = || self.sound().iter().map(|joint| joint.height).filter(|height| height.is_finite());
        RootAxis::new(heights().fold(f64::INFINITY, f64::min) * 0.8, heights().fold(0.0, f64::max), rows)
    }

    fn layout(&self, axis: &RootAxis, columns: u16, rows: u16) -> Layout {
        let cut = self.cut_row(axis, rows);
        let x = self.columns_of_leaves(columns);
        let mut layout = Layout { spans: x.iter().map(|&x| (x, x)).collect(), y: vec![rows; x.len()], x, cut };
        for joint in self.sound() {
            // Above the foot, on its own side of the cut, and not below its branches.
            let row = axis.row(joint.height).min(rows.saturating_sub(2));
            let row = match cut {
                Some(cut) if self.is_below(joint) => row.max(cut + 1),
                Some(cut) => row.min(cut.saturating_sub(1)),
                None => row,
            };
            let y = row.min(layout.y[joint.left]).min(layout.y[joint.right]);
            // A branch whose joint is in the same row is part of this one.
            let ends = |branch: usize| {
                if layout.y[branch] == y { layout.spans[branch] } else { (layout.x[branch], layout.x[branch]) }
            };
            let span = (ends(joint.left).0, ends(joint.right).1);
            layout.x.push(span.0.midpoint(span.1));
            layout.y.push(y);
            layout.spans.push(span);
        }
        layout
    }

    /// Leaves at equal distances, centred in the plot; an even distance puts the middle of two on a column.
    fn columns_of_leaves(&self, columns: u16) -> Vec<u16> {
        let (n, columns) = (self.leaves.len(), usize::from(columns));
        let pitch = match columns / n.max(1) {
            0 => return (0..n).map(|leaf| (leaf * columns / n) as u16).collect(),
            few @ 1..=2 => few,
            room => (room & !1).min(8),
        };
        let first = (columns - (n - 1) * pitch - 1) / 2;
        (0..n).map(|leaf| (first + leaf * pitch) as u16).collect()
    }

    /// The row of the cut, with room above and below it for the joints there; `None` if there is too little.
    fn cut_row(&self, axis: &RootAxis, rows: u16) -> Option<u16> {
        let cut = self.cut.filter(|_| rows >= 5)?;
        let above = self.sound().iter().any(|joint| !self.is_below(joint));
        let below = self.sound().iter().any(|joint| self.is_below(joint));
        let lowest = rows - if below { 3 } else { 1 };
        Some(axis.row(cut).clamp(u16::from(above), lowest))
    }

    fn is_below(&self, joint: &Joint) -> bool {
        self.cut.is_none_or(|cut| joint.height <= cut)
    }

    /// The segment of each leaf, then of each joint below the cut; `None` if there are several.
    fn marks(&self) -> Vec<Option<SegmentMark>> {
        let mut marks: Vec<Option<SegmentMark>> = self.leaves.iter().map(|leaf| leaf.mark).collect();
        for joint in self.sound() {
            let one = self.is_below(joint) && marks[joint.left] == marks[joint.right];
            marks.push(marks[joint.left].filter(|_| one));
        }
        marks
    }

    fn tree(&self, layout: &Layout, columns: u16, rows: u16) -> BoxLines {
        let marks = self.marks();
        let style = |node: usize| marks[node].map_or(self.theme.text, |mark| mark.style);
        let mut lines = BoxLines::new(columns, rows);
        for (node, joint) in (self.leaves.len()..).zip(self.sound()) {
            let y = layout.y[node];
            lines.across(y, layout.spans[node], style(node));
            for branch in [joint.left, joint.right] {
                let x = layout.x[branch];
                for row in y..layout.y[branch] {
                    let uncut = row == y || layout.cut.is_some_and(|cut| row <= cut);
                    lines.leave(x, row, if uncut { style(node) } else { style(branch) });
                    lines.enter(x, row + 1, style(branch));
                }
            }
        }
        lines
    }

    fn draw_axis(&self, pen: &mut Pen, left: u16, rows: u16, axis: &RootAxis, cut: Option<u16>) {
        let (rule, tick) = (self.theme.glyphs.vertical(), self.theme.glyphs.pick('┤', '+'));
        for y in 0..rows {
            pen.glyph(left - 1, y, rule, self.theme.border);
        }
        for (y, height) in axis.ticks().into_iter().filter(|&(y, _)| cut != Some(y)) {
            pen.text_before(left - 2, y, &axis.name(height), self.theme.dim);
            pen.glyph(left - 1, y, tick, self.theme.border);
        }
        if let Some((y, height)) = cut.zip(self.cut) {
            if height.is_finite() {
                pen.text_before(
                    left - 2,
                    y,
                    &axis.name_between(height),
                    self.theme.accent.add_modifier(Modifier::BOLD),
                );
            }
            pen.glyph(left - 1, y, tick, self.theme.accent);
        }
    }

    /// The segments of the leaves below the plot, and their sizes if all of them fit.
    fn draw_foot(&self, pen: &mut Pen, left: u16, y: u16, columns: &[u16]) {
        for (leaf, x) in self.leaves.iter().zip(columns) {
            if let Some(mark) = leaf.mark {
                pen.glyph(left + x, y, mark.glyph, mark.style);
            }
        }
        let sizes: Vec<String> = self.leaves.iter().map(|leaf| compact(leaf.size as f64)).collect();
        let room = columns.get(1).map_or(u16::MAX, |second| second - columns[0]);
        if sizes.iter().all(|size| width(size) < usize::from(room)) {
            for (size, x) in sizes.iter().zip(columns) {
                pen.text((left + x).saturating_sub(width(size) as u16 / 2), y + 1, size, self.theme.dim);
            }
        }
    }
}

impl Widget for &Dendrogram<'_> {
    fn render(self, area: Rect, buf: &mut Buffer) {
        let mut pen = Pen::new(area, buf);
        if pen.width() == 0 || pen.height() == 0 || self.leaves.is_empty() {
            return;
        }
        let foot = match pen.height() {
            0..=4 => 0,
            5..=9 => 1,
            _ => 2,
        };
        let rows = pen.height() - foot;
        let axis = self.axis(rows);
        let names = axis.ticks().into_iter().map(|(_, height)| axis.name(height));
        let names = names.chain(self.cut.map(|cut| axis.name_between(cut)));
        let gutter = names.map(|name| width(&name)).max().unwrap_or(0) as u16 + 2;
        let left = if gutter + 8 <= pen.width() { gutter } else { 0 };
        let columns = pen.width() - left;
        let layout = self.layout(&axis, columns, rows);
        let rule = layout.cut.map(|y| (y, self.theme.glyphs.pick('╌', '.'), self.theme.accent));
        self.tree(&layout, columns, rows).draw(self.theme, &mut pen, left, rule);
        if left > 0 {
            self.draw_axis(&mut pen, left, rows, &axis, layout.cut);
        }
        if foot > 0 {
            self.draw_foot(&mut pen, left, rows, &layout.x[..self.leaves.len()]);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::charts::testing::{drawn, each_size};
    use crate::ui::theme::Glyphs;

    fn leaves(theme: &Theme, segments: &[usize]) -> Vec<DendrogramLeaf> {
        let leaf = |(i, &segment): (usize, &usize)| DendrogramLeaf {
            mark: Some(SegmentMark::new(theme, segment, segment)),
            size: 10 * (i as u64 + 1),
        };
        segments.iter().enumerate().map(leaf).collect()
    }

    fn joints(joints: &[(usize, usize, f64)]) -> Vec<Joint> {
        joints.iter().map(|&(left, right, height)| Joint { left, right, height }).collect()
    }

    /// Six leaves: ((0 1) 2) and ((3 4) 5).
    fn six() -> Vec<Joint> {
        joints(&[(0, 1, 1.0), (3, 4, 1.5), (6, 2, 4.0), (7, 5, 9.0), (8, 9, 25.0)])
    }

    #[test]
    fn branches_meet_in_the_middle_and_the_line_cuts_them() {
        let theme = Theme::dark();
        let (leaves, joints) = (leaves(&theme, &[0, 0, 0, 1, 1, 2]), six());
        let plot = Dendrogram::new(&theme, &leaves, &joints).cut(Some(6.5));
        assert_eq!(
            drawn(&plot, 36, 12),
            [
                " 25 ┤          ┌───────────┐",
                "    │          │           │",
                " 15 ┤          │           │",
                "    │          │           │",
                " 10 ┤          │        ┌──┴──┐",
                "6.5 ┤╌╌╌╌╌╌╌╌╌╌│╌╌╌╌╌╌╌╌│╌╌╌╌╌│╌╌╌╌╌",
                "  5 ┤          │        │     │",
                "    │       ┌──┴──┐     │     │",
                "    │     ┌─┴─┐   │   ┌─┴─┐   │",
                "    │     │   │   │   │   │   │",
                "          1   1   1   2   2   3",
                "         10  20  30  40  50  60",
            ]
        );
    }

    #[test]
    fn ascii_draws_the_same_tree() {
        let theme = Theme::dark().with_glyphs(Glyphs::Ascii);
        let (leaves, joints) = (leaves(&theme, &[0, 0, 0, 1, 1, 2]), six());
        let lines = drawn(&Dendrogram::new(&theme, &leaves, &joints).cut(Some(6.5)), 36, 12);
        assert!(lines.iter().all(|line| line.is_ascii()), "{lines:#?}");
        assert!(lines[0].ends_with("+-----------+"), "{lines:#?}");
    }

    #[test]
    fn merges_in_one_row_are_one_line() {
        let theme = Theme::dark();
        let equal = joints(&[(0, 1, 2.0), (3, 2, 2.0)]);
        let leaves = leaves(&theme, &[0, 0, 0]);
        assert_eq!(
            drawn(&Dendrogram::new(&theme, &leaves, &equal), 11, 4),
            ["   ┌─┬─┐", "   │ │ │", "   │ │ │", "   │ │ │"]
        );
    }

    #[test]
    fn as_many_branches_are_cut_as_there_are_clusters() {
        let theme = Theme::dark();
        let (leaves, joints) = (leaves(&theme, &[0; 6]), six());
        for (cut, clusters) in [(0.5, 6), (1.2, 5), (2.0, 4), (5.0, 3), (24.9, 2), (25.0, 1), (f64::INFINITY, 1)] {
            for height in 7..30 {
                let lines = drawn(&Dendrogram::new(&theme, &leaves, &joints).cut(Some(cut)), 60, height);
                let line = lines.iter().find(|line| line.contains('╌'));
                let crossed = line.map(|line| line.chars().skip(6).filter(|&glyph| glyph == '│').count());
                // Above the root nothing is cut.
                assert_eq!(crossed, Some(if clusters == 1 { 0 } else { clusters }), "{cut} {height}: {lines:#?}");
            }
        }
    }

    #[test]
    fn below_the_cut_branches_have_the_colour_of_their_segment() {
        let theme = Theme::dark();
        let (leaves, joints) = (leaves(&theme, &[0, 0, 0, 1, 1, 2]), six());
        let area = Rect::new(0, 0, 36, 12);
        let mut buf = Buffer::empty(area);
        Dendrogram::new(&theme, &leaves, &joints).cut(Some(6.5)).render(area, &mut buf);
        let cut = (0..12).find(|&y| buf[(34, y)].symbol() == "╌");
        for position in area.positions().filter(|position| position.x > 4) {
            let cell = &buf[position];
            if "│┌┐─┴┬".contains(cell.symbol()) {
                let segment = (0..3).any(|slot| theme.segment_style(slot).fg == Some(cell.fg));
                assert_eq!(segment, Some(position.y) > cut, "{position}");
            }
        }
    }

    #[test]
    fn any_size_is_drawn_within_its_area() {
        let theme = Theme::dark();
        let (few, tree) = (leaves(&theme, &[0, 0, 0, 1, 1, 2]), six());
        each_size(|| Dendrogram::new(&theme, &few, &tree).cut(Some(6.5)));
        // A chain of more leaves than columns, and heights that are not numbers.
        let many = leaves(&theme, &[0; 300]);
        let chain: Vec<Joint> = (0..299)
            .map(|i| Joint { left: if i == 0 { 0 } else { 299 + i }, right: i + 1, height: i as f64 })
            .collect();
        each_size(|| Dendrogram::new(&theme, &many, &chain).cut(Some(f64::INFINITY)));
        let odd = joints(&[(0, 1, f64::NAN), (6, 2, f64::INFINITY), (3, 3, -4.0), (4, 99, 1.0)]);
        each_size(|| Dendrogram::new(&theme, &few, &odd).cut(Some(1e300)));
        each_size(|| Dendrogram::new(&theme, &few[..1], &[]).cut(Some(0.0)));
        each_size(|| Dendrogram::new(&theme, &[], &tree).cut(Some(f64::NAN)));
        assert_eq!([0, 20, 40, 100].map(Dendrogram::leaves_in), [1, 6, 12, 23]);
    }
}
