//! Which keys of events a statement needs to look up: a join of all events with customers or branches takes as long as the statement.

use crate::data::{KnownKeys, Step};

/// Whether the customers and the branches of events are looked up in their tables.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Lookups {
    /// Unknown customers are null.
    pub customers: bool,
    /// Unknown branches are null.
    pub branches: bool,
}

impl Lookups {
    /// What a statement with these words needs, without its comments.
    pub fn of(text: &str) -> Self {
        let code = |line: &&str| !line.trim_start().starts_with("--");
        let is_of_name = |character: char| character.is_alphanumeric() || character == '_';
        let words = text.lines().filter(code).flat_map(|line| line.split(|character| !is_of_name(character)));
        words.fold(Self::default(), |found, word| Self {
            customers: found.customers || word == "customer",
            branches: found.branches || word == "branch",
        })
    }

    /// What filters and earlier days need.
    pub fn of_steps(steps: &[&Step]) -> Self {
        let conditions = steps.iter().filter_map(|step| match *step {
            Step::Kept(conditions) => Some(conditions),
            Step::AsItWas { .. } => None,
        });
        conditions.fold(Self::default(), |found, conditions| {
            let of_customers = Self { customers: !conditions.customers.is_empty(), branches: false };
            conditions.events.iter().map(|event| Self::of(event)).fold(found.and(of_customers), Self::and)
        })
    }

    /// What is left where these keys are known: the keys of the events are those of the tables.
    #[must_use]
    pub fn without(self, known: KnownKeys) -> Self {
        Self { customers: self.customers && !known.customers, branches: self.branches && !known.branches }
    }

    /// What both need.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        Self { customers: self.customers || other.customers, branches: self.branches || other.branches }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::Conditions;

    /// Whether customers are looked up, and whether branches are.
    fn keys(Lookups { customers, branches }: Lookups) -> [bool; 2] {
        [customers, branches]
    }

    #[test]
    fn a_statement_needs_the_keys_that_it_names() {
        let needs = |text| keys(Lookups::of(text));
        assert_eq!(
            needs("-- Each customer and branch.\nWITH {base}\nSELECT no_customer, customers, no_branch FROM t"),
            [false, false]
        );
        assert_eq!(needs("SELECT t.branch FROM t"), [false, true]);
        assert_eq!(needs("SELECT COUNT(customer) FROM t"), [true, false]);
        assert_eq!(
            needs("SELECT b.merchant FROM t JOIN b ON b.branch = t.branch WHERE customer IS NULL"),
            [true, true]
        );
    }

    #[test]
    fn filters_need_the_keys_of_their_conditions() {
        let kept = |customers: &[&str], events: &[&str]| {
            let owned = |parts: &[&str]| parts.iter().map(|part| (*part).to_owned()).collect();
            Step::Kept(Conditions { customers: owned(customers), events: owned(events), ..Conditions::default() })
        };
        let day = Step::AsItWas { day: 0, has_customers: true, by_dates: false };
        let needs = |steps: &[Step]| keys(Lookups::of_steps(&steps.iter().collect::<Vec<_>>()));
        assert_eq!(needs(&[day.clone(), kept(&[], &["status IN ('burnt')"])]), [false, false]);
        assert_eq!(needs(&[kept(&[], &["status = 'burnt'", "branch IN (3)"]), day]), [false, true]);
        assert_eq!(needs(&[kept(&["gender = 2"], &[])]), [true, false]);
    }
}
