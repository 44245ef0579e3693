//! A light table: columns that know what they may give up when it gets narrow.
//!
//! ```text
//!  #  id merchant       burnt   rate
//!  1  17 Nile Market     640     61%
//! ```

mod cell;
mod column;

use std::borrow::Cow;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::Widget;

pub use self::cell::{Row, TableCell};
pub use self::column::{Align, Order, TableColumn};
use super::pen::{Pen, line_width};
use super::scroll::scrolls;
use crate::ui::theme::Theme;
use crate::wording::labels::cut_apart;
use crate::wording::text::width;

/// Names of up to this many columns are shown complete before there is room for columns marked by [`TableColumn::yields`].
const NAME: u16 = 24;
/// Most rows of an entry with the blank below it: without and with bars.
const TALLEST: [u16; 2] = [2, 3];

/// A table with sort marks and bars in cells; `examples/charts.rs` draws one. Column widths follow all rows that are given,
/// so that nothing jumps while it scrolls; of a very long table give only the window that shows, and widths with
/// [`TableColumn::min`].
///
/// ```
/// use ratatui::{buffer::Buffer, layout::Rect, widgets::Widget};
/// use segscope::ui::{charts::{Order, Row, TableColumn, TableWidget}, theme::Theme};
///
/// let (theme, area) = (Theme::dark(), Rect::new(0, 0, 20, 3));
/// let mut buf = Buffer::empty(area);
/// let columns = [TableColumn::text("city"), TableColumn::number("burnt").sorted(Order::Descending)];
/// let rows = [Row::new(["Cairo", "1,609"]), Row::new(["Giza", "512"])];
/// TableWidget::new(&theme, &columns, &rows).render(area, &mut buf);
/// assert!(buf.content.iter().any(|cell| cell.symbol() == "↓"));
/// ```
#[derive(Clone, Debug)]
pub struct TableWidget<'a> {
    theme: &'a Theme,
    columns: &'a [TableColumn],
    rows: &'a [Row<'a>],
    gap: u16,
    header: bool,
    tall: u16,
    offset: usize,
    cursor: Option<usize>,
}

impl<'a> TableWidget<'a> {
    /// A table with a header row and two blanks between columns.
    pub fn new(theme: &'a Theme, columns: &'a [TableColumn], rows: &'a [Row<'a>]) -> Self {
        Self { theme, columns, rows, gap: 2, header: true, tall: 1, offset: 0, cursor: None }
    }

    /// Blanks between columns.
    #[must_use]
    pub fn gap(mut self, gap: u16) -> Self {
        self.gap = gap;
        self
    }

    /// Leaves the header row out.
    #[must_use]
    pub fn without_header(mut self) -> Self {
        self.header = false;
        self
    }

    /// A few rows use the room of many: each gets more of a height, with a blank below.
    #[must_use]
    pub fn roomy(mut self, height: u16) -> Self {
        let below = height.saturating_sub(u16::from(self.header));
        let most = TALLEST[usize::from((0..self.columns.len()).any(|column| self.is_bar(column)))];
        self.tall = (usize::from(below) / self.rows.len().max(1)).clamp(1, usize::from(most)) as u16;
        self
    }

    scrolls!();

    /// The number of rows that fit into a height below the header.
    pub fn visible_rows(height: u16) -> usize {
        usize::from(height.saturating_sub(1))
    }

    /// The number of columns that fit into a width.
    pub fn fitting(&self, width: u16) -> usize {
        self.layout(width).len()
    }

    /// Where the visible rows are.
    pub fn places(&self, area: Rect) -> impl Iterator<Item = (usize, Rect)> {
        let top = u16::from(self.header).min(area.height);
        let below = Rect { y: area.y + top, height: area.height - top, ..area };
        let places = below.rows().step_by(usize::from(self.tall));
        (self.offset..self.rows.len()).zip(places).map(|(row, place)| (row, Rect { height: self.thickness(), ..place }))
    }

    /// Rows of an entry without the blank below it.
    fn thickness(&self) -> u16 {
        self.tall.saturating_sub(1).max(1)
    }

    /// Where the heads of the visible columns are.
    pub fn heads(&self, area: Rect) -> impl Iterator<Item = (usize, Rect)> {
        let mut x = area.x;
        self.layout(area.width).into_iter().map(move |(column, width)| {
            let head = Rect { x, y: area.y, width, height: area.height.min(1) };
            x = x.saturating_add(width).saturating_add(self.gap);
            (column, head.intersection(area))
        })
    }

    /// The columns that fit into `room` with their widths.
    fn layout(&self, room: u16) -> Vec<(usize, u16)> {
        let ideal: Vec<u16> = (0..self.columns.len()).map(|column| self.ideal(column)).collect();
        let least = |&index: &usize| self.columns[index].least.map_or(ideal[index], |least| least.min(ideal[index]));
        let gaps = |n: usize| (n.saturating_sub(1) as u16).saturating_mul(self.gap);
        let mut shown: Vec<usize> = (0..self.columns.len()).filter(|&index| ideal[index] > 0).collect();
        while shown.iter().map(least).fold(gaps(shown.len()), u16::saturating_add) > room {
            let Some((position, _)) = shown.iter().enumerate().max_by_key(|&(_, &i)| (self.columns[i].priority, i))
            else {
                break;
            };
            shown.remove(position);
        }
        let named = |&index: &usize| {
            if self.is_name(index) { ideal[index].min(NAME).max(least(&index)) } else { least(&index) }
        };
        while shown.iter().map(named).fold(gaps(shown.len()), u16::saturating_add) > room {
            let Some(position) = shown.iter().rposition(|&index| self.yields(index)) else { break };
            shown.remove(position);
        }
        let mut widths: Vec<u16> = shown.iter().map(least).collect();
        let mut spare = room.saturating_sub(widths.iter().sum::<u16>() + gaps(shown.len()));
        // Clipped text gets its room back evenly; then the growing columns share the rest.
        while spare > 0 {
            let wanting: Vec<usize> = (0..shown.len()).filter(|&i| widths[i] < ideal[shown[i]]).collect();
            if wanting.is_empty() {
                break;
            }
            for i in wanting {
                let more = u16::from(spare > 0);
                widths[i] += more;
                spare -= more;
            }
        }
        self.widen_bars(&shown, &mut widths, &mut spare);
        let growing: Vec<usize> = (0..shown.len()).filter(|&i| self.columns[shown[i]].grow).collect();
        for (turn, &i) in growing.iter().enumerate() {
            let share = spare / (growing.len() - turn) as u16;
            widths[i] += share;
            spare -= share;
        }
        shown.into_iter().zip(widths).collect()
    }

    /// Bars are read more easily the longer they are: they get room before names have more than they need.
    fn widen_bars(&self, shown: &[usize], widths: &mut [u16], spare: &mut u16) {
        let most = |i: usize| self.columns[shown[i]].most.filter(|_| self.is_bar(shown[i])).unwrap_or(0);
        let bars: Vec<usize> = (0..shown.len()).filter(|&i| most(i) > 0).collect();
        for (turn, &i) in bars.iter().enumerate() {
            let more = most(i).saturating_sub(widths[i]).min(*spare / (bars.len() - turn) as u16);
            widths[i] += more;
            *spare -= more;
        }
    }

    fn is_bar(&self, column: usize) -> bool {
        self.rows.iter().any(|row| row.cells.get(column).is_some_and(|cell| cell.bar.is_some()))
    }

    fn yields(&self, column: usize) -> bool {
        self.columns[column].yields || self.is_bar(column)
    }

    fn is_name(&self, column: usize) -> bool {
        self.columns[column].align == Align::Left && self.columns[column].most.is_none() && !self.is_bar(column)
    }

    /// The cells of a column of names that are too long, cut; `None` for others, and where a cell has styles of its own.
    fn names(&self, column: usize, columns: u16) -> Vec<Option<Line<'a>>> {
        let plain = |row: &'a Row<'a>| match row.cells.get(column).map(|cell| (&cell.line, cell.line.spans.as_slice()))
        {
            Some((line, [span])) => Some((line, span)),
            _ => None,
        };
        let cells: Vec<_> = self.rows.iter().map(plain).collect();
        let names: Vec<&str> = cells.iter().map(|cell| cell.map_or("", |(_, span)| &*span.content)).collect();
        let cut = cut_apart(&names, usize::from(columns), self.theme.glyphs.ellipsis());
        let styled = |(cell, text): (Option<(&'a Line<'a>, &'a Span<'a>)>, Cow<'_, str>)| match (cell, text) {
            (Some((line, span)), Cow::Owned(text)) => Some(Line::styled(text, line.style.patch(span.style))),
            _ => None,
        };
        cells.into_iter().zip(cut).map(styled).collect()
    }

    fn ideal(&self, column: usize) -> u16 {
        let cells = self.rows.iter().filter_map(|row| row.cells.get(column));
        let content = cells.map(|cell| line_width(&cell.line)).max().unwrap_or(0);
        let definition = &self.columns[column];
        let header = width(&definition.title(self.theme));
        let ideal = content.max(header).min(usize::from(u16::MAX)) as u16;
        let least = if definition.align == Align::Left || definition.grow { definition.least } else { None };
        let wide = if content == 0 { ideal.max(least.unwrap_or(0)) } else { ideal };
        definition.most.map_or(wide, |most| wide.min(most))
    }
}

impl Widget for &TableWidget<'_> {
    fn render(self, area: Rect, buf: &mut Buffer) {
        let mut pen = Pen::new(area, buf);
        let layout = self.layout(pen.width());
        let ellipsis = self.theme.glyphs.ellipsis();
        let place = |pen: &mut Pen, x: u16, y: u16, width: u16, align: Align, line: &Line| {
            let blank = match align {
                Align::Left => 0,
                Align::Right => width.saturating_sub(line_width(line) as u16),
            };
            pen.line(x + blank, y, width - blank, line, ellipsis);
        };
        let mut top = 0;
        if self.header {
            let mut x = 0;
            for &(index, width) in &layout {
                let column = &self.columns[index];
                let own = column.style.unwrap_or(self.theme.header);
                let style = if column.current { self.theme.selection } else { own };
                let title = Line::styled(column.title(self.theme), style);
                place(&mut pen, x, 0, width, column.align, &title);
                x = x.saturating_add(width).saturating_add(self.gap);
            }
            top = 1;
        }
        let height = usize::from(pen.height().saturating_sub(top));
        let names: Vec<Vec<Option<Line>>> = layout
            .iter()
            .map(
                |&(column, width)| {
                    if self.columns[column].align == Align::Left { self.names(column, width) } else { vec![] }
                },
            )
            .collect();
        let tops = (top..).step_by(usize::from(self.tall));
        let thickness = self.thickness();
        for (y, (index, row)) in tops.zip(self.rows.iter().enumerate().skip(self.offset).take(height)) {
            pen.style(0, y, pen.width(), thickness, self.theme.text.patch(row.style));
            let mut x = 0;
            for (&(column, width), names) in layout.iter().zip(&names) {
                if let Some(cell) = row.cells.get(column) {
                    if let Some(fraction) = cell.bar {
                        let bar = self.theme.glyphs.bar(fraction, width);
                        (y..y + thickness).for_each(|y| pen.text_within(x, y, width, &bar, cell.line.style));
                    } else {
                        let line = names.get(index).and_then(Option::as_ref).unwrap_or(&cell.line);
                        place(&mut pen, x, y, width, self.columns[column].align, line);
                    }
                }
                x = x.saturating_add(width).saturating_add(self.gap);
            }
            if self.cursor == Some(index) {
                pen.style(0, y, pen.width(), thickness, self.theme.selection);
            }
        }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::ui::charts::testing::{drawn, each_size};
    use crate::wording::labels::tests::hard_names;
    use crate::wording::text::count;
    use ratatui::style::{Color, Modifier, Style};

    fn columns() -> Vec<TableColumn> {
        vec![
            TableColumn::number("#").priority(1),
            TableColumn::number("id").priority(2),
            TableColumn::text("merchant").grow(),
            TableColumn::number("burnt"),
            TableColumn::number("rate").priority(3),
        ]
    }

    fn rows() -> Vec<Row<'static>> {
        vec![
            Row::new(["1", "17", "Nile Market", "640", "61%"]),
            Row::new(["2", "4", "Delta \u{1b}Foods International", "1,609", "60%"]),
        ]
    }

    #[test]
    fn text_grows_and_numbers_keep_right() {
        let (theme, columns, rows) = (Theme::dark(), columns(), rows());
        let table = TableWidget::new(&theme, &columns, &rows);
        assert_eq!(
            drawn(&table, 50, 3),
            [
                "#  id  merchant                        burnt  rate",
                "1  17  Nile Market                       640   61%",
                "2   4  Delta ␛Foods International      1,609   60%",
            ]
        );
        assert_eq!(drawn(&table, 32, 3)[2], "2   4  Delta ␛Food…  1,609   60%");
    }

    #[test]
    fn columns_go_by_priority_and_numbers_are_never_cut() {
        let (theme, columns, rows) = (Theme::dark(), columns(), rows());
        let table = TableWidget::new(&theme, &columns, &rows);
        assert_eq!(drawn(&table, 20, 3)[2], "2   4  Delta…  1,609");
        assert_eq!(drawn(&table, 17, 3)[2], "2  Delta …  1,609");
        assert_eq!(drawn(&table, 13, 3)[2], "Delta…  1,609");
        assert_eq!(drawn(&table, 12, 3)[2], "Delta ␛Food…");
        assert_eq!(drawn(&table, 5, 3), ["", "", ""]);
    }

    #[test]
    fn cells_carry_their_own_styles_and_bars() {
        let theme = Theme::mono();
        let columns = [TableColumn::text("name"), TableColumn::text("share").min(8).grow()];
        let mark = Line::from(vec![Span::styled("1■", Color::Red), Span::raw(" loyal")]);
        let rows = [Row { cells: vec![mark.into(), TableCell::bar(0.5, Style::new())], style: Style::new() }];
        let table = TableWidget::new(&theme, &columns, &rows).cursor(Some(0));
        let area = Rect::new(0, 0, 20, 2);
        let mut buf = Buffer::empty(area);
        table.render(area, &mut buf);
        assert_eq!(crate::ui::charts::testing::lines(&buf), ["name      share", "1■ loyal  █████"]);
        assert_eq!(buf[(1, 1)].fg, Color::Red);
        assert!(buf[(19, 1)].modifier.contains(Modifier::REVERSED));
    }

    #[test]
    fn the_sorted_column_is_marked() {
        let theme = Theme::dark();
        let columns = [TableColumn::number("burnt").sorted(Order::Descending)];
        let rows = [Row::new(["3"])];
        assert_eq!(drawn(&TableWidget::new(&theme, &columns, &rows), 10, 2), ["burnt↓", "     3"]);
    }

    #[test]
    fn bars_go_before_names_are_cut() {
        let theme = Theme::dark();
        let columns = [TableColumn::text("merchant"), TableColumn::number("burnt"), TableColumn::text("").min(6)];
        let row = |name: &'static str, text: &'static str, of| Row {
            cells: vec![name.into(), text.into(), TableCell::bar(of, Style::new())],
            style: Style::new(),
        };
        let rows = [row("Delta Foods", "640", 1.0), row("Nile Market", "320", 0.5)];
        let table = TableWidget::new(&theme, &columns, &rows);
        assert_eq!(drawn(&table, 26, 3)[2], "Nile Market    320  ███");
        assert_eq!(drawn(&table, 25, 3)[2], "Nile Market    320");
    }

    #[test]
    fn names_with_a_shared_beginning_stay_different() {
        let theme = Theme::dark();
        let columns = [TableColumn::text("age"), TableColumn::number("burnt")];
        let rows = [Row::new(["income bracket 1", "3"]), Row::new(["income bracket 12", "4"])];
        let lines = drawn(&TableWidget::new(&theme, &columns, &rows), 16, 3);
        assert_eq!(lines[1..], ["inco…et 1      3", "inco…t 12      4"]);
    }

    #[test]
    fn a_few_rows_use_the_room_of_many_and_bars_that_of_the_width() {
        let theme = Theme::dark();
        let columns = [TableColumn::text("city"), TableColumn::text("").min(2).max(8), TableColumn::number("n")];
        let row = |name: &'static str, of, n: &'static str| Row {
            cells: vec![name.into(), TableCell::bar(of, Style::new()), n.into()],
            style: Style::new(),
        };
        let rows = [row("Cairo", 1.0, "4"), row("Giza", 0.5, "2")];
        let table = TableWidget::new(&theme, &columns, &rows).roomy(7);
        let expected = [
            "city             n",
            "Cairo  ████████  4",
            "       ████████",
            "",
            "Giza   ████      2",
            "       ████",
            "",
        ];
        assert_eq!(drawn(&table, 30, 7), expected);
        let places: Vec<(usize, Rect)> = table.places(Rect::new(3, 5, 30, 7)).collect();
        assert_eq!(places, [(0, Rect::new(3, 6, 30, 2)), (1, Rect::new(3, 9, 30, 2))]);
        // Where more rows would not fit, each has one.
        assert_eq!(drawn(&table.roomy(4), 30, 3)[2], "Giza   ████      2");
    }

    proptest::proptest! {
        /// At any width numbers are complete and apart, and different names stay different.
        #[test]
        fn numbers_never_touch_and_names_stay_different(
            names in hard_names(), numbers in proptest::collection::vec(0_u64..10_000_000, 60), room in 8_u16..70,
            gap in 1_u16..3,
        ) {
            let theme = Theme::dark();
            let columns = [
                TableColumn::number("#").yields(),
                TableColumn::text("name").min(8).grow(),
                TableColumn::number("claims").priority(1),
                TableColumn::number("burnt"),
                TableColumn::text("").min(6).priority(2),
            ];
            let figure = |row: usize, column: usize| count(numbers[(row * 3 + column) % numbers.len()]);
            let rows: Vec<Row<'_>> = (0..names.len())
                .map(|row| {
                    let mut cells: Vec<TableCell<'_>> = vec![figure(row, 0).into(), names[row].as_str().into()];
                    cells.extend([figure(row, 1).into(), figure(row, 2).into(), TableCell::bar(0.5, Style::new())]);
                    Row { cells, style: Style::new() }
                })
                .collect();
            let table = TableWidget::new(&theme, &columns, &rows).gap(gap);
            let area = Rect::new(0, 0, room, rows.len() as u16 + 1);
            let mut buf = Buffer::empty(area);
            table.render(area, &mut buf);
            let mut seen: Vec<String> = Vec::new();
            for row in 0..rows.len() {
                let mut x = 0;
                for (index, width) in table.layout(room) {
                    let text: String = (x..x + width).map(|x| buf[(x, row as u16 + 1)].symbol()).collect();
                    let after = x + width;
                    proptest::prop_assert!((after..(after + gap).min(room)).all(|x| buf[(x, row as u16 + 1)].symbol() == " "));
                    match index {
                        0 => proptest::prop_assert_eq!(text.trim(), figure(row, 0)),
                        1 => seen.push(text.trim_end().to_owned()),
                        2 | 3 => proptest::prop_assert_eq!(text.trim(), figure(row, index - 1)),
                        _ => {}
                    }
                    x = after + gap;
                }
            }
            for (row, text) in seen.iter().enumerate() {
                for (other, name) in seen.iter().zip(&names) {
                    proptest::prop_assert_eq!(text == other, names[row].trim_end() == name.trim_end());
                }
            }
        }
    }

    #[test]
    fn any_size_is_drawn_within_its_area() {
        let (theme, columns, rows) = (Theme::dark(), columns(), rows());
        each_size(|| TableWidget::new(&theme, &columns, &rows).cursor(Some(1)));
        each_size(|| TableWidget::new(&theme, &columns, &[]).offset(4));
        each_size(|| TableWidget::new(&theme, &columns, &rows).gap(u16::MAX));
        each_size(|| TableWidget::new(&theme, &columns, &rows).roomy(9));
        each_size(|| TableWidget::new(&theme, &[], &rows));
    }
}
