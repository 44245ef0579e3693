//! A list of customers, opened over the screen: those of a box of the scatter, or the misfits of a segment.

use std::sync::Arc;

use super::model::{Axes, Model};
use super::panel::Panel;
use super::scene::{Directions, Scene};
use super::viewport::Viewport;
use crate::analysis::Segmentation;
use crate::cluster::SilhouetteMethod;

/// So many misfits are listed where fewer have a silhouette below 0.
const FEWEST_MISFITS: usize = 20;

/// Where the customers of a list are from.
#[derive(Clone, Debug, PartialEq)]
pub enum Origin {
    /// A box of the scatter: the names of its axes, and what they are cut to; none where the scatter is turned.
    Cell(Option<([String; 2], Viewport)>),
    /// The lowest silhouettes of a segment, worst first.
    Misfits {
        /// The segment's label.
        label: usize,
        /// How many of the customers have a silhouette below 0.
        below: usize,
        /// Whether only a sample of the customers has silhouettes.
        sampled: bool,
    },
}

/// The list.
#[derive(Clone, Debug)]
pub struct Members {
    /// Where the customers are from.
    pub origin: Origin,
    /// The segments they are of.
    pub segmentation: Arc<Segmentation>,
    /// The customers, by their place in the customers table.
    pub customers: Arc<[u32]>,
    /// The row of the cursor.
    pub cursor: usize,
}

impl PartialEq for Members {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.segmentation, &other.segmentation)
            && (&self.origin, &self.customers, self.cursor) == (&other.origin, &other.customers, other.cursor)
    }
}

impl Members {
    /// What the cursor of the focused panel is on.
    ///
    /// # Errors
    /// Why there is nothing to open, in words.
    pub fn open(model: &Model) -> Result<Self, &'static str> {
        let segmentation = model.clusters.last().ok_or("there are no segments yet")?;
        match model.focused() {
            Panel::Scatter => Self::of_cell(model, segmentation),
            _ => Self::misfits(segmentation, model.cursor(Panel::Silhouettes)),
        }
    }

    /// The customers in the box under the scatter's cursor.
    fn of_cell(model: &Model, segmentation: &Arc<Segmentation>) -> Result<Self, &'static str> {
        let (scene, cell) = Scene::new(model).zip(model.camera.cursor).ok_or("the arrows bring up a cursor")?;
        let customers = scene.members(cell);
        if customers.is_empty() {
            return Err("no customer is here");
        }
        let names = match scene.directions {
            Directions::Flat(Axes::Components) => Some(["PC1".to_owned(), "PC2".to_owned()]),
            Directions::Flat(Axes::Features(x, y)) => {
                Some([x, y].map(|column| segmentation.prepared.matrix.names[column].clone()))
            }
            Directions::Turned(_) => None,
        };
        let origin = Origin::Cell(names.map(|names| (names, scene.stretch(cell))));
        Ok(Self { origin, segmentation: Arc::clone(segmentation), customers: customers.into(), cursor: 0 })
    }

    /// The customers of a segment that are nearer to another: all with a silhouette below 0, and at least the lowest few.
    fn misfits(segmentation: &Arc<Segmentation>, label: usize) -> Result<Self, &'static str> {
        let silhouette = segmentation.clustering.silhouette.as_ref().ok_or("silhouettes need two segments")?;
        let rows = segmentation.prepared.matrix.row_of.iter().zip(&segmentation.segments.of_customer);
        let mut members: Vec<(f64, u32)> = (0..)
            .zip(rows)
            .filter(|(_, (_, of))| **of == Some(label as u32))
            .filter_map(|(customer, (row, _))| Some((silhouette.rows[(*row)? as usize], customer)))
            .filter(|(silhouette, _)| silhouette.is_finite())
            .collect();
        members.sort_unstable_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
        let below = members.partition_point(|(silhouette, _)| *silhouette < 0.0);
        let customers = members.iter().take(below.max(FEWEST_MISFITS)).map(|(_, customer)| *customer).collect();
        let sampled = silhouette.method == SilhouetteMethod::Sampled;
        let origin = Origin::Misfits { label, below, sampled };
        Ok(Self { origin, segmentation: Arc::clone(segmentation), customers, cursor: 0 })
    }
}
