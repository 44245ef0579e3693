//! Names of columns without the additions of exports: a currency or a tax in brackets or at the end, the list that a line
//! is in.

use super::normalise;

/// Lists of lines whose name precedes that of the column: `Order Lines/Quantity`.
const LISTS: [&str; 8] =
    ["orderlines", "orderline", "lineitems", "lineitem", "orderitems", "invoicelines", "lines", "items"];

/// What follows the name of a list in a record: its elements are `items[]`, and a field of theirs is `items[].price`.
pub const OF_LIST: &str = "[]";
const FIELD_OF_LIST: &str = "[].";

/// Objects whose name precedes that of a field in them: `value.amount`, `customer.address.city`.
const OBJECTS: [&str; 20] = [
    "value",
    "values",
    "properties",
    "props",
    "data",
    "payload",
    "attributes",
    "attribute",
    "metadata",
    "meta",
    "params",
    "parameters",
    "fields",
    "details",
    "body",
    "source",
    "doc",
    "address",
    "billing",
    "location",
];

/// Names of the number in an object of an amount and its currency: `total_money.amount`, `amount.value`.
const NUMBERS: [&str; 2] = ["amount", "value"];

/// Suffixes of the names of such objects, and the part that is removed.
const MONEY: [(&str, bool); 8] = [
    ("shopmoney", true),
    ("presentmentmoney", true),
    ("money", true),
    ("set", true),
    ("amount", false),
    ("price", false),
    ("total", false),
    ("cost", false),
];

/// Words at the end of a name that do not change what it says: taxes, currencies, time zones, and that an id is hashed.
const ENDINGS: [&str; 43] = [
    "incl",
    "inkl",
    "inc",
    "including",
    "excl",
    "exkl",
    "exc",
    "ex",
    "excluding",
    "tax",
    "taxes",
    "vat",
    "gst",
    "mwst",
    "ust",
    "tva",
    "btw",
    "iva",
    "kdv",
    "ttc",
    "ht",
    "eur",
    "usd",
    "gbp",
    "chf",
    "inr",
    "try",
    "tl",
    "pln",
    "brl",
    "mxn",
    "cad",
    "aud",
    "jpy",
    "cny",
    "egp",
    "lcy",
    "utc",
    "gmt",
    "cet",
    "hash",
    "hashed",
    "md5",
];

/// A name without brackets, endings and the list or object before it, as [`normalise`] leaves it: `Amount (INR)`, `Totaal incl. btw`.
pub fn bare(name: &str) -> String {
    let name = name.rsplit_once(FIELD_OF_LIST).map_or(name, |(_, own)| own);
    let own = name.rsplit_once('/').filter(|(list, _)| LISTS.contains(&normalise(list).as_str()));
    let name = own.map_or(name, |(_, own)| own);
    let money = money(name);
    let name = money.as_deref().unwrap_or(name);
    let is_object = |path: &str| OBJECTS.contains(&normalise(path.rsplit('.').next().unwrap_or(path)).as_str());
    let name = name.rsplit_once('.').filter(|(path, _)| is_object(path)).map_or(name, |(_, own)| own);
    let mut depth = 0_usize;
    let mut outside = String::with_capacity(name.len());
    for c in name.chars() {
        match c {
            '(' | '[' | '（' | '【' => depth += 1,
            ')' | ']' | '）' | '】' => depth = depth.saturating_sub(1),
            c if depth == 0 => outside.push(c),
            _ => {}
        }
    }
    let mut words: Vec<String> = outside.split([' ', '_', '-', '.']).map(normalise).collect();
    while words.len() > 1 && words.last().is_some_and(|word| word.is_empty() || ENDINGS.contains(&word.as_str())) {
        words.pop();
    }
    words.concat()
}

/// What is paid by an object of an amount and its currency, from the name of its number; none for another name.
fn money(name: &str) -> Option<String> {
    let mut path: Vec<&str> = name.split('.').collect();
    path.pop().filter(|own| NUMBERS.contains(&normalise(own).as_str()))?;
    let mut is_money = false;
    loop {
        let own = normalise(path.last()?);
        let ends = |(ending, _): &&(&str, bool)| own.ends_with(ending) && (is_money || *ending != "set");
        let Some((ending, falls_away)) = MONEY.iter().find(ends) else {
            return is_money.then_some(own);
        };
        is_money = true;
        match own.strip_suffix(ending).filter(|_| *falls_away) {
            Some("") => drop(path.pop()),
            Some(rest) => return Some(rest.to_owned()),
            None => return Some(own),
        }
    }
}

/// The list whose elements have a column as a field; none for a field of the record itself.
pub fn list_of(name: &str) -> Option<&str> {
    name.split_once(FIELD_OF_LIST).map(|(list, _)| list)
}

/// Whether a column is a field of the elements of a list, and not of the record that has the list.
pub fn is_of_list(name: &str) -> bool {
    list_of(name).is_some()
}

/// Whether a column is called by one of these names.
pub fn is_called(name: &str, names: &[&str]) -> bool {
    names.contains(&normalise(name).as_str()) || names.contains(&bare(name).as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_exports_add_to_a_name_falls_away() {
        for (name, own) in [
            ("TransactionAmount (INR)", "transactionamount"),
            ("Order Total (inc tax)", "ordertotal"),
            ("Totaal incl. btw", "totaal"),
            ("price_eur", "price"),
            ("合計金額（税込）", "合計金額"),
            ("Order Lines/Unit Price", "unitprice"),
            ("USER_ID_hash", "userid"),
            ("value.amount", "amount"),
            ("cart.items[].unit_price", "unitprice"),
            ("customer.address.city", "city"),
            ("Sub.Category", "subcategory"),
            ("total_money.amount", "total"),
            ("items[].base_price_money.amount", "baseprice"),
            ("totalPriceSet.shopMoney.amount", "totalprice"),
            ("amount.value", "amount"),
            ("order.amount", "orderamount"),
            ("Date/Time", "datetime"),
            ("Tax", "tax"),
            ("(none)", ""),
        ] {
            assert_eq!(bare(name), own, "{name}");
        }
    }
}
