//! Which file draws which overlay.

mod algorithm;
mod budget;
mod columns;
mod compare;
mod customer;
mod customer_values;
mod experiment;
mod explain;
mod export;
mod features;
mod greeting;
mod help;
mod mapping;
mod multiples;
mod palette;
mod popup;
mod prompt;
mod record;
mod rename;
mod rows;
mod segment;
mod several;
mod split;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::app::state::overlay::OverlayKind;
use crate::app::{Action, Model, Overlay, Spot, keymap, selectors};
use crate::ui::theme::Theme;
use crate::ui::zones::Zones;

/// Draws the overlay, if one is open.
pub fn draw((model, theme, zones): (&Model, &Theme, &Zones), area: Rect, buf: &mut Buffer) {
    if model.overlay != Overlay::None {
        // Most fill the screen.
        zones.add(area, Spot::Overlay);
    }
    // A page is seen behind the help that is open over it.
    if let Some(page) = model.beneath.last().filter(|overlay| overlay.is_page()) {
        one((model, theme, zones), page, area, buf);
    }
    one((model, theme, zones), &model.overlay, area, buf);
}

fn one((model, theme, zones): (&Model, &Theme, &Zones), overlay: &Overlay, area: Rect, buf: &mut Buffer) {
    match overlay {
        Overlay::None if model.greets && model.dataset().is_some() => greeting::draw(&model.own_keys, theme, area, buf),
        Overlay::None => {}
        Overlay::Help(prompt) => help::draw((model, theme, zones), prompt, area, buf),
        Overlay::Features(open) => features::draw((model, theme, zones), open, area, buf),
        Overlay::Algorithm(open) => algorithm::draw((theme, zones), open, area, buf),
        Overlay::Export(open) => export::draw((model, theme, zones), open, area, buf),
        Overlay::Rows(open) => rows::draw((model, theme), open, area, buf),
        Overlay::Budget => budget::draw(model, theme, area, buf),
        Overlay::Columns(open) => columns::draw((model, theme, zones), open, area, buf),
        Overlay::Compare(open) => compare::draw((theme, zones), open, area, buf),
        Overlay::CompareSeveral(open) => several::draw((theme, zones), open, area, buf),
        Overlay::Split(open) => split::draw((model, theme, zones), open, area, buf),
        Overlay::Customer(open) => customer::draw(theme, open, area, buf),
        Overlay::Explain(open) => explain::draw((model, theme, zones), open, area, buf),
        Overlay::Segment(open) => segment::draw(model, theme, open, area, buf),
        Overlay::Mapping(open) => mapping::draw((theme, zones), open, area, buf),
        Overlay::Palette(open) => palette::draw((model, theme, zones), open, area, buf),
        Overlay::Rename(open) => rename::draw((theme, zones), open, area, buf),
        Overlay::Search(prompt) => {
            let [next, previous] =
                [true, false].map(|forward| keymap::pressed(&model.own_keys, Action::Again(forward)));
            let note = format!("{next}, {previous}: next, previous");
            prompt::line((theme, zones), OverlayKind::Search.title(), &note, prompt, area, buf);
        }
        Overlay::Filter(prompt) => {
            prompt::draw((theme, zones, selectors::kind(model)), prompt, &model.vocabulary(), area, buf);
        }
    }
}
