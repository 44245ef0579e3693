//! The query that places every customer in a segment of a model: what comes before the columns of a statement.

use super::as_of;
use super::besides::Besides;
use super::events;
use super::features::Plan;
use super::query::{PREFIX, Query};
use super::rule::{self, Assignment};
use super::source::Source;
use crate::measures::Kind;
use crate::segments::saved::SavedModel;
use crate::warehouse::Dialect;

/// A query whose last expression is `segscope_placed`: `customer_id`, `active`, `usable`, the features of the model and then `more`
/// as `x1`, `x2`, ..., the `label` from 1, 0 in no segment, and the `distance`.
pub(super) fn placed(model: &SavedModel, more: &[Besides], source: &Source, dialect: Dialect) -> Result<Query, String> {
    let assignment = Assignment::of(model)?;
    let of_events = source.kind != Kind::Customers;
    let table = if of_events { "transactions" } else { "customers" };
    if source.table(table).is_none() {
        return Err(format!("there is no table {table}. Name it with --table {table}=NAME"));
    }
    let clash = |name: &[String]| matches!(name, [only] if only.to_lowercase().starts_with(PREFIX));
    if let Some(relation) = source.tables.values().find(|table| clash(&table.name)) {
        let name = &relation.name[0];
        return Err(format!(
            "{name}: names that begin with {PREFIX} are those of the statement. Give its schema as well"
        ));
    }
    let plan = Plan::new(model, more, source)?;
    let mut query = Query::new(dialect);
    if let Some(chosen) = &source.chosen {
        query.begin(&chosen.expressions);
    }
    if plan.has_days() || source.as_of.is_some() || (of_events && as_of::has_as_of(source)) {
        as_of::as_of(&mut query, source)?;
    }
    events::events(&mut query, source, &plan.needs())?;
    plan.totals_of_events(&mut query)?;
    plan.values(&mut query)?;
    let width = model.features.len() + more.len();
    rule::clipped(&mut query, model, width);
    rule::placed(&mut query, model, &assignment, width);
    Ok(query)
}

/// Whether a customer of `segscope_placed` is in a segment.
pub(super) fn is_in_segment(model: &SavedModel, dialect: Dialect) -> String {
    let outliers = model.reach.and_then(|reach| reach.outliers);
    let near = outliers.map(|limit| format!(" AND distance < {}", dialect.number(limit))).unwrap_or_default();
    format!("label > 0{near}")
}
