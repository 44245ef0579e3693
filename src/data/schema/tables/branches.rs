//! Names of branch files.

/// Files of branches.
pub const BRANCHES: &[&str] = &[
    // English
    "branch",
    "store",
    "outlet",
    "shop",
    "location",
    // German
    "filiale",
    "filialen",
    "laden",
    "standort",
    "standorte",
    // French
    "magasin",
    "succursale",
    "pointdevente",
    "pointsdevente",
    "agence",
    "boutique",
    // Spanish
    "sucursal",
    "sucursales",
    "tienda",
    // Portuguese
    "filial",
    "filiais",
    "loja",
    // Italian
    "filiali",
    "negozio",
    "negozi",
    // Dutch
    "filiaal",
    "winkel",
    "winkels",
    "vestigingen",
    // Polish
    "oddzial",
    "oddzialy",
    "sklep",
    "sklepy",
    // Turkish
    "sube",
    "subeler",
    "magaza",
    "magazalar",
    // Arabic
    "الفروع",
    "فروع",
    "المتاجر",
    // Chinese
    "门店",
    "分店",
    "店铺",
    "門店",
    "門市",
    "店鋪",
    // Japanese
    "店舗",
    "支店",
];
