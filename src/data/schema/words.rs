//! The words of a status column, for coupons and for purchases.

use super::{normalise, status_words};
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
pub const STATUS_WORDS: [StatusSpec; 9] = [
    words("claimed", Coupons, status::OPEN, status_words::OPEN),
    words("claimed", Coupons, status::OPEN, status_words::NO),
    words("burnt", Coupons, status::BURNT, status_words::BURNT),
    words("burnt", Coupons, status::BURNT, status_words::YES),
    words("expired", Coupons, status::EXPIRED, status_words::EXPIRED),
    words("completed", Purchases, status::COMPLETED, status_words::COMPLETED),
    words("returned", Purchases, status::RETURNED, status_words::RETURNED),
    words("cancelled", Purchases, status::CANCELLED, status_words::CANCELLED),
    words("pending", Purchases, status::PENDING, status_words::PENDING),
];

/// The status code of a word of events of this kind; none when the word is not known.
pub fn status_in(kind: Kind, word: &str) -> Option<u8> {
    let word = normalise(word);
    let known = STATUS_WORDS.iter().find(|spec| spec.kind == kind && spec.words.contains(&word.as_str()));
    known.map(|spec| spec.code)
}

/// The first word of a status.
pub fn status_name(code: u8) -> Option<&'static str> {
    STATUS_WORDS.iter().find(|spec| spec.code == code).map(|spec| spec.name)
}

/// Whether there are numbers other than 0 and 1 among words of a status: then these two are codes as well, and no yes and no.
pub fn has_other_codes<'w>(mut words: impl Iterator<Item = &'w str>) -> bool {
    words.any(|word| word.parse::<f64>().is_ok_and(|number| number.fract() != 0.0 || !(0.0..2.0).contains(&number)))
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
