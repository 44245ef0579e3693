//! The line in which a segment is given a name, and what comes of it.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use super::message::{Cmd, Job};
use super::model::{Model, Overlay};
use super::prompt::Prompt;
use super::update::{both, next, start_filter};
use crate::segments::Names;
use crate::segments::names::{self, Change, Given, LONGEST};

/// The user's names, and where they are kept.
#[derive(Clone, Debug, Default)]
pub struct Naming {
    /// The names.
    pub names: Names,
    /// The file that they are kept in; none where they are for this run alone, as without a terminal.
    pub file: Option<Arc<PathBuf>>,
    /// What was done to them in this session.
    pub changes: Vec<Change>,
    /// How many of the changes the file has; shared with the work that writes it.
    pub kept: Arc<AtomicUsize>,
    /// Whether it was said that the file cannot be written.
    pub refused: bool,
}

impl Naming {
    /// The names that are kept in a file.
    pub fn new(names: Names, file: &Path) -> Self {
        Self { names, file: Some(Arc::new(file.to_owned())), ..Self::default() }
    }

    /// Whether the file has not got all changes yet.
    pub fn is_unsaved(&self) -> bool {
        self.file.is_some() && self.kept.load(Ordering::SeqCst) < self.changes.len()
    }
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
    before: Option<Given>,
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
        let names = &model.naming.names;
        Some(Self {
            field: Prompt { cursor: name.len(), text: name, ..Prompt::default() },
            id: segment.id,
            rule: segment.by_rule.as_ref().map_or(&segment.name, |(name, _)| name).clone(),
            error: None,
            before: names.of_segments(&centers).get(at).copied().flatten().and_then(|name| names.get(name)).cloned(),
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
    let by_rule = name.is_empty() || name == open.rule;
    let words = if by_rule { format!("by rule again: {}", open.rule) } else { format!("named {name}") };
    let name = if by_rule { String::new() } else { name };
    let change = Change { before: open.before.clone(), now: Given { name, ..open.place.clone() } };
    model.naming.names.change(&change);
    model.naming.changes.push(change);
    let id = open.id;
    model.overlay = Overlay::None;
    let kept = model.naming.file.is_some() && !model.naming.refused || by_rule;
    model.notice = Some(format!("segment {id} {words}{}", if kept { "" } else { ", for this session only" }));
    renamed(model)
}

/// Puts the names on the segments shown, and has them kept.
fn renamed(model: &mut Model) -> Option<Cmd> {
    let save = model.naming.file.clone().map(|file| Cmd::Names(next(model, Job::Names), file, model.naming.clone()));
    both(save, put_on(model))
}

/// Puts the names on the segments shown.
fn put_on(model: &mut Model) -> Option<Cmd> {
    if let Some(segmentation) = model.clusters.last_mut() {
        Arc::make_mut(segmentation).apply_names(&model.naming.names);
    }
    // The filter may know the segment by its old name.
    if model.filter.has_segments() { start_filter(model, model.filter.clone()) } else { None }
}

/// Takes in the names that are in the file now: other dashboards give some too.
pub(super) fn kept(model: &mut Model, names: Names) -> Option<Cmd> {
    model.naming.refused = false;
    if names == model.naming.names {
        return None;
    }
    model.naming.names = names;
    put_on(model)
}

/// Says that the file cannot be written, the first time.
pub(super) fn not_kept(model: &mut Model, why: &str) {
    if !std::mem::replace(&mut model.naming.refused, true) {
        model.notice = Some(format!("names are for this session only: {why}"));
    }
}
