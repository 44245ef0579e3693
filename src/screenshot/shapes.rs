//! Glyphs that are drawn as shapes: block elements, braille and box-drawing lines, in shares of a cell.

use std::fmt::Write as _;

/// Size of a cell in pixels: 15 pixels of `DejaVu Sans Mono`, and a line height that suits block elements.
pub(super) const CELL: (f64, f64) = (9.0, 18.0);

/// The shapes of a glyph.
pub(super) enum Shape {
    /// Filled rectangles (x, y, width, height) in a colour of some strength against the background.
    Rects { parts: Vec<[f64; 4]>, strength: f64 },
    /// Round dots by their position on the [`Dots`] grid of the cell.
    Dots(Vec<(u32, u32)>),
    /// Thin lines.
    Lines(Vec<Stroke>),
}

/// A stroke of a line within a cell.
#[derive(Clone, Copy)]
pub(super) enum Stroke {
    /// Through the middle, between two shares of the width.
    Across(f64, f64),
    /// Through the middle, between two shares of the height.
    Down(f64, f64),
    /// A rounded corner: whether it opens to the right, and downwards.
    Corner(bool, bool),
}

/// The shape of a glyph; `None` for text.
pub(super) fn of(glyph: char) -> Option<Shape> {
    let rects = |parts: &[[f64; 4]]| Some(Shape::Rects { parts: parts.to_vec(), strength: 1.0 });
    let code = u32::from(glyph);
    match glyph {
        '▀' => rects(&[[0.0, 0.0, 1.0, 0.5]]),
        '▁'..='█' => {
            let height = f64::from(code - 0x2580) / 8.0;
            rects(&[[0.0, 1.0 - height, 1.0, height]])
        }
        '▉'..='▏' => rects(&[[0.0, 0.0, f64::from(0x2590 - code) / 8.0, 1.0]]),
        '▐' => rects(&[[0.5, 0.0, 0.5, 1.0]]),
        '░'..='▓' => {
            let strength = f64::from(code - 0x2590) / 4.0;
            Some(Shape::Rects { parts: vec![[0.0, 0.0, 1.0, 1.0]], strength })
        }
        '▔' => rects(&[[0.0, 0.0, 1.0, 0.125]]),
        '▕' => rects(&[[0.875, 0.0, 0.125, 1.0]]),
        '▖'..='▟' => {
            // Upper left, upper right, lower left, lower right.
            const QUADRANTS: [u8; 10] = [4, 8, 1, 13, 9, 7, 11, 2, 6, 14];
            let mask = QUADRANTS[(code - 0x2596) as usize];
            let corner = |i: u8| [f64::from(i % 2) / 2.0, f64::from(i / 2) / 2.0, 0.5, 0.5];
            rects(&(0..4).filter(|i| mask & (1 << i) != 0).map(corner).collect::<Vec<_>>())
        }
        '■' => rects(&[[0.1, 0.3, 0.8, 0.4]]),
        '✚' => rects(&[[0.04, 0.41, 0.92, 0.18], [0.32, 0.27, 0.36, 0.46]]),
        '\u{2800}'..='\u{28ff}' => Some(Shape::Dots(braille(code - 0x2800))),
        _ => lines(glyph).map(Shape::Lines),
    }
}

fn braille(mask: u32) -> Vec<(u32, u32)> {
    const BITS: [(u32, u32, u32); 8] = [
        (0x01, 0, 0),
        (0x02, 0, 1),
        (0x04, 0, 2),
        (0x40, 0, 3),
        (0x08, 1, 0),
        (0x10, 1, 1),
        (0x20, 1, 2),
        (0x80, 1, 3),
    ];
    BITS.iter().filter(|(bit, ..)| mask & bit != 0).map(|&(_, x, y)| (x, y)).collect()
}

fn lines(glyph: char) -> Option<Vec<Stroke>> {
    use Stroke::{Across, Corner, Down};
    let (left, right, up, down) = (Across(0.0, 0.5), Across(0.5, 1.0), Down(0.0, 0.5), Down(0.5, 1.0));
    let (across, through) = (Across(0.0, 1.0), Down(0.0, 1.0));
    Some(match glyph {
        '─' => vec![across],
        '│' => vec![through],
        '┌' => vec![right, down],
        '┐' => vec![left, down],
        '└' => vec![right, up],
        '┘' => vec![left, up],
        '├' => vec![through, right],
        '┤' => vec![through, left],
        '┬' => vec![across, down],
        '┴' => vec![across, up],
        '┼' => vec![across, through],
        '╭' => vec![Corner(true, true)],
        '╮' => vec![Corner(false, true)],
        '╰' => vec![Corner(true, false)],
        '╯' => vec![Corner(false, false)],
        '╴' => vec![left],
        '╵' => vec![up],
        '╶' => vec![right],
        '╷' => vec![down],
        '┊' | '┆' => (0..3).map(|i| Down(f64::from(i) / 3.0 + 0.08, f64::from(i) / 3.0 + 0.25)).collect(),
        '┄' | '┈' | '╌' => (0..3).map(|i| Across(f64::from(i) / 3.0 + 0.06, f64::from(i) / 3.0 + 0.27)).collect(),
        _ => return None,
    })
}

/// Rectangles of one colour; adjacent ones in a row are joined.
#[derive(Default)]
pub(super) struct Fills(Vec<[f64; 4]>);

impl Fills {
    pub fn rect(&mut self, x: f64, y: f64, width: f64, height: f64) {
        if let Some([px, py, pwidth, pheight]) = self.0.last_mut() {
            let continues = (*px + *pwidth - x).abs() < 1e-6;
            if continues && (*py - y).abs() < 1e-6 && (*pheight - height).abs() < 1e-6 {
                *pwidth += width;
                return;
            }
        }
        self.0.push([x, y, width, height]);
    }

    pub fn path(&self) -> String {
        let mut path = String::new();
        for [x, y, width, height] in self.0.iter().map(|rect| rect.map(short)) {
            let _ = write!(path, "M{x} {y}h{width}v{height}h-{width}z");
        }
        path
    }
}

/// Round dots of one colour, by column and row of the grid that braille makes of all cells. Neighbours in a row become
/// one dashed line with round ends, which looks like a row of dots.
#[derive(Default)]
pub(super) struct Dots(Vec<(u32, u32)>);

impl Dots {
    pub fn add(&mut self, column: u32, row: u32) {
        self.0.push((row, column));
    }

    /// Two units from dot to dot.
    pub fn path(&self) -> String {
        let mut sorted = self.0.clone();
        sorted.sort_unstable();
        let mut path = String::new();
        let mut rest = sorted.as_slice();
        while let Some(&(row, column)) = rest.first() {
            let follows = |(i, dot): &(usize, &(u32, u32))| **dot == (row, column + *i as u32);
            let length = rest.iter().enumerate().take_while(follows).count();
            // A little longer than from the first to the last dot, so that rounding never loses the last.
            let _ = write!(path, "M{} {}h{}.1", 2 * column + 1, 2 * row + 1, 2 * (length - 1));
            rest = &rest[length..];
        }
        path
    }
}

/// Thin lines of one colour; adjacent ones are joined.
#[derive(Default)]
pub(super) struct Lines {
    /// y, from x, to x.
    across: Vec<[f64; 3]>,
    /// x, from y, to y.
    down: Vec<[f64; 3]>,
    corners: String,
}

impl Lines {
    pub fn add(&mut self, part: Stroke, left: f64, top: f64) {
        let (width, height) = CELL;
        let (middle, centre) = (top + height / 2.0, left + width / 2.0);
        match part {
            Stroke::Across(from, to) => {
                self.across.push([middle, left + from * width, left + to * width]);
            }
            Stroke::Down(from, to) => {
                self.down.push([centre, top + from * height, top + to * height]);
            }
            Stroke::Corner(right, down) => {
                let x = if right { left + width } else { left };
                let y = if down { top + height } else { top };
                let bend = if down { middle + width / 2.0 } else { middle - width / 2.0 };
                let _ = write!(
                    self.corners,
                    "M{} {}Q{} {} {} {}V{}",
                    short(x),
                    short(middle),
                    short(centre),
                    short(middle),
                    short(centre),
                    short(bend),
                    short(y)
                );
            }
        }
    }

    pub fn path(&self) -> String {
        let mut path = self.corners.clone();
        for [y, from, to] in joined(&self.across) {
            let _ = write!(path, "M{} {}h{}", short(from), short(y), short(to - from));
        }
        for [x, from, to] in joined(&self.down) {
            let _ = write!(path, "M{} {}v{}", short(x), short(from), short(to - from));
        }
        path
    }
}

fn joined(pieces: &[[f64; 3]]) -> Vec<[f64; 3]> {
    let mut sorted = pieces.to_vec();
    sorted.sort_by(|a, b| a[0].total_cmp(&b[0]).then(a[1].total_cmp(&b[1])));
    let mut joined: Vec<[f64; 3]> = Vec::new();
    for piece in sorted {
        match joined.last_mut() {
            Some(last) if (last[0] - piece[0]).abs() < 1e-6 && piece[1] <= last[2] + 1e-6 => {
                last[2] = last[2].max(piece[2]);
            }
            _ => joined.push(piece),
        }
    }
    joined
}

/// A coordinate with at most two decimals, without trailing zeros.
fn short(value: f64) -> String {
    let text = format!("{value:.2}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_block_and_dot_has_a_shape() {
        for code in (0x2580..=0x259f).chain(0x2800..=0x28ff) {
            let Some(glyph) = char::from_u32(code) else {
                continue;
            };
            assert!(of(glyph).is_some(), "{glyph}");
        }
        assert!(of('a').is_none());
    }

    #[test]
    fn quadrants_cover_what_they_name() {
        for (glyph, area) in [('▖', 0.25), ('▙', 0.75), ('▚', 0.5), ('▝', 0.25), ('▟', 0.75), ('▌', 0.5), ('▃', 0.375)]
        {
            let Some(Shape::Rects { parts, .. }) = of(glyph) else { panic!("{glyph} is made of rectangles") };
            let covered: f64 = parts.iter().map(|[_, _, width, height]| width * height).sum();
            assert!((covered - area).abs() < 1e-9, "{glyph} covers {covered}");
        }
    }

    #[test]
    fn neighbouring_dots_become_one_line() {
        let mut dots = Dots::default();
        for (column, row) in [(3, 1), (1, 0), (2, 1), (4, 1), (6, 1)] {
            dots.add(column, row);
        }
        assert_eq!(dots.path(), "M3 1h0.1M5 3h4.1M13 3h0.1");
    }

    #[test]
    fn pieces_of_a_line_are_joined() {
        let mut lines = Lines::default();
        for column in [1.0, 0.0, 2.0] {
            lines.add(Stroke::Across(0.0, 1.0), column * CELL.0, 0.0);
        }
        assert_eq!(lines.path(), "M0 9h27");
    }
}
