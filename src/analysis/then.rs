//! The first three quarters of the days: the customers as they were then, and their segments, for all out-of-time measures.
//!
//! What a database is asked comes before the clustering, which takes a while: no transaction waits for that.

use std::cell::{Cell, OnceCell};
use std::sync::Arc;

use super::prepared::prepare_without;
use super::{AnalysisError, KChoice, Known, Segmentation, segment};
use crate::data::{Facts, Ids, Kind, format_day};
use crate::measures::{self, Features, MeasureError};
use crate::progress::{Cancelled, Progress};

/// The data as it was after three quarters of its days.
pub(super) struct Then<'a> {
    /// All of it.
    all: &'a Facts,
    /// Day of the first claim.
    pub first: i32,
    /// Day of the last claim of all data.
    pub horizon: i32,
    /// Last day of the first three quarters.
    pub cut: i32,
    /// The customers known at its end.
    pub ids: Arc<Ids>,
    /// The facts known at its end, computed when first needed and dropped once the features are made: they are as large as
    /// the data, and the ids of the customers are enough for most experiments.
    facts: Cell<Option<Facts>>,
    /// Their features, computed once.
    features: OnceCell<Arc<Features>>,
    /// The clustering, computed once and shared.
    segments: OnceCell<Result<Segmentation, String>>,
}

impl<'a> Then<'a> {
    pub fn of(all: &'a Facts, progress: &Progress) -> Result<Self, LaterError> {
        let (first, horizon) = measures::claim_span(all)?.ok_or(LaterError::NoClaims)?;
        let cut = measures::three_quarters(first, horizon).ok_or_else(|| LaterError::OneDay(format_day(first)))?;
        progress.begin("measuring later claims", 0);
        let facts = Cell::default();
        let ids = if all.database.is_some() {
            // One answer tells the customers and most of their features.
            let then = measures::customers_as_they_were(all, cut, progress)?;
            let ids = Arc::clone(&then.customer_ids);
            facts.set(Some(then));
            ids
        } else {
            measures::known_on(all, cut, progress)?
        };
        progress.check()?;
        Ok(Self { all, first, horizon, cut, ids, facts, features: OnceCell::new(), segments: OnceCell::new() })
    }

    /// What was known at the end.
    fn facts(&self, progress: &Progress) -> Result<Facts, LaterError> {
        Ok(self.facts.take().map_or_else(|| measures::customers_as_they_were(self.all, self.cut, progress), Ok)?)
    }

    /// How old claims must be: [`measures::MATURE`] of the burns known then came within that number of days.
    pub fn maturity(&self, progress: &Progress) -> Result<i32, LaterError> {
        if self.all.only_burnt {
            return Err(LaterError::OnlyBurnt);
        }
        let no_burns = || LaterError::NoBurns(format_day(self.cut));
        if self.all.kind != Kind::Coupons {
            return Err(no_burns());
        }
        let facts = self.facts(progress)?;
        let maturity = measures::days_to_mature(&facts, progress)?;
        self.facts.set(Some(measures::without_ends(facts)));
        maturity.ok_or_else(no_burns)
    }

    /// What is clustered.
    pub fn features(&self, progress: &Progress) -> Result<&Arc<Features>, LaterError> {
        if let Some(features) = self.features.get() {
            return Ok(features);
        }
        let features = measures::features_without_habits(&measures::without_ends(self.facts(progress)?), progress)?;
        progress.check()?;
        Ok(self.features.get_or_init(|| Arc::new(features)))
    }

    /// What is shown, fitted again on the customers as they were.
    pub fn segments(&self, shown: &Segmentation, progress: &Progress) -> Result<&Segmentation, LaterError> {
        if self.segments.get().is_none() {
            let early = match early_segments(self.features(progress)?, shown, progress) {
                Err(why) if why.is_cancelled() => return Err(Cancelled.into()),
                early => early.map_err(|why| why.to_string()),
            };
            progress.check()?;
            return self.said(self.segments.get_or_init(|| early));
        }
        self.said(self.segments.get_or_init(|| Err(String::new())))
    }

    fn said<'e>(&self, early: &'e Result<Segmentation, String>) -> Result<&'e Segmentation, LaterError> {
        early.as_ref().map_err(|why| {
            let (first, cut) = (format_day(self.first), format_day(self.cut));
            LaterError::NoSegments(format!(
                "no segments from the claims of {first} to {cut}, the first 75% of the days: {why}"
            ))
        })
    }
}

/// Why nothing could be measured out of time.
#[derive(Debug, thiserror::Error)]
pub enum LaterError {
    /// No claim has a date.
    #[error("later burns need claims with dates in the table transactions")]
    NoClaims,
    /// One day cannot be divided.
    #[error("all claims are from {0}: there is no later part to measure")]
    OneDay(String),
    /// No rate can be measured.
    #[error("every claim is burnt: claims that were not burnt are not in this data")]
    OnlyBurnt,
    /// How long burns take is not known.
    #[error("no burn has a date up to {0}: it is unknown how old a claim must be to be burnt")]
    NoBurns(String),
    /// No segments at the cut, with the reason.
    #[error("{0}")]
    NoSegments(String),
    /// It could not be computed.
    #[error(transparent)]
    Measure(#[from] MeasureError),
    /// It was cancelled.
    #[error(transparent)]
    Cancelled(#[from] Cancelled),
}

/// The same clustering of the customers as they were: by the same features, with as many segments or the same eps.
fn early_segments(
    features: &Arc<Features>,
    shown: &Segmentation,
    progress: &Progress,
) -> Result<Segmentation, AnalysisError> {
    let mut choice = shown.choice.clone();
    choice.features.clone_from(&shown.prepared.features);
    choice.k = KChoice::Fixed(shown.clustering.k);
    if let Some(density) = shown.clustering.density() {
        (choice.method.eps, choice.method.min_points) = (Some(density.eps), Some(density.min_points));
    }
    let prepared = Arc::new(prepare_without(features, &choice, shown.outliers_in(features))?);
    let params = choice.method.params(shown.clustering.k)?;
    segment(features, &prepared, &choice, &params, Known::Nothing, None, progress)
}
