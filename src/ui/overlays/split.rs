//! The parts of the data side by side, in place of the screen; before, the list of attributes to split by.
//!
//! ```text
//! ╭ Retention by gender ──────────────────────────── % with a claim in month n ╮
//! │ ─ Female  ─ Male                                                           │
//! │ 100 ┤⢣                                                                     │
//! │  50 ┤ ⠱⢄⣀⣀⣀⣀⣀⠤⠤⠒⠒⠤⠤⠤⢄⣀⣀⣀⡠⠤⠤⠤⠤⢄⣀⣀⣀⣀⣀⠤⠤                                      │
//! │        M0   M1   M2   M3                                                   │
//! │ gender  customers   M0   M1   M2   M3                                      │
//! │ Female        463  100   34   29   32                                      │
//! │ Male          437  100   29   31   26                                      │
//! ╰────────────────────────────────────────────────────────────────────────────╯
//! ```

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};
use ratatui::widgets::{Clear, Paragraph, Widget, Wrap};

use super::multiples;
use super::popup::popup;
use crate::analysis::{Axis, Lines, Part, Quantity, Split, lines, means};
use crate::app::state::overlay::split::{Parts, SplitView};
use crate::app::{Action, Model, keymap, selectors};
use crate::measures::Summary;
use crate::ui::charts::{
    Bar, BarList, Curve, Intervals, LineChart, Row, Strip, TableCell, TableColumn, TableWidget, window,
};
use crate::ui::layout;
use crate::ui::picture;
use crate::ui::theme::Theme;
use crate::ui::zones::{self, Zones};
use crate::wording::column;
use crate::wording::figures::{Figure, figures, notes, value_text};
use crate::wording::text::{NONE, clean, clip_with, count, counted, pad_right, width, wrapped};

/// Columns of the list of attributes.
const LIST: u16 = 44;
/// Smallest useful width of the intervals.
const STRIPS: u16 = 20;
/// Fewest customers of a part whose values are drawn as a line: those of fewer jump.
const LEAST_LINE: u64 = 10;
/// Widest name of a part.
const NAME: u16 = 24;

/// Draws the list, or the parts over the whole screen.
pub fn draw(context: (&Model, &Theme, &Zones), open: &SplitView, area: Rect, buf: &mut Buffer) {
    if open.is_choosing() { list(context, open, area, buf) } else { parts(context, open, area, buf) }
}

fn title(model: &Model, open: &SplitView) -> String {
    let what = selectors::split_title(model, open.panel, open.measure);
    if open.is_choosing() { format!("{what} by") } else { format!("{what} by {}", clean(open.key().unwrap_or(""))) }
}

/// The attributes that the data has.
fn list((model, theme, zones): (&Model, &Theme, &Zones), open: &SplitView, area: Rect, buf: &mut Buffer) {
    let high = open.keys.len().min(200) as u16;
    let inner = popup(
        (theme, zones),
        &title(model, open),
        &format!("{} splits", keymap::pressed(&model.own_keys, Action::Open)),
        (LIST, high),
        area,
        buf,
    );
    let visible = usize::from(inner.height);
    let offset = window(open.chosen, 0, open.keys.len(), visible);
    zones.entries(zones::rows(inner, offset..open.keys.len()));
    for ((at, key), y) in open.keys.iter().enumerate().skip(offset).take(visible).zip(inner.top()..) {
        let room = usize::from(inner.width);
        let row = pad_right(&clip_with(&clean(key), room, theme.glyphs.ellipsis()), room);
        let style = if at == open.chosen { theme.text.patch(theme.selection) } else { theme.text };
        Line::styled(row, style).render(Rect { y, height: 1, ..inner }, buf);
    }
}

fn parts((model, theme, _): (&Model, &Theme, &Zones), open: &SplitView, area: Rect, buf: &mut Buffer) {
    let all = selectors::compared(model, open.panel);
    let measure = all.get(open.measure);
    let [_, _, body, _] = layout::bands(area);
    Clear.render(body, buf);
    buf.set_style(body, theme.text);
    let note = match measure {
        Some(selectors::Compared::Lines { title, axis, .. }) if !matches!(axis, Axis::Time(_)) => title.clone(),
        // The title of the frame says what it is.
        Some(_) if all.len() > 1 => format!("measure {} of {}", open.measure + 1, all.len()),
        Some(measure) => measure.title().to_owned(),
        None => String::new(),
    };
    let block = theme.block_with_note(&title(model, open), &note, true);
    let frame = block.inner(body);
    block.render(body, buf);
    let inner = Rect { x: frame.x + 1, width: frame.width.saturating_sub(2), ..frame };
    let say = |words: &str, buf: &mut Buffer| {
        Paragraph::new(clean(words)).style(theme.dim).wrap(Wrap { trim: true }).render(inner, buf);
    };
    let (split, measure, whole) = match (&open.parts, measure, model.shown()) {
        (Parts::Failed(why), ..) => return say(&format!("Not split: {why}"), buf),
        (Parts::Ready(split), _, _) if split.parts.is_empty() => return say("No part has customers.", buf),
        (Parts::Ready(split), Some(measure), Some(shown)) => (&**split, measure, &shown.summary),
        _ => return say("measuring the parts", buf),
    };
    let said = notes(split, whole.kind).chain(unlined(split, measure)).collect::<Vec<_>>().join(" ");
    let said = wrapped(&said, usize::from(inner.width));
    let below = (said.len() as u16).min(inner.height / 3);
    let room = Rect { height: inner.height - below, ..inner };
    for (line, y) in said.into_iter().zip(room.bottom()..inner.bottom()) {
        Line::styled(line, theme.dim).render(Rect { y, height: 1, ..inner }, buf);
    }
    let drawn = Drawn { model, theme, split, whole, body };
    match measure {
        selectors::Compared::Figure(figure) => drawn.figures(figure, room, buf),
        selectors::Compared::Means => drawn.means(room, buf),
        selectors::Compared::Lines { quantity, axis, ordered, .. } => {
            let lines = lines(split, whole, model.granularity, *axis);
            let begins = selectors::split_axis(model, open).map_or(0, |(_, begins)| begins);
            drawn.lines(&lines, (*quantity, *axis, *ordered), open.position.unwrap_or(begins), room, buf);
        }
    }
}

/// Whether the values of a part along an axis are drawn as a line: rates of a few customers are not, beside those of many.
fn is_lined(split: &Split, part: &Part, quantity: Quantity) -> bool {
    let is_large = |part: &Part| part.summary.kpis.customers >= LEAST_LINE;
    quantity != Quantity::Rate || is_large(part) || !split.parts.iter().any(is_large)
}

/// Which parts have no line, in a sentence.
fn unlined(split: &Split, measure: &selectors::Compared) -> Option<String> {
    let selectors::Compared::Lines { quantity, ordered: true, .. } = measure else { return None };
    let parts = split.parts.iter().filter(|part| !is_lined(split, part, *quantity));
    let names: Vec<_> = parts.map(|part| clean(&part.name)).collect();
    (!names.is_empty()).then(|| format!("No line for fewer than {LEAST_LINE} customers: {}.", names.join(", ")))
}

struct Drawn<'a> {
    model: &'a Model,
    theme: &'a Theme,
    split: &'a Split,
    whole: &'a Summary,
    /// The place of the frame.
    body: Rect,
}

impl Drawn<'_> {
    /// The colour of a part; segments have their own everywhere.
    fn style(&self, at: usize) -> Style {
        let own = self.model.clusters.last().filter(|_| self.split.key == "segment").and_then(|segmentation| {
            let name = &self.split.parts[at].name;
            let label = segmentation.segments.list.iter().position(|segment| segment.name == *name)?;
            segmentation.colours.get(label).copied()
        });
        self.theme.segment_style(own.unwrap_or(at))
    }

    /// The names of the parts, each in its colour.
    fn names(&self) -> impl Iterator<Item = TableCell<'_>> {
        let name = |at: usize| TableCell::from(Span::styled(clean(&self.split.parts[at].name), self.style(at)));
        (0..self.split.parts.len()).map(name)
    }

    fn name_column(&self) -> TableColumn {
        let longest = self.split.parts.iter().map(|part| width(&clean(&part.name))).max().unwrap_or(0);
        TableColumn::text(&clean(&self.split.key)).min(longest.min(usize::from(NAME)) as u16).max(NAME)
    }

    /// A bar of one measure with its interval, and the other measures.
    fn figures(&self, first: &Figure, area: Rect, buf: &mut Buffer) {
        let others = figures(self.whole).into_iter().filter(|figure| figure.title != first.title);
        let all: Vec<Figure> = std::iter::once(*first).chain(others).collect();
        let mut columns = vec![self.name_column(), TableColumn::text("").min(8).grow().priority(200)];
        for (at, figure) in all.iter().enumerate() {
            columns.push(TableColumn::number(figure.title).priority(at as u8 * 2));
            columns.extend(figure.interval.map(|_| TableColumn::number("95% CI").priority(at as u8 * 2 + 1)));
        }
        let values: Vec<Option<f64>> = self.split.parts.iter().map(|part| (first.value)(&part.summary)).collect();
        let most = match first.quantity {
            Quantity::Rate => 1.0,
            _ => values.iter().flatten().copied().fold(0.0, f64::max),
        };
        let rows: Vec<Row<'_>> = self
            .names()
            .enumerate()
            .map(|(at, name)| {
                let part = &self.split.parts[at].summary;
                let bar = if most > 0.0 { values[at].unwrap_or(0.0).max(0.0) / most } else { 0.0 };
                let texts = all.iter().flat_map(|figure| [Some(figure.text(part)), figure.interval_text(part)]);
                let texts = texts.flatten().map(TableCell::from);
                Row::new([name, TableCell::bar(bar, self.style(at))].into_iter().chain(texts))
            })
            .collect();
        let high = (rows.len() as u16 + 1).min(area.height);
        TableWidget::new(self.theme, &columns, &rows).render(Rect { height: high, ..area }, buf);
        let rest = picture::below(area, high);
        let parts: Vec<(&Part, Style)> = self.split.parts.iter().zip((0..).map(|at| self.style(at))).collect();
        let Some(interval) = first.interval else { return multiples::draw(self.theme, &parts, &all[1..], rest, buf) };
        let strips: Vec<Strip> = (0..rows.len())
            .map(|at| {
                let ends = interval(&self.split.parts[at].summary);
                Strip { ends: ends.zip(values[at]).map(|([low, high], rate)| [low, rate, high]), style: self.style(at) }
            })
            .collect();
        let aside =
            self.split.parts.iter().map(|part| width(&clean(&part.name)) as u16).max().unwrap_or(0).min(NAME) + 2;
        let place = Rect { x: area.x + aside, y: area.y + high + 1, ..area }.intersection(area);
        if place.width < STRIPS || place.height < strips.len() as u16 + 1 {
            return;
        }
        for (at, y) in (place.y + 1..place.bottom()).enumerate().take(rows.len()) {
            let name = clean(&self.split.parts[at].name);
            let name = clip_with(&name, usize::from(aside - 2), self.theme.glyphs.ellipsis());
            Line::styled(name, self.style(at)).render(Rect { y, height: 1, ..area }, buf);
        }
        let axis = 1;
        let intervals = Rect { height: strips.len() as u16 + axis, ..place }.intersection(place);
        Intervals::new(self.theme, &strips).rule((first.value)(self.whole)).render(intervals, buf);
        multiples::draw(self.theme, &parts, &all[1..], picture::below(rest, intervals.height), buf);
    }

    /// The values that lines show: averages of retention without the last months, which only a few customers have reached.
    fn curves(&self, lines: &Lines, axis: Axis) -> Vec<Vec<Option<f64>>> {
        let Axis::Retention(start, event, definition) = axis else { return lines.parts.clone() };
        let settled = |part: &Part| {
            let mut rates = selectors::settled_average(part.summary.retention.triangle(start, event), definition);
            rates.resize(lines.axis.len(), None);
            rates
        };
        self.split.parts.iter().map(settled).collect()
    }

    /// A line for each part, and the values around the cursor.
    fn lines(
        &self,
        lines: &Lines,
        (quantity, axis, ordered): (Quantity, Axis, bool),
        cursor: usize,
        area: Rect,
        buf: &mut Buffer,
    ) {
        if lines.axis.is_empty() {
            let words = "no part has enough data for this";
            return Line::styled(words, self.theme.dim).render(area, buf);
        }
        let table = (lines.parts.len() as u16 + 1).min(area.height);
        let chart = Rect { height: area.height - table, ..area };
        if ordered && chart.height > 4 {
            let scaled: Vec<Vec<Option<f64>>> =
                self.curves(lines, axis).iter().map(|values| scaled(values, quantity)).collect();
            let mut drawn = LineChart::new(self.theme, &lines.axis).partial(&lines.partial).cursor(Some(cursor));
            if quantity == Quantity::Money {
                drawn = drawn.currency(self.whole.currency.as_deref());
            }
            for (at, values) in
                scaled.iter().enumerate().filter(|(at, _)| is_lined(self.split, &self.split.parts[*at], quantity))
            {
                drawn = drawn.curve(Curve::new(&self.split.parts[at].name, values, self.style(at)));
            }
            drawn.render(Rect { height: chart.height - 1, ..chart }, buf);
            self.values(lines, quantity, cursor, Rect { y: chart.bottom(), height: table, ..area }, buf);
        } else {
            self.values(lines, quantity, cursor, area, buf);
            self.bars(lines, quantity, picture::below(area, table), buf);
        }
    }

    /// The values as bars, those of all parts below each other, if there is room for all.
    fn bars(&self, lines: &Lines, quantity: Quantity, area: Rect, buf: &mut Buffer) {
        let longest = lines.axis.iter().map(|name| width(name)).max().unwrap_or(0);
        let of_name = |at: usize| {
            (0..lines.parts.len()).map(move |part| {
                let name = if part == 0 { lines.axis[at].as_str() } else { "" };
                let label = format!("{}  {}", pad_right(name, longest), clean(&self.split.parts[part].name));
                let value = lines.parts[part][at];
                let text = value_text(self.whole, quantity, value);
                Bar::of(&label, value.unwrap_or(0.0).max(0.0), text).style(self.style(part))
            })
        };
        let bars: Vec<Bar> = (0..lines.axis.len()).flat_map(of_name).collect();
        if bars.len() <= BarList::visible_rows(area.height) {
            BarList::new(self.theme, &bars).render(area, buf);
        }
    }

    fn values(&self, lines: &Lines, quantity: Quantity, cursor: usize, area: Rect, buf: &mut Buffer) {
        let text = |value: Option<f64>| value_text(self.whole, quantity, value);
        let starred = |at: usize| {
            let star = if lines.partial.get(at).copied().unwrap_or(false) { "*" } else { "" };
            format!("{}{star}", lines.axis[at])
        };
        let wide = |at: usize| {
            let cells = lines.parts.iter().map(|values| width(&text(values[at])));
            cells.chain([width(&starred(at))]).max().unwrap_or(0) + 2
        };
        let names = self.split.parts.iter().map(|part| width(&clean(&part.name))).max().unwrap_or(0);
        let aside = names.max(width(&self.split.key)).min(usize::from(NAME)) + "  customers".len();
        let widest = (0..lines.axis.len()).map(wide).max().unwrap_or(1);
        let fits = (usize::from(area.width).saturating_sub(aside) / widest).max(1);
        let from = window(cursor, cursor.saturating_sub(fits / 2), lines.axis.len(), fits);
        let shown = from..(from + fits).min(lines.axis.len());
        if shown.len() < lines.axis.len() {
            let [first, last] = [shown.start, shown.end - 1].map(|at| lines.axis[at].as_str());
            self.note_below(&format!(" {first} to {last}, {} of {} ", shown.len(), lines.axis.len()), buf);
        }
        let mut columns = vec![self.name_column(), TableColumn::number("customers").priority(200)];
        columns.extend(shown.clone().map(|at| {
            let column = TableColumn::number(&starred(at)).priority(1);
            if at == cursor { column.current().priority(0) } else { column }
        }));
        let rows: Vec<Row<'_>> = self
            .names()
            .enumerate()
            .map(|(part, name)| {
                let size = TableCell::from(count(self.split.parts[part].summary.kpis.customers));
                let values = shown.clone().map(|at| TableCell::from(text(lines.parts[part][at])));
                Row::new([name, size].into_iter().chain(values))
            })
            .collect();
        TableWidget::new(self.theme, &columns, &rows).render(area, buf);
    }

    /// Writes a note on the lower border, at its right end.
    fn note_below(&self, note: &str, buf: &mut Buffer) {
        let row = Rect { y: self.body.bottom().saturating_sub(1), height: 1, ..self.body }.intersection(self.body);
        let row = Rect { width: row.width.saturating_sub(1), ..row };
        Line::styled(note.to_owned(), self.theme.dim).right_aligned().render(row, buf);
    }

    /// A row for each column of numbers.
    fn means(&self, area: Rect, buf: &mut Buffer) {
        let rows = means(self.split, self.whole);
        let mut columns = vec![TableColumn::text("mean of").min(8).max(NAME)];
        let styled = |at: usize| TableColumn::number(&clean(&self.split.parts[at].name)).style(self.style(at));
        columns.extend((0..self.split.parts.len()).map(|at| styled(at).priority(at as u8)));
        let sizes = self.split.parts.iter().map(|part| TableCell::from(count(part.summary.kpis.customers)));
        let first = Row::new(std::iter::once(TableCell::from("customers")).chain(sizes)).style(self.theme.dim);
        let visible = usize::from(area.height).saturating_sub(2);
        let shown = rows.len().min(if rows.len() > visible { visible.saturating_sub(1) } else { visible });
        let all = std::iter::once(first).chain(rows[..shown].iter().map(|(name, numbers, of_parts)| {
            let text = |mean: &Option<f64>| mean.map_or_else(|| NONE.to_owned(), |mean| column::short(numbers, mean));
            let cells = of_parts.iter().map(text).map(TableCell::from);
            Row::new(std::iter::once(TableCell::from(clean(name).into_owned())).chain(cells))
        }));
        TableWidget::new(self.theme, &columns, &all.collect::<Vec<_>>()).render(area, buf);
        if shown < rows.len() {
            let words = format!("{shown} of {}", counted(rows.len() as u64, "column"));
            let last = Rect { y: area.bottom().saturating_sub(1), height: area.height.min(1), ..area };
            Line::styled(words, self.theme.dim).render(last, buf);
        }
    }
}

/// Shares are drawn as percentages.
fn scaled(values: &[Option<f64>], quantity: Quantity) -> Vec<Option<f64>> {
    let scale = if quantity == Quantity::Rate { 100.0 } else { 1.0 };
    values.iter().map(|value| value.map(|value| value * scale)).collect()
}
