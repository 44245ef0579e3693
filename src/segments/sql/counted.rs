//! The statement that places all customers of a database in the segments of a model and counts them there: one row for each segment.

use super::besides::Besides;
use super::placed::{is_in_segment, placed};
use super::query::named;
use super::source::Source;
use crate::measures::{Burns, InactivePolicy};
use crate::segments::everyone::{Everyone, EveryoneIn, Moments};
use crate::segments::saved::SavedModel;
use crate::warehouse::Dialect;

/// The claims of a customer by what became of them, whose sum is that of claims with a known outcome.
const OUTCOMES: [&str; 3] = ["burnt_count", "claimed_count", "expired_count"];
/// Columns of an answer before those of features.
const FIXED: usize = 6;
/// Columns of a feature.
const OF_FEATURE: usize = 3;

/// A feature to describe segments by.
#[derive(Clone, Debug, PartialEq)]
pub struct Described {
    /// Its name.
    pub name: String,
    /// A value near its mean. Sums are of distances to it, so that they keep their digits.
    pub near: f64,
    /// What inactive customers count as, where they take part and have no value of their own.
    pub fill: Option<f64>,
}

/// A statement that counts all customers by segment.
#[derive(Clone, Debug)]
pub struct CountingStatement {
    /// Its SQL.
    pub text: String,
    described: Vec<Described>,
    has_outcomes: bool,
    segments: usize,
}

/// The statement that counts by the segments of a model; `in_sample` says of an expression with an id whether the customer was fitted.
///
/// # Errors
/// Why the model cannot be written as SQL, and what to do, in sentences.
pub fn counting(
    model: &SavedModel,
    described: &[Described],
    source: &Source,
    dialect: Dialect,
    in_sample: &dyn Fn(&str) -> String,
) -> Result<CountingStatement, String> {
    let more: Vec<Besides> = described.iter().map(|described| Besides::Number(described.name.clone())).collect();
    let mut query = placed(model, &more, source, dialect)?;

    let imputes = model.choice.inactive == InactivePolicy::Impute;
    let first = model.features.len() + 1;
    let segment = format!("CASE WHEN {} THEN label ELSE 0 END", is_in_segment(model, dialect));
    let fitted = format!("CASE WHEN {} THEN 1 ELSE 0 END", in_sample("customer_id"));
    let mut columns = vec![named(segment, "segment"), named("usable", "usable"), named("active", "active")];
    columns.push(named(fitted, "fitted"));
    columns.push(named("distance", "distance"));
    for (place, described) in (first..).zip(described) {
        let value = match described.fill {
            Some(fill) if imputes => format!("CASE WHEN active = 1 THEN x{place} ELSE {} END", dialect.number(fill)),
            _ => format!("x{place}"),
        };
        columns.push(named(format!("{value} - {}", dialect.number(described.near)), format!("y{place}")));
    }
    let at = |name: &str| described.iter().position(|described| described.name == name);
    let outcomes = OUTCOMES.map(|name| at(name).map(|at| (at, described[at].near)));
    let count = |(at, near): (usize, f64)| format!("(y{} + {})", first + at, dialect.number(near));
    let has_outcomes = outcomes[0].is_some();
    query.add("counted", &columns, "FROM segscope_placed");
    if has_outcomes {
        let known: Vec<String> = outcomes.iter().flatten().map(|outcome| count(*outcome)).collect();
        let burnt = outcomes[0].map(count).unwrap_or_default();
        let all: Vec<_> = columns.iter().map(|(_, name)| named(name, name)).collect();
        let more = [named(known.join(" + "), "known"), named(burnt, "burnt")];
        query.add("outcomes", &[&all[..], &more].concat(), "FROM segscope_counted");
    }

    let integer = |expression: &str| format!("CAST({expression} AS BIGINT)");
    let double = |expression: &str| dialect.as_double(expression);
    let mut sums = vec![
        named("segment", "segment"),
        named("usable", "usable"),
        named("active", "active"),
        named(integer("COUNT(*)"), "customers"),
        named(integer("SUM(fitted)"), "fitted"),
        named(double("SUM(distance * distance)"), "inertia"),
    ];
    for place in first..first + described.len() {
        sums.push(named(integer(&format!("COUNT(y{place})")), format!("n{place}")));
        sums.push(named(double(&format!("SUM(y{place})")), format!("s{place}")));
        sums.push(named(double(&format!("SUM(y{place} * y{place})")), format!("q{place}")));
    }
    if has_outcomes {
        sums.push(named(integer("SUM(CASE WHEN known > 0 THEN 1 ELSE 0 END)"), "with_claims"));
        sums.push(named(double("MAX(known)"), "most"));
        for (square, name) in [("known * known", "cc"), ("known * burnt", "cb"), ("burnt * burnt", "bb")] {
            sums.push(named(double(&format!("SUM({square})")), name));
        }
    }
    let from = if has_outcomes { "segscope_outcomes" } else { "segscope_counted" };
    let text = query.finish(&sums, &format!("FROM {from}\nGROUP BY segment, usable, active"));
    Ok(CountingStatement { text, described: described.to_vec(), has_outcomes, segments: model.segments.len() })
}

impl CountingStatement {
    /// The rows of the answer as what they say of all customers.
    ///
    /// # Errors
    /// A row that is not one of the statement.
    pub fn read(&self, rows: &[Vec<Option<f64>>]) -> Result<Everyone, String> {
        let mut everyone = Everyone {
            segments: vec![EveryoneIn::default(); self.segments],
            names: self.described.iter().map(|described| described.name.clone()).collect(),
            ..Everyone::default()
        };
        for segment in &mut everyone.segments {
            segment.features = vec![Moments::default(); self.described.len()];
            segment.burns = self.has_outcomes.then(Burns::default);
        }
        let width = FIXED + OF_FEATURE * self.described.len() + if self.has_outcomes { 5 } else { 0 };
        for row in rows {
            let &[Some(segment), usable, active, Some(customers), Some(fitted), inertia, ..] = row.as_slice() else {
                return Err("the engine answers without the number of a segment or of its customers".to_owned());
            };
            if row.len() != width {
                return Err(format!("the engine answers with {} columns instead of {width}", row.len()));
            }
            let customers = customers as u64;
            let Some(own) = (segment as usize).checked_sub(1) else {
                everyone.fitted_outside += fitted as u64;
                match (usable == Some(1.0), active == Some(1.0)) {
                    (true, _) => everyone.noise += customers,
                    (false, true) => everyone.left_out += customers,
                    (false, false) => everyone.inactive += customers,
                }
                continue;
            };
            let own = everyone.segments.get_mut(own).ok_or("the engine answers with a segment that there is not")?;
            own.customers += customers;
            own.fitted += fitted as u64;
            everyone.inertia += inertia.unwrap_or(0.0);
            let features = own.features.iter_mut().zip(&self.described).zip(row[FIXED..].chunks(OF_FEATURE));
            for ((moments, described), columns) in features {
                let &[n, sum, squares] = columns else { continue };
                moments.add(n.unwrap_or(0.0), described.near, [sum, squares].map(|value| value.unwrap_or(0.0)));
            }
            if let Some(burns) = &mut own.burns {
                let [with_claims, most, squares @ ..] = &row[row.len() - 5..] else { continue };
                let sum = |name: &str| {
                    let at = self.described.iter().position(|described| described.name == name);
                    at.map_or(0.0, |at| own.features[at].sum())
                };
                // Of several rows of a segment, the moments have the sums of all.
                let [burnt, claimed, expired] = OUTCOMES.map(sum);
                burns.claims = (burnt + claimed + expired).round() as u64;
                burns.burnt = burnt.round() as u64;
                burns.customers += with_claims.unwrap_or(0.0) as u64;
                burns.most = burns.most.max(most.unwrap_or(0.0) as u64);
                for (own, square) in burns.squares.iter_mut().zip(squares) {
                    *own += square.unwrap_or(0.0).round();
                }
            }
        }
        Ok(everyone)
    }
}
