//! The column chooser of the customer list.
//!
//! ```text
//! ╭ Columns ───────────────────────── space marks, enter applies ╮
//! │ [x] segment                                                  │
//! │ [ ] tenure     days from the join date to the as-of date     │
//! ╰──────────────────────────────────────────────────────────────╯
//! ```

use std::borrow::Cow;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use ratatui::text::Line;
use ratatui::widgets::Widget;

use super::popup::{frame_around, popup};
use crate::analysis::Attribute;
use crate::app::state::overlay::OverlayKind;
use crate::app::state::overlay::columns::Columns;
use crate::app::{Action, Model, keymap, selectors};
use crate::data::{Kind, PlaceLevel};
use crate::ui::charts::{scroll_bar, window};
use crate::ui::customer::heading;
use crate::ui::theme::Theme;
use crate::ui::zones::{self, Zones};
use crate::wording::feature;
use crate::wording::text::{clean, clip_with, pad_right, width};

/// Columns of the window.
const WIDEST: u16 = 72;

/// Draws the list in the middle of the screen.
pub fn draw((model, theme, zones): (&Model, &Theme, &Zones), columns: &Columns, area: Rect, buf: &mut Buffer) {
    let kind = selectors::kind(model);
    let place = model.shown().map_or_else(PlaceLevel::default, |dataset| dataset.features.place);
    let [mark, open] = [Action::Mark, Action::Open].map(|action| keymap::pressed(&model.own_keys, action));
    let note = format!("{mark} marks, {open} applies");
    let high = columns.all.len().min(200) as u16;
    let inner = popup((theme, zones), OverlayKind::Columns.title(), &note, (WIDEST, high), area, buf);
    let visible = usize::from(inner.height);
    let offset = window(columns.cursor, 0, columns.all.len(), visible);
    zones.entries(zones::rows(inner, offset..columns.all.len()));
    scroll_bar(theme, (offset, visible, columns.all.len()), frame_around(inner), buf);
    // The meanings are below each other, except after the longest names.
    let names = columns.all.iter().map(|(attribute, _)| width(&clean(heading(attribute, place))));
    let widest = names.max().unwrap_or(0).clamp(14, 24);
    let rows = columns.all.iter().enumerate().skip(offset).take(visible);
    for ((at, (attribute, shown)), y) in rows.zip(inner.top()..) {
        let mark = if *shown { "[x]" } else { "[ ]" };
        let name = pad_right(&clean(heading(attribute, place)), widest);
        let words = format!("{mark} {name}  {}", meaning(kind, attribute));
        let room = usize::from(inner.width);
        let words = pad_right(&clip_with(&words, room, theme.glyphs.ellipsis()), room);
        let style = if at == columns.cursor { theme.text.patch(theme.selection) } else { theme.text };
        Line::styled(words, style).render(Rect { y, height: 1, ..inner }, buf);
    }
}

/// The meaning of the column.
fn meaning(kind: Kind, attribute: &Attribute) -> Cow<'static, str> {
    let words = match attribute {
        Attribute::Id => "always shown",
        Attribute::Segment => "number and name, or why there is none",
        Attribute::Silhouette => "from -1, nearer to another segment, to 1",
        Attribute::NextBest => "the second likeliest segment",
        Attribute::City | Attribute::Gender => "by its name",
        Attribute::Category(_) => "a text column of the customers table",
        Attribute::Feature(name) => return feature::meaning(kind, name).into(),
    };
    Cow::Borrowed(words)
}
