//! Where the user was: screens with their filter and K, to go back and forward through.

use crate::analysis::KChoice;
use crate::app::panel::Screen;
use crate::data::filter::Filter;

/// Places that are kept.
const MOST: usize = 100;

/// A screen as it was left.
#[derive(Clone, Debug, PartialEq)]
pub struct Visit {
    /// The screen.
    pub screen: Screen,
    /// Its focused panel, by index.
    pub focus: usize,
    /// Whether the panel filled the screen.
    pub maximised: bool,
    /// The filter.
    pub filter: Filter,
    /// The number of clusters asked for.
    pub k: KChoice,
}

impl Visit {
    /// Whether it is another screen, or the same with another filter: a change of the panel or of K alone does not count.
    fn is_elsewhere(&self, other: &Self) -> bool {
        self.screen != other.screen || self.filter != other.filter
    }
}

/// The places before and after the one where the user is, the nearest last.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Visits {
    back: Vec<Visit>,
    forward: Vec<Visit>,
}

impl Visits {
    /// Keeps the place that was left, if the user went elsewhere.
    pub fn left(&mut self, from: Visit, to: &Visit) {
        if !from.is_elsewhere(to) {
            return;
        }
        self.forward.clear();
        self.back.push(from);
        if self.back.len() > MOST {
            self.back.remove(0);
        }
    }

    /// The place before, or after, and keeps the one where the user is for the way back.
    pub fn turn(&mut self, forward: bool, here: Visit) -> Option<Visit> {
        let (from, to) =
            if forward { (&mut self.forward, &mut self.back) } else { (&mut self.back, &mut self.forward) };
        let there = from.pop()?;
        to.push(here);
        Some(there)
    }

    /// Whether there is a place before, or after.
    pub fn has(&self, forward: bool) -> bool {
        !if forward { &self.forward } else { &self.back }.is_empty()
    }
}
