//! A line chart over an ordered axis, with round ticks: usage over time, an elbow, a survival curve.
//!
//! ```text
//! ─ claims  ─ burnt                 ○ partial
//! 1,000 ┤               ⢀⣀⠤⠤⠒⠒⠉⠉⠉⠒⠢⠤⣀
//!   500 ┤╌╌╌╌⢀⡠⠔⠒⠊⠉⠉╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌○
//!     0 ┤⣀⠔⠊⠁
//!        2023-03       2024-04      2025-06
//! ```

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Modifier;
use ratatui::widgets::Widget;

use super::axis::Axis;
use super::curve::{Curve, PLAIN, Scale, draw_dots};
use super::dots::{Dots, Stroke};
use super::pen::Pen;
use super::ticks;
use crate::ui::theme::Theme;
use crate::wording::money::with_currency;
use crate::wording::text::{clip_with, width};

/// A line chart: several curves on one pair of axes. `examples/charts.rs` draws one.
///
/// ```
/// use ratatui::{buffer::Buffer, layout::Rect, widgets::Widget};
/// use segscope::ui::{charts::{Curve, LineChart}, theme::Theme};
///
/// let (theme, area) = (Theme::dark(), Rect::new(0, 0, 40, 8));
/// let mut buf = Buffer::empty(area);
/// let labels = ["Jan", "Feb", "Mar"].map(str::to_owned);
/// let claims = [Some(310.0), Some(402.0), Some(388.0)];
/// LineChart::new(&theme, &labels).curve(Curve::new("claims", &claims, theme.claims)).render(area, &mut buf);
/// assert!(buf.content.iter().any(|cell| cell.symbol() == "J"));
/// ```
#[derive(Clone, Debug)]
pub struct LineChart<'a> {
    theme: &'a Theme,
    labels: &'a [String],
    curves: Vec<Curve<'a>>,
    partial: &'a [bool],
    cursor: Option<usize>,
    range: Option<(f64, f64)>,
    from_zero: bool,
    legend: bool,
    unit: String,
    currency: Option<&'a str>,
    rule: Option<(f64, String)>,
}

impl<'a> LineChart<'a> {
    /// A chart over the labelled positions, with the y axis from zero and a legend.
    pub fn new(theme: &'a Theme, labels: &'a [String]) -> Self {
        Self {
            theme,
            labels,
            curves: Vec::new(),
            partial: &[],
            cursor: None,
            range: None,
            from_zero: true,
            legend: true,
            unit: String::new(),
            currency: None,
            rule: None,
        }
    }

    /// Adds a curve. Its mark is drawn as a diamond with its note beside it.
    #[must_use]
    pub fn curve(mut self, curve: Curve<'a>) -> Self {
        self.curves.push(curve);
        self
    }

    /// Which positions are incomplete periods: their lines are dotted and end in a hollow point.
    #[must_use]
    pub fn partial(mut self, partial: &'a [bool]) -> Self {
        self.partial = partial;
        self
    }

    /// The position with a vertical rule.
    #[must_use]
    pub fn cursor(mut self, cursor: Option<usize>) -> Self {
        self.cursor = cursor;
        self
    }

    /// A y axis of its own instead of one that covers the values.
    #[must_use]
    pub fn range(mut self, low: f64, high: f64) -> Self {
        self.range = Some((low, high));
        self
    }

    /// Lets the y axis start at the lowest value instead of at zero.
    #[must_use]
    pub fn free(mut self) -> Self {
        self.from_zero = false;
        self
    }

    /// Leaves the legend out.
    #[must_use]
    pub fn without_legend(mut self) -> Self {
        self.legend = false;
        self
    }

    /// What the y axis counts, written at the right of the legend.
    #[must_use]
    pub fn unit(mut self, unit: impl Into<String>) -> Self {
        self.unit = unit.into();
        self
    }

    /// The values are amounts, which are written with their currency.
    #[must_use]
    pub fn currency(mut self, currency: Option<&'a str>) -> Self {
        self.currency = currency;
        self
    }

    /// A threshold: a rule across the chart at a value, with its name on it.
    #[must_use]
    pub fn rule(mut self, value: f64, name: impl Into<String>) -> Self {
        self.rule = Some((value, name.into()));
        self
    }

    /// The y axis for a number of rows.
    fn axis(&self, rows: u16) -> Axis {
        let covered = self.curves.iter().filter_map(Curve::range).reduce(|a, b| (a.0.min(b.0), a.1.max(b.1)));
        let (low, high) = self.range.or(covered).unwrap_or((0.0, 1.0));
        let low = if self.from_zero && self.range.is_none() { low.min(0.0) } else { low };
        Axis::new(low, high, rows, self.theme.glyphs.dots().1)
    }

    fn tick(&self, axis: &Axis, value: f64) -> String {
        with_currency(&axis.name(value), self.currency)
    }

    fn draw_legend(&self, pen: &mut Pen) {
        let glyphs = self.theme.glyphs;
        let (most, mut x) = (self.longest_name(usize::from(pen.width())), 0);
        for (i, curve) in self.curves.iter().enumerate() {
            let swatch = match self.stroke(i) {
                _ if glyphs.is_ascii() => PLAIN[i % PLAIN.len()],
                Stroke::Solid => '─',
                _ => '╌',
            };
            let name = clip_with(&curve.name, most, glyphs.ellipsis());
            let needed = 2 + width(&name) as u16;
            if x + needed > pen.width() {
                return;
            }
            pen.glyph(x, 0, swatch, curve.style);
            pen.text(x + 2, 0, &name, self.theme.text);
            x += needed + 2;
        }
        if self.partial.iter().any(|&partial| partial) && x + 9 <= pen.width() {
            pen.text(x, 0, &format!("{} partial", glyphs.pick('○', 'o')), self.theme.dim);
            x += 11;
        }
        if usize::from(x) + width(&self.unit) <= usize::from(pen.width()) {
            pen.text_before(pen.width(), 0, &self.unit, self.theme.dim);
        }
    }

    /// Columns to which long names are cut so that all of them, or as many as possible, fit into the legend.
    fn longest_name(&self, room: usize) -> usize {
        const STUMP: usize = 3;
        let widths = || self.curves.iter().map(|curve| width(&curve.name));
        let longest = widths().max().unwrap_or(0);
        // Each has a swatch and a blank before it, and two blanks between.
        let needed = |most: usize| widths().map(|name| 4 + name.min(most)).sum::<usize>().saturating_sub(2);
        (STUMP..=longest).rev().find(|&most| needed(most) <= room).unwrap_or(STUMP)
    }

    /// Without colour the second curve is dashed.
    fn stroke(&self, curve: usize) -> Stroke {
        if self.theme.is_mono() && curve % 2 == 1 { Stroke::Dashed } else { Stroke::Solid }
    }
}

impl Widget for &LineChart<'_> {
    fn render(self, area: Rect, buf: &mut Buffer) {
        let mut pen = Pen::new(area, buf);
        let Some((layout, axis)) = self.layout(pen.width(), pen.height()) else {
            return;
        };
        self.draw_grid(&mut pen, &layout, &axis);
        self.draw_curves(&mut pen, &layout);
        if layout.top > 0 {
            self.draw_legend(&mut pen);
        }
        if layout.top + layout.rows < pen.height() {
            self.draw_labels(&mut pen, &layout);
        }
    }
}

/// The position of the plot within the chart.
struct Layout {
    left: u16,
    top: u16,
    columns: u16,
    rows: u16,
    range: (f64, f64),
}

impl LineChart<'_> {
    /// The plot and its y axis in an area of this size, if there is room.
    fn layout(&self, width_of_area: u16, height: u16) -> Option<(Layout, Axis)> {
        let top = u16::from(self.legend && height >= 5);
        let foot = u16::from(!self.labels.is_empty() && height >= 3);
        let rows = height - top - foot;
        let axis = self.axis(rows);
        let gutter = axis.ticks().map(|(_, value)| width(&self.tick(&axis, value))).max().unwrap_or(0) as u16 + 2;
        let left = if gutter + 8 <= width_of_area { gutter } else { 0 };
        let columns = width_of_area - left;
        (rows > 0 && columns > 0).then(|| (Layout { left, top, columns, rows, range: axis.range() }, axis))
    }

    /// Where the positions are: each has the columns that are nearer to it than to the others.
    pub fn places(&self, area: Rect) -> Vec<(usize, Rect)> {
        let Some((layout, _)) = self.layout(area.width, area.height) else { return Vec::new() };
        let across = self.theme.glyphs.dots().0;
        let scale = Scale::across(layout.range, self.positions(), usize::from(layout.columns) * across);
        let middle = |position: usize| (scale.column(position) / across) as u16;
        let positions = self.positions();
        let place = |position: usize| {
            let from = position.checked_sub(1).map_or(0, |before| (middle(before) + middle(position)).div_ceil(2));
            let last = position + 1 == positions;
            let end = if last { layout.columns } else { (middle(position) + middle(position + 1)).div_ceil(2) };
            let x = area.x + layout.left + from;
            (position, Rect { x, width: end.saturating_sub(from), ..area }.intersection(area))
        };
        (0..positions).map(place).collect()
    }

    fn positions(&self) -> usize {
        self.curves.iter().map(|curve| curve.values.len()).max().unwrap_or(0).max(self.labels.len())
    }

    fn draw_grid(&self, pen: &mut Pen, layout: &Layout, axis: &Axis) {
        let glyphs = self.theme.glyphs;
        if layout.left > 0 {
            for row in 0..layout.rows {
                pen.glyph(layout.left - 1, layout.top + row, glyphs.vertical(), self.theme.border);
            }
        }
        for (row, value) in axis.ticks() {
            let y = layout.top + row;
            if layout.left > 0 {
                pen.text_before(layout.left - 2, y, &self.tick(axis, value), self.theme.dim);
                pen.glyph(layout.left - 1, y, glyphs.pick('┤', '+'), self.theme.border);
            }
            for column in 0..layout.columns {
                pen.glyph(layout.left + column, y, glyphs.pick('╌', '.'), self.theme.border);
            }
        }
    }

    fn draw_curves(&self, pen: &mut Pen, layout: &Layout) {
        let glyphs = self.theme.glyphs;
        let scale_for = |dots: &Dots| Scale::across(layout.range, self.positions(), dots.size().0);
        let mut layers = Vec::new();
        for (i, curve) in self.curves.iter().enumerate() {
            let mut dots = Dots::new(glyphs, layout.columns, layout.rows);
            scale_for(&dots).trace(curve, &mut dots, self.partial, self.stroke(i));
            layers.push((dots, curve.style));
        }
        let Some((dots, _)) = layers.first() else {
            return;
        };
        let scale = scale_for(dots);
        if let Some(cursor) = self.cursor.filter(|&cursor| cursor < self.positions()) {
            let (column, _) = dots.cell((scale.column(cursor), 0));
            for row in 0..layout.rows {
                let rule = glyphs.vertical_faint();
                pen.glyph(layout.left + column, layout.top + row, rule, self.theme.accent);
            }
        }
        let rule = self.rule.as_ref().filter(|(value, _)| (layout.range.0..=layout.range.1).contains(value));
        let rule = rule.map(|(value, name)| (layout.top + dots.cell((0, scale.row(*value, dots.size().1))).1, name));
        if let Some((y, _)) = rule {
            (0..layout.columns).for_each(|x| pen.glyph(layout.left + x, y, glyphs.pick('─', '-'), self.theme.accent));
        }
        draw_dots(self.theme, pen, (layout.left, layout.top), &layers);
        if let Some((y, name)) = rule {
            // At the end that no curve crosses.
            let size = width(name) as u16;
            let places = [Some(layout.left + 1), (layout.left + layout.columns).checked_sub(size + 1)];
            let free = |x: &u16| *x >= layout.left && pen.holds_only(*x, y, size, [glyphs.pick("─", "-"); 2]);
            if let Some(x) = places.into_iter().flatten().find(free) {
                pen.text(x, y, name, self.theme.accent.add_modifier(Modifier::BOLD));
            }
        }
        for curve in &self.curves {
            let open = (0..curve.values.len()).filter(|&i| self.partial.get(i).copied().unwrap_or(false));
            for (column, row) in open.filter_map(|index| scale.cell(curve, index, dots)) {
                pen.glyph(layout.left + column, layout.top + row, glyphs.pick('○', 'o'), curve.style);
            }
            let Some((column, row)) = curve.mark.and_then(|index| scale.cell(curve, index, dots)) else {
                continue;
            };
            let style = self.theme.accent.add_modifier(Modifier::BOLD);
            let (x, y) = (layout.left + column, layout.top + row);
            pen.glyph(x, y, glyphs.pick('◆', 'O'), style);
            self.draw_note(pen, layout, (x, y), &curve.note);
        }
    }

    /// Writes a mark's note beside it, unless it would hide a curve.
    fn draw_note(&self, pen: &mut Pen, layout: &Layout, (x, y): (u16, u16), note: &str) {
        let glyphs = self.theme.glyphs;
        let size = width(note) as u16;
        let rows = [y.checked_sub(1), Some(y + 1), Some(y)].into_iter().flatten();
        let rows = rows.filter(|row| (layout.top..layout.top + layout.rows).contains(row));
        let mut places = rows.flat_map(|row| [(Some(x + 2), row), (x.checked_sub(size + 1), row)]);
        let free = |&(x, row): &(Option<u16>, u16)| {
            x.is_some_and(|x| x >= layout.left && pen.holds_only(x, row, size, [" ", glyphs.pick("╌", ".")]))
        };
        if let Some((Some(x), row)) = places.find(free) {
            pen.text(x, row, note, self.theme.accent.remove_modifier(Modifier::DIM));
        }
    }

    fn draw_labels(&self, pen: &mut Pen, layout: &Layout) {
        let dots = Dots::new(self.theme.glyphs, layout.columns, layout.rows);
        let scale = Scale::across(layout.range, self.positions(), dots.size().0);
        let column = |index: usize| layout.left + dots.cell((scale.column(index), 0)).0;
        let (y, bounds) = (layout.top + layout.rows, (layout.left, layout.left + layout.columns));
        let marks: Vec<(u16, &str)> =
            self.labels.iter().enumerate().map(|(index, label)| (column(index), label.as_str())).collect();
        ticks::labels_with_cursor(self.theme, pen, y, bounds, &marks, self.cursor);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::charts::testing::{drawn, each_size};
    use crate::ui::theme::Glyphs;

    fn labels() -> Vec<String> {
        (1..=9).map(|k| k.to_string()).collect()
    }

    fn elbow() -> Vec<Option<f64>> {
        vec![Some(90.0), Some(50.0), Some(30.0), Some(20.0), Some(16.0), Some(14.0), Some(12.0), Some(11.0), Some(10.0)]
    }

    #[test]
    fn curve_ticks_cursor_and_mark() {
        let (theme, labels, values) = (Theme::dark(), labels(), elbow());
        let curve = Curve::new("inertia", &values, theme.bar).mark(Some(3)).note("knee 4");
        let chart = LineChart::new(&theme, &labels).curve(curve).cursor(Some(4)).unit("K");
        assert_eq!(
            drawn(&chart, 30, 8),
            [
                "─ inertia                    K",
                "    │            ┊",
                "100 ┤╌╌╌╌╌╌╌╌╌╌╌╌┊╌╌╌╌╌╌╌╌╌╌╌╌",
                "    │⠑⢄          ┊",
                " 50 ┤╌╌⠑⢄⡀╌╌╌╌╌╌╌┊╌╌╌╌╌╌╌╌╌╌╌╌",
                "    │    ⠈⠑⠒⠤⢄◆⣀⣀⣀⣀",
                "  0 ┤╌╌knee 4╌╌╌╌┊╌⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉",
                "     1  2  3  4 [5] 6  7  8  9",
            ]
        );
    }

    #[test]
    fn what_is_not_whole_is_hollow() {
        let theme = Theme::dark().with_glyphs(Glyphs::Ascii);
        let (values, partial) =
            ([Some(4.0), Some(4.0), None, Some(2.0), Some(0.0)], [false, false, false, false, true]);
        let chart = LineChart::new(&theme, &[]).curve(Curve::new("a", &values, theme.bar)).partial(&partial);
        assert_eq!(drawn(&chart, 17, 3), ["4 +****..........", "2 +..........*...", "0 +............*o",]);
        // No curve looks like hollow points.
        let chart = chart.curve(Curve::new("b", &[Some(1.0); 4], theme.bar));
        assert_eq!(drawn(&chart, 24, 5)[0], "* a  x b  o partial");
    }

    #[test]
    fn long_names_share_the_legend() {
        let theme = Theme::dark();
        let values = [Some(1.0)];
        let chart = ["Alexandria and the North Coast", "Cairo", "上海南京路店"]
            .into_iter()
            .fold(LineChart::new(&theme, &[]), |chart, name| chart.curve(Curve::new(name, &values, theme.bar)));
        let legend = |columns: u16| drawn(&chart, columns, 5).swap_remove(0);
        assert_eq!(legend(57), "─ Alexandria and the North Coast  ─ Cairo  ─ 上 海 南 京 路 店");
        assert_eq!(legend(30), "─ Alexan…  ─ Cairo  ─ 上 海 南 …");
        assert_eq!(legend(19), "─ Al…  ─ Ca…  ─ 上 …");
        assert_eq!(legend(18), "─ Al…  ─ Ca…");
    }

    #[test]
    fn any_size_is_drawn_within_its_area() {
        let (theme, labels, values) = (Theme::dark(), labels(), elbow());
        let odd = [Some(f64::NAN), None, Some(f64::INFINITY), Some(-1e300), Some(1e300)];
        each_size(|| {
            let curve = Curve::new("inertia", &values, theme.bar).mark(Some(3)).note("knee");
            LineChart::new(&theme, &labels).curve(curve).cursor(Some(8)).partial(&[true])
        });
        each_size(|| LineChart::new(&theme, &labels).curve(Curve::new("odd", &odd, theme.bar)).cursor(Some(99)));
        each_size(|| LineChart::new(&theme, &[]));
        each_size(|| LineChart::new(&theme, &labels).range(f64::NAN, f64::NAN).free());
    }
}
