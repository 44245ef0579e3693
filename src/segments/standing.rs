//! How the later burn rate of a segment compares with the others: the advice and the budget share this decision.

use super::budget::{Candidate, Leaders};
use crate::measures::Burns;

/// How the later burn rate of a segment compares.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Standing {
    /// Not measured.
    #[default]
    Unknown,
    /// Measured, and not shown to differ from the others.
    Alike,
    /// Above the rate of all, and among the highest: the budget goes there.
    Highest,
    /// Below the highest, but not below the rate of all.
    Between,
    /// Below the rate of all.
    Lower,
}

/// The evidence about the later burns of a segment.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Evidence {
    /// How its rate compares.
    pub standing: Standing,
    /// Its later claims.
    pub burns: Burns,
    /// The later burn rate of all segments.
    pub all: Option<f64>,
}

/// The evidence for each segment. Rates differ only if the test of all segments says so.
pub fn evidence(candidates: &[Candidate], leaders: &Leaders) -> Vec<Evidence> {
    let all = candidates.iter().fold(Burns::default(), |sum, candidate| sum + candidate.burns);
    let standing = |label: usize, burns: Burns| {
        let is_high = burns.interval().zip(all.rate()).is_some_and(|([low, _], rate)| low > rate);
        let is_low = burns.interval().zip(all.rate()).is_some_and(|([_, high], rate)| high < rate);
        match leaders.differ() {
            _ if burns.claims == 0 => Standing::Unknown,
            None => Standing::Unknown,
            Some(false) => Standing::Alike,
            Some(true) if leaders.below.is_empty() => Standing::Alike,
            Some(true) if leaders.leading.contains(&label) && is_high => Standing::Highest,
            // It shares the coupons, and its rate is not shown to be higher.
            Some(true) if leaders.leading.contains(&label) => Standing::Alike,
            Some(true) if !leaders.below.contains(&label) => Standing::Unknown,
            Some(true) if is_low => Standing::Lower,
            Some(true) => Standing::Between,
        }
    };
    let one = |(label, candidate): (usize, &Candidate)| Evidence {
        standing: standing(label, candidate.burns),
        burns: candidate.burns,
        all: all.rate(),
    };
    candidates.iter().enumerate().map(one).collect()
}
