//! The conditions of a filter in SQL.
//!
//! Names were found in the tables that are here, so a statement has ids, numbers and dates only. A condition is true or false and
//! never null, so that `NOT` and the absence of a value mean what they mean in files.

use crate::aggregate::columns::customer_codes;
use crate::aggregate::selection::{MatchingCustomers, NO_HOURS, Refusal, Wanted, of_events};
use crate::data::filter::{Comparison, Condition, ConditionPart, Field, Interval, Moment, Size, Test};
use crate::data::{Dimension, EventsInDatabase, Facts, Ids, Table, format_day, status};
use crate::warehouse::Dialect;

/// Most ids of customers in a statement. Engines read a longer one slowly, or not at all.
const MOST_IDS: usize = 20_000;

/// 0001-01-01 and 9999-12-31: a range may be open at one end, and engines have no earlier or later days.
const YEAR_1: i32 = -719_162;
const YEAR_9999: i32 = 2_932_896;

/// Whether the statement has a condition on customers by its words; otherwise by the ids of those who match.
pub fn is_written(condition: &Condition) -> bool {
    matches!(condition.test, Test::Name(Field::Gender | Field::City, _) | Test::Day(Moment::Joined, _))
}

/// Writes conditions for the engine of some events.
pub struct Conditions<'a> {
    facts: &'a Facts,
    events: &'a EventsInDatabase,
    dialect: Dialect,
}

impl<'a> Conditions<'a> {
    /// For the events of these facts.
    pub fn of(facts: &'a Facts, events: &'a EventsInDatabase) -> Self {
        Self { facts, events, dialect: events.tables.connection.dialect() }
    }

    /// A condition on events.
    ///
    /// # Errors
    /// A name that is not there, and what no event has.
    pub fn of_events(&self, condition: &Condition) -> Result<String, Refusal> {
        let facts = self.facts;
        let holds = match &condition.test {
            Test::Name(Field::Hour, _) if !self.events.has_hours => return Err(Refusal::key(NO_HOURS)),
            Test::Name(field, names) => self.named(*field, &of_events(facts, *field, names)?),
            Test::Size(Size::Amount, comparison) if facts.has_amount => {
                // A range may be open at one end.
                compared("amount", comparison, |number| self.dialect.number(number.clamp(f64::MIN, f64::MAX)))
            }
            Test::Size(Size::Items, comparison)
                if facts.purchases.as_ref().is_some_and(|loaded| loaded.items.is_some()) =>
            {
                compared("items", comparison, |number| self.dialect.number(number.clamp(f64::MIN, f64::MAX)))
            }
            Test::Size(size, _) => return Err(Refusal::key(size.needs())),
            Test::Day(_, comparison) => days("day", comparison),
            Test::Number(..) | Test::Word(..) => truth(true).to_owned(),
        };
        Ok(if_true(&holds, condition.negated))
    }

    /// Whether an event has one of the codes of a key.
    fn named(&self, field: Field, wanted: &Wanted) -> String {
        let numbers = |most: u32| -> Vec<String> {
            (0..most).filter(|code| wanted.has(Some(*code))).map(|code| code.to_string()).collect()
        };
        match field {
            Field::Status => {
                let words = [
                    (status::OPEN, "open"),
                    (status::BURNT, "burnt"),
                    (status::EXPIRED, "expired"),
                    (status::OTHER, "other"),
                ];
                let words = words.into_iter().filter(|(code, _)| wanted.has(Some((*code).into())));
                one_of("status", &words.map(|(_, word)| format!("'{word}'")).collect::<Vec<_>>(), false)
            }
            Field::Coupon => one_of("coupon", &self.texts(&self.facts.coupons.ids, wanted), wanted.has(None)),
            Field::Weekday => {
                // 1970-01-05 is a Monday; earlier days have a negative distance to it.
                let weekday = "({days_between:{day:1970-01-05};day} % 7 + 7) % 7";
                let among = one_of(weekday, &numbers(7), false);
                format!("day IS NOT NULL AND {among} OR day IS NULL AND {}", truth(wanted.has(None)))
            }
            Field::Hour => one_of("hour", &numbers(24), wanted.has(None)),
            Field::Product => {
                let products = self.facts.purchases.iter().flat_map(|loaded| self.texts(&loaded.products.ids, wanted));
                let words = one_of("product", &products.collect::<Vec<_>>(), false);
                let with = format!("event IN (SELECT event FROM l WHERE {words})");
                if wanted.has(None) { format!("({with} OR event NOT IN (SELECT event FROM l))") } else { with }
            }
            _ => self.codes("branch", &self.facts.branches, (Table::Branches, "branch_id"), wanted),
        }
    }

    /// A condition on customers, which `matching` match.
    ///
    /// # Errors
    /// More ids than a statement can have.
    pub fn of_customers(&self, condition: &Condition, matching: &MatchingCustomers) -> Result<String, Refusal> {
        let by_place = |field: Field| -> Result<Option<String>, Refusal> {
            let (column, dimension, key) = match field {
                Field::Gender => ("gender", &self.facts.genders, (Table::Genders, "gender_id")),
                Field::City => ("city", &self.facts.cities, (Table::Cities, "city_id")),
                _ => return Ok(None),
            };
            let mut codes = vec![false; dimension.len()];
            let mut none = false;
            for (code, is) in customer_codes(self.facts, column)?.into_iter().zip(&matching.known) {
                match code.and_then(|code| codes.get_mut(code as usize)) {
                    Some(wanted) => *wanted |= is,
                    None => none |= is,
                }
            }
            Ok(Some(self.codes(column, dimension, key, &Wanted::new(codes, none))))
        };
        match &condition.test {
            Test::Name(field, _) => {
                if let Some(by_place) = by_place(*field)? {
                    return Ok(by_place);
                }
            }
            Test::Day(Moment::Joined, comparison) => {
                return Ok(if_true(&days("join_day", comparison), condition.negated));
            }
            _ => {}
        }
        self.some_customers(&matching.known)
    }

    /// These customers, by their ids.
    ///
    /// # Errors
    /// More ids than a statement can have.
    pub fn some_customers(&self, known: &[bool]) -> Result<String, Refusal> {
        let all = known.len();
        let matching = known.iter().filter(|is| **is).count();
        let is_few = matching * 2 <= all;
        if matching.min(all - matching) > MOST_IDS {
            let message = format!(
                "{matching} of {all} customers match by what is computed here: their ids are more than the {MOST_IDS} that a \
                 statement can have. Without --compute database it works"
            );
            return Err(Refusal::Mismatch(ConditionPart::Key, message));
        }
        let among = self.among_customers(&Wanted::new(known.iter().map(|is| *is == is_few).collect(), false));
        Ok(if is_few { among } else { format!("NOT ({among})") })
    }

    /// One customer, by its id.
    pub fn customer(&self, customer: u32) -> String {
        let is_own = |code: usize| code == customer as usize;
        self.among_customers(&Wanted::new((0..self.facts.customer_ids.len()).map(is_own).collect(), false))
    }

    /// Whether a customer has one of some codes.
    fn among_customers(&self, wanted: &Wanted) -> String {
        let is_text = |table| self.is_text(table, "customer_id");
        let (ids, is_text) =
            (&self.facts.customer_ids, is_text(Table::Customers).or_else(|| is_text(Table::Transactions)));
        one_of(&self.as_ids("customer", ids, is_text), &self.ids(ids, is_text, wanted), false)
    }

    /// Whether a key of events or customers is one of some codes of a dimension.
    fn codes(&self, column: &str, dimension: &Dimension, (table, id): (Table, &str), wanted: &Wanted) -> String {
        let is_text = self.is_text(table, id);
        one_of(
            &self.as_ids(column, &dimension.ids, is_text),
            &self.ids(&dimension.ids, is_text, wanted),
            wanted.has(None),
        )
    }

    /// Whether ids are text in the database; none where they come from a column of another table.
    fn is_text(&self, table: Table, id: &str) -> Option<bool> {
        self.events.tables.tables.get(&table).map(|table| table.is_text(id))
    }

    /// A column as it is compared with ids: as it is where both are integers, otherwise as text.
    fn as_ids(&self, column: &str, ids: &Ids, is_text: Option<bool>) -> String {
        match ids {
            Ids::Integers(_) if is_text == Some(false) => column.to_owned(),
            _ => self.dialect.as_text(column),
        }
    }

    fn ids(&self, ids: &Ids, is_text: Option<bool>, wanted: &Wanted) -> Vec<String> {
        match ids {
            Ids::Integers(ids) if is_text == Some(false) => {
                let some = (0..).zip(ids).filter(|(code, _)| wanted.has(Some(*code)));
                some.map(|(_, id)| id.to_string()).collect()
            }
            ids => self.texts(ids, wanted),
        }
    }

    fn texts(&self, ids: &Ids, wanted: &Wanted) -> Vec<String> {
        let some = (0..).zip(ids.iter()).filter(|(code, _)| wanted.has(Some(*code)));
        some.map(|(_, id)| self.dialect.text(&id)).collect()
    }
}

fn truth(is: bool) -> &'static str {
    if is { "1 = 1" } else { "1 = 0" }
}

/// True where a condition is, or is not; false where it is unknown.
fn if_true(condition: &str, negated: bool) -> String {
    format!("CASE WHEN {condition} THEN 1 ELSE 0 END = {}", u8::from(!negated))
}

/// Whether an expression has one of some values, or none where `none` counts too.
fn one_of(expression: &str, values: &[String], none: bool) -> String {
    let listed =
        if values.is_empty() { truth(false).to_owned() } else { format!("{expression} IN ({})", values.join(", ")) };
    if none { format!("({listed} OR {expression} IS NULL)") } else { listed }
}

/// Whether a column is as a comparison asks.
fn compared<T: Copy + PartialEq>(column: &str, comparison: &Comparison<T>, value: impl Fn(T) -> String) -> String {
    match comparison {
        Comparison::Below(most) => format!("{column} < {}", value(*most)),
        Comparison::AtMost(most) => format!("{column} <= {}", value(*most)),
        Comparison::Above(least) => format!("{column} > {}", value(*least)),
        Comparison::AtLeast(least) => format!("{column} >= {}", value(*least)),
        Comparison::AnyOf(intervals) => {
            let within = |interval: &Option<Interval<T>>| match interval {
                None => format!("{column} IS NULL"),
                Some(Interval { first, last }) => format!("{column} BETWEEN {} AND {}", value(*first), value(*last)),
            };
            let parts: Vec<String> = intervals.iter().map(within).collect();
            if parts.is_empty() { truth(false).to_owned() } else { format!("({})", parts.join(" OR ")) }
        }
    }
}

fn days(column: &str, comparison: &Comparison<i32>) -> String {
    compared(column, comparison, |day| format!("{{day:{}}}", format_day(day.clamp(YEAR_1, YEAR_9999))))
}
