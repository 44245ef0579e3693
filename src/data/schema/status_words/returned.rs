//! Returned orders.

/// Orders that were returned.
pub const RETURNED: &[&str] = &[
    // English
    "returned",
    "refunded",
    "return",
    "refund",
    "creditnote",
    "creditmemo",
    "chargeback",
    "chargedback",
    "reversed",
    "wcrefunded",
    // German
    "zuruckgegeben",
    "retourniert",
    "erstattet",
    "retoure",
    "zuruckerstattet",
    "ruckerstattet",
    "ruckgabe",
    "gutschrift",
    // French
    "retourne",
    "retournee",
    "rembourse",
    "remboursee",
    "retour",
    "remboursement",
    // Spanish
    "devuelto",
    "devuelta",
    "reembolsado",
    "reembolsada",
    "devolucion",
    // Portuguese
    "devolvido",
    "devolvida",
    "estornado",
    "devolucao",
    // Italian
    "restituito",
    "restituita",
    "rimborsato",
    "rimborsata",
    "reso",
    "resa",
    // Dutch
    "geretourneerd",
    "terugbetaald",
    // Polish
    "zwrocone",
    "zwrocony",
    "zwrot",
    "zwrocono",
    // Turkish
    "iadeedildi",
    "iade",
    "geriodendi",
    // Arabic
    "مرتجع",
    "مرتجعة",
    "مسترد",
    "مستردة",
    "تمالارجاع",
    "تمالاسترجاع",
    // Chinese
    "已退款",
    "已退货",
    "退款",
    "退货",
    "退款成功",
    "已退貨",
    "退貨",
    // Japanese
    "返品",
    "返品済み",
    "返金",
    "返金済み",
    "払い戻し",
];
