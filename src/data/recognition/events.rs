//! The kind of the events of the data.

use super::candidate::Candidate;
use crate::data::amount_text::is_number;
use crate::data::kind::Kind;
use crate::data::layout::Layout;
use crate::data::mapping::Mapping;
use crate::data::schema::{Table, counts_uses, has_other_codes, kind_of, normalise, status_in, taken_back};
use crate::data::status;

/// The kind of data whose events are laid out like this; `None` means no events. The values of the status decide, otherwise
/// the columns: only coupons are burnt.
pub fn kind(events: Option<(&Layout, &Candidate)>, mapping: &Mapping) -> Kind {
    if let Some(kind) = mapping.kind {
        return kind;
    }
    let Some((layout, candidate)) = events else {
        return Kind::Customers;
    };
    let sample = &candidate.sample;
    if layout.is_cleaned() {
        // `clean` writes this column for coupons, with or without values, and for nothing else.
        return if layout.at("burn_date").is_some() { Kind::Coupons } else { Kind::Purchases };
    }
    let column = layout.at("transaction_status").and_then(|at| sample.columns.get(at));
    let says = |is: &dyn Fn(&str) -> bool| layout.at("transaction_status").is_some_and(|at| is(&layout.header[at]));
    if says(&counts_uses) {
        return Kind::Coupons;
    }
    if says(&|name| taken_back(name).is_some()) {
        return Kind::Purchases;
    }
    let is_coded = column.is_some_and(|c| has_other_codes(c.words.keys().map(String::as_str)));
    let rows = |kind: Kind| {
        let words = column.into_iter().flat_map(|c| &c.words).filter(|(word, _)| !(is_coded && is_number(word)));
        let found: u64 = words.filter(|(word, _)| status_in(kind, word).is_some()).map(|(_, rows)| rows).sum();
        // The user's meaning of a word wins over the known words.
        let said = mapping.status.iter().filter(|(_, code)| kind_of(*code) == Some(kind)).count() as u64;
        let constant =
            mapping.constant(Table::Transactions, "transaction_status").and_then(|word| status_in(kind, word));
        found + said * sample.rows + u64::from(constant.is_some())
    };
    let (coupons, purchases) = (rows(Kind::Coupons), rows(Kind::Purchases));
    let has = |column: &str| layout.at(column).is_some();
    // A column without a value in any row is no status: orders are completed. Its name may say all the same that there are coupons.
    let is_coupons = |name: &str| {
        status_in(Kind::Coupons, name).is_some() || COUPONS.iter().any(|stem| normalise(name).contains(stem))
    };
    let has_status =
        has("transaction_status") && (column.is_none_or(|c| c.filled > 0 || sample.rows == 0) || says(&is_coupons));
    let is_burnt = has("burn_date") || (has("transaction_status") && has("expiry_date"));
    let is_bought = ["product", "quantity", "unit_price"].iter().any(|column| has(column)) || is_coded && has("amount");
    // An order may be open too; only coupons are used or expire.
    let is_only_open = || {
        let words = column.into_iter().flat_map(|c| c.words.keys());
        words.filter_map(|word| status_in(Kind::Coupons, word)).all(|code| code == status::OPEN)
    };
    if !is_bought && is_list_of_codes(layout, candidate) {
        return Kind::Coupons;
    }
    let is_said = !mapping.status.is_empty() || mapping.constant(Table::Transactions, "transaction_status").is_some();
    if !is_burnt && (purchases > coupons || is_bought && !is_said && is_only_open()) {
        Kind::Purchases
    } else if coupons > purchases || is_burnt {
        Kind::Coupons
    } else if has_status && !is_bought {
        // Unknown values: coupons with them are reported, purchases with them would be left out.
        Kind::Coupons
    } else {
        Kind::Purchases
    }
}

/// Parts of names of files and columns of coupons that were used.
const REDEMPTIONS: [&str; 17] = [
    "redemption",
    "redeem",
    "einlos",
    "eingelost",
    "encaiss",
    "canje",
    "resgat",
    "riscatt",
    "riscoss",
    "verzilver",
    "ingewisseld",
    "realizacj",
    "kullanim",
    "استرداد",
    "核销",
    "核銷",
    "利用履歴",
];
/// Parts of names of files of coupons.
const COUPONS: [&str; 14] = [
    "coupon",
    "voucher",
    "gutschein",
    "bonsdereduction",
    "cupon",
    "cupom",
    "buono",
    "buoni",
    "kupon",
    "waardebon",
    "promocode",
    "优惠券",
    "優惠券",
    "クーポン",
];

/// Whether each row has the code of a coupon, and the file is called after coupons or what is done with them: an order has a code
/// only where one was used.
fn is_list_of_codes(layout: &Layout, candidate: &Candidate) -> bool {
    let name = normalise(&candidate.part.name);
    let code = layout.at("coupon_name").or(layout.at("transaction_id")).and_then(|at| candidate.sample.columns.get(at));
    let has_code = code.is_some_and(|c| c.filled > 0 && c.filled == candidate.sample.rows);
    has_code && (are_redemptions(layout, candidate) || COUPONS.iter().any(|stem| name.contains(stem)))
}

/// Whether each row is a coupon that was used: the file is called so, or its only date.
pub fn are_redemptions(layout: &Layout, candidate: &Candidate) -> bool {
    let date = layout.at("transaction_date").map_or_else(String::new, |at| normalise(&layout.header[at]));
    let is_called = |name: &str| REDEMPTIONS.iter().any(|stem| name.contains(stem));
    layout.at("burn_date").is_none() && (is_called(&normalise(&candidate.part.name)) || is_called(&date))
}

/// The status code of a word: as the user says, otherwise as it is known.
pub fn code(word: &str, kind: Kind, mapping: &Mapping) -> u8 {
    let small = word.trim().to_lowercase();
    let said = mapping.status.iter().find(|(known, _)| *known == small).map(|(_, code)| *code);
    said.or_else(|| status_in(kind, word)).unwrap_or(status::OTHER)
}
