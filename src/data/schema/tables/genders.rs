//! Names of gender files.

/// Files of genders.
pub const GENDERS: &[&str] = &[
    // English
    "gender",
    "sex",
    // German
    "geschlecht",
    "geschlechter",
    // French
    "sexe",
    "genre",
    // Spanish
    "genero",
    "sexo",
    // Italian
    "sesso",
    "genere",
    "generi",
    // Dutch
    "geslacht",
    "geslachten",
    // Polish
    "plec",
    "plcie",
    // Turkish
    "cinsiyet",
    "cinsiyetler",
    // Arabic
    "الجنس",
    // Chinese
    "性别",
    "性別",
];
