//! What panels share: the data they draw, their frame, their table, and messages in place of missing data.

use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::Rect;
use ratatui::text::Line;
use ratatui::widgets::{Paragraph, Widget, Wrap};

use crate::analysis::{Dataset, Segmentation};
use crate::app::panel::PlaceKind;
use crate::app::state::overlay::OverlayKind;
use crate::app::{Action, ClusterState, DataState, Model, Panel, Spot, keymap, selectors};
use crate::data::{Kind, Table};
use crate::measures::GroupTest;
use crate::ui::charts::{BarList, LineChart, Row, TableColumn, TableWidget, scroll_bar, window};
use crate::ui::theme::Theme;
use crate::ui::zones::Zones;
use crate::wording::evidence::differ;
use crate::wording::kind_words::{Words, words};
use crate::wording::money::{Room, money};
use crate::wording::rates::UNRATED;
use crate::wording::text::{count, goes_on, width, wrapped};

/// Data and settings that a panel draws from.
pub struct Context<'a> {
    pub model: &'a Model,
    pub theme: &'a Theme,
    pub dataset: &'a Dataset,
    pub panel: Panel,
    /// Where the panel is, with its frame.
    pub place: Rect,
    pub focused: bool,
    /// The panels that take turns in this place.
    pub turns: &'a [Panel],
    /// Where things are, for the mouse.
    pub zones: &'a Zones,
}

impl Context<'_> {
    /// Draws the frame and returns the area inside it, a blank away from the sides.
    pub fn frame(&self, title: &str, note: &str, area: Rect, buf: &mut Buffer) -> Rect {
        self.frame_with(title, &[note.to_owned()], area, buf)
    }

    /// [`Context::frame`] with the first of some notes that fits, from long to short.
    pub fn frame_with(&self, title: &str, notes: &[String], area: Rect, buf: &mut Buffer) -> Rect {
        let others: Vec<&str> =
            self.turns.iter().filter(|p| **p != self.panel).map(|p| p.title_of(self.dataset.summary.kind)).collect();
        // Corners and blanks take six columns. Parts that do not fit are dropped: the other panels, the note, and last
        // the long form of the title. Nothing is cut in the middle.
        let fits = |title: &str, note: &str| width(title) + width(note) + 6 <= usize::from(area.width);
        let both = format!("{title} | {}", others.join(" | "));
        let turn = self.turns.iter().position(|panel| *panel == self.panel).unwrap_or(0);
        // Which of them it is takes little room, and less where the note would not fit otherwise.
        let [long, short] = [(" | ", " of "), (" ", "/")]
            .map(|(before, of)| format!("{title}{before}{}{of}{}", turn + 1, self.turns.len()));
        let brief = notes.last().map_or("", String::as_str);
        let title = match () {
            () if !others.is_empty() && fits(&both, "") => both.as_str(),
            () if !others.is_empty() && fits(&long, brief) => long.as_str(),
            () if !others.is_empty() && fits(&short, "") => short.as_str(),
            () if fits(title, "") => title,
            () => self.panel.title_of(self.dataset.summary.kind),
        };
        let note = notes.iter().find(|note| fits(title, note)).map_or("", String::as_str);
        let block = self.theme.block_with_note(title, note, self.focused);
        let inner = block.inner(area);
        block.render(area, buf);
        Rect { x: inner.x + 1, width: inner.width.saturating_sub(2), ..inner }.intersection(inner)
    }

    /// The title with the name of the view that is on, if both fit beside the note: for a title that says nothing of the view.
    pub fn with_view(&self, title: &str, note: &str, columns: u16) -> String {
        let named = self.model.view_name(self.panel).map(|view| format!("{title}: {view}"));
        let fits = |named: &String| width(named) + width(note) + 6 <= usize::from(columns);
        named.filter(fits).unwrap_or_else(|| title.to_owned())
    }

    /// Says why there is nothing to draw.
    pub fn say(&self, words: &str, area: Rect, buf: &mut Buffer) {
        Paragraph::new(words).style(self.theme.dim).wrap(Wrap { trim: true }).render(area, buf);
    }

    /// Says why there is nothing to draw: no row matches, otherwise `words`.
    pub fn say_nothing(&self, words: &str, area: Rect, buf: &mut Buffer) {
        let summary = &self.dataset.summary;
        let Words { event, events, .. } = self.words();
        let (rows, one, several) = match summary.kind {
            Kind::Customers => (summary.kpis.customers, "customer", "customers"),
            Kind::Coupons | Kind::Purchases => (summary.kpis.transactions, event, events),
        };
        match rows {
            0 if self.dataset.filter.is_empty() => self.say(&format!("there are no {several}"), area, buf),
            0 => self.say(&format!("no {one} matches the filter"), area, buf),
            _ => self.say(words, area, buf),
        }
    }

    /// Whether the data has the table; if not, says that the panel needs it.
    pub fn needs(&self, table: Table, area: Rect, buf: &mut Buffer) -> bool {
        let there = self.dataset.summary.source.rows.iter().any(|(t, _)| *t == table);
        if !there {
            self.say(&format!("needs the table `{table}`, which the data does not have"), area, buf);
        }
        there
    }

    /// A line of a text that goes on: with the sign for a cut and the key that shows all of it.
    pub fn goes_on(&self, line: &str, columns: usize) -> String {
        let explains = keymap::key_of(&self.model.own_keys, Action::Show(OverlayKind::Explain));
        let key = explains.map_or_else(String::new, |key| format!(" {key}"));
        format!("{}{key}", goes_on(line, columns.saturating_sub(width(&key)), self.theme.glyphs.ellipsis()))
    }

    /// Why no burn rates are shown, where the data says nothing of them.
    pub fn unrated(&self) -> Option<&'static str> {
        let summary = &self.dataset.summary;
        (summary.kind == Kind::Coupons && !summary.has_rates()).then_some(UNRATED)
    }

    /// Why a panel of places has nothing to list.
    pub fn unknown_places(&self) -> &'static str {
        let customers = self.dataset.summary.source.rows.iter().any(|(table, _)| *table == Table::Customers);
        match selectors::place_kind(self.model, self.panel) {
            PlaceKind::Product => "no order names a product",
            PlaceKind::City if !customers => "needs the table `customers`, which the data does not have",
            PlaceKind::City => "no customer has a known city",
            PlaceKind::Merchant => "no transaction has a branch of a known merchant",
            PlaceKind::Branch => "no transaction has a known branch",
        }
    }

    /// The last good segments; if there are none, says why.
    pub fn segmentation(&self, area: Rect, buf: &mut Buffer) -> Option<&Segmentation> {
        match (&self.model.clusters, self.model.clusters.last()) {
            (_, Some(segmentation)) => Some(segmentation),
            (ClusterState::Failed(why, None), None) => {
                self.say(why, area, buf);
                None
            }
            _ => {
                let is_stopped = matches!(self.model.data, DataState::Stopped { .. });
                self.say(if is_stopped { "not computed: loading was stopped" } else { "clustering" }, area, buf);
                None
            }
        }
    }

    /// Dims a panel that shows the last segments while new ones are computed or failed, or other data is on screen.
    pub fn age(&self, area: Rect, buf: &mut Buffer) {
        if self.model.measuring().is_some() || !matches!(self.model.clusters, ClusterState::Ready(_)) {
            self.theme.stale(area, buf);
        }
    }

    /// Whether the groups of a table differ, as a sentence for below it, with its number of rows. It takes them from the
    /// table only where it leaves enough.
    pub fn evidence_below(&self, test: Option<&GroupTest>, area: Rect) -> Option<(u16, String)> {
        let test = test?;
        let mut words = differ(&self.dataset.summary, test);
        // The sentence ends with the marks that stand for its sides.
        let marks: Vec<&str> = marked_sides(self.theme, test).map(|(mark, _)| mark).collect();
        if !marks.is_empty() && words.ends_with('.') {
            words.pop();
            words = format!("{words} ({}).", marks.join(", "));
        }
        Some((rows_of(&words, area.width.saturating_sub(4)), words)).filter(|(rows, _)| area.height >= 8 + 3 * rows)
    }

    /// The wording for the kind of data.
    pub fn words(&self) -> Words {
        words(self.dataset.summary.kind)
    }

    /// An amount with the currency of the data.
    pub fn money(&self, value: f64, room: Room) -> String {
        money(value, self.dataset.summary.currency.as_deref(), room)
    }

    /// The cursor row, shown only in the focused panel.
    pub fn cursor(&self) -> Option<usize> {
        self.focused.then(|| selectors::cursor(self.model, self.panel))
    }

    /// The first row to show of a list with the panel's cursor, in which some fit.
    pub fn first(&self, rows: usize, visible: usize) -> usize {
        let top = self.model.tops.get(&self.panel).copied().unwrap_or(0);
        window(selectors::cursor(self.model, self.panel), top, rows, visible)
    }

    /// A table with the panel's cursor, scrolled so that the cursor is visible. The lower border says how many rows there
    /// are, if some are hidden.
    pub fn table(&self, columns: &[TableColumn], rows: &[Row<'_>], gap: u16, area: Rect, buf: &mut Buffer) {
        let visible = TableWidget::visible_rows(area.height);
        let offset = self.first(rows.len(), visible);
        self.hidden((offset, visible, rows.len()), buf);
        let table = TableWidget::new(self.theme, columns, rows).gap(gap).offset(offset).cursor(self.cursor());
        let table = table.roomy(area.height);
        self.rows(table.places(area));
        table.render(area, buf);
    }

    /// Says on the lower border how many rows are visible and how many there are, if some are hidden and the title, which is
    /// drawn before, has no room to say it; and draws the scroll bar. The part is the first row, how many are visible, and of
    /// how many.
    pub fn hidden(&self, part: (usize, usize, usize), buf: &mut Buffer) {
        let (_, visible, rows) = part;
        let note = format!(" {}", in_sight(visible, rows));
        let title = (self.place.left()..self.place.right()).filter_map(|x| buf.cell((x, self.place.y)));
        let is_said = || title.map(Cell::symbol).collect::<String>().contains(&note);
        if visible < rows && !is_said() {
            self.note_below(&note, buf);
        }
        scroll_bar(self.theme, part, self.place, buf);
    }

    /// Writes a note on the lower border, at its right end.
    pub fn note_below(&self, note: &str, buf: &mut Buffer) {
        let below = Rect { y: self.place.bottom().saturating_sub(1), height: 1, ..self.place };
        let right = Rect { width: below.width.saturating_sub(1), ..below };
        let note = format!(" {} ", note.trim());
        Line::styled(note, self.theme.dim).right_aligned().render(right.intersection(buf.area), buf);
    }

    /// Bars with the panel's cursor.
    pub fn bars(&self, bars: &BarList<'_>, area: Rect, buf: &mut Buffer) {
        self.rows(bars.places(area));
        bars.render(area, buf);
        self.hidden(bars.visible_part(area.height), buf);
    }

    /// Notes where the cells of the panel are; its rows are drawn from `first`.
    pub fn cells(&self, places: Vec<((usize, usize), Rect)>, first: usize) {
        for ((row, column), place) in places {
            self.zones.add(place, Spot::Cell(self.panel, first + row, column));
        }
    }

    /// Notes where the heads of the columns of the panel's table are; `column` says which column one is.
    pub fn heads(&self, heads: impl Iterator<Item = (usize, Rect)>, column: impl Fn(usize) -> Option<usize>) {
        for (index, head) in heads {
            if let Some(column) = column(index) {
                self.zones.add(head, Spot::Head(self.panel, column));
            }
        }
    }

    /// Notes where the periods of a chart over time are, the oldest at the left.
    pub fn periods(&self, chart: &LineChart<'_>, area: Rect) {
        let places = chart.places(area);
        let newest = places.len().saturating_sub(1);
        self.rows(places.into_iter().map(|(at, place)| (newest - at, place)));
    }

    /// Notes where the places of the panel's cursor are.
    pub fn rows(&self, places: impl IntoIterator<Item = (usize, Rect)>) {
        places.into_iter().for_each(|(row, place)| self.zones.add(place, Spot::Row(self.panel, row)));
    }
}

/// Number of visible entries of a list: `13 of 20`; empty if all are visible.
pub fn in_sight(shown: usize, all: usize) -> String {
    if shown < all { format!("{} of {}", count(shown as u64), count(all as u64)) } else { String::new() }
}

/// A mark for a group whose rate differs from the others; room for it if that of any does.
pub fn side(theme: &Theme, test: Option<&GroupTest>, id: Option<&str>) -> &'static str {
    match (test, test.zip(id).and_then(|(test, id)| test.side(id))) {
        (_, Some(is_above)) => theme.glyphs.side(is_above),
        (Some(test), None) if !test.above.is_empty() || !test.below.is_empty() => " ",
        _ => "",
    }
}

/// The marks beside rates that a table has, and the side that each stands for.
fn marked_sides(theme: &Theme, test: &GroupTest) -> impl Iterator<Item = (&'static str, &'static str)> {
    let above = (!test.above.is_empty()).then(|| (theme.glyphs.side(true), "above"));
    let below = (!test.below.is_empty()).then(|| (theme.glyphs.side(false), "below"));
    above.into_iter().chain(below)
}

/// What the marks beside rates say: `▲ above, ▼ below the rest`; none if there are no marks.
pub fn legend_of_sides(theme: &Theme, test: &GroupTest) -> Option<String> {
    let sides: Vec<String> = marked_sides(theme, test).map(|(mark, side)| format!("{mark} {side}")).collect();
    (!sides.is_empty()).then(|| format!("{} the rest", sides.join(", ")))
}

/// One line, cut at the end of the area.
pub fn line(words: Line<'_>, y: u16, area: Rect, buf: &mut Buffer) {
    if y < area.height {
        words.render(Rect { y: area.y + y, height: 1, ..area }, buf);
    }
}

/// Number of rows of a text.
pub fn rows_of(words: &str, columns: u16) -> u16 {
    wrapped(words, usize::from(columns)).len() as u16
}
