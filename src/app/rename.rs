//! The line in which a segment is given a name, and what comes of it.

use std::path::PathBuf;
use std::sync::Arc;

use super::message::{Cmd, Job};
use super::model::{Model, Overlay};
use super::prompt::Prompt;
use super::update::{next, start_filter};
use crate::segments::Names;
use crate::segments::names::{self, Given, LONGEST};

/// The user's names, and where they are kept.
#[derive(Clone, Debug, Default)]
pub struct Naming {
    /// The names.
    pub names: Names,
    /// The file that they are kept in; none where they are for this run alone, as without a terminal.
    pub file: Option<Arc<PathBuf>>,
    /// Whether the file has not got them yet.
    pub unsaved: bool,
}

/// A name that is being typed.
#[derive(Clone, Debug, PartialEq)]
pub struct Rename {
    /// The text.
    pub field: Prompt,
    /// The number of the segment.
    pub id: usize,
    /// Its name by rule.
    pub rule: String,
    /// Why the text can be no name of it.
    pub error: Option<String>,
    /// The name that the user gave it before.
    before: Option<String>,
    /// The name that it has on the screen.
    shown: String,
    /// The names of the other segments.
    others: Vec<String>,
    /// Where the segment lies. Segments may change while a name is typed; it is for the one that was on the screen.
    place: Given,
}

impl Rename {
    /// The field for the segment under the cursor of the focused panel, with its present name; none on other panels.
    pub fn open(model: &Model) -> Option<Self> {
        let at = model.segment_under_cursor()?;
        let segmentation = model.clusters.last()?;
        let list = &segmentation.segments.list;
        let segment = list.get(at)?;
        let centers = segmentation.centers();
        let others = list.iter().filter(|other| other.id != segment.id).map(|other| other.name.clone());
        let name = segment.name.clone();
        Some(Self {
            field: Prompt { cursor: name.len(), text: name, ..Prompt::default() },
            id: segment.id,
            rule: segment.by_rule.as_ref().map_or(&segment.name, |(name, _)| name).clone(),
            error: None,
            before: model.naming.names.of_segments(&centers).get(at).copied().flatten().map(str::to_owned),
            shown: segment.name.clone(),
            others: others.collect(),
            place: centers.given(at, ""),
        })
    }

    /// The text, to be changed: what was wrong with it is forgotten.
    pub fn changing(&mut self) -> &mut Prompt {
        self.error = None;
        &mut self.field
    }

    /// Writes as much text at the cursor as a name takes.
    pub fn write(&mut self, text: &str) {
        let room = LONGEST.saturating_sub(self.field.text.chars().count());
        self.changing().write(&text.chars().take(room).collect::<String>());
    }

    /// Whether the segment can have this name.
    fn check(&self, name: &str) -> Result<(), String> {
        names::check(name)?;
        match self.others.iter().find(|other| names::same(other, name)) {
            Some(_) => Err("another segment has this name".to_owned()),
            None => Ok(()),
        }
    }
}

/// Gives the segment the name that is typed, or its name by rule back where nothing is.
pub(super) fn keep(model: &mut Model) -> Option<Cmd> {
    let Overlay::Rename(open) = &mut model.overlay else {
        return None;
    };
    let name = open.field.text.trim().to_owned();
    if name == open.shown || name.is_empty() && open.before.is_none() {
        model.overlay = Overlay::None;
        return None;
    }
    if !name.is_empty()
        && let Err(why) = open.check(&name)
    {
        open.error = Some(why);
        return None;
    }
    let names = &mut model.naming.names;
    if let Some(before) = &open.before {
        names.remove(before);
    }
    let by_rule = name.is_empty() || name == open.rule;
    let words = if by_rule { format!("by rule again: {}", open.rule) } else { format!("named {name}") };
    if !by_rule {
        names.give(Given { name, ..open.place.clone() });
    }
    let id = open.id;
    model.overlay = Overlay::None;
    let kept = model.naming.file.is_some() || by_rule;
    model.notice = Some(format!("segment {id} {words}{}", if kept { "" } else { ", for this session only" }));
    renamed(model)
}

/// Puts the names on the segments shown, and has them kept.
fn renamed(model: &mut Model) -> Option<Cmd> {
    if let Some(segmentation) = model.clusters.last_mut() {
        Arc::make_mut(segmentation).apply_names(&model.naming.names);
    }
    let save = model.naming.file.clone().map(|file| {
        model.naming.unsaved = true;
        Cmd::Names(next(model, Job::Names), file, model.naming.names.clone())
    });
    // The filter may know the segment by its old name.
    let filter = if model.filter.has_segments() { start_filter(model, model.filter.clone()) } else { None };
    let mut all: Vec<Cmd> = save.into_iter().chain(filter).collect();
    if all.len() > 1 { Some(Cmd::All(all)) } else { all.pop() }
}
