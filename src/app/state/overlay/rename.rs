//! The rename field: the user's name of a segment.

use super::prompt::Prompt;
use crate::analysis::Segmentation;
use crate::app::motion::Erase;
use crate::segments::Names;
use crate::segments::names::{self, Given, LONGEST};

/// The open rename field.
#[derive(Clone, Debug, PartialEq)]
pub struct Rename {
    /// The text.
    pub field: Prompt,
    /// The number of the segment.
    pub id: usize,
    /// Its generated name.
    pub rule: String,
    /// Why the text cannot be its name.
    pub error: Option<String>,
    /// The user's previous name of it.
    pub(crate) before: Option<Given>,
    /// Its name on the screen.
    pub(crate) shown: String,
    /// The names of the other segments.
    others: Vec<String>,
    /// The center of the segment. Segments may change while a name is typed; the name is for the one that was on the
    /// screen.
    pub(crate) center: Given,
}

impl Rename {
    /// The field for the segment with this label, with its present name.
    pub fn new(segmentation: &Segmentation, at: usize, names: &Names) -> Option<Self> {
        let list = &segmentation.segments.list;
        let segment = list.get(at)?;
        let centers = segmentation.centers();
        let others = list.iter().filter(|other| other.id != segment.id).map(|other| other.name.clone());
        Some(Self {
            field: Prompt::with(&segment.name),
            id: segment.id,
            rule: segment.by_rule.as_ref().map_or(&segment.name, |(name, _)| name).clone(),
            error: None,
            before: names.of_segments(&centers).get(at).copied().flatten().and_then(|name| names.get(name)).cloned(),
            shown: segment.name.clone(),
            others: others.collect(),
            center: centers.given(at, ""),
        })
    }

    /// The text, to be edited; the last error is cleared.
    fn changing(&mut self) -> &mut Prompt {
        self.error = None;
        &mut self.field
    }

    /// Writes as much of the text at the cursor as a name may hold.
    pub fn write(&mut self, text: &str) {
        let room = LONGEST.saturating_sub(self.field.text.chars().count());
        self.changing().write(&text.chars().take(room).collect::<String>());
    }

    /// Removes text before or after the cursor.
    pub fn erase(&mut self, what: Erase) {
        self.changing().remove(what);
    }

    /// Whether the segment can have this name.
    ///
    /// # Errors
    /// Why it cannot.
    pub fn check(&self, name: &str) -> Result<(), String> {
        names::check(name)?;
        match self.others.iter().find(|other| names::same(other, name)) {
            Some(_) => Err("another segment has this name".to_owned()),
            None => Ok(()),
        }
    }
}
