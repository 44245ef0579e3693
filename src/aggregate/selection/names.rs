//! Finds the codes of names and ids in a dimension.

use super::refusal::Refusal;
use crate::data::filter::{ConditionPart, Name, nearest};
use crate::data::{Dimension, Ids, Purchases, escape, status, status_of};

/// Most names in a message.
const LISTED: usize = 8;

/// The codes that a condition selects.
pub(crate) struct Wanted {
    codes: Vec<bool>,
    none: bool,
}

impl Wanted {
    /// Some codes, and whether no code is selected too.
    pub fn new(codes: Vec<bool>, none: bool) -> Self {
        Self { codes, none }
    }

    /// Whether a code is selected; a code outside the dimension counts as none.
    pub fn has(&self, code: Option<u32>) -> bool {
        code.and_then(|c| self.codes.get(c as usize)).copied().unwrap_or(self.none)
    }

    /// The codes of a finer dimension whose parent is selected.
    pub fn of_children(&self, parent: &[Option<u32>]) -> Self {
        Self { codes: parent.iter().map(|code| self.has(*code)).collect(), none: self.none }
    }
}

/// The codes with one of these names, or without a match with one of these ids.
pub(crate) fn wanted(what: &str, dimension: &Dimension, names: &[Name]) -> Result<Wanted, Refusal> {
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
            return Err(Refusal::Mismatch(
                ConditionPart::Value(place),
                unknown(what, name, (0..dimension.len()).map(known)),
            ));
        }
        for i in found {
            wanted.codes[i] = true;
        }
    }
    Ok(wanted)
}

/// The status codes of these words.
pub(crate) fn statuses(names: &[Name]) -> Result<Wanted, Refusal> {
    const WORDS: [(&str, u8); 5] = [
        ("claimed", status::OPEN),
        ("open", status::OPEN),
        ("burnt", status::BURNT),
        ("expired", status::EXPIRED),
        ("other", status::OTHER),
    ];
    let mut wanted = Wanted { codes: vec![false; usize::from(status::PENDING) + 1], none: false };
    for (place, name) in names.iter().enumerate() {
        let fits = name.test();
        let alias = match name {
            Name::Text { before: false, text, after: false } => status_of(text),
            _ => None,
        };
        let found: Vec<u8> = WORDS.iter().filter(|(word, _)| fits(word)).map(|(_, code)| *code).chain(alias).collect();
        if found.is_empty() {
            return Err(Refusal::Mismatch(
                ConditionPart::Value(place),
                unknown("status", name, WORDS.iter().map(|(word, _)| *word)),
            ));
        }
        for code in found {
            wanted.codes[usize::from(code)] = true;
        }
    }
    Ok(wanted)
}

/// The statuses of orders with one of these words: indices into [`Purchases::STATUSES`].
pub(crate) fn order_statuses(names: &[Name]) -> Result<Wanted, Refusal> {
    let known = Dimension {
        ids: Ids::Text(Purchases::STATUSES.map(Into::into).to_vec()),
        names: vec![None; Purchases::STATUSES.len()],
    };
    wanted("order status", &known, names)
}

/// The message for a name that does not exist.
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
