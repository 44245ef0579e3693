//! A case of advice: what a segment does, and what to do about it for each standing of its later burn rate.

use super::rule::{Bound, Rule};

/// An action in one to four words, and a sentence that is true whenever the case holds.
pub(super) type Say = (&'static str, &'static str);

/// A case of advice.
pub(super) struct Case {
    /// The word of the rule is the action where nothing is known of later burns.
    pub rule: Rule,
    /// What is said where nothing shows that later burn rates differ.
    pub sentence: &'static str,
    /// What is said of the highest and of lower later burn rates; none where no rate is measured.
    pub measured: Option<[Say; 2]>,
    /// The numbers that are quoted.
    pub quotes: &'static [&'static str],
}

pub(super) const fn case(
    (action, sentence): Say,
    bounds: &'static [(&'static str, Bound)],
    measured: Option<[Say; 2]>,
    quotes: &'static [&'static str],
) -> Case {
    Case { rule: Rule { word: action, bounds }, sentence, measured, quotes }
}
