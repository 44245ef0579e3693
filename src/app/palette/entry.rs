//! An entry of the palette.

use crate::app::action::Action;
use crate::app::panel::{Panel, Screen};
use crate::app::state::overlay::palette::Setting;
use crate::data::filter::Condition;

/// An entry of the palette.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// Its type.
    pub text: String,
    /// Its group.
    pub group: &'static str,
    /// The keys that do the same, or where it is.
    pub keys: String,
    /// Other words that find it: its name in the footer, the title of what it opens.
    pub also: String,
    /// What `enter` does.
    pub does: Does,
}

/// What an entry does.
#[derive(Clone, Debug, PartialEq)]
pub enum Does {
    /// What a key does.
    Act(Action),
    /// Says why a key does nothing here.
    Refuse(String),
    /// Goes to a panel.
    Focus(Screen, Panel),
    /// Goes to a panel, in one of its views.
    View(Screen, Panel, usize),
    /// Splits the panel under the cursor by an attribute.
    Split(String),
    /// Opens the experiment with a control group.
    Experiment,
    /// Writes this text and waits for more.
    Write(String),
    /// Sets a value.
    Set(Setting, String),
    /// Clusters with a feature more, or without it.
    Feature(String),
    /// Opens a segment.
    Segment(usize),
    /// Adds a condition to the filter.
    Filter(Condition),
}

impl Entry {
    /// An entry that is found by its text and its group.
    pub fn new(text: impl Into<String>, group: &'static str, keys: impl Into<String>, does: Does) -> Self {
        Self { text: text.into(), group, keys: keys.into(), also: String::new(), does }
    }
}
