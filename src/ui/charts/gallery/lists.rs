//! Charts with rows of names, and charts of one row.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::widgets::Widget;

use super::NAMES;
use crate::ui::charts::{
    Bar, BarList, DivergingBar, DivergingBars, Donut, Intervals, Order, QuartileStrip, Row, Strip, TableCell,
    TableColumn, TableWidget, stacked_bar_line,
};
use crate::ui::theme::Theme;
use crate::wording::text::{count, percent};

/// Burns of the places called [`NAMES`].
const BURNS: [u64; 7] = [1609, 640, 512, 377, 98, 12, 0];
/// Claims of the same places.
const CLAIMS: [u64; 7] = [2702, 1051, 840, 602, 160, 31, 2];

fn share(part: u64, whole: u64) -> f64 {
    part as f64 / whole as f64
}

pub fn bars(theme: &Theme, area: Rect, buf: &mut Buffer) {
    let total = BURNS.iter().sum();
    let bars: Vec<Bar> = NAMES
        .iter()
        .zip(BURNS)
        .map(|(name, burns)| Bar::new(name, burns).note(percent(share(burns, total), 1)))
        .collect();
    BarList::new(theme, &bars).render(area, buf);
}

pub fn table(theme: &Theme, area: Rect, buf: &mut Buffer) {
    let columns = [
        TableColumn::number("#").priority(2),
        TableColumn::text("merchant").grow(),
        TableColumn::number("burnt").sorted(Order::Descending),
        TableColumn::text("share").min(8).grow().priority(3),
        TableColumn::number("burn rate").priority(1),
    ];
    let row = |place: usize| {
        let (burns, claims) = (BURNS[place], CLAIMS[place]);
        Row::new([
            TableCell::from(count(place as u64 + 1)),
            TableCell::from(NAMES[place]),
            TableCell::from(count(burns)),
            TableCell::bar(share(burns, BURNS[0]), theme.burnt),
            TableCell::from(percent(share(burns, claims), 1)),
        ])
    };
    let rows: Vec<Row> = (0..NAMES.len()).map(row).collect();
    TableWidget::new(theme, &columns, &rows).render(area, buf);
}

pub fn diverging_bars(theme: &Theme, area: Rect, buf: &mut Buffer) {
    let row = |name: &str, values, texts: [&str; 2], note: &str| {
        DivergingBar::new(name, values, texts.map(str::to_owned)).note(note, theme.text)
    };
    let rows = [
        row("recency", Some([210.0, 12.0]), ["210 d", "12 d"], "+198 *"),
        row("claims", Some([23.0, 100.0]), ["2.1", "9.1"], "-7.0 *"),
        row("days between claim and burn", Some([95.0, 101.0]), ["20.9 d", "22.2 d"], "-1.3"),
        row(NAMES[2], Some([61.0, 140.0]), ["31%", "70%"], "-39% *"),
        row(NAMES[3], Some([0.0, 3.0]), ["0%", "1%"], "-1%"),
        row("age", None, ["31.0", "30.5"], "+0.5"),
    ];
    DivergingBars::new(theme, &rows, [theme.claims, theme.burnt]).most(200.0).reference(100.0).render(area, buf);
}

pub fn intervals(theme: &Theme, area: Rect, buf: &mut Buffer) {
    let strip = |ends| Strip { ends, style: theme.burnt };
    let strips = [
        strip(Some([0.577, 0.596, 0.614])),
        strip(Some([0.542, 0.609, 0.671])),
        strip(Some([0.31, 0.48, 0.655])),
        strip(Some([0.0, 0.0, 0.16])),
        strip(None),
        strip(Some([0.842, 0.958, 1.0])),
    ];
    Intervals::new(theme, &strips).rule(Some(0.6)).render(area, buf);
}

/// Blank in ASCII, where panels draw another bar instead.
pub fn donut(theme: &Theme, area: Rect, buf: &mut Buffer) {
    Donut::new(theme, &[1043.0, 803.0, 147.0]).centre("1,993").render(area, buf);
}

pub fn stacked_bar(theme: &Theme, area: Rect, buf: &mut Buffer) {
    stacked_bar_line(theme, &[1043.0, 803.0, 147.0], area.width).render(area, buf);
}

pub fn strip(theme: &Theme, area: Rect, buf: &mut Buffer) {
    let strip = QuartileStrip { axis: [0.0, 365.0], quartiles: [48.0, 97.0, 190.0], mark: Some((231.0, theme.accent)) };
    strip.line(theme, area.width, theme.bar).render(area, buf);
}
