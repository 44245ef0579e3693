//! A saved model as one SQL statement, which gives every customer the segment that `segscope assign` gives.
//!
//! ```text
//! tables ─ as_of ─ events ─ totals ─┐
//!                       customers ──┴─ features ─ clipped ─ scaled ─ distances ─ nearest ─ placed ─► one row per customer
//! ```

mod as_of;
mod besides;
mod chosen;
mod counted;
mod definitions;
mod events;
mod features;
mod listed;
mod need;
mod origin;
mod placed;
mod query;
mod rule;
pub mod source;
mod statuses;
#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests;
mod totals;

pub use besides::Besides;
pub use chosen::Chosen;
pub use counted::{CountingStatement, Described, counting};
pub use listed::{By, Listing};
use placed::{is_in_segment, placed};
use query::named;
use source::Source;

use super::saved::{SavedModel, SavedSegment};
use crate::plain_text::spelt_out;
use crate::unique_names::unique_names;
use crate::warehouse::Dialect;

/// The statement of a model over some tables.
///
/// Its columns are those of `segscope assign`: `customer_id`, `segment`, `segment_name`, `distance`, and the features.
///
/// # Errors
/// Why the model cannot be written as SQL, and what to do, in sentences.
pub fn statement(model: &SavedModel, source: &Source, dialect: Dialect) -> Result<String, String> {
    let query = placed(model, &[], source, dialect)?;
    let text = query.finish(&columns(model, dialect), "FROM segscope_placed");
    Ok(format!("{}{text}\n", heading(model)))
}

/// The columns of the result.
fn columns(model: &SavedModel, dialect: Dialect) -> Vec<(String, String)> {
    let is_placed = is_in_segment(model, dialect);
    let name = |segment: &SavedSegment| format!("WHEN {} THEN {}", segment.id, dialect.text(&segment.name));
    let names: Vec<String> = model.segments.iter().map(name).collect();
    // Customers who take part and are in no segment were outliers of the fit, or are as far away.
    let word = format!(
        "CASE WHEN {is_placed} THEN CASE label {} END WHEN usable = 1 THEN 'outlier' WHEN active = 1 THEN 'missing value' \
         ELSE 'inactive' END",
        names.join(" ")
    );
    let fixed = ["customer_id", "segment", "segment_name", "distance"].map(str::to_owned);
    let features = model.features.iter().map(|feature| feature.name.clone());
    let of_features = (1..=model.features.len()).map(|place| format!("x{place}"));
    let expressions = [
        "customer_id".to_owned(),
        format!("CASE WHEN {is_placed} THEN label END"),
        word,
        format!("CASE WHEN {is_placed} THEN distance END"),
    ];
    let names = unique_names(fixed.into_iter().chain(features));
    expressions.into_iter().chain(of_features).zip(names).map(|(of, name)| named(of, dialect.quoted(&name))).collect()
}

/// What the statement is, as a comment.
fn heading(model: &SavedModel) -> String {
    let segments = model.segments.len();
    let lines = [
        format!(
            "The segments of a saved model: {}, {segments} segments, scaling {}.",
            model.choice.algorithm, model.choice.scaling
        ),
        format!(
            "Fitted on data with the fingerprint {}. Written by segscope {}.",
            model.data.fingerprint,
            env!("CARGO_PKG_VERSION")
        ),
        "One row per customer; customers is a table with one row per customer_id.".to_owned(),
    ];
    let mut comment = String::new();
    for line in &lines {
        comment.push_str("-- ");
        comment.push_str(&spelt_out(line));
        comment.push('\n');
    }
    comment
}
