//! Conditions on customers.

use std::fmt::Write;

use strum::{EnumCount, IntoEnumIterator};

use crate::aggregate::{
    Attributes, MatchingCustomers, Refusal, Wanted, customer_codes, first_claims_of, order_statuses, unknown, wanted,
    with_orders,
};
use crate::data::filter::{
    Comparison, Condition, ConditionPart, Field, Interval, Moment, Name, Test, near_keys, nearest,
};
use crate::data::{Dimension, Facts, Ids, escape};
use crate::measures::feature::{CategoricalFeature, Feature};
use crate::measures::features::Features;
use crate::measures::rfm::{Rfm, RfmGroup};
use crate::progress::Progress;

impl MatchingCustomers {
    /// Removes those that do not match a condition.
    pub(super) fn narrow(
        &mut self,
        facts: &Facts,
        features: &Features,
        condition: &Condition,
        progress: &Progress,
    ) -> Result<(), Refusal> {
        let negated = condition.negated;
        match &condition.test {
            Test::Name(Field::Customer, names) => {
                let kept = by_id(&facts.customer_ids, names)?;
                self.keep(kept.into_iter(), names.contains(&Name::None), negated);
            }
            Test::Name(Field::Rfm, names) => {
                let wanted = rfm_groups(names)?;
                let rfm = Rfm::of_features(features)
                    .ok_or_else(|| Refusal::key("rfm needs claims with dates in transactions"))?;
                let none = names.contains(&Name::None);
                let known = rfm.scores.iter().map(|scores| scores.map_or(none, |s| wanted[s.group() as usize]));
                self.keep(known, none, negated);
            }
            Test::Name(Field::Status, names) => {
                let wanted = order_statuses(names)?;
                let is_wanted = |status: usize| wanted.has(u32::try_from(status).ok());
                let (known, unknown) = with_orders(facts, &is_wanted, progress)?;
                self.keep(known.into_iter(), unknown, negated);
            }
            Test::Name(field, names) => self.keep_named(facts, *field, names, negated)?,
            Test::Word(name, names) if is_place(facts, features, name) => {
                self.keep_named(facts, Field::City, names, negated)?;
            }
            // `region:none`, or an id.
            Test::Number(name, comparison) if is_place(facts, features, name) => {
                let (cities, _) = key(facts, Field::City)?;
                let ids = (0..cities.len()).map(|at| cities.ids.text(at).into_owned());
                let known: Vec<String> = cities.names.iter().flatten().cloned().chain(ids).collect();
                self.keep_named(facts, Field::City, &numbered(name, &known, comparison)?, negated)?;
            }
            Test::Day(Moment::FirstClaim, comparison) => {
                if facts.claim_horizon.is_none() {
                    return Err(Refusal::key("first needs claims with dates in transactions"));
                }
                let days = first_claims_of(facts, progress)?;
                self.keep(days.iter().map(|d| comparison.holds(*d)), comparison.holds(None), negated);
            }
            Test::Day(_, comparison) => {
                let days = Attributes::of(facts).join_days()?.filter(|days| days.iter().any(Option::is_some));
                let days = days.ok_or_else(|| Refusal::key("joined needs the column join_date of customers"))?;
                self.keep(days.iter().map(|d| comparison.holds(*d)), comparison.holds(None), negated);
            }
            Test::Number(name, comparison) => {
                let none = comparison.holds(None);
                match column(features, name)? {
                    FeatureColumn::Numbers(feature) => {
                        // A word among the numbers is not a missing value.
                        let words = words_among(features, &feature.name);
                        let is_word = |at: usize| words.is_some_and(|of| of.codes[at].is_some());
                        let value = |(at, v): (usize, &f64)| match Some(*v).filter(|v| !v.is_nan()) {
                            None => none && !is_word(at),
                            some => comparison.holds(some),
                        };
                        self.keep(feature.values.iter().enumerate().map(value), none, negated);
                    }
                    FeatureColumn::Words(of) => {
                        let wanted = words_in(of, comparison)?;
                        self.keep(of.codes.iter().map(|code| wanted.has(code.map(u32::from))), none, negated);
                    }
                }
            }
            Test::Word(name, names) => match column(features, name)? {
                FeatureColumn::Words(of) => {
                    let wanted = wanted(name, &dimension(&of.words), names)?;
                    self.keep(of.codes.iter().map(|code| wanted.has(code.map(u32::from))), wanted.has(None), negated);
                }
                FeatureColumn::Numbers(feature) => {
                    let of = words_among(features, &feature.name).ok_or_else(|| no_words(feature, names))?;
                    let (numbers, words): (Vec<&Name>, Vec<&Name>) =
                        names.iter().partition(|name| name.numbers().is_some());
                    let words: Vec<Name> = words.into_iter().cloned().collect();
                    let wanted = wanted(name, &dimension(&of.words), &words)?;
                    let numbers = Comparison::AnyOf(numbers.into_iter().map(Name::numbers).collect());
                    let is = |(value, code): (&f64, &Option<u8>)| match Some(*value).filter(|v| !v.is_nan()) {
                        None => wanted.has(code.map(u32::from)),
                        some => numbers.holds(some),
                    };
                    self.keep(feature.values.iter().zip(&of.codes).map(is), wanted.has(None), negated);
                }
            },
            // The condition is about orders.
            Test::Size(..) => {}
        }
        Ok(())
    }

    /// Keeps those of some names of a dimension.
    fn keep_named(&mut self, facts: &Facts, field: Field, names: &[Name], negated: bool) -> Result<(), Refusal> {
        let (dimension, column) = key(facts, field)?;
        let wanted = wanted(field.word(), dimension, names)?;
        let codes = customer_codes(facts, column)?;
        self.keep(codes.iter().map(|code| wanted.has(*code)), wanted.has(None), negated);
        Ok(())
    }
}

/// Whether a word is what screens call the cities, such as `region`, and no column has it as its name.
fn is_place(facts: &Facts, features: &Features, word: &str) -> bool {
    let is = |name: &str| name.eq_ignore_ascii_case(word);
    is(facts.place.into()) && column(features, word).is_err()
}

/// The dimension of a key of customers, and its column.
fn key(facts: &Facts, field: Field) -> Result<(&Dimension, &'static str), Refusal> {
    let (dimension, column, needs) = match field {
        Field::Gender => (&facts.genders, "gender", "gender needs the column gender_id of customers"),
        _ => (&facts.cities, "city", "city needs the column city_id of customers"),
    };
    if dimension.is_empty() { Err(Refusal::key(needs)) } else { Ok((dimension, column)) }
}

/// The customers with one of these ids.
fn by_id(ids: &Ids, names: &[Name]) -> Result<Vec<bool>, Refusal> {
    let mut kept = vec![false; ids.len()];
    // One buffer for all, as numeric ids are not stored as text.
    let mut text = String::new();
    for (place, name) in names.iter().enumerate().filter(|(_, name)| **name != Name::None) {
        let fits = name.test();
        let mut found = false;
        for (i, kept) in kept.iter_mut().enumerate() {
            let fits = match ids {
                Ids::Integers(ids) => {
                    text.clear();
                    write!(text, "{}", ids[i]).is_ok() && fits(&text)
                }
                Ids::Text(ids) => fits(&ids[i]),
            };
            *kept |= fits;
            found |= fits;
        }
        if !found {
            return Err(Refusal::Mismatch(ConditionPart::Value(place), unknown("customer", name, std::iter::empty())));
        }
    }
    Ok(kept)
}

/// The RFM groups with one of these names.
fn rfm_groups(names: &[Name]) -> Result<[bool; RfmGroup::COUNT], Refusal> {
    let groups: Vec<String> = RfmGroup::iter().map(|group| group.to_string()).collect();
    let mut wanted = [false; RfmGroup::COUNT];
    for (place, name) in names.iter().enumerate().filter(|(_, name)| **name != Name::None) {
        let fits = name.test();
        let found: Vec<usize> = (0..groups.len()).filter(|group| fits(&groups[*group])).collect();
        if found.is_empty() {
            let known = groups.iter().map(String::as_str);
            return Err(Refusal::Mismatch(ConditionPart::Value(place), unknown("RFM group", name, known)));
        }
        for group in found {
            wanted[group] = true;
        }
    }
    Ok(wanted)
}

/// The words among the numbers of a column.
fn words_among<'a>(features: &'a Features, column: &str) -> Option<&'a CategoricalFeature> {
    features.words_of_numbers.iter().find(|words| words.name == column)
}

fn dimension(words: &[String]) -> Dimension {
    let ids = Ids::Text(words.iter().map(|word| word.as_str().into()).collect());
    Dimension { names: vec![None; words.len()], ids }
}

/// The categories that a comparison with numbers selects.
fn words_in(of: &CategoricalFeature, comparison: &Comparison<f64>) -> Result<Wanted, Refusal> {
    wanted(&of.name, &dimension(&of.words), &numbered(&of.name, &of.words, comparison)?)
}

/// The words of a column that a comparison with numbers selects: those that are these numbers, as in `size:4` where there are
/// 4 and 5+.
fn numbered(column: &str, words: &[String], comparison: &Comparison<f64>) -> Result<Vec<Name>, Refusal> {
    let some = words.iter().take(3).map(|word| escape(word)).collect::<Vec<_>>().join(", ");
    let Comparison::AnyOf(intervals) = comparison else {
        let message = format!(
            "{0} is a column of categories ({some}), which cannot be compared: write {0}:\"{1}\"",
            escape(column),
            words.first().map_or_else(String::new, |word| escape(word))
        );
        return Err(Refusal::Mismatch(ConditionPart::Key, message));
    };
    let names = |interval: &Option<Interval<f64>>| match interval {
        None => vec![Name::None],
        Some(Interval { first, last }) => {
            let within = |word: &&String| word.trim().parse().is_ok_and(|n: f64| (*first..=*last).contains(&n));
            words.iter().filter(within).map(|word| Name::exactly(word)).collect()
        }
    };
    let names: Vec<Vec<Name>> = intervals.iter().map(names).collect();
    if let Some(place) = names.iter().position(Vec::is_empty) {
        let message = format!("{} is a column of categories ({some}); this number is not one of them", escape(column));
        return Err(Refusal::Mismatch(ConditionPart::Value(place), message));
    }
    Ok(names.concat())
}

/// The error for a column of numbers, with a condition that works.
fn no_words(feature: &Feature, names: &[Name]) -> Refusal {
    let name = escape(&feature.name);
    let (place, word) = names
        .iter()
        .enumerate()
        .find_map(|(place, name)| match name {
            Name::Text { text, .. } if name.numbers().is_none() => Some((place, text.as_str())),
            _ => None,
        })
        .unwrap_or_default();
    let ends = word.split_once('-').filter(|(low, high)| [low, high].iter().all(|end| end.parse::<f64>().is_ok()));
    let least = word.strip_suffix('+').filter(|least| least.parse::<f64>().is_ok());
    let write = match (ends, least) {
        (Some((low, high)), _) => format!("{name}:{low}..{high}"),
        (_, Some(least)) => format!("{name}>={least}"),
        _ => format!("{name}>=3 or {name}:1..5"),
    };
    Refusal::Mismatch(ConditionPart::Value(place), format!("{name} is a column of numbers: write {write}"))
}

/// A column for a condition.
enum FeatureColumn<'a> {
    Numbers(&'a Feature),
    Words(&'a CategoricalFeature),
}

/// Short names of features of purchases, where no column has them.
const SHORT: [(&str, &str); 2] = [("revenue", "amount_total"), ("orders", "order_count")];

/// A column by its name, ignoring case.
fn column<'a>(features: &'a Features, name: &str) -> Result<FeatureColumn<'a>, Refusal> {
    let in_any_case = || features.columns.iter().find(|c| c.name.eq_ignore_ascii_case(name));
    let in_short =
        || SHORT.iter().find(|(word, _)| word.eq_ignore_ascii_case(name)).and_then(|(_, of)| features.get(of));
    let is_column = features.categorical.iter().any(|c| c.name.eq_ignore_ascii_case(name));
    if let Some(feature) = features.get(name).or_else(in_any_case).or_else(|| in_short().filter(|_| !is_column)) {
        return Ok(FeatureColumn::Numbers(feature));
    }
    if let Some(words) = features.categorical.iter().find(|c| c.name.eq_ignore_ascii_case(name)) {
        return Ok(FeatureColumn::Words(words));
    }
    let numbers = features.columns.iter().map(|c| c.name.as_str());
    let words = features.categorical.iter().map(|c| c.name.as_str());
    let names = numbers.chain(words);
    let near: Vec<&str> = near_keys(name).into_iter().chain(nearest(name, names.clone())).collect();
    let meant = match near.as_slice() {
        [] => String::new(),
        near => format!(" Did you mean {}?", near.iter().map(|n| escape(n)).collect::<Vec<_>>().join(" or ")),
    };
    let there_are = names.map(escape).collect::<Vec<_>>().join(", ");
    let message = format!("there is no key or column `{}`.{meant} The columns are {there_are}", escape(name));
    Err(Refusal::Mismatch(ConditionPart::Key, message))
}
