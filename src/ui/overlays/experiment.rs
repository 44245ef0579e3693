//! What an experiment with a control group showed, or how large it would have to be.
//!
//! ```text
//! │ Treatment made a difference of +8.2 pp: 41.0% of the treated and ...          │
//! │ segment then     treated  acted  control  acted          pp      p      -10%  0%  10% │
//! │ 2 frequent           420  51.2%      104  40.4%       +10.8  0.041           ┊ ├──●──┤ │
//! │ all                1,020  41.0%      260  32.8%        +8.2  0.017           ┊├──●─┤   │
//! ```

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::Line;
use ratatui::widgets::Widget;

use super::popup::frame_around;
use crate::analysis::{Experiment, Found, Uplift};
use crate::app::{Model, selectors};
use crate::ui::charts::{Curve, Intervals, LineChart, Row, Strip, TableCell, TableColumn, TableWidget, scroll_bar};
use crate::ui::theme::Theme;
use crate::wording::experiment::{counted, difference_and_interval, needs, p_value, part, showed};
use crate::wording::text::{NONE, clean, count, number, percent, signed, wrapped};

/// Fewest and most rows of a curve with its axis and legend.
const CURVE: [u16; 2] = [9, 48];

/// Draws the experiment; `area` is inside the frame.
pub fn draw(model: &Model, theme: &Theme, experiment: &Experiment, area: Rect, buf: &mut Buffer) {
    let columns = usize::from(area.width);
    let kind = selectors::kind(model);
    let said = wrapped(&clean(&experiment.found.as_ref().map_or_else(|| needs(experiment), showed)), columns);
    let how = wrapped(&clean(&counted(kind, experiment)), columns);
    let rows = experiment.found.as_ref().map_or(experiment.needed.len(), |found| found.segments.len() + 1);
    let [top, table, curve, below] = layout(area, [said.len(), rows + 1, how.len()]);
    let put = |lines: Vec<String>, style, place: Rect, buf: &mut Buffer| {
        for (line, y) in lines.into_iter().zip(place.y..place.bottom()) {
            Line::styled(line, style).render(Rect { y, height: 1, ..place }, buf);
        }
    };
    put(said, theme.text, top, buf);
    if let Some(found) = &experiment.found {
        groups(theme, found, model.budget.cursor, table, buf);
        curve_of_gains(theme, found, curve, buf);
    } else {
        sizes(theme, experiment, table, buf);
        curve_of_sizes(theme, experiment, curve, buf);
    }
    put(how, theme.dim, below, buf);
}

/// The sentence, the table, the curve and the method below each other. What has no room is left out, the method first and
/// then the curve; the table scrolls.
fn layout(area: Rect, [said, table, how]: [usize; 3]) -> [Rect; 4] {
    let [said, table, how] = [said, table, how].map(|rows| rows as u16);
    let mut left = area.height;
    let mut take = |rows: u16, least: u16, gap: u16| {
        let given = if left >= least + gap { rows.min(left - gap) } else { 0 };
        left -= if given > 0 { given + gap } else { 0 };
        (given, gap)
    };
    let (said, _) = take(said, 1, 0);
    let (table, first) = take(table, 2, 1);
    let (how, last) = take(how, how, 1);
    let [least, most] = CURVE;
    let (curve, second) = take(most, least, 1);
    let mut y = area.y;
    let mut place = |height: u16, gap: u16| {
        y += if height > 0 { gap } else { 0 };
        let place = Rect { y, height, ..area };
        y += height;
        place
    };
    [place(said, 0), place(table, first), place(curve, second), place(how, last)]
}

/// The groups of each segment, those that gain most first, then of all customers.
fn groups(theme: &Theme, found: &Found, top: usize, area: Rect, buf: &mut Buffer) {
    let all: Vec<&Uplift> = found.segments.iter().chain([&found.all]).collect();
    let aside = area.width / 3;
    let left = area.width - aside - 3;
    let columns = [
        TableColumn::text("segment then").min(10).max(24),
        TableColumn::number("treated").priority(4),
        TableColumn::number("acted").priority(2),
        TableColumn::number("control").priority(3),
        TableColumn::number("acted").priority(2),
        TableColumn::number("pp"),
        TableColumn::number("95% interval").priority(5),
        TableColumn::number("p").priority(1),
        TableColumn::number("gained").priority(6),
    ];
    let row = |uplift: &&Uplift| {
        let Uplift { name, treated, control, p, gained, .. } = *uplift;
        let [difference, interval] = difference_and_interval(uplift);
        let none = || NONE.to_owned();
        let cells = [
            clean(name).into_owned(),
            count(treated.1),
            part(*treated),
            count(control.1),
            part(*control),
            difference,
            interval,
            p.map_or_else(none, p_value),
            gained.map_or_else(none, |gained| number(gained, 0)),
        ];
        let row = Row::new(cells.map(TableCell::from));
        if uplift.differs() == Some(true) { row.style(theme.strong) } else { row }
    };
    let rows: Vec<Row<'_>> = all.iter().map(row).collect();
    let shown = usize::from(area.height.saturating_sub(1));
    let offset = top.min(rows.len().saturating_sub(shown));
    TableWidget::new(theme, &columns, &rows).offset(offset).render(Rect { width: left, ..area }, buf);
    scroll_bar(theme, (offset, shown, rows.len()), frame_around(area), buf);
    let strip = |uplift: &&Uplift| Strip {
        ends: uplift.interval.zip(uplift.difference).map(|([low, high], by)| [low, by, high]),
        // Colour only where the test says that there is a difference.
        style: if uplift.differs() == Some(true) { theme.burnt } else { theme.dim },
    };
    let strips: Vec<Strip> = all.iter().map(strip).collect();
    let place = Rect { x: area.x + left + 3, width: aside, ..area };
    Intervals::new(theme, &strips).rule(Some(0.0)).offset(offset).render(place, buf);
}

/// How many more customers acted, if the segments that gain most are treated first.
fn curve_of_gains(theme: &Theme, found: &Found, area: Rect, buf: &mut Buffer) {
    let known: Vec<&Uplift> = found.segments.iter().filter(|segment| segment.gained.is_some()).collect();
    if known.len() < 2 || area.height == 0 {
        return;
    }
    let gains: Vec<Option<f64>> =
        std::iter::once(Some(0.0)).chain(known.iter().map(|segment| segment.gained)).collect();
    let first = |name: &str| name.split_whitespace().next().unwrap_or_default().to_owned();
    let labels: Vec<String> = std::iter::once("none".to_owned())
        .chain(known.iter().map(|segment| format!("+{}", first(&segment.name))))
        .collect();
    LineChart::new(theme, &labels)
        .curve(Curve::new("customers gained", &gains, theme.burnt))
        .unit("treating one more segment at a time, the largest difference first")
        .render(area, buf);
}

/// The smaller the difference, the more customers it needs.
fn curve_of_sizes(theme: &Theme, experiment: &Experiment, area: Rect, buf: &mut Buffer) {
    if experiment.needed.len() < 2 || area.height == 0 {
        return;
    }
    let sizes: Vec<Option<f64>> = experiment.needed.iter().map(|(_, customers)| Some(*customers as f64)).collect();
    let labels: Vec<String> = experiment.needed.iter().map(|(by, _)| signed(by * 100.0, 0)).collect();
    LineChart::new(theme, &labels)
        .curve(Curve::new("customers in each group", &sizes, theme.claims))
        .unit("by the difference in pp (percentage points)")
        .render(area, buf);
}

/// How many customers differences of some sizes need, and what share of those there are.
fn sizes(theme: &Theme, experiment: &Experiment, area: Rect, buf: &mut Buffer) {
    let (acted, known) = experiment.everyone;
    let of_known = format!("both, of {} known", count(known));
    let columns = ["difference", "from", "to", "customers in each group", of_known.as_str()].map(TableColumn::number);
    let rate = acted as f64 / known.max(1) as f64;
    let row = |(by, customers): &(f64, u64)| {
        let both = customers.saturating_mul(2);
        Row::new([
            TableCell::from(format!("{} pp", signed(by * 100.0, 0))),
            TableCell::from(percent(rate, 1)),
            TableCell::from(percent(rate + by, 1)),
            TableCell::from(count(*customers)),
            TableCell::from(percent(both as f64 / known.max(1) as f64, 0)),
        ])
    };
    let rows: Vec<Row<'_>> = experiment.needed.iter().map(row).collect();
    TableWidget::new(theme, &columns, &rows).render(area, buf);
}
