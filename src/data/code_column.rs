//! Columns of codes: digits that name something and count nothing, such as postal codes and telephone numbers.

use super::cell::Cell;
use super::place::is_age;
use super::schema::{bare, normalise};

/// The names of such columns, as [`normalise`] leaves them.
const NAMES: [&str; 77] = [
    // English
    "zip",
    "zipcode",
    "zippostalcode",
    "ziporpostalcode",
    "postalzip",
    "postal",
    "postalcode",
    "postcode",
    "areacode",
    "fips",
    "phone",
    "phonenumber",
    "phoneno",
    "telephone",
    "telephonenumber",
    "tel",
    "mobilephone",
    "mobilenumber",
    "mobileno",
    "cellphone",
    "contactnumber",
    "whatsapp",
    "msisdn",
    "fax",
    "faxnumber",
    "ssn",
    "barcode",
    "ean",
    "gtin",
    // German
    "plz",
    "postleitzahl",
    "telefon",
    "telefonnummer",
    "handynummer",
    "mobilnummer",
    "vorwahl",
    // French
    "codepostal",
    "cp",
    "numerodetelephone",
    // Spanish
    "codigopostal",
    "codpostal",
    "telefono",
    "numerodetelefono",
    // Portuguese
    "cep",
    "telefone",
    "celular",
    "numerodetelefone",
    // Italian
    "codicepostale",
    "cellulare",
    "numeroditelefono",
    // Dutch
    "postnummer",
    "telefoonnummer",
    "telefoon",
    "mobielnummer",
    // Polish
    "kodpocztowy",
    "numertelefonu",
    // Turkish
    "postakodu",
    "ceptelefonu",
    "telefonnumarasi",
    // Arabic
    "الرمزالبريدي",
    "رقمالهاتف",
    "الهاتف",
    "رقمالجوال",
    // Chinese
    "邮编",
    "邮政编码",
    "郵遞區號",
    "电话",
    "电话号码",
    "手机",
    "手机号",
    "手机号码",
    "電話",
    "手機",
    // Japanese
    "郵便番号",
    "電話番号",
    "携帯電話",
    "携帯番号",
];
/// What may come before such a name, and after it: `billing_zip`, `customer_zip_code_prefix`.
const BEFORE: [&str; 16] = [
    "customer", "client", "user", "member", "buyer", "billing", "bill", "shipping", "ship", "delivery", "mailing",
    "home", "work", "contact", "primary", "default",
];
const AFTER: [&str; 5] = ["prefix", "number", "code", "1", "2"];
/// The share of values with a zero before them from which a column has codes, whatever their lengths.
const WITH_ZERO: f64 = 0.05;

/// Whether a column of this name has codes.
fn is_called_code(name: &str) -> bool {
    [normalise(name), bare(name)].iter().any(|name| {
        let own = BEFORE.iter().find_map(|word| name.strip_prefix(word)).unwrap_or(name);
        let own = own.strip_prefix("address").unwrap_or(own);
        let bare = AFTER.iter().find_map(|word| own.strip_suffix(word)).unwrap_or(own);
        NAMES.contains(&own) || NAMES.contains(&bare)
    })
}

/// What shows that the numbers of a column are codes: its name, or zeros before their digits.
#[derive(Debug)]
pub struct Codes {
    is_called: bool,
    may_be: bool,
    /// Values of digits, and those with a zero before others.
    digits: u64,
    with_zero: u64,
    /// The fewest and the most digits.
    lengths: (usize, usize),
}

impl Codes {
    /// No value yet of a column of this name.
    pub fn new(name: &str) -> Self {
        let (is_called, may_be) = (is_called_code(name), !is_age(name));
        Self { is_called, may_be, digits: 0, with_zero: 0, lengths: (usize::MAX, 0) }
    }

    /// Looks at a value. Only text has zeros before a number.
    pub fn see(&mut self, cell: Cell<'_>) {
        let Cell::Text(text) = cell.present() else { return };
        if text.bytes().all(|byte| byte.is_ascii_digit()) {
            self.digits += 1;
            self.with_zero += u64::from(text.len() > 1 && text.starts_with('0'));
            self.lengths = (self.lengths.0.min(text.len()), self.lengths.1.max(text.len()));
        }
    }

    /// Whether the column has codes. One zero among numbers of any length may be a typing error.
    pub fn are_codes(&self) -> bool {
        let are_alike = self.lengths.0 == self.lengths.1;
        let has_zeros = self.with_zero > 0 && (are_alike || self.with_zero as f64 >= WITH_ZERO * self.digits as f64);
        self.is_called || self.may_be && has_zeros
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_go_by_many_names() {
        for name in [
            "zip",
            "Postal Code",
            "Postcode (Billing)",
            "customer_zip_code_prefix",
            "Billing Zip",
            "Zip/Postal Code",
            "PLZ",
            "ship-postal-code",
            "Phone 2",
            "Código postal",
            "default_address_zip",
        ] {
            assert!(is_called_code(name), "{name}");
        }
        for name in
            ["phone_calls", "PhoneService", "orders_by_phone", "tel_minutes", "zip_income", "code", "mobile", "postage"]
        {
            assert!(!is_called_code(name), "{name}");
        }
    }

    #[test]
    fn zeros_before_a_number_make_it_a_code() {
        let are_codes = |name: &str, values: &[&str]| {
            let mut codes = Codes::new(name);
            for value in values {
                codes.see(Cell::Text(value));
            }
            codes.are_codes()
        };
        assert!(are_codes("store", &["001", "017", "120"]));
        assert!(are_codes("line", &["0171", "01", "15", "0221"]), "of several lengths");
        assert!(!are_codes("store", &["1", "17", "120"]));
        assert!(!are_codes("age", &["05", "17", "31"]), "a quantity by its name");
        let mut many: Vec<&str> = vec!["7", "120"];
        many.resize(100, "45");
        many.push("012");
        assert!(!are_codes("points", &many), "a typing error");
        assert!(!are_codes("rate", &["0.5", "0.25", "0"]));
    }
}
