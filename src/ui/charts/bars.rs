//! Horizontal bars with aligned labels and numbers.
//!
//! ```text
//! Female ████████████████ 1,043  52%
//! Male   ██████████████▋    957  48%
//! ```

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::widgets::Widget;

use super::pen::Pen;
use super::scroll::scrolls;
use crate::ui::theme::Theme;
use crate::wording::labels::cut_apart;
use crate::wording::text::{clean, count, width};

/// A bar with fewer columns shows nothing; other columns are dropped first.
const LEAST_BAR: usize = 4;
/// Names of up to this many columns are shown complete before there is room for bars, which only repeat the numbers.
const NAME: usize = 24;
/// Most rows of a bar with the blank below it.
const TALLEST: usize = 6;

/// One row: a label, a bar for a value, the value as text and an optional note such as a percentage.
#[derive(Clone, Debug, Default)]
pub struct Bar {
    label: String,
    value: f64,
    text: String,
    note: String,
    style: Option<Style>,
}

impl Bar {
    /// A bar for a count.
    pub fn new(label: &str, value: u64) -> Self {
        Self::of(label, value as f64, count(value))
    }

    /// A bar for any value, with the text beside it.
    pub fn of(label: &str, value: f64, text: impl Into<String>) -> Self {
        Self { label: clean(label).into_owned(), value, text: text.into(), ..Self::default() }
    }

    /// A second column after the value: `52%`.
    #[must_use]
    pub fn note(mut self, note: impl Into<String>) -> Self {
        self.note = note.into();
        self
    }

    /// Another style for the bar.
    #[must_use]
    pub fn style(mut self, style: Style) -> Self {
        self.style = Some(style);
        self
    }
}

/// A bar chart: a list of bars on one scale from zero. `examples/charts.rs` draws one.
///
/// ```
/// use ratatui::{buffer::Buffer, layout::Rect, widgets::Widget};
/// use segscope::ui::{charts::{Bar, BarList}, theme::Theme};
///
/// let (theme, area) = (Theme::dark(), Rect::new(0, 0, 20, 2));
/// let mut buf = Buffer::empty(area);
/// let bars = [Bar::new("Cairo", 1609), Bar::new("Giza", 512)];
/// BarList::new(&theme, &bars).render(area, &mut buf);
/// assert!(buf.content.iter().any(|cell| cell.symbol() == "█"));
/// ```
#[derive(Clone, Debug)]
pub struct BarList<'a> {
    theme: &'a Theme,
    bars: &'a [Bar],
    style: Style,
    max: Option<f64>,
    offset: usize,
    cursor: Option<usize>,
}

impl<'a> BarList<'a> {
    /// Bars scaled to the largest value of the list.
    pub fn new(theme: &'a Theme, bars: &'a [Bar]) -> Self {
        Self { theme, bars, style: theme.bar, max: None, offset: 0, cursor: None }
    }

    /// The value that fills the whole width.
    #[must_use]
    pub fn max(mut self, max: f64) -> Self {
        self.max = Some(max);
        self
    }

    /// Style of the bars.
    #[must_use]
    pub fn style(mut self, style: Style) -> Self {
        self.style = style;
        self
    }

    scrolls!();

    /// The number of bars that fit into a height.
    pub fn visible_rows(height: u16) -> usize {
        usize::from(height)
    }

    /// The first visible bar, how many fit into a height, and how many there are.
    pub fn visible_part(&self, height: u16) -> (usize, usize, usize) {
        (self.offset, Self::visible_rows(height), self.bars.len())
    }

    /// Where the visible bars are.
    pub fn places(&self, area: Rect) -> impl Iterator<Item = (usize, Rect)> {
        let each = self.each(area.height);
        let first = area.rows().step_by(usize::from(each));
        (self.offset..self.bars.len()).zip(first).map(move |(bar, row)| (bar, Rect { height: thickness(each), ..row }))
    }

    /// Rows of each bar: a few bars use the room of many.
    fn each(&self, height: u16) -> u16 {
        (usize::from(height) / self.bars.len().max(1)).clamp(1, TALLEST) as u16
    }

    /// Widths over the whole list, so that nothing jumps while it scrolls.
    fn columns(&self, room: usize) -> Columns {
        let widest = |text: fn(&Bar) -> &str| self.bars.iter().map(|bar| width(text(bar))).max().unwrap_or(0);
        let (text, mut note) = (widest(|bar| &bar.text), widest(|bar| &bar.note));
        let gap = |columns: usize, gap: usize| if columns > 0 { columns + gap } else { 0 };
        let bar = |label, note| room.saturating_sub(gap(label, 1) + gap(text, 1) + gap(note, 2));
        // Very long labels shrink to two fifths of the row; then the notes are dropped, then the bars.
        let whole = widest(|bar| &bar.label);
        let mut label = whole.min(NAME.max(room * 2 / 5));
        if bar(label, note) < LEAST_BAR {
            note = 0;
        }
        let mut bar = bar(label, note);
        if bar < LEAST_BAR {
            // A few long names do not take the bars of all.
            let least = room.saturating_sub(gap(text, 1) + LEAST_BAR + 1);
            let cut = self.bars.iter().filter(|bar| width(&bar.label) > least).count();
            (label, bar) = if cut * 4 <= self.bars.len() {
                (least, LEAST_BAR)
            } else {
                (room.saturating_sub(gap(text, 1)).min(whole), 0)
            };
        }
        Columns { label, bar, text, note }
    }
}

/// Rows of the bar itself: where there are more, the last is a blank.
fn thickness(each: u16) -> u16 {
    each.saturating_sub(1).max(1)
}

#[derive(Clone, Copy)]
struct Columns {
    label: usize,
    bar: usize,
    text: usize,
    note: usize,
}

impl Widget for &BarList<'_> {
    fn render(self, area: Rect, buf: &mut Buffer) {
        let mut pen = Pen::new(area, buf);
        let columns = self.columns(usize::from(pen.width()));
        let largest = self.bars.iter().map(|bar| bar.value).filter(|value| value.is_finite()).fold(0.0, f64::max);
        let max = self.max.unwrap_or(largest);
        let glyphs = self.theme.glyphs;
        let bar_x = if columns.label > 0 { columns.label + 1 } else { 0 } as u16;
        let names: Vec<&str> = self.bars.iter().map(|bar| bar.label.as_str()).collect();
        let labels = cut_apart(&names, columns.label, glyphs.ellipsis());
        let each = self.each(pen.height());
        let rows = self.bars.iter().enumerate().skip(self.offset);
        for (y, (index, bar)) in (0..pen.height()).step_by(usize::from(each)).zip(rows) {
            pen.text(0, y, &labels[index], self.theme.text);
            let fraction = if max > 0.0 { bar.value / max } else { 0.0 };
            let filled = glyphs.bar(fraction, columns.bar as u16);
            for y in y..y + thickness(each) {
                pen.text(bar_x, y, &filled, bar.style.unwrap_or(self.style));
            }
            let mut end = pen.width();
            if columns.note > 0 {
                pen.text_before(end, y, &bar.note, self.theme.dim);
                end = end.saturating_sub(columns.note as u16 + 2);
            }
            if columns.text <= usize::from(end) {
                pen.text_before(end, y, &bar.text, self.theme.text);
            }
            if self.cursor == Some(index) {
                pen.style(0, y, pen.width(), thickness(each), self.theme.selection);
            }
        }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::ui::charts::testing::{drawn, each_size};
    use crate::ui::theme::Glyphs;

    fn genders() -> Vec<Bar> {
        vec![Bar::new("Female", 1043).note("52%"), Bar::new("Male", 957).note("48%")]
    }

    #[test]
    fn names_take_the_place_of_notes_and_bars() {
        let theme = Theme::dark();
        let bars = [Bar::new("10,000-20,000", 697).note("35%"), Bar::new("20,000-30,000", 497).note("25%")];
        let list = BarList::new(&theme, &bars);
        assert!(drawn(&list, 26, 1)[0].starts_with("10,000-20,000 █"));
        assert_eq!(drawn(&list, 18, 1), ["10,000-20,000  697"]);
        let bars = [Bar::new("El-Mahalla El-Kubra", 57), Bar::new("Shubra El-Kheima", 52)];
        let lines = drawn(&BarList::new(&theme, &bars), 28, 2);
        assert_eq!(lines, ["El-Mahalla El-Kubra █████ 57", "Shubra El-Kheima    ████▌ 52"]);
        assert_eq!(drawn(&BarList::new(&theme, &bars), 22, 1), ["El-Mahalla El-Kubra 57"]);
    }

    #[test]
    fn a_few_bars_use_the_room_of_many() {
        let (theme, bars) = (Theme::dark(), genders());
        let list = BarList::new(&theme, &bars);
        let [female, male] = ["Female ███████ 1,043", "Male   ██████▍   957"];
        assert_eq!(drawn(&list, 20, 3), [female, male, ""]);
        assert_eq!(drawn(&list, 20, 5), [female, "", male, "", ""]);
        assert_eq!(drawn(&list, 20, 6), [female, "       ███████", "", male, "       ██████▍", ""]);
        let bars = ["       ███████", "       ██████▍"];
        assert_eq!(drawn(&list, 20, 9), [female, bars[0], bars[0], "", male, bars[1], bars[1], "", ""]);
        let area = Rect::new(2, 3, 20, 9);
        let places: Vec<_> = list.places(area).collect();
        assert_eq!(places, [(0, Rect::new(2, 3, 20, 3)), (1, Rect::new(2, 7, 20, 3))]);
    }

    #[test]
    fn rows_stand_as_in_the_picture() {
        let (theme, bars) = (Theme::dark(), genders());
        let lines = drawn(&BarList::new(&theme, &bars), 34, 2);
        assert_eq!(lines, ["Female ████████████████ 1,043  52%", "Male   ██████████████▋    957  48%"]);
    }

    #[test]
    fn narrow_rows_lose_notes_then_bars_and_never_numbers() {
        let (theme, bars) = (Theme::dark(), genders());
        let list = BarList::new(&theme, &bars);
        assert_eq!(drawn(&list, 20, 2), ["Female ███████ 1,043", "Male   ██████▍   957"]);
        assert_eq!(drawn(&list, 12, 2), ["Female 1,043", "Male     957"]);
        assert_eq!(drawn(&list, 9, 2), ["Fe… 1,043", "Ma…   957"]);
        assert_eq!(drawn(&list, 5, 2), ["1,043", "  957"]);
        assert_eq!(drawn(&list, 3, 2), ["", ""]);
    }

    #[test]
    fn cursor_and_offset_count_from_the_list() {
        let theme = Theme::mono();
        let bars: Vec<Bar> = (1..=5).map(|n| Bar::new(&format!("r{n}"), n)).collect();
        let list = BarList::new(&theme, &bars).offset(2).cursor(Some(3));
        let area = Rect::new(0, 0, 12, 2);
        let mut buf = Buffer::empty(area);
        list.render(area, &mut buf);
        assert_eq!(buf[(0, 1)].symbol(), "r");
        assert_eq!(buf[(1, 1)].symbol(), "4");
        assert!(buf[(5, 1)].modifier.contains(ratatui::style::Modifier::REVERSED));
        assert!(!buf[(5, 0)].modifier.contains(ratatui::style::Modifier::REVERSED));
    }

    #[test]
    fn ascii_and_odd_values() {
        let theme = Theme::dark().with_glyphs(Glyphs::Ascii);
        let bars = [Bar::of("a", f64::NAN, "-"), Bar::new("b", 1), Bar::new("c", 8)];
        assert_eq!(drawn(&BarList::new(&theme, &bars), 12, 3), ["a          -", "b #        1", "c ######## 8"]);
    }

    #[test]
    fn any_size_is_drawn_within_its_area() {
        let (theme, bars) = (Theme::dark(), genders());
        each_size(|| BarList::new(&theme, &bars).cursor(Some(1)));
        each_size(|| BarList::new(&theme, &[]).offset(7));
    }

    #[test]
    fn one_long_name_leaves_the_others_their_bars() {
        let theme = Theme::dark();
        let mut bars: Vec<Bar> = ["Cairo", "Giza", "Suez"].iter().map(|name| Bar::new(name, 1234)).collect();
        bars.push(Bar::new("Governorate of Alexandria", 1234));
        let drawn = |bars: &[Bar]| drawn(&BarList::new(&theme, bars), 26, bars.len() as u16);
        let lines = drawn(&bars);
        assert!(lines.iter().all(|line| line.contains("████")), "{lines:?}");
        assert!(lines[0].starts_with("Cairo ") && lines[3].contains('…'), "{lines:?}");
        // If most names are long, they are what one reads.
        bars.push(Bar::new("Governorate of Port Said", 1234));
        let lines = drawn(&bars);
        assert!(lines.iter().all(|line| !line.contains('█')), "{lines:?}");
    }
}
