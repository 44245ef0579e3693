//! Amounts in text: plain numbers, or with a currency, thousands separators, a decimal comma, parentheses, a percent
//! sign.

use super::currencies::{self, Currency};
use super::other_digits::ascii_digits;

/// The evidence of the separators in a value for the decimal mark.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// Nothing: it has no separators.
    Plain,
    /// A decimal point, or commas between thousands.
    Point,
    /// A decimal comma, or points between thousands.
    Comma,
    /// `1,234`, which can be either.
    EitherComma,
    /// `1.234`, which can be either.
    EitherPoint,
}

/// A parsed number; an ambiguous separator is read as a decimal point or as a comma between thousands.
#[derive(Clone, Copy, Debug)]
pub struct Amount {
    /// The finite number; 12 for `12%`.
    pub value: f64,
    /// The evidence of its separators.
    pub form: Form,
    /// The currency beside it.
    pub currency: Option<Currency>,
}

/// Longer texts, in bytes, are not numbers.
const LONGEST: usize = 60;
/// A text with this number of digits in groups separated by blanks and without a decimal mark is a telephone or card
/// number.
const CODE_DIGITS: usize = 9;
/// Digits that a float has exactly.
const EXACT: usize = 15;
/// Powers of ten, which a float has exactly too.
const POWERS: [f64; EXACT + 1] = [1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15];
/// The notation for no cents: `5,-`.
const NO_CENTS: [&str; 4] = [",--", ".--", ",-", ".-"];

/// Whether text is a number in any notation.
pub fn is_number(text: &str) -> bool {
    read(text.trim()).is_some()
}

/// Parses trimmed text.
pub fn read(text: &str) -> Option<Amount> {
    if let Some(amount) = plain(text) {
        return Some(amount);
    }
    let amount = match text.parse() {
        Ok(value) => Amount { value, form: form_of(text), currency: None },
        Err(_) => written_out(text)?,
    };
    amount.value.is_finite().then_some(amount)
}

/// Reads `12`, `12.50` and `€12.50`, as most programs write amounts. Up to [`EXACT`] digits and their power of ten are exact as
/// floats, so that their quotient is the nearest float (Clinger 1990).
pub fn plain(text: &str) -> Option<Amount> {
    let has_sign = !text.starts_with(|c: char| c.is_ascii_digit());
    let (currency, number) = if has_sign { currencies::sign_before(text).unzip() } else { (None, Some(text)) };
    let number = number.filter(|number| number.len() <= EXACT + 1)?;
    let (mut digits, mut length, mut point) = (0, 0, None);
    for byte in number.bytes() {
        match byte {
            b'0'..=b'9' => (digits, length) = (digits * 10 + u64::from(byte - b'0'), length + 1),
            b'.' if length > 0 && point.is_none() => point = Some(length),
            _ => return None,
        }
    }
    if length == 0 || length > EXACT || number.ends_with('.') {
        return None;
    }
    let value = digits as f64 / POWERS[length - point.unwrap_or(length)];
    let form = match point {
        None => Form::Plain,
        Some(point) if is_thousands(&number[..point], &number[point + 1..]) => Form::EitherPoint,
        Some(_) => Form::Point,
    };
    Some(Amount { value, form, currency })
}

/// The syntax of numbers that Rust parses itself.
fn form_of(text: &str) -> Form {
    match text.trim_start_matches(['-', '+']).split_once('.') {
        None => Form::Plain,
        Some((_, rest)) if !rest.bytes().all(|b| b.is_ascii_digit()) => Form::Plain,
        Some((whole, thousands)) if is_thousands(whole, thousands) => Form::EitherPoint,
        Some(_) => Form::Point,
    }
}

/// Whether `whole` and `rest` can be groups of thousands.
fn is_thousands(whole: &str, rest: &str) -> bool {
    (1..=3).contains(&whole.len()) && !whole.starts_with('0') && rest.len() == 3
}

/// A number with a currency, parentheses, thousands separators, or a decimal comma.
fn written_out(text: &str) -> Option<Amount> {
    // Most text here belongs to a text column, so rejecting it must be cheap.
    if text.len() > LONGEST || !text.chars().any(char::is_numeric) {
        return None;
    }
    let text = ascii_digits(text);
    let Bare { negative, digits: text, currency } = bare(&text)?;
    let set_off = |c: char| matches!(c, ' ' | '\'');
    // The last separator is the decimal mark, unless it is between thousands.
    let last = text.rfind(['.', ',']);
    let mark = last.map(|at| text.as_bytes()[at]);
    let (head, tail) = last.map_or((text, ""), |at| (&text[..at], &text[at + 1..]));
    let mut number = Digits::default();
    let form = match mark {
        None => {
            number.add_groups(text, set_off)?;
            Form::Plain
        }
        Some(mark) if head.contains(mark as char) => {
            // A separator that occurs several times is between thousands.
            number.add_groups(text, |c| c == mark as char)?;
            if mark == b',' { Form::Point } else { Form::Comma }
        }
        Some(b',') if is_thousands(head, tail) => {
            number.add(head)?;
            number.add(tail)?;
            Form::EitherComma
        }
        Some(mark) => {
            let (form, thousands) = if mark == b',' { (Form::Comma, '.') } else { (Form::Point, ',') };
            number.add_groups(head, |c| c == thousands || set_off(c))?;
            number.point()?;
            number.add(tail)?;
            if mark == b'.' && is_thousands(head, tail) { Form::EitherPoint } else { form }
        }
    };
    let is_code = mark.is_none() && text.contains(' ') && number.length >= CODE_DIGITS;
    if is_code || last.is_some_and(|at| at + 1 == text.len()) {
        return None;
    }
    let value = number.value()?;
    Some(Amount { value: if negative { -value } else { value }, form, currency })
}

/// The digits of a number with a decimal point, as Rust parses them.
struct Digits {
    bytes: [u8; LONGEST * 2],
    length: usize,
}

impl Default for Digits {
    fn default() -> Self {
        Self { bytes: [0; LONGEST * 2], length: 0 }
    }
}

impl Digits {
    fn push(&mut self, byte: u8) -> Option<()> {
        *self.bytes.get_mut(self.length)? = byte;
        self.length += 1;
        Some(())
    }

    fn point(&mut self) -> Option<()> {
        self.push(b'.')
    }

    fn add(&mut self, digits: &str) -> Option<()> {
        digits.bytes().try_for_each(|b| b.is_ascii_digit().then(|| self.push(b))?)
    }

    /// Adds an integer, written plainly or in groups with one separator: groups of three digits, or as in India of two
    /// digits except the last.
    fn add_groups(&mut self, text: &str, is_mark: impl Fn(char) -> bool) -> Option<()> {
        let mut marks = text.chars().filter(|c| is_mark(*c));
        let first = marks.next();
        if marks.any(|mark| Some(mark) != first) {
            return None;
        }
        let mut groups = text.split(&is_mark);
        let lead = groups.next().unwrap_or_default();
        self.add(lead)?;
        if first.is_none() {
            return Some(());
        }
        let mut width = None;
        let mut groups = groups.peekable();
        while let Some(group) = groups.next() {
            let is_last = groups.peek().is_none();
            let of_width = *width.get_or_insert(if is_last { 3 } else { group.len() });
            if group.len() != if is_last { 3 } else { of_width } || !(2..=3).contains(&of_width) {
                return None;
            }
            self.add(group)?;
        }
        let widest = width.unwrap_or(3);
        ((1..=widest).contains(&lead.len()) && !lead.starts_with('0')).then_some(())
    }

    fn value(&self) -> Option<f64> {
        std::str::from_utf8(&self.bytes[..self.length]).ok()?.parse().ok()
    }
}

/// The parts of an amount around its digits.
struct Bare<'a> {
    negative: bool,
    digits: &'a str,
    currency: Option<Currency>,
}

/// Removes sign, parentheses, percent and currency; `None` if there are two that contradict each other.
fn bare(text: &str) -> Option<Bare<'_>> {
    let (mut negative, mut signed, mut percent) = (false, false, false);
    let (mut before, mut after) = (None, None);
    let mut text = text;
    loop {
        text = text.trim();
        if let Some(rest) = NO_CENTS.iter().find_map(|none| text.strip_suffix(none)) {
            text = rest;
        } else if let Some(inside) = text.strip_prefix('(').and_then(|t| t.strip_suffix(')')).filter(|_| !signed) {
            (negative, signed, text) = (true, true, inside);
        } else if let Some(rest) = text.strip_prefix('-').or_else(|| text.strip_suffix('-')).filter(|_| !signed) {
            (negative, signed, text) = (true, true, rest);
        } else if let Some(rest) = text.strip_prefix('+').filter(|rest| !signed && !rest.contains(' ')) {
            (signed, text) = (true, rest);
        } else if let Some(rest) = text.strip_prefix('%').or_else(|| text.strip_suffix('%')).filter(|_| !percent) {
            (percent, text) = (true, rest);
        } else if let Some((currency, rest)) = currencies::before(text).filter(|_| before.is_none()) {
            // `RM5` can be a room, `RM 5` is an amount.
            let letters =
                text.as_bytes()[0].is_ascii_alphabetic() && rest.starts_with(|c: char| c.is_ascii_digit() || c == '-');
            if letters
                && !text.contains(['.', ',', '$'])
                && (rest.starts_with('-') || !FAMILIAR.contains(&currency.name()))
            {
                return None;
            }
            (before, text) = (Some(currency), rest);
        } else if let Some((currency, rest)) = currencies::after(text).filter(|_| after.is_none()) {
            // `12-RON` is a code.
            if text.ends_with(|c: char| c.is_ascii_alphabetic()) && rest.ends_with('-') {
                return None;
            }
            (after, text) = (Some(currency), rest);
        } else {
            break;
        }
    }
    let currency = match (before, after) {
        (Some(before), Some(after)) => Some(before.with(after)?),
        (before, after) => before.or(after),
    };
    Some(Bare { negative, digits: text, currency })
}

/// Currencies that are recognised without a blank between code and digits.
const FAMILIAR: [&str; 7] = ["EUR", "USD", "GBP", "EGP", "CHF", "INR", "Rs"];

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn value(text: &str) -> Option<f64> {
        read(text).map(|amount| amount.value)
    }

    #[test]
    fn one_number_in_many_spellings() {
        for text in [
            "1234.5",
            "1,234.5",
            "1.234,5",
            "1 234,5",
            "1\u{a0}234,50",
            "1\u{202f}234.5",
            "1'234.5",
            "1’234,5",
            "$1,234.50",
            "€ 1.234,50",
            "1.234,50 €",
            "EGP 1234.5",
            "1,234.50 USD",
            "$1,234.50 USD",
            "US$ 1,234.50",
            "R$ 1.234,50",
            "CHF 1'234.50",
            "Fr. 1’234.50",
            "Rs. 1,234.50",
            "Rs.1,234.50",
            "1 234,50 zł",
            "1 234,50 Kč",
            "1.234,50 kr.",
            "kr 1.234,50",
            "₹1,234.50",
            "١٬٢٣٤٫٥ ج.م.",
            "१,२३४.५",
            "１，２３４．５",
            "+1,234.5",
            "1.2345e3",
        ] {
            assert_eq!(value(text), Some(1234.5), "{text}");
        }
        for text in [
            "-1234.5",
            "(1,234.50)",
            "1,234.50-",
            "−1234,5",
            "-$1,234.5",
            "$-1234.5",
            "($1,234.50)",
            "1.234,50- €",
            "–1 234,50 €",
        ] {
            assert_eq!(value(text), Some(-1234.5), "{text}");
        }
        for (text, number) in
            [("12%", 12.0), ("12,5 %", 12.5), ("%12", 12.0), ("5,-", 5.0), ("Fr. 5.-", 5.0), ("5,-- €", 5.0)]
        {
            assert_eq!(value(text), Some(number), "{text}");
        }
        assert_eq!(value("₹1,00,000.50"), Some(100_000.5));
        assert_eq!(value("12,34,567"), Some(1_234_567.0));
    }

    /// The general rules are the reference.
    #[test]
    fn the_plain_spellings_are_read_as_by_the_general_rules() {
        let general = |text: &str| match text.parse() {
            Ok(value) => Amount { value, form: form_of(text), currency: None },
            Err(_) => written_out(text).unwrap(),
        };
        let of = |amount: Amount| (amount.value.to_bits(), amount.form, amount.currency);
        let wholes = ["0", "7", "21", "007", "999", "1234", "123456789012345", "90071992547"];
        let decimals = ["", ".0", ".1", ".09", ".234", ".3125", ".70000000"];
        for text in wholes.iter().flat_map(|whole| decimals.map(|decimals| format!("{whole}{decimals}"))) {
            for text in ["", "€", "$", "₿", "元"].map(|sign| format!("{sign}{text}")) {
                assert_eq!(of(read(&text).unwrap()), of(general(&text)), "{text}");
                assert!(plain(&text).is_some() || text.len() > EXACT, "{text}");
            }
        }
        for text in ["", "€", ".5", "5.", "€5.", "1.2.3", "-5", "5e3", "1234567890123456", "x5"] {
            assert!(plain(text).is_none(), "{text}");
        }
    }

    #[test]
    fn what_is_no_number_is_none() {
        for text in [
            "twelve",
            "inf",
            "1e999",
            "1,23,4",
            "12,34.5",
            "1,234,56",
            "1,23,456,789",
            "5,",
            "$",
            "--5",
            "-(5)",
            "1 23",
            "01 234 567",
            "555 123 456",
            "+20 100 123",
            "1.2.3",
            "12:30",
            "1,234 567",
            "$5€",
            "$5 EUR",
            "ABC 123",
            "-",
            "RON-555",
            "12-RON",
            "RM5",
            "TOP 10",
            "1'234,567.8.9",
            "5%%",
            "%",
            "5 years",
            "Ⅷ",
        ] {
            assert_eq!(value(text), None, "{text}");
        }
    }
}
