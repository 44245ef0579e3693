//! Correlations of the numeric columns of customers as a heat map, each pair once; Pearson or Spearman as views.
//!
//! ```text
//! ╭ Correlations  Income × Age: r -0.33, n 200 ──╮
//! │               1     2     3                  │
//! │ 1 Age                                        │
//! │ 2 Income  -0.33                              │
//! │ 3 Score    0.12  0.01                        │
//! ╰──────────────────────────────────────────────╯
//! ```

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::widgets::Widget;

use super::context::Context;
use crate::app::selectors;
use crate::measures::{Correlations, Pair};
use crate::ui::charts::{Heat, HeatRow, window};
use crate::wording::text::{clean, count, number};

pub fn draw(context: &Context<'_>, area: Rect, buf: &mut Buffer) {
    let spearman = context.model.view(context.panel) == 1;
    let title = if spearman { "Correlations (Spearman)" } else { "Correlations (Pearson)" };
    let Some(correlations) = &context.dataset.summary.correlations else {
        let inner = context.frame(title, "", area, buf);
        return context.say("fewer than two columns of numbers vary among these customers", inner, buf);
    };
    let value = |pair: Pair| if spearman { pair.spearman } else { pair.pearson };
    let (row, column) = selectors::pair_at(selectors::cursor(context.model, context.panel));
    let sign = context.theme.glyphs.pick('×', 'x');
    let under = correlations.of(row, column).filter(|_| context.focused).map(|pair| {
        let [a, b] = [column, row].map(|at| correlations.columns.get(at).map_or("", String::as_str));
        let symbol = if spearman { "rho" } else { "r" };
        let words = format!("{symbol} {}, n {}", number(value(pair), 2), count(pair.n));
        [format!("{} {sign} {}: {words}", clean(a), clean(b)), words]
    });
    let notes = under.map_or_else(|| general(correlations), Vec::from);
    let inner = context.frame_with(title, &notes, area, buf);
    let names: Vec<String> = (1..correlations.columns.len()).map(|at| at.to_string()).collect();
    let rows: Vec<HeatRow> = (1..correlations.columns.len())
        .map(|a| {
            let cells = (0..names.len()).map(|b| correlations.of(a, b).filter(|_| b < a).map(value)).collect();
            HeatRow::new(&labelled(correlations, a), cells)
        })
        .collect();
    let first = labelled(correlations, 0);
    let heat = Heat::new(context.theme, &names, &rows).heads(&first, "").signed().format(in_cell);
    let (visible, wide) = heat.visible(inner);
    let top = window(row.saturating_sub(1), 0, rows.len(), visible);
    context.hidden((top, visible, rows.len()), buf);
    let left = window(column, 0, names.len(), wide);
    let cursor = context.focused.then_some((row.saturating_sub(1), column));
    let heat = heat.offset(top, left).cursor(cursor);
    let pairs = heat.places(inner).into_iter().filter(|((row, column), _)| column <= row);
    context.rows(pairs.map(|((row, column), place)| (selectors::place_of_pair(row + 1, column), place)));
    heat.render(inner, buf);
}

/// The number of a column and its name; the first has no row, so it is the head of the labels.
fn labelled(correlations: &Correlations, at: usize) -> String {
    format!("{} {}", at + 1, clean(correlations.columns.get(at).map_or("", String::as_str)))
}

/// The strongest of all, and how many columns there are.
fn general(correlations: &Correlations) -> Vec<String> {
    let columns = correlations.columns.len();
    let shown = match correlations.left_out {
        0 => format!("{columns} columns"),
        more => format!("the first {columns} of {} columns", columns + more),
    };
    vec![shown, String::new()]
}

/// `.32`, `-.05`: a leading zero says nothing.
fn in_cell(value: f64) -> String {
    let text = number(value, 2);
    if text.contains("1.00") { text } else { text.replacen("0.", ".", 1) }
}
