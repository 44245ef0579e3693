//! Cells as bytes for the terminal. Over a slow line each byte is paid for, and a colour of 24 bits takes more than a move
//! of the cursor: cells are written style by style, not line by line.

use std::collections::HashMap;
use std::io::{self, Write};

use crossterm::cursor::{MoveRight, MoveTo};
use crossterm::queue;
use crossterm::style::{Attribute, Colors, Print, SetAttribute, SetColors};
use ratatui::backend::IntoCrossterm;
use ratatui::buffer::Cell;
use ratatui::style::Modifier;

use crate::wording::text::width;

const ATTRIBUTES: [(Modifier, Attribute); 6] = [
    (Modifier::BOLD, Attribute::Bold),
    (Modifier::DIM, Attribute::Dim),
    (Modifier::ITALIC, Attribute::Italic),
    (Modifier::UNDERLINED, Attribute::Underlined),
    (Modifier::REVERSED, Attribute::Reverse),
    (Modifier::CROSSED_OUT, Attribute::CrossedOut),
];

/// Writes changed cells, which come in the order of the screen.
pub fn write_cells<'a>(cells: impl Iterator<Item = (u16, u16, &'a Cell)>, out: &mut impl Write) -> io::Result<()> {
    let mut number = HashMap::new();
    let mut styles: Vec<Vec<(u16, u16, &Cell)>> = Vec::new();
    for at in cells {
        let of = *number.entry((at.2.fg, at.2.bg, at.2.modifier)).or_insert(styles.len());
        if of == styles.len() {
            styles.push(Vec::new());
        }
        styles[of].push(at);
    }
    // Where the cursor is, if that is sure.
    let mut cursor = None;
    for style in &styles {
        if let Some((_, _, first)) = style.first() {
            queue!(out, SetAttribute(Attribute::Reset))?;
            for (_, attribute) in ATTRIBUTES.iter().filter(|(modifier, _)| first.modifier.contains(*modifier)) {
                queue!(out, SetAttribute(*attribute))?;
            }
            queue!(out, SetColors(Colors::new(first.fg.into_crossterm(), first.bg.into_crossterm())))?;
        }
        for &(x, y, cell) in style {
            match cursor {
                Some((column, row)) if (column, row) == (x, y) => {}
                Some((column, row)) if row == y && column < x => queue!(out, MoveRight(x - column))?,
                _ => queue!(out, MoveTo(x, y))?,
            }
            queue!(out, Print(cell.symbol()))?;
            // Terminals differ in how wide they draw what is not a single column.
            cursor = (width(cell.symbol()) == 1).then_some((x + 1, y));
        }
    }
    queue!(out, SetAttribute(Attribute::Reset))
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use ratatui::buffer::Buffer;
    use ratatui::layout::Rect;
    use ratatui::style::{Color, Style};
    use std::num::NonZero;

    fn encoded(before: &Buffer, after: &Buffer) -> Vec<u8> {
        let mut bytes = Vec::new();
        write_cells(before.diff(after).into_iter(), &mut bytes).unwrap();
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
            assert_eq!((shown.fgcolor(), shown.bgcolor()), (colour(cell.fg), colour(cell.bg)), "{position}");
            assert_eq!(shown.bold(), cell.modifier.contains(Modifier::BOLD), "{position}");
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
