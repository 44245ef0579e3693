//! Five tasks, each with exactly the keys that `docs/keys.md` counts, and what they give.

use std::fs;
use std::path::{Path, PathBuf};

use segscope::app::headless::Headless;
use segscope::app::state::overlay::export::Export;
use segscope::app::state::overlay::split::Parts;
use segscope::app::{Cmd, Msg, Overlay, Panel, Screen, execute, keymap, selectors, update};
use segscope::cluster::{Algorithm, Scaling};
use segscope::progress::Progress;
use segscope::wording::text::count;

use crate::support::{sample, seen, settings, tools};

/// A task, and its keys as the page writes them.
const BEST_CITY: (&str, &str) = ("the city with the best burn rate, with its number of claims", "3 → → s");
const BEST_LATER: (&str, &str) = ("customers of the segment with the best later burn rate as CSV", "b enter e enter");
const WHO_MOVED: (&str, &str) = ("who moved most between K = 4 and K = 5", "5 - + shift-tab V enter");
const ROBUST_DBSCAN: (&str, &str) =
    ("DBSCAN of orders by amount and frequency, robust scaling", "f ↓ ↓ space S S enter a → → enter");
const BY_GENDER: (&str, &str) = ("retention of women and men side by side", "4 B enter");

fn press(driver: &mut Headless, (_, keys): (&str, &str)) {
    driver.press(&in_words(keys)).expect("known keys");
}

/// The keys as `press` names them.
fn in_words(keys: &str) -> String {
    [("→", "Right"), ("↓", "Down"), ("shift-tab", "BTab"), ("enter", "Enter"), ("space", "Space")]
        .into_iter()
        .fold(keys.to_owned(), |keys, (sign, word)| keys.replace(sign, word))
}

#[test]
fn the_page_of_keys_counts_them() {
    let page = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/keys.md")).expect("the page");
    for (task, keys) in [BEST_CITY, BEST_LATER, WHO_MOVED, ROBUST_DBSCAN, BY_GENDER] {
        let keys: Vec<String> = keys.split(' ').map(|key| format!("`{key}`")).collect();
        let row = format!("| {task} | {} | {} |", keys.join(" "), keys.len());
        assert!(page.lines().any(|line| line == row), "docs/keys.md has no line\n{row}");
    }
}

#[test]
fn the_best_city_is_the_first_of_its_table() {
    let mut driver = sample(120, 36);
    press(&mut driver, BEST_CITY);
    let summary = &driver.model.shown().expect("data").summary;
    let rate = |city: &segscope::measures::Group| city.burn_rate.unwrap_or(0.0);
    let many = summary.cities.iter().filter(|city| city.transactions >= 100 && city.id.is_some());
    let best = many.max_by(|a, b| rate(a).total_cmp(&rate(b))).expect("a city");
    let text = seen(&driver);
    // Below the heads of the table, the claims beside the rate.
    let first = text.lines().nth(4).expect("a row");
    assert!(text.contains("claims") && first.contains(&best.name), "{best:?}\n{text}");
    assert!(first.contains(&count(best.transactions)), "{best:?}\n{text}");
}

#[test]
fn the_segment_that_burns_most_later_is_written_as_csv() {
    let mut driver = sample(120, 36);
    let (_, keys) = BEST_LATER;
    let (last, others) = (keymap::parse("Enter").expect("a key"), keys.strip_suffix(" enter").expect("the last key"));
    driver.press(&in_words(others)).expect("known keys");
    let segments = driver.model.clusters.last().expect("segments").segments.clone();
    let later = driver.model.budget.later().expect("measured");
    let rate = |label: &usize| later.of(*label).and_then(|early| early.burns.rate()).unwrap_or(0.0);
    let best = (0..segments.list.len()).max_by(|a, b| rate(a).total_cmp(&rate(b))).expect("a segment");
    let Some(Cmd::Export(generation, mut request)) = update(&mut driver.model, Msg::Key(last)) else {
        panic!("it writes a file\n{}", seen(&driver))
    };
    assert_eq!((request.export, request.path.as_path()), (Export::CustomersCsv, Path::new("sample-segments.csv")));
    let folder = tempfile::tempdir().expect("a folder");
    request.path = folder.path().join("best.csv");
    let path = request.path.clone();
    execute::run(&Cmd::Export(generation, request), &tools(Vec::new()), &Progress::new(), &|_| ());
    let csv = fs::read_to_string(path).expect("a file");
    let in_best = csv.lines().skip(1).filter(|line| line.split(',').nth(1) == Some(&(best + 1).to_string())).count();
    assert_eq!(in_best as u64, segments.list[best].customers, "{csv}");
    assert_eq!(csv.lines().count(), in_best + 1, "no other customers");
}

#[test]
fn who_moved_most_is_listed() {
    let mut driver = sample(120, 36);
    let (_, keys) = WHO_MOVED;
    driver.press("5 -").expect("known keys");
    let four = driver.model.clusters.last().expect("segments").segments.clone();
    let rest = keys.strip_prefix("5 - ").expect("the first keys");
    driver.press(&in_words(rest)).expect("known keys");
    let five = driver.model.clusters.last().expect("segments").clone();
    assert_eq!((four.list.len(), five.segments.list.len()), (4, 5));
    // Counted from the labels of both: the largest group that is not where its segment went.
    let pairs = &five.flow.as_ref().expect("a flow").pairs;
    let members = |from: u32, to: u32| -> Vec<usize> {
        let both = |at: &usize| (four.of_customer[*at], five.segments.of_customer[*at]) == (Some(from), Some(to));
        (0..four.of_customer.len()).filter(both).collect()
    };
    let moved = (0..4).flat_map(|from| (0..5).map(move |to| (from, to)));
    let moved = moved.filter(|(from, to)| pairs[*from as usize] != Some(*to as usize));
    let most = moved.map(|(from, to)| members(from, to)).max_by_key(Vec::len).expect("groups");
    assert_eq!(driver.model.screen, Screen::Customers, "{}", seen(&driver));
    let rows = 0..selectors::rows(&driver.model, Panel::Customers);
    let mut listed: Vec<usize> = rows.filter_map(|row| selectors::listed(&driver.model, row)).collect();
    listed.sort_unstable();
    assert_eq!(listed, most, "{}", driver.model.filter);
}

#[test]
fn orders_are_clustered_by_amount_and_frequency_with_dbscan() {
    let orders = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/purchases/orders.csv");
    let mut driver = Headless::start(settings(), tools(vec![orders]), (120, 36));
    press(&mut driver, ROBUST_DBSCAN);
    assert_eq!(driver.model.overlay, Overlay::None);
    let found = driver.model.clusters.last().expect("segments");
    assert_eq!(found.prepared.features, ["order_count", "amount_total"]);
    assert_eq!(found.choice.scaling, Scaling::Robust);
    assert_eq!(found.clustering.params.algorithm(), Algorithm::Dbscan);
}

#[test]
fn retention_is_split_by_gender() {
    let mut driver = sample(120, 36);
    press(&mut driver, BY_GENDER);
    let Overlay::Split(open) = &driver.model.overlay else { panic!("{}", seen(&driver)) };
    let Parts::Ready(split) = &open.parts else { panic!("{}", seen(&driver)) };
    assert_eq!((open.panel, split.key.as_str()), (Panel::Retention, "gender"));
    assert_eq!(split.parts[..2].iter().map(|part| part.name.as_str()).collect::<Vec<_>>(), ["Female", "Male"]);
}
