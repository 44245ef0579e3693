//! One row of a file: every column with its whole value, side by side as far as there is room.
//!
//! ```text
//! customer_id       12            transaction_date    2024-03-01
//! branch_id         99            transaction_status  burnt
//! ```

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::Widget;

use crate::ui::theme::Theme;
use crate::wording::text::{clip_with, pad_right, width};

/// Fewest columns of a name and its value.
const LEAST: u16 = 44;
/// Widest name.
const NAME: usize = 24;

/// Draws names and values, from the top down, then to the right.
pub(super) fn draw(theme: &Theme, values: &[(String, String)], area: Rect, buf: &mut Buffer) {
    let across = (area.width / LEAST).max(1);
    let down = (values.len() as u16).div_ceil(across).max(1);
    let name = values.iter().map(|(name, _)| width(name)).max().unwrap_or(0).min(NAME);
    let ellipsis = theme.glyphs.ellipsis();
    let places = (0..across).flat_map(|column| (0..down.min(area.height)).map(move |row| (column, row)));
    for (column, row) in places {
        let Some((title, value)) = values.get(usize::from(column * down + row)) else { continue };
        let x = area.x + area.width * column / across;
        let place = Rect { x, y: area.y + row, width: area.width / across, height: 1 };
        let room = usize::from(place.width).saturating_sub(name + 4);
        let title = pad_right(&clip_with(title, name, ellipsis), name + 2);
        let value = clip_with(value, room, ellipsis).into_owned();
        Line::from(vec![Span::styled(title, theme.dim), Span::styled(value, theme.text)]).render(place, buf);
    }
}
