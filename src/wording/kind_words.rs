//! Words for each kind of data: a claim of coupons is an order of purchases.

use crate::data::Kind;
use crate::measures::{Event, Start};

/// The words of a kind of data.
#[derive(Clone, Copy, Debug)]
pub struct Words {
    /// The indefinite article of an event.
    pub article: &'static str,
    /// One event.
    pub event: &'static str,
    /// The verb of an event.
    pub done: &'static str,
    /// Several events.
    pub events: &'static str,
    /// The plural at the start of a title.
    pub title: &'static str,
    /// What the small charts of places count.
    pub counted: &'static str,
    /// The event that starts a customer's history.
    first: &'static str,
}

const OF_COUPONS: Words = Words {
    article: "a",
    event: "claim",
    done: "claimed",
    events: "claims",
    title: "Claims",
    counted: "burns",
    first: "first claim",
};
const OF_PURCHASES: Words = Words {
    article: "an",
    event: "order",
    done: "ordered",
    events: "orders",
    title: "Orders",
    counted: "orders",
    first: "first order",
};

/// The words of a kind. Customers alone have no events, so their words for events are never used.
pub fn words(kind: Kind) -> Words {
    match kind {
        Kind::Coupons | Kind::Customers => OF_COUPONS,
        Kind::Purchases => OF_PURCHASES,
    }
}

impl Words {
    /// What starts a cohort.
    pub fn start(&self, start: Start) -> &'static str {
        match start {
            Start::FirstClaim => self.first,
            Start::Joining => "join month",
        }
    }

    /// The event that counts as a return.
    pub fn back(&self, event: Event) -> &'static str {
        match event {
            Event::Claim => self.event,
            Event::Burn => "burn",
        }
    }

    /// The same with its article: `an order`.
    pub fn one_back(&self, event: Event) -> String {
        let article = if event == Event::Burn { "a" } else { self.article };
        format!("{article} {}", self.back(event))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn events_have_their_article() {
        assert_eq!(words(Kind::Purchases).one_back(Event::Claim), "an order");
        assert_eq!(words(Kind::Coupons).one_back(Event::Claim), "a claim");
        assert_eq!(words(Kind::Coupons).one_back(Event::Burn), "a burn");
    }
}
