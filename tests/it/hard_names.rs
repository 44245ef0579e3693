//! Long names with a shared beginning, wide letters, accents and right-to-left script: at no size do two of them read alike,
//! no two numbers run into each other, what is cut has the mark of it, and a list that is cut says how long it is.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::sync::OnceLock;

use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use segscope::app::headless::Headless;
use segscope::app::panel::Lists;
use segscope::app::{Msg, Overlay, Panel, Screen, Spot, selectors};
use segscope::measures::SCORES;
use segscope::ui;
use segscope::ui::theme::Theme;
use segscope::ui::zones::Zones;
use segscope::wording::text::width;

use crate::corruption::{Source, customers_alone, damaged, damages, flat_coupons, german_orders, order_lines, sample};
use crate::{row_names, support};

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
    // Two rows of a list that is cut, with and without the number of all.
    let mut driver = of_shop();
    driver.send(Msg::Resize(80, 24));
    driver.press("3").expect("a key");
    let (text, zones) = drawn(&driver);
    let muted = text.replace(" of ", " by ");
    assert!(silent(&driver, &(muted, drawn(&driver).1)).is_some());
    assert_eq!(silent(&driver, &(text, zones)), None);
    let twice = "╭ Cities ─╮\n│ Governorate of Greater Municipality District 0 4 │\n".to_owned();
    let list = "│ Governorate of Greater Municipality District 0  4 │\n".repeat(2);
    assert!(twins(&driver, &(twice + &list)).is_some());
    assert_eq!(counted("╭ Cities  7 of 1,200 ──╮").collect::<Vec<_>>(), [(7, 1200)]);
    assert_eq!(counted("╭ Columns  3-4 of 6 ──╮").collect::<Vec<_>>(), [(2, 6)]);
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
    // A page of charts has the numbers of its first and last: `1-2 of 6`.
    let shown = |word: &str| match word.split_once('-') {
        Some((first, last)) => (last.parse::<usize>().ok()? + 1).checked_sub(first.parse().ok()?),
        None => word.parse().ok(),
    };
    let of = |at: [String; 3]| Some((shown(&at[0])?, at[2].parse().ok()?)).filter(|_| at[1] == "of");
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

/// The dashboard on files, if they can be read.
fn of_files(files: &[(&str, Option<String>)]) -> Option<Headless> {
    let folder = tempfile::tempdir().expect("a folder");
    for (name, text) in files {
        if let Some(text) = text {
            fs::write(folder.path().join(name), text).expect("written");
        }
    }
    let driver = Headless::start(support::settings(), support::tools(vec![folder.path().into()]), SIZES[4]);
    driver.model.dataset().is_some().then_some(driver)
}

/// Data of every kind after random damage that still lets it be read, always the same.
fn of_damaged() -> &'static [Headless] {
    static DAMAGED: OnceLock<Vec<Headless>> = OnceLock::new();
    DAMAGED.get_or_init(|| {
        let rng = TestRng::from_seed(RngAlgorithm::ChaCha, &[19; 32]);
        let mut runner = TestRunner::new_with_rng(Config::default(), rng);
        let kinds: [fn() -> Vec<Source>; 5] = [sample, order_lines, flat_coupons, customers_alone, german_orders];
        let mut read = |sources: fn() -> Vec<Source>| {
            (0..20).find_map(|_| {
                let damages = damages().new_tree(&mut runner).expect("damages").current();
                of_files(&damaged(sources(), &damages))
            })
        };
        kinds.into_iter().map(|sources| read(sources).expect("one of twenty can be read")).collect()
    })
}

/// What is drawn, and where; behind a dialog there is nothing to read.
fn drawn(driver: &Headless) -> (String, Zones) {
    let (columns, rows) = driver.model.size;
    let area = Rect::new(0, 0, columns, rows);
    let mut buffer = Buffer::empty(area);
    let zones = ui::draw(&driver.model, &Theme::dark(), area, &mut buffer);
    area.positions().filter(|at| zones.at((at.x, at.y)) == Some(Spot::Outside)).for_each(|at| buffer[at].reset());
    (support::text(&buffer), zones)
}

/// How many entries of a panel are visible, and how many there are, as its title or border counts them: rows, or charts of
/// columns, columns of pairs, months of weekdays, and scores.
fn extent(driver: &Headless, panel: Panel, rows: &BTreeSet<usize>) -> (usize, usize) {
    let model = &driver.model;
    let all = selectors::rows(model, panel);
    let Some(summary) = model.shown().map(|dataset| &dataset.summary) else { return (0, 0) };
    let kinds = |of: &dyn Fn(usize) -> usize| rows.iter().map(|row| of(*row)).collect::<BTreeSet<_>>().len();
    match panel.lists() {
        Lists::Columns => {
            let column = |row: usize| selectors::bar_at(&summary.columns, row).map_or(0, |bar| bar.column);
            (kinds(&column), summary.columns.len())
        }
        Lists::Pairs => {
            let columns = summary.correlations.as_ref().map_or(0, |of| of.columns.len());
            (kinds(&|row| selectors::pair_at(row).0), columns.saturating_sub(1))
        }
        // Every hour has a column, which it may share.
        Lists::Weekdays if selectors::shows_hours(model) => (kinds(&|row| row % 7), 7),
        Lists::Weekdays => (kinds(&|row| row / 7), all / 7),
        Lists::RfmScores if selectors::shows_grid(model) => (kinds(&|row| row / SCORES), SCORES),
        // All periods and months of a curve are visible if both ends are.
        Lists::Periods if panel == Panel::Timeline => {
            let ends = rows.contains(&0) && rows.contains(&all.saturating_sub(1));
            (if ends { all } else { rows.len() }, all)
        }
        // The head of a triangle has a sign for more months; the curve beside it has all of them.
        Lists::CohortMonths => (all, all),
        _ => (rows.len(), all),
    }
}

/// The panels whose list is cut on the screen without saying how many rows there are.
fn silent(driver: &Headless, (text, zones): &(String, Zones)) -> Option<String> {
    let panels = driver.model.screen.panels().iter().copied();
    panels.filter(|_| driver.model.overlay == Overlay::None).find_map(|panel| {
        let places: BTreeMap<usize, Rect> =
            zones.rows_of(panel).into_iter().rev().map(|(row, _, at)| (row, at)).collect();
        let (shown, all) = extent(driver, panel, &places.keys().copied().collect());
        let (top, bottom) = (places.values().map(|at| at.y).min()?, places.values().map(|at| at.bottom()).max()?);
        let left = usize::from(places.values().map(|at| at.x).min()?.saturating_sub(1));
        // From the upper border of its frame to the lower one; between list and border there can be a sentence.
        let mut lines = text.lines().skip(usize::from(top.saturating_sub(3))).take(usize::from(bottom - top) + 9);
        // A table can have a row more than the cursor: of customers outside segments.
        let is_said = lines.any(|line| {
            let from = line.char_indices().map(|(at, _)| at).find(|at| width(&line[..*at]) >= left).unwrap_or(0);
            counted(&line[from..]).any(|(_, of)| (all..=all + 3).contains(&of))
        });
        (shown < all && !is_said).then(|| format!("{panel:?} shows {shown} of {all} in silence"))
    })
}

/// Two names of one list that read alike; customers share theirs.
fn twins(driver: &Headless, screen: &str) -> Option<String> {
    if driver.model.overlay != Overlay::None || matches!(driver.model.screen, Screen::Customers | Screen::Quality) {
        return None;
    }
    names(screen).into_values().find_map(|list| {
        let twin = list.iter().enumerate().find(|(at, name)| list[..*at].contains(name));
        twin.map(|(_, name)| format!("{name} twice"))
    })
}

/// Everything that can be wrong with what is drawn.
fn any_fault(driver: &Headless) -> Option<String> {
    let drawn = drawn(driver);
    let named = || row_names::fault(driver, &drawn).filter(|_| driver.model.overlay == Overlay::None);
    let found = fault(&drawn.0).or_else(|| twins(driver, &drawn.0)).or_else(|| silent(driver, &drawn)).or_else(named);
    let (columns, rows) = driver.model.size;
    found.map(|fault| format!("{columns}x{rows}: {fault}\n{}", drawn.0))
}

/// What opens pages, dialogs and lists over a panel.
const OPENS: [&str; 20] = [
    "",
    "",
    "",
    "",
    "z",
    "i",
    "B",
    "B Enter",
    "Enter",
    "Enter Enter",
    "e",
    "f",
    "a",
    ":",
    "?",
    "b",
    "c",
    "m",
    "o",
    "/",
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    /// Any panel in any view, and any page and dialog over it, of orders with hard names, of coupons, and of damaged data.
    #[test]
    fn nothing_touches_or_is_cut_in_silence_at_any_size(
        data in 0..10_usize,
        screen in 1..=7_u8,
        (tabs, views, downs) in (0..8_usize, 0..4_usize, 0..40_usize),
        opens in prop::sample::select(&OPENS[..]),
        (columns, rows) in (60_u16..=220, 18_u16..=60),
    ) {
        let mut driver = match data {
            0..4 => of_shop(),
            4 => support::sample(columns, rows),
            damaged => of_damaged()[damaged - 5].clone(),
        };
        let keys = [("Tab", tabs), ("v", views), ("Down", downs)];
        let keys = keys.map(|(key, times)| format!("{key} ").repeat(times)).concat();
        driver.press(&format!("{screen} {keys}{opens}")).expect("known keys");
        // What is prepared once is drawn at many sizes.
        for (columns, rows) in [(columns, rows), SIZES[0], SIZES[1], SIZES[3], (rows * 3 + 6, columns / 4 + 4)] {
            driver.send(Msg::Resize(columns, rows));
            let fault = any_fault(&driver);
            prop_assert!(fault.is_none(), "data {}, {} {}{}, {}", data, screen, keys, opens, fault.unwrap_or_default());
        }
    }
}
