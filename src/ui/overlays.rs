//! What lies over the screen: the help, what is chosen from or typed, rows behind a finding, one customer.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::{Paragraph, Widget};

use super::popup::popup;
use super::theme::Theme;
use super::{
    budget, columns, compare, customer_page, dialog, explain, export, picker, prompt, rename, rows, segment_page,
};
use crate::app::keymap::{self, Section};
use crate::app::selectors;
use crate::app::{Model, Overlay};
use crate::wording::text::{pad_right, width};

/// Draws the overlay, if one is open.
pub fn draw(model: &Model, theme: &Theme, area: Rect, buf: &mut Buffer) {
    match &model.overlay {
        Overlay::None => {}
        Overlay::Help(scroll) => help(model, theme, scroll.top, area, buf),
        Overlay::Features(open) => picker::draw(theme, selectors::kind(model), open, area, buf),
        Overlay::Algorithm(open) => dialog::draw(theme, open, area, buf),
        Overlay::Export(open) => export::draw(model, theme, open, area, buf),
        Overlay::Rows(open) => rows::draw(theme, open, area, buf),
        Overlay::Budget => budget::draw(model, theme, area, buf),
        Overlay::Columns(open) => columns::draw(theme, selectors::kind(model), open, area, buf),
        Overlay::Compare(open) => compare::draw(theme, open, area, buf),
        Overlay::Customer(open) => customer_page::draw(theme, open, area, buf),
        Overlay::Explain(panel, scroll) => explain::draw(model, theme, *panel, scroll.top, area, buf),
        Overlay::Segment(open) => segment_page::draw(model, theme, open, area, buf),
        Overlay::Rename(open) => rename::draw(theme, open, area, buf),
        Overlay::Search(prompt) => prompt::line(theme, "Search", "n, N: next, previous", prompt, area, buf),
        Overlay::Filter(prompt) => prompt::draw(theme, prompt, &model.vocabulary(), area, buf),
    }
}

/// All keys, grouped, those that work now in full colour.
fn help(model: &Model, theme: &Theme, scroll: usize, area: Rect, buf: &mut Buffer) {
    // What is live is judged as if the help were closed: that is where the keys will be pressed.
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
