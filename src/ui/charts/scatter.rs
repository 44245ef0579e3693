//! A scatter of weighted points coloured by segment. A braille cell has one colour: that of the segment with the most
//! weight in it. Where colour or braille is missing, the segment's number is drawn instead.
//!
//! ```text
//!        ⢀⣤⣶⣦⡀       ⠙⠿⠟⠁
//!       ⢸⣿⣿✚⣿⣷              ⣀⣀  ⠄
//! PC2 31% ↑             PC1 48% →
//! 1■ 2■ 3■  ✚ centroid  1,961 customers
//! ```

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Color, Modifier, Style};
use ratatui::text::Line;
use ratatui::widgets::Widget;

use super::axis_lines::AxisLines;
use super::legend::{Legend, SegmentMark};
use super::pen::Pen;
use crate::app::Viewport;
use crate::ui::theme::{Glyphs, Theme, mix};
use crate::wording::text::{clean, clip_with, width};

/// A point of `weight` customers.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ScatterPoint {
    /// Data x.
    pub x: f64,
    /// Data y, growing upwards.
    pub y: f64,
    /// 0 for the farthest point, which is the faintest, to 1.
    pub near: f64,
    /// Index into the marks of the scatter.
    pub segment: usize,
    /// Customers at this point.
    pub weight: f64,
}

/// A scatter plot of segments in braille. `examples/charts.rs` draws one.
///
/// ```
/// use ratatui::{buffer::Buffer, layout::Rect, widgets::Widget};
/// use segscope::ui::{charts::{Scatter, ScatterPoint, SegmentMark}, theme::Theme};
///
/// let (theme, area) = (Theme::dark(), Rect::new(0, 0, 40, 10));
/// let mut buf = Buffer::empty(area);
/// let points = [(0.1, 0.9), (0.8, 0.2)].map(|(x, y)| ScatterPoint { x, y, near: 1.0, segment: 0, weight: 1.0 });
/// let marks = SegmentMark::first(&theme, 1);
/// Scatter::new(&theme, &points, &marks).axes("PC1", "PC2").render(area, &mut buf);
/// assert!(buf.content.iter().any(|cell| cell.symbol() == "P"));
/// ```
#[derive(Clone, Debug)]
pub struct Scatter<'a> {
    theme: &'a Theme,
    points: &'a [ScatterPoint],
    marks: &'a [SegmentMark],
    centroids: &'a [(f64, f64)],
    view: Option<Viewport>,
    axis_lines: &'a [(&'a str, (f64, f64))],
    axes: Option<[String; 2]>,
    legend: Option<String>,
    caption: Option<Line<'a>>,
    density: bool,
    highlight: Option<usize>,
    cursor: Option<Viewport>,
}

impl<'a> Scatter<'a> {
    /// Points of the segments in `marks`. Points of a segment without a mark, or without finite coordinates, are not
    /// drawn.
    pub fn new(theme: &'a Theme, points: &'a [ScatterPoint], marks: &'a [SegmentMark]) -> Self {
        Self {
            theme,
            points,
            marks,
            centroids: &[],
            view: None,
            axis_lines: &[],
            axes: None,
            legend: None,
            caption: None,
            density: true,
            highlight: None,
            cursor: None,
        }
    }

    /// Centroids by segment, drawn on top.
    #[must_use]
    pub fn centroids(mut self, centroids: &'a [(f64, f64)]) -> Self {
        self.centroids = centroids;
        self
    }

    /// The visible range, instead of that of all points.
    #[must_use]
    pub fn view(mut self, view: Viewport) -> Self {
        self.view = Some(view);
        self
    }

    /// Names of the axes (`PC1 48%`, `PC2 31%`); the arrows are added.
    #[must_use]
    pub fn axes(mut self, x: &str, y: &str) -> Self {
        let glyphs = self.theme.glyphs;
        self.axes = Some([format!("{} {}", clean(y), glyphs.up()), format!("{} {}", clean(x), glyphs.right())]);
        self
    }

    /// Text in place of the axes, at the left and at the right.
    #[must_use]
    pub fn instead_of_axes(mut self, left: impl Into<String>, right: impl Into<String>) -> Self {
        self.axes = Some([left.into(), right.into()]);
        self
    }

    /// Axes, drawn behind the points as lines from the origin to an end with its name.
    #[must_use]
    pub fn axis_lines(mut self, axis_lines: &'a [(&'a str, (f64, f64))]) -> Self {
        self.axis_lines = axis_lines;
        self
    }

    /// A legend of the segments with a note at its end (`1,961 customers`).
    #[must_use]
    pub fn legend(mut self, note: impl Into<String>) -> Self {
        self.legend = Some(note.into());
        self
    }

    /// A line of text in place of the legend.
    #[must_use]
    pub fn caption(mut self, caption: Option<Line<'a>>) -> Self {
        self.caption = caption;
        self
    }

    /// Whether sparse cells are fainter and dense ones stronger (the default).
    #[must_use]
    pub fn density(mut self, density: bool) -> Self {
        self.density = density;
        self
    }

    /// The segment that keeps its colour while the others are dimmed.
    #[must_use]
    pub fn highlight(mut self, segment: Option<usize>) -> Self {
        self.highlight = segment;
        self
    }

    /// The data range at the cursor.
    #[must_use]
    pub fn cursor(mut self, stretch: Option<Viewport>) -> Self {
        self.cursor = stretch;
        self
    }

    /// The visible range: the view that was set, or that of all points and centroids.
    pub fn viewport(&self) -> Viewport {
        self.view.unwrap_or_else(|| {
            let points = self.points.iter().filter(|point| point.segment < self.marks.len());
            Viewport::fit(points.map(|point| (point.x, point.y)).chain(self.centroids.iter().copied()))
        })
    }

    /// The part of `area` that holds the points, above axes and legend.
    pub fn plot(&self, area: Rect) -> Rect {
        let (axes, legend) = self.footer(area);
        Rect { height: area.height - axes - legend, ..area }
    }

    /// Rows of axes and legend; a low panel has none.
    fn footer(&self, area: Rect) -> (u16, u16) {
        let axes = u16::from(self.axes.is_some() && area.height >= 8);
        let legend = match &self.legend {
            Some(_) if area.height >= 14 && self.caption.is_none() => self.legend_of("").rows(area.width).min(3),
            Some(_) if area.height >= 4 => 1,
            _ => 0,
        };
        (axes, legend)
    }

    fn legend_of<'b>(&'b self, note: &'b str) -> Legend<'b> {
        Legend { marks: self.marks, centroids: !self.centroids.is_empty(), note }
    }
}

/// Sums over the cells of the plot.
struct Grid {
    columns: usize,
    /// Dots of all points, by cell.
    dots: Vec<u8>,
    /// Dots of the highlighted segment, by cell.
    lit: Vec<u8>,
    /// Weight by cell and segment.
    weights: Vec<f64>,
    /// The nearest point of each cell.
    near: Vec<f64>,
}

impl Scatter<'_> {
    fn grid(&self, glyphs: Glyphs, columns: usize, rows: usize) -> Grid {
        let (across, down) = glyphs.dots();
        let (view, segments) = (self.viewport(), self.marks.len());
        let cells = columns * rows;
        let mut grid = Grid {
            columns,
            dots: vec![0; cells],
            lit: vec![0; cells],
            weights: vec![0.0; cells * segments],
            near: vec![0.0; cells],
        };
        for point in self.points.iter().filter(|point| point.segment < segments) {
            let Some((x, y)) = view.dot(point.x, point.y, columns * across, rows * down) else {
                continue;
            };
            let cell = y / down * columns + x / across;
            let bit = glyphs.dot_bit(x % across, y % down);
            grid.dots[cell] |= bit;
            if self.highlight == Some(point.segment) {
                grid.lit[cell] |= bit;
            }
            grid.weights[cell * segments + point.segment] += point.weight;
            grid.near[cell] = grid.near[cell].max(point.near);
        }
        grid
    }

    fn draw_points(&self, pen: &mut Pen, rows: u16) {
        let glyphs = self.theme.glyphs;
        let grid = self.grid(glyphs, usize::from(pen.width()), usize::from(rows));
        let segments = self.marks.len();
        let total = |cell: usize| grid.weights[cell * segments..(cell + 1) * segments].iter().sum::<f64>();
        let used: Vec<usize> = (0..grid.dots.len()).filter(|&cell| grid.dots[cell] != 0).collect();
        let mean = used.iter().map(|&cell| total(cell)).sum::<f64>() / used.len().max(1) as f64;
        for cell in used {
            let weights = &grid.weights[cell * segments..(cell + 1) * segments];
            // The first of equal weights wins: the larger segment.
            let heaviest = (0..segments).rev().max_by(|&a, &b| weights[a].total_cmp(&weights[b])).unwrap_or(0);
            let (segment, dots) = match self.highlight {
                Some(lit) if grid.lit[cell] != 0 => (lit, grid.lit[cell]),
                _ => (heaviest, grid.dots[cell]),
            };
            let mark = self.marks[segment];
            let style = match self.highlight {
                Some(lit) if lit != segment => self.theme.border,
                _ => self.shaded(mark.style, weights[segment] / mean, grid.near[cell]),
            };
            let glyph = if self.theme.is_mono() || glyphs.is_ascii() { mark.glyph } else { glyphs.dot_cell(dots) };
            pen.glyph((cell % grid.columns) as u16, (cell / grid.columns) as u16, glyph, style);
        }
    }

    /// Stronger where there are many times the `share` of a mean cell, and where points are near.
    fn shaded(&self, style: Style, share: f64, near: f64) -> Style {
        let (strength, modifier) = match share {
            _ if !self.density => (1.0, Modifier::empty()),
            share if share >= 2.0 => (1.0, Modifier::BOLD),
            share if share >= 0.5 => (0.9, Modifier::empty()),
            _ => (0.7, Modifier::empty()),
        };
        let strength = strength * (0.45 + 0.55 * near);
        let faded = |color| if strength < 1.0 { self.theme.fade(color, strength) } else { color };
        style.fg(faded(style.fg.unwrap_or(Color::Reset))).add_modifier(modifier)
    }

    fn draw_centroids(&self, pen: &mut Pen, rows: u16) {
        let view = self.viewport();
        let style = |segment: usize| {
            let style = self.marks.get(segment).map_or(self.theme.strong, |mark| mark.style);
            match self.highlight {
                Some(lit) if lit != segment => self.theme.dim,
                _ => style.fg(self.bright(style)).add_modifier(Modifier::BOLD),
            }
        };
        for (segment, &(x, y)) in self.centroids.iter().enumerate() {
            if let Some((column, row)) = view.dot(x, y, usize::from(pen.width()), usize::from(rows)) {
                pen.glyph(column as u16, row as u16, self.theme.glyphs.centroid(), style(segment));
            }
        }
    }

    /// The colour of a segment moved towards that of key figures, so that it is visible among its own points.
    fn bright(&self, style: Style) -> Color {
        match (style.fg, self.theme.strong.fg) {
            (Some(color), Some(strong)) => mix(strong, color, 0.35),
            (color, strong) => color.or(strong).unwrap_or(Color::Reset),
        }
    }

    /// A background behind the cells of the cursor's range, at least one.
    fn draw_cursor(&self, pen: &mut Pen, rows: u16) {
        let Some(stretch) = self.cursor else { return };
        let view = self.viewport();
        let place = |value: f64, [low, high]: [f64; 2], cells: u16| {
            ((value - low) / (high - low) * f64::from(cells)).round().clamp(0.0, f64::from(cells)) as u16
        };
        let [left, right] = stretch.x.map(|x| place(x, view.x, pen.width()));
        let [bottom, top] = stretch.y.map(|y| rows - place(y, view.y, rows));
        let (left, top) = (left.min(pen.width().saturating_sub(1)), top.min(rows.saturating_sub(1)));
        let (columns, lines) = (right.saturating_sub(left).max(1), bottom.saturating_sub(top).max(1));
        pen.style(left, top, columns, lines.min(rows - top), self.theme.spot());
    }

    fn draw_axes(&self, pen: &mut Pen, y: u16) {
        let Some([left, right]) = &self.axes else {
            return;
        };
        let ellipsis = self.theme.glyphs.ellipsis();
        let room = usize::from(pen.width()).saturating_sub(width(left) + 2);
        pen.text(0, y, &clip_with(left, usize::from(pen.width()), ellipsis), self.theme.dim);
        if room > 2 {
            pen.text_before(pen.width(), y, &clip_with(right, room, ellipsis), self.theme.dim);
        }
    }
}

impl Widget for &Scatter<'_> {
    fn render(self, area: Rect, buf: &mut Buffer) {
        let area = area.intersection(buf.area);
        let (axes, legend) = self.footer(area);
        let mut pen = Pen::new(area, buf);
        let rows = pen.height() - axes - legend;
        let axis_lines = AxisLines { theme: self.theme, view: self.viewport(), ends: self.axis_lines };
        axis_lines.draw_lines(&mut pen, rows);
        self.draw_points(&mut pen, rows);
        self.draw_centroids(&mut pen, rows);
        axis_lines.draw_names(&mut pen, rows);
        self.draw_cursor(&mut pen, rows);
        if axes > 0 {
            self.draw_axes(&mut pen, rows);
        }
        match (&self.caption, &self.legend) {
            _ if legend == 0 => {}
            (Some(caption), _) => {
                pen.line(0, rows + axes, area.width, caption, self.theme.glyphs.ellipsis());
            }
            (None, note) => {
                let note = note.as_deref().unwrap_or_default();
                self.legend_of(note).draw(self.theme, &mut pen, rows + axes, legend);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::charts::testing::{drawn, each_size};

    fn at(x: f64, y: f64, segment: usize, weight: f64) -> ScatterPoint {
        ScatterPoint { x, y, near: 1.0, segment, weight }
    }

    const UNIT: Viewport = Viewport { x: [0.0, 1.0], y: [0.0, 1.0] };

    fn buffer(scatter: &Scatter, width: u16, height: u16) -> Buffer {
        let area = Rect::new(0, 0, width, height);
        let mut buf = Buffer::empty(area);
        scatter.render(area, &mut buf);
        buf
    }

    #[test]
    fn a_cell_has_the_colour_of_the_most_weight_in_it() {
        let theme = Theme::dark();
        let marks = SegmentMark::first(&theme, 2);
        let points = [at(0.1, 0.9, 0, 1.0), at(0.1, 0.1, 0, 1.0), at(0.9, 0.1, 1, 5.0)];
        let buf = buffer(&Scatter::new(&theme, &points, &marks).view(UNIT).density(false), 1, 1);
        // All dots of the cell are drawn, whichever segment they belong to.
        assert_eq!((buf[(0, 0)].symbol(), buf[(0, 0)].fg), ("⣁", theme.segment(1)));
    }

    #[test]
    fn numbers_stand_in_for_colour_and_for_braille() {
        let points = [at(0.1, 0.9, 0, 1.0), at(0.9, 0.1, 1, 1.0)];
        for theme in [Theme::mono(), Theme::dark().with_glyphs(Glyphs::Ascii)] {
            let marks = SegmentMark::first(&theme, 2);
            assert_eq!(drawn(&Scatter::new(&theme, &points, &marks).view(UNIT), 3, 2), ["1", "  2"]);
        }
        let theme = Theme::dark().with_glyphs(Glyphs::Block);
        let marks = SegmentMark::first(&theme, 2);
        assert_eq!(drawn(&Scatter::new(&theme, &points, &marks).view(UNIT), 3, 2), ["▘", "  ▗"]);
    }

    #[test]
    fn centroids_axes_and_legend() {
        let theme = Theme::dark();
        let marks = SegmentMark::first(&theme, 2);
        let points = [at(0.0, 0.0, 0, 1.0), at(1.0, 1.0, 1, 1.0)];
        let centroids = [(0.5, 0.5)];
        let scatter = Scatter::new(&theme, &points, &marks)
            .centroids(&centroids)
            .axes("PC1 48%", "PC2 31%")
            .legend("2 customers");
        let lines = drawn(&scatter, 33, 9);
        assert_eq!(lines[3].trim(), "✚");
        assert_eq!(lines[7], "PC2 31% ↑               PC1 48% →");
        assert_eq!(lines[8], "1■ 2■  ✚ centroid  2 customers");
        assert_eq!(scatter.plot(Rect::new(0, 0, 33, 9)), Rect::new(0, 0, 33, 7));
        // A low panel uses all rows for the points.
        assert_eq!(scatter.plot(Rect::new(0, 0, 33, 3)).height, 3);
    }

    #[test]
    fn the_highlighted_segment_keeps_its_colour() {
        let theme = Theme::dark();
        let marks = SegmentMark::first(&theme, 2);
        let points = [at(0.1, 0.9, 0, 9.0), at(0.2, 0.9, 1, 1.0), at(0.9, 0.1, 0, 1.0)];
        let scatter = Scatter::new(&theme, &points, &marks).view(UNIT).density(false);
        let buf = buffer(&scatter.highlight(Some(1)).cursor(Some(UNIT.part([0.7, 1.0], [0.0, 0.4]))), 3, 2);
        assert_eq!(buf[(0, 0)].fg, theme.segment(1));
        assert_eq!(Some(buf[(2, 1)].fg), theme.border.fg);
        assert_eq!(Some(buf[(2, 1)].bg), theme.spot().bg);
    }

    #[test]
    fn dense_cells_are_stronger() {
        let theme = Theme::dark();
        let marks = SegmentMark::first(&theme, 1);
        let points = [at(0.1, 0.5, 0, 100.0), at(0.5, 0.5, 0, 1.0), at(0.9, 0.5, 0, 1.0)];
        let buf = buffer(&Scatter::new(&theme, &points, &marks).view(UNIT), 3, 1);
        assert!(buf[(0, 0)].modifier.contains(Modifier::BOLD));
        assert_eq!(buf[(0, 0)].fg, theme.segment(0));
        assert_ne!(buf[(1, 0)].fg, theme.segment(0));
    }

    #[test]
    fn any_size_is_drawn_within_its_area() {
        let theme = Theme::dark();
        let marks = SegmentMark::first(&theme, 12);
        let points: Vec<ScatterPoint> =
            (0..500).map(|i| at(f64::from(i % 31), f64::from(i % 17), i as usize % 14, 1.0)).collect();
        let odd = [at(f64::NAN, 1.0, 0, 1.0), at(f64::INFINITY, 0.0, 0, 1.0), at(1e308, -1e308, 1, f64::NAN)];
        let centroids = [(3.0, 4.0), (f64::NAN, 0.0), (1e9, 1e9)];
        each_size(|| {
            let scatter = Scatter::new(&theme, &points, &marks).centroids(&centroids).axes("PC1 48%", "PC2 31%");
            let axis_lines = &[("PC1", (9.0, 3.0)), ("PC2", (f64::NAN, 1e9))];
            let cursor = Viewport { x: [3.0, 4.0], y: [-1e9, f64::NAN] };
            scatter.axis_lines(axis_lines).legend("500 customers").cursor(Some(cursor)).highlight(Some(20))
        });
        each_size(|| Scatter::new(&theme, &odd, &marks).legend("odd"));
        each_size(|| Scatter::new(&theme, &points, &[]).legend("none"));
    }
}
