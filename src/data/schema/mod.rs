//! The tables and columns segscope knows, under all the names it knows them by: one table, from which recognition, messages
//! and documentation follow.

mod words;

use strum::{Display, EnumIter, EnumString, IntoStaticStr};

pub use words::{STATUS_WORDS, StatusSpec, status_in, status_of};

/// One of the six tables.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Display, EnumIter, EnumString, IntoStaticStr)]
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

/// Whether a table can do without a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Need {
    /// Without it the table cannot be read.
    Required,
    /// Coupon data should have it: its absence is a finding.
    Expected,
    /// Nice to have.
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

const fn column(
    name: &'static str,
    need: Need,
    points_at: Option<Table>,
    aliases: &'static [&'static str],
    generic: &'static [&'static str],
) -> ColumnSpec {
    ColumnSpec { name, need, points_at, aliases, generic }
}

use Need::{Expected, Optional, Required};

const CUSTOMER: &[&str] = &[
    "custid",
    "customer",
    "customerno",
    "customernumber",
    "customercode",
    "customerkey",
    "clientid",
    "client",
    "userid",
    "user",
    "memberid",
    "member",
    "subscriberid",
    "shopperid",
];
const BRANCH: &[&str] =
    &["branch", "branchcode", "branchkey", "storeid", "store", "outletid", "outlet", "shopid", "locationid"];
const MERCHANT: &[&str] =
    &["merchant", "merchantcode", "merchantkey", "brandid", "vendorid", "partnerid", "retailerid", "companyid"];
const ID: &[&str] = &["id", "key", "code"];
const NAME: &[&str] = &["name", "label", "title", "description"];

/// Every table and column, and every other name it goes by.
#[rustfmt::skip]
pub const SCHEMA: [TableSpec; 6] = [
    TableSpec { table: Table::Customers, names: &["customer", "client", "user", "member", "subscriber", "shopper"], columns: &[
        column("customer_id", Required, None, CUSTOMER, ID),
        column("join_date", Expected, None, &["joined", "joinedat", "joinedon", "joiningdate", "datejoined", "signupdate",
            "signedup", "registrationdate", "registeredat", "registered", "membersince", "customersince"], &["createdat", "created", "date"]),
        column("city_id", Expected, Some(Table::Cities), &["city", "citycode", "citykey", "cityname", "town"], &[]),
        column("gender_id", Expected, Some(Table::Genders), &["gender", "gendercode", "genderkey", "sex", "sexid", "gendername"], &[]),
    ]},
    TableSpec { table: Table::Genders, names: &["gender", "sex"], columns: &[
        column("gender_id", Required, None, &["gendercode", "genderkey", "sexid"], ID),
        column("gender_name", Required, None, &["gender", "genderlabel", "sex", "sexname"], NAME),
    ]},
    TableSpec { table: Table::Cities, names: &["city", "town"], columns: &[
        column("city_id", Required, None, &["citycode", "citykey", "townid"], ID),
        column("city_name", Required, None, &["city", "town", "townname"], NAME),
    ]},
    TableSpec { table: Table::Transactions, names: &["transaction", "txn", "trans", "claim", "couponclaim", "coupontransaction",
            "redemption", "order", "purchase"], columns: &[
        column("transaction_id", Optional, None, &["transid", "txnid", "transactionno", "transactionnumber", "transactionkey",
            "claimid", "orderid", "purchaseid"], ID),
        column("customer_id", Required, Some(Table::Customers), CUSTOMER, &[]),
        column("transaction_date", Required, None, &["transdate", "txndate", "transactiontime", "transactiontimestamp",
            "transactiondatetime", "claimdate", "claimedat", "claimedon", "dateclaimed", "orderdate", "purchasedate"],
            &["date", "datetime", "timestamp", "createdat", "day"]),
        column("transaction_status", Optional, None, &["transstatus", "txnstatus", "couponstatus", "claimstatus", "status"], &["state"]),
        column("coupon_name", Optional, None, &["coupon", "couponcode", "voucher", "vouchername", "vouchercode", "campaign",
            "campaignname", "offer", "offername"], NAME),
        column("burn_date", Expected, None, &["burndatetime", "burntdate", "burneddate", "burntat", "burnedat", "burntime",
            "redemptiondate", "redeemdate", "redeemeddate", "redeemedat", "dateredeemed", "useddate", "usedat", "usedon"], &[]),
        column("branch_id", Expected, Some(Table::Branches), BRANCH, &[]),
        column("amount", Optional, None, &["value", "price", "total", "totalamount", "transactionamount", "orderamount"], &[]),
        column("expiry_date", Optional, None, &["expirationdate", "expiresat", "expires", "validuntil"], &[]),
        column("product", Optional, None, &["productname", "item", "itemname", "itemdescription", "sku"], &[]),
        column("quantity", Optional, None, &["qty", "itemssold"], &[]),
        column("unit_price", Optional, None, &["priceperunit"], &[]),
        column("city_id", Optional, Some(Table::Cities), &["city", "citycode", "citykey", "cityname", "town", "region", "country"], &[]),
        column("gender_id", Optional, Some(Table::Genders), &["gender", "gendercode", "genderkey", "sex", "sexid", "gendername"], &[]),
    ]},
    TableSpec { table: Table::Branches, names: &["branch", "store", "outlet", "shop", "location"], columns: &[
        column("branch_id", Required, None, &["branchcode", "branchkey", "storeid", "outletid", "shopid", "locationid"], ID),
        column("merchant_id", Expected, Some(Table::Merchants), MERCHANT, &[]),
        column("branch_name", Optional, None, &["branch", "store", "storename", "outlet", "outletname", "shopname", "locationname"], NAME),
    ]},
    TableSpec { table: Table::Merchants, names: &["merchant", "brand", "vendor", "partner", "retailer"], columns: &[
        column("merchant_id", Required, None, &["merchantcode", "merchantkey", "brandid", "vendorid", "partnerid", "retailerid", "companyid"], ID),
        column("merchant_name", Required, None, &["merchant", "brand", "brandname", "vendor", "vendorname", "partnername", "retailername", "companyname"], NAME),
    ]},
];

/// Words around a table's name that say nothing: `dim_customers`, `tbl_cities`, `Transactions 2024`.
const DECORATION: [&str; 16] = [
    "dim", "fact", "fct", "tbl", "table", "stg", "raw", "src", "data", "dataset", "export", "list", "lookup", "ref",
    "dbo", "public",
];

/// A name with only its letters and digits, in lower case: `Customer Id`, `CustomerID` and `customer_id` become one.
pub fn normalise(name: &str) -> String {
    name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

impl Table {
    /// What the table is made of.
    pub fn spec(self) -> &'static TableSpec {
        &SCHEMA[self as usize]
    }

    /// The table that a file or sheet is named after.
    pub fn by_name(name: &str) -> Option<Self> {
        let words: Vec<String> = words(name).filter(|w| !DECORATION.contains(&w.as_str())).collect();
        let name = words.concat();
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
            let aliases = spec.columns.iter().flat_map(|c| c.aliases.iter().chain(c.generic));
            for name in aliases.chain(spec.names) {
                assert_eq!(*name, normalise(name));
            }
        }
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
