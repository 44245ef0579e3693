//! A grid of dots, several per cell, to draw curves on.

use crate::ui::theme::Glyphs;

/// Dots on `columns` × `rows` cells.
pub(super) struct Dots {
    glyphs: Glyphs,
    columns: usize,
    rows: usize,
    masks: Vec<u8>,
}

/// Line styles.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stroke {
    /// Without gaps.
    Solid,
    /// Dashes: a second series where colour cannot distinguish it.
    Dashed,
    /// Every other dot: the line to an incomplete value.
    Dotted,
}

impl Stroke {
    fn shows(self, step: usize, dots_across: usize) -> bool {
        match self {
            Self::Solid => true,
            Self::Dashed => step % (4 * dots_across) < 2 * dots_across,
            Self::Dotted => step % (2 * dots_across) < dots_across,
        }
    }
}

impl Dots {
    pub fn new(glyphs: Glyphs, columns: u16, rows: u16) -> Self {
        let (columns, rows) = (usize::from(columns), usize::from(rows));
        Self { glyphs, columns, rows, masks: vec![0; columns * rows] }
    }

    /// Numbers of dots horizontally and vertically.
    pub fn size(&self) -> (usize, usize) {
        let (across, down) = self.glyphs.dots();
        (self.columns * across, self.rows * down)
    }

    /// The cell of a dot.
    pub fn cell(&self, (x, y): (usize, usize)) -> (u16, u16) {
        let (across, down) = self.glyphs.dots();
        ((x / across) as u16, (y / down) as u16)
    }

    /// The dots of a cell.
    pub fn mask(&self, column: u16, row: u16) -> u8 {
        self.masks[usize::from(row) * self.columns + usize::from(column)]
    }

    pub fn set(&mut self, (x, y): (usize, usize)) {
        let (across, down) = self.glyphs.dots();
        if x < self.columns * across && y < self.rows * down {
            self.masks[y / down * self.columns + x / across] |= self.glyphs.dot_bit(x % across, y % down);
        }
    }

    /// A straight line between two dots, both included.
    pub fn line(&mut self, from: (usize, usize), to: (usize, usize), stroke: Stroke) {
        let steps = from.0.abs_diff(to.0).max(from.1.abs_diff(to.1));
        let at = |from: usize, to: usize, step: usize| {
            let share = if steps == 0 { 0.0 } else { step as f64 / steps as f64 };
            (from as f64 + (to as f64 - from as f64) * share).round() as usize
        };
        let across = self.glyphs.dots().0;
        for step in (0..=steps).filter(|&step| stroke.shows(from.0 + step, across)) {
            self.set((at(from.0, to.0, step), at(from.1, to.1, step)));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_join_dots() {
        let mut dots = Dots::new(Glyphs::Braille, 2, 1);
        dots.line((0, 3), (3, 0), Stroke::Solid);
        let cells: String = (0..2).map(|x| Glyphs::Braille.dot_cell(dots.mask(x, 0))).collect();
        assert_eq!(cells, "⡠⠊");
        dots.set((99, 99));
        assert_eq!(dots.cell((3, 0)), (1, 0));
        assert_eq!(dots.size(), (4, 4));
    }

    #[test]
    fn strokes_leave_gaps() {
        let shown = |stroke: Stroke| {
            let mut dots = Dots::new(Glyphs::Ascii, 8, 1);
            dots.line((0, 0), (7, 0), stroke);
            (0..8).map(|x| Glyphs::Ascii.dot_cell(dots.mask(x, 0))).collect::<String>()
        };
        assert_eq!(shown(Stroke::Solid), "********");
        assert_eq!(shown(Stroke::Dashed), "**  **  ");
        assert_eq!(shown(Stroke::Dotted), "* * * * ");
    }
}
