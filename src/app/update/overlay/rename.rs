//! Naming segments, and storing the names.

use std::sync::Arc;

use crate::app::message::Cmd;
use crate::app::selectors;
use crate::app::state::job::Job;
use crate::app::state::model::Model;
use crate::app::state::overlay::Overlay;
use crate::app::state::overlay::rename::Rename;
use crate::app::update::filter::start_filter;
use crate::app::update::request::{both, next};
use crate::segments::Names;
use crate::segments::names::{Change, Given};

/// Opens the rename field for the segment at the cursor.
pub fn open(model: &mut Model) {
    let at = selectors::segment_under_cursor(model).zip(model.clusters.last());
    let open = at.and_then(|(at, segmentation)| Rename::new(segmentation, at, &model.naming.names));
    model.overlay = open.map_or(Overlay::None, Overlay::Rename);
}

/// Gives the segment the typed name, or its generated name if the field is empty.
pub fn keep(model: &mut Model) -> Option<Cmd> {
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
    let words = if by_rule { format!("generated name again: {}", open.rule) } else { format!("named {name}") };
    let name = if by_rule { String::new() } else { name };
    let change = Change { before: open.before.clone(), now: Given { name, ..open.center.clone() } };
    model.naming.names.change(&change);
    model.naming.changes.push(change);
    let id = open.id;
    model.overlay = Overlay::None;
    let kept = model.naming.file.is_some() && !model.naming.refused || by_rule;
    model.notice = Some(format!("segment {id} {words}{}", if kept { "" } else { ", for this session only" }));
    renamed(model)
}

/// Applies the names to the segments shown, and stores them.
fn renamed(model: &mut Model) -> Option<Cmd> {
    let save = model.naming.file.clone().map(|file| Cmd::Names(next(model, Job::Names), file, model.naming.clone()));
    both(save, apply(model))
}

/// Applies the names to the segments shown.
fn apply(model: &mut Model) -> Option<Cmd> {
    if let Some(segmentation) = model.clusters.last_mut() {
        Arc::make_mut(segmentation).apply_names(&model.naming.names);
    }
    // The filter may use the old name of the segment.
    if model.filter.has_segments() { start_filter(model, model.filter.clone()) } else { None }
}

/// Applies the names that are in the file now; other dashboards add names too.
pub fn kept(model: &mut Model, names: Names) -> Option<Cmd> {
    model.naming.refused = false;
    if names == model.naming.names {
        return None;
    }
    model.naming.names = names;
    apply(model)
}

/// Says that the file cannot be written, once.
pub fn not_kept(model: &mut Model, why: &str) {
    if !std::mem::replace(&mut model.naming.refused, true) {
        model.notice = Some(format!("names are not saved: {why}"));
    }
}
