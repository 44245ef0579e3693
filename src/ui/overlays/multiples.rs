//! Figures of the parts of the data, each as bars of its own, side by side as far as there is room.
//!
//! ```text
//! Burn rate                        Claims per customer
//! Female ███████████████ 58.1%     Female █████████████ 10.2
//! Male   ██████████████▌ 56.7%     Male   ████████████▌  9.8
//! ```

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::Line;
use ratatui::widgets::Widget;

use crate::analysis::{Part, Quantity};
use crate::ui::charts::{Bar, BarList};
use crate::ui::theme::Theme;
use crate::wording::figures::Figure;
use crate::wording::text::clean;

/// Fewest columns of the bars of one figure.
const LEAST: u16 = 36;
/// Blank columns between figures.
const GAP: u16 = 3;

/// Draws as many of the figures as have room.
pub(super) fn draw(theme: &Theme, parts: &[(&Part, Style)], figures: &[Figure], area: Rect, buf: &mut Buffer) {
    // A title above the bars of each figure, and a blank below them.
    let [one, two] = [1, 2].map(|rows| parts.len() as u16 * rows + 2);
    let all = figures.len() as u16;
    let across = (area.width / LEAST).min(all);
    if across == 0 || area.height < one - 1 {
        return;
    }
    let down = all.div_ceil(across).min((area.height + 1) / one);
    let high = ((area.height + 1) / down).min(two);
    for (figure, at) in figures.iter().zip(0..across * down) {
        let place = Rect {
            x: area.x + area.width * (at % across) / across,
            y: area.y + at / across * high,
            width: (area.width / across).saturating_sub(GAP),
            height: high - 1,
        };
        Line::styled(figure.title, theme.header).render(Rect { height: 1, ..place }, buf);
        let bar = |&(part, style): &(&Part, Style)| {
            let value = (figure.value)(&part.summary).unwrap_or(0.0).max(0.0);
            Bar::of(&clean(&part.name), value, figure.text(&part.summary)).style(style)
        };
        let bars: Vec<Bar> = parts.iter().map(bar).collect();
        let list = BarList::new(theme, &bars);
        let list = if figure.quantity == Quantity::Rate { list.max(1.0) } else { list };
        list.render(Rect { y: place.y + 1, height: place.height - 1, ..place }, buf);
    }
}
