//! Conditions on customers.

use std::fmt::Write;

use strum::{EnumCount, IntoEnumIterator};

use super::names::{unknown, wanted};
use super::refusal::Refusal;
use crate::data::filter::{Comparison, Condition, Field, Moment, Name, Part, Test, nearest};
use crate::data::{Dimension, Facts, Ids, escape};
use crate::measures::columns::{Rows, customer_codes};
use crate::measures::feature::{CategoricalFeature, Feature};
use crate::measures::features::Features;
use crate::measures::retention::first_claims;
use crate::measures::rfm::{Rfm, RfmGroup};

/// The matching customers, and whether rows of unknown customers match.
pub(super) struct Customers {
    pub known: Vec<bool>,
    pub unknown: bool,
}

impl Customers {
    pub fn all(facts: &Facts) -> Self {
        Self { known: vec![true; facts.customer_ids.len()], unknown: true }
    }

    /// Removes those that do not match a condition.
    pub fn narrow(&mut self, facts: &Facts, features: &Features, condition: &Condition) -> Result<(), Refusal> {
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
            Test::Name(field, names) => {
                let (dimension, column) = key(facts, *field)?;
                let wanted = wanted(field.word(), dimension, names)?;
                let codes = customer_codes(facts, column)?;
                self.keep(codes.iter().map(|code| wanted.has(*code)), wanted.has(None), negated);
            }
            Test::Day(Moment::FirstClaim, comparison) => {
                if facts.claim_horizon.is_none() {
                    return Err(Refusal::key("first_claim needs claims with dates in transactions"));
                }
                let days = first_claims(facts, &Rows::of(facts)?);
                self.keep(days.iter().map(|d| comparison.holds(*d)), comparison.holds(None), negated);
            }
            Test::Day(_, comparison) => {
                let days = facts.customers.column("join_day").ok().filter(|c| c.null_count() < c.len());
                let days = days.ok_or_else(|| Refusal::key("joined needs the column join_date of customers"))?.i32()?;
                self.keep(days.iter().map(|d| comparison.holds(d)), comparison.holds(None), negated);
            }
            Test::Number(name, comparison) => {
                let none = comparison.holds(None);
                match column(features, name)? {
                    FeatureColumn::Numbers(feature) => {
                        let value = |v: &f64| comparison.holds(Some(*v).filter(|v| !v.is_nan()));
                        self.keep(feature.values.iter().map(value), none, negated);
                    }
                    FeatureColumn::Words(of) if *comparison == Comparison::AnyOf(vec![None]) => {
                        self.keep(of.codes.iter().map(Option::is_none), none, negated);
                    }
                    FeatureColumn::Words(of) => {
                        let message = format!("{0} has words: write {0}:\"{1}\"", escape(name), escape(&of.words[0]));
                        return Err(Refusal::Mismatch(Part::Key, message));
                    }
                }
            }
            Test::Word(name, names) => {
                let FeatureColumn::Words(of) = column(features, name)? else {
                    let message = format!("{0} has numbers, as in {0}>=3", escape(name));
                    return Err(Refusal::Mismatch(Part::Value(0), message));
                };
                let words = Ids::Text(of.words.iter().map(|word| word.as_str().into()).collect());
                let words = Dimension { names: vec![None; words.len()], ids: words };
                let wanted = wanted(name, &words, names)?;
                let kept = of.codes.iter().map(|code| wanted.has(code.map(u32::from)));
                self.keep(kept, wanted.has(None), negated);
            }
        }
        Ok(())
    }

    fn keep(&mut self, known: impl Iterator<Item = bool>, unknown: bool, negated: bool) {
        for (kept, is) in self.known.iter_mut().zip(known) {
            *kept &= is != negated;
        }
        self.unknown &= unknown != negated;
    }
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
            return Err(Refusal::Mismatch(Part::Value(place), unknown("customer", name, std::iter::empty())));
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
            return Err(Refusal::Mismatch(Part::Value(place), unknown("RFM group", name, known)));
        }
        for group in found {
            wanted[group] = true;
        }
    }
    Ok(wanted)
}

/// A column for a condition.
enum FeatureColumn<'a> {
    Numbers(&'a Feature),
    Words(&'a CategoricalFeature),
}

/// A column by its name, ignoring case.
fn column<'a>(features: &'a Features, name: &str) -> Result<FeatureColumn<'a>, Refusal> {
    let in_any_case = || features.columns.iter().find(|c| c.name.eq_ignore_ascii_case(name));
    if let Some(feature) = features.get(name).or_else(in_any_case) {
        return Ok(FeatureColumn::Numbers(feature));
    }
    if let Some(words) = features.categorical.iter().find(|c| c.name.eq_ignore_ascii_case(name)) {
        return Ok(FeatureColumn::Words(words));
    }
    let numbers = features.columns.iter().map(|c| c.name.as_str());
    let words = features.categorical.iter().map(|c| c.name.as_str());
    let names = numbers.chain(words);
    let near = nearest(name, names.clone());
    let meant = match near.as_slice() {
        [] => String::new(),
        near => format!(" Did you mean {}?", near.iter().map(|n| escape(n)).collect::<Vec<_>>().join(" or ")),
    };
    let there_are = names.map(escape).collect::<Vec<_>>().join(", ");
    let message = format!("there is no key or column `{}`.{meant} The columns are {there_are}", escape(name));
    Err(Refusal::Mismatch(Part::Key, message))
}
