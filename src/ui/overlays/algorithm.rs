//! The algorithm dialog.
//!
//! ```text
//! ╭ Algorithm ────────────────────────────────────────────╮
//! │ algorithm   ‹ DBSCAN ›            left and right change it│
//! │ eps           auto   the knee of the k-distances       │
//! │ min points    6                                        │
//! │ Dense regions of any shape; isolated customers are ... │
//! ╰────────────────────────────────────────────────────────╯
//! ```

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::{Paragraph, Widget, Wrap};

use super::popup::popup;
use crate::app::state::overlay::OverlayKind;
use crate::app::state::overlay::algorithm::{Dialog, Field};
use crate::ui::theme::Theme;
use crate::ui::zones::{Zones, rows};
use crate::wording::text::pad_right;

/// Most rows of fields; the dialog keeps its size when the algorithm changes.
const ROWS: u16 = 4;
/// Columns of titles and values.
const TITLE: usize = 12;
const VALUE: usize = 22;

/// Draws the dialog in the middle.
pub fn draw((theme, zones): (&Theme, &Zones), dialog: &Dialog, area: Rect, buf: &mut Buffer) {
    let inner = popup((theme, zones), OverlayKind::Algorithm.title(), "enter clusters", (72, ROWS + 4), area, buf);
    zones.entries(rows(inner, 0..dialog.fields().len()));
    let mut lines: Vec<Line<'_>> = dialog.fields().iter().map(|&field| row(theme, dialog, field)).collect();
    lines.resize(usize::from(ROWS) + 1, Line::default());
    let wrong = dialog.fields().iter().find_map(|&field| dialog.error(field));
    lines.push(Line::styled(dialog.about(), theme.dim));
    lines.push(wrong.map_or_else(Line::default, |wrong| Line::styled(wrong, theme.error)));
    Paragraph::new(lines).wrap(Wrap { trim: false }).render(inner, buf);
}

fn row<'a>(theme: &Theme, dialog: &Dialog, field: Field) -> Line<'a> {
    let here = dialog.field() == field;
    let value = dialog.value(field);
    let chosen = field.is_list();
    let (left, right) = match (chosen, here) {
        (true, _) => (theme.glyphs.pick("‹ ", "< "), theme.glyphs.pick(" ›", " >")),
        (false, true) => ("  ", "_"),
        (false, false) => ("  ", ""),
    };
    let style = match (dialog.error(field), here) {
        (Some(_), _) => theme.error,
        (None, true) => theme.selection,
        (None, false) => theme.strong,
    };
    Line::from(vec![
        Span::styled(pad_right(field.title(), TITLE), if here { theme.text } else { theme.dim }),
        Span::styled(pad_right(&format!("{left}{value}{right}"), VALUE), style),
        Span::styled(format!("  {}", field.help()), theme.dim),
    ])
}
