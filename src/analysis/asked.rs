//! Measures of facts that are asked for alone, each in a batch of statements.

use std::sync::Arc;

use super::batch::Batch;
use crate::data::Facts;
use crate::data::filter::Filter;
use crate::measures::{self, Features, GroupTest, GroupTestError, SelectError};
use crate::progress::Progress;

/// Tests whether groups of customers differ in their rate.
///
/// # Errors
/// As [`measures::group_tests`].
pub fn group_tests(facts: &Arc<Facts>, progress: &Progress) -> Result<Vec<GroupTest>, GroupTestError> {
    let batch = Batch::about(facts);
    measures::group_tests(&batch.facts(facts), progress)
}

/// The facts that match a filter.
///
/// # Errors
/// As [`measures::select`].
pub fn select(
    facts: &Arc<Facts>,
    features: &Features,
    filter: &Filter,
    progress: &Progress,
) -> Result<Facts, SelectError> {
    let batch = Batch::about(facts);
    measures::select(&batch.facts(facts), features, filter, progress)
}
