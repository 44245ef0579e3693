//! Names of merchant files.

/// Files of merchants.
pub const MERCHANTS: &[&str] = &[
    // English
    "merchant",
    "brand",
    "vendor",
    "partner",
    "retailer",
    // German
    "handler",
    "marken",
    "partnerliste",
    // French
    "commercant",
    "marchand",
    "enseigne",
    "partenaire",
    // Spanish
    "comercio",
    "comerciante",
    "comercios",
    // Portuguese
    "lojista",
    "estabelecimento",
    // Italian
    "commerciante",
    "commercianti",
    "esercenti",
    // Dutch
    "handelaar",
    "handelaren",
    // Polish
    "sprzedawca",
    "sprzedawcy",
    // Turkish
    "satici",
    "saticilar",
    // Arabic
    "التجار",
    // Chinese
    "商户",
    "商家",
    "品牌",
    "商戶",
    // Japanese
    "加盟店",
    "ブランド",
];
