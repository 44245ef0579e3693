//! The schema: tables and columns with all their known names, from which recognition, messages and documentation follow.

mod bare_name;
mod columns;
mod status_words;
mod tables;
mod words;

use serde::{Deserialize, Serialize};
use strum::{Display, EnumIter, EnumString, IntoStaticStr};
use unicode_normalization::UnicodeNormalization;

pub use bare_name::{OF_LIST, bare, is_called, is_of_list, list_of};
pub use words::{
    STATUS_WORDS, StatusSpec, has_other_codes, kind_of, says_unused, status_in, status_name, status_of, taken_back,
    yes_or_no,
};

/// One of the six tables.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    Hash,
    PartialOrd,
    Ord,
    Display,
    EnumIter,
    EnumString,
    IntoStaticStr,
    Serialize,
    Deserialize,
)]
#[strum(serialize_all = "snake_case")]
pub enum Table {
    /// One row per customer.
    Customers,
    /// Gender names.
    Genders,
    /// City names.
    Cities,
    /// One row per coupon taken by a customer.
    Transactions,
    /// Branches where coupons are burnt, each of a merchant.
    Branches,
    /// Merchant names.
    Merchants,
}

/// Whether a column is required.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Need {
    /// Without it the table cannot be read.
    Required,
    /// Coupon data should have it: its absence is a finding.
    Expected,
    /// Optional.
    Optional,
}

/// A column and its other names.
#[derive(Debug)]
pub struct ColumnSpec {
    /// The name in messages, findings and documentation.
    pub name: &'static str,
    /// Whether it must be there.
    pub need: Need,
    /// The table its values are ids of, when that is another one.
    pub points_at: Option<Table>,
    /// Other names, best first, as [`normalise`] leaves them.
    pub aliases: &'static [&'static str],
    /// Names that mean this column only in a table already known by its name.
    pub generic: &'static [&'static str],
    /// Names that mean this column where nothing else does.
    pub fallback: &'static [&'static str],
}

/// A table and its columns.
#[derive(Debug)]
pub struct TableSpec {
    /// Which one.
    pub table: Table,
    /// Names of it, singular, as [`normalise`] leaves them.
    pub names: &'static [&'static str],
    /// Its columns.
    pub columns: &'static [ColumnSpec],
}

impl TableSpec {
    /// The column of that name.
    pub fn column(&self, name: &str) -> Option<&'static ColumnSpec> {
        self.columns.iter().find(|column| column.name == name)
    }
}

const fn column(
    name: &'static str,
    need: Need,
    points_at: Option<Table>,
    aliases: &'static [&'static str],
    generic: &'static [&'static str],
) -> ColumnSpec {
    ColumnSpec { name, need, points_at, aliases, generic, fallback: &[] }
}

impl ColumnSpec {
    const fn or(self, fallback: &'static [&'static str]) -> Self {
        Self { fallback, ..self }
    }
}

use Need::{Expected, Optional, Required};
use columns::{
    AMOUNT, BRANCH, BURN, COUPON, CURRENCY, CUSTOMER, CUSTOMER_FALLBACK, DATE, DATE_GENERIC, EXPIRY, GENDER, ID, JOIN,
    MERCHANT, NAME, ORDER, PAYMENT_STATUS, PERSON, PLACE, PRICE, PRICE_FALLBACK, PRODUCT, QUANTITY, STATUS,
};

/// Every table and column, and every other name it goes by.
#[rustfmt::skip]
pub const SCHEMA: [TableSpec; 6] = [
    TableSpec { table: Table::Customers, names: tables::CUSTOMERS, columns: &[
        column("customer_id", Required, None, CUSTOMER, ID).or(CUSTOMER_FALLBACK),
        column("join_date", Expected, None, JOIN, &["createdat", "created", "date"]),
        column("city_id", Expected, Some(Table::Cities), PLACE, &[]),
        column("gender_id", Expected, Some(Table::Genders), GENDER, &[]),
        column("person_id", Optional, None, PERSON, &[]),
    ]},
    TableSpec { table: Table::Genders, names: tables::GENDERS, columns: &[
        column("gender_id", Required, None, &["gendercode", "genderkey", "sexid"], ID),
        column("gender_name", Required, None, &["genderlabel", "sexname"], NAME).or(GENDER),
    ]},
    TableSpec { table: Table::Cities, names: tables::CITIES, columns: &[
        column("city_id", Required, None, &["citycode", "citykey", "townid"], ID),
        column("city_name", Required, None, &["townname"], NAME).or(PLACE),
    ]},
    TableSpec { table: Table::Transactions, names: tables::EVENTS, columns: &[
        column("transaction_id", Optional, None, ORDER, ID),
        column("customer_id", Required, Some(Table::Customers), CUSTOMER, &[]).or(CUSTOMER_FALLBACK),
        column("transaction_date", Required, None, DATE, DATE_GENERIC),
        column("transaction_status", Optional, None, STATUS, &["state", "outcome", "result"]).or(PAYMENT_STATUS),
        column("coupon_name", Optional, None, COUPON, NAME),
        column("burn_date", Expected, None, BURN, &[]),
        column("branch_id", Expected, Some(Table::Branches), BRANCH, &[]),
        column("amount", Optional, None, AMOUNT, &[]).or(PRICE_FALLBACK),
        column("expiry_date", Optional, None, EXPIRY, &[]),
        column("product", Optional, None, PRODUCT, &[]),
        column("quantity", Optional, None, QUANTITY, &[]),
        column("unit_price", Optional, None, PRICE, &[]),
        column("city_id", Optional, Some(Table::Cities), PLACE, &[]),
        column("gender_id", Optional, Some(Table::Genders), GENDER, &[]),
        column("currency", Optional, None, CURRENCY, &[]),
        column("payment_status", Optional, None, &[], &[]).or(PAYMENT_STATUS),
    ]},
    TableSpec { table: Table::Branches, names: tables::BRANCHES, columns: &[
        column("branch_id", Required, None, BRANCH, ID),
        column("merchant_id", Expected, Some(Table::Merchants), MERCHANT, &[]),
        column("branch_name", Optional, None, &["storename", "outletname", "shopname", "locationname"], NAME).or(BRANCH),
    ]},
    TableSpec { table: Table::Merchants, names: tables::MERCHANTS, columns: &[
        column("merchant_id", Required, None, &["merchantcode", "merchantkey", "brandid", "vendorid", "partnerid", "retailerid", "companyid"], ID),
        column("merchant_name", Required, None, &["brandname", "vendorname", "partnername", "retailername", "companyname"], NAME)
            .or(&["merchant", "brand", "vendor", "partner", "retailer", "company"]),
    ]},
];

/// Whether a column counts how often a coupon was used.
pub fn counts_uses(name: &str) -> bool {
    is_called(name, columns::TIMES_USED)
}

/// Whether a column has the day on which a coupon was taken.
pub fn is_received(name: &str) -> bool {
    is_called(name, columns::RECEIVED)
}

/// Whether a name, as [`normalise`] leaves it, is that of any name or of any id.
pub fn is_general(name: &str) -> (bool, bool) {
    (columns::NAME.contains(&name), columns::ID.contains(&name))
}

/// Words around a table's name without a meaning: `dim_customers`, `tbl_cities`, `Transactions 2024`.
const DECORATION: [&str; 55] = [
    "dim",
    "fact",
    "fct",
    "tbl",
    "table",
    "stg",
    "raw",
    "src",
    "data",
    "dataset",
    "export",
    "exports",
    "list",
    "lookup",
    "ref",
    "dbo",
    "public",
    "wc",
    "report",
    "reports",
    "shop",
    "my",
    "all",
    "new",
    "final",
    "copy",
    "sheet",
    "csv",
    "clean",
    "cleaned",
    "sample",
    "full",
    "log",
    "logs",
    "history",
    "detail",
    "details",
    "file",
    "extract",
    "dump",
    "shopify",
    "woocommerce",
    "magento",
    "prestashop",
    "stripe",
    "square",
    "db",
    "info",
    "liste",
    "daten",
    "tabelle",
    "lista",
    "dados",
    "datos",
    "dati",
];

/// Bytes of the longest text that is looked at as a name. Cells are asked too, and one may fill memory.
const LONGEST_NAME: usize = 1000;

/// A name with only its letters and digits, in lower case and without accents: `Customer Id`, `CustomerID` and `customer_id`
/// become one, and so do `Müşteri` and `musteri`. Text too long for a name stays as it is.
pub fn normalise(name: &str) -> String {
    if name.len() > LONGEST_NAME {
        return name.to_owned();
    }
    if name.is_ascii() {
        // Only characters other than letters and digits are removed.
        return name.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase()).collect();
    }
    // In two steps, so that small and capital letters come apart in one way: marks of Latin and Arabic letters fall away, those
    // that make another letter (as in Japanese) stay.
    let unmarked = |text: &str| text.nfkd().filter(|c| !is_accent(*c)).nfkc().collect::<String>();
    let folded = unmarked(&unmarked(name).to_lowercase());
    let mut out = String::with_capacity(folded.len());
    for c in folded.chars().filter(|c| c.is_alphanumeric()) {
        match c {
            'ß' => out.push_str("ss"),
            'æ' => out.push_str("ae"),
            'œ' => out.push_str("oe"),
            'ı' => out.push('i'),
            'ł' => out.push('l'),
            'ø' => out.push('o'),
            'đ' => out.push('d'),
            c => out.push(c),
        }
    }
    out
}

/// Whether a mark is an accent on a Latin letter or a vowel or hamza on an Arabic one.
fn is_accent(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{64b}'..='\u{65f}' | '\u{670}')
}

impl Table {
    /// What the table is made of.
    pub fn spec(self) -> &'static TableSpec {
        &SCHEMA[self as usize]
    }

    /// The table that a file or sheet is named after.
    pub fn by_name(name: &str) -> Option<Self> {
        let words: Vec<String> = words(name).filter(|w| !DECORATION.contains(&w.as_str())).collect();
        let name = normalise(&words.concat());
        let is = |known: &str| {
            let plural_y = known.strip_suffix('y').map(|stem| format!("{stem}ies"));
            name == known
                || name == format!("{known}s")
                || name == format!("{known}es")
                || plural_y.as_deref() == Some(&name)
        };
        SCHEMA.iter().find(|spec| spec.names.iter().any(|n| is(n))).map(|spec| spec.table)
    }

    /// The names of its required columns, for a message.
    pub fn required(self) -> String {
        let names: Vec<&str> = self.spec().columns.iter().filter(|c| c.need == Required).map(|c| c.name).collect();
        names.join(", ")
    }
}

/// The words of a name, in lower case, without numbers: split at punctuation and where a capital follows a small letter.
fn words(name: &str) -> impl Iterator<Item = String> {
    let mut words = vec![String::new()];
    let mut last_small = false;
    for c in name.chars() {
        if !c.is_alphabetic() || (c.is_uppercase() && last_small) {
            words.push(String::new());
        }
        last_small = c.is_lowercase();
        if c.is_alphabetic() {
            words.last_mut().into_iter().for_each(|w| w.extend(c.to_lowercase()));
        }
    }
    words.into_iter().filter(|w| !w.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;
    use strum::IntoEnumIterator;

    #[test]
    fn the_schema_is_in_the_order_of_the_tables_and_normalised() {
        for table in Table::iter() {
            let spec = table.spec();
            assert_eq!(spec.table, table);
            let aliases = spec.columns.iter().flat_map(|c| c.aliases.iter().chain(c.generic).chain(c.fallback));
            for name in aliases.chain(spec.names) {
                assert_eq!(*name, normalise(name));
            }
        }
    }

    #[test]
    fn names_that_count_uses_are_names_of_a_status() {
        let status = Table::Transactions.spec().column("transaction_status").expect("a status");
        assert!(columns::TIMES_USED.iter().all(|name| status.aliases.contains(name)));
    }

    #[test]
    fn tables_go_by_many_names() {
        for (name, table) in [
            ("customers", Table::Customers),
            ("Dim_Customer", Table::Customers),
            ("DimCities", Table::Cities),
            ("fact-transactions 2024", Table::Transactions),
            ("BRANCHES", Table::Branches),
            ("tbl.merchant", Table::Merchants),
            ("Gender", Table::Genders),
            ("CouponClaims", Table::Transactions),
        ] {
            assert_eq!(Table::by_name(name), Some(table), "{name}");
        }
        for name in ["", "2024", "Sheet1", "customer_cities", "data"] {
            assert_eq!(Table::by_name(name), None, "{name}");
        }
    }
}
