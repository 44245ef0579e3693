//! The tables of a statement: as DATA has them, otherwise as the schema calls them.

use std::collections::BTreeMap;

use strum::IntoEnumIterator;

use crate::analysis::statuses;
use crate::config::{Config, UsageError};
use crate::data::schema::{STATUS_WORDS, counts_uses};
use crate::data::{Check, Facts, Kind, Mapping, PartRole, Table, Understanding, has_data_ending};
use crate::measures::{Basis, FeatureSpec};
use crate::segments::saved::SavedModel;
use crate::segments::sql::source::{Relation, Source};

/// Tables that are called as files or sheets, with the columns and status words of the data.
pub(super) fn of_data(
    config: &Config,
    model: &SavedModel,
    understood: &Understanding,
    facts: &Facts,
) -> Result<Source, String> {
    let mapping = config.load.mapping.clone().unwrap_or_default();
    check(model, &mapping, understood, facts)?;
    let mut tables = BTreeMap::new();
    for table in Table::iter() {
        let parts: Vec<&PartRole> = understood.parts.iter().filter(|part| part.table == Some(table)).collect();
        let Some(first) = parts.first() else { continue };
        let given = mapping.source_name(table);
        if parts.len() > 1 && given.is_none() {
            return Err(format!(
                "{} and {} are one table of {table}. Name the view that joins them with --table {table}=NAME",
                first.label, parts[1].label
            ));
        }
        let name = given.map_or_else(|| vec![table_name(&first.name).to_owned()], qualified);
        let columns = parts.iter().flat_map(|part| &part.columns);
        let columns = columns.filter_map(|column| Some((column.role?, column.name.clone()))).collect();
        tables.insert(table.into(), Relation { name, columns });
    }
    let words = facts.status_words.iter().map(|(word, code, _)| (word.clone(), *code));
    Ok(Source {
        kind: facts.kind,
        tables,
        statuses: statuses(facts.kind, mapping.status.iter().cloned().chain(words)),
        as_of: config.load.as_of.map(crate::data::format_day),
        chosen: None,
    })
}

/// What of the data no statement can say.
fn check(model: &SavedModel, mapping: &Mapping, understood: &Understanding, facts: &Facts) -> Result<(), String> {
    let is_of = |basis: &[Basis]| {
        let specs = model.features.iter().filter_map(|feature| FeatureSpec::named(&feature.name));
        specs.into_iter().any(|spec| basis.contains(&spec.basis))
    };
    let column = |role: &str| {
        let columns = understood.parts.iter().filter(|part| part.table.is_some()).flat_map(|part| &part.columns);
        columns.into_iter().find(|column| column.role == Some(role)).map(|column| column.name.as_str())
    };
    let repeated = facts.findings.iter().any(|finding| {
        finding.check == Check::DuplicateId
            && finding.table == Table::Customers
            && finding.column.as_deref() == Some("customer_id")
    });
    let totals = facts.purchases.as_ref().is_some_and(|purchases| purchases.amounts_are_totals);
    let counts = column("transaction_status").filter(|name| counts_uses(name) && facts.kind == Kind::Coupons);
    let reasons = [
        (repeated, "customer_id is repeated in the table customers. Make a view with one row per customer"),
        (
            facts.findings.iter().any(|finding| finding.check == Check::WithoutCoupon),
            "some rows are purchases without a coupon. Make a view without them",
        ),
        (mapping.loose_join, "--join loose is not in the statement. Make a view in which the ids are equal"),
        (facts.only_burnt && is_of(&[Basis::Claims]), "all claims are burnt, so rates have no value"),
        (counts.is_some(), "the status is a number of uses. Make a view with a column of status words"),
        (
            facts.kind == Kind::Purchases && column("payment_status").is_some(),
            "orders have a status and a payment status. Make a view with one of them",
        ),
        (
            column("person_id").is_some(),
            "customers have another id with each order. Make a view in which they have one",
        ),
        (
            totals && is_of(&[Basis::Amounts, Basis::Orders]),
            "amounts are totals of orders with several rows. Make a view with one row per order",
        ),
        (
            mapping.constant(Table::Transactions, "transaction_status").is_some(),
            "the mapping gives every row one status. Make a view with a column of it",
        ),
    ];
    reasons.into_iter().find(|(is_so, _)| *is_so).map_or(Ok(()), |(_, why)| Err(why.to_owned()))
}

/// Tables and columns that are called as in the schema, or as the options say.
pub(super) fn of_schema(config: &Config, model: &SavedModel) -> Result<Source, UsageError> {
    let mapping = config.load.mapping.clone().unwrap_or_default();
    let kind = mapping.kind.unwrap_or_else(|| kind(model));
    if kind == Kind::Purchases {
        let why = "sql: how rows make orders depends on the columns that there are. Give DATA: the tables, or the first rows \
                   of each";
        return Err(UsageError(why.to_owned()));
    }
    let given = |table: Table| mapping.source_name(table);
    let is_there = |table: &Table| model.data.rows.contains_key(<&str>::from(*table)) || given(*table).is_some();
    let relation = |table: Table| {
        let name = given(table).map_or_else(|| vec![table.to_string()], qualified);
        let column = |column: &'static str| match mapping.column(table, column) {
            // An empty name says that there is no such column.
            Some(name) => (!name.trim().is_empty()).then(|| (column, name.trim().to_owned())),
            None => Some((column, column.to_owned())),
        };
        let columns = table.spec().columns.iter().filter_map(|spec| column(spec.name)).collect();
        (table.into(), Relation { name, columns })
    };
    let words = STATUS_WORDS.iter().filter(|spec| spec.kind == kind);
    let words = words.flat_map(|spec| spec.words.iter().map(|word| ((*word).to_owned(), spec.code)));
    Ok(Source {
        kind,
        tables: Table::iter().filter(is_there).map(relation).collect(),
        statuses: statuses(kind, mapping.status.iter().cloned().chain(words)),
        as_of: config.load.as_of.map(crate::data::format_day),
        chosen: None,
    })
}

/// The kind of the data that a model was fitted on.
fn kind(model: &SavedModel) -> Kind {
    if !model.data.rows.contains_key("transactions") {
        return Kind::Customers;
    }
    let is_of_orders = |basis: Basis| matches!(basis, Basis::Orders | Basis::Products | Basis::OrdersWithCoupon);
    let specs = model.features.iter().filter_map(|feature| FeatureSpec::named(&feature.name));
    if specs.into_iter().any(|spec| is_of_orders(spec.basis)) { Kind::Purchases } else { Kind::Coupons }
}

/// `lake.claims` as a schema and a table.
fn qualified(name: &str) -> Vec<String> {
    name.split('.').map(|part| part.trim().to_owned()).filter(|part| !part.is_empty()).collect()
}

/// The name of a table from that of its file or sheet.
fn table_name(part: &str) -> &str {
    let sheet = part.rsplit_once(": ").map_or(part, |(_, sheet)| sheet);
    if has_data_ending(std::path::Path::new(sheet)) { sheet.split('.').next().unwrap_or(sheet) } else { sheet }
}
