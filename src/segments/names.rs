//! Names that a user gave, stored with the place in the data they were given to, so that a name finds its segment again
//! when K, seed, scaling or data change.
//!
//! A place is the mean of the segment's customers, in own units, and the mean of the nearest other segment. Distances
//! are measured in the scaled space of the current segments. A name goes to the nearest segment if that is less than a
//! third of the way to the next one, then or now: so if two segments merged, or one was split, the part that was named
//! is at least two thirds. A name without a near segment waits until one appears.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::Segment;
use super::document::read;
use crate::cluster::Transform;
use crate::plain_text::in_json;

/// The schema of a file of names.
const SCHEMA: &str = "segscope/names/1";
/// Most characters of a name.
pub const LONGEST: usize = 24;
/// A name applies up to this share of the distance to the next segment.
const NEAR: f64 = 1.0 / 3.0;
/// Words for customers in no segment, which are not names.
const RESERVED: [&str; 5] = ["none", "(none)", "noise", "inactive", "missing value"];

/// Names, in the order they were given.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Names(Vec<Given>);

/// A name and the place it was given to.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Given {
    /// The name.
    pub name: String,
    /// Mean of each clustering feature, in its own units.
    pub center: BTreeMap<String, f64>,
    /// The same for the nearest other segment; none if there was no other.
    pub nearest: Option<BTreeMap<String, f64>>,
}

/// A change that the user made to the name of a segment.
#[derive(Clone, Debug, PartialEq)]
pub struct Change {
    /// The name that it had, given by a user.
    pub before: Option<Given>,
    /// Its place, with its new name; without one the generated name returns.
    pub now: Given,
}

/// The file.
#[derive(Serialize, Deserialize)]
struct Document {
    schema: String,
    names: Vec<Given>,
}

/// The means of the current segments.
#[derive(Clone, Debug)]
pub struct Centers {
    /// The features, in the order of the means.
    pub features: Vec<String>,
    /// The scaling of each.
    pub transforms: Vec<Transform>,
    /// Means by segment, in own units.
    pub means: Vec<Vec<f64>>,
}

impl Names {
    /// Reads a file of names.
    ///
    /// # Errors
    /// Why it cannot be read, as the end of a sentence that begins with the file.
    pub fn read(text: &str) -> Result<Self, String> {
        let Document { names, .. } = read(text, SCHEMA, "names file")?;
        let mut seen = BTreeSet::new();
        for Given { name, center, nearest } in &names {
            let wrong = |why: &str| Err(format!("has the name {name:?}, but {why}"));
            if let Err(why) = check(name) {
                return wrong(&why);
            }
            let same = nearest.as_ref().is_none_or(|nearest| nearest.keys().eq(center.keys()));
            if center.is_empty() || !same {
                return wrong("its means do not fit each other");
            }
            if !seen.insert(name.to_lowercase()) {
                return wrong("twice");
            }
        }
        Ok(Self(names))
    }

    /// The file as text.
    pub fn text(&self) -> String {
        let document = Document { schema: SCHEMA.to_owned(), names: self.0.clone() };
        // Writing to a string fails only where a map has keys that are not text, and there are none.
        in_json(&serde_json::to_string_pretty(&document).unwrap_or_default()).into_owned() + "\n"
    }

    /// Number of names.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Makes a change, whatever other dashboards did to the names meanwhile: the last change to a segment wins, and a name
    /// that was given to another segment stays there.
    pub fn change(&mut self, Change { before, now }: &Change) {
        self.0.retain(|given| Some(given) != before.as_ref() && given.center != now.center);
        if !now.name.is_empty() {
            self.give(now.clone());
        }
    }

    /// A name and its place.
    pub fn get(&self, name: &str) -> Option<&Given> {
        self.0.iter().find(|given| same(&given.name, name))
    }

    /// Adds a name. Another place with the same name loses it.
    pub fn give(&mut self, given: Given) {
        self.remove(&given.name);
        self.0.push(given);
    }

    /// Removes a name.
    pub fn remove(&mut self, name: &str) {
        self.0.retain(|given| !same(&given.name, name));
    }

    /// The name of each segment, if any: nearest first, ties to the name given first.
    pub fn of_segments(&self, centers: &Centers) -> Vec<Option<&str>> {
        let mut pairs: Vec<(f64, usize, &Given)> = self
            .0
            .iter()
            .filter_map(|given| centers.nearest_to(given).map(|(distance, segment)| (distance, segment, given)))
            .collect();
        pairs.sort_by(|a, b| a.0.total_cmp(&b.0));
        let mut names = vec![None; centers.means.len()];
        for (_, segment, given) in pairs {
            let _: &mut &str = names[segment].get_or_insert(given.name.as_str());
        }
        names
    }

    /// Gives segments these names, in place of the generated ones and of names that they were given before.
    pub(crate) fn apply_to(&self, centers: &Centers, segments: &mut [Segment]) {
        for segment in segments.iter_mut() {
            if let Some((name, reason)) = segment.by_rule.take() {
                (segment.name, segment.reason) = (name, reason);
            }
        }
        let given = self.of_segments(centers);
        let by_rule: Vec<&str> = segments.iter().map(|segment| segment.name.as_str()).collect();
        let names = unique(&by_rule, &given);
        for ((segment, given), name) in segments.iter_mut().zip(given).zip(names) {
            if segment.name == name && given.is_none() {
                continue;
            }
            let reason = match given {
                Some(_) => format!("named by you; the rule says {}: {}", segment.name, segment.reason),
                None => format!("{}; the number distinguishes it from a name you gave", segment.reason),
            };
            let by_rule = (std::mem::replace(&mut segment.name, name), std::mem::replace(&mut segment.reason, reason));
            segment.by_rule = Some(by_rule);
        }
    }
}

impl Centers {
    /// The place of a segment, with a name for it.
    pub fn given(&self, segment: usize, name: &str) -> Given {
        let place = |means: &[f64]| self.features.iter().cloned().zip(means.iter().copied()).collect();
        let own = self.scaled(&self.means[segment]);
        let others = (0..self.means.len()).filter(|other| *other != segment);
        let nearest = others
            .map(|other| (distance(&own, &self.scaled(&self.means[other])), other))
            .min_by(|a, b| a.0.total_cmp(&b.0))
            .map(|(_, other)| place(&self.means[other]));
        Given { name: name.to_owned(), center: place(&self.means[segment]), nearest }
    }

    /// The segment that a name applies to, and the distance of its mean; none if none is near.
    fn nearest_to(&self, given: &Given) -> Option<(f64, usize)> {
        let center = self.scaled(&self.means_of(&given.center)?);
        let next_then = match &given.nearest {
            Some(nearest) => Some(distance(&center, &self.scaled(&self.means_of(nearest)?))),
            None => None,
        };
        let means: Vec<Vec<f64>> = self.means.iter().map(|means| self.scaled(means)).collect();
        let to = |from: &[f64]| means.iter().map(|mean| distance(from, mean)).collect::<Vec<f64>>();
        let found = to(&center).into_iter().enumerate().min_by(|a, b| a.1.total_cmp(&b.1));
        let (segment, away) = found.filter(|(_, away)| away.is_finite())?;
        let others = to(&means[segment]).into_iter().enumerate().filter(|(other, _)| *other != segment);
        let next_now = others.map(|(_, away)| away).min_by(f64::total_cmp);
        match (next_then, next_now) {
            (Some(then), Some(now)) => (away < NEAR * then.min(now)).then_some((away, segment)),
            // One segment of all customers, then and now.
            (None, None) => Some((away, segment)),
            _ => None,
        }
    }

    /// Means in the order of the features; none if the features differ.
    fn means_of(&self, place: &BTreeMap<String, f64>) -> Option<Vec<f64>> {
        let means = self.features.iter().map(|feature| place.get(feature).copied());
        means.collect::<Option<Vec<f64>>>().filter(|means| means.len() == place.len())
    }

    fn scaled(&self, means: &[f64]) -> Vec<f64> {
        means.iter().zip(&self.transforms).map(|(mean, t)| t.scaled(t.clipped(*mean))).collect()
    }
}

/// Euclidean; `NaN` is infinite.
fn distance(a: &[f64], b: &[f64]) -> f64 {
    let square: f64 = a.iter().zip(b).map(|(a, b)| (a - b).powi(2)).sum();
    if square.is_nan() { f64::INFINITY } else { square.sqrt() }
}

/// The final names of segments: given ones, and generated ones with a number if they equal a given one.
pub(super) fn unique(by_rule: &[&str], given: &[Option<&str>]) -> Vec<String> {
    let mut taken: Vec<String> = given.iter().flatten().map(|name| (*name).to_owned()).collect();
    let free = |name: &str, taken: &[String]| !taken.iter().any(|other| same(other, name));
    let mut name = |(rule, given): (&&str, Option<&str>)| {
        if let Some(given) = given {
            return given.to_owned();
        }
        let numbered = (2..).map(|n| format!("{rule} {n}"));
        let others = |name: &String| !by_rule.iter().any(|other| same(other, name));
        let mut names = std::iter::once((*rule).to_owned()).chain(numbered.filter(others));
        let name = names.find(|name| free(name, &taken)).unwrap_or_default();
        taken.push(name.clone());
        name
    };
    by_rule.iter().zip(given.iter().copied()).map(&mut name).collect()
}

/// Whether two names are equal, ignoring case.
pub fn same(a: &str, b: &str) -> bool {
    a.to_lowercase() == b.to_lowercase()
}

/// Whether a segment can have this name.
///
/// # Errors
/// Why not, as the end of a sentence.
pub fn check(name: &str) -> Result<(), String> {
    if name.trim() != name || name.is_empty() {
        return Err("a name begins and ends with a letter or sign".to_owned());
    }
    if name.chars().any(char::is_control) {
        return Err("a name has no control characters".to_owned());
    }
    if name.chars().count() > LONGEST {
        return Err(format!("a name has at most {LONGEST} characters"));
    }
    if name.chars().all(|c| c.is_ascii_digit()) {
        return Err("a number alone would be read as a segment number".to_owned());
    }
    match RESERVED.iter().find(|word| same(word, name)) {
        Some(word) => Err(format!("`{word}` means customers in no segment")),
        None => Ok(()),
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    /// Segments of one feature, as it is.
    fn centers(means: &[f64]) -> Centers {
        let transforms = vec![Transform { clip: None, log: false, center: 0.0, spread: 1.0 }];
        Centers { features: vec!["x".into()], transforms, means: means.iter().map(|mean| vec![*mean]).collect() }
    }

    fn names(given: &[(&str, usize)], at: &Centers) -> Names {
        let mut names = Names::default();
        for (name, segment) in given {
            names.give(at.given(*segment, name));
        }
        names
    }

    #[test]
    fn a_name_stays_with_its_segment_when_that_hardly_moves() {
        let three = centers(&[0.0, 10.0, 30.0]);
        let names = names(&[("low", 0), ("high", 2)], &three);
        assert_eq!(names.of_segments(&three), [Some("low"), None, Some("high")]);
        // Other numbers, other means.
        assert_eq!(names.of_segments(&centers(&[29.0, 0.5, 11.0])), [Some("high"), Some("low"), None]);
        // Divided: 20% left the segment, or 40%.
        assert_eq!(names.of_segments(&centers(&[-2.0, 8.0, 30.0]))[0], Some("low"));
        assert_eq!(names.of_segments(&centers(&[-4.0, 6.0, 30.0]))[0], None);
        // Merged with the next: 20% are the other, or 40%.
        assert_eq!(names.of_segments(&centers(&[2.0, 30.0]))[0], Some("low"));
        assert_eq!(names.of_segments(&centers(&[4.0, 30.0]))[0], None);
        assert_eq!(names.of_segments(&centers(&[1.0])), [None], "one segment of all is another thing");
    }

    #[test]
    fn names_and_segments_are_one_to_one_and_features_the_same() {
        let two = centers(&[0.0, 10.0]);
        let mut names = names(&[("first", 0)], &two);
        names.give(centers(&[1.0, 10.0]).given(0, "second"));
        assert_eq!(names.of_segments(&two), [Some("first"), None]);
        assert_eq!(names.of_segments(&centers(&[0.9, 10.0])), [Some("second"), None]);
        let mut other = centers(&[0.0, 10.0]);
        other.features = vec!["y".into()];
        assert_eq!(names.of_segments(&other), [None, None]);
        // A name is at one place.
        names.give(two.given(1, "FIRST"));
        assert_eq!((names.len(), names.of_segments(&two)), (2, vec![Some("second"), Some("FIRST")]));
        names.remove("first");
        assert_eq!(names.len(), 1);
    }

    #[test]
    fn changes_of_two_users_are_merged_and_the_last_word_counts() {
        let three = centers(&[0.0, 10.0, 30.0]);
        let change = |before: Option<(&str, usize)>, now: (&str, usize)| Change {
            before: before.map(|(name, at)| three.given(at, name)),
            now: three.given(now.1, now.0),
        };
        let of = |changes: &[Change]| {
            let mut names = names(&[("low", 0), ("high", 2)], &three);
            for change in changes {
                names.change(change);
            }
            names
                .of_segments(&three)
                .into_iter()
                .map(|name| name.unwrap_or("-").to_owned())
                .collect::<Vec<_>>()
                .join(" ")
        };
        // Neither dashboard had seen the change of the other.
        let (a, b) = (change(Some(("low", 0)), ("A", 0)), change(Some(("low", 0)), ("B", 0)));
        assert_eq!((of(&[a.clone(), b.clone()]), of(&[b.clone(), a.clone()])), ("B - high".into(), "A - high".into()));
        assert_eq!(of(&[a.clone(), change(None, ("mid", 1))]), "A mid high");
        // Removed by one dashboard, named by the other.
        let back = change(Some(("low", 0)), ("", 0));
        assert_eq!((of(&[a.clone(), back.clone()]), of(&[back, a])), ("- - high".into(), "A - high".into()));
        // The name is at another segment now, and stays there.
        assert_eq!(of(&[change(None, ("low", 1)), change(Some(("low", 0)), ("C", 0))]), "C low high");
    }

    #[test]
    fn a_rule_gives_way_to_a_name_that_was_given() {
        assert_eq!(unique(&["new", "lost"], &[None, Some("New")]), ["new 2", "New"]);
        assert_eq!(unique(&["a", "a 2", "b"], &[None, None, Some("a")]), ["a 3", "a 2", "a"]);
        assert_eq!(unique(&["a", "b"], &[Some("b"), Some("a")]), ["b", "a"]);
    }

    #[test]
    fn files_come_back_and_others_are_refused() {
        let names = names(&[("Gäste von früher", 0), ("b", 1)], &centers(&[0.1, 1.0 / 3.0]));
        assert_eq!(Names::read(&names.text()).unwrap(), names);
        let text = names.text();
        for end in (0..text.len() - 1).filter(|end| text.is_char_boundary(*end)) {
            assert!(Names::read(&text[..end]).is_err(), "cut at {end}");
        }
        for (from, to, why) in [
            ("segscope/names/1", "segscope/names/2", "another version"),
            ("segscope/names/1", "segscope/model/1", "is not a names file"),
            ("\"b\"", "\"gäste von früher\"", "twice"),
            ("\"b\"", "\"noise\"", "no segment"),
            ("\"b\"", "\"12\"", "number"),
            ("\"b\"", "\"a name of far too many letters\"", "at most 24"),
            ("\"b\"", "\"\\u001b[2J\"", "control"),
            ("\"b\"", "\"\"", "begins and ends"),
        ] {
            let found = Names::read(&text.replacen(from, to, 1)).unwrap_err();
            assert!(found.contains(why), "{found}");
        }
    }
}
