//! Signs, codes and abbreviations of currencies beside an amount.

use std::sync::LazyLock;

/// ISO codes, without those that are English words (`ALL`, `TOP`, `CUP`).
const CODES: &str = "AED AFN AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF \
    CHF CLP CNY COP CRC CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL HRK HTG HUF \
    IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT \
    MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SBD SCR \
    SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TRY TTD TWD TZS UAH UGX USD UYU UZS VES VND VUV WST XAF \
    XCD XOF XPF YER ZAR ZMW ZWL";

/// Other notations of currencies, longer ones before their prefixes, with their codes; no code if several countries use
/// it.
const ABBREVIATIONS: [(&str, &str); 56] = [
    ("R$", "BRL"),
    ("US$", "USD"),
    ("U$S", "USD"),
    ("CA$", "CAD"),
    ("C$", "CAD"),
    ("AU$", "AUD"),
    ("A$", "AUD"),
    ("NZ$", "NZD"),
    ("HK$", "HKD"),
    ("NT$", "TWD"),
    ("S$", "SGD"),
    ("MX$", "MXN"),
    ("CLP$", "CLP"),
    ("COL$", "COP"),
    ("E£", "EGP"),
    ("RMB", "CNY"),
    ("Euros", "EUR"),
    ("Euro", "EUR"),
    ("zł", "PLN"),
    ("zl", "PLN"),
    ("Kč", "CZK"),
    ("Kc", "CZK"),
    ("Ft", "HUF"),
    ("лв", "BGN"),
    ("руб", "RUB"),
    ("грн", "UAH"),
    ("lei", "RON"),
    ("SFr", "CHF"),
    ("Fr", "CHF"),
    ("kr", ""),
    ("Rs", ""),
    ("Rp", "IDR"),
    ("RM", "MYR"),
    ("TL", "TRY"),
    ("LE", "EGP"),
    ("L.E", "EGP"),
    ("SR", "SAR"),
    ("KD", "KWD"),
    ("BD", "BHD"),
    ("JD", "JOD"),
    ("Dhs", "AED"),
    ("Dh", ""),
    ("Ksh", "KES"),
    ("Tk", "BDT"),
    ("S/", "PEN"),
    ("ج.م", "EGP"),
    ("د.إ", "AED"),
    ("ر.س", "SAR"),
    ("د.ك", "KWD"),
    ("ر.ق", "QAR"),
    ("د.ب", "BHD"),
    ("د.م", "MAD"),
    ("د.أ", "JOD"),
    ("ريال", ""),
    ("درهم", ""),
    ("جنيه", "EGP"),
];

/// All of these, and the codes after them.
static NOTATIONS: LazyLock<Vec<(&str, &str)>> = LazyLock::new(|| {
    let codes = CODES.split_ascii_whitespace().map(|code| (code, code));
    ABBREVIATIONS.into_iter().chain(codes).collect()
});

/// Signs of one letter with their codes; all other characters of the Unicode block of currencies are signs too.
const SIGNS: [(char, &str); 24] = [
    ('￥', "¥"),
    ('＄', "$"),
    ('﹩', "$"),
    ('￡', "GBP"),
    ('￦', "KRW"),
    ('€', "EUR"),
    ('£', "GBP"),
    ('₹', "INR"),
    ('₺', "TRY"),
    ('₽', "RUB"),
    ('₪', "ILS"),
    ('₩', "KRW"),
    ('₫', "VND"),
    ('฿', "THB"),
    ('₴', "UAH"),
    ('₦', "NGN"),
    ('₱', "PHP"),
    ('₸', "KZT"),
    ('₡', "CRC"),
    ('₲', "PYG"),
    ('₵', "GHS"),
    ('円', "JPY"),
    ('元', "CNY"),
    ('원', "KRW"),
];

/// Signs of older scripts, outside the block of currencies.
const OTHER_SIGNS: &str = "¢¤֏؋৲৳૱௹៛﷼￠";

/// Currencies with three decimals; in all others `1.234` is not an amount with decimals.
const THREE_DECIMALS: [&str; 7] = ["BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"];

/// The currencies that `$` can mean.
const DOLLARS: [&str; 13] = ["USD", "CAD", "AUD", "NZD", "HKD", "TWD", "SGD", "MXN", "ARS", "CLP", "COP", "UYU", "DOP"];

/// A currency: its code if known, else its sign.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Currency([u8; 4]);

impl Currency {
    fn of(text: &str) -> Self {
        let mut bytes = [0; 4];
        let kept = text.len().min(4);
        bytes[..kept].copy_from_slice(&text.as_bytes()[..kept]);
        Self(bytes)
    }

    /// Its code, or the sign.
    pub fn name(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or_default().trim_end_matches('\0')
    }

    /// Whether its amounts have three decimals.
    pub fn has_three_decimals(self) -> bool {
        THREE_DECIMALS.contains(&self.name())
    }

    /// Whether it is `$`, which is used in countries with a decimal point and in countries with a decimal comma.
    pub fn is_dollar(self) -> bool {
        self.name() == "$" || DOLLARS.contains(&self.name())
    }

    /// The currency of two signs beside one amount, or in one column: `$5.00 USD` is one currency, `$5.00 EUR` is a
    /// contradiction.
    pub fn with(self, other: Self) -> Option<Self> {
        if self == other {
            return Some(self);
        }
        match (self.name(), other.name()) {
            ("$", _) if other.is_dollar() => Some(other),
            (_, "$") if self.is_dollar() => Some(self),
            ("¥", "JPY" | "CNY") | ("kr", "SEK" | "NOK" | "DKK" | "ISK") | ("Rs", "INR" | "PKR" | "LKR" | "NPR") => {
                Some(other)
            }
            ("JPY" | "CNY", "¥") | ("SEK" | "NOK" | "DKK" | "ISK", "kr") | ("INR" | "PKR" | "LKR" | "NPR", "Rs") => {
                Some(self)
            }
            _ => None,
        }
    }
}

/// The currency at the start of an amount, and the rest.
pub fn before(text: &str) -> Option<(Currency, &str)> {
    if text.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    if let Some(found) = sign_before(text) {
        return Some(found);
    }
    // `S/ 5` is an amount, `S/N` is not: no letter follows a sign.
    let first = text.as_bytes().first()?;
    let (currency, rest) = abbreviation(|mark| {
        mark.as_bytes().first().filter(|byte| byte.eq_ignore_ascii_case(first))?;
        text.get(..mark.len()).filter(|head| head.eq_ignore_ascii_case(mark))?;
        text.get(mark.len()..).filter(|rest| !rest.starts_with(char::is_alphabetic))
    })?;
    Some((currency, rest.strip_prefix('.').unwrap_or(rest)))
}

/// The currency of the sign at the start of an amount, and the rest.
pub fn sign_before(text: &str) -> Option<(Currency, &str)> {
    let first = text.chars().next()?;
    Some((sign(first)?, &text[first.len_utf8()..]))
}

/// The currency at the end of an amount, and the rest.
pub fn after(text: &str) -> Option<(Currency, &str)> {
    let last = text.chars().next_back().filter(|c| !c.is_ascii_digit())?;
    let head = &text[..text.len() - last.len_utf8()];
    if let Some(currency) = sign(last).filter(|_| !head.ends_with(char::is_alphabetic)) {
        return Some((currency, head));
    }
    let bare = if last == '.' { head } else { text };
    let last = bare.as_bytes().last()?;
    abbreviation(|mark| {
        mark.as_bytes().last().filter(|byte| byte.eq_ignore_ascii_case(last))?;
        let at = bare.len().checked_sub(mark.len())?;
        bare.get(at..).filter(|tail| tail.eq_ignore_ascii_case(mark))?;
        bare.get(..at).filter(|rest| !rest.ends_with(char::is_alphabetic))
    })
}

/// The currency of a sign.
fn sign(c: char) -> Option<Currency> {
    if let Some((_, code)) = SIGNS.iter().find(|(sign, _)| *sign == c) {
        return Some(Currency::of(code));
    }
    let is_sign = matches!(c, '$' | '¥' | '\u{20a0}'..='\u{20cf}') || OTHER_SIGNS.contains(c);
    is_sign.then(|| Currency::of(c.encode_utf8(&mut [0; 4])))
}

/// The currency of the abbreviation or code that `cut` removes, and the rest.
fn abbreviation<'t>(cut: impl Fn(&str) -> Option<&'t str>) -> Option<(Currency, &'t str)> {
    NOTATIONS.iter().find_map(|(written, code)| {
        let rest = cut(written)?;
        Some((Currency::of(if code.is_empty() { written } else { code }), rest))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn currencies_are_known_by_sign_code_and_abbreviation() {
        for (text, name) in [
            ("R$ 5", "BRL"),
            ("$5", "$"),
            ("CHF 5", "CHF"),
            ("Rs.5", "Rs"),
            ("₿5", "₿"),
            ("US$5", "USD"),
            ("eur 5", "EUR"),
        ] {
            let found = before(text).map(|(c, rest)| (c.name().to_owned(), rest.trim().to_owned()));
            assert_eq!(found, Some((name.to_owned(), "5".to_owned())), "{text}");
        }
        for (text, name) in
            [("5 zł", "PLN"), ("5kr.", "kr"), ("5 Kč", "CZK"), ("5 ج.م.", "EGP"), ("5元", "CNY"), ("5 USD", "USD")]
        {
            let found = after(text).map(|(c, rest)| (c.name().to_owned(), rest.trim().to_owned()));
            assert_eq!(found, Some((name.to_owned(), "5".to_owned())), "{text}");
        }
        for text in ["5", "TOP 5", "plan", "USDA 5", ""] {
            assert_eq!((before(text), after(text)), (None, None), "{text}");
        }
    }

    #[test]
    fn two_signs_are_one_currency_where_they_mean_the_same() {
        let of = Currency::of;
        assert_eq!(of("$").with(of("USD")), Some(of("USD")));
        assert_eq!(of("DKK").with(of("kr")), Some(of("DKK")));
        assert_eq!(of("$").with(of("EUR")), None);
        assert!(of("KWD").has_three_decimals() && !of("EUR").has_three_decimals());
    }
}
