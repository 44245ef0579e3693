//! The feature picker, with the effect of each feature on the distances.
//!
//! ```text
//! ╭ Cluster by  zscore, 1,961 customers ─────────────────────────────────╮
//! │ behaviour  transaction_count, burnt_ratio, recency_days              │
//! │ rfm        recency_days, transaction_count, burnt_count              │
//! │     feature            range         missing  share  before   after  │
//! │ [x] transaction_count  1 … 38              0    33%  ▁▃█▅▂▁   ▂▇█▃▁  │
//! │ [ ] tenure_days        3 … 912 d          12         ▁▂▃▄▅█   ▁▂▄▆█  │
//! │                                                                      │
//! │ transaction_count: claims of the customer                            │
//! │ no warnings                                                          │
//! ╰──────────────────────────────────────────────────────────────────────╯
//! ```

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::{Paragraph, Widget, Wrap};

use super::popup::{frame_around, popup};
use crate::analysis::{FeatureStatistics, Shape};
use crate::app::state::overlay::OverlayKind;
use crate::app::state::overlay::features::Picker;
use crate::app::{Action, Model, keymap, selectors};
use crate::cluster::Scaling;
use crate::measures::{Offered, Unit};
use crate::ui::charts::{Row, TableCell, TableColumn, TableWidget, scroll_bar, window};
use crate::ui::theme::Theme;
use crate::ui::zones::{Zones, rows};
use crate::wording::feature;
use crate::wording::money::{Room, money};
use crate::wording::text::{clean, clip_with, compact, count, counted, number, pad_right, percent, width};

/// Rows for warnings, so that the list does not move while marks change.
const WARNING_ROWS: u16 = 4;
/// From this height, blank rows separate the parts.
const ROOMY: u16 = 22;
/// Columns of the complete table, and most of the window.
const WIDEST: u16 = 96;
/// Cells of a distribution.
const CELLS: usize = 10;

/// Draws the picker in the middle of the screen.
pub fn draw((model, theme, zones): (&Model, &Theme, &Zones), picker: &Picker, area: Rect, buf: &mut Buffer) {
    let presets = picker.presets.len() as u16;
    let high = (presets + 2 + picker.offered.len().min(200) as u16).saturating_add(WARNING_ROWS + 3);
    let whom = picker.statistics.as_ref().map_or(String::new(), |s| format!(", {}", counted(s.customers, "customer")));
    let key = |action| keymap::pressed(&model.own_keys, action);
    let keys = format!("{} mark, {} scale, {} apply", key(Action::Mark), key(Action::Scaling), key(Action::Open));
    let note = format!("{}{whom}   {keys}", picker.choice.scaling);
    let inner = popup((theme, zones), OverlayKind::Features.title(), &note, (WIDEST, high), area, buf);

    let blank = u16::from(inner.height >= ROOMY);
    let [top, list, about, below] = split(inner, [presets + blank, 0, 1 + blank, WARNING_ROWS.min(inner.height / 6)]);
    zones.entries(rows(top, 0..picker.presets.len()));
    draw_presets(theme, picker, top, buf);
    draw_table((theme, zones), picker, list, buf);
    let about = Rect { y: about.bottom().saturating_sub(1), height: about.height.min(1), ..about };
    Paragraph::new(clean(&meaning(model, picker)).into_owned()).style(theme.dim).render(about, buf);
    draw_warnings(theme, picker, below, buf);
}

/// Splits the area into bands of these heights; the one of height 0 gets the rest.
fn split(area: Rect, heights: [u16; 4]) -> [Rect; 4] {
    let fixed: u16 = heights.iter().sum();
    let mut y = area.y;
    heights.map(|height| {
        let wanted = if height == 0 { area.height.saturating_sub(fixed) } else { height };
        let band = Rect { y, height: wanted.min(area.bottom().saturating_sub(y)), ..area };
        y = band.bottom();
        band
    })
}

fn draw_presets(theme: &Theme, picker: &Picker, area: Rect, buf: &mut Buffer) {
    for ((at, (name, members)), y) in picker.presets.iter().enumerate().zip(area.top()..area.bottom()) {
        let few: Vec<&str> = members.iter().take(20).map(String::as_str).collect();
        let row = format!("{}  {}", pad_right(name, 10), few.join(", "));
        let room = usize::from(area.width);
        let row = pad_right(&clip_with(&clean(&row), room, theme.glyphs.ellipsis()), room);
        let style = if at == picker.cursor { theme.text.patch(theme.selection) } else { theme.text };
        Line::styled(row, style).render(Rect { y, height: 1, ..area }, buf);
    }
}

fn draw_table((theme, zones): (&Theme, &Zones), picker: &Picker, area: Rect, buf: &mut Buffer) {
    let statistics = picker.statistics.as_deref();
    let columns = [
        TableColumn::text("    feature").min(16),
        TableColumn::text("range").min(6).priority(2),
        TableColumn::number("missing").priority(4),
        TableColumn::number("share").priority(1),
        TableColumn::text("before").min(10).priority(3),
        TableColumn::text(&after(theme, picker.choice.scaling, statistics)).min(10),
    ];
    let chosen = picker.chosen();
    let cursor = picker.cursor.checked_sub(picker.presets.len());
    let visible = TableWidget::visible_rows(area.height);
    let offset = window(cursor.unwrap_or(0), 0, picker.offered.len(), visible);
    let rows: Vec<Row<'_>> = picker
        .offered
        .iter()
        .zip(&chosen)
        .enumerate()
        .skip(offset)
        .take(visible)
        .map(|(at, (offered, chosen))| {
            let shape = statistics.and_then(|s| s.shapes.get(at));
            let share = picker.shares.get(at).copied().flatten();
            row(theme, offered, *chosen, shape, share, picker.currency.as_deref())
        })
        .collect();
    let cursor = cursor.map(|at| at.saturating_sub(offset));
    let gap = if area.width < 90 { 1 } else { 3 };
    let table = TableWidget::new(theme, &columns, &rows).gap(gap).cursor(cursor);
    let first = picker.presets.len() + offset;
    zones.entries(table.places(area).map(|(row, place)| (first + row, place)));
    table.render(area, buf);
    scroll_bar(theme, (offset, visible, picker.offered.len()), frame_around(area), buf);
}

/// The title of the scaled distributions: the scaling and the range of the axis.
fn after(theme: &Theme, scaling: Scaling, statistics: Option<&FeatureStatistics>) -> String {
    let Some(statistics) = statistics else {
        return scaling.to_string();
    };
    let (low, high) = statistics.axis;
    format!("{} {}", statistics.scaling, between(theme, &compact(low), &compact(high)))
}

fn between(theme: &Theme, low: &str, high: &str) -> String {
    format!("{low} {} {high}", theme.glyphs.pick("…", ".."))
}

fn row<'a>(
    theme: &Theme,
    offered: &'a Offered,
    chosen: bool,
    shape: Option<&Shape>,
    share: Option<f64>,
    currency: Option<&str>,
) -> Row<'a> {
    let mark = if chosen { "[x] " } else { "[ ] " };
    let style = if chosen { theme.strong } else { theme.text };
    let name = Line::from(vec![Span::styled(mark, style), Span::styled(offered.name.as_str(), style)]);
    let Some(shape) = shape else {
        return Row::new([TableCell::from(name), TableCell::from(theme.glyphs.pick("…", "..")).style(theme.dim)]);
    };
    let missing = TableCell::from(count(shape.missing));
    let missing = missing.style(if shape.missing > 0 { theme.warning } else { theme.dim });
    let after = match () {
        () if shape.constant => TableCell::from("constant").style(theme.dim),
        () if shape.after.is_empty() => TableCell::from("refused").style(theme.warning),
        () => TableCell::from(distribution(theme, &shape.after)).style(if chosen { theme.accent } else { theme.bar }),
    };
    Row::new([
        TableCell::from(name),
        TableCell::from(range(theme, offered, shape, currency)),
        missing,
        TableCell::from(share.map_or(String::new(), |share| percent(share, 0))),
        TableCell::from(distribution(theme, &shape.before)).style(theme.bar),
        after,
    ])
}

/// The range with its unit written once; for a family, the number of its categories.
fn range(theme: &Theme, offered: &Offered, shape: &Shape, currency: Option<&str>) -> String {
    if offered.columns.len() > 1 {
        return format!("{} values", offered.columns.len());
    }
    let (low, high) = shape.range;
    if !low.is_finite() {
        return "no value".to_owned();
    }
    let amounts = Unit::of(&offered.name) == Unit::Amount;
    let value = |value: f64| {
        if amounts {
            return money(value, currency, if value.abs() < 10_000.0 { Room::Units } else { Room::Short });
        }
        let plain = shape.whole && !matches!(Unit::of(&offered.name), Unit::Days | Unit::Ratio);
        let text = if plain { number(value, 0) } else { feature::value(&offered.name, value, None) };
        if width(&text) > 9 { compact(value) } else { text }
    };
    let (low, high) = (value(low), value(high));
    let unit = high.rsplit_once(' ').map_or("", |(_, unit)| unit);
    let low = low.strip_suffix(unit).map_or(low.as_str(), str::trim_end);
    between(theme, low, &high)
}

/// Counts as columns of up to seven eighths, so that the rows of the table do not touch. A count above 0 is always visible.
/// More counts than cells are averaged in groups.
fn distribution(theme: &Theme, counts: &[f64]) -> String {
    let cells = counts.len().min(CELLS);
    let group = |cell: usize| &counts[cell * counts.len() / cells..(cell + 1) * counts.len() / cells];
    let means: Vec<f64> = (0..cells).map(|cell| group(cell).iter().sum::<f64>() / group(cell).len() as f64).collect();
    let largest = means.iter().copied().fold(0.0, f64::max);
    let eighths = |mean: &f64| if *mean > 0.0 { ((mean / largest * 7.0).round() as usize).max(1) } else { 0 };
    means.iter().map(|mean| theme.glyphs.from_below(eighths(mean))).collect()
}

/// The meaning of the row at the cursor.
fn meaning(model: &Model, picker: &Picker) -> String {
    let kind = selectors::kind(model);
    let Some(at) = picker.cursor.checked_sub(picker.presets.len()) else {
        let [open, mark] = [Action::Open, Action::Mark].map(|action| keymap::pressed(&model.own_keys, action));
        return format!("a preset: {open} confirms it, {mark} marks its features");
    };
    match picker.offered.get(at) {
        Some(family) if family.columns.len() > 1 => {
            let names =
                family.columns.iter().map(|c| c.strip_prefix(&family.name).unwrap_or(c).trim_start_matches(':'));
            format!("{}: 0 or 1 for each of {}", family.name, names.collect::<Vec<_>>().join(", "))
        }
        Some(offered) => format!("{}: {}", offered.name, feature::meaning(kind, &offered.name)),
        None => String::new(),
    }
}

fn draw_warnings(theme: &Theme, picker: &Picker, area: Rect, buf: &mut Buffer) {
    let lines = |text: &str| width(text).div_ceil(usize::from(area.width.max(1)));
    let mut left = usize::from(area.height);
    let mut shown = Vec::new();
    for (at, warning) in picker.warnings.iter().enumerate() {
        let warning = format!("! {}", clean(warning));
        let others = picker.warnings.len() - at - 1;
        // The last row is for the number of other warnings.
        if lines(&warning) + usize::from(others > 0) > left {
            shown.push(Line::styled(format!("! and {} more", others + 1), theme.warning));
            break;
        }
        left -= lines(&warning);
        shown.push(Line::styled(warning, theme.warning));
    }
    if shown.is_empty() {
        let words = match &picker.statistics {
            None => "computing statistics",
            Some(_) if picker.chosen().contains(&true) => {
                "no warnings: no feature dominates, is constant or repeats another"
            }
            Some(_) => "no feature is marked",
        };
        shown.push(Line::styled(words, theme.dim));
    }
    Paragraph::new(shown).wrap(Wrap { trim: true }).render(area, buf);
}
