//! A grid of cells with backgrounds by value: a retention triangle, a calendar of weekdays and months.
//!
//! ```text
//! cohort   size   M0   M1   M2   M3
//! 2024-03    41  100   34   29   32
//! 2024-04    38  100   29   31
//! average        100   30   27   29
//! ```

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::widgets::Widget;

use super::pen::Pen;
use super::ticks;
use crate::ui::theme::Theme;
use crate::wording::labels::cut_apart;
use crate::wording::text::{clean, clip_with, number, width};

/// The suffix of the name of a column whose period is incomplete.
pub const PARTIAL: char = '*';

/// Most columns of a cell.
const WIDEST: u16 = 48;
/// Most rows of a cell.
const TALLEST: u16 = 12;
/// A cell with more columns than this has a blank after its number.
const ROOMY: u16 = 3;
/// Columns at the right of a map for which its cells get uneven widths.
const UNEVEN: u16 = 8;
/// A cell with more columns than this has its number in the middle.
const SPACIOUS: u16 = 10;

/// A row: its label, an optional count beside it, and a value for each column; `None` if unknown.
#[derive(Clone, Debug, Default)]
pub struct HeatRow {
    label: String,
    note: String,
    values: Vec<Option<f64>>,
}

impl HeatRow {
    /// A labelled row of values.
    pub fn new(label: &str, values: Vec<Option<f64>>) -> Self {
        Self { label: clean(label).into_owned(), note: String::new(), values }
    }

    /// The values.
    pub fn values(&self) -> &[Option<f64>] {
        &self.values
    }

    /// The text between the label and the cells: a size.
    #[must_use]
    pub fn note(mut self, note: impl Into<String>) -> Self {
        self.note = note.into();
        self
    }
}

/// A heat map: a grid of coloured cells with their numbers. `examples/charts.rs` draws one.
///
/// ```
/// use ratatui::{buffer::Buffer, layout::Rect, widgets::Widget};
/// use segscope::ui::{charts::{Heat, HeatRow}, theme::Theme};
///
/// let (theme, area) = (Theme::dark(), Rect::new(0, 0, 30, 2));
/// let mut buf = Buffer::empty(area);
/// let columns = ["M0", "M1", "M2"].map(str::to_owned);
/// let rows = [HeatRow::new("2024-01", vec![Some(100.0), Some(38.0), None])];
/// Heat::new(&theme, &columns, &rows).render(area, &mut buf);
/// assert!(buf.content.iter().any(|cell| cell.symbol() == "8"));
/// ```
#[derive(Clone, Debug)]
pub struct Heat<'a> {
    theme: &'a Theme,
    columns: &'a [String],
    partial: &'a [bool],
    rows: &'a [HeatRow],
    footer: Option<&'a HeatRow>,
    heads: (&'a str, &'a str),
    range: Option<(f64, f64)>,
    format: fn(f64) -> String,
    signed: bool,
    offset: (usize, usize),
    cursor: Option<(usize, usize)>,
}

impl<'a> Heat<'a> {
    /// Rows under named columns, coloured from the lowest value to the highest, written as whole numbers.
    pub fn new(theme: &'a Theme, columns: &'a [String], rows: &'a [HeatRow]) -> Self {
        Self {
            theme,
            columns,
            partial: &[],
            rows,
            footer: None,
            heads: ("", ""),
            range: None,
            format: |value| number(value, 0),
            signed: false,
            offset: (0, 0),
            cursor: None,
        }
    }

    /// Headers over the labels and the notes: `cohort`, `size`.
    #[must_use]
    pub fn heads(mut self, label: &'a str, note: &'a str) -> Self {
        self.heads = (label, note);
        self
    }

    /// Which columns are incomplete periods: their names end in [`PARTIAL`].
    #[must_use]
    pub fn partial(mut self, partial: &'a [bool]) -> Self {
        self.partial = partial;
        self
    }

    /// A row that stays at the bottom: averages.
    #[must_use]
    pub fn footer(mut self, footer: &'a HeatRow) -> Self {
        self.footer = Some(footer);
        self
    }

    /// Values of the faintest and the strongest colour.
    #[must_use]
    pub fn range(mut self, low: f64, high: f64) -> Self {
        self.range = Some((low, high));
        self
    }

    /// Values of -1 to 1, such as correlations: each sign has a hue of its own.
    #[must_use]
    pub fn signed(mut self) -> Self {
        (self.signed, self.range) = (true, Some((-1.0, 1.0)));
        self
    }

    /// How a value is written in its cell.
    #[must_use]
    pub fn format(mut self, format: fn(f64) -> String) -> Self {
        self.format = format;
        self
    }

    /// The first row and column to draw.
    #[must_use]
    pub fn offset(mut self, row: usize, column: usize) -> Self {
        self.offset = (row, column);
        self
    }

    /// The cell to highlight, counted from the first row and column.
    #[must_use]
    pub fn cursor(mut self, cell: Option<(usize, usize)>) -> Self {
        self.cursor = cell;
        self
    }

    /// Numbers of visible rows and columns in an area.
    pub fn visible(&self, area: Rect) -> (usize, usize) {
        let layout = self.layout(area.width, area.height);
        (usize::from(layout.rows), layout.columns)
    }

    /// Where the visible cells are, by row and column; a row's label and note belong to its first visible cell.
    pub fn places(&self, area: Rect) -> Vec<((usize, usize), Rect)> {
        let layout = self.layout(area.width, area.height);
        let rows = (self.offset.0..self.rows.len()).zip(0..layout.rows);
        let cell = |row: usize, dy: u16, (column, dx): (usize, u16)| {
            let from = if dx == 0 { 0 } else { layout.edge(usize::from(dx)) };
            let end = layout.edge(usize::from(dx) + 1);
            let (y, height) = (area.y + layout.head + dy * layout.tall, layout.tall);
            let place = Rect { x: area.x + from, y, width: end - from, height };
            ((row, column), place.intersection(area))
        };
        let columns = || (self.offset.1..self.columns.len()).take(layout.columns).zip(0..);
        rows.flat_map(|(row, dy)| columns().map(move |column| (row, dy, column)))
            .map(|(row, dy, column)| cell(row, dy, column))
            .collect()
    }

    fn every_row(&self) -> impl Iterator<Item = &HeatRow> {
        self.rows.iter().chain(self.footer)
    }

    fn layout(&self, room: u16, height: u16) -> Layout {
        let widest = |head: &str, text: fn(&HeatRow) -> &str| {
            self.every_row().map(|row| width(text(row))).max().unwrap_or(0).max(width(head)) as u16
        };
        // A third of the room is for labels, and the longest of them where there is more.
        let most = if room < 40 { room / 3 } else { (room / 3).max(18) };
        let label = widest(self.heads.0, |row| &row.label).min(most);
        let note = widest(self.heads.1, |row| &row.note);
        let values = self.every_row().flat_map(|row| &row.values).flatten();
        let number = values.map(|&value| width(&(self.format)(value))).max().unwrap_or(1) as u16;
        let name = self.columns.iter().map(|column| width(column)).max().unwrap_or(0) as u16;
        let note = if label + note + 3 + number * 3 <= room { note } else { 0 };
        let left = label + if note > 0 { note + 2 } else { 0 } + 1;
        let wanted = self.columns.len().max(1) as u16;
        let each = |cell: u16| room.saturating_sub(left) / cell;
        // Numbers and complete names if all columns fit so; else numbers only, as long as some columns fit; else
        // colours only.
        let wide = number.max(name) + 2;
        // A mark has a blank after it, too, except at the end.
        let marked = self.partial.iter().take(self.columns.len().saturating_sub(1)).any(|&partial| partial);
        let narrow = number + 1 + u16::from(marked);
        let all_fit = each(wide) >= wanted;
        let (cell, numbers) = if all_fit {
            (each(wanted).clamp(wide, wide.max(WIDEST)), true)
        } else if each(narrow) >= wanted.min(4) {
            (narrow, true)
        } else {
            (2, false)
        };
        // The sign for more columns is a blank away from the last name.
        let sign = if numbers && each(cell) < wanted { 1 + u16::from(cell <= ROOMY) } else { 0 };
        let columns = usize::from(room.saturating_sub(left + sign) / cell);
        let columns = if all_fit { columns.min(usize::from(wanted)) } else { columns };
        // Columns share what is left over, so that the map is as wide as the room, unless that is not worth uneven ones.
        let most = room.saturating_sub(left).min(wanted.saturating_mul(wide.max(WIDEST)));
        let even = columns as u16 * cell;
        let across = if all_fit && most.saturating_sub(even) >= UNEVEN { most } else { even };
        let head = u16::from(height >= 2);
        let foot = u16::from(self.footer.is_some() && height > head + 1);
        // A few rows use the room of many.
        let all = self.rows.len().max(1).min(usize::from(u16::MAX)) as u16;
        let tall = ((height - head) / (all + foot)).clamp(1, TALLEST);
        let rows = if tall > 1 { all } else { height - head - foot };
        Layout { label, note, left, cell, across, numbers, head, tall, rows, columns }
    }

    fn bounds(&self) -> (f64, f64) {
        let values = self.rows.iter().flat_map(|row| &row.values).flatten().filter(|value| value.is_finite());
        self.range.unwrap_or_else(|| {
            values.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), &value| (low.min(value), high.max(value)))
        })
    }

    /// Whether there are columns to the right of the visible ones.
    fn has_more(&self, layout: &Layout) -> bool {
        self.columns.len() > self.offset.1 + layout.columns
    }

    fn draw_names(&self, pen: &mut Pen, layout: &Layout) {
        let marked = |(at, name): (usize, &String)| match self.partial.get(at) {
            Some(true) => format!("{name}{PARTIAL}"),
            _ => name.clone(),
        };
        let names = self.columns.iter().enumerate().map(marked).skip(self.offset.1).take(layout.columns);
        let left = |i: usize| layout.edge(i);
        if layout.numbers {
            for (i, name) in names.enumerate() {
                // The mark has the blank that follows the name.
                let is_marked = name.ends_with(PARTIAL);
                let (room, end) = layout.text(i);
                let (room, end) = if is_marked { (room + layout.blank(), end + layout.blank()) } else { (room, end) };
                // A name that does not fit its cell is left out, so that it does not run into the next.
                if width(&name) <= usize::from(room) {
                    pen.text_before(end, 0, &name, self.theme.header);
                }
            }
        } else {
            let names: Vec<String> = names.collect();
            let marks: Vec<(u16, &str)> = names.iter().enumerate().map(|(i, name)| (left(i), name.as_str())).collect();
            // Room for the sign for more columns.
            let room = pen.width().saturating_sub(2 * u16::from(self.has_more(layout)));
            let right = left(marks.len()).min(room).max(layout.left);
            ticks::labels(pen, 0, (layout.left, right), &marks, self.theme.header);
        }
    }

    fn draw_row(&self, pen: &mut Pen, y: u16, layout: &Layout, (row, label): (&HeatRow, &str), cursor: Option<usize>) {
        let (low, high) = self.bounds();
        let middle = y + (layout.tall - 1) / 2;
        pen.text(0, middle, label, self.theme.text);
        if layout.note > 0 {
            pen.text_before(layout.left - 1, middle, &row.note, self.theme.dim);
        }
        let cells = row.values.iter().skip(self.offset.1).take(layout.columns);
        for (i, value) in cells.enumerate() {
            let (x, wide) = (layout.edge(i), layout.edge(i + 1) - layout.edge(i));
            if let Some(value) = value.filter(|value| value.is_finite()) {
                let share = if high > low { (value - low) / (high - low) } else { 0.5 };
                let style = if self.signed { self.theme.diverging(value) } else { self.theme.heat(share) };
                // Characters show how far from 0 it is.
                let share = if self.signed { value.abs() } else { share };
                pen.style(x, y, wide, layout.tall, style);
                if layout.numbers {
                    pen.text_before(layout.text(i).1, middle, &(self.format)(value), style);
                } else if style.bg.is_none() {
                    // Without colour, characters show the value.
                    let ink = self.theme.glyphs.pick(['·', '░', '▒', '▓', '█'], ['.', ':', '+', '%', '#']);
                    let glyph = ink[(share.clamp(0.0, 1.0) * 4.0).round() as usize];
                    let cells = (y..y + layout.tall).flat_map(|y| (x..x + wide).map(move |x| (x, y)));
                    cells.for_each(|(x, y)| pen.glyph(x, y, glyph, self.theme.text));
                }
            }
        }
        // A cell without a value can have the cursor, too.
        let seen = layout.columns.min(self.columns.len().saturating_sub(self.offset.1));
        if let Some(i) = cursor.and_then(|column| column.checked_sub(self.offset.1)).filter(|i| *i < seen) {
            let x = layout.edge(i);
            pen.style(x, y, layout.edge(i + 1) - x, layout.tall, self.theme.marked());
        }
    }
}

struct Layout {
    label: u16,
    note: u16,
    left: u16,
    /// Columns of a cell; some have one more.
    cell: u16,
    /// Columns of all cells.
    across: u16,
    numbers: bool,
    head: u16,
    /// Rows of a cell.
    tall: u16,
    rows: u16,
    columns: usize,
}

impl Layout {
    /// Where a visible column begins, and the one before it ends.
    fn edge(&self, column: usize) -> u16 {
        let share = usize::from(self.across) * column / self.columns.max(1);
        self.left.saturating_add(share.min(usize::from(u16::MAX)) as u16)
    }

    /// Blanks after a number at the right of its cell.
    fn blank(&self) -> u16 {
        u16::from(self.cell > ROOMY)
    }

    /// The columns for the text of a visible column, and where it ends: at the right, or in the middle of wide cells.
    fn text(&self, column: usize) -> (u16, u16) {
        let (from, end) = (self.edge(column), self.edge(column + 1));
        let room = end - from - self.blank();
        (room, end - self.blank() - room.saturating_sub(SPACIOUS) / 2)
    }
}

impl Widget for &Heat<'_> {
    fn render(self, area: Rect, buf: &mut Buffer) {
        let mut pen = Pen::new(area, buf);
        if pen.height() == 0 {
            return;
        }
        let layout = self.layout(pen.width(), pen.height());
        if layout.head > 0 {
            let ellipsis = self.theme.glyphs.ellipsis();
            let label = clip_with(self.heads.0, usize::from(layout.label), ellipsis);
            pen.text(0, 0, &label, self.theme.header);
            if layout.note > 0 {
                pen.text_before(layout.left - 1, 0, self.heads.1, self.theme.header);
            }
            self.draw_names(&mut pen, &layout);
        }
        if layout.head > 0 && self.has_more(&layout) {
            let more = self.theme.glyphs.right();
            pen.glyph(pen.width().saturating_sub(1), 0, more, self.theme.accent);
        }
        if layout.head > 0 && self.offset.1 > 0 {
            let before = self.theme.glyphs.left();
            pen.glyph(layout.left.saturating_sub(1), 0, before, self.theme.accent);
        }
        let names: Vec<&str> = self.every_row().map(|row| row.label.as_str()).collect();
        let labels = cut_apart(&names, usize::from(layout.label), self.theme.glyphs.ellipsis());
        let rows = self.rows.iter().enumerate().skip(self.offset.0).take(usize::from(layout.rows));
        let mut y = layout.head;
        for (index, row) in rows {
            let cursor = self.cursor.filter(|&(row, _)| row == index).map(|(_, column)| column);
            self.draw_row(&mut pen, y, &layout, (row, &labels[index]), cursor);
            y += layout.tall;
        }
        let footer = self.footer.zip(labels.last()).filter(|_| y < pen.height());
        if let Some((footer, label)) = footer {
            self.draw_row(&mut pen, y, &layout, (footer, label), None);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::charts::testing::{drawn, each_size};
    use ratatui::style::Modifier;

    fn columns() -> Vec<String> {
        (0..4).map(|month| format!("M{month}")).collect()
    }

    fn rows() -> Vec<HeatRow> {
        vec![
            HeatRow::new("2024-03", vec![Some(1.0), Some(0.34), Some(0.29), Some(0.32)]).note("41"),
            HeatRow::new("2024-04", vec![Some(1.0), Some(0.29), Some(0.31), None]).note("38"),
        ]
    }

    #[test]
    fn a_triangle_with_its_average() {
        let (theme, columns, rows) = (Theme::dark(), columns(), rows());
        let average = HeatRow::new("average", vec![Some(1.0), Some(0.31), Some(0.3), Some(0.32)]);
        let heat = Heat::new(&theme, &columns, &rows)
            .heads("cohort", "size")
            .footer(&average)
            .format(|value| number(value * 100.0, 0));
        assert_eq!(
            drawn(&heat, 40, 5),
            [
                "cohort   size    M0    M1    M2    M3",
                "2024-03    41   100    34    29    32",
                "2024-04    38   100    29    31",
                "average         100    31    30    32",
                "",
            ]
        );
        assert_eq!(heat.visible(Rect::new(0, 0, 40, 5)), (3, 4));
    }

    #[test]
    fn a_few_rows_use_the_room_of_many() {
        let (theme, columns, rows) = (Theme::dark(), columns(), rows());
        let average = HeatRow::new("average", vec![Some(1.0), Some(0.31), Some(0.3), Some(0.32)]);
        let heat = Heat::new(&theme, &columns, &rows).footer(&average).format(|value| number(value * 100.0, 0));
        let area = Rect::new(0, 0, 40, 7);
        let begins = |height| -> Vec<String> {
            drawn(&heat, 40, height).iter().map(|line| line[..line.len().min(7)].trim_end().to_owned()).collect()
        };
        assert_eq!(begins(6), ["", "2024-03", "2024-04", "average", "", ""]);
        assert_eq!(begins(7), ["", "2024-03", "", "2024-04", "", "average", ""]);
        assert_eq!(heat.visible(area), (2, 4));
        let places: Vec<_> = heat.places(area).into_iter().filter(|((_, column), _)| *column == 0).collect();
        assert_eq!(places.iter().map(|(_, place)| (place.y, place.height)).collect::<Vec<_>>(), [(1, 2), (3, 2)]);
        // The colour fills the cell.
        let mut buf = Buffer::empty(area);
        (&heat).render(area, &mut buf);
        assert_eq!(buf[(15, 1)].bg, buf[(15, 2)].bg);
        assert_ne!(buf[(15, 2)].bg, buf[(0, 2)].bg);
    }

    #[test]
    fn cells_use_the_room() {
        let (theme, columns, rows) = (Theme::dark(), columns(), rows());
        let heat = Heat::new(&theme, &columns, &rows).format(|value| number(value * 100.0, 0));
        assert_eq!(drawn(&heat, 36, 2)[1], "2024-03  41   100    34    29    32");
        // Numbers of wide cells are in the middle.
        let line = drawn(&heat, 99, 2).swap_remove(1);
        let apart = " ".repeat(19);
        assert_eq!(line, format!("2024-03  41{}100{apart}34{apart}29{apart}32", " ".repeat(13)));
        // Many columns share out what is left over.
        let ends = |months: usize, room: u16| -> Vec<u16> {
            let months: Vec<String> = (0..months).map(|month| format!("M{month}")).collect();
            let rows = [HeatRow::new("a", vec![Some(100.0); months.len()])];
            let heat = Heat::new(&theme, &months, &rows);
            heat.places(Rect::new(0, 0, room, 2)).into_iter().map(|(_, place)| place.right()).collect()
        };
        assert_eq!(ends(4, 99), [26, 50, 74, 98]);
        assert_eq!(ends(12, 82), [8, 15, 22, 28, 35, 42, 48, 55, 62, 68, 75, 82]);
        // If not all fit, a blank separates the sign from the last name.
        let many: Vec<String> = (0..30).map(|month| format!("M{month}")).collect();
        let rows = [HeatRow::new("a", vec![Some(100.0); 30])];
        for room in 12..80 {
            let head = drawn(&Heat::new(&theme, &many, &rows), room, 2).swap_remove(0);
            assert!(head.ends_with(" →"), "{room}: {head}");
        }
    }

    #[test]
    fn hidden_columns_have_a_sign_at_their_side() {
        let theme = Theme::dark();
        let months: Vec<String> = (0..30).map(|month| format!("M{month}")).collect();
        let rows = [HeatRow::new("Cairo", vec![Some(100.0); 30])];
        for room in 12..200 {
            let heat = Heat::new(&theme, &months, &rows);
            let fit = heat.visible(Rect::new(0, 0, room, 2)).1.min(30);
            for first in [0, 1, 30 - fit] {
                let head = drawn(&heat.clone().offset(0, first), room, 2).swap_remove(0);
                assert_eq!(head.contains('←'), first > 0, "{room}, from {first}: {head}");
                assert_eq!(head.contains('→'), first + fit < 30, "{room}, from {first}: {head}");
            }
        }
    }

    #[test]
    fn a_month_that_is_not_whole_is_marked() {
        let (theme, columns, rows) = (Theme::dark(), columns(), rows());
        let partial = [false, false, true, true];
        let heat = Heat::new(&theme, &columns, &rows).format(|value| format!("{value:.2}")).partial(&partial);
        assert_eq!(drawn(&heat, 36, 2)[0], "               M0    M1    M2*   M3*");
        // Colours only.
        let heat = heat.format(|value| format!("{value:.5}"));
        assert_eq!(drawn(&heat, 16, 2)[0], "      M0   M3*");
        // Marks of neighbours do not touch.
        let months: Vec<String> = (0..12).map(|_| "Jul".to_owned()).collect();
        let rows = [HeatRow::new("Cairo", vec![Some(100.0); 12])];
        let heat = Heat::new(&theme, &months, &rows);
        assert_eq!(drawn(&heat.partial(&[true, true]), 26, 2)[0], "       Jul* Jul* Jul     →");
        let months = &months[..4];
        let last = [false, false, false, true];
        let heat = Heat::new(&theme, months, &rows).partial(&last);
        assert_eq!(drawn(&heat, 24, 2)[0], "      Jul Jul Jul Jul*");
    }

    #[test]
    fn narrow_cells_are_colour_alone_and_ink_without_colour() {
        let (columns, rows) = (columns(), rows());
        let theme = Theme::dark();
        let area = Rect::new(0, 0, 13, 2);
        let mut buf = Buffer::empty(area);
        let heat = Heat::new(&theme, &columns, &rows).format(|value| format!("{value:.5}"));
        heat.render(area, &mut buf);
        assert_eq!(Some(buf[(5, 1)].bg), theme.heat(1.0).bg);
        let mono = Theme::mono();
        let heat = Heat::new(&mono, &columns, &rows).format(|value| format!("{value:.5}"));
        assert_eq!(drawn(&heat, 13, 2)[1], "20…3 ██······");
    }

    #[test]
    fn the_cursor_is_seen() {
        let (theme, columns, rows) = (Theme::mono(), columns(), rows());
        let area = Rect::new(0, 0, 40, 3);
        let mut buf = Buffer::empty(area);
        (&Heat::new(&theme, &columns, &rows).cursor(Some((1, 3)))).render(area, &mut buf);
        assert!(buf.content.iter().any(|cell| cell.modifier.contains(Modifier::UNDERLINED)));
    }

    #[test]
    fn any_size_is_drawn_within_its_area() {
        let (theme, columns, rows) = (Theme::dark(), columns(), rows());
        each_size(|| Heat::new(&theme, &columns, &rows).footer(&rows[0]).cursor(Some((0, 1))).heads("cohort", "size"));
        each_size(|| Heat::new(&theme, &[], &[]).offset(3, 3));
        each_size(|| Heat::new(&theme, &columns, &rows).offset(1, 2).range(f64::NAN, f64::NAN));
    }
}
