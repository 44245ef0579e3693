//! Out-of-time burn rates: segments from the first part of the data, rates of the later claims of their customers.
//!
//! ```text
//! first claim ──────────── 75% of the days ──────────── cut ──────── mature until ──── claim horizon ──── as of
//! └ features, clustering, how long burns take ┘          └ later claims, their burns ┘ └ too young to count┘
//! ```
//! The segments shown are made from burn rates, so that theirs differ by construction. Those of later claims need not.

use super::batch::Batch;
use super::then::{LaterError, Then};
use super::{Dataset, Segmentation};
use crate::data::Facts;
use crate::measures::{self, Burns, Claims};
use crate::progress::Progress;
use crate::segments::budget::{Candidate, leaders};
use crate::segments::standing::{Evidence, evidence};
use crate::segments::{self, Segment, Segments};

/// Later burns of the segments of the first part of the data.
#[derive(Clone, Debug, PartialEq)]
pub struct Later {
    /// Day of the first claim.
    pub first: i32,
    /// Last day of the first three quarters of the days: segments are made from what was known at its end.
    pub cut: i32,
    /// Last day of the later claims that are old enough to have been burnt; not after the cut where there are none.
    pub until: i32,
    /// How old that is, in days: [`measures::MATURE`] of the burns known at the cut came within them.
    pub maturity: i32,
    /// The segments at the cut, by number.
    pub segments: Vec<EarlySegment>,
    /// Customers whom the algorithm left in no segment at the cut: they are in no rate.
    pub noise: u64,
    /// The p of the test that all segments have the same later rate; none if fewer than two could be measured.
    pub p: Option<f64>,
}

/// One segment of the first part of the data.
#[derive(Clone, Debug, PartialEq)]
pub struct EarlySegment {
    /// Its number among those at the cut.
    pub id: usize,
    /// Its name by rule.
    pub name: String,
    /// How many customers it had.
    pub customers: u64,
    /// Its burn rate up to the cut: past, not expected.
    pub past_rate: Option<f64>,
    /// The later claims of its customers.
    pub burns: Burns,
    /// The label of the segment of today that it measures: one to one, with the most customers shared over all segments.
    /// None if more of its customers are in another segment: the rate would be about other customers.
    pub today: Option<usize>,
    /// How many customers those two share.
    pub shared: u64,
}

impl Later {
    /// Whether the later rates of the segments differ: no sentence may say so unless this is `Some(true)`. None if it
    /// cannot be tested.
    pub fn differ(&self) -> Option<bool> {
        measures::differ(self.p)
    }

    /// The early segment that a segment of today, by label, corresponds to.
    pub fn of(&self, label: usize) -> Option<&EarlySegment> {
        self.segments.iter().find(|early| early.today == Some(label))
    }

    /// The segments shown as those that coupons may go to, in their order.
    pub fn candidates(&self, segments: &Segments) -> Vec<Candidate> {
        let candidate = |segment: &Segment| Candidate {
            name: format!("{} {}", segment.id, segment.name),
            customers: segment.customers,
            burns: self.of(segment.id - 1).map_or_else(Burns::default, |early| early.burns),
        };
        segments.list.iter().map(candidate).collect()
    }

    /// The evidence about later burns of each segment shown, on which advice and budget are based.
    pub fn evidence(&self, segments: &Segments) -> Vec<Evidence> {
        let candidates = self.candidates(segments);
        evidence(&candidates, &leaders(&candidates, self.p))
    }

    /// All later claims of customers in a segment, and their burns.
    pub fn total(&self) -> Burns {
        self.segments.iter().map(|early| early.burns).sum()
    }
}

/// Clusters again with the customers as of the first 75% of the days of claims, into the same number of segments (or with
/// the same eps), and counts the burns of the later claims of those segments.
///
/// # Errors
/// Why it cannot be measured, in words for the user; or that the work is cancelled.
pub fn later(dataset: &Dataset, shown: &Segmentation, progress: &Progress) -> Result<Later, LaterError> {
    let batch = Batch::about(&dataset.kept);
    let dataset = &dataset.in_batch(&batch);
    let then = Then::of(&dataset.kept, progress)?;
    let claims = LaterClaims::of(&dataset.kept, &then, progress)?;
    then.features(progress)?;
    drop(batch);
    burnt_later(dataset, shown, &then, claims, progress)
}

/// The claims of each customer after the cut.
pub(super) struct LaterClaims {
    claims: Vec<Claims>,
    maturity: i32,
    until: i32,
}

impl LaterClaims {
    pub fn of(facts: &Facts, then: &Then<'_>, progress: &Progress) -> Result<Self, LaterError> {
        let maturity = then.maturity(progress)?;
        let until = facts.as_of.map_or(then.horizon, |as_of| as_of.saturating_sub(maturity)).min(then.horizon);
        Ok(Self { claims: measures::claims_between(facts, then.cut, until, progress)?, maturity, until })
    }
}

/// [`later`] for claims that are known.
pub(super) fn burnt_later(
    dataset: &Dataset,
    shown: &Segmentation,
    then: &Then<'_>,
    LaterClaims { claims, maturity, until }: LaterClaims,
    progress: &Progress,
) -> Result<Later, LaterError> {
    let (early, &Then { first, cut, .. }) = (then.segments(shown, progress)?, then);
    progress.check()?;

    let k = early.clustering.k;
    let labels = early.labels_for(&dataset.features);
    let blocks: Vec<(u32, Claims)> =
        labels.iter().zip(claims).filter_map(|(label, claims)| Some(((*label)?, claims))).collect();
    progress.check()?;
    let p = measures::permutation_p(&blocks);
    let mut burns = vec![Burns::default(); k];
    for (label, claims) in blocks {
        burns[label as usize] += claims.into();
    }

    let (overlap, noise) = (overlap(early, shown), early.segments.noise);
    let today = segments::matching::assign(&overlap);
    let is_most = |label: usize, shared: &[u64]| shared.iter().all(|other| *other <= shared[label]);
    let today =
        today.iter().zip(&overlap).map(|(today, shared)| (today.filter(|label| is_most(*label, shared)), shared));
    let segments = early.segments.list.iter().zip(burns).zip(today);
    let segments: Vec<EarlySegment> = segments
        .map(|((segment, burns), (today, shared))| EarlySegment {
            id: segment.id,
            name: segment.name.clone(),
            customers: segment.customers,
            past_rate: segment.burn_rate,
            burns,
            today,
            shared: today.map_or(0, |label| shared[label]),
        })
        .collect();
    Ok(Later { first, cut, until, maturity, segments, noise, p })
}

/// How many customers each early segment shares with each of today.
fn overlap(early: &Segmentation, shown: &Segmentation) -> Vec<Vec<u64>> {
    let mut overlap = vec![vec![0; shown.clustering.k]; early.clustering.k];
    let now = shown.labels_for(&early.features);
    for (then, now) in early.segments.of_customer.iter().zip(now.iter()) {
        if let (Some(then), Some(now)) = (then, now) {
            overlap[*then as usize][*now as usize] += 1;
        }
    }
    overlap
}
