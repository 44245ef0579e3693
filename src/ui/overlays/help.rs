//! All keys by section; those that work now are highlighted.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::{Paragraph, Widget};

use super::popup::popup;
use crate::app::keymap::{self, Section};
use crate::app::{Model, Overlay};
use crate::ui::theme::Theme;
use crate::wording::text::{pad_right, width};

/// Draws the keys, scrolled by some rows.
pub fn draw(model: &Model, theme: &Theme, scroll: usize, area: Rect, buf: &mut Buffer) {
    // The keys that work are those after the help is closed.
    let mut closed = model.clone();
    closed.overlay = Overlay::None;
    let keys_width = keymap::all().map(|b| width(&b.keys_text())).max().unwrap_or(0);
    let mut lines = Vec::new();
    for (section, heading) in Section::ALL {
        if !lines.is_empty() {
            lines.push(Line::default());
        }
        lines.push(Line::from(Span::styled(heading, theme.header)));
        for binding in keymap::all().filter(|b| b.section == section) {
            let live = (binding.live)(&closed);
            let (key, word) = if live { (theme.key, theme.text) } else { (theme.dim, theme.dim) };
            let keys = binding.keys_text();
            lines.push(Line::from(vec![
                Span::styled(pad_right(&keys, keys_width + 2), key),
                Span::styled(binding.help, word),
            ]));
        }
    }
    let content = (lines.iter().map(Line::width).max().unwrap_or(0) as u16, lines.len() as u16);
    let inner = popup(theme, "Keys", "dimmed keys do nothing here", content, area, buf);
    let most = lines.len().saturating_sub(usize::from(inner.height));
    Paragraph::new(lines).scroll((scroll.min(most) as u16, 0)).render(inner, buf);
}
