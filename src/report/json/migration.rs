//! Migration in JSON: a table of customers, segments of the earlier day by row, those of today by column.

use serde::Serialize;

use crate::analysis::Migration;
use crate::data::format_day;
use crate::segments::flow::FlowGroup;

#[derive(Serialize)]
pub(super) struct MigrationObject<'a> {
    as_of: String,
    /// Of the customers who had a segment, the share that is in the paired segment today.
    kept: Option<f64>,
    adjusted_rand: Option<f64>,
    /// The rows of `flow`: segments of the earlier day, then those outside.
    segments: Vec<GroupObject<'a>>,
    /// The columns of `flow`.
    today: Vec<GroupObject<'a>>,
    flow: Vec<Vec<u64>>,
}

#[derive(Serialize)]
struct GroupObject<'a> {
    /// The number of a segment; `None` for customers outside.
    id: Option<usize>,
    name: &'a str,
    customers: u64,
    /// The paired segment on the other side.
    paired: Option<usize>,
}

impl<'a> MigrationObject<'a> {
    pub fn of(migration: &'a Migration) -> Self {
        let flow = &migration.flow;
        let group = |group: &'a FlowGroup, paired: &dyn Fn(usize) -> Option<usize>| {
            let label = group.position.label();
            let paired = label.and_then(paired).map(|label| label + 1);
            GroupObject { id: label.map(|label| label + 1), name: &group.name, customers: group.customers, paired }
        };
        let to = |label: usize| flow.pairs[label];
        let from = |label: usize| flow.pairs.iter().position(|paired| *paired == Some(label));
        Self {
            as_of: format_day(migration.as_of),
            kept: flow.kept,
            adjusted_rand: flow.adjusted_rand,
            segments: flow.old.iter().map(|g| group(g, &to)).collect(),
            today: flow.new.iter().map(|g| group(g, &from)).collect(),
            flow: flow
                .old
                .iter()
                .map(|old| flow.new.iter().map(|new| flow.count(old.position, new.position)).collect())
                .collect(),
        }
    }
}
