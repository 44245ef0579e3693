//! Whether groups of customers differ in their rate, in sentences that screens and reports share. No other sentence, mark
//! or colour may claim a difference.

use super::coupons::{chance, listed};
use super::text::{capitalised, clean, count};
use crate::data::Kind;
use crate::measures::{GroupTest, Standout, Summary};

/// Groups that are named on each side.
const NAMED: usize = 3;

/// `Burn rates differ by city (p = 0.003): Cairo above, Suez below the rest.`
pub fn differ(summary: &Summary, test: &GroupTest) -> String {
    let (rates, by) = (rates(summary.kind), by(summary, &test.of));
    let p = chance(test.p) + &of_what(test);
    match test.differ() {
        None => format!("Too few customers to test whether {rates} differ by {by}."),
        Some(false) => format!("No evidence that {rates} differ by {by} ({p})."),
        Some(true) => {
            let sides = [(&test.above, "above"), (&test.below, "below")];
            let sides: Vec<String> =
                sides.iter().filter_map(|(groups, side)| Some(format!("{} {side}", named(groups)?))).collect();
            let which = match sides.as_slice() {
                [] => format!(", but no single {by} differs from the rest"),
                sides => format!(": {} the rest", sides.join(", ")),
            };
            format!("{} differ by {by} ({p}){which}.", capitalised(rates))
        }
    }
}

/// What was tested, where it is not everything: `; 8,431 of 10,000 tested, the others have no two customers`.
fn of_what(test: &GroupTest) -> String {
    let GroupTest { groups, tested, customers, is_sample, .. } = *test;
    let few = if tested < groups {
        format!("; {} of {} tested, the others have only one customer", count(tested as u64), count(groups as u64))
    } else {
        String::new()
    };
    let sample =
        if is_sample { format!("; {} customers taken at random", count(customers as u64)) } else { String::new() };
    few + &sample
}

/// The same in a few words, for the frame of a panel that shows rates.
pub fn briefly(test: &GroupTest) -> String {
    let p = chance(test.p);
    match test.differ() {
        None => "too few to test".to_owned(),
        Some(false) => format!("no evidence that rates differ, {p}"),
        Some(true) => format!("rates differ, {p}"),
    }
}

fn rates(kind: Kind) -> &'static str {
    if kind == Kind::Purchases { "repeat rates" } else { "burn rates" }
}

/// What the groups are: `city`, `branch`, or the column.
fn by<'a>(summary: &Summary, of: &'a str) -> std::borrow::Cow<'a, str> {
    match of {
        "genders" => "gender".into(),
        "cities" => summary.place.into(),
        "branches" => "branch".into(),
        "merchants" => "merchant".into(),
        "products" => "product".into(),
        "coupons" => "coupon".into(),
        of => clean(of.strip_prefix("customers.").unwrap_or(of)),
    }
}

/// `Cairo, Giza and 4 more`.
fn named(groups: &[Standout]) -> Option<String> {
    let mut names: Vec<String> = groups.iter().take(NAMED).map(|group| clean(&group.name).into_owned()).collect();
    if groups.len() > NAMED {
        names.push(format!("{} more", count((groups.len() - NAMED) as u64)));
    }
    (!names.is_empty()).then(|| listed(&names))
}
