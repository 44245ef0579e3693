//! A row of the table of keys.

use crossterm::event::KeyCode;

use super::live::Rule;
use crate::app::action::Action;
use crate::app::key::Key;
use crate::app::own_keys::OwnKeys;
use crate::data::Kind;

/// The heading of the help that a binding is listed under.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names are the headings")]
pub enum Section {
    Clustering,
    View,
    Move,
    Program,
    Field,
    Palette,
    Help,
    Dialog,
    Export,
    Name,
    Budget,
    Mapping,
}

impl Section {
    /// The sections in the order of the help, with their headings.
    pub const ALL: [(Self, &'static str); 12] = [
        (Self::Clustering, "Clustering"),
        (Self::View, "What is shown"),
        (Self::Move, "Moving"),
        (Self::Program, "The program"),
        (Self::Field, "While typing"),
        (Self::Palette, "In the list of commands"),
        (Self::Help, "In this help"),
        (Self::Dialog, "In the algorithm dialog"),
        (Self::Budget, "In the coupon budget or experiment"),
        (Self::Export, "In the export dialog"),
        (Self::Name, "While naming a segment"),
        (Self::Mapping, "On the mapping screen"),
    ];

    /// Its heading for a kind of data: only coupons have a budget.
    pub fn heading(self, kind: Kind) -> &'static str {
        if self == Self::Budget && kind != Kind::Coupons {
            return "In the experiment";
        }
        Self::ALL.iter().find(|(section, _)| *section == self).map_or("", |(_, heading)| heading)
    }

    /// Whether its keys are those of the screens, which the user can change.
    pub fn is_of_screens(self) -> bool {
        matches!(self, Self::Clustering | Self::View | Self::Move | Self::Program)
    }
}

/// A row of the table: some keys and what they do.
#[derive(Clone, Copy, Debug)]
pub struct Binding {
    /// Each key with its action.
    pub keys: &'static [(Key, Action)],
    /// Its heading in the help.
    pub section: Section,
    /// One or two words for the footer; `None` leaves it out there.
    pub footer: Option<&'static str>,
    /// What it does, for the help and `docs/keys.md`.
    pub help: &'static str,
    /// When it does something, and why not otherwise.
    pub live: Rule,
}

impl Binding {
    /// Its keys with their actions: the user's own where there are any.
    fn pressed(&self, own: &OwnKeys) -> Vec<(Key, Action)> {
        let instead = |(key, action): &(Key, Action)| {
            let keys = if self.section.is_of_screens() { own.instead_of(*key) } else { vec![*key] };
            keys.into_iter().map(|key| (key, *action)).collect::<Vec<_>>()
        };
        self.keys.iter().flat_map(instead).collect()
    }

    /// All its keys, separated by blanks.
    pub fn keys_text(&self, own: &OwnKeys) -> String {
        self.pressed(own).iter().map(|(key, _)| key.to_string()).collect::<Vec<_>>().join(" ")
    }

    /// The keys that the footer shows: the first, and its opposite where that is a key of its own (`+ -`, not `x X`).
    pub fn footer_keys(&self, own: &OwnKeys) -> String {
        let pressed = self.pressed(own);
        let is_upper = |key: &Key| matches!(key.code, KeyCode::Char(c) if c.is_uppercase());
        let all_upper = pressed.iter().all(|(key, _)| is_upper(key));
        let reverse = |key: &Key| key.code == KeyCode::BackTab || is_upper(key) && !all_upper;
        let mut seen: Vec<Action> = Vec::new();
        let mut keys = Vec::new();
        for (key, action) in pressed.iter().filter(|(key, _)| !reverse(key)) {
            if !seen.contains(action) {
                seen.push(*action);
                keys.push(key.to_string());
            }
        }
        keys.join(" ")
    }
}
