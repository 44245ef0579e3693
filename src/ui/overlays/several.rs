//! Three to six segments side by side; those that do not fit are behind the arrow keys.
//!
//! ```text
//! ╭ Compare  4 of 6 segments, ← → shows others ──────────────────────────────╮
//! │                1■ frequent…  2■ frequent…  3■ lapsed      4■ new         │
//! │ customers        450   22%     520   27%     431   21%     312   16%     │
//! │ burn rate              31%           74%           66%           52%     │
//! │                                                                          │
//! │ claims         12.4  178▲     9.1  131▲     3.2   46▼     1.8   26▼      │
//! │ claims: the highest mean is 2.10 sd above the lowest                     │
//! ╰──────────────────────────────────────────────────────────────────────────╯
//! ```

use std::ops::Range;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::Widget;

use super::popup::popup;
use crate::app::state::overlay::several::CompareSeveral;
use crate::measures::differ;
use crate::segments::compare::Party;
use crate::segments::several::Contrast;
use crate::ui::badge::signed_index;
use crate::ui::charts::{Row, TableCell, TableColumn, TableWidget, window};
use crate::ui::theme::Theme;
use crate::ui::zones::Zones;
use crate::wording::coupons::chance;
use crate::wording::feature::{title, value};
use crate::wording::text::{NONE, clean, clip_with, count, number, percent};

/// Columns of the names of features.
const LABEL: u16 = 16;
/// Least and most columns of a segment: its name can be told from others, and a mean stands beside its index.
const SIDE: [u16; 2] = [14, 26];
/// Rows below the features.
const BELOW: u16 = 2;

/// Draws the comparison in the middle.
pub fn draw((theme, zones): (&Theme, &Zones), open: &CompareSeveral, area: Rect, buf: &mut Buffer) {
    let sides = open.several.parties.len() as u16;
    let rows = open.several.features.len();
    let facts = facts(theme, open, 0..usize::from(sides)).len() as u16;
    let most = LABEL + sides * (SIDE[1] + 1);
    let room = most.min(area.width.saturating_sub(8)).saturating_sub(LABEL);
    // As many as there is room for; the last stay beside each other at the end.
    let shown = (room / (SIDE[0] + 1)).clamp(1, sides);
    let left = open.left.min(usize::from(sides - shown));
    let visible = left..left + usize::from(shown);
    let note = match shown < sides {
        true => format!("{shown} of {sides} segments, {} shows others", theme.glyphs.pick("← →", "left, right")),
        false => format!("{sides} segments, means and index"),
    };
    let size = (most, facts + 1 + rows as u16 + BELOW);
    let inner = popup((theme, zones), "Compare", &note, size, area, buf);
    let side = (room / shown).saturating_sub(1).min(SIDE[1]);
    let columns: Vec<TableColumn> = std::iter::once(TableColumn::text("").min(LABEL).max(LABEL))
        .chain(visible.clone().map(|_| TableColumn::number("").min(side).max(side)))
        .collect();
    let top = Rect { height: facts.min(inner.height), ..inner };
    let facts = self::facts(theme, open, visible.clone());
    TableWidget::new(theme, &columns, &facts).without_header().gap(1).render(top, buf);
    let free = inner.height.saturating_sub(top.height);
    let below = BELOW.min(free.saturating_sub(3));
    let gap = u16::from(free > below + 3);
    let list = Rect { y: top.bottom() + gap, height: free.saturating_sub(below + gap), ..inner };
    let lines: Vec<Row<'_>> = open.several.features.iter().map(|of| line(theme, open, of, visible.clone())).collect();
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

/// Names, sizes and rates.
fn facts<'a>(theme: &Theme, open: &'a CompareSeveral, visible: Range<usize>) -> Vec<Row<'a>> {
    let parties = &open.several.parties;
    let head = |at: usize| {
        let mark = format!("{}{} ", theme.segment_glyph(parties[at].label.unwrap_or(at)), theme.glyphs.square());
        let style = open.colours.get(at).map_or(theme.bar, |slot| theme.segment_style(*slot));
        TableCell::from(Line::from(vec![
            Span::styled(mark, style),
            Span::styled(clean(&parties[at].name).into_owned(), theme.strong),
        ]))
    };
    let row = |label: &str, of: &dyn Fn(usize) -> String| {
        let cells = visible.clone().map(|at| TableCell::from(of(at)));
        Row::new(std::iter::once(TableCell::from(label.to_owned())).chain(cells))
    };
    let share = |share: Option<f64>| share.map_or_else(|| NONE.to_owned(), |share| percent(share, 0));
    let mut rows = vec![
        Row::new(std::iter::once(TableCell::from("")).chain(visible.clone().map(head))),
        row("customers", &|at| format!("{}  {}", count(parties[at].customers), share(Some(parties[at].share)))),
    ];
    if parties.iter().any(|party| party.burns.claims > 0) {
        let rate = |party: &Party| party.burns.rate().map_or_else(|| NONE.to_owned(), |rate| percent(rate, 1));
        rows.push(row("burn rate", &|at| rate(&parties[at])));
        rows.push(row("of all burns", &|at| share(parties[at].burnt_share)));
    } else if let Some(rates) = &open.rates {
        let rate = |at: usize| rates.sides.get(at).and_then(|side| side.rate());
        rows.push(row("repeat rate", &|at| rate(at).map_or_else(|| NONE.to_owned(), |rate| percent(rate, 1))));
    }
    rows
}

/// The means of a feature, each with its index.
fn line<'a>(theme: &Theme, open: &'a CompareSeveral, of: &'a Contrast, visible: Range<usize>) -> Row<'a> {
    let currency = open.several.currency.as_deref();
    let cell = |at: usize| {
        let mean = of.means[at].map_or_else(|| NONE.to_owned(), |mean| value(&of.feature, mean, currency));
        TableCell::from(Line::from(vec![Span::raw(format!("{mean} ")), signed_index(theme, of.index[at])]))
    };
    Row::new(std::iter::once(TableCell::from(title(&of.feature))).chain(visible.map(cell)))
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
