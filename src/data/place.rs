//! The kind of place in a column of customers, and other names of customer attributes.

use serde::{Deserialize, Serialize};
use strum::{Display, EnumString, IntoStaticStr};

use super::schema::normalise;

/// A kind of place, finest first.
#[derive(
    Clone,
    Copy,
    Debug,
    Default,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Display,
    EnumString,
    IntoStaticStr,
    Serialize,
    Deserialize,
)]
#[strum(serialize_all = "snake_case")]
pub enum PlaceLevel {
    /// A city or town.
    #[default]
    City,
    /// A part of a country that is not a state.
    Region,
    /// A state, province or prefecture.
    State,
    /// A country.
    Country,
}

/// The names of columns of each, as [`normalise`] leaves them.
#[rustfmt::skip]
const NAMES: [(PlaceLevel, &[&str]); 4] = [
    (PlaceLevel::City, &["city", "town", "municipality", "stadt", "ort", "wohnort", "ville", "commune", "ciudad",
        "localidad", "municipio", "cidade", "citta", "comune", "stad", "plaats", "woonplaats", "miasto", "miejscowosc",
        "sehir", "المدينة", "مدينة", "城市", "市", "都市", "市区町村"]),
    (PlaceLevel::Region, &["region", "district", "county", "area", "gebiet", "regiao", "regione", "regio", "bolge",
        "المنطقة", "منطقة", "地区", "区域", "地域"]),
    (PlaceLevel::State, &["state", "province", "prefecture", "bundesland", "departement", "provincia", "estado",
        "provincie", "wojewodztwo", "المحافظة", "محافظة", "الولاية", "省", "省份", "州", "都道府県"]),
    (PlaceLevel::Country, &["country", "nation", "land", "pays", "pais", "paese", "nazione", "kraj", "panstwo", "ulke",
        "الدولة", "دولة", "البلد", "国家", "国", "国名"]),
];
/// What may come before such a name, and after it: `billing_city`, `ShipCountry`, `country_code`.
const BEFORE: [&str; 8] = ["customer", "client", "user", "member", "billing", "shipping", "ship", "home"];
const AFTER: [&str; 3] = ["name", "code", "id"];
/// Names of a column that says how old a customer is.
const AGE: [&str; 12] =
    ["age", "customerage", "alter", "edad", "idade", "eta", "leeftijd", "wiek", "yas", "العمر", "年龄", "年齢"];

impl PlaceLevel {
    /// The kind of place that a column of this name names; none when it is not the name of one.
    pub fn of(name: &str) -> Option<Self> {
        let name = normalise(name);
        let bare = BEFORE.iter().find_map(|word| name.strip_prefix(word)).unwrap_or(&name);
        let bare = AFTER.iter().find_map(|word| bare.strip_suffix(word)).unwrap_or(bare);
        NAMES.iter().find(|(_, names)| names.contains(&bare)).map(|(place, _)| *place)
    }

    /// The kind of place that is called by this very word.
    pub fn by_word(word: &str) -> Option<Self> {
        word.parse().ok()
    }
}

/// Whether a column of this name says how old a customer is.
pub fn is_age(name: &str) -> bool {
    AGE.contains(&normalise(name).as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_go_by_many_names() {
        for (name, place) in [
            ("City", Some(PlaceLevel::City)),
            ("Billing City", Some(PlaceLevel::City)),
            ("customer_state", Some(PlaceLevel::State)),
            ("ShipCountry", Some(PlaceLevel::Country)),
            ("country_code", Some(PlaceLevel::Country)),
            ("Wohnort", Some(PlaceLevel::City)),
            ("国家", Some(PlaceLevel::Country)),
            ("store_city", None),
            ("status", None),
            ("name", None),
        ] {
            assert_eq!(PlaceLevel::of(name), place, "{name}");
        }
        assert_eq!(PlaceLevel::Country.to_string(), "country");
        assert!(PlaceLevel::City < PlaceLevel::Country);
    }
}
