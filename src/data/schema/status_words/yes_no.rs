//! Columns of yes and no.

/// No: of a column that says whether the coupon was used.
pub const NO: &[&str] = &[
    // numbers
    "0",
    "false",
    "no",
    "n",
    "f",
    // words
    "nein",
    "non",
    "nao",
    "nee",
    "nie",
    "hayir",
    "لا",
    "否",
    "いいえ",
];

/// Yes.
pub const YES: &[&str] = &[
    // numbers
    "1", "true", "yes", "y", "t", // words
    "ja", "oui", "si", "sim", "tak", "evet", "نعم", "是", "はい",
];
