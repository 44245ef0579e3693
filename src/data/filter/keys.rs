//! The keys of the language under all their names: one table, from which recognition, messages, completion and the table of
//! `docs/filters.md` follow.

use std::fmt::Write;

use super::error::nearest;
use super::name::quoted;
use crate::data::kind::Kind;

/// The prefix of a condition that narrows only what is shown.
pub const SHOWN: &str = "shown.";

/// A field that is matched by name or id.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[allow(missing_docs, reason = "the names say it")]
pub enum Field {
    City,
    Gender,
    Customer,
    Branch,
    Merchant,
    Coupon,
    Product,
    Weekday,
    Hour,
    Status,
    Segment,
    /// The segment in the clustering before.
    Before,
    Rfm,
}

/// A date that is matched by day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Moment {
    /// When the customer joined.
    Joined,
    /// When the customer claimed first.
    FirstClaim,
    /// When the coupon was claimed.
    Date,
}

/// A size of an order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Size {
    /// Its amount.
    Amount,
    /// Its pieces.
    Items,
}

impl Size {
    /// Its key.
    pub fn word(self) -> &'static str {
        word(Meaning::Sizes(self))
    }

    /// The column of orders with it.
    pub fn column(self) -> &'static str {
        match self {
            Self::Amount => "amount",
            Self::Items => "items",
        }
    }

    /// What the data needs for it.
    pub fn needs(self) -> &'static str {
        match self {
            Self::Amount => "order_amount needs orders with the column amount, or quantity and unit_price",
            Self::Items => "order_items needs orders with the column quantity",
        }
    }
}

/// The meaning of a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Meaning {
    /// A name or an id.
    Names(Field),
    /// A day.
    Days(Moment),
    /// The size of an order.
    Sizes(Size),
    /// The first day of the claims.
    Since,
    /// The last day of the claims.
    Until,
}

/// A key and its other names.
#[derive(Debug)]
pub struct KeySpec {
    /// The word in canonical text.
    pub word: &'static str,
    /// Other words for it.
    pub aliases: &'static [&'static str],
    /// Its meaning.
    pub meaning: Meaning,
    /// What matches, with `{event}` and `{events}` for the words of the kind of data, see [`KeySpec::help`].
    help: &'static str,
    /// A filter with it.
    pub example: &'static str,
}

const fn key(
    word: &'static str,
    aliases: &'static [&'static str],
    meaning: Meaning,
    help: &'static str,
    example: &'static str,
) -> KeySpec {
    KeySpec { word, aliases, meaning, help, example }
}

/// Every key; any other word is the name of a numeric feature.
#[rustfmt::skip]
pub const KEYS: [KeySpec; 20] = [
    key("city", &["city_name", "city_id"], Meaning::Names(Field::City),
        "customers by city", "city:Cairo,Giza"),
    key("gender", &["gender_name", "gender_id", "sex"], Meaning::Names(Field::Gender),
        "customers by gender", "-gender:none"),
    key("customer", &["customer_id"], Meaning::Names(Field::Customer),
        "customers by id", "customer:10*"),
    key("joined", &["join_date", "join"], Meaning::Days(Moment::Joined),
        "customers by join date", "joined<2024-03"),
    key("first", &["first_claim", "first_order", "first_claim_date"], Meaning::Days(Moment::FirstClaim),
        "customers by the date of their first {event} in all data", "first:2024-Q1"),
    key("since", &["from"], Meaning::Since,
        "{events} on or after a date", "since:2024-03"),
    key("until", &["to"], Meaning::Until,
        "{events} on or before a date", "until:2024-06-30"),
    key("date", &["transaction_date"], Meaning::Days(Moment::Date),
        "{events} by date", "date:2024-W28"),
    key("branch", &["branch_id", "branch_name"], Meaning::Names(Field::Branch),
        "{events} by branch", "branch:17"),
    key("merchant", &["merchant_id", "merchant_name"], Meaning::Names(Field::Merchant),
        "{events} by merchant", "merchant:\"Nile Market\""),
    key("coupon", &["coupon_name"], Meaning::Names(Field::Coupon),
        "{events} by coupon", "coupon:*summer*"),
    key("product", &["product_name", "product_id"], Meaning::Names(Field::Product),
        "orders with a product", "product:Coffee"),
    key("order_amount", &["order_value"], Meaning::Sizes(Size::Amount),
        "orders by their amount", "order_amount>=100"),
    key("order_items", &["order_pieces"], Meaning::Sizes(Size::Items),
        "orders by their number of items", "order_items:1..3"),
    key("weekday", &["day_of_week"], Meaning::Names(Field::Weekday),
        "{events} by weekday", "weekday:Sat,Sun"),
    key("hour", &["hour_of_day"], Meaning::Names(Field::Hour),
        "{events} by hour of the day, 0 to 23", "hour:9,10,11"),
    key("status", &["transaction_status"], Meaning::Names(Field::Status),
        "{events} by status", "status:burnt"),
    key("segment", &["segment_name"], Meaning::Names(Field::Segment),
        "customers by segment number or name; never changes the clustering", "segment:2"),
    key("before", &["segment_before"], Meaning::Names(Field::Before),
        "customers by their segment in the clustering before; in the dashboard", "before:2"),
    key("rfm", &["rfm_group"], Meaning::Names(Field::Rfm),
        "active customers by RFM group in all data", "rfm:\"At Risk\""),
];

impl KeySpec {
    /// What matches, in the words of a kind of data; without a kind, of all.
    pub fn help(&self, kind: Option<Kind>) -> String {
        let (event, events) = match kind {
            // Customers alone have no events, so no key about them.
            Some(Kind::Coupons | Kind::Customers) => ("claim", "claims"),
            Some(Kind::Purchases) => ("order", "orders"),
            None => ("claim or order", "claims or orders"),
        };
        if matches!((self.meaning, kind), (Meaning::Names(Field::Status), Some(Kind::Purchases))) {
            return "customers with an order of that status".to_owned();
        }
        self.help.replace("{events}", events).replace("{event}", event)
    }

    /// A filter with it for a kind of data: orders are not burnt.
    pub fn example_of(&self, kind: Kind) -> &'static str {
        match (self.meaning, kind) {
            (Meaning::Names(Field::Status), Kind::Purchases) => "status:returned",
            _ => self.example,
        }
    }
}

/// Values of a customer that exist only after a clustering: the silhouette, and the principal components.
pub const OF_CLUSTERING: [&str; 4] = ["silhouette", "pc1", "pc2", "pc3"];

/// Whether a name is a value that only a clustering gives.
pub(super) fn of_clustering(name: &str) -> bool {
    OF_CLUSTERING.iter().any(|word| word.eq_ignore_ascii_case(name))
}

/// The key of that name, in any case.
pub(super) fn find(word: &str) -> Option<&'static KeySpec> {
    let is = |name: &str| name.eq_ignore_ascii_case(word);
    KEYS.iter().find(|spec| is(spec.word) || spec.aliases.iter().any(|a| is(a)))
}

/// Keys that the word may have been meant to be.
pub fn near(word: &str) -> Vec<&'static str> {
    nearest(word, KEYS.iter().flat_map(|spec| spec.aliases.iter().chain([&spec.word])).copied())
}

/// The keys for a message.
pub(super) fn listed() -> String {
    KEYS.map(|spec| spec.word).join(", ")
}

/// The word of a meaning. Every meaning is in the table, as a test holds.
fn word(meaning: Meaning) -> &'static str {
    KEYS.iter().find(|spec| spec.meaning == meaning).map_or("", |spec| spec.word)
}

impl Field {
    /// The field of a key, by any of its names.
    pub fn of_word(key: &str) -> Option<Self> {
        match find(key)?.meaning {
            Meaning::Names(field) => Some(field),
            _ => None,
        }
    }

    /// Its key.
    pub fn word(self) -> &'static str {
        word(Meaning::Names(self))
    }
}

impl Moment {
    /// Its key.
    pub fn word(self) -> &'static str {
        word(Meaning::Days(self))
    }
}

/// A feature's name as a key: in quotes where it would be read as something else.
pub(super) fn feature_text(name: &str) -> String {
    let plain = |c: char| !c.is_whitespace() && !c.is_control() && !":=!<>,".contains(c);
    let first = name.chars().next();
    let taken = find(name).is_some() || of_clustering(name) || name.starts_with(SHOWN);
    let bare = first.is_some_and(|c| !"-\"'".contains(c)) && name.chars().all(plain) && !taken;
    if bare { name.to_owned() } else { quoted(name) }
}

/// The table of `docs/filters.md`.
pub fn markdown() -> String {
    let mut out = String::from("| key | also written | matches | example |\n|---|---|---|---|\n");
    for spec @ KeySpec { word, aliases, example, .. } in &KEYS {
        let help = spec.help(None);
        let _ = writeln!(out, "| `{word}` | `{}` | {help} | `{example}` |", aliases.join("` `"));
    }
    out
}
