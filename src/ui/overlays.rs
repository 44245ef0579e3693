//! What lies over the screen: the help, what is chosen from or typed, rows behind a finding, one customer.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::{Clear, Paragraph, Widget};

use super::theme::Theme;
use super::{
    budget, columns, compare, customer_page, dialog, explain, export, picker, prompt, rename, rows, segment_page,
};
use crate::app::keymap::{self, Group};
use crate::app::{Model, Overlay};
use crate::wording::text::{pad_right, width};

/// Draws the overlay, if one is open.
pub fn draw(model: &Model, theme: &Theme, area: Rect, buf: &mut Buffer) {
    match &model.overlay {
        Overlay::None => {}
        Overlay::Help(scroll) => help(model, theme, *scroll, area, buf),
        Overlay::Features(open) => picker::draw(theme, open, area, buf),
        Overlay::Algorithm(open) => dialog::draw(theme, open, area, buf),
        Overlay::Export(open) => export::draw(model, theme, open, area, buf),
        Overlay::Rows(open) => rows::draw(theme, open, area, buf),
        Overlay::Budget => budget::draw(model, theme, area, buf),
        Overlay::Columns(open) => columns::draw(theme, open, area, buf),
        Overlay::Compare(open) => compare::draw(theme, open, area, buf),
        Overlay::Customer(open) => customer_page::draw(theme, open, area, buf),
        Overlay::Explain(panel, scroll) => explain::draw(model, theme, *panel, *scroll, area, buf),
        Overlay::Segment(open) => segment_page::draw(model, theme, open, area, buf),
        Overlay::Rename(open) => rename::draw(theme, open, area, buf),
        Overlay::Search(prompt) => prompt::line(theme, "Search", "n and N go on", prompt, area, buf),
        Overlay::Filter(prompt) => prompt::draw(theme, prompt, &model.vocabulary(), area, buf),
    }
}

/// A box in the middle, as large as its content where that fits, with everything behind it cleared.
pub(super) fn window(
    theme: &Theme,
    title: &str,
    note: &str,
    content: (u16, u16),
    area: Rect,
    buf: &mut Buffer,
) -> Rect {
    let wide = (content.0 + 4).min(area.width.saturating_sub(4));
    let high = (content.1 + 2).min(area.height.saturating_sub(2));
    let x = area.x + (area.width - wide) / 2;
    let y = area.y + (area.height - high) / 2;
    let frame = Rect { x, y, width: wide, height: high }.intersection(area);
    Clear.render(frame, buf);
    buf.set_style(frame, theme.text);
    let block = theme.block_with_note(title, note, true);
    let inner = block.inner(frame);
    block.render(frame, buf);
    Rect { x: inner.x + 1, width: inner.width.saturating_sub(2), ..inner }
}

/// All keys, grouped, those that work now in full colour.
fn help(model: &Model, theme: &Theme, scroll: usize, area: Rect, buf: &mut Buffer) {
    // What is live is judged as if the help were closed: that is where the keys will be pressed.
    let mut closed = model.clone();
    closed.overlay = Overlay::None;
    let keys_width = keymap::all().map(|b| width(&b.keys_text())).max().unwrap_or(0);
    let mut lines = Vec::new();
    for (group, heading) in Group::ALL {
        if !lines.is_empty() {
            lines.push(Line::default());
        }
        lines.push(Line::from(Span::styled(heading, theme.header)));
        for binding in keymap::all().filter(|b| b.group == group) {
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
    let inner = window(theme, "Keys", "dim ones do nothing here", content, area, buf);
    let most = lines.len().saturating_sub(usize::from(inner.height));
    Paragraph::new(lines).scroll((scroll.min(most) as u16, 0)).render(inner, buf);
}
