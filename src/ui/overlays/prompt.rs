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

use crate::app::state::overlay::prompt::Prompt;
use crate::data::Kind;
use crate::data::filter::{Completion, KEYS, KeySpec, Vocabulary};
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
    // One line is reserved for the error or a hint, so that nothing moves.
    let hint_rows = if prompt.error.is_some() { ERROR_ROWS } else { 1 };
    let height = (3 + hint_rows + shown as u16).min(area.height.saturating_sub(1));
    let frame = Rect { y: area.bottom().saturating_sub(height + 1), height, ..area }.intersection(area);
    zones.overlay(frame, area);
    Clear.render(frame, buf);
    buf.set_style(frame, theme.text);
    let note = if prompt.applying { "applying" } else { "conditions side by side must all hold" };
    let block = theme.block_with_note("Filter", note, true);
    let inner = block.inner(frame);
    block.render(frame, buf);
    let inner = Rect { x: inner.x + 1, width: inner.width.saturating_sub(2), ..inner }.intersection(inner);
    let first = (prompt.choice + 1).saturating_sub(CHOICES);
    let row = |y: u16, height: u16| Rect { y: inner.y + y, height, ..inner }.intersection(inner);
    text(theme, prompt, usize::from(inner.width)).render(row(0, 1), buf);
    hint(theme, prompt, kind, key).render(row(1, hint_rows), buf);
    let list = row(1 + hint_rows, shown as u16);
    zones.entries(rows(list, first..candidates.len()));
    let choices = candidates.iter().enumerate().skip(first).take(shown).map(|(i, candidate)| {
        let style = if i == prompt.choice { theme.selection } else { theme.text };
        let words = clean(candidate);
        let words = clip_with(&words, usize::from(inner.width), theme.glyphs.ellipsis());
        Line::styled(pad_right(&words, 24.min(usize::from(inner.width))), style)
    });
    for (line, y) in choices.zip(1 + hint_rows..) {
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

/// The text around the cursor, with the wrong word marked.
pub(super) fn text<'a>(theme: &Theme, prompt: &Prompt, columns: usize) -> Line<'a> {
    let wrong = prompt.error.as_ref().map_or(0..0, |e| e.span.clone());
    let before: usize = width(&clean(&prompt.text[..prompt.cursor]));
    // Scrolled by complete characters so that the cursor is visible.
    let mut skip = (before + 1).saturating_sub(columns);
    let mut spans = Vec::new();
    for (at, c) in prompt.text.char_indices() {
        let shown = clean(c.encode_utf8(&mut [0; 4])).into_owned();
        if skip > 0 {
            skip = skip.saturating_sub(width(&shown));
            continue;
        }
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
    Line::from(spans)
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
