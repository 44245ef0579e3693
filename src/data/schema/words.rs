//! The words of a status column, for coupons and for purchases.

use super::normalise;
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

/// Every status, and the words that say it.
#[rustfmt::skip]
pub const STATUS_WORDS: [StatusSpec; 7] = [
    words("claimed", Coupons, status::OPEN, &["claimed", "subscribed", "issued", "received", "active", "open", "0", "false", "no"]),
    words("burnt", Coupons, status::BURNT, &["burnt", "burned", "redeemed", "used", "burn", "1", "true", "yes"]),
    words("expired", Coupons, status::EXPIRED, &["expired", "lapsed", "unused", "unredeemed", "notused", "notredeemed"]),
    words("completed", Purchases, status::COMPLETED, &["completed", "complete", "paid", "shipped", "delivered", "fulfilled", "success", "processing", "closed"]),
    words("returned", Purchases, status::RETURNED, &["returned", "refunded"]),
    words("cancelled", Purchases, status::CANCELLED, &["cancelled", "canceled", "void", "failed", "declined"]),
    words("pending", Purchases, status::PENDING, &["pending", "onhold", "draft"]),
];

/// The status code of a word of events of this kind; none when the word is not known.
pub fn status_in(kind: Kind, word: &str) -> Option<u8> {
    let word = normalise(word);
    let known = STATUS_WORDS.iter().find(|spec| spec.kind == kind && spec.words.contains(&word.as_str()));
    known.map(|spec| spec.code)
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
