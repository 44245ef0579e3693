//! Names and ids become codes of a dimension.

use super::refusal::Refusal;
use crate::data::filter::{Name, Part, nearest};
use crate::data::{Dimension, escape, status, status_of};

/// Names that a message lists.
const LISTED: usize = 8;

/// Which codes are asked for.
pub(super) struct Wanted {
    codes: Vec<bool>,
    none: bool,
}

impl Wanted {
    /// Whether a key is asked for; one beyond the dimension is no key.
    pub fn has(&self, code: Option<u32>) -> bool {
        code.and_then(|c| self.codes.get(c as usize)).copied().unwrap_or(self.none)
    }

    /// The codes of a finer dimension of which each points at one of these.
    pub fn of_children(&self, parent: &[Option<u32>]) -> Self {
        Self { codes: parent.iter().map(|code| self.has(*code)).collect(), none: self.none }
    }
}

/// The codes of a dimension whose name is asked for, or else whose id is.
pub(super) fn wanted(what: &str, dimension: &Dimension, names: &[Name]) -> Result<Wanted, Refusal> {
    let ids: Vec<_> = (0..dimension.len()).map(|i| dimension.ids.text(i)).collect();
    let mut wanted = Wanted { codes: vec![false; dimension.len()], none: names.contains(&Name::None) };
    for (place, name) in names.iter().enumerate().filter(|(_, name)| **name != Name::None) {
        let fits = name.test();
        let by_name = |i: &usize| dimension.names[*i].as_deref().is_some_and(&fits);
        let mut found: Vec<usize> = (0..dimension.len()).filter(by_name).collect();
        if found.is_empty() {
            found = (0..dimension.len()).filter(|i| fits(&ids[*i])).collect();
        }
        if found.is_empty() {
            let known = |i: usize| dimension.names[i].as_deref().unwrap_or(&ids[i]);
            return Err(Refusal::Mismatch(Part::Value(place), unknown(what, name, (0..dimension.len()).map(known))));
        }
        for i in found {
            wanted.codes[i] = true;
        }
    }
    Ok(wanted)
}

/// The status codes of words.
pub(super) fn statuses(names: &[Name]) -> Result<Wanted, Refusal> {
    const WORDS: [(&str, u8); 4] =
        [("claimed", status::OPEN), ("open", status::OPEN), ("burnt", status::BURNT), ("other", status::OTHER)];
    let mut wanted = Wanted { codes: vec![false; 3], none: false };
    for (place, name) in names.iter().enumerate() {
        let fits = name.test();
        let alias = match name {
            Name::Text { before: false, text, after: false } => status_of(text),
            _ => None,
        };
        let found: Vec<u8> = WORDS.iter().filter(|(word, _)| fits(word)).map(|(_, code)| *code).chain(alias).collect();
        if found.is_empty() {
            return Err(Refusal::Mismatch(
                Part::Value(place),
                unknown("status", name, WORDS.iter().map(|(word, _)| *word)),
            ));
        }
        for code in found {
            wanted.codes[usize::from(code)] = true;
        }
    }
    Ok(wanted)
}

/// The sentence for a name that nothing has.
pub fn unknown<'a>(what: &str, name: &Name, known: impl Iterator<Item = &'a str> + Clone) -> String {
    let text = match name {
        Name::Text { text, .. } => text.as_str(),
        Name::None => "none",
    };
    let near = nearest(text, known.clone());
    let hint = if near.is_empty() {
        let mut listed: Vec<String> = known.clone().take(LISTED).map(escape).collect();
        let more = known.count() - listed.len();
        if more > 0 {
            listed.push(format!("{more} more"));
        }
        if listed.is_empty() { String::new() } else { format!("; there are {}", listed.join(", ")) }
    } else {
        format!("; did you mean {}?", near.into_iter().map(escape).collect::<Vec<_>>().join(" or "))
    };
    format!("no {what} is called {}{hint}", escape(&name.to_string()))
}
