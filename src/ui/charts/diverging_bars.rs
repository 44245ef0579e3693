//! Two sides of a list, bar against bar around a middle line.
//!
//! ```text
//! recency     210 d   ████████┊███│▌  ┊          12 d  +198 (180…216) *
//! claims        2.1       ▐███┊███│███┊████       9.1  -7.0 (-7.4…-6.6) *
//! ```

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::widgets::Widget;

use super::pen::Pen;
use super::scroll::scrolls;
use crate::ui::theme::Theme;
use crate::wording::labels::cut_apart;
use crate::wording::text::{clean, width};

/// A bar with fewer columns shows nothing; the notes are dropped first, then both bars.
const LEAST_BAR: usize = 5;
/// Labels are cut to this width in little room.
const LABEL: usize = 12;

/// One row.
#[derive(Clone, Debug, Default)]
pub struct DivergingBar {
    label: String,
    values: Option<[f64; 2]>,
    texts: [String; 2],
    note: String,
    style: Style,
}

impl DivergingBar {
    /// A row whose bars have these lengths (`None`: no bar) and these texts.
    pub fn new(label: &str, values: Option<[f64; 2]>, texts: [String; 2]) -> Self {
        Self { label: clean(label).into_owned(), values, texts, ..Self::default() }
    }

    /// A note after both sides, such as their difference.
    #[must_use]
    pub fn note(mut self, note: impl Into<String>, style: Style) -> Self {
        (self.note, self.style) = (note.into(), style);
        self
    }
}

/// The list. Bars are on one scale from the middle line outwards.
///
/// ```
/// use ratatui::{buffer::Buffer, layout::Rect, widgets::Widget};
/// use segscope::ui::{charts::{DivergingBar, DivergingBars}, theme::Theme};
///
/// let (theme, area) = (Theme::dark(), Rect::new(0, 0, 60, 1));
/// let mut buf = Buffer::empty(area);
/// let rows = [DivergingBar::new("claims", Some([23.0, 100.0]), ["2.1", "9.1"].map(str::to_owned))];
/// DivergingBars::new(&theme, &rows, [theme.claims, theme.burnt]).render(area, &mut buf);
/// assert!(buf.content.iter().any(|cell| cell.symbol() == "█"));
/// ```
#[derive(Clone, Debug)]
pub struct DivergingBars<'a> {
    theme: &'a Theme,
    rows: &'a [DivergingBar],
    styles: [Style; 2],
    most: Option<f64>,
    reference: Option<f64>,
    offset: usize,
    cursor: Option<usize>,
}

/// Columns of the parts of a row; `bar` is that of one side.
struct Columns {
    label: usize,
    texts: [usize; 2],
    bar: usize,
    note: usize,
}

impl<'a> DivergingBars<'a> {
    /// Rows scaled to the longest bar, in the styles of the left and the right side.
    pub fn new(theme: &'a Theme, rows: &'a [DivergingBar], styles: [Style; 2]) -> Self {
        Self { theme, rows, styles, most: None, reference: None, offset: 0, cursor: None }
    }

    /// The value that fills a side; longer bars end in an arrow.
    #[must_use]
    pub fn most(mut self, most: f64) -> Self {
        self.most = Some(most);
        self
    }

    /// A value with a faint rule on each side.
    #[must_use]
    pub fn reference(mut self, reference: f64) -> Self {
        self.reference = Some(reference);
        self
    }

    scrolls!();

    /// The column of the middle line in a width.
    pub fn middle(&self, room: u16) -> u16 {
        let columns = self.columns(usize::from(room));
        Self::bars_from(&columns) + columns.bar as u16
    }

    fn bars_from(columns: &Columns) -> u16 {
        (columns.label + 1 + columns.texts[0] + 1) as u16
    }

    /// Widths over the whole list, so that nothing jumps while it scrolls.
    fn columns(&self, room: usize) -> Columns {
        let widest = |text: &dyn Fn(&DivergingBar) -> usize| self.rows.iter().map(text).max().unwrap_or(0);
        let texts = [0, 1].map(|side| widest(&|row| width(&row.texts[side])));
        let whole = widest(&|row| width(&row.label));
        // Two blanks before the note, one around each other part, and the middle line.
        let bar = |label: usize, note: usize| {
            let others = label + texts[0] + texts[1] + 4 + if note > 0 { note + 2 } else { 0 };
            room.saturating_sub(others) / 2
        };
        let note = widest(&|row| width(&row.note));
        let short = whole.min(LABEL);
        let (label, note) = match () {
            () if bar(whole, note) >= 2 * LEAST_BAR => (whole, note),
            () if bar(short, note) >= LEAST_BAR => (short, note),
            () => (short, 0),
        };
        let bar = bar(label, note);
        Columns { label, texts, bar: if bar < LEAST_BAR { 0 } else { bar }, note }
    }

    fn scale(&self) -> f64 {
        let values = self.rows.iter().filter_map(|row| row.values).flatten().filter(|value| value.is_finite());
        let longest = values.chain(self.reference).fold(0.0, f64::max);
        let scale = self.most.map_or(longest, |most| longest.min(most));
        if scale > 0.0 { scale } else { 1.0 }
    }

    fn draw_bars(&self, pen: &mut Pen, y: u16, columns: &Columns, values: [f64; 2]) {
        let glyphs = self.theme.glyphs;
        let (scale, bar) = (self.scale(), columns.bar as u16);
        let middle = Self::bars_from(columns) + bar;
        let [left, right] = values;
        // Blocks grow from the left; bars to the left have only half blocks.
        let halves = (left / scale).clamp(0.0, 1.0) * f64::from(bar) * 2.0;
        let halves = if left > 0.0 { (halves.round() as u16).max(1) } else { 0 };
        for cell in 0..halves / 2 {
            pen.glyph(middle - 1 - cell, y, glyphs.pick('█', '#'), self.styles[0]);
        }
        if halves % 2 == 1 {
            pen.glyph(middle - 1 - halves / 2, y, glyphs.pick('▐', '-'), self.styles[0]);
        }
        pen.text(middle + 1, y, &glyphs.bar(right / scale, bar), self.styles[1]);
        if left > scale {
            pen.glyph(middle - bar, y, glyphs.pick('◀', '<'), self.styles[0]);
        }
        if right > scale {
            pen.glyph(middle + bar, y, glyphs.pick('▶', '>'), self.styles[1]);
        }
    }

    fn draw_rules(&self, pen: &mut Pen, y: u16, columns: &Columns) {
        let (glyphs, bar) = (self.theme.glyphs, columns.bar as u16);
        let middle = Self::bars_from(columns) + bar;
        pen.glyph(middle, y, glyphs.vertical(), self.theme.dim);
        let reference = self.reference.map(|at| (at / self.scale() * f64::from(bar)).round() as u16);
        if let Some(at) = reference.filter(|at| (1..=bar).contains(at)) {
            for x in [middle - at, middle + at] {
                pen.glyph(x, y, glyphs.vertical_faint(), self.theme.dim);
            }
        }
    }
}

impl Widget for &DivergingBars<'_> {
    fn render(self, area: Rect, buf: &mut Buffer) {
        let mut pen = Pen::new(area, buf);
        let columns = self.columns(usize::from(pen.width()));
        let names: Vec<&str> = self.rows.iter().map(|row| row.label.as_str()).collect();
        let labels = cut_apart(&names, columns.label, self.theme.glyphs.ellipsis());
        let rows = self.rows.iter().enumerate().skip(self.offset).take(usize::from(pen.height()));
        for (y, (index, row)) in (0..).zip(rows) {
            pen.text(0, y, &labels[index], self.theme.text);
            let mut x = (columns.label + 1 + columns.texts[0]) as u16;
            if x <= pen.width() {
                pen.text_before(x, y, &row.texts[0], self.theme.text);
            }
            x += 1;
            if columns.bar > 0 {
                self.draw_rules(&mut pen, y, &columns);
                if let Some(values) = row.values.filter(|values| values.iter().all(|value| value.is_finite())) {
                    self.draw_bars(&mut pen, y, &columns, values);
                }
                x += 2 * columns.bar as u16 + 2;
            }
            x += columns.texts[1] as u16;
            if x <= pen.width() {
                pen.text_before(x, y, &row.texts[1], self.theme.text);
            }
            if columns.note > 0 {
                pen.text(x + 2, y, &row.note, row.style);
            }
            if self.cursor == Some(index) {
                pen.style(0, y, pen.width(), 1, self.theme.selection);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::charts::testing::{drawn, each_size};
    use crate::ui::theme::Glyphs;

    fn rows() -> Vec<DivergingBar> {
        let row = |label: &str, values, texts: [&str; 2], note: &str| {
            DivergingBar::new(label, values, texts.map(str::to_owned)).note(note, Style::new())
        };
        vec![
            row("recency", Some([200.0, 50.0]), ["210 d", "52 d"], "+158 *"),
            row("claims", Some([75.0, 900.0]), ["2.1", "30"], "-27.9 *"),
            row("age", None, ["31.0", "30.5"], "+0.5"),
        ]
    }

    fn chart<'a>(theme: &'a Theme, rows: &'a [DivergingBar]) -> DivergingBars<'a> {
        DivergingBars::new(theme, rows, [Style::new(); 2]).most(200.0).reference(100.0)
    }

    #[test]
    fn bars_stand_against_each_other() {
        let (theme, rows) = (Theme::dark(), rows());
        let chart = chart(&theme, &rows);
        assert_eq!(
            drawn(&chart, 45, 3),
            [
                "recency 210 d ████████│██ ┊     52 d  +158 *",
                "claims    2.1     ┊███│███████▶   30  -27.9 *",
                "age      31.0     ┊   │   ┊     30.5  +0.5",
            ]
        );
        assert_eq!(chart.middle(45), 22);
    }

    #[test]
    fn narrow_rows_lose_notes_then_bars_and_never_numbers() {
        let (theme, rows) = (Theme::dark(), rows());
        let chart = chart(&theme, &rows);
        assert_eq!(drawn(&chart, 31, 1), ["recency 210 d █████│█▎┊   52 d"]);
        assert_eq!(drawn(&chart, 20, 1), ["recency 210 d 52 d"]);
    }

    #[test]
    fn ascii_and_odd_values() {
        let theme = Theme::dark().with_glyphs(Glyphs::Ascii);
        let odd = [f64::NAN, f64::INFINITY, -5.0, 0.0]
            .map(|v| DivergingBar::new("x", Some([v, 3.0]), [String::new(), "y".into()]));
        let lines = drawn(&DivergingBars::new(&theme, &odd, [Style::new(); 2]), 20, 4);
        assert!(lines.iter().all(|line| line.is_ascii()), "{lines:?}");
        let rows = rows();
        let lines = drawn(&chart(&theme, &rows), 45, 3);
        assert_eq!(lines[1], "claims    2.1     :###|#######>   30  -27.9 *");
    }

    #[test]
    fn any_size_is_drawn_within_its_area() {
        let (theme, rows) = (Theme::dark(), rows());
        each_size(|| chart(&theme, &rows).cursor(Some(1)));
        each_size(|| chart(&theme, &[]).offset(3));
    }
}
