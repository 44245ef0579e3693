//! Who should get coupons: what was measured, and what a budget comes to.

use crate::analysis::Later;
use crate::segments::Segments;
use crate::segments::budget::{Candidate, Leaders, Proposal, leaders, propose};

/// What is said about coupons of a segmentation.
#[derive(Clone, Debug)]
pub struct Coupons<'a> {
    /// What was measured, or why nothing was.
    pub later: Result<&'a Later, String>,
    /// Coupons to share out, where a number was given.
    pub budget: Option<u64>,
}

/// The segments that lead, and what they would get.
pub(super) struct Answer {
    pub candidates: Vec<Candidate>,
    pub leaders: Leaders,
    /// Where coupons were given and something was measured.
    pub proposal: Option<Proposal>,
}

impl Answer {
    pub fn new(later: &Later, budget: Option<u64>, segments: &Segments) -> Self {
        let candidates = later.candidates(segments);
        let leaders = leaders(&candidates, later.p);
        let proposal = budget.and_then(|coupons| propose(coupons, &candidates, &leaders));
        Self { candidates, leaders, proposal }
    }
}
