//! Whether groups of customers differ in their rate, as a part of the JSON contract.

use serde::Serialize;

use crate::measures::{GroupTest, Standout, Summary};
use crate::wording::evidence::differ;

/// The test of one table.
#[derive(Serialize)]
pub(super) struct EvidenceObject<'a> {
    of: &'a str,
    /// Null where it cannot be tested.
    differ: Option<bool>,
    p: Option<f64>,
    /// Groups with a rate, and those of them that were tested: with two customers or more.
    groups: usize,
    tested: usize,
    /// Customers that were tested.
    customers: usize,
    above: Vec<StandoutObject<'a>>,
    below: Vec<StandoutObject<'a>>,
    answer: String,
}

#[derive(Serialize)]
struct StandoutObject<'a> {
    id: &'a str,
    name: &'a str,
}

/// All tests; null if none was made.
pub(super) fn evidence(summary: &Summary) -> Option<Vec<EvidenceObject<'_>>> {
    let tests = summary.group_tests.as_ref()?;
    Some(tests.iter().map(|test| EvidenceObject::of(summary, test)).collect())
}

impl<'a> EvidenceObject<'a> {
    fn of(summary: &Summary, test: &'a GroupTest) -> Self {
        let object = |group: &'a Standout| StandoutObject { id: &group.id, name: &group.name };
        Self {
            of: &test.of,
            differ: test.differ(),
            p: test.p,
            groups: test.groups,
            tested: test.tested,
            customers: test.customers,
            above: test.above.iter().map(object).collect(),
            below: test.below.iter().map(object).collect(),
            answer: differ(summary, test),
        }
    }
}
