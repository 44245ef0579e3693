//! The export dialog.
//!
//! ```text
//! ╭ Export ──────────────────────────────────────────────────── enter writes ╮
//! │ what      ‹ customers ›                                                  │
//! │ format    ‹ CSV ›                                                        │
//! │ file      sample-segments.csv                                            │
//! │                                                                          │
//! │ 2,000 customers, a row each: id, segment, name, silhouette and features  │
//! │ sample-segments.csv exists. Overwrite it? y/n                  │
//! ╰──────────────────────────────────────────────────────────────────────────╯
//! ```

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::{Paragraph, Widget, Wrap};

use super::popup::popup;
use super::prompt;
use crate::app::state::overlay::OverlayKind;
use crate::app::state::overlay::export::{ExportDialog, ExportState};
use crate::app::{Model, selectors};
use crate::data::filter::Filter;
use crate::ui::theme::Theme;
use crate::ui::zones::{Zones, rows};
use crate::wording::text::{clean, counted, pad_right};

/// Columns of titles.
const TITLE: usize = 10;
/// Columns and rows of the dialog.
const SIZE: (u16, u16) = (76, 9);

/// Draws the dialog in the middle.
pub fn draw((model, theme, zones): (&Model, &Theme, &Zones), dialog: &ExportDialog, area: Rect, buf: &mut Buffer) {
    let note = if dialog.state == ExportState::Asking { "" } else { "enter writes" };
    let inner = popup((theme, zones), OverlayKind::Export.title(), note, SIZE, area, buf);
    zones.entries(rows(inner, 0..3));
    let row = |y: u16, height: u16| Rect { y: inner.y + y, height, ..inner }.intersection(inner);
    choice(theme, "what", dialog.export.what(), dialog.row == 0).render(row(0, 1), buf);
    choice(theme, "format", dialog.export.format(), dialog.row == 1).render(row(1, 1), buf);
    let mut file = vec![title(theme, "file", dialog.row == 2)];
    let room = usize::from(inner.width).saturating_sub(TITLE);
    if dialog.row == 2 {
        file.extend(prompt::text(theme, &dialog.file, room).spans);
    } else {
        file.push(Span::styled(clean(&dialog.file.text).into_owned(), theme.strong));
    }
    Line::from(file).render(row(2, 1), buf);
    let wrapped = |words: String, style| Paragraph::new(words).style(style).wrap(Wrap { trim: true });
    wrapped(content(model, dialog), theme.dim).render(row(4, 3), buf);
    let (words, style) = match &dialog.state {
        ExportState::Editing => return,
        ExportState::Refused(why) => (clean(why).into_owned(), theme.error),
        ExportState::Writing => ("writing".to_owned(), theme.dim),
        ExportState::Asking => (format!("{} exists. Overwrite it? y/n", clean(dialog.file.text.trim())), theme.accent),
    };
    wrapped(words, style).render(row(7, 2), buf);
}

fn title<'a>(theme: &Theme, words: &'a str, here: bool) -> Span<'a> {
    Span::styled(pad_right(words, TITLE), if here { theme.text } else { theme.dim })
}

fn choice<'a>(theme: &Theme, words: &'a str, value: &str, here: bool) -> Line<'a> {
    let value = format!("{}{value}{}", theme.glyphs.pick("‹ ", "< "), theme.glyphs.pick(" ›", " >"));
    Line::from(vec![title(theme, words, here), Span::styled(value, if here { theme.selection } else { theme.strong })])
}

/// A description of the file to be written.
fn content(model: &Model, dialog: &ExportDialog) -> String {
    let export = dialog.export;
    let dataset = model.dataset();
    let all = dataset.map_or(0, |d| d.features.len());
    let customers = counted(model.shown.as_ref().map_or(all, |shown| shown.customers.len()) as u64, "customer");
    let filter = if model.filter.is_empty() { String::new() } else { format!(" Filter: {}", model.filter) };
    let (columns, rows) = model.size;
    let words = match export.what() {
        "customers" => format!("{customers}, a row each: {}.{filter}", export.about()),
        "marked" => format!(
            "customers of {}, a row each.{filter}",
            dialog.marked.clone().map_or_else(String::new, |conditions| Filter { conditions }.to_string())
        ),
        "report" => format!("{customers}: {}.{filter}", export.about()),
        "customer ids" => format!("The ids of {customers}: {}.{filter}", export.about()),
        "this panel" => {
            let title = model.focused().title_of(selectors::kind(model));
            format!("{title}, {customers}: {}.{filter}", export.about())
        }
        _ => format!("{}, {}: {}.", counted(columns.into(), "column"), counted(rows.into(), "row"), export.about()),
    };
    clean(&words).into_owned()
}
