//! The greeting: the most useful keys, shown at the first start until the first key.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::Line;
use ratatui::widgets::{Clear, Paragraph, Widget};

use crate::app::own_keys::OwnKeys;
use crate::app::state::overlay::OverlayKind;
use crate::app::{Action, Screen, keymap};
use crate::ui::theme::Theme;
use crate::wording::text::width;

/// The lines, with the keys of the user.
fn lines(own: &OwnKeys) -> [String; 3] {
    let key = |action| keymap::pressed(own, action);
    let show = |overlay| key(Action::Show(overlay));
    [
        format!(
            "{} and {} change the number of segments, {} filters, {} to {} open the screens",
            key(Action::MoreClusters),
            key(Action::FewerClusters),
            show(OverlayKind::Filter),
            key(Action::Go(Screen::Overview)),
            key(Action::Go(Screen::Quality)),
        ),
        format!(
            "{} opens what the cursor is on, {} goes back, {} changes the panel",
            key(Action::Open),
            key(Action::Back),
            key(Action::NextPanel),
        ),
        format!(
            "{} finds anything by its name, {} explains the numbers, {} shows all keys",
            show(OverlayKind::Palette),
            show(OverlayKind::Explain),
            show(OverlayKind::Help),
        ),
    ]
}

/// Draws the lines above the footer.
pub fn draw(own: &OwnKeys, theme: &Theme, area: Rect, buf: &mut Buffer) {
    let lines = lines(own);
    let wide = lines.iter().map(|line| width(line)).max().unwrap_or(0) as u16 + 4;
    let high = lines.len() as u16 + 2;
    let wide = wide.min(area.width);
    let frame = Rect {
        x: area.x + (area.width - wide) / 2,
        y: area.bottom().saturating_sub(high + 1),
        width: wide,
        height: high,
    };
    let frame = frame.intersection(area);
    Clear.render(frame, buf);
    buf.set_style(frame, theme.text);
    let block = theme.block_with_note("Welcome", "any key closes this", true);
    let inner = block.inner(frame);
    block.render(frame, buf);
    let inner = Rect { x: inner.x + 1, width: inner.width.saturating_sub(2), ..inner };
    Paragraph::new(lines.map(Line::raw).to_vec()).render(inner, buf);
}
