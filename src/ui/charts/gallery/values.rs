//! Charts of values over time, and of distributions.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::widgets::Widget;

use super::NAMES;
use crate::data::parse_day;
use crate::ui::charts::{BinBars, Curve, Heat, HeatRow, Histogram, LineChart, Sparkline, TimeSpan, TimeSpans, Trends};
use crate::ui::theme::Theme;
use crate::wording::text::{compact, count, number, pad_left};

/// Coupons claimed by month from March 2023 on; the last month has just begun.
const CLAIMED: [u32; 28] = [
    41, 79, 120, 143, 209, 266, 241, 310, 402, 388, 455, 470, 512, 498, 561, 640, 602, 655, 701, 688, 730, 717, 741,
    760, 752, 802, 931, 214,
];

fn claimed() -> Vec<f64> {
    CLAIMED.map(f64::from).to_vec()
}

/// Six in ten are burnt, a month later.
fn burnt() -> Vec<f64> {
    let before = std::iter::once(0).chain(CLAIMED);
    before.take(CLAIMED.len()).map(|claimed| (f64::from(claimed) * 0.6).round()).collect()
}

fn months() -> Vec<String> {
    (2..30).map(|month| format!("{}-{:02}", 2023 + month / 12, month % 12 + 1)).collect()
}

fn partial() -> Vec<bool> {
    (1..=CLAIMED.len()).map(|month| month == CLAIMED.len()).collect()
}

pub fn line(theme: &Theme, area: Rect, buf: &mut Buffer) {
    let [claimed, burnt] = [claimed(), burnt()].map(|values| values.into_iter().map(Some).collect::<Vec<_>>());
    LineChart::new(theme, &months())
        .curve(Curve::new("claims", &claimed, theme.claims))
        .curve(Curve::new("burns", &burnt, theme.burnt))
        .partial(&partial())
        .cursor(Some(12))
        .unit("coupons a month")
        .render(area, buf);
}

/// A knee, a threshold, and curves with the names of places.
pub fn line_of_names(theme: &Theme, area: Rect, buf: &mut Buffer) {
    let rates = |most: f64| (0..=12).map(|month| Some(most * (1.0 - 0.7_f64.powi(month)))).collect::<Vec<_>>();
    let (labels, rates) = ((0..=12).map(|month| month.to_string()).collect::<Vec<_>>(), [0.92, 0.61, 0.37].map(rates));
    LineChart::new(theme, &labels)
        .curve(Curve::new(NAMES[1], &rates[0], theme.segment_style(0)).mark(Some(4)).note("knee 4"))
        .curve(Curve::new(NAMES[2], &rates[1], theme.segment_style(1)))
        .curve(Curve::new(NAMES[3], &rates[2], theme.segment_style(2)))
        .rule(0.8, "goal")
        .render(area, buf);
}

pub fn trends(theme: &Theme, area: Rect, buf: &mut Buffer) {
    let (claimed, burnt, months, partial) = (claimed(), burnt(), months(), partial());
    let trends = Trends::new(theme).series("claims", &claimed, theme.claims).series(NAMES[5], &burnt, theme.burnt);
    trends.partial(&partial).labels(&months).render(area, buf);
}

pub fn sparkline(theme: &Theme, area: Rect, buf: &mut Buffer) {
    Sparkline::new(theme, &claimed()).partial(&partial()).render(area, buf);
}

/// A retention triangle with its average.
pub fn heat(theme: &Theme, area: Rect, buf: &mut Buffer) {
    let names: Vec<String> = (0..8).map(|month| format!("M{month}")).collect();
    let rate = |cohort: u32, month: u32| if month == 0 { 100 } else { 38 - 3 * month + 7 * cohort % 5 };
    let row = |cohort: u32| {
        let rates = (0..8 - cohort).map(|month| Some(f64::from(rate(cohort, month)))).collect();
        HeatRow::new(&months()[20 + cohort as usize], rates).note(count(1041 - 120 * u64::from(cohort)))
    };
    let rows: Vec<HeatRow> = (0..8).map(row).collect();
    let average = HeatRow::new("average", (0..6).map(|month| Some(f64::from(rate(1, month)))).collect());
    let heat = Heat::new(theme, &names, &rows).heads("cohort", "size").footer(&average).range(0.0, 40.0);
    heat.format(|value| pad_left(&number(value, 0), 3)).render(area, buf);
}

/// Without colour.
pub fn heat_in_ink(theme: &Theme, area: Rect, buf: &mut Buffer) {
    heat(&Theme::mono().with_glyphs(theme.glyphs), area, buf);
}

/// Places by month.
pub fn heat_of_names(theme: &Theme, area: Rect, buf: &mut Buffer) {
    let row = |(place, name): (usize, &&str)| {
        let burns = burnt().into_iter().map(|burns| Some((burns / (place + 1) as f64).round()));
        HeatRow::new(name, burns.collect())
    };
    let rows: Vec<HeatRow> = NAMES.iter().enumerate().map(row).collect();
    let months =
        ["Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec", "'24", "Feb"].map(str::to_owned);
    let columns: Vec<String> = months.into_iter().cycle().take(CLAIMED.len()).collect();
    Heat::new(theme, &columns, &rows).heads("city", "").format(|value| pad_left(&compact(value), 3)).render(area, buf);
}

pub fn bins(theme: &Theme, area: Rect, buf: &mut Buffer) {
    let edges: Vec<f64> = (0..=24).map(|edge| f64::from(edge) * 5_000.0).chain([f64::INFINITY]).collect();
    let counts: Vec<u64> = (0..25_u64).map(|bin| 90_u64.saturating_sub(bin.abs_diff(9).pow(2)).max(bin / 24)).collect();
    BinBars::new(theme, &edges, &counts).cursor(Some(7)).render(area, buf);
}

/// Days from claim to burn.
pub fn histogram(theme: &Theme, area: Rect, buf: &mut Buffer) {
    let days: Vec<(f64, f64)> =
        (0..=88).map(|day| (f64::from(day), (900.0 * 0.95_f64.powi(day) + f64::from(day % 7) * 9.0).round())).collect();
    Histogram::new(theme, &days).least_step(1.0).mark(21.0, "median 21").mark(46.0, "p90 46").render(area, buf);
}

pub fn spans(theme: &Theme, area: Rect, buf: &mut Buffer) {
    let day = |text: &str| parse_day(text).unwrap_or_default();
    let span = |from: &str, to: Option<&str>| Some(TimeSpan { from: day(from), to: to.map(day), style: theme.burnt });
    let spans = [
        span("2024-01-14", Some("2024-02-20")),
        span("2024-02-02", None),
        None,
        span("2024-05-30", Some("2024-05-30")),
        span("2024-06-11", Some("2024-08-15")),
        span("2024-08-16", None),
    ];
    TimeSpans::new(theme, [day("2024-01-14"), day("2024-08-31")], &spans).render(area, buf);
}
