//! Names of city files.

/// Files of cities.
pub const CITIES: &[&str] = &[
    // English
    "city",
    "town",
    // German
    "stadt",
    "stadte",
    "ort",
    "orte",
    // French
    "ville",
    // Spanish
    "ciudad",
    "ciudades",
    // Portuguese
    "cidade",
    // Italian
    "citta",
    "comuni",
    // Dutch
    "stad",
    "steden",
    "plaatsen",
    // Polish
    "miasto",
    "miasta",
    // Turkish
    "sehir",
    "sehirler",
    // Arabic
    "المدن",
    "مدن",
    // Chinese
    "城市",
    // Japanese
    "都市",
    "市区町村",
];
