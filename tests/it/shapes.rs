//! The same data in any language, notation, encoding and order of columns, in files and sheets, has the same numbers.

use std::fs;
use std::path::Path;

use proptest::prelude::*;
use proptest::sample::select;
use segscope::analysis;
use segscope::data::filter::Filter;
use segscope::data::{Kind, LoadOptions, Mapping};
use segscope::progress::Progress;
use serde_json::Value;

use crate::cleaning::{assert_clean, options};
use crate::support::json_of;

#[allow(dead_code, reason = "not everything that the tests of the readers need")]
#[path = "../../src/data/tests/workbook.rs"]
mod workbook;

/// What columns are called, and the statuses of coupons and of orders.
struct Language {
    customer: &'static str,
    claimed: &'static str,
    ordered: &'static str,
    status: &'static str,
    burnt: &'static str,
    coupon: &'static str,
    amount: &'static str,
    store: &'static str,
    order: &'static str,
    product: &'static str,
    quantity: &'static str,
    price: &'static str,
    city: &'static str,
    gender: &'static str,
    joined: &'static str,
    coupons: [&'static str; 3],
    orders: [&'static str; 3],
    /// An encoding that is older than Unicode.
    encoding: &'static str,
}

macro_rules! language {
    ($encoding:literal: $customer:literal, $claimed:literal, $ordered:literal, $status:literal, $burnt:literal, $coupon:literal,
     $amount:literal, $store:literal, $order:literal, $product:literal, $quantity:literal, $price:literal, $city:literal,
     $gender:literal, $joined:literal; $coupons:expr; $orders:expr) => {
        Language {
            customer: $customer,
            claimed: $claimed,
            ordered: $ordered,
            status: $status,
            burnt: $burnt,
            coupon: $coupon,
            amount: $amount,
            store: $store,
            order: $order,
            product: $product,
            quantity: $quantity,
            price: $price,
            city: $city,
            gender: $gender,
            joined: $joined,
            coupons: $coupons,
            orders: $orders,
            encoding: $encoding,
        }
    };
}

#[rustfmt::skip]
const LANGUAGES: [Language; 12] = [
    language!("windows-1252": "customer_id", "claimed_at", "order_date", "status", "redeemed_at", "coupon", "total", "store",
        "order_id", "product", "quantity", "unit_price", "city", "gender", "join_date";
        ["issued", "redeemed", "expired"]; ["paid", "refunded", "cancelled"]),
    language!("windows-1252": "Kundennummer", "Ausgabedatum", "Bestelldatum", "Bestellstatus", "Eingelöst am", "Gutschein", "Betrag",
        "Filiale", "Bestellnummer", "Artikel", "Menge", "Einzelpreis", "Stadt", "Geschlecht", "Kunde seit";
        ["offen", "eingelöst", "abgelaufen"]; ["bezahlt", "erstattet", "storniert"]),
    language!("windows-1252": "Numéro client", "Date d'émission", "Date de commande", "Statut", "Date d'utilisation", "Code promo",
        "Montant", "Magasin", "Numéro de commande", "Produit", "Quantité", "Prix unitaire", "Ville", "Sexe", "Date d'inscription";
        ["ouvert", "utilisé", "expiré"]; ["payée", "remboursée", "annulée"]),
    language!("windows-1252": "Código de cliente", "Fecha de emisión", "Fecha de pedido", "Estado", "Fecha de canje", "Cupón",
        "Importe", "Tienda", "Número de pedido", "Producto", "Cantidad", "Precio unitario", "Ciudad", "Sexo", "Fecha de registro";
        ["activo", "canjeado", "caducado"]; ["pagado", "reembolsado", "cancelado"]),
    language!("windows-1252": "Código do cliente", "Data de emissão", "Data do pedido", "Situação", "Data de resgate", "Cupom",
        "Valor total", "Loja", "Número do pedido", "Produto", "Quantidade", "Preço unitário", "Cidade", "Gênero", "Data de cadastro";
        ["ativo", "resgatado", "vencido"]; ["pago", "estornado", "cancelado"]),
    language!("windows-1252": "Codice cliente", "Data di emissione", "Data ordine", "Stato", "Data di utilizzo", "Buono sconto",
        "Importo", "Negozio", "Numero ordine", "Prodotto", "Quantità", "Prezzo unitario", "Città", "Sesso", "Data di registrazione";
        ["attivo", "utilizzato", "scaduto"]; ["pagato", "rimborsato", "annullato"]),
    language!("windows-1252": "Klantnummer", "Uitgiftedatum", "Besteldatum", "Bestelstatus", "Ingewisseld op", "Kortingsbon",
        "Bedrag", "Winkel", "Bestelnummer", "Productnaam", "Aantal", "Stukprijs", "Plaats", "Geslacht", "Klant sinds";
        ["geldig", "gebruikt", "verlopen"]; ["betaald", "terugbetaald", "geannuleerd"]),
    language!("windows-1250": "Numer klienta", "Data wydania", "Data zamówienia", "Stan", "Data wykorzystania", "Kupon", "Kwota",
        "Sklep", "Numer zamówienia", "Towar", "Ilość", "Cena jednostkowa", "Miasto", "Płeć", "Data rejestracji";
        ["aktywny", "wykorzystany", "wygasły"]; ["opłacone", "zwrócone", "anulowane"]),
    language!("windows-1254": "Müşteri No", "Veriliş tarihi", "Sipariş tarihi", "Durum", "Kullanım tarihi", "Kupon kodu", "Tutar",
        "Mağaza", "Sipariş No", "Ürün adı", "Miktar", "Birim fiyat", "Şehir", "Cinsiyet", "Kayıt tarihi";
        ["aktif", "kullanıldı", "süresi doldu"]; ["ödendi", "iade edildi", "iptal edildi"]),
    language!("gbk": "客户编号", "领取时间", "下单时间", "订单状态", "核销时间", "优惠券", "金额", "门店", "订单号", "商品名称", "数量", "单价",
        "城市", "性别", "注册时间"; ["已领取", "已核销", "已过期"]; ["已付款", "已退款", "已取消"]),
    language!("shift_jis": "顧客番号", "発行日", "注文日", "状態", "利用日", "クーポン", "金額", "店舗", "注文番号", "商品名", "数量", "単価",
        "市区町村", "性別", "登録日"; ["発行済み", "使用済み", "期限切れ"]; ["支払済み", "返金済み", "キャンセル"]),
    language!("windows-1256": "رقم العميل", "تاريخ الإصدار", "تاريخ الطلب", "الحالة", "تاريخ الاستخدام", "القسيمة", "المبلغ", "الفرع",
        "رقم الطلب", "المنتج", "الكمية", "سعر الوحدة", "المدينة", "الجنس", "تاريخ التسجيل";
        ["مفتوح", "مستخدم", "منتهي"]; ["مدفوع", "مرتجع", "ملغي"]),
];

/// A day as it is written. All of a file are written in one way.
#[derive(Clone, Copy, Debug)]
enum Dates {
    Iso,
    Time,
    Slashes,
    DayFirst(char),
    MonthFirst,
    Words,
    Signs,
    Compact,
    Seconds,
    Serial,
}

const DATES: [Dates; 12] = [
    Dates::Iso,
    Dates::Time,
    Dates::Slashes,
    Dates::DayFirst('/'),
    Dates::DayFirst('.'),
    Dates::DayFirst('-'),
    Dates::MonthFirst,
    Dates::Words,
    Dates::Signs,
    Dates::Compact,
    Dates::Seconds,
    Dates::Serial,
];

impl Dates {
    /// The day of 2024 with this number from 0, at ten past the hour.
    fn written(self, number: u32, hour: u32) -> String {
        const LENGTHS: [u32; 12] = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
        const NAMES: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
        let (mut month, mut day) = (0, number);
        while day >= LENGTHS[month] {
            day -= LENGTHS[month];
            month += 1;
        }
        let (name, month, day) = (NAMES[month], month + 1, day + 1);
        match self {
            Self::Iso => format!("2024-{month:02}-{day:02}"),
            Self::Time => format!("2024-{month:02}-{day:02} {hour:02}:10"),
            Self::Slashes => format!("2024/{month}/{day}"),
            Self::DayFirst(mark) => format!("{day:02}{mark}{month:02}{mark}2024"),
            Self::MonthFirst => format!("{month}/{day}/2024"),
            Self::Words => format!("{day} {name} 2024"),
            Self::Signs => format!("2024年{month}月{day}日"),
            Self::Compact => format!("2024{month:02}{day:02}"),
            // The first second of 2024, and the first day as Excel counts.
            Self::Seconds => (1_704_067_200 + u64::from(number) * 86_400 + u64::from(hour) * 3600).to_string(),
            Self::Serial => (45_292 + number).to_string(),
        }
    }
}

/// How numbers with decimals are written: the mark of thousands, that of decimals, and what is before and after.
type Numbers = (&'static str, char, &'static str, &'static str);

const NUMBERS: [Numbers; 10] = [
    ("", '.', "", ""),
    ("", ',', "", ""),
    (",", '.', "", ""),
    (".", ',', "", ""),
    (" ", ',', "", ""),
    ("\u{a0}", ',', "", " €"),
    ("'", '.', "CHF ", ""),
    (",", '.', "$", ""),
    (".", ',', "", " €"),
    ("", '.', "", " EUR"),
];

fn number((thousands, decimal, before, after): Numbers, cents: i64) -> String {
    let (sign, size) = (if cents < 0 { "-" } else { "" }, cents.abs());
    let whole = size / 100;
    let whole =
        if whole < 1000 { whole.to_string() } else { format!("{}{thousands}{:03}", whole / 1000, whole % 1000) };
    format!("{sign}{before}{whole}{decimal}{:02}{after}", size % 100)
}

/// Everything about a file but what it says.
#[derive(Clone, Debug)]
struct Writing {
    language: usize,
    dates: Dates,
    numbers: Numbers,
    delimiter: char,
    encoding: Encoding,
    container: Container,
    /// Columns in this order.
    order: Vec<usize>,
    /// Rows above the header.
    titles: bool,
    /// In how many files the events are.
    pieces: usize,
    returns: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Encoding {
    Utf8,
    Marked,
    Utf16,
    Old,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Container {
    Text,
    Xlsx,
    Ods,
    Gzip,
}

/// As a program writes it.
fn plain() -> Writing {
    Writing {
        language: 0,
        dates: Dates::Iso,
        numbers: NUMBERS[0],
        delimiter: ',',
        encoding: Encoding::Utf8,
        container: Container::Text,
        order: (0..16).collect(),
        titles: false,
        pieces: 1,
        returns: false,
    }
}

fn writing() -> impl Strategy<Value = Writing> {
    use Container::{Gzip, Ods, Text, Xlsx};
    let encodings = vec![Encoding::Utf8, Encoding::Marked, Encoding::Utf16, Encoding::Old];
    let order = Just((0..16).collect::<Vec<usize>>()).prop_shuffle();
    (
        (0..LANGUAGES.len(), select(&DATES[..]), select(&NUMBERS[..]), select(vec![',', ';', '\t', '|'])),
        (select(encodings), select(vec![Text, Text, Text, Xlsx, Ods, Gzip]), order),
        (any::<bool>(), 1_usize..4, any::<bool>()),
    )
        .prop_map(
            |((language, dates, numbers, delimiter), (encoding, container, order), (titles, pieces, returns))| {
                // Not every old encoding has every sign.
                let signs = format!("{}{}", dates.written(0, 0), numbers.3);
                let is_old = encoding == Encoding::Old && !old(&LANGUAGES[language]).encode(&signs).2;
                let encoding = if is_old || encoding != Encoding::Old { encoding } else { Encoding::Utf8 };
                Writing { language, dates, numbers, delimiter, encoding, container, order, titles, pieces, returns }
            },
        )
}

fn old(language: &Language) -> &'static encoding_rs::Encoding {
    encoding_rs::Encoding::for_label(language.encoding.as_bytes()).expect("a label")
}

/// A table as rows of fields, the header first.
type Rows = Vec<Vec<String>>;

/// What a file may have: its name, and its rows.
type NamedRows = (&'static str, Rows);

impl Writing {
    fn words(&self) -> &'static Language {
        &LANGUAGES[self.language]
    }

    fn rows(header: &[&str], count: usize, row: impl Fn(usize) -> Vec<String>) -> Rows {
        let header = header.iter().map(|&name| name.to_owned()).collect();
        std::iter::once(header).chain((0..count).map(row)).collect()
    }

    /// What is known of a customer: city, gender, age.
    fn customer(i: usize) -> [String; 3] {
        [["Cairo", "Giza", "Luxor"][i % 3].to_owned(), ["f", "m"][i / 3 % 2].to_owned(), (20 + i).to_string()]
    }

    /// Coupons, with what is known of their customers in every row where they are `flat`, else in a table of customers.
    fn coupons(&self, flat: bool) -> Vec<NamedRows> {
        let words = self.words();
        let event = |i: usize| {
            let (customer, day, hour) = (if i < 24 { i } else { i * 7 % 24 }, (i * 5 % 150) as u32, (i % 11) as u32);
            let burnt = i.is_multiple_of(3);
            let mut row = vec![
                format!("K{customer}"),
                self.dates.written(day, hour),
                words.coupons[if burnt { 1 } else { i % 2 * 2 }].to_owned(),
                if burnt { self.dates.written(day + i as u32 % 20, hour + 1) } else { String::new() },
                ["EID", "SUMMER", "WELCOME"][i % 3].to_owned(),
                number(self.numbers, (i * 7919 % 300_000) as i64 + 5),
                if burnt { format!("S{}", i % 5) } else { String::new() },
            ];
            row.extend(Self::customer(customer).into_iter().take(if flat { 3 } else { 0 }));
            row
        };
        let mut header =
            vec![words.customer, words.claimed, words.status, words.burnt, words.coupon, words.amount, words.store];
        header.extend([words.city, words.gender, "age"].into_iter().take(if flat { 3 } else { 0 }));
        let mut tables = vec![("export", Self::rows(&header, 90, event))];
        if !flat {
            let known = |i: usize| {
                let [city, gender, age] = Self::customer(i);
                vec![format!("K{i}"), self.dates.written(i as u32 * 5, 9), city, gender, age]
            };
            let header = [words.customer, words.joined, words.city, words.gender, "age"];
            tables.push(("customers", Self::rows(&header, 24, known)));
        }
        tables
    }

    /// Lines of orders, or one row for each order.
    fn orders(&self, lines: bool) -> Vec<NamedRows> {
        let words = self.words();
        // Of each order: its customer, day, status and lines of pieces and cents.
        let order = |order: usize| {
            let status = if order % 9 == 7 { 2 } else { usize::from(order % 9 == 8) };
            let sign = if status == 1 { -1 } else { 1 };
            let pieces = move |line: usize| sign * (((order + line) % 4) as i64 + 1);
            let cents = move |line: usize| ((order * 37 + line * 101) % 1500 * 100 + 25) as i64;
            let customer = if order < 24 { order } else { order * 7 % 24 };
            (customer, (order * 5 % 150) as u32, (order % 11) as u32, status, pieces, cents)
        };
        let line = |i: usize| {
            let (number_of_order, line) = (i / 2, i % 2);
            let (customer, day, hour, status, pieces, cents) = order(number_of_order);
            let mut row = vec![
                format!("B{number_of_order}"),
                format!("K{customer}"),
                self.dates.written(day, hour),
                words.orders[status].to_owned(),
            ];
            if lines {
                row.extend([
                    ["Mug", "Cup", "Plate"][i % 3].to_owned(),
                    pieces(line).to_string(),
                    number(self.numbers, cents(line)),
                ]);
            } else {
                row.push(number(self.numbers, pieces(0) * cents(0) + pieces(1) * cents(1)));
            }
            row.extend(Self::customer(customer));
            row
        };
        let mut header = vec![words.order, words.customer, words.ordered, words.status];
        header.extend(if lines { vec![words.product, words.quantity, words.price] } else { vec![words.amount] });
        header.extend([words.city, words.gender, "age"]);
        let rows =
            if lines { Self::rows(&header, 140, line) } else { Self::rows(&header, 70, |order| line(order * 2)) };
        vec![("export", rows)]
    }

    /// Writes tables into a folder; gives the path of what is to be read.
    fn write(&self, tables: Vec<NamedRows>, folder: &Path) -> std::path::PathBuf {
        let ordered = |rows: Rows| -> Rows {
            let width = rows[0].len();
            let order: Vec<usize> = self.order.iter().copied().filter(|at| *at < width).collect();
            rows.into_iter().map(|row| order.iter().map(|at| row[*at].clone()).collect()).collect()
        };
        let tables: Vec<NamedRows> = tables.into_iter().map(|(name, rows)| (name, ordered(rows))).collect();
        if matches!(self.container, Container::Xlsx | Container::Ods) {
            return self.write_book(&tables, folder);
        }
        for (name, rows) in &tables {
            // Files of customers in pieces would be other customers.
            let pieces = if *name == "export" { self.pieces } else { 1 };
            let size = (rows.len() - 1).div_ceil(pieces);
            for (piece, part) in rows[1..].chunks(size).enumerate() {
                let text = self.text(&rows[0], part);
                let stem = if pieces == 1 { (*name).to_owned() } else { format!("{name}_{piece}") };
                let bytes = self.encoded(&text);
                if self.container == Container::Gzip {
                    use std::io::Write;
                    let file = fs::File::create(folder.join(format!("{stem}.csv.gz"))).expect("a file");
                    let mut packed = flate2::write::GzEncoder::new(file, flate2::Compression::fast());
                    packed.write_all(&bytes).and_then(|()| packed.finish().map(drop)).expect("written");
                } else {
                    fs::write(folder.join(format!("{stem}.csv")), bytes).expect("written");
                }
            }
        }
        folder.to_owned()
    }

    fn text(&self, header: &[String], rows: &[Vec<String>]) -> String {
        let field = |text: &String| {
            if text.contains([self.delimiter, '"']) {
                format!("\"{}\"", text.replace('"', "\"\""))
            } else {
                text.clone()
            }
        };
        let line = |row: &[String]| row.iter().map(field).collect::<Vec<_>>().join(&self.delimiter.to_string()) + "\n";
        let titles = if self.titles { "Export 7\nall rows\n\n" } else { "" };
        let text = titles.to_owned() + &line(header) + &rows.iter().map(|row| line(row)).collect::<String>();
        if self.returns { text.replace('\n', "\r\n") } else { text }
    }

    fn encoded(&self, text: &str) -> Vec<u8> {
        match self.encoding {
            Encoding::Utf8 => text.as_bytes().to_vec(),
            Encoding::Marked => format!("\u{feff}{text}").into_bytes(),
            Encoding::Utf16 => std::iter::once(0xFEFF).chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect(),
            Encoding::Old => old(self.words()).encode(text).0.into_owned(),
        }
    }

    fn write_book(&self, tables: &[NamedRows], folder: &Path) -> std::path::PathBuf {
        let is_xlsx = self.container == Container::Xlsx;
        let titles: Rows =
            if self.titles { vec![vec!["Export 7".to_owned()], vec![String::new()]] } else { Vec::new() };
        let sheet = |(name, rows): &NamedRows| {
            let all = titles.iter().chain(rows).enumerate();
            let row = |(at, row): (usize, &Vec<String>)| {
                let row: Vec<&str> = row.iter().map(String::as_str).collect();
                if is_xlsx { workbook::words(at as u32 + 1, &row) } else { workbook::cells(row.into_iter()) }
            };
            (*name, all.map(row).collect::<String>())
        };
        let sheets: Vec<(&str, String)> = tables.iter().map(sheet).collect();
        let sheets: Vec<(&str, &str)> = sheets.iter().map(|(name, rows)| (*name, rows.as_str())).collect();
        let (ending, bytes) =
            if is_xlsx { ("xlsx", workbook::xlsx(&sheets, "A1", false)) } else { ("ods", workbook::ods(&sheets)) };
        let path = folder.join(format!("book.{ending}"));
        fs::write(&path, bytes).expect("written");
        path
    }
}

/// The options that read what is written. Which of the old encodings it is, a file with few letters of the language does not tell.
fn reading(writing: &Writing, path: &Path) -> LoadOptions {
    let mut mapping = Mapping::default();
    if writing.encoding == Encoding::Old {
        mapping.set_option("encoding", writing.words().encoding).expect("an encoding");
    }
    LoadOptions { mapping: Some(mapping), ..options(path) }
}

/// The report of tables, written in a way.
fn measured(writing: &Writing, tables: Vec<NamedRows>) -> Value {
    let folder = tempfile::tempdir().expect("a folder");
    let path = writing.write(tables, folder.path());
    let dataset = analysis::load(&reading(writing, &path), &Filter::default(), &Progress::new());
    let dataset = dataset.unwrap_or_else(|why| panic!("{writing:?}: {why}"));
    let mut report: Value = serde_json::from_str(&json_of(&dataset.summary)).expect("JSON");
    let object = report.as_object_mut().expect("an object");
    object.remove("source");
    object.remove("quality");
    report
}

fn assert_same(found: &Value, expected: &Value) {
    // Not every way to write a date has its time.
    for (key, value) in expected.as_object().expect("an object").iter().filter(|(key, _)| *key != "weekday_hours") {
        assert_eq!(&found[key], value, "{key}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn coupons_in_tables(writing in writing()) {
        let expected = measured(&plain(), plain().coupons(false));
        prop_assert_eq!(&expected["kind"], "coupons");
        assert_same(&measured(&writing, writing.coupons(false)), &expected);
    }

    #[test]
    fn coupons_in_a_flat_file(writing in writing()) {
        let expected = measured(&plain(), plain().coupons(true));
        assert_same(&measured(&writing, writing.coupons(true)), &expected);
    }

    #[test]
    fn lines_of_orders(writing in writing()) {
        let expected = measured(&plain(), plain().orders(true));
        prop_assert_eq!(&expected["kind"], "purchases");
        assert_same(&measured(&writing, writing.orders(true)), &expected);
    }

    #[test]
    fn orders(writing in writing()) {
        let expected = measured(&plain(), plain().orders(false));
        assert_same(&measured(&writing, writing.orders(false)), &expected);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 16, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_of_them_can_be_cleaned(writing in writing(), flat in any::<bool>(), kind in select(vec![Kind::Coupons, Kind::Purchases])) {
        let folder = tempfile::tempdir().expect("a folder");
        let tables = if kind == Kind::Coupons { writing.coupons(flat) } else { writing.orders(flat) };
        assert_clean(&reading(&writing, &writing.write(tables, folder.path())));
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 16, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_of_them_comes_from_the_cache(writing in writing(), flat in any::<bool>(), kind in select(vec![Kind::Coupons, Kind::Purchases])) {
        let [folder, stored] = [(); 2].map(|()| tempfile::tempdir().expect("a folder"));
        let tables = if kind == Kind::Coupons { writing.coupons(flat) } else { writing.orders(flat) };
        let options = reading(&writing, &writing.write(tables, folder.path()));
        crate::cache::assert_cached(&options, stored.path());
    }
}

/// What rows of coupons say of their customers is what a table of customers says.
#[test]
fn a_flat_file_says_what_two_tables_say() {
    let (flat, tables) = (measured(&plain(), plain().coupons(true)), measured(&plain(), plain().coupons(false)));
    for key in [
        "kpis",
        "cities",
        "genders",
        "coupons",
        "branches",
        "usage",
        "days_to_burn",
        "claim_gaps",
        "frequency",
        "retention",
        "rfm",
        "concentration",
        "as_of",
        "claim_horizon",
        "burnt_by_day",
    ] {
        assert_eq!(flat[key], tables[key], "{key}");
    }
}

/// Lines of orders come to what the orders come to.
#[test]
fn lines_come_to_their_orders() {
    let (lines, orders) = (measured(&plain(), plain().orders(true)), measured(&plain(), plain().orders(false)));
    assert_eq!((&lines["purchases"]["lines"], &orders["purchases"]["lines"]), (&140.into(), &70.into()));
    for key in ["orders", "revenue", "average_order", "by_status", "returns"] {
        assert_eq!(lines["purchases"][key], orders["purchases"][key], "{key}");
    }
    for key in ["kpis", "cities", "genders", "usage", "claim_gaps", "frequency", "retention", "rfm", "concentration"] {
        assert_eq!(lines[key], orders[key], "{key}");
    }
}

/// A time of day that a sheet has tells orders apart, and is written.
#[test]
fn times_of_a_sheet_are_kept() {
    let row = |number: usize, serial: f64, total: u32| {
        let customer = format!(r#"<c r="A{number}" t="inlineStr"><is><t>ann</t></is></c>"#);
        format!(
            r#"<row r="{number}">{customer}<c r="B{number}" s="1"><v>{serial}</v></c><c r="C{number}"><v>{total}</v></c></row>"#
        )
    };
    let rows = workbook::words(1, &["customer", "date", "total"]) + &row(2, 45294.5, 5) + &row(3, 45294.75, 6);
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("orders.xlsx");
    fs::write(&path, workbook::xlsx(&[("orders", &rows)], "A1", false)).expect("written");
    let to = assert_clean(&options(&path));
    assert_eq!(
        fs::read_to_string(to.path().join("csv/transactions.csv")).expect("a file"),
        "transaction_id,customer_id,transaction_date,amount,accepted_checks\n1,ann,2024-01-03 12:00:00,5,\n\
         2,ann,2024-01-03 18:00:00,6,\n"
    );
}
