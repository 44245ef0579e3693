//! The bottom line: the keys that work now, or a message.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::Widget;

use super::theme::Theme;
use crate::app::keymap::{self, Binding};
use crate::app::state::overlay::OverlayKind;
use crate::app::{Action, Model, Overlay};
use crate::wording::labels::clip_in_the_middle;
use crate::wording::text::{clean, clip_with, width};

/// A row of the table of keys with its label.
type Named = (&'static Binding, &'static str);

/// A key with its label, in two styles.
type Entry<'a> = [Span<'a>; 2];

/// The keys that work now, or a message. The command that gives the screen is on the line above; without that line it takes the
/// place of most keys.
pub fn draw(model: &Model, theme: &Theme, [above, area]: [Rect; 2], buf: &mut Buffer) {
    let command = model.command.as_ref();
    if let Some(command) = command.filter(|_| !above.is_empty()) {
        self::command(command, theme, above, buf);
    }
    if let Some(notice) = &model.notice {
        let room = usize::from(area.width).saturating_sub(2);
        let notice = clean(notice);
        let words = clip_with(&notice, room, theme.glyphs.ellipsis());
        Line::from(Span::styled(format!(" {words}"), theme.accent)).render(area, buf);
        return;
    }
    let inline = command.filter(|_| above.is_empty() && model.overlay == Overlay::None);
    let line = Line::from(keys(model, theme, usize::from(area.width), inline.is_none()));
    let used = (line.width() as u16).min(area.width);
    line.render(area, buf);
    if let Some(command) = inline {
        self::command(command, theme, Rect { x: area.x + used, width: area.width - used, ..area }, buf);
    }
}

/// The keys that fit, with a mark where some are left out; the list of all keys and how to close are always named.
fn keys<'a>(model: &Model, theme: &Theme, room: usize, with_others: bool) -> Vec<Span<'a>> {
    let named = |binding: &'static Binding| Some((binding, keymap::label(model, binding)?));
    let (mut always, others): (Vec<Named>, Vec<Named>) =
        keymap::bindings(model).iter().filter_map(named).partition(|(binding, _)| leads_on(binding));
    // The way out is last on every screen, in whatever order the keys are listed.
    always.sort_by_key(|(binding, _)| !leads_to_help(binding));
    let entries = |of: Vec<Named>| of.into_iter().map(|named| entry(model, theme, named)).collect::<Vec<_>>();
    let (always, others) = (entries(always), entries(if with_others { others } else { Vec::new() }));
    let room = room.saturating_sub(always.iter().map(columns).sum());
    if others.iter().map(columns).sum::<usize>() <= room {
        return others.into_iter().chain(always).flatten().collect();
    }
    let more = format!(" {}", theme.glyphs.ellipsis());
    let mut left = room.saturating_sub(width(&more) + 1);
    let fits = |entry: &Entry<'_>| match left.checked_sub(columns(entry)) {
        Some(rest) => {
            left = rest;
            true
        }
        None => false,
    };
    let shown: Vec<Entry<'_>> = others.into_iter().take_while(fits).collect();
    let more = [Span::styled(more, theme.dim), Span::raw(" ")];
    shown.into_iter().chain([more]).chain(always).flatten().collect()
}

/// Whether a key leads to the list of all keys, or out of what is open.
fn leads_on(binding: &Binding) -> bool {
    let leads = |action: &Action| matches!(action, Action::Show(OverlayKind::Help) | Action::Close | Action::Back);
    binding.keys.iter().any(|(_, action)| leads(action))
}

fn leads_to_help(binding: &Binding) -> bool {
    binding.keys.iter().any(|(_, action)| matches!(action, Action::Show(OverlayKind::Help)))
}

fn columns(entry: &Entry<'_>) -> usize {
    entry.iter().map(Span::width).sum()
}

fn entry<'a>(model: &Model, theme: &Theme, (binding, label): Named) -> Entry<'a> {
    let keys = binding.footer_keys(&model.own_keys);
    let keys = if theme.glyphs.is_ascii() { arrows_in_words(&keys) } else { keys };
    [Span::styled(format!(" {keys}"), theme.key), Span::styled(format!(" {label} "), theme.dim)]
}

/// The names of the arrow keys for terminals without arrows.
fn arrows_in_words(keys: &str) -> String {
    [('↑', "Up"), ('↓', "Down"), ('←', "Left"), ('→', "Right")]
        .iter()
        .fold(keys.to_owned(), |keys, (arrow, word)| keys.replace(*arrow, word))
}

/// ` $ segscope report shop/ --k 5`, without its middle if it is too long.
fn command(command: &str, theme: &Theme, area: Rect, buf: &mut Buffer) {
    let room = usize::from(area.width).saturating_sub(4);
    let command = clean(command);
    let words = clip_in_the_middle(&command, room, theme.glyphs.ellipsis()).into_owned();
    Line::from(vec![Span::styled(" $ ", theme.dim), Span::styled(words, theme.text)]).render(area, buf);
}
