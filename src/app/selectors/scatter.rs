//! What the scatter shows: the position of each distinct row of the matrix, and the visible part. Drawing and the
//! cursor use the same functions.

use std::sync::Arc;

use crate::analysis::{Cloud, Segmentation, Viewport};
use crate::app::panel::Panel;
use crate::app::state::axes::{Axes, Directions};
use crate::app::state::camera::{GRID, Tiles};
use crate::app::state::model::Model;
use crate::app::state::seen::Seen;

/// The scatter as it is shown now.
#[derive(Clone, Copy, Debug)]
pub struct ScatterView<'a> {
    /// The segments on screen.
    pub segmentation: &'a Segmentation,
    /// The directions of right and up.
    pub directions: Directions,
    /// The visible part.
    pub view: Viewport,
    /// The customers as dots, if they are many.
    pub cloud: Option<&'a Cloud>,
    /// The farthest row from the mean of a turned scatter, if it is known.
    reach: Option<f64>,
}

impl<'a> ScatterView<'a> {
    /// The view of the last good segments; `None` before there are any.
    pub fn new(model: &'a Model) -> Option<Self> {
        let mut view = Self::bare(model)?;
        let part @ [x, y] = model.camera.view();
        if let Some(seen) = view.seen(model, part) {
            (view.cloud, view.reach) = (Some(&seen.cloud), Some(seen.reach));
        }
        match view.cloud {
            Some(cloud) => view.view = cloud.view,
            None => view.view = view.whole().part(x, y),
        }
        Some(view)
    }

    /// Without its visible part; with the dots of all customers if all are visible.
    fn bare(model: &'a Model) -> Option<Self> {
        let segmentation: &Segmentation = model.clusters.last()?;
        let directions = if turned(model) {
            Directions::Turned(model.camera.rotation())
        } else {
            let columns = segmentation.prepared.matrix.names.len();
            Directions::Flat(match model.axes {
                // While the next matrix is computed, the one on screen may have fewer columns.
                Axes::Features(x, y) if x.max(y) >= columns => Axes::Components,
                axes => axes,
            })
        };
        let mut view = Self { segmentation, directions, view: Viewport::fit([]), cloud: None, reach: None };
        view.cloud = view.made().filter(|_| model.camera.shows_all());
        Some(view)
    }

    /// The dots that were made for this view, where it does not show all customers over the components.
    fn seen(&self, model: &'a Model, part: [[f64; 2]; 2]) -> Option<&'a Seen> {
        let seen = model.seen.as_deref().filter(|_| self.cloud.is_none())?;
        seen.is_of(&self.segmentation.clustering, self.directions, part).then_some(seen)
    }

    /// The dots of this view, if it shows many customers and they are not made yet.
    pub fn unseen(model: &'a Model) -> Option<Seen> {
        let view = Self::bare(model)?;
        let part = model.camera.view();
        if !Cloud::is_for(view.rows()) || view.cloud.is_some() || view.seen(model, part).is_some() {
            return None;
        }
        let place = |row: usize| {
            let (x, y) = view.position(row);
            (x, y, view.nearness(row))
        };
        Some(Seen {
            clustering: Arc::clone(&view.segmentation.clustering),
            directions: view.directions,
            part,
            cloud: Cloud::new(view.segmentation.dots(place), part, view.segmentation.clustering.k + 1),
            reach: if matches!(view.directions, Directions::Turned(_)) { view.reach() } else { 0.0 },
        })
    }

    /// All points over the first two principal components, wherever the camera is.
    pub fn of(segmentation: &'a Segmentation) -> Self {
        let directions = Directions::Flat(Axes::Components);
        let view = Self { segmentation, directions, view: Viewport::fit([]), cloud: None, reach: None };
        Self { view: view.whole(), cloud: view.made(), ..view }
    }

    /// Distinct rows of the matrix.
    pub fn rows(&self) -> usize {
        self.segmentation.prepared.matrix.weights.len()
    }

    /// The position of a distinct row: right and up.
    pub fn position(&self, row: usize) -> (f64, f64) {
        let prepared = &self.segmentation.prepared;
        match self.directions {
            Directions::Flat(Axes::Components) => prepared.projection.point(row),
            Directions::Flat(Axes::Features(x, y)) => (prepared.matrix.raw[[row, x]], prepared.matrix.raw[[row, y]]),
            Directions::Turned([right, up, _]) => {
                let at = self.components(row);
                (dot(right, at), dot(up, at))
            }
        }
    }

    /// How near to the eye a distinct row is; the same for all in a flat scatter.
    pub fn nearness(&self, row: usize) -> f64 {
        match self.directions {
            Directions::Flat(_) => 0.0,
            Directions::Turned([.., eye]) => dot(eye, self.components(row)),
        }
    }

    /// The tile of the cursor's grid that contains a distinct row; `None` outside the view.
    pub fn tile(&self, row: usize) -> Option<(usize, usize)> {
        let (x, y) = self.position(row);
        self.view.dot(x, y, GRID.0, GRID.1)
    }

    /// Whether a distinct row is in some boxes.
    pub fn is_in(&self, tiles: Tiles, row: usize) -> bool {
        self.tile(row).is_some_and(|tile| tiles.contain(tile))
    }

    /// The data range of a box.
    pub fn stretch(&self, tiles: impl Into<Tiles>) -> Viewport {
        let Tiles { columns: [left, right], rows: [top, bottom] } = tiles.into();
        let shares = |first: usize, last: usize, of: usize| [first as f64 / of as f64, (last + 1) as f64 / of as f64];
        self.view.part(shares(left, right, GRID.0), shares(GRID.1 - 1 - bottom, GRID.1 - 1 - top, GRID.1))
    }

    /// The box with the most customers, ties to the first from the top left; `None` if no customer is visible.
    pub fn densest(&self) -> Option<(usize, usize)> {
        let mut weights = vec![0.0; GRID.0 * GRID.1];
        for row in 0..self.rows() {
            if let Some((x, y)) = self.tile(row) {
                weights[y * GRID.0 + x] += self.segmentation.prepared.matrix.weights[row];
            }
        }
        let (at, most) = weights.iter().enumerate().rev().max_by(|(_, a), (_, b)| a.total_cmp(b))?;
        (*most > 0.0).then_some((at % GRID.0, at / GRID.0))
    }

    /// The customers in a box, in their order.
    pub fn members(&self, tiles: impl Into<Tiles>) -> Vec<u32> {
        let tiles = tiles.into();
        let inside: Vec<bool> = (0..self.rows()).map(|row| self.is_in(tiles, row)).collect();
        let of_customers = (0..).zip(&self.segmentation.prepared.matrix.row_of);
        of_customers
            .filter(|(_, row)| row.is_some_and(|row| inside[row as usize]))
            .map(|(customer, _)| customer)
            .collect()
    }

    /// The range of all points as they are seen, with a margin.
    fn whole(&self) -> Viewport {
        self.made().map_or_else(|| Viewport::fit((0..self.rows()).map(|row| self.position(row))), |cloud| cloud.whole)
    }

    /// The dots that were made with the segments, for these directions.
    fn made(&self) -> Option<&'a Cloud> {
        let is_made = self.directions == Directions::Flat(Axes::Components);
        self.segmentation.cloud.as_deref().filter(|_| is_made)
    }

    /// The ends of the three component axes of a turned scatter, three quarters as far as its farthest row; `None` for
    /// a flat one.
    pub fn rays(&self) -> Vec<(f64, f64)> {
        let Directions::Turned([right, up, _]) = self.directions else {
            return Vec::new();
        };
        let length = self.reach.unwrap_or_else(|| self.reach()) * 0.75;
        right.iter().zip(up).map(|(x, y)| (x * length, y * length)).collect()
    }

    /// The distance of the farthest row from the mean, in the space of the first three components.
    fn reach(&self) -> f64 {
        (0..self.rows()).map(|row| self.components(row)).map(|at| dot(at, at)).fold(0.0, f64::max).sqrt()
    }

    fn components(&self, row: usize) -> [f64; 3] {
        let points = &self.segmentation.prepared.projection.points;
        [points[[row, 0]], points[[row, 1]], points[[row, 2]]]
    }
}

fn dot(a: [f64; 3], b: [f64; 3]) -> f64 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

/// Whether the scatter is on screen, with something in it.
pub fn shows_scatter(model: &Model) -> bool {
    let shown = if model.maximised { &[model.focused()] } else { model.screen.panels() };
    shown.contains(&Panel::Scatter) && model.clusters.last().is_some()
}

/// Whether the scatter has the keyboard.
pub fn on_scatter(model: &Model) -> bool {
    model.focused() == Panel::Scatter && model.clusters.last().is_some()
}

/// Whether the scatter is set to three dimensions.
pub fn wants_depth(model: &Model) -> bool {
    model.view(Panel::Scatter) == 1
}

/// Whether the scatter shows three dimensions: this needs three columns that vary.
pub fn turned(model: &Model) -> bool {
    wants_depth(model) && model.clusters.last().is_some_and(|s| s.prepared.matrix.names.len() >= 3)
}
