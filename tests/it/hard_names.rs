//! Long names with a shared beginning, wide letters, accents and right-to-left script: at no size do two of them read alike,
//! no two numbers run into each other, what is cut has the mark of it, and a list that is cut says how long it is.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::sync::OnceLock;

use proptest::prelude::*;
use segscope::app::Msg;
use segscope::app::headless::Headless;
use segscope::wording::text::width;

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

/// The names that begin as all do, by the number of frames above them and the column they begin in: one list each.
fn names(screen: &str) -> BTreeMap<(usize, usize), Vec<String>> {
    let mut found: BTreeMap<(usize, usize), Vec<String>> = BTreeMap::new();
    let mut frames = 0;
    for line in screen.lines() {
        frames += usize::from(line.contains('╭'));
        for (at, _) in line.match_indices("Gov") {
            let text = line[at..].split("  ").next().unwrap_or("");
            let text = text.split(|c: char| matches!(c, '█'..='▏' | '│')).next().unwrap_or("");
            found.entry((frames, width(&line[..at]))).or_default().push(text.trim_end().to_owned());
        }
    }
    found
}

#[test]
fn the_checks_see_what_they_look_for() {
    assert!(touching("17,4011,228") && touching("58%4") && touching("4681,525"));
    assert!(!touching("17,401 1,228  58% 4  a, 2024"));
    assert_eq!(names("│ Gove…t 1   4 │\n│ Gove…t 1   5 │")[&(0, 2)], ["Gove…t 1", "Gove…t 1"]);
    assert!(fault("│ Governorate of Gre  4 │").is_some() && fault("│ Governorate of Gre…  4 │").is_none());
    assert_eq!(counted("╭ Cities  7 of 1,200 ──╮").collect::<Vec<_>>(), [(7, 1200)]);
}

/// The dashboard on the shop, read and clustered once.
fn of_shop() -> Headless {
    static SHOP: OnceLock<Headless> = OnceLock::new();
    let read = || {
        let folder = tempfile::tempdir().expect("a folder");
        shop(folder.path());
        Headless::start(support::settings(), support::tools(vec![folder.path().into()]), SIZES[4])
    };
    SHOP.get_or_init(read).clone()
}

/// Whether what is drawn of a name is complete, or says that it is cut.
fn is_honest(drawn: &str) -> bool {
    drawn.contains('…') || (0..23).map(name).any(|name| drawn.starts_with(&name))
}

/// What is wrong with a screen, if anything is.
fn fault(screen: &str) -> Option<String> {
    let touches = screen.lines().find(|line| touching(line)).map(|line| format!("numbers touch: {line}"));
    let is_cut = || names(screen).into_values().flatten().find(|name| !is_honest(name));
    touches.or_else(|| is_cut().map(|name| format!("cut without a mark: {name}")))
}

/// How many of a list's entries are visible, and how many there are, from what its border says.
fn counted(screen: &str) -> impl Iterator<Item = (usize, usize)> {
    let words: Vec<String> = screen.split_whitespace().map(|word| word.replace(',', "")).collect();
    let of = |at: [String; 3]| Some((at[0].parse().ok()?, at[2].parse().ok()?)).filter(|_| at[1] == "of");
    words.windows(3).filter_map(|at| of(at.to_vec().try_into().ok()?)).collect::<Vec<_>>().into_iter()
}

#[test]
fn names_stay_different_and_numbers_apart_at_every_size() {
    let mut driver = of_shop();
    let mut seen = 0;
    for (columns, rows) in SIZES {
        driver.send(Msg::Resize(columns, rows));
        for keys in ["1", "2", "3", "4", "5", "6", "7"] {
            driver.press(keys).expect("a key");
            let screen = support::seen(&driver);
            assert_eq!(fault(&screen), None, "{columns}x{rows}, screen {keys}:\n{screen}");
            // Customers share their cities; on other screens each name is once in a list.
            if matches!(keys, "3") {
                for list in names(&screen).values() {
                    seen += list.len();
                    let is_counted = counted(&screen).any(|(visible, all)| visible == list.len() && all > visible);
                    assert!(list.len() >= 12 || is_counted, "{columns}x{rows}: {list:?} of how many?\n{screen}");
                    for (at, name) in list.iter().enumerate() {
                        assert!(!list[..at].contains(name), "{columns}x{rows}: {name} twice in\n{screen}");
                    }
                }
            }
        }
    }
    assert!(seen > 30, "{seen} names were seen");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    /// Any panel in any view, in its place and alone, of orders with hard names and of coupons.
    #[test]
    fn nothing_touches_or_is_cut_in_silence_at_any_size(
        of_orders in any::<bool>(),
        screen in 1..=7_u8,
        (tabs, views, downs) in (0..8_usize, 0..4_usize, 0..40_usize),
        alone in any::<bool>(),
        (columns, rows) in (60_u16..=220, 18_u16..=60),
    ) {
        let mut driver = if of_orders { of_shop() } else { support::sample(columns, rows) };
        driver.send(Msg::Resize(columns, rows));
        let keys = [("Tab", tabs), ("v", views), ("Down", downs), ("z", usize::from(alone))];
        let keys = keys.map(|(key, times)| format!("{key} ").repeat(times)).concat();
        driver.press(&format!("{screen} {keys}")).expect("known keys");
        let seen = support::seen(&driver);
        prop_assert_eq!(fault(&seen), None, "{}x{}, {} {}\n{}", columns, rows, screen, keys, seen);
    }
}
