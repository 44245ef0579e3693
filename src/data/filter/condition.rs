//! One condition of a filter.

use std::fmt::{self, Display, Formatter};

use super::comparison::{self, Comparison, Interval, with};
use super::days;
use super::keys::{self, Field, Meaning, Moment, SHOWN, Size};
use super::name::{self, Name};

/// One condition.
#[derive(Clone, Debug, PartialEq)]
pub struct Condition {
    /// Whether it is negated: it matches exactly what the test does not.
    pub negated: bool,
    /// Whether it narrows only what is shown, although it is about customers.
    pub shown: bool,
    /// The test.
    pub test: Test,
}

/// The test of a condition.
#[derive(Clone, Debug, PartialEq)]
pub enum Test {
    /// Whether a name or id is one of these.
    Name(Field, Vec<Name>),
    /// How a day compares.
    Day(Moment, Comparison<i32>),
    /// How the size of an order compares.
    Size(Size, Comparison<f64>),
    /// How a numeric feature, by its name, compares; without a number, whether the value of any column is missing.
    Number(String, Comparison<f64>),
    /// Whether the value of another text column, by its name, is one of these.
    Word(String, Vec<Name>),
}

/// The scope of a condition.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// Customers.
    Customers,
    /// Rows of transactions; a customer without a matching row is removed.
    Rows,
    /// Customers once they are clustered, by their segment or by anything else: narrows what is shown, never what is
    /// clustered.
    Shown,
}

impl Condition {
    /// Matches this name or id; without one, a missing name.
    pub fn named(field: Field, name: Option<&str>) -> Self {
        Self::names(field, vec![name.map_or(Name::None, Name::exactly)])
    }

    /// Matches any of these names or ids.
    pub fn names(field: Field, names: Vec<Name>) -> Self {
        Self::new(Test::Name(field, names))
    }

    /// Matches the days from `first` to `last`, both included.
    pub fn during(moment: Moment, first: i32, last: i32) -> Self {
        let days = Comparison::AnyOf(vec![Some(Interval { first, last })]);
        Self::new(Test::Day(moment, days))
    }

    /// Matches claims from the first day of `text` on; none if that is not a date.
    pub fn since(text: &str) -> Option<Self> {
        days::read(text.trim()).map(|days| Self::claimed(Comparison::AtLeast(days.first)))
    }

    /// Matches claims up to the last day of `text`; none if that is not a date.
    pub fn until(text: &str) -> Option<Self> {
        days::read(text.trim()).map(|days| Self::claimed(Comparison::AtMost(days.last)))
    }

    fn claimed(days: Comparison<i32>) -> Self {
        Self::new(Test::Day(Moment::Date, days))
    }

    /// Matches orders by their size.
    pub fn size(size: Size, comparison: Comparison<f64>) -> Self {
        Self::new(Test::Size(size, comparison))
    }

    /// Matches customers by a feature's value.
    pub fn number(feature: &str, comparison: Comparison<f64>) -> Self {
        Self::new(Test::Number(feature.to_owned(), comparison))
    }

    /// Matches customers by the value of another text column.
    pub fn word(column: &str, word: &str) -> Self {
        Self::new(Test::Word(column.to_owned(), vec![Name::exactly(word)]))
    }

    /// The condition that matches what this one or the other matches; none if no single condition does.
    pub fn or(&self, other: &Self) -> Option<Self> {
        let is_alike = !self.negated && !other.negated && self.shown == other.shown;
        let test = match (&self.test, &other.test) {
            (Test::Name(a, names), Test::Name(b, others)) if a == b => {
                Test::Name(*a, with(names.clone(), others.clone()))
            }
            (Test::Word(a, words), Test::Word(b, others)) if a == b => {
                Test::Word(a.clone(), with(words.clone(), others.clone()))
            }
            // The missing values of a text column.
            (Test::Word(a, words), Test::Number(b, Comparison::AnyOf(none)))
            | (Test::Number(b, Comparison::AnyOf(none)), Test::Word(a, words))
                if a == b && none.iter().all(Option::is_none) =>
            {
                Test::Word(a.clone(), with(words.clone(), vec![Name::None]))
            }
            (Test::Number(a, numbers), Test::Number(b, others)) if a == b => {
                Test::Number(a.clone(), numbers.or(others))
            }
            (Test::Size(a, sizes), Test::Size(b, others)) if a == b => Test::Size(*a, sizes.or(others)),
            (Test::Day(a, Comparison::AnyOf(days)), Test::Day(b, Comparison::AnyOf(others))) if a == b => {
                Test::Day(*a, Comparison::AnyOf(with(days.clone(), others.clone())))
            }
            _ => return None,
        };
        is_alike.then_some(Self { test, ..self.clone() })
    }

    /// Its values as text: names and ids without the quotes of a filter.
    pub fn values(&self) -> Vec<String> {
        let name = |name: &Name| match name {
            Name::Text { before: false, text, after: false } => text.clone(),
            name => name.to_string(),
        };
        match &self.test {
            Test::Name(_, names) | Test::Word(_, names) => names.iter().map(name).collect(),
            Test::Day(_, days) => days.texts(days::text),
            Test::Size(_, numbers) | Test::Number(_, numbers) => numbers.texts(comparison::number_text),
        }
    }

    /// The same, narrowing only what is shown.
    #[must_use]
    pub fn shown(self) -> Self {
        Self { shown: true, ..self }
    }

    /// What to write instead where a column is called as the key of this condition is, and the column is meant: the key in quotes
    /// is always that of a column.
    pub fn of_column<'a>(&self, columns: impl IntoIterator<Item = &'a str>) -> Option<String> {
        let meaning = match &self.test {
            Test::Name(field, _) => Meaning::Names(*field),
            Test::Day(moment, _) => Meaning::Days(*moment),
            Test::Size(size, _) => Meaning::Sizes(*size),
            Test::Number(..) | Test::Word(..) => return None,
        };
        let column = columns.into_iter().find(|column| keys::find(column).is_some_and(|key| key.meaning == meaning))?;
        Some(match &self.test {
            Test::Name(_, names) => {
                Self { shown: false, test: Test::Word(column.to_owned(), names.clone()), ..*self }.to_string()
            }
            _ => keys::feature_text(column),
        })
    }

    fn new(test: Test) -> Self {
        Self { negated: false, shown: false, test }
    }

    /// Its scope.
    pub fn scope(&self) -> Scope {
        match &self.test {
            _ if self.shown => Scope::Shown,
            Test::Name(Field::City | Field::Gender | Field::Customer | Field::Rfm, _)
            | Test::Day(Moment::Joined | Moment::FirstClaim, _)
            | Test::Number(..)
            | Test::Word(..) => Scope::Customers,
            Test::Name(
                Field::Branch
                | Field::Merchant
                | Field::Coupon
                | Field::Product
                | Field::Weekday
                | Field::Hour
                | Field::Status,
                _,
            )
            | Test::Size(..)
            | Test::Day(Moment::Date, _) => Scope::Rows,
            Test::Name(Field::Segment | Field::Before, _) => Scope::Shown,
        }
    }
}

impl Display for Condition {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        if self.negated {
            f.write_str("-")?;
        }
        let of_clustering = matches!(&self.test, Test::Number(name, _) if keys::of_clustering(name));
        if self.shown && !of_clustering {
            f.write_str(SHOWN)?;
        }
        match &self.test {
            Test::Number(name, comparison) if self.shown && of_clustering => {
                write!(f, "{name}{}", comparison.text(comparison::number_text))
            }
            Test::Name(field, names) => {
                let names: Vec<String> = names.iter().map(ToString::to_string).collect();
                write!(f, "{}:{}", field.word(), names.join(","))
            }
            Test::Word(column, names) => {
                let names: Vec<String> = names.iter().map(name::as_word).collect();
                write!(f, "{}:{}", keys::feature_text(column), names.join(","))
            }
            Test::Day(Moment::Date, Comparison::AtLeast(day)) => write!(f, "since:{}", days::text(Interval::at(*day))),
            Test::Day(Moment::Date, Comparison::AtMost(day)) => write!(f, "until:{}", days::text(Interval::at(*day))),
            Test::Size(size, comparison) => {
                write!(f, "{}{}", size.word(), comparison.text(comparison::number_text))
            }
            Test::Day(moment, comparison) => write!(f, "{}{}", moment.word(), comparison.text(days::text)),
            Test::Number(feature, comparison) => {
                write!(f, "{}{}", keys::feature_text(feature), comparison.text(comparison::number_text))
            }
        }
    }
}
