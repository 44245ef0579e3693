//! Who should get coupons, for reports: the later burn rates, and what a budget comes to.

use serde::Serialize;

use super::SegmentationReport;
use crate::analysis::{EarlySegment, Later};
use crate::data::format_day;
use crate::measures::MATURE;
use crate::segments::budget::{Candidate, Leaders, Proposal, leaders, propose};
use crate::wording::coupons::{interval, measured, proposed, who};
use crate::wording::text::{NONE, count, percent};

/// What is said about coupons of a segmentation.
#[derive(Clone, Debug)]
pub struct Coupons<'a> {
    /// What was measured, or why nothing was.
    pub later: Result<&'a Later, String>,
    /// Coupons to share out, where a number was given.
    pub budget: Option<u64>,
}

/// Titles of [`rows`], whether each is of words.
pub(super) const TITLES: [(&str, bool); 7] = [
    ("segment then", true),
    ("size", false),
    ("past", false),
    ("claims", false),
    ("later", false),
    ("95 % interval", false),
    ("now", true),
];
/// What the columns of [`rows`] say.
pub(super) const LEGEND: &str = "past: burn rate up to then, not expected. now: the segment of today it corresponds to, \
                                 and how many customers are in both.";

/// The segments at the cut, and what each burnt later.
pub(super) fn rows(later: &Later) -> Vec<[String; 7]> {
    let rate = |rate: Option<f64>| rate.map_or_else(|| NONE.to_owned(), |rate| percent(rate, 1));
    let row = |early: &EarlySegment| {
        let now = early.today.map(|label| format!("{} ({})", label + 1, count(early.shared)));
        [
            format!("{} {}", early.id, early.name),
            count(early.customers),
            rate(early.past_rate),
            count(early.burns.claims),
            rate(early.burns.rate()),
            early.burns.interval().map_or_else(|| NONE.to_owned(), interval),
            now.unwrap_or_else(|| NONE.to_owned()),
        ]
    };
    later.segments.iter().map(row).collect()
}

/// Those who lead, and what they would get.
pub(super) struct Answer {
    pub candidates: Vec<Candidate>,
    pub leaders: Leaders,
    /// Where coupons were given and something was measured.
    pub proposal: Option<Proposal>,
}

impl Answer {
    pub fn new(later: &Later, budget: Option<u64>, report: &SegmentationReport) -> Self {
        let candidates = later.candidates(report.segments);
        let leaders = leaders(&candidates);
        let proposal = budget.and_then(|coupons| propose(coupons, &candidates, &leaders));
        Self { candidates, leaders, proposal }
    }
}

/// The facts of the measurement, for JSON.
#[derive(Serialize)]
pub(super) struct LaterObject {
    /// Why nothing was measured; then all else is null.
    reason: Option<String>,
    first_claim: Option<String>,
    cut: Option<String>,
    until: Option<String>,
    maturity_days: Option<i32>,
    maturity_share: Option<f64>,
    claims: Option<u64>,
    burnt: Option<u64>,
    noise: Option<u64>,
    method: Option<String>,
    answer: Option<String>,
    /// Numbers of the segments whose interval overlaps that of the highest rate.
    leading: Option<Vec<usize>>,
    segments: Option<Vec<EarlyObject>>,
}

/// A segment at the cut.
#[derive(Serialize)]
struct EarlyObject {
    id: usize,
    name: String,
    customers: u64,
    past_burn_rate: Option<f64>,
    later_claims: u64,
    later_burnt: u64,
    later_burn_rate: Option<f64>,
    later_interval: Option<[f64; 2]>,
    segment: Option<usize>,
    shared_customers: u64,
}

/// A budget shared out, for JSON.
#[derive(Serialize)]
pub(super) struct BudgetObject {
    coupons: u64,
    segments: Vec<ShareObject>,
    expected_burns: f64,
    interval: [f64; 2],
    answer: String,
}

#[derive(Serialize)]
struct ShareObject {
    id: usize,
    coupons: u64,
}

/// The facts of the measurement; none where it was not asked for.
pub(super) fn later_object(report: &SegmentationReport) -> Option<LaterObject> {
    let coupons = report.coupons.as_ref()?;
    let nothing = LaterObject {
        reason: None,
        first_claim: None,
        cut: None,
        until: None,
        maturity_days: None,
        maturity_share: None,
        claims: None,
        burnt: None,
        noise: None,
        method: None,
        answer: None,
        leading: None,
        segments: None,
    };
    let later = match &coupons.later {
        Ok(later) => *later,
        Err(why) => return Some(LaterObject { reason: Some(why.clone()), ..nothing }),
    };
    let Answer { candidates, leaders, .. } = Answer::new(later, None, report);
    let total = later.total();
    Some(LaterObject {
        reason: None,
        first_claim: Some(format_day(later.first)),
        cut: Some(format_day(later.cut)),
        until: Some(format_day(later.until)),
        maturity_days: Some(later.maturity),
        maturity_share: Some(MATURE),
        claims: Some(total.claims),
        burnt: Some(total.burnt),
        noise: Some(later.noise),
        method: Some(measured(later)),
        answer: Some(who(&candidates, &leaders)),
        leading: Some(leaders.leading.iter().map(|label| label + 1).collect()),
        segments: Some(later.segments.iter().map(early).collect()),
    })
}

fn early(early: &EarlySegment) -> EarlyObject {
    EarlyObject {
        id: early.id,
        name: early.name.clone(),
        customers: early.customers,
        past_burn_rate: early.past_rate,
        later_claims: early.burns.claims,
        later_burnt: early.burns.burnt,
        later_burn_rate: early.burns.rate(),
        later_interval: early.burns.interval(),
        segment: early.today.map(|label| label + 1),
        shared_customers: early.shared,
    }
}

/// The budget shared out; none where none was given or nothing was measured.
pub(super) fn budget_object(report: &SegmentationReport) -> Option<BudgetObject> {
    let coupons = report.coupons.as_ref()?;
    let answer = Answer::new(coupons.later.as_ref().ok()?, coupons.budget, report);
    let proposal = answer.proposal?;
    Some(BudgetObject {
        coupons: proposal.coupons.iter().sum(),
        segments: (1..).zip(&proposal.coupons).map(|(id, coupons)| ShareObject { id, coupons: *coupons }).collect(),
        expected_burns: proposal.burns,
        interval: proposal.interval,
        answer: proposed(&answer.candidates, &proposal),
    })
}
