//! The data and its quality checks, as parts of the JSON contract.

use std::collections::BTreeMap;

use serde::Serialize;
use serde::ser::Serializer;
use strum::IntoEnumIterator;

use crate::data::{Finding, Reading, Sampled, Severity, Source, Table};

#[derive(Serialize)]
pub(super) struct SourceObject<'a> {
    path: &'a str,
    format: &'a str,
    rows: Rows<'a>,
    tables: Vec<TableObject>,
    /// Only data whose rows of customers are a sample has the key.
    #[serde(skip_serializing_if = "Option::is_none")]
    sample: Option<SampleObject>,
}

/// How many customers of how many came over, and how they were chosen.
#[derive(Serialize)]
pub(super) struct SampleObject {
    customers: u64,
    of: u64,
    by: &'static str,
}

impl From<Sampled> for SampleObject {
    fn from(sampled: Sampled) -> Self {
        Self { customers: sampled.customers, of: sampled.of, by: Sampled::BY }
    }
}

/// Rows of a table: read = used + set aside.
#[derive(Serialize)]
struct TableObject {
    table: &'static str,
    read: u64,
    used: u64,
    set_aside: BTreeMap<&'static str, u64>,
}

/// All six tables, with 0 for a missing one.
struct Rows<'a>(&'a Source);

impl Serialize for Rows<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let rows = |table| self.0.rows.iter().find(|(t, _)| *t == table).map_or(0, |(_, n)| *n);
        serializer.collect_map(Table::iter().map(|table| (<&str>::from(table), rows(table))))
    }
}

#[derive(Serialize)]
pub(super) struct Quality<'a> {
    check: &'static str,
    severity: Severity,
    table: &'static str,
    column: Option<&'a str>,
    rows: u64,
    examples: &'a [String],
}

pub(super) fn source(source: &Source) -> SourceObject<'_> {
    let table = |reading: &Reading| TableObject {
        table: reading.table.into(),
        read: reading.read,
        used: reading.used,
        set_aside: reading.set_aside.iter().map(|(check, rows)| (check.into(), *rows)).collect(),
    };
    let tables = source.readings.iter().map(table).collect();
    let sample = source.sampled.map(Into::into);
    SourceObject { path: &source.path, format: &source.format, rows: Rows(source), tables, sample }
}

pub(super) fn quality(finding: &Finding) -> Quality<'_> {
    Quality {
        check: finding.check.into(),
        severity: finding.check.severity(),
        table: finding.table.into(),
        column: finding.column.as_deref(),
        rows: finding.rows,
        examples: &finding.examples,
    }
}
