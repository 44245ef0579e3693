//! The field for the mapping's file name.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::Line;
use ratatui::widgets::{Paragraph, Widget, Wrap};

use super::super::{popup::popup, prompt};
use crate::app::state::overlay::mapping::{SaveState, Saving};
use crate::ui::theme::Theme;
use crate::ui::zones::Zones;
use crate::wording::text::clean;

/// Columns and rows of the window.
const SIZE: (u16, u16) = (76, 4);

/// Draws the name and its message.
pub fn draw((theme, zones): (&Theme, &Zones), saving: &Saving, area: Rect, buf: &mut Buffer) {
    let inner = popup((theme, zones), "Write the mapping", "enter writes", SIZE, area, buf);
    let row = |y: u16, height: u16| Rect { y: inner.y + y, height, ..inner }.intersection(inner);
    prompt::text(theme, &saving.file, usize::from(inner.width)).render(row(0, 1), buf);
    let line = match &saving.state {
        SaveState::Editing => Line::styled("a TOML file; --mapping reads it", theme.dim),
        SaveState::Writing => Line::styled("writing", theme.dim),
        SaveState::Failed(why) => Line::styled(clean(why).into_owned(), theme.error),
        SaveState::Asking => {
            Line::styled(format!("{} exists. Overwrite it? y/n", clean(saving.file.text.trim())), theme.accent)
        }
    };
    Paragraph::new(line).wrap(Wrap { trim: true }).render(row(1, 3), buf);
}
