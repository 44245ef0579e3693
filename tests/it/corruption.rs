//! Random damage to data of every kind: every row is accounted for, and what `clean` makes of it gives the same measures.

use std::fs;
use std::path::Path;

use proptest::prelude::*;
use proptest::sample::select;
use segscope::analysis;
use segscope::data::filter::Filter;
use segscope::progress::Progress;

use crate::cleaning::{assert_clean, options};

/// So many rows of a table are enough to meet one another.
const ROWS: usize = 120;

/// What people, spreadsheets and exports do to a cell.
const JUNK: [&str; 46] = [
    "",
    " ",
    "NULL",
    "n/a",
    "-",
    "0",
    "7",
    "7.0",
    " 7 ",
    "007",
    "-3",
    "1e400",
    "inf",
    "99999999999999999999",
    "1,5",
    "1;2",
    "2024-13-01",
    "31/02/2024",
    "03/04/2024",
    "25/12/2024",
    "2199-01-01",
    "45487",
    "soon",
    "burned",
    "expired",
    "\x1b[2J",
    "é🙂\u{202e}",
    "=1+1",
    "two\nlines",
    "say \"hello\"",
    "1.234,50",
    "12,50 €",
    "$5.25",
    "1.234",
    "(3)",
    "31.12.2024",
    "2024-01-05 10:30",
    "5 Jan 2024 9:15 PM",
    "#REF!",
    "Total",
    "Summe",
    "refunded",
    "storniert",
    "paid",
    "yes",
    "C 7",
];

/// Columns that files have besides, or by other names.
const NAMES: [&str; 22] = [
    "amount",
    "score",
    "note",
    "age",
    "city",
    "Customer ID",
    "join_day",
    "status",
    "",
    "a;b|c",
    "accepted_checks",
    "branch_name",
    "country",
    "Bestelldatum",
    "quantity",
    "product",
    "price",
    "order_id",
    "burn_date",
    "expiry_date",
    "used",
    "created",
];

#[derive(Clone, Debug)]
pub enum Damage {
    DeleteField {
        row: usize,
        column: usize,
    },
    AddField {
        row: usize,
        text: &'static str,
    },
    Cell {
        row: usize,
        column: usize,
        text: &'static str,
    },
    /// The same in every row.
    Column {
        column: usize,
        text: &'static str,
    },
    /// One more, of numbers but for every seventh value.
    NewColumn {
        name: &'static str,
        text: &'static str,
    },
    DropColumn {
        column: usize,
    },
    RepeatRow {
        row: usize,
        at: usize,
    },
    DropRow {
        row: usize,
    },
    BlankLine {
        at: usize,
    },
    NoTable,
    CarriageReturns,
    CutEnd {
        bytes: usize,
    },
    ByteOrderMark,
}

fn damage() -> impl Strategy<Value = (usize, Damage)> {
    let (row, column, junk) = (1..ROWS, 0_usize..9, || select(&JUNK[..]));
    let kind = prop_oneof![
        3 => (row.clone(), column.clone()).prop_map(|(row, column)| Damage::DeleteField { row, column }),
        2 => (row.clone(), junk()).prop_map(|(row, text)| Damage::AddField { row, text }),
        20 => (row.clone(), column.clone(), junk())
            .prop_map(|(row, column, text)| Damage::Cell { row, column, text }),
        1 => (column.clone(), junk()).prop_map(|(column, text)| Damage::Column { column, text }),
        2 => (select(&NAMES[..]), junk()).prop_map(|(name, text)| Damage::NewColumn { name, text }),
        1 => column.prop_map(|column| Damage::DropColumn { column }),
        4 => (row.clone(), row.clone()).prop_map(|(row, at)| Damage::RepeatRow { row, at }),
        2 => row.clone().prop_map(|row| Damage::DropRow { row }),
        2 => row.prop_map(|at| Damage::BlankLine { at }),
        1 => Just(Damage::NoTable),
        1 => Just(Damage::CarriageReturns),
        2 => (1_usize..60).prop_map(|bytes| Damage::CutEnd { bytes }),
        1 => Just(Damage::ByteOrderMark),
    ];
    // The long tables are worth most.
    (select(vec![0, 0, 0, 1, 2, 3, 3, 3, 3, 4, 5]), kind)
}

/// A table as lines of fields; a line without a field is blank.
type Lines = Vec<Vec<String>>;

/// A file before it is damaged.
pub struct Source {
    name: &'static str,
    delimiter: char,
    lines: Lines,
}

fn source(name: &'static str, delimiter: char, header: &str, row: impl Fn(usize) -> String) -> Source {
    let rows = std::iter::once(header.to_owned()).chain((0..ROWS).map(row));
    Source { name, delimiter, lines: rows.map(|line| line.split(delimiter).map(str::to_owned).collect()).collect() }
}

/// The first rows of every table of the sample.
pub fn sample() -> Vec<Source> {
    let of = |name: &'static str| {
        let text = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("data").join(name));
        let text = text.expect("the sample");
        let lines = text.lines().take(ROWS).map(|line| line.split(',').map(str::to_owned).collect()).collect();
        Source { name, delimiter: ',', lines }
    };
    ["customers.csv", "genders.csv", "cities.csv", "transactions.csv", "branches.csv", "merchants.csv"].map(of).into()
}

/// Lines of orders with returns, and a table of customers that lacks some of theirs.
pub fn order_lines() -> Vec<Source> {
    let line = |i: usize| {
        let (order, quantity) = (i / 3, if i.is_multiple_of(17) { -1 } else { (i % 4) as i32 + 1 });
        let status =
            ["completed", "paid", "shipped", "cancelled", "refunded"][if order % 7 < 5 { 0 } else { order % 5 }];
        let (day, hour) = (order * 5 % 28 + 1, order % 24);
        let (customer, product) = (order * 7 % 33, ["Mug", "Cup", "Plate"][i % 3]);
        format!(
            "{order},{customer},2024-0{}-{day:02} {hour:02}:30,{status},{product},{quantity},{}.{:02},{}",
            order % 5 + 1,
            i % 40,
            i * 37 % 100,
            order % 6
        )
    };
    let customer = |i: usize| {
        format!(
            "{i},2023-{:02}-{:02},{},{},{}",
            i % 12 + 1,
            i % 28 + 1,
            ["Cairo", "Giza"][i % 2],
            ["f", "m"][i / 2 % 2],
            20 + i % 50
        )
    };
    let mut customers = source("customers.csv", ',', "customer_id,join_date,city,gender,age", customer);
    customers.lines.truncate(31);
    let header = "order_id,customer_id,order_date,status,product,quantity,unit_price,store_id";
    vec![source("orders.csv", ',', header, line), customers]
}

/// Coupons and what is known of their customers, in one file.
pub fn flat_coupons() -> Vec<Source> {
    let row = |i: usize| {
        let customer = i * 7 % 31;
        let (status, used) = match i % 3 {
            0 => ("redeemed", format!("2024-0{}-{:02}", i % 5 + 2, i % 28 + 1)),
            1 => ("issued", String::new()),
            _ => ("lapsed", String::new()),
        };
        let city = ["Cairo", "Giza", "Luxor"][customer % 3];
        let plan = ["gold", "basic"][customer % 2];
        format!(
            "C{customer},2024-0{}-{:02},{status},{used},{city},{plan},{},{},{}.5",
            i % 5 + 1,
            i % 28 + 1,
            20 + customer,
            ["EID", "SUMMER"][i % 2],
            i % 50
        )
    };
    vec![source("export.csv", ',', "customer,issued_on,status,redeemed_on,city,plan,age,coupon,amount", row)]
}

/// Customers and nothing that they did.
pub fn customers_alone() -> Vec<Source> {
    let row = |i: usize| {
        let (gender, plan) = (["Female", "Male"][i % 2], ["a", "b", "c"][i % 3]);
        format!(
            "{},{gender},{},{}.{},{plan},2023-{:02}-{:02}",
            i + 1,
            18 + i * 7 % 60,
            i * 13 % 90,
            i % 10,
            i % 12 + 1,
            i % 28 + 1
        )
    };
    vec![source("members.csv", ',', "CustomerID,Gender,Age,Income,Plan,Member since", row)]
}

/// Lines of orders as a German shop exports them.
pub fn german_orders() -> Vec<Source> {
    let row = |i: usize| {
        let order = i / 2;
        let (day, month, status) =
            (order * 5 % 28 + 1, order % 5 + 1, ["bezahlt", "versendet", "storniert"][order % 8 / 3]);
        let (customer, cents) = (order * 7 % 29, i * 37 % 100);
        let city = ["Köln", "Bonn", "Ulm"][customer % 3];
        format!(
            "B{order};{customer};{day:02}.{month:02}.2024;{status};Tasse {};{};1.{:03},{cents:02};{city}",
            i % 5,
            i % 4 + 1,
            i * 7 % 1000
        )
    };
    let header = "Bestellnummer;Kundennummer;Bestelldatum;Status;Artikel;Menge;Einzelpreis;Stadt";
    vec![source("bestellungen.csv", ';', header, row)]
}

/// The damaged files; no text for one that is gone.
pub fn damaged(sources: Vec<Source>, damages: &[(usize, Damage)]) -> Vec<(&'static str, Option<String>)> {
    let count = sources.len();
    // Of six tables, two are long; of fewer, the first has most of what happens.
    let place = |which: usize| if count == 6 { which } else { which % 3 % count };
    let damage = |(at, Source { name, delimiter, mut lines }): (usize, Source)| {
        let mine = || damages.iter().filter(|(which, _)| place(*which) == at).map(|(_, damage)| damage);
        mine().for_each(|damage| damage.to_lines(&mut lines));
        let mut text = Some(lines.iter().map(|line| written(line, delimiter)).collect::<String>());
        mine().for_each(|damage| damage.to_text(&mut text));
        (name, text)
    };
    sources.into_iter().enumerate().map(damage).collect()
}

fn written(line: &[String], delimiter: char) -> String {
    let field = |text: &String| {
        if text.contains([delimiter, '"', '\n']) { format!("\"{}\"", text.replace('"', "\"\"")) } else { text.clone() }
    };
    line.iter().map(field).collect::<Vec<_>>().join(&delimiter.to_string()) + "\n"
}

impl Damage {
    fn to_lines(&self, lines: &mut Lines) {
        let height = lines.len().max(2);
        // The header stays where it is.
        let at = |row: usize| 1 + row % (height - 1);
        match *self {
            Self::DeleteField { row, column } => {
                let line = &mut lines[at(row)];
                if column < line.len() {
                    line.remove(column);
                }
            }
            Self::AddField { row, text } => lines[at(row)].push(text.to_owned()),
            Self::Cell { row, column, text } => set(&mut lines[at(row)], column, text),
            Self::Column { column, text } => lines.iter_mut().skip(1).for_each(|line| set(line, column, text)),
            Self::NewColumn { name, text } => {
                for (i, line) in lines.iter_mut().enumerate() {
                    let number = (i * 37 % 101).to_string();
                    line.push(if i == 0 {
                        name.to_owned()
                    } else if i % 7 == 0 {
                        text.to_owned()
                    } else {
                        number
                    });
                }
            }
            Self::DropColumn { column } => {
                for line in lines.iter_mut().filter(|line| column < line.len()) {
                    line.remove(column);
                }
            }
            Self::RepeatRow { row, at: place } => lines.insert(at(place), lines[at(row)].clone()),
            Self::DropRow { row } if lines.len() > 2 => drop(lines.remove(at(row))),
            Self::BlankLine { at: place } => lines.insert(at(place), Vec::new()),
            _ => {}
        }
    }

    fn to_text(&self, text: &mut Option<String>) {
        let Some(all) = text else {
            return;
        };
        match *self {
            Self::NoTable => *text = None,
            Self::CarriageReturns => *all = all.replace('\n', "\r\n"),
            Self::CutEnd { bytes } => {
                // Somewhere before the end, and not within a character.
                let end = (0..=all.len().saturating_sub(bytes)).rev().find(|end| all.is_char_boundary(*end));
                all.truncate(end.unwrap_or(0));
            }
            Self::ByteOrderMark => all.insert(0, '\u{feff}'),
            _ => {}
        }
    }
}

fn set(line: &mut [String], column: usize, text: &str) {
    if let Some(cell) = line.get_mut(column) {
        text.clone_into(cell);
    }
}

/// The rows of a file after its header, by its line ends outside quotes; empty lines at its end are none.
fn rows_in(text: &str) -> u64 {
    let (mut quoted, mut rows, mut last) = (false, 0_u64, 0);
    let mut line = String::new();
    for c in text.chars().chain(['\n']) {
        quoted ^= c == '"';
        if c == '\n' && !quoted {
            rows += 1;
            last = if line.is_empty() { last } else { rows };
            line.clear();
        } else {
            line.push(c);
        }
    }
    last.saturating_sub(1)
}

/// Reads and cleans damaged files.
fn check(sources: Vec<Source>, damages: &[(usize, Damage)]) {
    let folder = tempfile::tempdir().expect("a folder");
    let files = damaged(sources, damages);
    for (name, text) in &files {
        if let Some(text) = text {
            fs::write(folder.path().join(name), text).expect("written");
        }
    }
    let source = options(folder.path());
    match analysis::load(&source, &Filter::default(), &Progress::new()) {
        Err(why) => {
            let why = why.to_string();
            assert!(!why.is_empty() && !why.contains(char::is_control), "{why:?}");
        }
        Ok(dataset) => {
            for reading in &dataset.summary.source.readings {
                let aside: u64 = reading.set_aside.iter().map(|(_, rows)| rows).sum();
                assert_eq!(reading.read, reading.used + aside, "{reading:?}");
                let name = format!("{}.csv", reading.table);
                let is_it = |(file, _): &&(&str, Option<String>)| *file == name || files.len() == 1;
                if let Some((_, text)) = files.iter().find(is_it) {
                    assert_eq!(reading.read, rows_in(text.as_deref().expect("it was read")), "{}", reading.table);
                }
            }
            assert_clean(&source);
        }
    }
}

pub fn damages() -> impl Strategy<Value = Vec<(usize, Damage)>> {
    prop::collection::vec(damage(), 0..30)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_damaged_sample_can_be_cleaned(damages in damages()) {
        check(sample(), &damages);
    }

    #[test]
    fn damaged_lines_of_orders_can_be_cleaned(damages in damages()) {
        check(order_lines(), &damages);
    }

    #[test]
    fn a_damaged_flat_file_of_coupons_can_be_cleaned(damages in damages()) {
        check(flat_coupons(), &damages);
    }

    #[test]
    fn damaged_customers_can_be_cleaned(damages in damages()) {
        check(customers_alone(), &damages);
    }

    #[test]
    fn damaged_german_orders_can_be_cleaned(damages in damages()) {
        check(german_orders(), &damages);
    }
}
