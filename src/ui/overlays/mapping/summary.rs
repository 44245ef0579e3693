//! The first lines of the mapping screen: what is missing, how much data there is, and the settings of the data as a
//! whole.

use ratatui::style::Style;
use ratatui::text::{Line, Span};

use crate::analysis::Preview;
use crate::app::selectors;
use crate::app::state::overlay::mapping::{MappingScreen, Numbers};
use crate::data::FIRST_ROWS;
use crate::data::format_day;
use crate::ui::theme::Theme;
use crate::wording::roles::events;
use crate::wording::text::{clean, clip_with, count, counted, number, width, wrapped};

/// Most rows for what is missing.
const MOST: usize = 3;

/// The lines, none wider than `columns`.
pub fn lines<'a>(theme: &Theme, screen: &MappingScreen, columns: usize) -> Vec<Line<'a>> {
    let mut lines = state(theme, screen, columns);
    lines.push(numbers(theme, screen, columns));
    lines.push(settings(theme, screen, columns));
    lines
}

/// What is missing, or that nothing is.
fn state<'a>(theme: &Theme, screen: &MappingScreen, columns: usize) -> Vec<Line<'a>> {
    let (words, style) = match (&screen.numbers, selectors::obstacle(screen)) {
        (_, Some(why)) => (why, theme.error),
        (Numbers::Looking, None) => ("Looking at the files".to_owned(), theme.dim),
        (_, None) => ("Everything needed is there. o opens the data".to_owned(), theme.good),
    };
    let mut lines = wrapped(&clean(&words), columns);
    if lines.len() > MOST {
        let rest = lines.split_off(MOST - 1).join(" ");
        lines.push(rest);
    }
    let clipped = |line: String| clip_with(&line, columns, theme.glyphs.ellipsis()).into_owned();
    lines.into_iter().map(|line| Line::styled(clipped(line), style)).collect()
}

/// How much data there is.
fn numbers<'a>(theme: &Theme, screen: &MappingScreen, columns: usize) -> Line<'a> {
    match &screen.numbers {
        Numbers::Read(preview) => fitting(read(theme, preview), columns),
        Numbers::Looking | Numbers::Reading => Line::styled("reading the first rows", theme.dim),
        Numbers::Unknown | Numbers::Failed(_) => Line::styled("no numbers yet", theme.dim),
    }
}

fn read<'a>(theme: &Theme, preview: &Preview) -> Vec<Span<'a>> {
    let extent = &preview.extent;
    let strong = |words: String| Span::styled(words, theme.strong);
    let mut spans = vec![strong(counted(extent.customers, "customer"))];
    spans.extend(extent.events.map(|n| strong(format!("{} {}", count(n), events(extent.kind)))));
    spans.extend(extent.days.map(|(first, last)| strong(format!("{} to {}", format_day(first), format_day(last)))));
    spans.extend(extent.amount.map(|sum| strong(format!("amount {}", number(sum, 2)))));
    let of = if preview.whole { "all rows".to_owned() } else { format!("first {} rows", count(FIRST_ROWS)) };
    spans.push(Span::styled(of, theme.dim));
    spans
}

/// The settings of all files, with the keys that change them.
fn settings<'a>(theme: &Theme, screen: &MappingScreen, columns: usize) -> Line<'a> {
    let mapping = &screen.mapping;
    let found = match &screen.numbers {
        Numbers::Read(preview) => Some(preview.extent.kind),
        _ => screen.understanding.kind,
    };
    let kind = match (mapping.kind, found) {
        (Some(kind), _) => kind.to_string(),
        (None, Some(kind)) => format!("{kind}, from the columns"),
        (None, None) => "from the columns".to_owned(),
    };
    let or_found = |value: Option<String>| value.unwrap_or_else(|| "as found".to_owned());
    let dates = or_found(mapping.date_format.clone());
    let decimal =
        or_found(mapping.decimal.map(|mark| if mark == ',' { "comma".to_owned() } else { "point".to_owned() }));
    let setting = |key: &'static str, name: &'static str, value: String, chosen: bool| {
        let style: Style = if chosen { theme.accent } else { theme.text };
        let value = clean(&value).into_owned();
        [
            Span::styled(key, theme.key),
            Span::styled(format!(" {name} "), theme.dim),
            Span::styled(value, style),
            Span::raw("   "),
        ]
    };
    let spans: Vec<Span<'_>> = [
        setting("K", "kind", kind, mapping.kind.is_some()),
        setting("D", "dates", dates, mapping.date_format.is_some()),
        setting(",", "decimals", decimal, mapping.decimal.is_some()),
    ]
    .into_iter()
    .flatten()
    .collect();
    let mut left = columns;
    let fits = |span: &Span<'_>| {
        let fits = width(&span.content) <= left;
        left = if fits { left - width(&span.content) } else { 0 };
        fits
    };
    Line::from(spans.into_iter().take_while(fits).collect::<Vec<_>>())
}

/// As many texts as fit, with two blanks between them.
fn fitting(words: Vec<Span<'_>>, columns: usize) -> Line<'_> {
    let mut line = Line::default();
    for word in words {
        let gap = if line.spans.is_empty() { "" } else { "   " };
        if line.width() + gap.len() + width(&word.content) > columns {
            break;
        }
        line.push_span(gap);
        line.push_span(word);
    }
    line
}
