//! All keys of the kind of data by section; those that work now are highlighted.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::popup::text_popup;
use crate::app::{Model, Overlay, keymap, selectors};
use crate::ui::theme::Theme;
use crate::ui::zones::Zones;
use crate::wording::text::{pad_right, width};

/// Draws the keys, scrolled by some rows.
pub fn draw((model, theme, zones): (&Model, &Theme, &Zones), scroll: usize, area: Rect, buf: &mut Buffer) {
    // The keys that work are those after the help is closed.
    let mut closed = model.clone();
    closed.overlay = Overlay::None;
    let help = keymap::help(selectors::kind(model));
    let keys_width =
        help.iter().flat_map(|(_, _, of)| of).map(|b| width(&b.keys_text(&model.own_keys))).max().unwrap_or(0);
    let mut lines = Vec::new();
    for (_, heading, bindings) in help {
        if !lines.is_empty() {
            lines.push(Line::default());
        }
        lines.push(Line::from(Span::styled(heading, theme.header)));
        for binding in bindings {
            let live = keymap::works(binding, &closed);
            let (key, word) = if live { (theme.key, theme.text) } else { (theme.dim, theme.dim) };
            let keys = binding.keys_text(&model.own_keys);
            lines.push(Line::from(vec![
                Span::styled(pad_right(&keys, keys_width + 2), key),
                Span::styled(binding.help, word),
            ]));
        }
    }
    lines.extend([Line::default(), Line::styled("Mouse", theme.header)]);
    lines.extend(keymap::MOUSE.iter().map(|(gesture, help)| {
        let gesture = Span::styled(pad_right(gesture, keys_width + 2), theme.key);
        Line::from(vec![gesture, Span::styled(*help, theme.text)])
    }));
    let columns = lines.iter().map(Line::width).max().unwrap_or(0) as u16;
    text_popup((theme, zones), "Keys", "dimmed keys do nothing here", (columns, lines), scroll, area, buf);
}
