//! A case of advice: an action, its rule, and a sentence that is true whenever the rule holds.

use super::rule::{Bound, Rule};

/// A case of advice.
pub(super) struct Case {
    /// The word of the rule is the action.
    pub rule: Rule,
    pub sentence: &'static str,
    /// The numbers that are quoted.
    pub quotes: &'static [&'static str],
}

pub(super) const fn case(
    action: &'static str,
    bounds: &'static [(&'static str, Bound)],
    sentence: &'static str,
    quotes: &'static [&'static str],
) -> Case {
    Case { rule: Rule { word: action, bounds }, sentence, quotes }
}
