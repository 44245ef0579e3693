//! The parts of the data side by side: the attribute to split by, and the measures of the parts.

use std::sync::Arc;

use crate::analysis::Split;
use crate::app::motion::Motion;
use crate::app::panel::Panel;

/// What is known of the parts.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Parts {
    /// The attribute is being chosen.
    #[default]
    Unknown,
    /// They are being measured.
    Measuring,
    /// They are measured.
    Ready(Arc<Split>),
    /// There are none, with the reason.
    Failed(String),
}

/// The open list of attributes, or the parts by one of them.
#[derive(Clone, Debug, PartialEq)]
pub struct SplitView {
    /// The panel whose numbers are split.
    pub panel: Panel,
    /// The attributes that the data has: keys of the filter.
    pub keys: Vec<String>,
    /// The attribute at the cursor.
    pub chosen: usize,
    /// The parts by this attribute.
    pub parts: Parts,
    /// Which of the measures is drawn.
    pub measure: usize,
    /// The position at the cursor on the axis of the measure; none before it was moved.
    pub position: Option<usize>,
}

impl SplitView {
    /// The list of attributes.
    pub fn new(panel: Panel, keys: Vec<String>) -> Self {
        Self { panel, keys, chosen: 0, parts: Parts::Unknown, measure: 0, position: None }
    }

    /// The attribute at the cursor.
    pub fn key(&self) -> Option<&str> {
        self.keys.get(self.chosen).map(String::as_str)
    }

    /// Whether the attribute is being chosen.
    pub fn is_choosing(&self) -> bool {
        self.parts == Parts::Unknown
    }

    /// Goes back to the list; false if that is what is open.
    pub fn back(&mut self) -> bool {
        !matches!(std::mem::take(&mut self.parts), Parts::Unknown)
    }

    /// Moves in the list, or along an axis of `positions`, on which the cursor begins at `begins`.
    pub fn step(&mut self, motion: Motion, page: usize, (positions, begins): (usize, usize)) {
        if self.is_choosing() {
            self.chosen = motion.within(self.chosen, page, self.keys.len());
        } else if positions > 0 {
            let along = match motion {
                Motion::Left => Motion::Up,
                Motion::Right => Motion::Down,
                motion => motion,
            };
            self.position = Some(along.within(self.position.unwrap_or(begins), page, positions));
        }
    }
}
