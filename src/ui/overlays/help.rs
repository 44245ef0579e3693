//! The keys of the kind of data by section, those that fit what is typed; those that work now are highlighted.
//!
//! ```text
//! ╭ Keys ─────────────────── dimmed keys do nothing here ╮
//! │ burn▏                          type to find; enter   │
//! │                                                      │
//! │ Clustering                                           │
//! │ b              plan a coupon budget                  │
//! ╰──────────────────────────────────────────────────────╯
//! ```

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::Widget;

use super::popup::{frame_around, popup};
use super::prompt;
use crate::app::keymap::{self, Binding};
use crate::app::state::overlay::OverlayKind;
use crate::app::state::overlay::prompt::Prompt;
use crate::app::{Action, Model, selectors};
use crate::ui::charts::scroll_bar;
use crate::ui::theme::Theme;
use crate::ui::zones::Zones;
use crate::wording::text::{pad_right, width};

/// The line that is typed and the one below it.
const ABOVE: u16 = 2;

/// Draws what is typed, and the keys that fit it with the chosen one visible.
pub fn draw((model, theme, zones): (&Model, &Theme, &Zones), open: &Prompt, area: Rect, buf: &mut Buffer) {
    let closed = selectors::under_help(model);
    let kind = selectors::kind(model);
    let all = keymap::help(kind, "", &model.own_keys);
    let keys = all.iter().map(|binding| width(&binding.keys_text(&model.own_keys))).max().unwrap_or(0);
    let words = all.iter().map(|binding| width(binding.help)).max().unwrap_or(0);
    // Its size does not depend on what is found, so that nothing moves while one types.
    let size = ((keys + 2 + words) as u16, ABOVE + listed(&all, theme, &closed, (keys, None)).len() as u16);
    let inner = popup((theme, zones), OverlayKind::Help.title(), "dimmed keys do nothing here", size, area, buf);
    let row = |y: u16| Rect { y: inner.y + y, height: 1, ..inner }.intersection(inner);
    if open.text.is_empty() {
        Line::from(vec![
            Span::styled(" ", theme.selection),
            Span::styled("type to find a key; enter does it", theme.dim),
        ])
        .render(row(0), buf);
    } else {
        prompt::text(theme, open, usize::from(inner.width)).render(row(0), buf);
    }
    let found = keymap::help(kind, &open.text, &model.own_keys);
    let mut lines = listed(&found, theme, &closed, (keys, Some(open.choice)));
    if found.is_empty() {
        let palette = keymap::pressed(&model.own_keys, Action::Show(OverlayKind::Palette));
        let none = format!("no key matches; {palette} also finds panels, features and names");
        lines.push((None, Line::styled(none, theme.dim)));
    } else if open.text.is_empty() {
        lines.extend([(None, Line::default()), (None, Line::styled("Mouse", theme.header))]);
        lines.extend(keymap::MOUSE.iter().map(|(gesture, help)| {
            let gesture = Span::styled(pad_right(gesture, keys + 2), theme.key);
            (None, Line::from(vec![gesture, Span::styled(*help, theme.text)]))
        }));
    }
    let visible = usize::from(inner.height.saturating_sub(ABOVE));
    let chosen = lines.iter().position(|(number, _)| *number == Some(open.choice)).unwrap_or(0);
    // The lines after the last key are visible with it, and the first heading with the first key.
    let is_last = open.choice + 1 == found.len();
    let first = if is_last { lines.len() } else { chosen + 1 + visible / 2 }.saturating_sub(visible);
    scroll_bar(theme, (first, visible, lines.len()), frame_around(inner), buf);
    for (y, (number, line)) in (ABOVE..).zip(lines.into_iter().skip(first).take(visible)) {
        if let Some(number) = number {
            zones.entries([(number, row(y))]);
        }
        line.render(row(y), buf);
    }
}

/// The lines of some keys, with their headings; each with the number of its key.
fn listed<'a>(
    bindings: &[&Binding],
    theme: &Theme,
    closed: &Model,
    (keys, chosen): (usize, Option<usize>),
) -> Vec<(Option<usize>, Line<'a>)> {
    let mut lines = Vec::new();
    let mut section = None;
    for (number, binding) in bindings.iter().enumerate() {
        if section.replace(binding.section) != Some(binding.section) {
            if !lines.is_empty() {
                lines.push((None, Line::default()));
            }
            lines.push((None, Line::styled(binding.section.heading(selectors::kind(closed)), theme.header)));
        }
        let (key, word) = match keymap::chosen(closed, binding).is_ok() {
            _ if chosen == Some(number) => (theme.selection, theme.selection),
            true => (theme.key, theme.text),
            false => (theme.dim, theme.dim),
        };
        let line = vec![
            Span::styled(pad_right(&binding.keys_text(&closed.own_keys), keys + 2), key),
            Span::styled(binding.help.to_owned(), word),
        ];
        lines.push((Some(number), Line::from(line)));
    }
    lines
}
