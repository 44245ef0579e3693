//! Words of status columns, in twelve languages, as [`super::normalise`] leaves them.

/// Coupons that can still be used.
pub const OPEN: &[&str] = &[
    // English
    "claimed", "subscribed", "issued", "received", "active", "open", "opened", "assigned", "granted", "available",
    "valid", "sent", "delivered", "downloaded", "activated", "unclaimed", "saved", "clipped", "new", "ongoing",
    // German
    "offen", "ausgegeben", "ausgestellt", "aktiv", "gultig", "verfugbar", "erhalten", "zugeteilt",
    // French
    "ouvert", "ouverte", "actif", "emis", "emise", "attribue", "attribuee", "disponible", "valide", "recu", "encours",
    // Spanish
    "abierto", "abierta", "activo", "activa", "emitido", "emitida", "asignado", "vigente", "valido", "recibido",
    // Portuguese
    "aberto", "ativo", "ativa", "atribuido", "disponivel", "recebido",
    // Italian
    "aperto", "aperta", "attivo", "attiva", "emesso", "assegnato", "disponibile", "ricevuto",
    // Dutch
    "actief", "uitgegeven", "beschikbaar", "geldig", "ontvangen", "toegekend",
    // Polish
    "otwarty", "aktywny", "aktywna", "wydany", "przyznany", "dostepny", "wazny", "otrzymany",
    // Turkish
    "acik", "aktif", "verildi", "atandi", "mevcut", "gecerli", "alindi", "tanimlandi",
    // Arabic
    "مفتوح", "نشط", "صادر", "متاح", "صالح", "ساري", "مستلم", "فعال",
    // Chinese
    "已领取", "未核销", "有效", "已发放", "可用", "待使用", "已激活", "未到期", "已領取", "未核銷", "已發放",
    // Japanese
    "有効", "配布済み", "配布済", "発行済み", "発行済", "取得済み", "取得済", "利用可能", "未利用", "保有中",
];

/// Coupons that were used.
pub const BURNT: &[&str] = &[
    // English
    "burnt", "burned", "redeemed", "used", "burn", "redeem", "consumed", "applied", "utilised", "utilized", "spent",
    "claimedandused", "success", "successful", "succeeded", "redemption",
    // German
    "eingelost", "eingeloest", "benutzt", "verwendet", "genutzt", "verbraucht", "gebraucht",
    // French
    "utilise", "utilisee", "echange", "echangee", "consomme", "consommee", "encaisse",
    // Spanish
    "canjeado", "canjeada", "usado", "usada", "utilizado", "utilizada", "redimido",
    // Portuguese
    "resgatado", "resgatada",
    // Italian
    "riscattato", "riscattata", "usato", "usata", "utilizzato", "utilizzata", "consumato",
    // Dutch
    "ingewisseld", "gebruikt", "verzilverd", "ingeleverd",
    // Polish
    "wykorzystany", "wykorzystana", "wykorzystano", "uzyty", "uzyta", "zrealizowany", "zrealizowana",
    // Turkish
    "kullanildi", "kullanilmis", "kullanilan", "bozduruldu", "harcandi",
    // Arabic
    "مستخدم", "مستخدمة", "تمالاستخدام", "مستعمل", "تمالاسترداد", "مستهلك",
    // Chinese
    "已使用", "已核销", "已兑换", "使用", "已用", "核销", "已核銷", "已兌換",
    // Japanese
    "使用済み", "使用済", "利用済み", "利用済", "消込済み", "交換済み", "引換済み",
];

/// Coupons that were not used and no longer can be.
pub const EXPIRED: &[&str] = &[
    // English
    "expired", "lapsed", "unused", "unredeemed", "notused", "notredeemed", "expire", "outofdate", "overdue",
    "forfeited", "neverused",
    // German
    "abgelaufen", "verfallen", "ungenutzt", "nichteingelost", "unbenutzt",
    // French
    "expiree", "perime", "perimee", "nonutilise", "nonutilisee", "inutilise", "caduc",
    // Spanish
    "caducado", "caducada", "vencido", "vencida", "expirado", "nousado", "noutilizado", "nocanjeado", "sinusar",
    // Portuguese
    "expirada", "naousado", "naoutilizado", "naoresgatado",
    // Italian
    "scaduto", "scaduta", "nonusato", "nonutilizzato", "inutilizzato",
    // Dutch
    "verlopen", "vervallen", "ongebruikt", "nietgebruikt", "nietingewisseld",
    // Polish
    "wygasly", "wygasl", "przeterminowany", "niewykorzystany", "niewykorzystana", "nieuzyty", "poterminie",
    // Turkish
    "suresidoldu", "suresidolmus", "suresigecti", "kullanilmadi", "kullanilmamis",
    // Arabic
    "منتهي", "منتهية", "منتهيالصلاحية", "انتهتالصلاحية", "غيرمستخدم", "غيرمستخدمة",
    // Chinese
    "已过期", "过期", "未使用", "已失效", "失效", "已作废", "已過期", "過期",
    // Japanese
    "期限切れ", "失効", "有効期限切れ",
];

/// No: of a column that says whether the coupon was used.
pub const NO: &[&str] = &[
    // numbers
    "0", "false", "no", "n", "f",
    // words
    "nein", "non", "nao", "nee", "nie", "hayir", "لا", "否", "いいえ",
];

/// Yes.
pub const YES: &[&str] = &[
    // numbers
    "1", "true", "yes", "y", "t",
    // words
    "ja", "oui", "si", "sim", "tak", "evet", "نعم", "是", "はい",
];

/// Orders that were not taken back.
pub const COMPLETED: &[&str] = &[
    // English
    "completed", "complete", "paid", "shipped", "delivered", "fulfilled", "success", "successful", "succeeded",
    "processing", "closed", "done", "approved", "settled", "captured", "confirmed", "invoiced", "dispatched",
    "received", "ok", "partiallyrefunded", "partiallyfulfilled", "partiallypaid", "authorized", "authorised",
    "accepted", "paymentaccepted", "finished", "sold", "sale", "purchase", "wccompleted", "wcprocessing",
    "remotepaymentaccepted", "preparationinprogress", "processinginprogress",
    // German
    "abgeschlossen", "bezahlt", "versendet", "versandt", "geliefert", "erledigt", "erfolgreich", "inbearbeitung",
    "bestatigt", "zugestellt", "vollstandig",
    // French
    "termine", "terminee", "paye", "payee", "expedie", "expediee", "livre", "livree", "valide", "validee",
    "paiementaccepte", "enpreparation", "completee", "acheve", "reussi", "encoursdetraitement", "traitee",
    // Spanish
    "completado", "completada", "pagado", "pagada", "enviado", "enviada", "entregado", "entregada", "procesando",
    "finalizado", "confirmado", "aprobado", "pagoaceptado", "facturado",
    // Portuguese
    "concluido", "concluida", "completo", "pago", "paga", "entregue", "aprovado", "aprovada", "processando",
    "faturado",
    // Italian
    "completato", "completata", "pagato", "pagata", "spedito", "spedita", "consegnato", "consegnata", "inlavorazione",
    "evaso", "evasa", "concluso", "confermato",
    // Dutch
    "voltooid", "afgerond", "betaald", "verzonden", "geleverd", "verwerkt", "inbehandelinggenomen", "bezorgd",
    // Polish
    "zrealizowane", "zrealizowano", "zakonczone", "zakonczony", "oplacone", "oplacony", "zaplacone", "wyslane",
    "dostarczone", "ukonczone", "wrealizacji",
    // Turkish
    "tamamlandi", "odendi", "gonderildi", "teslimedildi", "kargolandi", "kargoyaverildi", "hazirlaniyor", "onaylandi",
    "isleniyor", "basarili",
    // Arabic
    "مكتمل", "مكتملة", "مدفوع", "مدفوعة", "تمالشحن", "تمالتوصيل", "تمالتسليم", "تمالدفع", "قيدالمعالجة", "ناجح",
    "ناجحة",
    // Chinese
    "已完成", "完成", "已支付", "已付款", "已发货", "已签收", "已收货", "交易成功", "成功", "处理中", "已發貨",
    "已簽收", "已收貨", "處理中", "待发货",
    // Japanese
    "完了", "支払済み", "支払済", "発送済み", "発送済", "配送済み", "出荷済み", "出荷済", "入金済み", "処理中",
    "取引完了",
];

/// Orders that were returned.
pub const RETURNED: &[&str] = &[
    // English
    "returned", "refunded", "return", "refund", "chargeback", "chargedback", "reversed", "wcrefunded",
    // German
    "zuruckgegeben", "retourniert", "erstattet", "retoure", "zuruckerstattet", "ruckerstattet", "ruckgabe",
    "gutschrift",
    // French
    "retourne", "retournee", "rembourse", "remboursee", "retour", "remboursement",
    // Spanish
    "devuelto", "devuelta", "reembolsado", "reembolsada", "devolucion",
    // Portuguese
    "devolvido", "devolvida", "estornado", "devolucao",
    // Italian
    "restituito", "restituita", "rimborsato", "rimborsata", "reso", "resa",
    // Dutch
    "geretourneerd", "terugbetaald",
    // Polish
    "zwrocone", "zwrocony", "zwrot", "zwrocono",
    // Turkish
    "iadeedildi", "iade", "geriodendi",
    // Arabic
    "مرتجع", "مرتجعة", "مسترد", "مستردة", "تمالارجاع", "تمالاسترجاع",
    // Chinese
    "已退款", "已退货", "退款", "退货", "退款成功", "已退貨", "退貨",
    // Japanese
    "返品", "返品済み", "返金", "返金済み", "払い戻し",
];

/// Orders that came to nothing.
pub const CANCELLED: &[&str] = &[
    // English
    "cancelled", "canceled", "void", "voided", "failed", "declined", "cancel", "rejected", "failure", "aborted",
    "abandoned", "error", "expired", "deleted", "paymenterror", "wccancelled", "wcfailed", "blocked", "denied",
    "unavailable",
    // German
    "storniert", "abgebrochen", "fehlgeschlagen", "abgelehnt", "geloscht", "storno",
    // French
    "annule", "annulee", "echoue", "echouee", "refuse", "refusee", "erreurdepaiement", "abandonne", "abandonnee",
    "rejete",
    // Spanish
    "cancelado", "cancelada", "anulado", "anulada", "fallido", "fallida", "rechazado", "rechazada",
    // Portuguese
    "falhou", "recusado", "recusada", "rejeitado", "malsucedido",
    // Italian
    "annullato", "annullata", "fallito", "fallita", "rifiutato", "rifiutata", "cancellato",
    // Dutch
    "geannuleerd", "mislukt", "geweigerd", "afgewezen",
    // Polish
    "anulowane", "anulowany", "anulowano", "nieudane", "odrzucone", "nieudany",
    // Turkish
    "iptaledildi", "iptal", "basarisiz", "reddedildi",
    // Arabic
    "ملغي", "ملغى", "ملغاة", "تمالالغاء", "فاشل", "فشل", "فشلت", "مرفوض", "مرفوضة",
    // Chinese
    "已取消", "取消", "已关闭", "交易关闭", "失败", "交易失败", "已關閉", "失敗",
    // Japanese
    "キャンセル", "キャンセル済み", "取消済み", "無効",
];

/// Orders that are not finished.
pub const PENDING: &[&str] = &[
    // English
    "pending", "onhold", "draft", "awaitingpayment", "pendingpayment", "unpaid", "open", "new", "created",
    "inprogress", "waiting", "awaiting", "placed", "wcpending", "wconhold", "checkoutdraft", "awaitingcheckpayment",
    "pendingreview", "backorder", "partiallycaptured", "incomplete", "requiresaction",
    // German
    "ausstehend", "offen", "wartend", "inwartestellung", "unbezahlt", "entwurf", "neu", "zahlungausstehend",
    // French
    "enattente", "encours", "brouillon", "nonpaye", "enattentedepaiement", "enattentepaiement", "impaye", "impayee",
    "nouveau", "nouvelle",
    // Spanish
    "pendiente", "enespera", "borrador", "pendientedepago", "sinpagar", "nuevo", "enproceso",
    // Portuguese
    "pendente", "aguardando", "aguardandopagamento", "emespera", "rascunho", "naopago", "novo", "emandamento",
    // Italian
    "inattesa", "insospeso", "bozza", "nonpagato", "inattesadipagamento", "nuovo",
    // Dutch
    "inafwachting", "inbehandeling", "wachtend", "concept", "onbetaald", "indewacht", "nieuw",
    // Polish
    "oczekujace", "oczekujacy", "wstrzymane", "szkic", "nieoplacone", "oczekuje", "nowe", "oczekujacenaplatnosc",
    // Turkish
    "beklemede", "bekliyor", "odemebekliyor", "taslak", "odenmedi", "askida",
    // Arabic
    "معلق", "معلقة", "قيدالانتظار", "فيالانتظار", "مسودة", "غيرمدفوع", "غيرمدفوعة",
    // Chinese
    "待付款", "待支付", "未付款", "待处理", "进行中", "待處理", "進行中",
    // Japanese
    "保留", "保留中", "未払い", "入金待ち", "支払待ち", "下書き", "未入金",
];
