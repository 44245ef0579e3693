//! The characters of a terminal: braille, block elements, or ASCII only.

use ratatui::symbols::border;

/// The glyph sets, each a fallback of the one before.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Glyphs {
    /// Braille dots, block elements and lines.
    #[default]
    Braille,
    /// Block elements and lines.
    Block,
    /// ASCII only (`--ascii`).
    Ascii,
}

impl Glyphs {
    /// Whether only ASCII may be drawn.
    pub fn is_ascii(self) -> bool {
        self == Self::Ascii
    }

    /// One of two spellings: for Unicode terminals, and for ASCII ones.
    pub fn pick<T>(self, unicode: T, ascii: T) -> T {
        if self.is_ascii() { ascii } else { unicode }
    }

    /// The mark of what is above or below the others.
    pub fn side(self, is_above: bool) -> &'static str {
        if is_above { self.pick("▲", "+") } else { self.pick("▼", "-") }
    }

    /// Borders of a panel.
    pub fn border(self) -> border::Set<'static> {
        const PLAIN: border::Set = border::Set {
            top_left: "+",
            top_right: "+",
            bottom_left: "+",
            bottom_right: "+",
            vertical_left: "|",
            vertical_right: "|",
            horizontal_top: "-",
            horizontal_bottom: "-",
        };
        self.pick(border::ROUNDED, PLAIN)
    }

    /// A centroid on a scatter.
    pub fn centroid(self) -> char {
        if self == Self::Braille { '✚' } else { '+' }
    }

    /// A square of colour in a legend.
    pub fn square(self) -> char {
        self.pick('■', '#')
    }

    /// Fill of an incomplete period.
    pub fn partial(self) -> char {
        self.pick('░', 'o')
    }

    /// The mark of text that was cut.
    pub fn ellipsis(self) -> char {
        self.pick('…', '~')
    }

    /// Points up: an axis.
    pub fn up(self) -> char {
        self.pick('↑', '^')
    }

    /// Points left: there is more at that side.
    pub fn left(self) -> char {
        self.pick('←', '<')
    }

    /// Points right: an axis.
    pub fn right(self) -> char {
        self.pick('→', '>')
    }

    /// A vertical rule.
    pub fn vertical(self) -> char {
        self.pick('│', '|')
    }

    /// A faint vertical rule: cursors and marks.
    pub fn vertical_faint(self) -> char {
        self.pick('┊', ':')
    }

    /// A cell filled from the left by `eighths` (0 to 8).
    pub fn from_left(self, eighths: usize) -> char {
        const BLOCKS: [char; 9] = [' ', '▏', '▎', '▍', '▌', '▋', '▊', '▉', '█'];
        const PLAIN: [char; 9] = [' ', ' ', '-', '-', '-', '-', '-', '#', '#'];
        self.pick(BLOCKS, PLAIN)[eighths.min(8)]
    }

    /// A cell filled from below by `eighths` (0 to 8).
    pub fn from_below(self, eighths: usize) -> char {
        const BLOCKS: [char; 9] = [' ', '▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];
        const PLAIN: [char; 9] = [' ', '.', '.', ':', '-', '=', '+', '*', '#'];
        self.pick(BLOCKS, PLAIN)[eighths.min(8)]
    }

    /// A horizontal bar filling `fraction` (0 to 1) of `width` cells, without trailing blanks. Anything above zero is
    /// visible.
    pub fn bar(self, fraction: f64, width: u16) -> String {
        let cells = usize::from(width);
        let fraction = if fraction.is_nan() { 0.0 } else { fraction.clamp(0.0, 1.0) };
        let mut eighths = (fraction * cells as f64 * 8.0).round() as usize;
        if fraction > 0.0 && cells > 0 {
            eighths = eighths.max(if self.is_ascii() { 2 } else { 1 });
        }
        let mut bar = String::from(self.from_left(8)).repeat(eighths / 8);
        if !eighths.is_multiple_of(8) {
            bar.push(self.from_left(eighths % 8));
        }
        bar.truncate(bar.trim_end().len());
        bar
    }

    /// Numbers of dots in a cell, horizontally and vertically.
    pub fn dots(self) -> (usize, usize) {
        match self {
            Self::Braille => (2, 4),
            Self::Block => (2, 2),
            Self::Ascii => (1, 1),
        }
    }

    /// The bit of the dot at a column and row of a cell, to be joined into the mask of [`Glyphs::dot_cell`].
    pub fn dot_bit(self, column: usize, row: usize) -> u8 {
        // Unicode numbers the dots of six-dot braille by column and adds the fourth row last.
        const BRAILLE: [[u8; 2]; 4] = [[0x01, 0x08], [0x02, 0x10], [0x04, 0x20], [0x40, 0x80]];
        match self {
            Self::Braille => BRAILLE[row % 4][column % 2],
            Self::Block => 1 << (2 * (row % 2) + column % 2),
            Self::Ascii => 1,
        }
    }

    /// The glyph of a cell with the dots of `mask`.
    pub fn dot_cell(self, mask: u8) -> char {
        const QUADRANTS: [char; 16] = [' ', '▘', '▝', '▀', '▖', '▌', '▞', '▛', '▗', '▚', '▐', '▜', '▄', '▙', '▟', '█'];
        match self {
            Self::Braille => char::from_u32(0x2800 + u32::from(mask)).unwrap_or(' '),
            Self::Block => QUADRANTS[usize::from(mask & 15)],
            Self::Ascii => {
                if mask == 0 {
                    ' '
                } else {
                    '*'
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bars_are_exact_to_an_eighth() {
        assert_eq!(Glyphs::Block.bar(1.0, 4), "████");
        assert_eq!(Glyphs::Block.bar(0.5, 5), "██▌");
        assert_eq!(Glyphs::Block.bar(0.0001, 5), "▏");
        assert_eq!(Glyphs::Block.bar(0.0, 5), "");
        assert_eq!(Glyphs::Block.bar(f64::NAN, 5), "");
        assert_eq!(Glyphs::Block.bar(9.0, 2), "██");
        assert_eq!(Glyphs::Block.bar(1.0, 0), "");
        assert_eq!(Glyphs::Ascii.bar(0.5, 5), "##-");
        assert_eq!(Glyphs::Ascii.bar(0.001, 5), "-");
    }

    #[test]
    fn dots_join_into_cells() {
        let braille = Glyphs::Braille;
        assert_eq!(braille.dot_cell(braille.dot_bit(0, 0) | braille.dot_bit(1, 3)), '⢁');
        let all = (0..4).flat_map(|row| [(0, row), (1, row)]).fold(0, |mask, (x, y)| mask | braille.dot_bit(x, y));
        assert_eq!(braille.dot_cell(all), '⣿');
        let block = Glyphs::Block;
        assert_eq!(block.dot_cell(block.dot_bit(1, 0) | block.dot_bit(0, 1)), '▞');
        assert_eq!(block.dot_cell(15), '█');
        assert_eq!(Glyphs::Ascii.dot_cell(1), '*');
        assert_eq!(Glyphs::Ascii.dot_cell(0), ' ');
    }

    #[test]
    fn ascii_is_ascii() {
        let glyphs = Glyphs::Ascii;
        for eighths in 0..=9 {
            assert!(glyphs.from_left(eighths).is_ascii() && glyphs.from_below(eighths).is_ascii());
        }
        let others = [
            glyphs.centroid(),
            glyphs.square(),
            glyphs.partial(),
            glyphs.ellipsis(),
            glyphs.up(),
            glyphs.right(),
            glyphs.vertical(),
            glyphs.vertical_faint(),
        ];
        assert!(others.iter().all(char::is_ascii));
    }
}
