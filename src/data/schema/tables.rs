//! Names of files and sheets by the table they hold, in twelve languages: singular (and plural where it is not regular), as
//! [`super::normalise`] leaves them.

/// Files of customers.
pub const CUSTOMERS: &[&str] = &[
    // English
    "customer", "client", "user", "member", "subscriber", "shopper", "buyer", "people", "person", "profile",
    "contact", "crm", "cust",
    // German
    "kunde", "kunden", "mitglied", "mitglieder", "benutzer", "kaufer", "kundenstamm", "kundendaten", "kundenliste",
    "stammdaten",
    // French
    "clients", "adherent", "membre", "utilisateur", "fichierclients", "listeclients",
    // Spanish
    "cliente", "usuario", "socio", "miembro",
    // Portuguese
    "utilizador", "associado",
    // Italian
    "clienti", "utente", "utenti", "soci",
    // Dutch
    "klant", "klanten", "klantenbestand", "lid", "leden", "gebruikers",
    // Polish
    "klient", "klienci", "uzytkownik", "uzytkownicy", "czlonkowie",
    // Turkish
    "musteri", "musteriler", "uye", "uyeler", "kullanici", "kullanicilar",
    // Arabic
    "العملاء", "عملاء", "العميل", "الزباين", "زباين", "المستخدمين", "المستخدمون", "الاعضاء",
    // Chinese
    "客户", "客户表", "客户信息", "客户资料", "顾客", "会员", "会员表", "会员信息", "用户", "用户表", "用户信息",
    "客戶", "會員", "用戶", "客戶資料", "會員資料",
    // Japanese
    "顧客", "顧客一覧", "顧客マスタ", "顧客情報", "お客様", "会員", "会員一覧", "会員情報", "会員マスタ", "ユーザー",
];

/// Files of genders.
pub const GENDERS: &[&str] = &[
    // English
    "gender", "sex",
    // German
    "geschlecht", "geschlechter",
    // French
    "sexe", "genre",
    // Spanish
    "genero", "sexo",
    // Italian
    "sesso", "genere", "generi",
    // Dutch
    "geslacht", "geslachten",
    // Polish
    "plec", "plcie",
    // Turkish
    "cinsiyet", "cinsiyetler",
    // Arabic
    "الجنس",
    // Chinese
    "性别", "性別",
];

/// Files of cities.
pub const CITIES: &[&str] = &[
    // English
    "city", "town",
    // German
    "stadt", "stadte", "ort", "orte",
    // French
    "ville",
    // Spanish
    "ciudad", "ciudades",
    // Portuguese
    "cidade",
    // Italian
    "citta", "comuni",
    // Dutch
    "stad", "steden", "plaatsen",
    // Polish
    "miasto", "miasta",
    // Turkish
    "sehir", "sehirler",
    // Arabic
    "المدن", "مدن",
    // Chinese
    "城市",
    // Japanese
    "都市", "市区町村",
];

/// Files of events: claims, orders, lines of orders, visits.
pub const EVENTS: &[&str] = &[
    // English
    "transaction", "txn", "trans", "claim", "couponclaim", "coupontransaction", "redemption", "couponredemption",
    "order", "purchase", "sale", "coupon", "voucher", "visit", "event", "activity", "orderline", "orderitem",
    "orderdetail", "invoice", "receipt", "basket", "payment", "booking", "usercoupon", "customercoupon",
    "customerorder", "onlineretail", "retail", "issuedcoupon", "purchasehistory", "orderhistory",
    "transactionhistory", "transactionlog", "salesorder", "lineitem", "orderlineitem", "checkin", "trip",
    "couponusage",
    // German
    "bestellung", "bestellungen", "auftrag", "auftrage", "verkauf", "verkaufe", "kauf", "kaufe", "einkauf",
    "einkaufe", "gutschein", "gutscheine", "rechnung", "rechnungen", "transaktion", "transaktionen", "umsatz",
    "umsatze", "besuch", "besuche", "einlosung", "einlosungen", "coupons", "bestelldaten", "bewegungsdaten",
    // French
    "commande", "achat", "vente", "facture", "bon", "visite", "utilisation",
    // Spanish
    "pedido", "compra", "venta", "factura", "cupon", "cupones", "visita", "transaccion", "transacciones", "canje",
    "orden", "ordenes",
    // Portuguese
    "venda", "fatura", "cupom", "cupons", "transacao", "transacoes", "resgate", "encomenda",
    // Italian
    "ordine", "ordini", "acquisto", "acquisti", "vendita", "vendite", "fattura", "fatture", "buono", "buoni",
    "transazione", "transazioni",
    // Dutch
    "bestelling", "bestellingen", "aankoop", "aankopen", "verkoop", "verkopen", "factuur", "facturen", "bonnen",
    "kortingsbonnen", "bezoek", "bezoeken", "transactie", "transacties",
    // Polish
    "zamowienie", "zamowienia", "zakup", "zakupy", "sprzedaz", "faktura", "faktury", "kupon", "kupony", "wizyta",
    "wizyty", "transakcja", "transakcje",
    // Turkish
    "siparis", "siparisler", "satis", "satislar", "alisveris", "alisverisler", "faturalar", "kuponlar", "ziyaret",
    "ziyaretler", "islem", "islemler",
    // Arabic
    "الطلبات", "طلبات", "المبيعات", "مبيعات", "المشتريات", "مشتريات", "الفواتير", "فواتير", "القسايم", "قسايم",
    "الكوبونات", "كوبونات", "الزيارات", "المعاملات", "معاملات", "العمليات",
    // Chinese
    "订单", "订单表", "订单明细", "交易", "交易记录", "交易明细", "销售", "销售记录", "销售明细", "购买记录",
    "消费记录", "优惠券", "领券记录", "用券记录", "发票", "訂單", "訂單明細", "交易紀錄", "銷售", "銷售明細",
    "購買記錄", "消費紀錄", "優惠券",
    // Japanese
    "注文", "注文一覧", "注文履歴", "受注", "受注一覧", "取引", "取引履歴", "売上", "売上明細", "購入履歴",
    "購買履歴", "購入", "クーポン", "クーポン履歴", "来店履歴", "利用履歴",
];

/// Files of branches.
pub const BRANCHES: &[&str] = &[
    // English
    "branch", "store", "outlet", "shop", "location",
    // German
    "filiale", "filialen", "laden", "standort", "standorte",
    // French
    "magasin", "succursale", "pointdevente", "pointsdevente", "agence", "boutique",
    // Spanish
    "sucursal", "sucursales", "tienda",
    // Portuguese
    "filial", "filiais", "loja",
    // Italian
    "filiali", "negozio", "negozi",
    // Dutch
    "filiaal", "winkel", "winkels", "vestigingen",
    // Polish
    "oddzial", "oddzialy", "sklep", "sklepy",
    // Turkish
    "sube", "subeler", "magaza", "magazalar",
    // Arabic
    "الفروع", "فروع", "المتاجر",
    // Chinese
    "门店", "分店", "店铺", "門店", "門市", "店鋪",
    // Japanese
    "店舗", "支店",
];

/// Files of merchants.
pub const MERCHANTS: &[&str] = &[
    // English
    "merchant", "brand", "vendor", "partner", "retailer",
    // German
    "handler", "marken", "partnerliste",
    // French
    "commercant", "marchand", "enseigne", "partenaire",
    // Spanish
    "comercio", "comerciante", "comercios",
    // Portuguese
    "lojista", "estabelecimento",
    // Italian
    "commerciante", "commercianti", "esercenti",
    // Dutch
    "handelaar", "handelaren",
    // Polish
    "sprzedawca", "sprzedawcy",
    // Turkish
    "satici", "saticilar",
    // Arabic
    "التجار",
    // Chinese
    "商户", "商家", "品牌", "商戶",
    // Japanese
    "加盟店", "ブランド",
];
