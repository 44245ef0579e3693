//! The camera of the scatter: zoom, position, rotation; and the box at the cursor.

use crate::analysis::BOXES;
use crate::app::motion::Motion;

/// Columns and rows of boxes that the cursor moves through, whatever part is visible. A box is about one cell in a
/// small terminal, and a few cells in a large one.
pub const GRID: (usize, usize) = BOXES;

/// How much one step magnifies.
const STEP: f64 = 1.5;
/// Most steps: a magnification of almost 60.
const NEAREST: i32 = 10;
/// Degrees of one turn.
const DEGREES: f64 = 10.0;

/// The camera of the scatter.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Camera {
    /// Zoom steps; 0 shows everything.
    zoom: i32,
    /// The middle of the visible part, as shares of the full range: x, and y upwards.
    centre: [f64; 2],
    /// Rotation around the upright axis, then tilt towards the eye, in steps.
    turns: [i32; 2],
    /// The box at the cursor, if the cursor is shown: column, and row from the top.
    pub cursor: Option<(usize, usize)>,
    /// The opposite corner, where the cursor has been made a larger box.
    pub corner: Option<(usize, usize)>,
}

/// Some boxes of the grid that make a larger one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tiles {
    /// The first and the last column.
    pub columns: [usize; 2],
    /// The first and the last row, from the top.
    pub rows: [usize; 2],
}

impl Tiles {
    /// The boxes between two corners.
    pub fn between(a: (usize, usize), b: (usize, usize)) -> Self {
        Self { columns: [a.0.min(b.0), a.0.max(b.0)], rows: [a.1.min(b.1), a.1.max(b.1)] }
    }

    /// Whether a box is one of them.
    pub fn contain(self, (column, row): (usize, usize)) -> bool {
        (self.columns[0]..=self.columns[1]).contains(&column) && (self.rows[0]..=self.rows[1]).contains(&row)
    }
}

impl From<(usize, usize)> for Tiles {
    fn from(tile: (usize, usize)) -> Self {
        Self::between(tile, tile)
    }
}

impl Default for Camera {
    /// Everything visible; three dimensions from a little to the side and above.
    fn default() -> Self {
        Self { zoom: 0, centre: [0.5; 2], turns: [3, 2], cursor: None, corner: None }
    }
}

impl Camera {
    /// Whether everything is visible.
    pub fn shows_all(&self) -> bool {
        self.zoom == 0
    }

    /// Whether it is unchanged, apart from the cursor.
    pub fn is_home(&self) -> bool {
        Self { cursor: None, corner: None, ..*self } == Self::default()
    }

    /// The visible ranges of x and of y, as shares of the full range.
    pub fn view(&self) -> [[f64; 2]; 2] {
        let half = self.share() / 2.0;
        self.centre.map(|centre| [centre - half, centre + half])
    }

    /// Zooms in or out by one step. The cursor keeps its place, or else the middle does.
    pub fn zoom(&mut self, nearer: bool) {
        self.zoom_at(nearer, self.cursor);
    }

    /// Zooms in or out by one step. A box keeps its place, or else the middle does.
    pub fn zoom_at(&mut self, nearer: bool, tile: Option<(usize, usize)>) {
        let before = self.share();
        self.zoom = (self.zoom + if nearer { 1 } else { -1 }).clamp(0, NEAREST);
        let closer = self.share() / before;
        let focus = tile.map_or(self.centre, |at| self.middle(at, before));
        for (centre, focus) in self.centre.iter_mut().zip(focus) {
            *centre = focus + (*centre - focus) * closer;
        }
        self.stay_inside();
    }

    /// Moves the visible part by a quarter of its size, within the full range.
    pub fn pan(&mut self, motion: Motion) {
        let by = self.share() / 4.0;
        let [x, y] = &mut self.centre;
        match motion {
            Motion::Left => *x -= by,
            Motion::Right => *x += by,
            Motion::Up => *y += by,
            Motion::Down => *y -= by,
            _ => {}
        }
        self.stay_inside();
    }

    /// Turns by ten degrees: the front moves in the direction of the motion.
    pub fn turn(&mut self, motion: Motion) {
        let [around, towards] = &mut self.turns;
        match motion {
            Motion::Left => *around -= 1,
            Motion::Right => *around += 1,
            Motion::Up => *towards -= 1,
            Motion::Down => *towards += 1,
            _ => {}
        }
        self.turns = self.turns.map(|steps| steps.rem_euclid((360.0 / DEGREES) as i32));
    }

    /// The boxes that are chosen, if the cursor is shown.
    pub fn chosen(&self) -> Option<Tiles> {
        self.cursor.map(|cursor| Tiles::between(cursor, self.corner.unwrap_or(cursor)))
    }

    /// Moves the cursor by a box.
    pub fn step(&mut self, motion: Motion) {
        let Some((column, row)) = &mut self.cursor else { return };
        match motion {
            Motion::Left => *column = column.saturating_sub(1),
            Motion::Right => *column = (*column + 1).min(GRID.0 - 1),
            Motion::Up => *row = row.saturating_sub(1),
            Motion::Down => *row = (*row + 1).min(GRID.1 - 1),
            _ => {}
        }
    }

    /// Degrees of rotation around the upright axis, and of tilt.
    pub fn degrees(&self) -> [f64; 2] {
        self.turns.map(|steps| f64::from(steps) * DEGREES)
    }

    /// The directions right, up and towards the eye in the rotated space: a rotation matrix.
    pub fn rotation(&self) -> [[f64; 3]; 3] {
        let [(sin_a, cos_a), (sin_t, cos_t)] = self.degrees().map(|degrees| degrees.to_radians().sin_cos());
        [[cos_a, 0.0, sin_a], [sin_a * sin_t, cos_t, -cos_a * sin_t], [-sin_a * cos_t, sin_t, cos_a * cos_t]]
    }

    /// The visible share of the full range.
    fn share(&self) -> f64 {
        STEP.powi(-self.zoom)
    }

    /// The middle of a box, as shares of the full range, if this share is visible.
    fn middle(&self, (column, row): (usize, usize), share: f64) -> [f64; 2] {
        let x = (column as f64 + 0.5) / GRID.0 as f64 - 0.5;
        let y = 0.5 - (row as f64 + 0.5) / GRID.1 as f64;
        [self.centre[0] + x * share, self.centre[1] + y * share]
    }

    fn stay_inside(&mut self) {
        let half = self.share() / 2.0;
        self.centre = self.centre.map(|centre| centre.clamp(half, 1.0 - half));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn close(a: f64, b: f64) -> bool {
        (a - b).abs() < 1e-12
    }

    #[test]
    fn zooming_stays_inside_and_comes_back() {
        let mut camera = Camera::default();
        camera.pan(Motion::Right);
        assert!(camera.is_home(), "everything is in view");
        for _ in 0..30 {
            camera.zoom(true);
            camera.pan(Motion::Right);
            camera.pan(Motion::Up);
        }
        let [x, y] = camera.view();
        assert!(close(x[1], 1.0) && close(y[1], 1.0) && x[1] - x[0] > 1.0 / 60.0, "{x:?} {y:?}");
        for _ in 0..30 {
            camera.zoom(false);
        }
        assert!(camera.is_home() && camera.shows_all());
    }

    #[test]
    fn what_is_under_the_cursor_stays_there() {
        let mut camera = Camera { cursor: Some((20, 3)), ..Camera::default() };
        let before = camera.middle((20, 3), camera.share());
        for nearer in [true, true, true, false] {
            camera.zoom(nearer);
            let now = camera.middle((20, 3), camera.share());
            assert!(close(before[0], now[0]) && close(before[1], now[1]), "{before:?} {now:?}");
        }
    }

    #[test]
    fn the_cursor_stays_on_the_grid() {
        let mut camera = Camera::default();
        camera.step(Motion::Left);
        assert_eq!(camera.cursor, None);
        camera.cursor = Some((0, 0));
        for motion in [Motion::Left, Motion::Up, Motion::First] {
            camera.step(motion);
        }
        assert_eq!(camera.cursor, Some((0, 0)));
        for _ in 0..99 {
            camera.step(Motion::Right);
            camera.step(Motion::Down);
        }
        assert_eq!(camera.cursor, Some((GRID.0 - 1, GRID.1 - 1)));
    }

    #[test]
    fn a_turn_keeps_lengths_and_angles() {
        let mut camera = Camera::default();
        for motion in [Motion::Right, Motion::Down, Motion::Right, Motion::Up, Motion::Left, Motion::Down] {
            camera.turn(motion);
            let rotation = camera.rotation();
            for (i, a) in rotation.iter().enumerate() {
                for (j, b) in rotation.iter().enumerate() {
                    let product: f64 = a.iter().zip(b).map(|(a, b)| a * b).sum();
                    assert!(close(product, f64::from(i == j)), "{rotation:?}");
                }
            }
        }
        for _ in 0..36 {
            camera.turn(Motion::Left);
        }
        assert_eq!(camera.turns, [4, 3], "once around");
    }

    #[test]
    fn what_is_in_front_moves_with_the_key() {
        let mut camera = Camera { turns: [0, 0], ..Camera::default() };
        let front = |camera: &Camera| camera.rotation().map(|direction| direction[2]);
        assert!(close(front(&camera)[2], 1.0));
        camera.turn(Motion::Right);
        assert!(front(&camera)[0] > 0.1);
        camera.turn(Motion::Left);
        camera.turn(Motion::Up);
        assert!(front(&camera)[1] > 0.1);
    }
}
