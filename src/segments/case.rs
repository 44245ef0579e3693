//! A case of advice: the behaviour of a segment, and what to do about it for each standing of its later burn rate.

use super::rule::{Bound, Rule};

/// An action in one to four words, and a sentence that is true whenever the case holds.
pub(super) type Say = (&'static str, &'static str);

/// A case of advice.
pub(super) struct Case {
    /// The word of the rule; it is the action if later burns are unknown.
    pub rule: Rule,
    /// The advice if no test shows that later burn rates differ.
    pub sentence: &'static str,
    /// The advice for the highest and for lower later burn rates; none if no rate is measured.
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
