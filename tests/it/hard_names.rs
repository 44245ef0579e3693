//! Long names with a shared beginning, wide letters, accents and right-to-left script: at no size do two of them read alike,
//! and no two numbers run into each other.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;

use segscope::app::Msg;
use segscope::app::headless::Headless;

use crate::support;

/// How all names begin: what follows is the name of a city.
const BEGINNING: &str = "Governorate of ";
const SIZES: [(u16, u16); 5] = [(60, 18), (80, 24), (100, 30), (120, 36), (200, 50)];

fn name(city: usize) -> String {
    let middles = ["Greater ", "القاهرة ", "東京都 ", "Cafe\u{301} "];
    format!("{BEGINNING}{}Municipality District {city}", middles[city % middles.len()])
}

/// Large amounts, so that numbers need their room.
fn shop(folder: &std::path::Path) {
    let mut orders = "order_id,customer_id,order_date,city,product,amount\n".to_owned();
    for order in 0..400 {
        let (customer, day) = (order * 7 % 90, format!("2024-{:02}-{:02}", order % 9 + 1, order % 28 + 1));
        let (city, product) = (name(customer % 12), name(order % 23));
        let amount = 1_000_000 + order * 7919;
        writeln!(orders, "o{order},c{customer},{day},{city},{product},{amount}.50").expect("text");
    }
    fs::write(folder.join("orders.csv"), orders).expect("a file");
}

/// Whether a number has a group of thousands with too many digits: two numbers that touch.
fn touching(line: &str) -> bool {
    let digits = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
    line.match_indices(',').any(|(at, _)| {
        let before = line.as_bytes()[..at].iter().rev().take_while(|byte| byte.is_ascii_digit()).count();
        let after = digits(&line[at + 1..]);
        before > 3 && after > 0 || before > 0 && after > 3
    }) || line.match_indices('%').any(|(at, _)| digits(&line[at + 1..]) > 0)
}

/// The names that begin as all do, by the column they begin in.
fn names(screen: &str) -> BTreeMap<usize, Vec<String>> {
    let mut found: BTreeMap<usize, Vec<String>> = BTreeMap::new();
    for line in screen.lines() {
        for (at, _) in line.match_indices("Gov") {
            let text = line[at..].split("  ").next().unwrap_or("");
            let text = text.split(|c: char| matches!(c, '█'..='▏' | '│')).next().unwrap_or("");
            found.entry(line[..at].chars().count()).or_default().push(text.trim_end().to_owned());
        }
    }
    found
}

#[test]
fn the_checks_see_what_they_look_for() {
    assert!(touching("17,4011,228") && touching("58%4") && touching("4681,525"));
    assert!(!touching("17,401 1,228  58% 4  a, 2024"));
    assert_eq!(names("│ Gove…t 1   4 │\n│ Gove…t 1   5 │")[&2], ["Gove…t 1", "Gove…t 1"]);
}

#[test]
fn names_stay_different_and_numbers_apart_at_every_size() {
    let folder = tempfile::tempdir().expect("a folder");
    shop(folder.path());
    let mut driver = Headless::start(support::settings(), support::tools(vec![folder.path().into()]), SIZES[4]);
    let mut seen = 0;
    for (columns, rows) in SIZES {
        driver.send(Msg::Resize(columns, rows));
        for keys in ["1", "2", "3", "4", "6"] {
            driver.press(keys).expect("a key");
            let screen = support::seen(&driver);
            for line in screen.lines() {
                assert!(!touching(line), "{columns}x{rows}, screen {keys}: {line}");
            }
            // Customers share their cities; on other screens each name is once in a list.
            if matches!(keys, "3") {
                for list in names(&screen).values() {
                    seen += list.len();
                    for (at, name) in list.iter().enumerate() {
                        assert!(!list[..at].contains(name), "{columns}x{rows}: {name} twice in\n{screen}");
                    }
                }
            }
        }
    }
    assert!(seen > 30, "{seen} names were seen");
}
