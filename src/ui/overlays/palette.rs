//! The palette: the line that is typed, and the entries that fit it.
//!
//! ```text
//! ╭ Commands ──────────────────────────────────────── 3 of 214 ╮
//! │ :ret▏                                                      │
//! │                                                            │
//! │ Retention                                   panel  Loyalty │
//! │ …                                                          │
//! ╰────────────────────────────────────────────────────────────╯
//! ```

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::Widget;

use super::popup::{frame_around, popup};
use super::prompt;
use crate::app::palette::{Entry, palette};
use crate::app::state::overlay::OverlayKind;
use crate::app::state::overlay::palette::{Palette, Setting};
use crate::app::{Model, selectors};
use crate::digits::count;
use crate::ui::charts::scroll_bar;
use crate::ui::theme::Theme;
use crate::ui::zones::{Zones, rows};
use crate::wording::text::{clean, clip_with, pad_right, width};

/// Columns and rows that are enough.
const SIZE: (u16, u16) = (84, 18);
/// The line that is typed and the one below it.
const ABOVE: u16 = 2;

/// Draws the palette.
pub fn draw((model, theme, zones): (&Model, &Theme, &Zones), open: &Palette, area: Rect, buf: &mut Buffer) {
    let entries = palette(model, open);
    let at = open.prompt.choice.min(entries.len().saturating_sub(1));
    let note = if entries.is_empty() {
        "nothing matches".to_owned()
    } else {
        format!("{} of {}", count(at as u64 + 1), count(entries.len() as u64))
    };
    // Its size does not depend on what is found, so that nothing moves while one types.
    let inner = popup((theme, zones), OverlayKind::Palette.title(), &note, SIZE, area, buf);
    let row = |y: u16| Rect { y: inner.y + y, height: 1, ..inner }.intersection(inner);
    let columns = usize::from(inner.width);
    Span::styled(":", theme.dim).render(row(0), buf);
    let line = Rect { x: inner.x + 1, width: inner.width.saturating_sub(1), ..row(0) };
    prompt::text(theme, &open.prompt, usize::from(line.width)).render(line, buf);
    let (below, style) = match (&open.error, entries.is_empty(), open.setting()) {
        (Some(why), ..) => (clean(why).into_owned(), theme.error),
        (None, _, Some((Setting::Open, typed))) => match selectors::listed_folder(model, typed) {
            Ok(there) => (there, theme.dim),
            Err(why) => (clean(&why).into_owned(), theme.error),
        },
        (None, _, Some((setting, _))) => (setting.row().1.to_owned(), theme.dim),
        (None, true, None) => ("no key, screen, panel, setting or name matches".to_owned(), theme.dim),
        (None, false, None) => (String::new(), theme.dim),
    };
    Span::styled(clip_with(&below, columns, theme.glyphs.ellipsis()).into_owned(), style).render(row(1), buf);
    let visible = usize::from(inner.height.saturating_sub(ABOVE));
    let first = (at + 1).saturating_sub(visible);
    let list = Rect { y: inner.y + ABOVE, height: inner.height.saturating_sub(ABOVE), ..inner };
    zones.entries(rows(list, first..entries.len()));
    scroll_bar(theme, (first, visible, entries.len()), frame_around(inner), buf);
    let groups = entries.iter().map(|entry| width(entry.group)).max().unwrap_or(0);
    let keys = entries.iter().map(|entry| width(&entry.keys)).max().unwrap_or(0);
    for (y, (number, entry)) in (ABOVE..).zip(entries.iter().enumerate().skip(first).take(visible)) {
        entry_line(theme, entry, (columns, groups, keys), number == at).render(row(y), buf);
    }
}

/// An entry: what it is, its group, and its keys; the last two line up.
fn entry_line<'a>(
    theme: &Theme,
    entry: &Entry,
    (columns, groups, keys): (usize, usize, usize),
    chosen: bool,
) -> Line<'a> {
    let left = columns.saturating_sub(groups + keys + 4);
    let text = pad_right(&clip_with(&clean(&entry.text), left, theme.glyphs.ellipsis()), left + 2);
    let [of_text, of_group, of_keys] = if chosen { [theme.selection; 3] } else { [theme.text, theme.dim, theme.key] };
    Line::from(vec![
        Span::styled(text, of_text),
        Span::styled(pad_right(entry.group, groups + 2), of_group),
        Span::styled(pad_right(&entry.keys, keys), of_keys),
    ])
}
