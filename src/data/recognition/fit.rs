//! How a file or sheet fits a table: its columns by name, and by content where exactly one column has it.

use super::nested;
use super::sample::{Sample, SampleColumn};
use crate::data::layout::{Layout, Suit, Why};
use crate::data::mapping::Mapping;
use crate::data::part::Part;
use crate::data::place::PlaceLevel;
use crate::data::schema::{
    ColumnSpec, Need, STATUS_WORDS, Table, is_called, is_received, normalise, taken_back, yes_or_no,
};
use crate::data::unnamed;

/// Parts of names of customers, for columns whose whole name is not known.
const CUSTOMER_STEMS: [&str; 26] = [
    "cust",
    "client",
    "member",
    "buyer",
    "shopper",
    "subscriber",
    "user",
    "patron",
    "kund",
    "mitglied",
    "adherent",
    "socio",
    "comprador",
    "utente",
    "usuario",
    "klant",
    "klient",
    "musteri",
    "uye",
    "العميل",
    "الزبون",
    "客户",
    "客戶",
    "会员",
    "會員",
    "顧客",
];
/// Parts of names of dates that are not those of an event.
pub const OTHER_DATES: [&str; 17] = [
    "birth",
    "dob",
    "born",
    "geburt",
    "naiss",
    "nacimiento",
    "nascimento",
    "nascita",
    "geboorte",
    "urodz",
    "dogum",
    "生日",
    "生年",
    "update",
    "modified",
    "last",
    "status",
];

/// Parts of column names that describe customers but do not identify them.
const OF_CUSTOMERS: [&str; 40] = [
    "type",
    "typ",
    "tipo",
    "segment",
    "group",
    "gruppe",
    "groupe",
    "grupo",
    "gruppo",
    "grup",
    "class",
    "categ",
    "tier",
    "level",
    "rating",
    "score",
    "calls",
    "service",
    "agent",
    "age",
    "count",
    "anzahl",
    "note",
    "comment",
    "value",
    "spend",
    "revenue",
    "balance",
    "income",
    "gender",
    "geschlecht",
    "sex",
    "city",
    "country",
    "state",
    "region",
    "satisf",
    "status",
    "dob",
    "addr",
];
/// Names of dates of payments.
const PAID: [&str; 5] = ["paidat", "paiddate", "datepaid", "paymentdate", "paidondate"];
/// Prefixes of names of numbers that several orders may share.
const OTHER_IDS: [&str; 8] = ["session", "visit", "payment", "tracking", "claim", "coupon", "usercoupon", "reference"];

/// Where the columns of `table` are in a part. Names that many tables share count where the part is `named` after the table.
pub fn fit(table: Table, (part, sample): (&Part, &Sample), mapping: &Mapping, named: bool) -> Layout {
    let is_placed = |column: &ColumnSpec, at: usize| {
        table != Table::Transactions || nested::may_be_at(&part.header, column.name, at)
    };
    let suits = |column: &ColumnSpec, at: usize| match sample.columns.get(at) {
        _ if !is_placed(column, at) => Suit::No,
        Some(c) if is_place(&part.header[at], c) && is_named_status(column) => Suit::No,
        Some(c) => suits(column, c, sample.rows),
        None => Suit::Yes,
    };
    let generic = named || table == Table::Transactions && nested::has_list(&part.header);
    let mut layout = Layout::find(table, part.header.clone(), mapping, generic, &suits);
    match table {
        // `clean` wrote it, and has named every column that it knows.
        _ if layout.is_cleaned() => {}
        Table::Transactions => {
            nested::settle(&mut layout);
            part_price_from_amount(&mut layout, sample);
            amount_is_quantity(&mut layout, sample);
            customer_by_id(&mut layout, sample);
            order_by_name(&mut layout, sample);
            order_over_lines(&mut layout, sample);
            price_of_row(&mut layout);
            guess_customer(&mut layout, sample);
            guess_date(&mut layout, sample);
            ordered_before_paid(&mut layout, sample);
            received_and_used(&mut layout, sample);
            burn_is_the_date(&mut layout, sample);
            guess_status(&mut layout, sample);
            guess_taken_back(&mut layout, sample);
            if unnamed::is_all(&layout.header) {
                guess_unnamed(&mut layout, sample);
            }
        }
        Table::Customers => {
            guess_own_id(&mut layout, sample);
            person_of_orders(&mut layout, sample);
        }
        _ => {}
    }
    for column in table.spec().columns.iter().filter(|column| mapping.is_without(table, column.name)) {
        layout.forget(column.name);
    }
    layout
}

/// Whether the values of a column can be those of a column of the schema.
fn suits(spec: &ColumnSpec, column: &SampleColumn, rows: u64) -> Suit {
    match column.filled {
        0 if rows == 0 => Suit::Yes,
        // A column without any value cannot be one that every row needs.
        0 if spec.need == Need::Required => Suit::No,
        0 => Suit::Unfilled,
        _ if may_be(spec, column) => Suit::Yes,
        _ => Suit::No,
    }
}

/// Whether the values that a column has can be those of a column of the schema.
fn may_be(spec: &ColumnSpec, column: &SampleColumn) -> bool {
    match spec.name {
        "amount" | "quantity" | "unit_price" => column.has_numbers() && !column.is_dates(),
        "transaction_status" | "payment_status" => {
            !column.is_dates() && !column.words.is_empty() && !column.has_decimals()
        }
        "city_id" | "gender_id" => !column.is_dates() && !column.has_decimals() && !is_status(column),
        "currency" => !column.is_dates() && !column.has_numbers(),
        "product" | "coupon_name" => !column.is_dates() && !column.has_decimals(),
        name if name.ends_with("_date") => column.is_dates() || column.may_be_date_numbers(),
        name if name.ends_with("_id") => !column.is_dates() && !column.has_decimals(),
        _ => true,
    }
}

/// Whether a column is called as a place is, which in some languages is also the word for a status, and says places.
fn is_place(name: &str, column: &SampleColumn) -> bool {
    PlaceLevel::of(name).is_some() && column.filled > 0 && !is_status(column)
}

fn is_named_status(spec: &ColumnSpec) -> bool {
    spec.name == "transaction_status"
}

/// Whether most values are words of a status (numbers alone could be anything).
pub fn is_status(column: &SampleColumn) -> bool {
    let known = |word: &str| STATUS_WORDS.iter().any(|spec| word.chars().count() > 1 && spec.words.contains(&word));
    let rows: u64 = column.words.iter().filter(|(word, _)| known(word)).map(|(_, rows)| rows).sum();
    rows * 10 >= column.filled * 8 && rows > 0
}

/// With a quantity, a price is that of one piece, where no other column is.
fn part_price_from_amount(layout: &mut Layout, sample: &Sample) {
    let is_price = |at: usize| {
        let spec = layout.table.spec().column("amount");
        spec.is_some_and(|c| is_called(&layout.header[at], c.fallback))
    };
    if layout.at("quantity").is_none() || layout.at("unit_price").is_some() {
        return;
    }
    let Some(amount) = layout.at("amount") else { return };
    // An amount beside it may be that of the order.
    let beside = free(layout, sample).find(|(at, _, c)| is_price(*at) && c.has_numbers()).map(|(at, ..)| at);
    let price = if is_price(amount) { Some(amount) } else { beside };
    if price == Some(amount) {
        layout.forget("amount");
    }
    if let Some(at) = price {
        layout.guess("unit_price", at);
    }
}

/// Beside a price of sales, whole amounts are numbers of pieces, as in the sales of Ta-Feng.
fn amount_is_quantity(layout: &mut Layout, sample: &Sample) {
    let price = layout.header.iter().position(|name| normalise(name) == "salesprice");
    let amount = layout.at("amount").filter(|at| normalise(&layout.header[*at]) == "amount");
    if let (Some(price), Some(amount), None) = (price, amount, layout.at("quantity"))
        && sample.columns.get(amount).is_some_and(|c| !c.has_decimals() && !c.words.is_empty())
    {
        layout.forget("unit_price");
        layout.guess("amount", price);
        layout.guess("quantity", amount);
    }
}

/// In a log without another id, an id that comes again and again is that of the customer.
fn customer_by_id(layout: &mut Layout, sample: &Sample) {
    let is_plain =
        |at: usize| normalise(&layout.header[at]) == "id" && sample.columns.get(at).is_some_and(SampleColumn::repeats);
    if layout.at("customer_id").is_none()
        && layout.at("transaction_date").is_some()
        && let Some(at) = layout.at("transaction_id").filter(|at| is_plain(*at))
    {
        layout.forget("transaction_id");
        layout.guess("customer_id", at);
    }
}

/// An order that has several lines is numbered on each of them. A number that only its first line has leaves that to the name of
/// the order, as in an export of Shopify.
fn order_by_name(layout: &mut Layout, sample: &Sample) {
    let filled = |at: usize| sample.columns.get(at).map_or(0, |c| c.filled);
    let is_name = |at: usize| normalise(&layout.header[at]) == "name";
    if layout.at("product").is_some() && layout.at("coupon_name").is_some_and(is_name) {
        layout.forget("coupon_name");
    }
    let of_lines =
        layout.at("product").is_some() && layout.at("transaction_id").is_none_or(|at| filled(at) < sample.rows);
    let name = free(layout, sample).find(|(_, name, c)| name == "name" && c.filled == sample.rows && !c.is_unique());
    if let Some(at) = name.filter(|_| of_lines).map(|(at, ..)| at) {
        layout.forget("transaction_id");
        layout.guess("transaction_id", at);
    }
}

/// Where each line has an id of its own, an order is known by another number that its lines share.
fn order_over_lines(layout: &mut Layout, sample: &Sample) {
    let column = |at: usize| sample.columns.get(at);
    let (Some(own), Some(customer)) = (layout.at("transaction_id"), layout.at("customer_id")) else { return };
    let of_lines = layout.at("product").is_some() && column(own).is_some_and(|c| c.distinct.len() as u64 == c.filled);
    let spec = layout.table.spec().column("transaction_id");
    let is_order = |name: &str| {
        spec.is_some_and(|c| is_called(name, c.aliases)) && !OTHER_IDS.iter().any(|stem| name.starts_with(stem))
    };
    // A customer has at least one order.
    let customers = column(customer).map_or(0, |c| c.distinct.len());
    let is_shared = |c: &SampleColumn| c.filled == sample.rows && !c.is_unique() && c.distinct.len() >= customers;
    let shared = free(layout, sample).find(|(_, name, c)| is_order(name) && is_shared(c)).map(|(at, ..)| at);
    if let Some(at) = shared.filter(|_| of_lines) {
        layout.forget("transaction_id");
        layout.guess("transaction_id", at);
    }
}

/// Beside its tax, the price of an item is that of all pieces of the row, as in exports of Amazon.
fn price_of_row(layout: &mut Layout) {
    let has_tax = layout.header.iter().any(|name| normalise(name) == "itemtax");
    let price = layout.at("unit_price").filter(|at| normalise(&layout.header[*at]) == "itemprice");
    if let (true, Some(at), None) = (has_tax, price, layout.at("amount")) {
        layout.forget("unit_price");
        layout.guess("amount", at);
    }
}

/// The only column of these, if there is just one.
fn only(mut columns: impl Iterator<Item = usize>) -> Option<usize> {
    columns.next().filter(|_| columns.next().is_none())
}

/// Columns without a role, with what their values are.
fn free<'a>(layout: &'a Layout, sample: &'a Sample) -> impl Iterator<Item = (usize, String, &'a SampleColumn)> {
    let columns = sample.columns.iter().enumerate().filter(|(at, _)| layout.is_free(*at));
    columns.map(|(at, column)| (at, normalise(&layout.header[at]), column))
}

/// Columns that may be the date of the events.
pub fn dates(layout: &Layout, sample: &Sample) -> Vec<usize> {
    let joined = Table::Customers.spec().column("join_date");
    let is_other = |name: &str| {
        OTHER_DATES.iter().any(|stem| name.contains(stem))
            || joined.is_some_and(|c| name == "joindate" || c.aliases.contains(&name))
    };
    free(layout, sample).filter(|(_, name, c)| c.is_dates() && !is_other(name)).map(|(at, ..)| at).collect()
}

/// Whether a name, as [`normalise`] leaves it, is that of a customer and of something that only describes one. What is left of
/// `customertype` says what the column is; `Usage` is not a user.
pub fn describes_customers(name: &str) -> bool {
    let stem = CUSTOMER_STEMS.iter().find(|stem| name.contains(**stem));
    stem.is_some_and(|stem| OF_CUSTOMERS.iter().any(|other| name.replacen(stem, "", 1).contains(other)))
}

/// Columns that may be the customer.
pub fn customers(layout: &Layout, sample: &Sample) -> Vec<usize> {
    let is_customer = |name: &str| CUSTOMER_STEMS.iter().any(|stem| name.contains(stem)) && !describes_customers(name);
    let is_id = |c: &SampleColumn| c.filled > 0 && !c.is_dates() && !c.has_decimals();
    free(layout, sample).filter(|(_, name, c)| is_id(c) && is_customer(name)).map(|(at, ..)| at).collect()
}

fn guess_date(layout: &mut Layout, sample: &Sample) {
    if layout.at("transaction_date").is_some() {
        return;
    }
    let found = dates(layout, sample);
    let spec = layout.table.spec().column("transaction_date");
    let is_generic = |name: &str| spec.is_some_and(|c| c.generic.contains(&name));
    let usual = only(found.iter().copied().filter(|at| is_generic(&normalise(&layout.header[*at]))));
    // Numbers are dates only where the name says so.
    let numbers = free(layout, sample).filter(|(_, name, c)| is_generic(name) && c.may_be_date_numbers());
    let numbers = only(numbers.map(|(at, ..)| at)).filter(|_| found.is_empty());
    if let Some(at) = only(found.into_iter()).or(usual).or(numbers) {
        layout.guess("transaction_date", at);
    }
}

/// An order is paid after it was made, or never: beside a date of all rows, one of payments that some lack is not that of the order.
fn ordered_before_paid(layout: &mut Layout, sample: &Sample) {
    let filled = |at: usize| sample.columns.get(at).map_or(0, |c| c.filled);
    let is_paid = |at: &usize| is_called(&layout.header[*at], &PAID);
    let Some(paid) = layout.at("transaction_date").filter(is_paid) else { return };
    let spec = layout.table.spec().column("transaction_date");
    let is_date = |name: &str| spec.is_some_and(|c| is_called(name, c.generic));
    let is_made = |at: usize, c: &SampleColumn| c.is_dates() && c.filled == sample.rows && is_date(&layout.header[at]);
    let made = free(layout, sample).find(|(at, _, c)| is_made(*at, c)).map(|(at, ..)| at);
    if let Some(at) = made.filter(|_| filled(paid) < sample.rows && layout.why("transaction_date") != Some(Why::Given))
    {
        layout.guess("transaction_date", at);
    }
}

/// Beside a coupon and the day on which it was taken, another date that some rows lack is that on which it was used, as in the
/// records of Tianchi. An order that is paid later has its date whether it has a coupon or not.
fn received_and_used(layout: &mut Layout, sample: &Sample) {
    let column = |at: usize| sample.columns.get(at);
    let is_own = |at: usize| layout.is_free(at) || layout.at("transaction_date") == Some(at);
    let coupons = layout.at("coupon_name").and_then(column).map(|c| c.filled);
    if layout.at("burn_date").is_some()
        || layout.at("transaction_status").is_some()
        || layout.why("transaction_date") == Some(Why::Given)
    {
        return;
    }
    let named = |is: &dyn Fn(&str) -> bool| {
        let dates =
            (0..layout.header.len()).filter(|at| is_own(*at) && column(*at).is_some_and(SampleColumn::is_dates));
        only(dates.filter(|at| is(&layout.header[*at])).collect::<Vec<_>>().into_iter())
    };
    let spec = layout.table.spec().column("transaction_date");
    let is_date = |name: &str| spec.is_some_and(|c| is_called(name, c.aliases) || is_called(name, c.generic));
    let (received, used) = (named(&is_received), named(&|name| is_date(name) && !is_received(name)));
    let filled = |at: usize| column(at).map_or(0, |c| c.filled);
    if let (Some(received), Some(used)) = (received, used)
        && coupons == Some(filled(received))
        && filled(used) < sample.rows
    {
        layout.forget("transaction_date");
        layout.guess("transaction_date", received);
        layout.guess("burn_date", used);
    }
}

/// Where every row has the day on which a coupon was used and no other, the rows are what was used.
fn burn_is_the_date(layout: &mut Layout, sample: &Sample) {
    let burn = layout.at("burn_date").filter(|_| layout.at("transaction_date").is_none());
    let is_full = |at: &usize| sample.columns.get(*at).is_some_and(|c| c.filled > 0 && c.filled == sample.rows);
    if let Some(at) = burn.filter(is_full) {
        layout.forget("burn_date");
        layout.guess("transaction_date", at);
    }
}

fn guess_customer(layout: &mut Layout, sample: &Sample) {
    if layout.at("customer_id").is_none()
        && let Some(at) = only(customers(layout, sample).into_iter())
    {
        layout.guess("customer_id", at);
    }
}

fn guess_status(layout: &mut Layout, sample: &Sample) {
    if layout.at("transaction_status").is_none() {
        let found = only(free(layout, sample).filter(|(.., c)| is_status(c)).map(|(at, ..)| at));
        if let Some(at) = found.filter(|at| !is_yes_and_no(&sample.columns[*at])) {
            layout.guess("transaction_status", at);
        }
    }
}

/// Without another status, a column of yes and no says which orders were returned or cancelled.
fn guess_taken_back(layout: &mut Layout, sample: &Sample) {
    let has_status =
        layout.at("transaction_status").and_then(|at| sample.columns.get(at)).is_some_and(|c| c.filled > 0);
    let is_flag = |c: &SampleColumn| !c.words.is_empty() && c.words.keys().all(|word| yes_or_no(word).is_some());
    let is_one = |at: usize, c: &SampleColumn| is_flag(c) && taken_back(&layout.header[at]).is_some();
    let found = free(layout, sample).find(|(at, _, c)| is_one(*at, c)).map(|(at, ..)| at);
    if let Some(at) = found.filter(|_| !has_status) {
        layout.guess("transaction_status", at);
    }
}

/// Whether all values are yes and no: without a name that says of what, this means nothing.
fn is_yes_and_no(column: &SampleColumn) -> bool {
    column.words.keys().all(|word| ["true", "false", "yes", "no"].contains(&word.as_str()))
}

/// Customers and amounts of events whose columns have no names, where one column alone can be either.
fn guess_unnamed(layout: &mut Layout, sample: &Sample) {
    // As many rows as values are ids of events; few values are quantities and kinds.
    let is_customer = |c: &SampleColumn| {
        c.is_id_like() && c.filled == sample.rows && !c.is_unique() && c.distinct.len() as u64 * 20 >= sample.rows
    };
    let is_amount = |c: &SampleColumn| c.has_decimals() && c.has_numbers() && !c.is_dates();
    let one = |layout: &Layout, fits: &dyn Fn(&SampleColumn) -> bool| {
        only(free(layout, sample).filter(|(.., c)| fits(c)).map(|(at, ..)| at))
    };
    // Of several, the first column with codes is that of the customer: quantities have no leading zeros.
    let code = || free(layout, sample).find(|(.., c)| is_customer(c) && c.has_codes()).map(|(at, ..)| at);
    let (customer, amount) = (one(layout, &is_customer).or_else(code), one(layout, &is_amount));
    let found = [("customer_id", customer), ("amount", amount)];
    for (name, at) in found.into_iter().filter(|(name, _)| layout.at(name).is_none()).collect::<Vec<_>>() {
        if let Some(at) = at {
            layout.guess(name, at);
        }
    }
}

/// A customer is a person of whom the table has several ids, and is the id itself where each person has one.
fn person_of_orders(layout: &mut Layout, sample: &Sample) {
    let column = |name: &str| layout.at(name).and_then(|at| sample.columns.get(at));
    let several = |person: &SampleColumn| {
        let ids = column("customer_id").map_or(0, |c| c.distinct.len());
        person.filled == sample.rows && person.distinct.len() < ids
    };
    if !column("person_id").is_some_and(several) {
        layout.forget("person_id");
    }
}

/// The id of customers: the only column with a general name (`id`, `code`) that is different in every row.
fn guess_own_id(layout: &mut Layout, sample: &Sample) {
    if layout.at("customer_id").is_some() || sample.rows < 3 {
        return;
    }
    let own = layout.table.spec().column("customer_id");
    let is_general = |name: &str| own.is_some_and(|c| c.generic.contains(&name));
    let is_id =
        |name: &str, c: &SampleColumn| is_general(name) && c.is_unique() && c.is_id_like() && c.filled == sample.rows;
    let found = only(free(layout, sample).filter(|(_, name, c)| is_id(name, c)).map(|(at, ..)| at));
    if let Some(at) = found.filter(|_| layout.header.len() > 2) {
        layout.guess("customer_id", at);
    }
}
