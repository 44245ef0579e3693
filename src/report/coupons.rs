//! The coupon budget: the measures behind it, and the share of each segment.

use crate::analysis::Later;
use crate::segments::Segments;
use crate::segments::budget::{Candidate, Leaders, Proposal, leaders, propose};

/// The coupon part of a segmentation report.
#[derive(Clone, Debug)]
pub struct Coupons<'a> {
    /// The measures, or why there are none.
    pub later: Result<&'a Later, String>,
    /// The number of coupons, if given.
    pub budget: Option<u64>,
}

/// The segments with the highest rates, and their coupons.
pub(super) struct Answer {
    pub candidates: Vec<Candidate>,
    pub leaders: Leaders,
    /// If coupons were given and the burns were measured.
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
