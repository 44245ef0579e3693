//! The colours of the terminal in the picture.

use ratatui::style::Color;

/// Red, green and blue.
pub(super) type Rgb = (u8, u8, u8);

/// A terminal's own colours.
pub(super) struct Scheme {
    pub background: Rgb,
    pub foreground: Rgb,
    named: [Rgb; 16],
}

impl Scheme {
    pub fn new(dark: bool) -> Self {
        if dark { Self::dark() } else { Self::light() }
    }

    fn dark() -> Self {
        Self {
            background: (0x1a, 0x1b, 0x26),
            foreground: (0xd3, 0xd7, 0xe3),
            named: [
                (0x32, 0x34, 0x49),
                (0xe0, 0x5f, 0x65),
                (0x78, 0xb8, 0x92),
                (0xd9, 0xa8, 0x4e),
                (0x6a, 0x9b, 0xe8),
                (0xc0, 0x7f, 0xd0),
                (0x4f, 0xb3, 0xbf),
                (0xb4, 0xb9, 0xc8),
                (0x6b, 0x70, 0x86),
                (0xff, 0x7a, 0x80),
                (0x94, 0xd8, 0xa8),
                (0xf4, 0xcf, 0x70),
                (0x8a, 0xb8, 0xff),
                (0xdc, 0xa0, 0xee),
                (0x7a, 0xd8, 0xe4),
                (0xf2, 0xf4, 0xf8),
            ],
        }
    }

    fn light() -> Self {
        Self {
            background: (0xff, 0xff, 0xff),
            foreground: (0x24, 0x29, 0x33),
            named: [
                (0x1c, 0x20, 0x28),
                (0xc0, 0x2d, 0x2d),
                (0x1f, 0x7a, 0x3d),
                (0x94, 0x6a, 0x00),
                (0x1f, 0x5f, 0xbf),
                (0x93, 0x36, 0xa3),
                (0x0f, 0x76, 0x86),
                (0xb8, 0xbd, 0xc8),
                (0x6a, 0x70, 0x7e),
                (0xe0, 0x4f, 0x3f),
                (0x2f, 0x9e, 0x55),
                (0xb0, 0x84, 0x10),
                (0x3f, 0x82, 0xe0),
                (0xb0, 0x55, 0xc0),
                (0x20, 0x98, 0xa8),
                (0xf4, 0xf5, 0xf8),
            ],
        }
    }

    pub fn foreground_of(&self, color: Color) -> Rgb {
        self.of(color).unwrap_or(self.foreground)
    }

    pub fn background_of(&self, color: Color) -> Rgb {
        self.of(color).unwrap_or(self.background)
    }

    fn of(&self, color: Color) -> Option<Rgb> {
        let named = match color {
            Color::Reset => return None,
            Color::Rgb(r, g, b) => return Some((r, g, b)),
            Color::Indexed(index) => return Some(self.indexed(index)),
            Color::Black => 0,
            Color::Red => 1,
            Color::Green => 2,
            Color::Yellow => 3,
            Color::Blue => 4,
            Color::Magenta => 5,
            Color::Cyan => 6,
            Color::Gray => 7,
            Color::DarkGray => 8,
            Color::LightRed => 9,
            Color::LightGreen => 10,
            Color::LightYellow => 11,
            Color::LightBlue => 12,
            Color::LightMagenta => 13,
            Color::LightCyan => 14,
            Color::White => 15,
        };
        Some(self.named[named])
    }

    /// xterm's 256 colours: the named ones, a cube of 6 × 6 × 6, and 24 greys.
    fn indexed(&self, index: u8) -> Rgb {
        const STEPS: [u8; 6] = [0, 95, 135, 175, 215, 255];
        let step = |value: u8| STEPS[usize::from(value % 6)];
        match index {
            0..16 => self.named[usize::from(index)],
            16..232 => (step((index - 16) / 36), step((index - 16) / 6), step(index - 16)),
            232..=255 => (8 + 10 * (index - 232), 8 + 10 * (index - 232), 8 + 10 * (index - 232)),
        }
    }
}

/// A colour between two: `from` at 0, `to` at 1.
pub(super) fn blend(from: Rgb, to: Rgb, share: f64) -> Rgb {
    let channel = |a: u8, b: u8| (f64::from(a) + (f64::from(b) - f64::from(a)) * share).round() as u8;
    (channel(from.0, to.0), channel(from.1, to.1), channel(from.2, to.2))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn indexed_colours_are_xterms() {
        let scheme = Scheme::new(true);
        assert_eq!(scheme.foreground_of(Color::Indexed(16)), (0, 0, 0));
        assert_eq!(scheme.foreground_of(Color::Indexed(67)), (95, 135, 175));
        assert_eq!(scheme.foreground_of(Color::Indexed(231)), (255, 255, 255));
        assert_eq!(scheme.foreground_of(Color::Indexed(244)), (128, 128, 128));
        assert_eq!(scheme.foreground_of(Color::Indexed(9)), scheme.foreground_of(Color::LightRed));
        assert_eq!(scheme.background_of(Color::Reset), scheme.background);
    }

    #[test]
    fn blending_ends_where_it_should() {
        assert_eq!(blend((0, 10, 20), (100, 20, 40), 0.5), (50, 15, 30));
        assert_eq!(blend((0, 10, 20), (100, 20, 40), 1.0), (100, 20, 40));
    }
}
