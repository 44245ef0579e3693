//! Screenshots: a screen as an SVG picture.

mod colors;
mod shapes;
mod svg;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::app::Model;
use crate::ui::draw_into;
use crate::ui::theme::Theme;

/// The screen of a model at its size, as SVG.
pub fn screenshot(model: &Model, theme: &Theme) -> String {
    let area = Rect::new(0, 0, model.size.0, model.size.1);
    let mut buffer = Buffer::empty(area);
    draw_into(model, theme, area, &mut buffer);
    svg::svg(&buffer, !theme.is_light())
}
