//! Two segments side by side, or one segment against the rest.
//!
//! ```text
//! ╭ Compare  95% confidence intervals ──────────────────────────────────────────────────╮
//! │              2■ frequent savers   1■ frequent burners   difference                      │
//! │ customers          450   22%          520   27%                                     │
//! │ burn rate                31%                74%     -43 pp (-46…-40) *              │
//! │                                                                                     │
//! │ claims          12.4  ██████┊████│███┊██       9.1  +3.3 (+3.0…+3.6) *              │
//! │ recency          9 d         ┊ ▐█│█▌ ┊        12 d  -3 (-4…-2) *                    │
//! │ transaction_count: n 450, sd 2.1 / n 520, sd 1.8; 1.20 sd apart                      │
//! ╰─────────────────────────────────────────────────────────────────────────────────────╯
//! ```

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};
use ratatui::widgets::Widget;

use super::popup::{frame_around, popup};
use crate::app::state::overlay::OverlayKind;
use crate::app::state::overlay::compare::Compare;
use crate::measures::{Burns, differ};
use crate::segments::category_difference::CategoryDifference;
use crate::segments::compare::{Comparison, Difference, Party, RateTest};
use crate::ui::charts::{DivergingBar, DivergingBars, Row, TableCell, TableColumn, TableWidget, scroll_bar, window};
use crate::ui::theme::Theme;
use crate::ui::zones::Zones;
use crate::wording::coupons::chance;
use crate::wording::feature::{is_money, is_span, title, value};
use crate::wording::money::with_currency;
use crate::wording::text::{
    NONE, clean, count, decimals_apart, ends, goes_on, number, percent, rate_beside, signed, wrapped,
};

/// Bars above this index end in an arrow, so that one extreme feature does not flatten the others.
const LONGEST: f64 = 300.0;
/// Most categories.
const CATEGORIES: usize = 5;
/// The unit of differences of shares, which have no currency.
const POINTS: (&str, Option<&str>) = (" pp", None);
/// Fewest rows of bars.
const LEAST_BARS: u16 = 4;
/// Columns of the content where there is room.
const WIDE: u16 = 112;

/// Draws the comparison in the middle.
pub fn draw((theme, zones): (&Theme, &Zones), open: &Compare, area: Rect, buf: &mut Buffer) {
    let comparison = &open.comparison;
    let facts = facts(theme, open, area.width > WIDE);
    let features = comparison.differences.len();
    // In fewer columns the text below needs a row more.
    let text = 3 + usize::from(area.width <= WIDE);
    let high = facts.len() + 1 + features + text;
    let inner =
        popup((theme, zones), OverlayKind::Compare.title(), "95% confidence intervals", (WIDE, high as u16), area, buf);
    let columns = [
        TableColumn::text("").min(9),
        TableColumn::number(""),
        TableColumn::number(""),
        TableColumn::text("").min(6).grow(),
    ];
    let gap = if inner.width < WIDE { 1 } else { 2 };
    let top = Rect { height: (facts.len() as u16).min(inner.height), ..inner };
    TableWidget::new(theme, &columns, &facts).without_header().gap(gap).render(top, buf);

    // The text below is dropped before features are.
    let left = inner.height.saturating_sub(top.height);
    let below = [detail(comparison, open.cursor), legend(theme), by_construction(open)];
    let columns = usize::from(inner.width);
    let mut below: Vec<String> = below.iter().flat_map(|words| wrapped(&clean(words), columns)).collect();
    let words = left.saturating_sub(LEAST_BARS).min(below.len() as u16);
    if usize::from(words) < below.len() {
        below.truncate(words.into());
        if let Some(last) = below.last_mut() {
            *last = goes_on(last, columns, theme.glyphs.ellipsis());
        }
    }
    let gap = u16::from(left > words + LEAST_BARS);
    let chart = Rect { y: top.bottom() + gap, height: left.saturating_sub(words + gap), ..inner };
    let rows: Vec<DivergingBar> =
        comparison.differences.iter().map(|of| row(theme, of, comparison.currency.as_deref())).collect();
    let offset = window(open.cursor, 0, features, usize::from(chart.height));
    DivergingBars::new(theme, &rows, [0, 1].map(|side| style(theme, open, side)))
        .most(LONGEST)
        .reference(100.0)
        .offset(offset)
        .cursor(Some(open.cursor))
        .render(chart, buf);
    scroll_bar(theme, (offset, usize::from(chart.height), features), frame_around(chart), buf);
    for (y, words) in (chart.bottom()..inner.bottom()).zip(below) {
        Line::styled(words, theme.dim).render(Rect { y, height: 1, ..inner }, buf);
    }
}

fn style(theme: &Theme, open: &Compare, side: usize) -> Style {
    open.colours[side].map_or(theme.bar, |slot| theme.segment_style(slot))
}

/// Size and rates of both sides; the interval of each rate where there is room.
fn facts<'a>(theme: &Theme, open: &'a Compare, is_wide: bool) -> Vec<Row<'a>> {
    let Comparison { parties, .. } = &open.comparison;
    let head = [0, 1].map(|side| {
        let party = &parties[side];
        let mark = party
            .label
            .map_or_else(String::new, |label| format!("{}{} ", theme.segment_glyph(label), theme.glyphs.square()));
        TableCell::from(Line::from(vec![
            Span::styled(mark, style(theme, open, side)),
            Span::styled(clean(&party.name).into_owned(), theme.strong),
        ]))
    });
    let both = |of: &dyn Fn(&Party) -> String| [of(&parties[0]), of(&parties[1])].map(TableCell::from);
    let line = |label: &'static str, [a, b]: [TableCell<'a>; 2], note: TableCell<'a>| {
        Row::new([TableCell::from(label), a, b, note])
    };
    let mut rows = vec![line("", head, TableCell::from("difference").style(theme.header))];
    let sizes = both(&|party| format!("{}  {}", count(party.customers), share(party.share)));
    rows.push(line("customers", sizes, TableCell::default()));
    let of_coupons = parties.iter().any(|party| party.burns.claims > 0);
    let sides = open.rates.as_ref().and_then(|rates| <[Burns; 2]>::try_from(rates.sides.as_slice()).ok());
    let sides = sides.filter(|sides| sides.iter().all(|side| side.claims > 0));
    if let Some((rates, sides)) = open.rates.as_ref().zip(sides) {
        let rate = sides.map(|side| side.rate().unwrap_or(f64::NAN));
        let alone = |side: Burns| percent(side.rate().unwrap_or(f64::NAN), 1);
        let shown = sides.map(|side| TableCell::from(if is_wide { with_interval(side) } else { alone(side) }));
        let name = if of_coupons { "burn rate" } else { "repeat rate" };
        rows.push(line(name, shown, points(theme, rate[0] - rate[1], rates, is_wide)));
    } else if of_coupons {
        let shown = both(&|party| percent(party.burns.rate().unwrap_or(f64::NAN), 1));
        let testing = if open.rates.is_none() { "testing" } else { "" };
        rows.push(line("burn rate", shown, TableCell::from(testing).style(theme.dim)));
    }
    if of_coupons {
        let of_all = both(&|party| party.burnt_share.map_or_else(|| NONE.to_owned(), share));
        rows.push(line("of all burns", of_all, TableCell::default()));
    }
    for CategoryDifference { name, shares, interval, p } in open.comparison.categories.iter().take(CATEGORIES) {
        let ends = interval.map(|end| end * 100.0);
        let note = within(theme, (shares[0] - shares[1]) * 100.0, Some(ends), POINTS, differ(*p) == Some(true));
        let note = TableCell::from(note).style(emphasis(theme, *p));
        let shares = shares.map(|of| TableCell::from(share(of)));
        rows.push(Row::new([TableCell::from(clean(name).into_owned())].into_iter().chain(shares).chain([note])));
    }
    rows
}

fn share(share: f64) -> String {
    percent(share, 0)
}

/// `74% (71-77)`.
fn with_interval(side: Burns) -> String {
    let (rate, interval) = (side.rate().unwrap_or(f64::NAN), side.interval());
    interval.map_or_else(
        || percent(rate, 1),
        |interval| {
            let [low, high] = ends(rate, interval, 0);
            format!("{} ({low}-{high})", rate_beside(rate, Some(interval), 0))
        },
    )
}

/// A difference of two rates in percentage points, and whether the test of whole customers supports it: by its p where there
/// is room, else by a star alone.
fn points(theme: &Theme, difference: f64, rates: &RateTest, is_wide: bool) -> TableCell<'static> {
    let interval = rates.interval().map(|ends| ends.map(|end| end * 100.0));
    let is_tested = differ(rates.p) == Some(true);
    let words = if is_wide {
        let p = rates.p.map_or_else(|| "not tested".to_owned(), |_| chance(rates.p));
        format!("{}  {p}", within(theme, difference * 100.0, interval, POINTS, is_tested))
    } else {
        with_digits(1.0, theme, difference * 100.0, interval, POINTS, is_tested)
    };
    TableCell::from(words).style(emphasis(theme, rates.p))
}

fn row(theme: &Theme, difference: &Difference, currency: Option<&str>) -> DivergingBar {
    let Difference { feature, sides, index, interval, p, .. } = difference;
    let texts = sides.map(|side| value(feature, side.mean, currency));
    let (factor, unit) = match () {
        () if feature.ends_with("_ratio") => (100.0, POINTS),
        () if is_span(feature) => (1.0, (" d", None)),
        () if is_money(feature) => (1.0, ("", currency)),
        () => (1.0, ("", None)),
    };
    let ends = interval.map(|ends| ends.map(|end| end * factor));
    let note = within(theme, difference.difference * factor, ends, unit, differ(*p) == Some(true));
    DivergingBar::new(title(feature), *index, texts).note(note, emphasis(theme, *p))
}

/// `+3.3 (+3.0…+3.6) *`: a difference with its unit or currency, its interval, and a star if a test supports it.
fn within(
    theme: &Theme,
    difference: f64,
    interval: Option<[f64; 2]>,
    (unit, currency): (&str, Option<&str>),
    is_tested: bool,
) -> String {
    with_digits(2.0, theme, difference, interval, (unit, currency), is_tested)
}

/// [`within`] with some digits of the extent of the interval.
fn with_digits(
    digits: f64,
    theme: &Theme,
    difference: f64,
    interval: Option<[f64; 2]>,
    (unit, currency): (&str, Option<&str>),
    is_tested: bool,
) -> String {
    if !difference.is_finite() {
        return NONE.to_owned();
    }
    let extent = interval.map_or(difference.abs(), |[low, high]| high - low);
    let decimals = digits - 1.0 - extent.log10().floor();
    let decimals = if extent > 0.0 { decimals.clamp(0.0, 3.0) as usize } else { 1 };
    let decimals = interval.map_or(decimals, |[low, high]| decimals_apart(&[low, difference, high], decimals));
    let written = |value: f64| with_currency(&signed(value, decimals), currency);
    let words = format!("{}{unit}", written(difference));
    match interval {
        None => words,
        Some(ends) => {
            let [low, high] = ends.map(written);
            let sign = if is_tested { " *" } else { "" };
            format!("{words} ({low}{}{high}){sign}", theme.glyphs.pick("…", ".."))
        }
    }
}

fn emphasis(theme: &Theme, p: Option<f64>) -> Style {
    if differ(p) == Some(true) { theme.text } else { theme.dim }
}

/// The basis of the feature at the cursor: counts and deviations.
fn detail(comparison: &Comparison, cursor: usize) -> String {
    let Some(difference) = comparison.differences.get(cursor) else {
        return String::new();
    };
    let [a, b] = [0, 1].map(|side| {
        let (party, sample) = (&comparison.parties[side], difference.sides[side]);
        let of = if sample.n < party.customers { format!(" of {}", count(party.customers)) } else { String::new() };
        format!("n {}{of}, sd {}", count(sample.n), number(sample.sd, 2))
    });
    let apart = difference.standardised.map_or_else(String::new, |d| format!("; {} sd apart", number(d.abs(), 2)));
    format!("{}: {a} / {b}{apart}", title(&difference.feature))
}

fn legend(theme: &Theme) -> String {
    let rule = theme.glyphs.vertical_faint();
    format!("bars: index, {rule} 100 = all   * p <= 0.05 (Welch, chi-squared; Holm); rates: permutation of customers")
}

fn by_construction(open: &Compare) -> String {
    let chosen: Vec<&str> = open.chosen.iter().map(|name| title(name)).collect();
    format!("clustered by {}: these differ by construction", chosen.join(", "))
}
