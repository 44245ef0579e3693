//! Status words as SQL.

use super::query::Query;
use super::source::Source;
use crate::measures::Kind;

/// Characters that do not tell status words apart.
const IGNORED: [&str; 3] = [" ", "_", "-"];

/// The status that a word means: `other` if it is not known, and null without a word, but of coupons.
pub(super) fn of_words(query: &Query, source: &Source, column: &str) -> String {
    let dialect = query.dialect;
    let lower = format!("LOWER(TRIM({}))", dialect.as_text(column));
    let replace = |word: String, mark: &&str| format!("REPLACE({word}, {}, '')", dialect.text(mark));
    let word = IGNORED.iter().fold(lower, replace);
    let mut statuses: Vec<(&str, Vec<String>)> = Vec::new();
    for (written, status) in &source.statuses {
        // SQLite lowers letters of ASCII only.
        for form in [written.to_lowercase(), written.to_ascii_lowercase()] {
            let literal =
                dialect.text(&IGNORED.iter().fold(form.trim().to_owned(), |form, mark| form.replace(mark, "")));
            match statuses.iter_mut().find(|(known, _)| known == status) {
                Some((_, words)) if words.contains(&literal) => {}
                Some((_, words)) => words.push(literal),
                None => statuses.push((status, vec![literal])),
            }
        }
    }
    if statuses.is_empty() && source.kind == Kind::Purchases {
        // Words that are not known do not tell orders apart.
        return "'completed'".to_owned();
    }
    let case = |(status, words): &(&str, Vec<String>)| {
        format!("WHEN {word} IN ({}) THEN {}", words.join(", "), dialect.text(status))
    };
    let cases: Vec<String> = statuses.iter().map(case).collect();
    if cases.is_empty() {
        return "'other'".to_owned();
    }
    let missing = match source.kind {
        // Of an order, one of its rows may say it for all.
        Kind::Purchases => format!("WHEN {column} IS NULL OR {word} = '' THEN NULL "),
        Kind::Coupons | Kind::Customers => String::new(),
    };
    format!("CASE {missing}{} ELSE 'other' END", cases.join(" "))
}
