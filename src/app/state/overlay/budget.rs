//! The coupon budget: the number that is typed, and the measures for it.

use std::sync::Arc;

use crate::analysis::{Later, OutOfTime, Segmentation};
use crate::app::motion::{Erase, Motion};
use crate::cluster::Clustering;
use crate::segments::Evidence;

/// The title of the experiment beside the budget, and what it is about.
pub const EXPERIMENT: [&str; 2] = ["Experiment", "treated customers and a control group"];
/// Coupons at the start, unless the command line gives a number.
const USUAL: u64 = 1_000;
/// Most digits of the number: enough for any budget, and few enough for a `u64`.
const DIGITS: usize = 15;

/// What the customers of a clustering did later.
#[derive(Clone, Debug, Default)]
pub enum LaterState {
    /// Not measured, and not running.
    #[default]
    Unknown,
    /// Being measured.
    Measuring,
    /// Measured.
    Ready(Arc<OutOfTime>),
    /// The program failed, with the reason.
    Failed(String),
}

/// The number of coupons and the state of the panel. It outlives the panel, so that opening it again is instant.
#[derive(Clone, Debug)]
pub struct Budget {
    /// Digits as typed.
    pub text: String,
    /// Whether the number is unchanged since the panel was opened: a digit then starts a new number.
    pub untouched: bool,
    /// Whether the user gave the number, here or on the command line.
    asked: bool,
    /// The row of the cursor.
    pub cursor: usize,
    /// Whether the experiment is shown instead of the budget.
    pub shows_experiment: bool,
    /// The measures of `clustering`.
    pub later: LaterState,
    pub(crate) clustering: Option<Arc<Clustering>>,
}

impl Budget {
    /// With the given number, or a round one.
    pub fn new(coupons: Option<u64>) -> Self {
        let text = coupons.unwrap_or(USUAL).to_string();
        let (later, clustering) = (LaterState::default(), None);
        Self { text, untouched: true, asked: coupons.is_some(), cursor: 0, shows_experiment: false, later, clustering }
    }

    /// The number of coupons to give; an empty field is 0.
    pub fn coupons(&self) -> u64 {
        self.text.parse().unwrap_or(0)
    }

    /// The number of coupons that the user gave; `None` if it is only the default.
    pub fn asked(&self) -> Option<u64> {
        self.asked.then(|| self.coupons())
    }

    /// Whether the measures are those of these segments.
    pub fn is_of(&self, segmentation: &Segmentation) -> bool {
        self.clustering.as_ref().is_some_and(|known| Arc::ptr_eq(known, &segmentation.clustering))
    }

    /// What is known of the later burns of a segment; nothing until that clustering is measured.
    pub fn evidence(&self, segmentation: &Segmentation, label: usize) -> Evidence {
        let later = self.later().filter(|_| self.is_of(segmentation));
        later.and_then(|later| later.evidence(&segmentation.segments).get(label).copied()).unwrap_or_default()
    }

    /// What was measured later of the clustering that was asked for last; none until it is known.
    pub fn found(&self) -> Option<&Arc<OutOfTime>> {
        if let LaterState::Ready(found) = &self.later { Some(found) } else { None }
    }

    /// The later burns.
    pub fn later(&self) -> Option<&Later> {
        self.found()?.later.as_ref()?.as_ref().ok()
    }

    /// Writes the digits of a text.
    pub fn write(&mut self, text: &str) {
        let digits: String = text.chars().filter(char::is_ascii_digit).collect();
        if digits.is_empty() {
            return;
        }
        self.asked = true;
        if std::mem::take(&mut self.untouched) {
            self.text.clear();
        }
        self.text.extend(digits.chars().take(DIGITS.saturating_sub(self.text.len())));
    }

    /// Removes a digit, or all.
    pub fn erase(&mut self, what: Erase) {
        self.untouched = false;
        match what {
            Erase::Before | Erase::After => drop(self.text.pop()),
            Erase::Word | Erase::Line => self.text.clear(),
        }
    }

    /// Moves the cursor one row up or down.
    pub fn step(&mut self, motion: Motion, rows: usize) {
        if matches!(motion, Motion::Up | Motion::Down) {
            self.cursor = motion.within(self.cursor, 1, rows);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_digit_begins_a_new_number() {
        let mut budget = Budget::new(None);
        assert_eq!(budget.coupons(), 1_000);
        budget.write("x");
        assert_eq!(budget.coupons(), 1_000);
        budget.write("2");
        budget.write("5,0");
        assert_eq!(budget.coupons(), 250);
        budget.erase(Erase::Before);
        assert_eq!(budget.coupons(), 25);
        budget.erase(Erase::Line);
        assert_eq!((budget.coupons(), budget.text.as_str()), (0, ""));
        budget.write("99999999999999999999999");
        assert_eq!(budget.coupons(), 999_999_999_999_999);
        assert_eq!(Budget::new(Some(u64::MAX)).coupons(), u64::MAX);
    }
}
