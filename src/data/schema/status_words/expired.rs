//! Coupons that expired, and words that say only that a coupon was not used.

/// Coupons that were not used and no longer can be.
pub const EXPIRED: &[&str] = &[
    // English
    "expired",
    "lapsed",
    "expire",
    "outofdate",
    "overdue",
    "forfeited",
    // German
    "abgelaufen",
    "verfallen",
    // French
    "expiree",
    "perime",
    "perimee",
    "caduc",
    // Spanish
    "caducado",
    "caducada",
    "vencido",
    "vencida",
    "expirado",
    // Portuguese
    "expirada",
    // Italian
    "scaduto",
    "scaduta",
    // Dutch
    "verlopen",
    "vervallen",
    // Polish
    "wygasly",
    "wygasl",
    "przeterminowany",
    "poterminie",
    // Turkish
    "suresidoldu",
    "suresidolmus",
    "suresigecti",
    // Arabic
    "منتهي",
    "منتهية",
    "منتهيالصلاحية",
    "انتهتالصلاحية",
    // Chinese
    "已过期",
    "过期",
    "已失效",
    "失效",
    "已作废",
    "已過期",
    "過期",
    // Japanese
    "期限切れ",
    "失効",
    "有効期限切れ",
];

/// Coupons that were not used: they can still be where other words say that a coupon expired.
pub const UNUSED: &[&str] = &[
    // English
    "unused",
    "unredeemed",
    "notused",
    "notredeemed",
    "neverused",
    // German
    "ungenutzt",
    "nichteingelost",
    "unbenutzt",
    // French
    "nonutilise",
    "nonutilisee",
    "inutilise",
    // Spanish
    "nousado",
    "noutilizado",
    "nocanjeado",
    "sinusar",
    // Portuguese
    "naousado",
    "naoutilizado",
    "naoresgatado",
    // Italian
    "nonusato",
    "nonutilizzato",
    "inutilizzato",
    // Dutch
    "ongebruikt",
    "nietgebruikt",
    "nietingewisseld",
    // Polish
    "niewykorzystany",
    "niewykorzystana",
    "nieuzyty",
    // Turkish
    "kullanilmadi",
    "kullanilmamis",
    // Arabic
    "غيرمستخدم",
    "غيرمستخدمة",
    // Chinese
    "未使用",
];
