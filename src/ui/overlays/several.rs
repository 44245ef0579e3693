//! Three to six segments side by side; those that do not fit are behind the arrow keys.
//!
//! ```text
//! ╭ Compare  4 of 6 segments, ← → shows others ────────────────────────────╮
//! │               1■ frequent     2■ steady     3■ lapsed        4■ new   │
//! │                   burners        savers                               │
//! │ customers         450  22%      520  27%      431  21%      312  16%   │
//! │ burn rate            31.0%         74.2%         66.0%         52.1%   │
//! │                                                                        │
//! │ claims          12.4  178▲     9.1  131▲     3.2   46▼     1.8   26▼   │
//! │ claims: highest and lowest mean are 2.10 sd apart                      │
//! ╰────────────────────────────────────────────────────────────────────────╯
//! ```

use std::ops::Range;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::Widget;

use super::popup::popup;
use crate::app::state::overlay::OverlayKind;
use crate::app::state::overlay::several::{CompareSeveral, LABEL};
use crate::measures::differ;
use crate::segments::several::Contrast;
use crate::ui::badge::signed_index;
use crate::ui::charts::{Row, TableCell, TableColumn, TableWidget, window};
use crate::ui::theme::Theme;
use crate::ui::zones::Zones;
use crate::wording::coupons::chance;
use crate::wording::feature::{title, value};
use crate::wording::text::{NONE, clean, clip_with, count, number, pad_left, pad_right, percent, width, wrapped};

/// Most columns of a segment.
const WIDEST: u16 = 26;
/// Rows below the features.
const BELOW: u16 = 2;

/// Draws the comparison in the middle.
pub fn draw((theme, zones): (&Theme, &Zones), open: &CompareSeveral, area: Rect, buf: &mut Buffer) {
    let sides = open.several.parties.len() as u16;
    let rows = open.several.features.len();
    let most = LABEL + sides * (WIDEST + 1);
    let shown = open.visible(area.width) as u16;
    let first = open.first(area.width);
    let visible = first..first + usize::from(shown);
    let side = usize::from((CompareSeveral::room(area.width) / shown).saturating_sub(1).min(WIDEST));
    let note = if shown < sides {
        format!("{shown} of {sides} segments, {} shows others", theme.glyphs.pick("← →", "left, right"))
    } else {
        format!("{sides} segments, means and index")
    };
    let facts = facts(theme, open, visible.clone(), side);
    let size = (most, facts.len() as u16 + 1 + rows as u16 + BELOW);
    let inner = popup((theme, zones), OverlayKind::Compare.title(), &note, size, area, buf);
    let columns: Vec<TableColumn> = (0..=visible.len()).map(|_| TableColumn::text("")).collect();
    let top = Rect { height: (facts.len() as u16).min(inner.height), ..inner };
    TableWidget::new(theme, &columns, &facts).without_header().gap(1).render(top, buf);
    let free = inner.height.saturating_sub(top.height);
    let below = BELOW.min(free.saturating_sub(3));
    let gap = u16::from(free > below + 3);
    let list = Rect { y: top.bottom() + gap, height: free.saturating_sub(below + gap), ..inner };
    let lines: Vec<Row<'_>> =
        open.several.features.iter().map(|of| line(theme, open, of, visible.clone(), side)).collect();
    let high = usize::from(list.height);
    let offset = window(open.cursor, 0, rows, high);
    let table = TableWidget::new(theme, &columns, &lines).without_header().gap(1);
    table.offset(offset).cursor(Some(open.cursor)).render(list, buf);
    let hidden = if high < rows { format!("{high} of {rows} features; ") } else { String::new() };
    let words = [detail(open), format!("{hidden}index: 100 = all clustered customers")];
    for (y, words) in (list.bottom()..inner.bottom()).zip(words) {
        let words = clip_with(&clean(&words), usize::from(inner.width), theme.glyphs.ellipsis()).into_owned();
        Line::styled(words, theme.dim).render(Rect { y, height: 1, ..inner }, buf);
    }
}

/// Names, sizes and rates; a segment has `side` columns.
fn facts<'a>(theme: &Theme, open: &'a CompareSeveral, visible: Range<usize>, side: usize) -> Vec<Row<'a>> {
    let parties = &open.several.parties;
    let row = |name: &str, of: &dyn Fn(usize) -> String| {
        let cells = visible.clone().map(|at| TableCell::from(pad_left(&of(at), side)));
        Row::new(std::iter::once(label(theme, name)).chain(cells))
    };
    let rate = |rate: Option<f64>, decimals| percent(rate.unwrap_or(f64::NAN), decimals);
    let mut rows = names(theme, open, visible.clone(), side);
    rows.push(row("customers", &|at| format!("{}  {}", count(parties[at].customers), percent(parties[at].share, 0))));
    if parties.iter().any(|party| party.burns.claims > 0) {
        rows.push(row("burn rate", &|at| rate(parties[at].burns.rate(), 1)));
        rows.push(row("of all burns", &|at| rate(parties[at].burnt_share, 0)));
    } else if let Some(rates) = &open.rates {
        rows.push(row("repeat rate", &|at| rate(rates.sides.get(at).and_then(|side| side.rate()), 1)));
    }
    rows
}

/// Numbers, colours and whole names of the segments.
fn names<'a>(theme: &Theme, open: &CompareSeveral, visible: Range<usize>, side: usize) -> Vec<Row<'a>> {
    let parties = &open.several.parties;
    let mark =
        |at: usize| format!("{}{} ", theme.segment_glyph(parties[at].label.unwrap_or(at)), theme.glyphs.square());
    let room = |at: usize| side.saturating_sub(width(&mark(at)));
    let lines: Vec<Vec<String>> = visible.clone().map(|at| wrapped(&clean(&parties[at].name), room(at))).collect();
    let high = lines.iter().map(Vec::len).max().unwrap_or(0);
    let cell = |line: usize, at: usize| {
        let words = lines[at - visible.start].get(line).cloned().unwrap_or_default();
        let blank = " ".repeat(room(at).saturating_sub(width(&words)));
        let style = open.colours.get(at).map_or(theme.bar, |slot| theme.segment_style(*slot));
        let mark = if line == 0 { mark(at) } else { " ".repeat(width(&mark(at))) };
        TableCell::from(Line::from(vec![
            Span::raw(blank),
            Span::styled(mark, style),
            Span::styled(words, theme.strong),
        ]))
    };
    let row = |line: usize| {
        let cells = visible.clone().map(|at| cell(line, at));
        Row::new(std::iter::once(label(theme, "")).chain(cells))
    };
    (0..high).map(row).collect()
}

/// The means of a feature, each with its index where there is room for both.
fn line<'a>(theme: &Theme, open: &CompareSeveral, of: &Contrast, visible: Range<usize>, side: usize) -> Row<'a> {
    let currency = open.several.currency.as_deref();
    let cell = |at: usize| {
        let mean = of.means[at].map_or_else(|| NONE.to_owned(), |mean| value(&of.feature, mean, currency));
        let index = signed_index(theme, of.index[at]);
        let room = side.saturating_sub(width(&index.content));
        if width(&mean) > room {
            return TableCell::from(pad_left(&mean, side));
        }
        TableCell::from(Line::from(vec![Span::raw(pad_left(&mean, room)), index]))
    };
    Row::new(std::iter::once(label(theme, title(&of.feature))).chain(visible.map(cell)))
}

/// The name of a row.
fn label<'a>(theme: &Theme, name: &str) -> TableCell<'a> {
    let room = usize::from(LABEL);
    TableCell::from(pad_right(&clip_with(&clean(name), room, theme.glyphs.ellipsis()), room))
}

/// How far apart the segments are in the feature at the cursor, and whether their rates differ.
fn detail(open: &CompareSeveral) -> String {
    let Some(of) = open.several.features.get(open.cursor) else { return String::new() };
    let apart = of.spread.map_or_else(
        || format!("{}: all values are equal", title(&of.feature)),
        |spread| format!("{}: highest and lowest mean are {} sd apart", title(&of.feature), number(spread, 2)),
    );
    let rates = match open.rates.as_ref().map(|rates| rates.p) {
        Some(Some(p)) if differ(Some(p)) == Some(true) => format!("; rates differ, {}", chance(Some(p))),
        Some(Some(p)) => format!("; no difference of rates is shown, {}", chance(Some(p))),
        _ => String::new(),
    };
    format!("{apart}{rates}")
}
