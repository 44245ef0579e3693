//! Draws the chart widgets and prints them as text: `cargo run --example charts`.
//!
//! A widget takes plain values and a [`Theme`], and renders into any area of a ratatui `Buffer` or `Frame`.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::widgets::Widget;
use segscope::ui::charts::{
    Bar, BarList, Curve, Heat, HeatRow, LineChart, Order, Row, Scatter, ScatterPoint, SegmentMark, Sparkline,
    TableCell, TableColumn, TableWidget,
};
use segscope::ui::theme::Theme;

const CITIES: [(&str, u64, u64); 4] =
    [("Cairo", 1_609, 2_702), ("Alexandria", 640, 1_051), ("Giza", 512, 840), ("Tanta", 98, 160)];
const MONTHS: [&str; 6] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun"];
const CLAIMS: [f64; 6] = [310.0, 402.0, 388.0, 455.0, 512.0, 214.0];
const BURNS: [f64; 6] = [140.0, 186.0, 241.0, 233.0, 273.0, 307.0];

fn main() {
    let theme = Theme::dark();
    bars(&theme);
    sparkline(&theme);
    line(&theme);
    heat(&theme);
    scatter(&theme);
    table(&theme);
}

/// Prints a widget at a size.
fn show(title: &str, widget: impl Widget, columns: u16, rows: u16) {
    let area = Rect::new(0, 0, columns, rows);
    let mut buffer = Buffer::empty(area);
    widget.render(area, &mut buffer);
    println!("{title}");
    for y in 0..rows {
        let row: String = (0..columns).map(|x| buffer[(x, y)].symbol()).collect();
        println!("  {}", row.trim_end());
    }
    println!();
}

/// Names with bars and values, the longest bar as long as there is room.
fn bars(theme: &Theme) {
    let bars: Vec<Bar> = CITIES.iter().map(|(name, burns, _)| Bar::new(name, *burns)).collect();
    show("Bars", &BarList::new(theme, &bars), 48, 4);
}

/// A series in one line; the last period is incomplete and drawn differently.
fn sparkline(theme: &Theme) {
    let partial = [false, false, false, false, false, true];
    show("Sparkline", &Sparkline::new(theme, &CLAIMS).partial(&partial), 12, 1);
}

/// Curves over named positions. `None` leaves a gap.
fn line(theme: &Theme) {
    let labels = MONTHS.map(str::to_owned);
    let (claims, burns) = (CLAIMS.map(Some), BURNS.map(Some));
    let chart = LineChart::new(theme, &labels)
        .curve(Curve::new("claims", &claims, theme.claims))
        .curve(Curve::new("burns", &burns, theme.burnt))
        .unit("coupons a month");
    show("Line", &chart, 60, 12);
}

/// A retention triangle: rows of cohorts, columns of months.
fn heat(theme: &Theme) {
    let columns: Vec<String> = (0..4).map(|month| format!("M{month}")).collect();
    let rates = [[Some(100.0), Some(38.0), Some(31.0), Some(27.0)], [Some(100.0), Some(35.0), Some(30.0), None]];
    let rows: Vec<HeatRow> = MONTHS.iter().zip(rates).map(|(month, rates)| HeatRow::new(month, rates.into())).collect();
    let heat =
        Heat::new(theme, &columns, &rows).heads("cohort", "").range(0.0, 40.0).format(|rate| format!("{rate:3.0}"));
    show("Heat map", &heat, 48, 4);
}

/// Points of two segments with their centroids.
fn scatter(theme: &Theme) {
    let centroids = [(-2.0, 1.0), (1.5, -0.5)];
    let point = |(segment, i): (usize, i32)| {
        let (sine, cosine) = (f64::from(i) * 2.4).sin_cos();
        let (x, y) = centroids[segment];
        let radius = (f64::from(i) / 60.0).sqrt();
        ScatterPoint { x: x + radius * cosine, y: y + radius * sine, near: 1.0, segment, weight: 1.0 }
    };
    let points: Vec<ScatterPoint> = (0..2).flat_map(|segment| (0..60).map(move |i| (segment, i))).map(point).collect();
    let marks = SegmentMark::first(theme, 2);
    let chart = Scatter::new(theme, &points, &marks).centroids(&centroids).axes("PC1", "PC2").legend("120 customers");
    show("Scatter", &chart, 60, 14);
}

/// Columns with a sort mark and a bar in a cell; the least important columns disappear first.
fn table(theme: &Theme) {
    let columns = [
        TableColumn::text("city").grow(),
        TableColumn::number("burnt").sorted(Order::Descending),
        TableColumn::text("share").min(8).grow().priority(2),
        TableColumn::number("claims").priority(1),
    ];
    let rows: Vec<Row> = CITIES
        .iter()
        .map(|(name, burns, claims)| {
            let share = *burns as f64 / CITIES[0].1 as f64;
            Row::new([
                TableCell::from(*name),
                TableCell::from(burns.to_string()),
                TableCell::bar(share, theme.burnt),
                TableCell::from(claims.to_string()),
            ])
        })
        .collect();
    show("Table", &TableWidget::new(theme, &columns, &rows), 60, 5);
}
