//! Labels, shortened so that different names stay different.

use std::borrow::Cow;
use std::collections::HashMap;

use super::text::{clip_with, graphemes, width};

/// The labels in at most `columns` columns each. A label that is too long ends in the sign for a cut, as [`clip_with`] has
/// it; where that makes different names alike, it is cut in the middle instead, and where that does not help either, it
/// ends in a number: `Income b…`, `Inco…r 12`, `Inco…#2`.
///
/// Too narrow a column has no room for the difference: below four columns labels are only cut.
pub fn cut_apart<'a>(labels: &[&'a str], columns: usize, ellipsis: char) -> Vec<Cow<'a, str>> {
    let mut cut: Vec<Cow<'a, str>> = labels.iter().map(|label| clip_with(label, columns, ellipsis)).collect();
    let long: Vec<usize> = (0..labels.len()).filter(|&at| width(labels[at]) > columns).collect();
    if long.is_empty() || columns < 4 {
        return cut;
    }
    let room = columns - 1;
    for end in [room / 2, room - 1] {
        for at in alike(labels, &cut, &long) {
            cut[at] = Cow::Owned(without_middle(labels[at], room - end, end, ellipsis));
        }
    }
    let mut numbers: HashMap<&str, String> = HashMap::new();
    let mut next = 2;
    for at in alike(labels, &cut, &long) {
        let numbered = numbers.entry(labels[at]).or_insert_with(|| {
            loop {
                let number = format!("{ellipsis}#{next}");
                next += 1;
                let head = start(labels[at], columns.saturating_sub(width(&number)));
                let text = format!("{head}{number}");
                if width(&text) > columns || !cut.iter().any(|other| *other == text) {
                    break text;
                }
            }
        });
        if width(numbered) <= columns {
            cut[at] = Cow::Owned(numbered.clone());
        }
    }
    cut
}

/// Which of the `long` labels read like a label of another name.
fn alike(labels: &[&str], cut: &[Cow<'_, str>], long: &[usize]) -> Vec<usize> {
    let mut names: HashMap<&str, (&str, bool)> = HashMap::new();
    for (&label, text) in labels.iter().zip(cut) {
        let (first, differ) = names.entry(text).or_insert((label, false));
        *differ |= *first != label;
    }
    long.iter().copied().filter(|&at| names.get(&*cut[at]).is_some_and(|(_, differ)| *differ)).collect()
}

/// The text in at most `columns` columns; if it is too long, its beginning and its end.
pub fn clip_in_the_middle(text: &str, columns: usize, ellipsis: char) -> Cow<'_, str> {
    if width(text) <= columns {
        return Cow::Borrowed(text);
    }
    let Some(room) = columns.checked_sub(1) else { return Cow::Borrowed("") };
    Cow::Owned(without_middle(text, room - room / 2, room / 2, ellipsis))
}

fn without_middle(label: &str, head: usize, end: usize, ellipsis: char) -> String {
    let mut from = label.len();
    let mut used = 0;
    let parts: Vec<&str> = graphemes(label).collect();
    for part in parts.iter().rev() {
        used += width(part);
        if used > end {
            break;
        }
        from -= part.len();
    }
    format!("{}{ellipsis}{}", start(label, head), label.get(from..).unwrap_or(""))
}

/// As much of the beginning as fits.
fn start(label: &str, columns: usize) -> &str {
    let mut used = 0;
    let mut to = 0;
    for part in graphemes(label) {
        used += width(part);
        if used > columns {
            break;
        }
        to += part.len();
    }
    label.get(..to).unwrap_or("")
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn names_that_begin_alike_are_cut_in_the_middle() {
        let names = ["income bracket 1", "income bracket 12", "Cairo", "Alexandria by the sea"];
        assert_eq!(cut_apart(&names, 9, '…'), ["inco…et 1", "inco…t 12", "Cairo", "Alexandr…"]);
        assert_eq!(cut_apart(&names, 40, '…'), names);
        // The same name twice reads the same twice.
        assert_eq!(cut_apart(&["Lewis and Sons", "Lewis and Sons"], 8, '…'), ["Lewis a…", "Lewis a…"]);
    }

    #[test]
    fn a_text_without_its_middle_has_the_columns_that_it_may_have() {
        let text = "segscope report shop.xlsx --k 5 --filter city:東京";
        assert_eq!(clip_in_the_middle(text, 80, '…'), text);
        assert_eq!(clip_in_the_middle(text, 20, '…'), "segscope r…city:東京");
        assert_eq!(clip_in_the_middle(text, 19, '…'), "segscope …city:東京");
        assert_eq!((clip_in_the_middle(text, 1, '…'), clip_in_the_middle(text, 0, '…')), ("…".into(), "".into()));
    }

    #[test]
    fn names_that_differ_in_the_middle_only_are_numbered() {
        let names = ["Thomas the First of Giza", "Thomas the Third of Giza"];
        assert_eq!(cut_apart(&names, 10, '…'), ["Thomas …#2", "Thomas …#3"]);
    }

    #[test]
    fn a_whole_name_keeps_its_text() {
        // The second is what the first would be cut to.
        assert_eq!(cut_apart(&["Alexandria", "Alexa…"], 6, '…'), ["Ale…ia", "Alexa…"]);
    }

    proptest! {
        #[test]
        fn different_names_stay_different(labels in hard_names(), columns in 8_usize..40) {
            let labels: Vec<&str> = labels.iter().map(String::as_str).collect();
            let cut = cut_apart(&labels, columns, '…');
            for (at, text) in cut.iter().enumerate() {
                prop_assert!(width(text) <= columns, "{text}");
                prop_assert!(text == labels[at] || text.contains('…'), "{text} of {}", labels[at]);
                for (other, label) in cut.iter().zip(&labels) {
                    prop_assert_eq!(text == other, labels[at] == *label, "{} and {} read {}", labels[at], label, text);
                }
            }
        }
    }

    /// Names with a shared beginning, end or both, of narrow, wide, combining and right-to-left letters.
    pub(crate) fn hard_names() -> impl Strategy<Value = Vec<String>> {
        let word = "( Cairo|東京都|e\u{301}|القاهرة| income bracket|x|[0-9]|…|#2){1,6}";
        (word, word, proptest::collection::vec(word, 1..20))
            .prop_map(|(head, tail, middles)| middles.iter().map(|middle| format!("{head}{middle}{tail}")).collect())
    }
}
