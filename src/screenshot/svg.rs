//! A drawn screen as SVG.
//!
//! Braille, blocks and lines become shapes, so that they join without gaps in any font; letters become text. Everything
//! of one colour is one element. The same buffer always gives the same bytes.

use std::fmt::Write as _;

use ratatui::buffer::{Buffer, Cell};
use ratatui::style::Modifier;
use unicode_width::UnicodeWidthStr;

use super::colors::{Rgb, Scheme, blend};
use super::shapes::{self, CELL, Dots, Fills, Lines, Shape};
use crate::plain_text::is_harmful;

/// Room around the screen.
const MARGIN: f64 = 12.0;

/// The picture of a buffer. `theme_is_dark` chooses the colours of the terminal: its background, its foreground and
/// the 16 named colours.
pub(super) fn svg(buffer: &Buffer, theme_is_dark: bool) -> String {
    let scheme = Scheme::new(theme_is_dark);
    let mut picture = Picture::default();
    for y in 0..buffer.area.height {
        let mut x = 0;
        while x < buffer.area.width {
            let cell = &buffer[(buffer.area.x + x, buffer.area.y + y)];
            let columns = (cell.symbol().width().max(1) as u16).min(buffer.area.width - x);
            picture.add(cell, &scheme, (x, y, columns));
            x += columns;
        }
    }
    picture.finish(buffer.area.width, buffer.area.height, &scheme)
}

/// Position of a cell: column, row, columns it takes.
type CellPosition = (u16, u16, u16);

/// Everything to draw, by kind and colour.
#[derive(Default)]
struct Picture {
    backgrounds: ByKey<Rgb, Fills>,
    fills: ByKey<Rgb, Fills>,
    dots: ByKey<Rgb, Dots>,
    lines: ByKey<Rgb, Lines>,
    texts: ByKey<Look, Vec<Run>>,
}

/// The common properties of a group of text.
#[derive(Clone, Copy, PartialEq)]
struct Look {
    color: Rgb,
    modifier: Modifier,
}

/// A run of text in one row.
struct Run {
    x: u16,
    y: u16,
    columns: u16,
    text: String,
}

impl Picture {
    fn add(&mut self, cell: &Cell, scheme: &Scheme, place: CellPosition) {
        let (mut color, mut background) = (scheme.foreground_of(cell.fg), scheme.background_of(cell.bg));
        if cell.modifier.contains(Modifier::REVERSED) {
            (color, background) = (background, color);
        }
        if cell.modifier.contains(Modifier::DIM) {
            color = blend(background, color, 0.55);
        }
        let (x, y, columns) = place;
        let (left, top) = (f64::from(x) * CELL.0, f64::from(y) * CELL.1);
        if background != scheme.background {
            self.backgrounds.of(background).rect(left, top, CELL.0 * f64::from(columns), CELL.1);
        }
        let underlined = cell.modifier.contains(Modifier::UNDERLINED);
        if cell.symbol().trim().is_empty() && !underlined {
            return;
        }
        let mut characters = cell.symbol().chars();
        let shape = match (characters.next(), characters.next()) {
            (Some(character), None) => shapes::of(character),
            _ => None,
        };
        match shape {
            Some(Shape::Rects { parts, strength }) => {
                let fills = self.fills.of(blend(background, color, strength));
                for [px, py, width, height] in parts {
                    fills.rect(left + px * CELL.0, top + py * CELL.1, width * CELL.0, height * CELL.1);
                }
            }
            Some(Shape::Dots(dots)) => {
                let grid = self.dots.of(color);
                for (across, down) in dots {
                    grid.add(u32::from(x) * 2 + across, u32::from(y) * 4 + down);
                }
            }
            Some(Shape::Lines(parts)) => {
                let lines = self.lines.of(color);
                for part in parts {
                    lines.add(part, left, top);
                }
            }
            None => self.text(Look { color, modifier: cell.modifier & shown() }, place, cell.symbol()),
        }
    }

    /// Adds a glyph to the run before it, or starts a new run.
    fn text(&mut self, look: Look, (x, y, columns): CellPosition, symbol: &str) {
        let runs = self.texts.of(look);
        if let Some(run) = runs.last_mut() {
            // A single blank between words stays in the run. Text outside Latin is a run of its own: its width in the
            // reader's font is unknown.
            let gap = x.checked_sub(run.x + run.columns).filter(|&gap| run.y == y && gap <= 1);
            if let Some(gap) = gap.filter(|_| is_latin(symbol) && is_latin(&run.text)) {
                run.text.extend(std::iter::repeat_n(' ', usize::from(gap)));
                run.text.push_str(symbol);
                run.columns += gap + columns;
                return;
            }
        }
        runs.push(Run { x, y, columns, text: symbol.to_owned() });
    }

    fn finish(&self, columns: u16, rows: u16, scheme: &Scheme) -> String {
        let (width, height) = (f64::from(columns) * CELL.0 + 2.0 * MARGIN, f64::from(rows) * CELL.1 + 2.0 * MARGIN);
        let mut svg = String::new();
        let _ = write!(
            svg,
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" \
             viewBox=\"0 0 {width} {height}\">\n\
             <rect x=\".5\" y=\".5\" width=\"{}\" height=\"{}\" rx=\"8\" fill=\"{}\" stroke=\"{}\"/>\n\
             <g transform=\"translate({MARGIN} {MARGIN})\" font-family=\"'DejaVu Sans Mono','Cascadia Mono',Menlo,\
             Consolas,monospace\" font-size=\"15\" xml:space=\"preserve\">\n",
            width - 1.0,
            height - 1.0,
            hex(scheme.background),
            hex(blend(scheme.background, scheme.foreground, 0.3)),
        );
        for (kind, edges) in [(&self.backgrounds, " shape-rendering=\"crispEdges\""), (&self.fills, "")] {
            for (color, fills) in &kind.0 {
                let _ = writeln!(svg, "<path fill=\"{}\"{edges} d=\"{}\"/>", hex(*color), fills.path());
            }
        }
        for (color, lines) in &self.lines.0 {
            let _ = writeln!(svg, "<path fill=\"none\" stroke=\"{}\" d=\"{}\"/>", hex(*color), lines.path());
        }
        for (color, dots) in &self.dots.0 {
            let (color, path) = (hex(*color), dots.path());
            let _ = writeln!(
                svg,
                "<path stroke=\"{color}\" stroke-width=\"1.3\" stroke-linecap=\"round\" stroke-dasharray=\"0 2\" \
                 transform=\"scale({})\" d=\"{path}\"/>",
                CELL.0 / 4.0
            );
        }
        for (look, runs) in &self.texts.0 {
            write_texts(&mut svg, *look, runs);
        }
        svg.push_str("</g>\n</svg>\n");
        svg
    }
}

fn write_texts(svg: &mut String, look: Look, runs: &[Run]) {
    let attribute = |modifier, text| {
        if look.modifier.contains(modifier) { text } else { "" }
    };
    let _ = writeln!(
        svg,
        "<g fill=\"{}\"{}{}{}>",
        hex(look.color),
        attribute(Modifier::BOLD, " font-weight=\"bold\""),
        attribute(Modifier::ITALIC, " font-style=\"italic\""),
        attribute(Modifier::UNDERLINED, " text-decoration=\"underline\""),
    );
    for run in runs {
        let (x, y) = (f64::from(run.x) * CELL.0, f64::from(run.y) * CELL.1 + 13.5);
        let length = f64::from(run.columns) * CELL.0;
        let stretch = if run.columns > 1 { format!(" textLength=\"{length}\"") } else { String::new() };
        let _ = writeln!(svg, "<text x=\"{x}\" y=\"{y}\"{stretch}>{}</text>", escaped(&run.text));
    }
    svg.push_str("</g>\n");
}

/// Modifiers that change how text looks, besides its colour.
fn shown() -> Modifier {
    Modifier::BOLD | Modifier::ITALIC | Modifier::UNDERLINED
}

fn is_latin(text: &str) -> bool {
    text.chars().all(|character| (' '..='\u{24f}').contains(&character))
}

fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            // XML allows no control characters, not even escaped. A screen contains none of them.
            _ if is_harmful(character) => safe.push('\u{fffd}'),
            _ => safe.push(character),
        }
    }
    safe
}

fn hex((r, g, b): Rgb) -> String {
    format!("#{r:02x}{g:02x}{b:02x}")
}

/// Values by key, in the order in which the keys first appear: deterministic, and small enough to search.
struct ByKey<K, V>(Vec<(K, V)>);

impl<K, V> Default for ByKey<K, V> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<K: PartialEq, V: Default> ByKey<K, V> {
    fn of(&mut self, key: K) -> &mut V {
        let position = self.0.iter().position(|(known, _)| *known == key).unwrap_or_else(|| {
            self.0.push((key, V::default()));
            self.0.len() - 1
        });
        &mut self.0[position].1
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ratatui::layout::Rect;
    use ratatui::style::{Color, Style};

    fn picture(lines: &[&str]) -> String {
        svg(&Buffer::with_lines(lines.iter().copied()), true)
    }

    #[test]
    fn text_is_escaped_and_kept_in_runs() {
        let drawn = picture(&["a<b> & c   d\u{1b}"]);
        assert!(drawn.contains(">a&lt;b&gt; &amp; c</text>"), "{drawn}");
        assert!(drawn.contains(">d</text>") || drawn.contains(">d\u{fffd}</text>"), "{drawn}");
        assert!(!drawn.contains('\u{1b}'));
    }

    #[test]
    fn blocks_join_into_one_rectangle() {
        let drawn = picture(&["██▌"]);
        assert!(drawn.contains("d=\"M0 0h22.5v18h-22.5z\""), "{drawn}");
        assert!(!drawn.contains("<text"));
    }

    #[test]
    fn lines_and_dots_are_geometry() {
        let drawn = picture(&["╭──╮", "│⣿ │", "╰──╯"]);
        assert!(!drawn.contains("<text"), "{drawn}");
        assert!(drawn.contains("M5 9h2.1M5 11h2.1M5 13h2.1M5 15h2.1\""), "{drawn}");
        assert!(drawn.contains("M9 9h18"), "the horizontal lines are joined: {drawn}");
    }

    #[test]
    fn styles_become_colours() {
        let mut buffer = Buffer::empty(Rect::new(3, 4, 4, 1));
        buffer.set_string(3, 4, "ab", Style::new().fg(Color::Rgb(1, 2, 3)).add_modifier(Modifier::BOLD));
        buffer.set_string(5, 4, "cd", Style::new().bg(Color::Indexed(231)).add_modifier(Modifier::REVERSED));
        let drawn = svg(&buffer, true);
        assert!(drawn.contains("<g fill=\"#010203\" font-weight=\"bold\">\n<text x=\"0\""), "{drawn}");
        assert!(drawn.contains("<g fill=\"#ffffff\">\n<text x=\"18\""), "{drawn}");
        assert_eq!(drawn, svg(&buffer, true));
        assert_ne!(drawn, svg(&buffer, false));
    }

    #[test]
    fn wide_and_empty_buffers() {
        let drawn = picture(&["東京x"]);
        assert!(drawn.contains(">東</text>") && drawn.contains("x=\"36\""), "{drawn}");
        assert!(svg(&Buffer::empty(Rect::ZERO), false).ends_with("</svg>\n"));
    }
}
