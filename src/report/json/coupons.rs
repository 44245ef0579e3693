//! Later burn rates and a budget of coupons, as parts of the JSON contract.

use serde::Serialize;

use crate::analysis::EarlySegment;
use crate::data::format_day;
use crate::measures::MATURE;
use crate::report::SegmentationReport;
use crate::report::coupons::Answer;
use crate::wording::coupons::{measured, proposed, who};

/// The measures, for JSON.
#[derive(Serialize)]
pub(super) struct LaterObject {
    /// Why nothing was measured; then all other values are null.
    reason: Option<String>,
    first_claim: Option<String>,
    cut: Option<String>,
    until: Option<String>,
    maturity_days: Option<i32>,
    maturity_share: Option<f64>,
    claims: Option<u64>,
    burnt: Option<u64>,
    noise: Option<u64>,
    /// Whether the later rates of the segments differ; null where it cannot be tested.
    differ: Option<bool>,
    p: Option<f64>,
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

/// A coupon budget, for JSON.
#[derive(Serialize)]
pub(super) struct BudgetObject {
    coupons: u64,
    segments: Vec<ShareObject>,
    /// Coupons for which there is no customer.
    left: u64,
    /// The most for one customer.
    most_per_customer: u64,
    expected_burns: f64,
    /// 95% prediction interval of the burns that will come.
    interval: [f64; 2],
    answer: String,
}

#[derive(Serialize)]
struct ShareObject {
    id: usize,
    coupons: u64,
}

/// The measures; `None` if they were not requested.
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
        differ: None,
        p: None,
        method: None,
        answer: None,
        leading: None,
        segments: None,
    };
    let later = match &coupons.later {
        Ok(later) => *later,
        Err(why) => return Some(LaterObject { reason: Some(why.clone()), ..nothing }),
    };
    let Answer { candidates, leaders, .. } = Answer::new(later, None, report.segments);
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
        differ: later.differ(),
        p: later.p,
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

/// The budget; `None` if none was given or nothing was measured.
pub(super) fn budget_object(report: &SegmentationReport) -> Option<BudgetObject> {
    let coupons = report.coupons.as_ref()?;
    let answer = Answer::new(coupons.later.as_ref().ok()?, coupons.budget, report.segments);
    let proposal = answer.proposal?;
    Some(BudgetObject {
        coupons: proposal.coupons.iter().sum::<u64>() + proposal.left,
        segments: (1..).zip(&proposal.coupons).map(|(id, coupons)| ShareObject { id, coupons: *coupons }).collect(),
        left: proposal.left,
        most_per_customer: proposal.most,
        expected_burns: proposal.burns,
        interval: proposal.interval,
        answer: proposed(&answer.candidates, &proposal),
    })
}
