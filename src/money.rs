//! Amounts of money with their currency.

use crate::digits::{compact, number};

/// Signs of currencies that are written before the number; other currencies are written with their code.
const SIGNS: [(&str, &str); 16] = [
    ("USD", "$"),
    ("EUR", "€"),
    ("GBP", "£"),
    ("JPY", "¥"),
    ("INR", "₹"),
    ("TRY", "₺"),
    ("RUB", "₽"),
    ("ILS", "₪"),
    ("KRW", "₩"),
    ("VND", "₫"),
    ("UAH", "₴"),
    ("NGN", "₦"),
    ("PHP", "₱"),
    ("KZT", "₸"),
    ("GHS", "₵"),
    ("BRL", "R$"),
];

/// How long an amount may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Room {
    /// `$1,234`, and `$12.34` below 1,000.
    Full,
    /// `$1,234`: columns of a table.
    Units,
    /// `$1.2k`.
    Short,
}

/// An amount with its currency, the code or sign of `Facts::currency`: `$1,234`,
/// `-€12.50`, `CHF 3.4M`. Data without a currency has plain numbers.
pub fn money(value: f64, currency: Option<&str>, room: Room) -> String {
    if !value.is_finite() {
        return number(value, 0);
    }
    let digits = match room {
        Room::Short => compact(value.abs()),
        Room::Units => number(value.abs(), 0),
        Room::Full => number(value.abs(), if value.abs() < 999.995 { 2 } else { 0 }),
    };
    let is_zero = !digits.bytes().any(|digit| (b'1'..=b'9').contains(&digit));
    let minus = if value < 0.0 && !is_zero { "-" } else { "" };
    let before = currency.map_or_else(String::new, sign);
    format!("{minus}{before}{digits}")
}

/// A written amount or range of amounts such as `-20`, `20-29`, `<20` or `90+` with its currency: `-€20`, `€20-29`, `<€20`.
pub fn with_currency(written: &str, currency: Option<&str>) -> String {
    let Some(currency) = currency else { return written.to_owned() };
    let digits = written.trim_start_matches(['<', '-', '+']);
    format!("{}{}{digits}", &written[..written.len() - digits.len()], sign(currency))
}

/// The sign of a currency, as it is written before a number.
fn sign(currency: &str) -> String {
    match SIGNS.iter().find(|(code, _)| *code == currency) {
        Some((_, sign)) => (*sign).to_owned(),
        // A letter would run into the number.
        None if currency.ends_with(char::is_alphanumeric) => format!("{currency} "),
        None => currency.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_have_their_currency() {
        let cases = [
            (1234.4, Some("USD"), Room::Full, "$1,234"),
            (12.5, Some("USD"), Room::Full, "$12.50"),
            (-12.5, Some("EUR"), Room::Full, "-€12.50"),
            (1234.6, Some("$"), Room::Units, "$1,235"),
            (3_400_000.0, Some("EUR"), Room::Short, "€3.4M"),
            (-1500.0, Some("CHF"), Room::Short, "-CHF 1.5k"),
            (999.999, None, Room::Full, "1,000"),
            (0.0, None, Room::Full, "0.00"),
            (-0.001, Some("USD"), Room::Full, "$0.00"),
            (f64::NAN, Some("USD"), Room::Short, "-"),
        ];
        for (value, currency, room, text) in cases {
            assert_eq!(money(value, currency, room), text);
        }
        assert_eq!(with_currency("20-29", Some("EUR")), "€20-29");
        assert_eq!(with_currency("<20", Some("CHF")), "<CHF 20");
        assert_eq!(with_currency("-1.5k", Some("EUR")), "-€1.5k");
        assert_eq!(with_currency("+20", Some("USD")), "+$20");
        assert_eq!(with_currency("90+", None), "90+");
    }
}
