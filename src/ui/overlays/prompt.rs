//! The filter field: the text, its error, and the completions at the cursor.
//!
//! ```text
//! ╭ Filter ──────────────────────────────── conditions side by side must all hold ╮
//! │ city:Cairo burnt_c▏                                                           │
//! │ burnt_count                                                                   │
//! ╰───────────────────────────────────────────────────────────────────────────────╯
//! ```

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::{Clear, Paragraph, Widget, Wrap};

use crate::app::state::overlay::OverlayKind;
use crate::app::state::overlay::prompt::Prompt;
use crate::data::Kind;
use crate::data::filter::{Completion, KEYS, KeySpec, Vocabulary};
use crate::ui::charts::window;
use crate::ui::theme::Theme;
use crate::ui::zones::{Zones, rows};
use crate::wording::text::{clean, clip_with, pad_right, width};

/// Most lines of a message.
const ERROR_ROWS: u16 = 3;
/// Visible completions.
const CHOICES: usize = 8;

/// Draws the prompt above the footer.
pub fn draw(
    (theme, zones, kind): (&Theme, &Zones, Kind),
    prompt: &Prompt,
    vocabulary: &Vocabulary,
    area: Rect,
    buf: &mut Buffer,
) {
    let Completion { candidates, of_keys, .. } = prompt.completion(vocabulary);
    let key = candidates.get(prompt.choice).filter(|_| of_keys).map_or("", |key| key.trim_end_matches(':'));
    let key = KEYS.iter().find(|spec| spec.word == key);
    let shown = candidates.len().min(CHOICES);
    // A long filter is read whole: it is on as many rows as it needs, if the completions leave them.
    let columns = usize::from(area.width.saturating_sub(4)).max(1);
    let typed = typed(theme, prompt, columns, usize::from(area.height / 3).max(1));
    let typed_rows = typed.len() as u16;
    // One line is reserved for the error or a hint, so that nothing moves.
    let hint_rows = if prompt.error.is_some() { ERROR_ROWS } else { 1 };
    let height = (2 + typed_rows + hint_rows + shown as u16).min(area.height.saturating_sub(1));
    let frame = Rect { y: area.bottom().saturating_sub(height + 1), height, ..area }.intersection(area);
    zones.overlay(frame, area);
    Clear.render(frame, buf);
    buf.set_style(frame, theme.text);
    let note = if prompt.applying { "applying" } else { "conditions side by side must all hold" };
    let block = theme.block_with_note(OverlayKind::Filter.title(), note, true);
    let inner = block.inner(frame);
    block.render(frame, buf);
    let inner = Rect { x: inner.x + 1, width: inner.width.saturating_sub(2), ..inner }.intersection(inner);
    let first = (prompt.choice + 1).saturating_sub(CHOICES);
    let row = |y: u16, height: u16| Rect { y: inner.y + y, height, ..inner }.intersection(inner);
    Paragraph::new(typed).render(row(0, typed_rows), buf);
    hint(theme, prompt, kind, key).render(row(typed_rows, hint_rows), buf);
    let list = row(typed_rows + hint_rows, shown as u16);
    zones.entries(rows(list, first..candidates.len()));
    let choices = candidates.iter().enumerate().skip(first).take(shown).map(|(i, candidate)| {
        let style = if i == prompt.choice { theme.selection } else { theme.text };
        let words = clean(candidate);
        let words = clip_with(&words, usize::from(inner.width), theme.glyphs.ellipsis());
        Line::styled(pad_right(&words, 24.min(usize::from(inner.width))), style)
    });
    for (line, y) in choices.zip(typed_rows + hint_rows..) {
        line.render(row(y, 1), buf);
    }
}

/// Draws only a text line above the footer.
pub fn line((theme, zones): (&Theme, &Zones), title: &str, note: &str, prompt: &Prompt, area: Rect, buf: &mut Buffer) {
    let height = 3.min(area.height.saturating_sub(1));
    let frame = Rect { y: area.bottom().saturating_sub(height + 1), height, ..area }.intersection(area);
    zones.overlay(frame, area);
    Clear.render(frame, buf);
    buf.set_style(frame, theme.text);
    let block = theme.block_with_note(title, note, true);
    let inner = block.inner(frame);
    block.render(frame, buf);
    let inner = Rect { x: inner.x + 1, width: inner.width.saturating_sub(2), ..inner }.intersection(inner);
    text(theme, prompt, usize::from(inner.width)).render(inner, buf);
}

/// The text around the cursor in one line, with the wrong word marked.
pub(super) fn text<'a>(theme: &Theme, prompt: &Prompt, columns: usize) -> Line<'a> {
    let before: usize = width(&clean(&prompt.text[..prompt.cursor]));
    // Scrolled by complete characters so that the cursor is visible.
    let mut skip = (before + 1).saturating_sub(columns);
    let mut shown = letters(theme, prompt);
    shown.retain(|letter| {
        let is_shown = skip == 0;
        skip = skip.saturating_sub(letter.width());
        is_shown
    });
    Line::from(shown)
}

/// The text on some rows at most, those with the cursor.
fn typed<'a>(theme: &Theme, prompt: &Prompt, columns: usize, rows: usize) -> Vec<Line<'a>> {
    let mut lines = vec![Line::default()];
    let mut at = 0;
    for (letter, start) in letters(theme, prompt).into_iter().zip(starts(prompt)) {
        if lines.last().is_some_and(|line| line.width() + letter.width() > columns) {
            lines.push(Line::default());
        }
        if start <= prompt.cursor {
            at = lines.len() - 1;
        }
        if let Some(line) = lines.last_mut() {
            line.push_span(letter);
        }
    }
    let first = window(at, 0, lines.len(), rows);
    lines.into_iter().skip(first).take(rows).collect()
}

/// Where each character starts, and the place after the last.
fn starts(prompt: &Prompt) -> impl Iterator<Item = usize> {
    prompt.text.char_indices().map(|(at, _)| at).chain([prompt.text.len()])
}

/// Each character in its style: the cursor, the wrong word, the others; a blank for a cursor at the end.
fn letters<'a>(theme: &Theme, prompt: &Prompt) -> Vec<Span<'a>> {
    let wrong = prompt.error.as_ref().map_or(0..0, |e| e.span.clone());
    let mut spans = Vec::new();
    for (at, c) in prompt.text.char_indices() {
        let shown = clean(c.encode_utf8(&mut [0; 4])).into_owned();
        let style = if at == prompt.cursor {
            theme.selection
        } else if wrong.contains(&at) {
            theme.error
        } else {
            theme.strong
        };
        spans.push(Span::styled(shown, style));
    }
    if prompt.cursor == prompt.text.len() {
        spans.push(Span::styled(" ", theme.selection));
    }
    spans
}

/// The error, examples while the field is empty, or what the selected key asks.
fn hint<'a>(theme: &Theme, prompt: &Prompt, kind: Kind, key: Option<&KeySpec>) -> Paragraph<'a> {
    let examples = match kind {
        Kind::Coupons => "such as city:Cairo,Giza  burnt_count>=3  -status:burnt  since:2024-01-01  segment:2",
        Kind::Purchases => "such as city:Cairo,Giza  orders>=3  product:Tea  since:2024-01-01  segment:2",
        Kind::Customers => "such as age>=30  gender:female  -segment:2",
    };
    let (words, style) = match &prompt.error {
        Some(error) => (clean(&error.message).into_owned(), theme.error),
        None if prompt.text.trim().is_empty() => (examples.to_owned(), theme.dim),
        None => {
            let asks = key.map(|spec| format!("{}, such as {}", spec.help(Some(kind)), spec.example_of(kind)));
            (asks.unwrap_or_default(), theme.dim)
        }
    };
    Paragraph::new(words).style(style).wrap(Wrap { trim: true })
}
