//! The features of customers as SQL: the definitions of the catalogue, over the events of each customer.

use std::fmt::Write;

use super::as_of::IS_WHOLE;
use super::besides::Besides;
use super::chosen;
use super::definitions::{Definition, TOTALS, filled};
use super::events::of_known_customers;
use super::need::Need;
use super::origin::{Column, Origin, besides, origin};
use super::query::{Query, id, named};
use super::source::Source;
use crate::measures::Kind;
use crate::segments::saved::SavedModel;

/// What the features of a model are computed from.
pub(super) struct Plan<'a> {
    pub source: &'a Source,
    features: Vec<Origin<'a>>,
}

impl<'a> Plan<'a> {
    /// That of the features of a model, and of `more`.
    pub fn new(model: &'a SavedModel, more: &'a [Besides], source: &'a Source) -> Result<Self, String> {
        let own = model.features.iter().map(|saved| origin(model, source, saved));
        let features = own.chain(more.iter().map(|more| besides(source, more))).collect::<Result<_, _>>()?;
        Ok(Self { source, features })
    }

    /// What is needed of events.
    pub fn needs(&self) -> Vec<Need> {
        let uses = |total: &str| self.totals().any(|(name, _)| *name == total);
        let all = [
            (Need::Branch, uses("branches")),
            (Need::Merchant, uses("merchants")),
            (Need::Amount, uses("amount")),
            (Need::Coupon, uses("coupons")),
            (Need::Products, self.has("distinct_products")),
            (Need::Items, self.has("item_count")),
        ];
        all.into_iter().filter(|(_, is_needed)| *is_needed).map(|(need, _)| need).collect()
    }

    /// Whether a feature is a number of days before the as-of date.
    pub fn has_days(&self) -> bool {
        self.definitions().any(|definition| definition.value.contains("{since:"))
    }

    /// Whether the model has a computed feature.
    pub fn has(&self, feature: &str) -> bool {
        self.definitions().any(|definition| definition.name == feature)
    }

    fn definitions(&self) -> impl Iterator<Item = &'static Definition> {
        self.features.iter().filter_map(|feature| match *feature {
            Origin::Computed(definition) => Some(definition),
            _ => None,
        })
    }

    /// The totals that are needed, each once; the number of events always, as it says who is inactive.
    pub fn totals(&self) -> impl Iterator<Item = &'static (&'static str, &'static str)> {
        const ALL: &[(&str, &str)] = &TOTALS;
        let active = self.active();
        ALL.iter().filter(move |(name, _)| {
            Some(*name) == active || self.definitions().any(|definition| definition.totals.contains(name))
        })
    }

    /// The total that is 0 for inactive customers.
    fn active(&self) -> Option<&'static str> {
        match self.source.kind {
            Kind::Coupons => Some("claims"),
            Kind::Purchases => Some("orders"),
            Kind::Customers => None,
        }
    }

    /// `segscope_features`: `customer_id`, `active`, and the values `x1`, `x2`, ... in the order of the model.
    pub fn values(&self, query: &mut Query) -> Result<(), String> {
        let dialect = query.dialect;
        self.customers(query)?;
        let active = self.active().map_or_else(
            || "1".to_owned(),
            |total| format!("CASE WHEN COALESCE(segscope_totals.{total}, 0) > 0 THEN 1 ELSE 0 END"),
        );
        let mut columns = vec![named("segscope_customers.customer_id", "customer_id"), named(active, "active")];
        for (place, feature) in (1..).zip(&self.features) {
            columns.push(named(self.value(query, place, feature), format!("x{place}")));
        }
        let mut rest = "FROM segscope_customers".to_owned();
        let of_customer = |table: &str| joined(table, &format!("segscope_customers.customer_id = {table}.customer_id"));
        if self.source.kind != Kind::Customers {
            rest.push_str(&of_customer("segscope_totals"));
        }
        let needs = self.needs();
        if needs.contains(&Need::Products) || needs.contains(&Need::Items) {
            rest.push_str(&of_customer("segscope_baskets"));
        }
        if self.has("median_gap_days") {
            rest.push_str(&of_customer("segscope_gaps"));
        }
        let mut seen: Vec<&str> = Vec::new();
        for feature in &self.features {
            let Some(Column::Dimension(table, key, name)) = feature.column() else { continue };
            if seen.contains(&table) {
                continue;
            }
            seen.push(table);
            if let Some(relation) = self.source.table(table) {
                let key = id(dialect, &self.source.needed(dialect, table, key)?);
                let name = dialect.word(&self.source.needed(dialect, table, name)?);
                let columns = [named(key.clone(), "id"), named(format!("MIN(COALESCE({name}, {key}))"), "name")];
                query.add(table, &columns, &format!("FROM {}\n  GROUP BY {key}", relation.quoted(dialect)));
                rest.push_str(&joined(
                    &format!("segscope_{table}"),
                    &format!("segscope_customers.{table} = segscope_{table}.id"),
                ));
            }
        }
        let has_joined = self.source.has("customers", "join_date").is_ok();
        let is_cut = self.source.as_of.is_some() && has_joined;
        if is_cut && self.source.kind != Kind::Customers {
            query.add("known", &[named("customer_id", "customer_id")], of_known_customers(self.source));
            rest.push_str(&of_customer("segscope_known"));
        }
        if self.has_days() || is_cut {
            rest.push_str("\n  CROSS JOIN segscope_as_of");
        }
        if is_cut {
            // Who joined later was not known on an earlier day, except with an event before it.
            rest.push_str("\n  WHERE ");
            rest.push_str(IS_WHOLE);
            rest.push_str(
                " OR segscope_customers.joined IS NULL OR segscope_customers.joined <= segscope_as_of.as_of_day",
            );
            if self.source.kind != Kind::Customers {
                rest.push_str(" OR segscope_known.customer_id IS NOT NULL");
            }
        }
        query.add_once("features", &columns, &rest);
        Ok(())
    }

    /// `segscope_customers`: the ids of customers, and the columns of theirs that features are computed from.
    fn customers(&self, query: &mut Query) -> Result<(), String> {
        let (source, dialect) = (self.source, query.dialect);
        let Some(table) = source.table("customers") else {
            if source.chosen.is_some() {
                query.add("customers", &[named(id(dialect, "customer"), "customer_id")], "FROM c");
                return Ok(());
            }
            query.add("customers", &[named("customer_id", "customer_id")], of_known_customers(source));
            return Ok(());
        };
        let customer = id(dialect, &source.needed(dialect, "customers", "customer_id")?);
        let mut columns = vec![named(customer.clone(), "customer_id")];
        let join = source.column(dialect, "customers", "join_date").map(|join| dialect.as_date(&join));
        if let Some(join) = join.filter(|_| self.has("tenure_days") || source.as_of.is_some()) {
            columns.push(named(join, "joined"));
        }
        for (place, feature) in (1..).zip(&self.features) {
            let column = match (feature.column(), feature) {
                (Some(Column::Dimension(table, key, _)), _) => {
                    let column = named(id(dialect, &source.needed(dialect, "customers", key)?), table);
                    if columns.contains(&column) {
                        continue;
                    }
                    column
                }
                (Some(Column::Own(name)), _) => {
                    named(dialect.word(&format!("t.{}", dialect.quoted(name))), format!("c{place}"))
                }
                (None, &Origin::Number(name)) => {
                    named(dialect.finite(&format!("t.{}", dialect.quoted(name))), format!("c{place}"))
                }
                _ => continue,
            };
            columns.push(column);
        }
        let mut rest = format!("FROM {}\n  WHERE {customer} IS NOT NULL", table.quoted(dialect));
        if source.chosen.is_some() {
            let _ = write!(rest, "\n    AND {customer} IN ({})", chosen::customers(query));
        }
        query.add("customers", &columns, &rest);
        Ok(())
    }

    /// The value of a feature, over the joined tables.
    fn value(&self, query: &Query, place: usize, feature: &Origin<'_>) -> String {
        let dialect = query.dialect;
        match *feature {
            Origin::Computed(definition) => {
                let value = filled(definition.value, |mark| self.mark(query, mark));
                dialect.as_double(&value)
            }
            Origin::Code(column, words) => {
                let name = self.name_of(column, place);
                let case = |(code, word): (usize, &String)| {
                    format!("WHEN {} THEN {}", dialect.text(word), dialect.number(code as f64))
                };
                let cases: Vec<String> = words.iter().enumerate().map(case).collect();
                if cases.is_empty() {
                    return dialect.as_double("NULL");
                }
                format!("CASE {name} {} END", cases.join(" "))
            }
            Origin::OneHot(column, word) => {
                let name = self.name_of(column, place);
                let (one, none) = (dialect.number(1.0), dialect.number(0.0));
                format!("CASE WHEN {name} = {} THEN {one} WHEN {name} IS NOT NULL THEN {none} END", dialect.text(word))
            }
            Origin::Name(column) => self.name_of(column, place),
            Origin::Number(_) => format!("segscope_customers.c{place}"),
        }
    }

    /// The name of a category of a customer.
    fn name_of(&self, column: Column<'_>, place: usize) -> String {
        match column {
            Column::Dimension(table, ..) if self.source.table(table).is_some() => format!("segscope_{table}.name"),
            Column::Dimension(table, ..) => format!("segscope_customers.{table}"),
            Column::Own(_) => format!("segscope_customers.c{place}"),
        }
    }

    /// What a mark of a value stands for.
    fn mark(&self, query: &Query, mark: &str) -> String {
        let total = |name: &str| format!("segscope_totals.{name}");
        match mark.split_once(':') {
            Some(("double", name)) => query.dialect.as_double(&total(name)),
            // Without events, the column is there: see `origin`.
            Some((_, "joined")) => {
                let has_joined = self.source.column(query.dialect, "customers", "join_date").is_some();
                let day = match (has_joined, self.source.kind == Kind::Customers) {
                    (true, true) => "segscope_customers.joined".to_owned(),
                    (true, false) => format!("COALESCE(segscope_customers.joined, {})", total("first_day")),
                    (false, _) => total("first_day"),
                };
                query.dialect.days(&day, "segscope_as_of.as_of_day")
            }
            Some((_, name)) => query.dialect.days(&total(name), "segscope_as_of.as_of_day"),
            None => total(mark),
        }
    }
}

pub(super) fn joined(table: &str, condition: &str) -> String {
    format!("\n  LEFT JOIN {table} ON {condition}")
}
