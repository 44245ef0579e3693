//! The words of a status column, for coupons and for purchases.

use super::{bare, normalise, status_words};
use crate::data::kind::Kind;
use crate::data::status;

/// A status and its words.
#[derive(Debug)]
pub struct StatusSpec {
    /// Its name in mappings and documentation.
    pub name: &'static str,
    /// Which events have it.
    pub kind: Kind,
    /// Its code.
    pub code: u8,
    /// Its words, as [`normalise`] leaves them.
    pub words: &'static [&'static str],
}

const fn words(name: &'static str, kind: Kind, code: u8, words: &'static [&'static str]) -> StatusSpec {
    StatusSpec { name, kind, code, words }
}

use Kind::{Coupons, Purchases};

/// Every status, and the words that say it. A column of yes and no says whether the coupon was used.
#[rustfmt::skip]
pub const STATUS_WORDS: [StatusSpec; 10] = [
    words("claimed", Coupons, status::OPEN, status_words::OPEN),
    words("claimed", Coupons, status::OPEN, status_words::NO),
    words("burnt", Coupons, status::BURNT, status_words::BURNT),
    words("burnt", Coupons, status::BURNT, status_words::YES),
    words("expired", Coupons, status::EXPIRED, status_words::EXPIRED),
    words("expired", Coupons, status::EXPIRED, status_words::UNUSED),
    words("completed", Purchases, status::COMPLETED, status_words::COMPLETED),
    words("returned", Purchases, status::RETURNED, status_words::RETURNED),
    words("cancelled", Purchases, status::CANCELLED, status_words::CANCELLED),
    words("pending", Purchases, status::PENDING, status_words::PENDING),
];

/// The status code of a word of events of this kind; none when the word is not known.
pub fn status_in(kind: Kind, word: &str) -> Option<u8> {
    let whole = normalise(word);
    let known = STATUS_WORDS.iter().find(|spec| spec.kind == kind && spec.words.contains(&whole.as_str()));
    known.map(|spec| spec.code).or_else(|| by_phrase(kind, word))
}

/// Words that negate the others, or that describe an offer.
const NEGATIONS: [&str; 20] = [
    "not", "no", "non", "never", "without", "nicht", "kein", "keine", "ohne", "sans", "sin", "nao", "sem", "senza",
    "niet", "geen", "nie", "degil", "غير", "offer",
];
/// Which word counts where a phrase has several: what ends an order goes before what completes it.
const FIRST: [u8; 4] = [status::CANCELLED, status::RETURNED, status::PENDING, status::COMPLETED];
/// Most words of a phrase that is one status.
const LONGEST: usize = 4;

/// The status of a phrase of several words, such as `Cancelled by buyer`, by those in it that are known. Of coupons, they must all
/// say the same.
fn by_phrase(kind: Kind, phrase: &str) -> Option<u8> {
    let words: Vec<String> =
        phrase.split(|c: char| !c.is_alphanumeric()).map(normalise).filter(|w| !w.is_empty()).collect();
    if words.len() < 2 || words.iter().any(|word| NEGATIONS.contains(&word.as_str())) {
        return None;
    }
    // Yes and no count only if they are alone.
    let is_phrase =
        |spec: &&StatusSpec| spec.kind == kind && ![status_words::YES, status_words::NO].contains(&spec.words);
    let code = |run: &str| STATUS_WORDS.iter().filter(is_phrase).find(|spec| spec.words.contains(&run)).map(|s| s.code);
    let mut found = Vec::new();
    let mut at = 0;
    while at < words.len() {
        let run = |length: &usize| code(&words[at..at + length].concat()).map(|code| (*length, code));
        let longest = (1..=LONGEST.min(words.len() - at)).rev().collect::<Vec<_>>();
        match longest.iter().find_map(run) {
            Some((length, code)) => {
                found.push(code);
                at += length;
            }
            None => at += 1,
        }
    }
    match kind {
        Purchases => FIRST.into_iter().find(|code| found.contains(code)),
        _ => found.first().copied().filter(|first| found.iter().all(|code| code == first)),
    }
}

/// The first word of a status.
pub fn status_name(code: u8) -> Option<&'static str> {
    STATUS_WORDS.iter().find(|spec| spec.code == code).map(|spec| spec.name)
}

/// Whether there are numbers other than 0 and 1 among words of a status: then these two are codes as well, and no yes and no.
pub fn has_other_codes<'w>(mut words: impl Iterator<Item = &'w str>) -> bool {
    words.any(|word| word.parse::<f64>().is_ok_and(|number| number.fract() != 0.0 || !(0.0..2.0).contains(&number)))
}

/// Whether a word says only that a coupon was not used: it expired, unless another word of the column says that of others.
pub fn says_unused(word: &str) -> bool {
    status_words::UNUSED.contains(&normalise(word).as_str())
}

/// The status that yes means in a column of orders with this name: `Refunded?`, `is_cancelled`.
pub fn taken_back(name: &str) -> Option<u8> {
    let name = bare(name);
    let word = ["is", "was"].iter().find_map(|start| name.strip_prefix(start)).unwrap_or(&name);
    let takes_back = |spec: &&StatusSpec| [status::RETURNED, status::CANCELLED].contains(&spec.code);
    STATUS_WORDS.iter().filter(takes_back).find(|spec| spec.words.contains(&word)).map(|spec| spec.code)
}

/// Whether a word is yes or no; none for another one.
pub fn yes_or_no(word: &str) -> Option<bool> {
    let word = normalise(word);
    let is_in = |words: &[&str]| words.contains(&word.as_str());
    is_in(status_words::YES).then_some(true).or_else(|| is_in(status_words::NO).then_some(false))
}

/// The kind of events that have a status.
pub fn kind_of(code: u8) -> Option<Kind> {
    STATUS_WORDS.iter().find(|spec| spec.code == code).map(|spec| spec.kind)
}

/// The status code of a word of coupons; none when the word is not known.
pub fn status_of(word: &str) -> Option<u8> {
    status_in(Coupons, word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn status_words_in_any_case() {
        assert_eq!(status_of("Subscribed"), Some(status::OPEN));
        assert_eq!(status_of("REDEEMED"), Some(status::BURNT));
        assert_eq!(status_of("Not used"), Some(status::EXPIRED));
        assert_eq!(status_of("refunded"), None);
        assert_eq!(status_in(Purchases, "On-Hold"), Some(status::PENDING));
        // Paid and not sent yet, as `processing` and `awaiting shipment`.
        assert_eq!(status_in(Purchases, "Unshipped"), Some(status::COMPLETED));
    }

    #[test]
    fn a_column_of_yes_and_no_may_say_what_was_taken_back() {
        for (name, code) in [
            ("Refunded?", Some(status::RETURNED)),
            ("is_canceled", Some(status::CANCELLED)),
            ("Refunded Amount", None),
            ("Issued", None),
            ("used", None),
        ] {
            assert_eq!(taken_back(name), code, "{name}");
        }
        assert_eq!(["Y", "0", "non", "2"].map(yes_or_no), [Some(true), Some(false), Some(false), None]);
    }

    #[test]
    fn phrases_are_understood_by_their_words() {
        for (phrase, code) in [
            ("Cancelled by buyer", Some(status::CANCELLED)),
            ("Pagamento pendente", Some(status::PENDING)),
            ("In afwachting van betaling", Some(status::PENDING)),
            ("Paid (refund requested)", Some(status::RETURNED)),
            ("Delivered to locker", Some(status::COMPLETED)),
            ("Not delivered", None),
            ("nicht bezahlt", None),
            ("green tea", None),
        ] {
            assert_eq!(status_in(Purchases, phrase), code, "{phrase}");
        }
        assert_eq!(status_of("redeemed in store"), Some(status::BURNT));
        assert_eq!((status_of("expired, used"), status_of("not issued")), (None, None));
    }

    #[test]
    fn words_are_normalised_and_mean_one_thing() {
        for (i, spec) in STATUS_WORDS.iter().enumerate() {
            for word in spec.words {
                assert_eq!(*word, normalise(word));
                let others = STATUS_WORDS.iter().skip(i + 1).filter(|other| other.kind == spec.kind);
                assert!(others.into_iter().all(|other| !other.words.contains(word)), "{word}");
            }
        }
    }
}
