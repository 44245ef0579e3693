//! Screenshots: a screen as an SVG picture.

mod colors;
mod shapes;
mod svg;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::app::Model;
use crate::ui;
use crate::ui::layout::bands;
use crate::ui::theme::Theme;

/// The focused panel by itself at the size of the screen, as SVG.
pub fn panel_picture(model: &Model, theme: &Theme) -> String {
    let model = Model { maximised: true, command: None, ..model.clone() };
    let area = Rect::new(0, 0, model.size.0, model.size.1);
    let mut screen = Buffer::empty(area);
    ui::draw(&model, theme, area, &mut screen);
    let [_, _, body, _] = bands(area);
    let mut panel = Buffer::empty(Rect::new(0, 0, body.width, body.height));
    for position in body.positions() {
        panel[(position.x - body.x, position.y - body.y)] = screen[position].clone();
    }
    svg::svg(&panel, !theme.is_light())
}

/// The screen of a model at its size, as SVG.
pub fn screenshot(model: &Model, theme: &Theme) -> String {
    let area = Rect::new(0, 0, model.size.0, model.size.1);
    let mut buffer = Buffer::empty(area);
    ui::draw(model, theme, area, &mut buffer);
    svg::svg(&buffer, !theme.is_light())
}
