//! Cells as bytes for the terminal. Every byte counts on a slow connection, and a colour of 24 bits takes more bytes than a
//! move of the cursor. So cells are written style by style, not line by line, and each move by its shortest sequence.

use std::collections::HashMap;
use std::io::{self, Write};

use crossterm::style::{Attribute, Colored};
use ratatui::backend::IntoCrossterm;
use ratatui::buffer::{Buffer, Cell};
use ratatui::style::{Color, Modifier};

use crate::wording::text::width;

const ATTRIBUTES: [(Modifier, Attribute); 6] = [
    (Modifier::BOLD, Attribute::Bold),
    (Modifier::DIM, Attribute::Dim),
    (Modifier::ITALIC, Attribute::Italic),
    (Modifier::UNDERLINED, Attribute::Underlined),
    (Modifier::REVERSED, Attribute::Reverse),
    (Modifier::CROSSED_OUT, Attribute::CrossedOut),
];
/// One row down in the same column. In raw mode a line feed only moves down; a Windows console also returns to the first
/// column.
const DOWN: &str = if cfg!(unix) { "\n" } else { "\x1b[B" };

/// Attributes that change a blank.
const SEEN_ON_BLANKS: Modifier = Modifier::UNDERLINED.union(Modifier::REVERSED).union(Modifier::CROSSED_OUT);
/// A move over more cells than this is never longer than their text.
const LONGEST_BRIDGE: u16 = 5;

/// Foreground, background and attributes.
type Style = (Color, Color, Modifier);
/// Column, row and content.
type Placed<'a> = (u16, u16, &'a Cell);
/// After a reset.
const PLAIN: Style = (Color::Reset, Color::Reset, Modifier::empty());

/// Writes the cells of a screen that changed.
pub fn write_cells(before: &Buffer, now: &Buffer, out: &mut impl Write) -> io::Result<()> {
    let columns = now.area.width;
    let mut number = HashMap::new();
    let mut styles: Vec<(Style, Vec<Placed<'_>>)> = Vec::new();
    for at in before.diff(now) {
        let style = (at.2.fg, at.2.bg, at.2.modifier);
        let of = *number.entry(style).or_insert(styles.len());
        if of == styles.len() {
            styles.push((style, Vec::new()));
        }
        styles[of].1.push(at);
    }
    // Where the cursor is, if that is certain, and the style that the terminal writes in.
    let (mut cursor, mut last) = (None, None);
    for (style, cells) in styles {
        out.write_all(change_of_style(last, style).as_bytes())?;
        last = Some(style);
        for (x, y, cell) in cells {
            let moved = move_to(cursor, (x, y));
            let bridge = bridge(now, style, cursor, (x, y)).filter(|text| text.len() <= moved.len());
            out.write_all(bridge.unwrap_or(moved).as_bytes())?;
            out.write_all(cell.symbol().as_bytes())?;
            // Terminals differ in the width of characters that are not one column wide, and in where the cursor is after
            // the last column.
            cursor = (width(cell.symbol()) == 1 && x + 1 < columns).then_some((x + 1, y));
        }
    }
    out.write_all(b"\x1b[0m")
}

/// The sequence that changes a style, which is unknown at first.
fn change_of_style(before: Option<Style>, (fg, bg, modifier): Style) -> String {
    let mut codes = Vec::new();
    let from = before.filter(|(_, _, of)| modifier.contains(*of)).unwrap_or_else(|| {
        codes.push("0".to_owned());
        PLAIN
    });
    let added = ATTRIBUTES.iter().filter(|(of, _)| modifier.contains(*of) && !from.2.contains(*of));
    codes.extend(added.map(|(_, attribute)| attribute.sgr()));
    if fg != from.0 {
        codes.push(Colored::ForegroundColor(fg.into_crossterm()).to_string());
    }
    if bg != from.1 {
        codes.push(Colored::BackgroundColor(bg.into_crossterm()).to_string());
    }
    // A colour is an empty string if the user wants none.
    codes.retain(|code| !code.is_empty());
    if codes.is_empty() { String::new() } else { format!("\x1b[{}m", codes.join(";")) }
}

/// The text between the cursor and a cell to its right, if it can be written again in this style.
fn bridge(now: &Buffer, style: Style, from: Option<(u16, u16)>, (x, y): (u16, u16)) -> Option<String> {
    let (column, _) =
        from.filter(|(column, row)| *row == y && (1..=LONGEST_BRIDGE).contains(&x.saturating_sub(*column)))?;
    let cells = (column..x).map(|x| &now[(x, y)]);
    let looks_alike = |cell: &Cell| {
        let blank = cell.symbol() == " " && cell.bg == style.1 && !(cell.modifier | style.2).intersects(SEEN_ON_BLANKS);
        width(cell.symbol()) == 1 && (blank || (cell.fg, cell.bg, cell.modifier) == style)
    };
    cells.map(|cell| looks_alike(cell).then(|| cell.symbol())).collect()
}

/// The shortest sequence that moves the cursor.
fn move_to(from: Option<(u16, u16)>, (x, y): (u16, u16)) -> String {
    let step = |n: u16, letter: char| match n {
        0 => String::new(),
        1 => format!("\x1b[{letter}"),
        n => format!("\x1b[{n}{letter}"),
    };
    let absolute = if x == 0 { format!("\x1b[{}H", y + 1) } else { format!("\x1b[{};{}H", y + 1, x + 1) };
    let Some((column, _)) = from.filter(|(_, row)| *row <= y) else { return absolute };
    let down = DOWN.repeat(usize::from(from.map_or(0, |(_, row)| y - row)));
    let across = if column <= x {
        step(x - column, 'C')
    } else {
        let back = "\x08".repeat(usize::from(column - x));
        [back, step(column - x, 'D'), format!("\r{}", step(x, 'C'))]
            .into_iter()
            .min_by_key(String::len)
            .unwrap_or_default()
    };
    let relative = down + &across;
    if relative.len() <= absolute.len() { relative } else { absolute }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use proptest::collection::vec;
    use proptest::prelude::*;
    use ratatui::layout::Rect;
    use ratatui::style::{Color, Style};
    use std::num::NonZero;

    fn encoded(before: &Buffer, after: &Buffer) -> Vec<u8> {
        let mut bytes = Vec::new();
        write_cells(before, after, &mut bytes).unwrap();
        bytes
    }

    /// What a terminal shows: glyph, colours and attributes of each cell.
    fn assert_shown(screen: &vt100::Screen, buffer: &Buffer) {
        let colour = |color: Color| match color {
            Color::Rgb(r, g, b) => vt100::Color::Rgb(r, g, b),
            _ => vt100::Color::Default,
        };
        for position in buffer.area.positions() {
            let (cell, shown) = (&buffer[position], screen.cell(position.y, position.x).unwrap());
            if shown.is_wide_continuation() {
                continue;
            }
            let text = if shown.has_contents() { shown.contents() } else { " " };
            assert_eq!(text, cell.symbol(), "{position}");
            assert_eq!(shown.bgcolor(), colour(cell.bg), "{position}");
            // Attributes that a blank does not show make no difference.
            if cell.symbol() != " " || cell.modifier.intersects(SEEN_ON_BLANKS) {
                assert_eq!(shown.fgcolor(), colour(cell.fg), "{position}");
                assert_eq!(shown.bold(), cell.modifier.contains(Modifier::BOLD), "{position}");
            }
            assert_eq!(shown.inverse(), cell.modifier.contains(Modifier::REVERSED), "{position}");
        }
    }

    #[test]
    fn a_terminal_shows_what_was_drawn() {
        let area = Rect::new(0, 0, 12, 3);
        let (red, blue) = (Style::new().fg(Color::Rgb(200, 10, 10)), Style::new().bg(Color::Rgb(10, 10, 200)));
        let (empty, mut first) = (Buffer::empty(area), Buffer::empty(area));
        first.set_string(0, 0, "a東b⣿c", red);
        first.set_string(3, 1, "de\u{301}f", blue.add_modifier(Modifier::BOLD));
        first.set_string(9, 1, "end", red);
        first.set_string(0, 2, "plain", Style::new());
        let mut second = first.clone();
        second.set_string(0, 0, "東ab", blue);
        second.set_string(2, 2, "xy", red.add_modifier(Modifier::REVERSED));
        let mut terminal = vt100::Parser::new(NonZero::new(3).unwrap(), NonZero::new(12).unwrap(), 0);
        terminal.process(&encoded(&empty, &first));
        assert_shown(terminal.screen(), &first);
        terminal.process(&encoded(&first, &second));
        assert_shown(terminal.screen(), &second);
    }

    proptest! {
        #[test]
        fn any_change_is_shown(
            (columns, rows) in (1..14_u16, 1..7_u16),
            cells in vec(vec((0..14_u16, 0..7_u16, 0..7_usize, 0..3_u8, 0..4_u8), 0..60), 1..4),
        ) {
            let area = Rect::new(0, 0, columns, rows);
            let mut terminal =
                vt100::Parser::new(NonZero::new(rows).unwrap(), NonZero::new(columns).unwrap(), 0);
            let mut before = Buffer::empty(area);
            for changes in cells {
                let mut after = before.clone();
                for (x, y, symbol, color, attribute) in changes {
                    let fg = if color == 0 { Color::Reset } else { Color::Rgb(color, 1, 2) };
                    let bg = if attribute == 2 { Color::Rgb(9, 9, color) } else { Color::Reset };
                    let modifier = [Modifier::empty(), Modifier::BOLD, Modifier::empty(), Modifier::REVERSED];
                    let style = Style::new().fg(fg).bg(bg).add_modifier(modifier[usize::from(attribute)]);
                    let symbol = ["x", "y", " ", "⣿", "é", "z", "█"][symbol];
                    after.set_string(x % columns, y % rows, symbol, Style::reset().patch(style));
                }
                terminal.process(&encoded(&before, &after));
                assert_shown(terminal.screen(), &after);
                before = after;
            }
        }
    }

    #[test]
    fn moves_are_short() {
        for (from, to, bytes) in [
            (None, (4, 2), "\x1b[3;5H"),
            (None, (0, 2), "\x1b[3H"),
            (Some((4, 2)), (4, 2), ""),
            (Some((4, 2)), (5, 2), "\x1b[C"),
            (Some((4, 2)), (14, 2), "\x1b[10C"),
            (Some((14, 2)), (4, 1), "\x1b[2;5H"),
            #[cfg(unix)]
            (Some((14, 2)), (12, 3), "\n\x08\x08"),
            #[cfg(unix)]
            (Some((14, 2)), (0, 4), "\n\n\r"),
            #[cfg(unix)]
            (Some((14, 2)), (14, 12), "\x1b[13;15H"),
        ] {
            assert_eq!(move_to(from, to), bytes, "{from:?} {to:?}");
        }
    }

    #[test]
    fn only_what_differs_of_a_style_is_written() {
        let red = (Color::Rgb(9, 0, 0), Color::Reset, Modifier::empty());
        let bold = (red.0, red.1, Modifier::BOLD);
        assert_eq!(change_of_style(None, red), "\x1b[0;38;2;9;0;0m");
        assert_eq!(change_of_style(Some(red), bold), "\x1b[1m");
        assert_eq!(change_of_style(Some(bold), red), "\x1b[0;38;2;9;0;0m");
        assert_eq!(change_of_style(Some(red), PLAIN), "\x1b[39m");
        assert_eq!(change_of_style(Some(red), red), "");
    }

    #[test]
    fn each_style_is_set_once() {
        let area = Rect::new(0, 0, 40, 10);
        let styles = [1, 2, 3].map(|n| Style::new().fg(Color::Rgb(n, n, n)));
        let (empty, mut drawn) = (Buffer::empty(area), Buffer::empty(area));
        for position in area.positions() {
            let style = styles[usize::from(position.x + position.y) % 3];
            drawn.set_string(position.x, position.y, "x", style);
        }
        let bytes = String::from_utf8(encoded(&empty, &drawn)).unwrap();
        assert_eq!(bytes.matches("38;2;").count(), 3);
    }
}
