//! Marks of rows and bars: `enter` opens them together, `y` copies them, `e` exports their customers, `esc` removes them.

use std::fs;
use std::path::PathBuf;

use segscope::app::headless::Headless;
use segscope::app::{Overlay, Panel, selectors};
use segscope::data::filter::Condition;
use segscope::ui::copied;
use segscope::ui::theme::Theme;

use crate::support::{driven, focused_then, seen, settings, tools};

fn press(driver: &mut Headless, keys: &str) {
    driver.press(keys).expect("known keys");
}

/// The names that are marked in the focused panel.
fn marked(driver: &Headless) -> Vec<String> {
    selectors::marked(&driver.model, driver.model.focused())
        .map(|marked| marked.iter().flat_map(Condition::values).collect())
        .unwrap_or_default()
}

fn listed(driver: &Headless) -> usize {
    selectors::rows(&driver.model, Panel::Customers)
}

/// A dashboard on a table of customers.
fn customers(folder: &tempfile::TempDir, text: &str) -> Headless {
    let file: PathBuf = folder.path().join("customers.csv");
    fs::write(&file, text).expect("the file");
    Headless::start(settings(), tools(vec![file]), (120, 36))
}

#[test]
fn enter_opens_all_marked_rows_of_any_list() {
    // Customers of the rows, from the files in `data` by pandas:
    // customers of Cairo 353 and of Alexandria 267; distinct customers with a claim at branch 1 or 4, with coupon
    // Weekend Saver or Buy One Get One, in 2025-05 or 2025-06; customers with 0 (33) or 1 (71) claims; of the first
    // two months of a first claim; without an age (17) or from 80 on (1).
    let cases = [
        (Panel::Cities, "Space Down Space", "city:Cairo,Alexandria", 620),
        (Panel::BranchTable, "Space Down Space", "branch:1,4", 1172),
        (Panel::Coupons, "Space Down Space", "coupon:\"Weekend Saver\",\"Buy One Get One\"", 1656),
        (Panel::Frequency, "Space Down Space", "shown.transaction_count:0,1", 104),
        (Panel::Periods, "Space Down Space", "date:2025-06,2025-05", 1251),
        (Panel::Retention, "g Space Down Space", "first:2023-01,2023-02", 7),
        (Panel::Demographics, "Space G Space", "age:10..19,none", 27),
        (Panel::Customers, "Space Down Down Space", "shown.customer:1,3", 2),
    ];
    for (panel, keys, filter, customers) in cases {
        let mut driver = focused_then(panel, keys, 120, 36);
        assert_eq!(marked(&driver).len(), 2, "{panel:?}");
        press(&mut driver, "Enter");
        assert_eq!((driver.model.filter.to_string().as_str(), listed(&driver)), (filter, customers), "{panel:?}");
        // Where they were opened, they are still marked.
        if panel == Panel::Cities {
            press(&mut driver, "Escape");
            assert_eq!((driver.model.focused(), marked(&driver).len()), (panel, 2));
        }
    }
}

#[test]
fn cells_of_one_row_or_one_column_are_opened_together() {
    // From the files in `data` by pandas: distinct customers of Cairo with a claim in 2025-05 or 2025-06; of Cairo or Alexandria
    // with one in 2025-06; with one on a Monday or Tuesday of 2025-06; with no claim (33) or two and more (1,896); without an age.
    let cases = [
        (Panel::PlaceMonths, "Space Left Space", "city:Cairo date:2025-06,2025-05", 229),
        (Panel::PlaceMonths, "Space Down Space", "city:Cairo,Alexandria date:2025-06", 302),
        (
            Panel::Weekdays,
            "Space Down Space",
            "date:2025-06-02,2025-06-09,2025-06-16,2025-06-23,2025-06-30,2025-06-03,2025-06-10,2025-06-17,2025-06-24",
            354,
        ),
        (Panel::Repeat, "Down Down Space G Space", "shown.transaction_count:2..,0", 1929),
    ];
    for (panel, keys, filter, customers) in cases {
        let mut driver = focused_then(panel, keys, 120, 36);
        // Those with no claim are in Frequency too.
        let marks = if panel == Panel::Repeat { 3 } else { 2 };
        assert_eq!(seen(&driver).matches('✓').count(), marks, "{panel:?}\n{}", seen(&driver));
        press(&mut driver, "Enter");
        assert_eq!((driver.model.filter.to_string().as_str(), listed(&driver)), (filter, customers), "{panel:?}");
    }
    // A third that makes no row and no column is not marked, and says why.
    let mut driver = focused_then(Panel::PlaceMonths, "Space Left Space Down Space", 120, 36);
    let notice = driver.model.notice.clone().expect("a notice");
    assert!(notice.starts_with("only cells of one row or one column can be opened together"), "{notice}");
    assert_eq!((driver.model.marks.rows.len(), seen(&driver).matches('✓').count()), (2, 2));
    // Nor are the cells of another measure.
    press(&mut driver, "v");
    assert_eq!(seen(&driver).matches('✓').count(), 0, "{}", seen(&driver));
    let copied = copied::chosen(&focused_then(Panel::PlaceMonths, "Space Left Space", 80, 24).model, &Theme::dark());
    let lines = "city:Cairo date:2025-06\ncity:Cairo date:2025-05".to_owned();
    assert_eq!(copied, Some((lines, "2 marked".to_owned())));
}

#[test]
fn customers_who_moved_are_marked_cell_by_cell() {
    let mut driver = focused_then(Panel::Profiles, ": k Space 3 Enter + v v v v z", 160, 40);
    assert!(driver.model.shows_flow(), "{}", seen(&driver));
    let flow = driver.model.flow().expect("flow").clone();
    // Two cells of the first row that have customers.
    let cells: Vec<usize> =
        (0..flow.new.len()).filter(|at| flow.count(flow.old[0].position, flow.new[*at].position) > 0).take(2).collect();
    let [first, second] = cells[..] else { panic!("{flow:?}") };
    press(&mut driver, "g");
    for column in [first, second] {
        while driver.model.flow_column != column {
            let towards = if driver.model.flow_column < column { "Right" } else { "Left" };
            press(&mut driver, towards);
        }
        press(&mut driver, "Space");
    }
    assert_eq!(seen(&driver).matches('✓').count(), 2, "{}", seen(&driver));
    let moved: u64 = cells.iter().map(|at| flow.count(flow.old[0].position, flow.new[*at].position)).sum();
    press(&mut driver, "Enter");
    assert_eq!(listed(&driver) as u64, moved, "{}", driver.model.filter);
    // After another clustering the segments before are others.
    press(&mut driver, "Escape +");
    assert!(driver.model.marks.rows.is_empty());
}

#[test]
fn a_panel_without_rows_to_mark_says_why() {
    for (panel, why) in [(Panel::Checks, "rows of files"), (Panel::Recency, "this panel has no rows")] {
        let mut driver = focused_then(panel, "Space", 120, 36);
        let notice = driver.model.notice.take().expect("a notice");
        assert!(notice.starts_with("space marks rows that open customers") && notice.contains(why), "{notice}");
    }
}

#[test]
fn marks_are_seen_at_every_size_and_in_every_list_of_the_same() {
    for (columns, rows) in [(80, 24), (120, 36), (200, 50)] {
        for panel in [Panel::Genders, Panel::CityTable, Panel::Profiles, Panel::Customers, Panel::Rfm, Panel::Periods] {
            let mut driver = focused_then(panel, "z Space", columns, rows);
            assert_eq!(seen(&driver).matches('✓').count(), 1, "{panel:?}\n{}", seen(&driver));
            press(&mut driver, "Space");
            assert_eq!(seen(&driver).matches('✓').count(), 0, "{panel:?}");
        }
    }
    // Cairo is in both lists of cities of the Overview.
    let driver = focused_then(Panel::Cities, "Space", 120, 36);
    assert_eq!(seen(&driver).matches('✓').count(), 2, "{}", seen(&driver));
}

#[test]
fn a_mark_stays_with_its_name() {
    let mut driver = focused_then(Panel::CityTable, "Space s", 120, 36);
    let is_marked = |driver: &Headless| {
        let summary = &driver.model.shown().expect("data").summary;
        let lines = selectors::listed_places(&driver.model, Panel::CityTable, summary);
        let is_marked = selectors::is_marked(&driver.model, Panel::CityTable, None);
        let marked: Vec<usize> = (0..lines.len()).filter(|row| is_marked(*row)).collect();
        marked.into_iter().map(|row| (row, lines[row].called().to_owned())).collect::<Vec<_>>()
    };
    let sorted = is_marked(&driver);
    assert!(matches!(&sorted[..], [(row, name)] if *row > 0 && name == "Cairo"), "{sorted:?}");
    press(&mut driver, "/ g e n d e r : M a l e Enter");
    assert!(matches!(&is_marked(&driver)[..], [(_, name)] if name == "Cairo"), "{:?}", is_marked(&driver));
}

#[test]
fn escape_removes_the_marks_first() {
    let mut driver = focused_then(Panel::CityTable, "/ g e n d e r : M a l e Enter Space Down Space", 120, 36);
    press(&mut driver, "Escape");
    assert_eq!((marked(&driver).len(), driver.model.filter.to_string().as_str()), (0, "gender:Male"));
    press(&mut driver, "Escape");
    assert!(driver.model.filter.is_empty());
    // Marks of another screen are not seen, and are not touched.
    let mut driver = driven("3 Space 4 Escape 3", 120, 36);
    assert_eq!(marked(&driver), ["Cairo"]);
    press(&mut driver, "Escape");
    assert!(marked(&driver).is_empty());
}

#[test]
fn the_marked_are_copied_by_name() {
    let copied = |keys: &str, panel| copied::chosen(&focused_then(panel, keys, 80, 24).model, &Theme::dark());
    let coupons = copied("Space Down Space", Panel::Coupons).expect("marks");
    assert_eq!(coupons, ("Weekend Saver\nBuy One Get One".to_owned(), "2 marked".to_owned()));
    assert_eq!(copied("Space Down Space", Panel::Customers).expect("marks").0, "1\n2");
    assert_eq!(copied("", Panel::Customers).expect("a row").1, "1 row");
}

#[test]
fn the_customers_of_the_marked_are_one_of_the_exports() {
    let folder = tempfile::tempdir().expect("a folder");
    for (panel, keys, customers) in [
        (Panel::Cities, "Space Down Space", 620),
        (Panel::BranchTable, "Space Down Space", 1172),
        (Panel::Customers, "Space Down Down Space", 2),
    ] {
        let path = folder.path().join(format!("{panel:?}.csv"));
        let mut driver = focused_then(panel, &format!("{keys} e"), 120, 36);
        assert!(seen(&driver).contains("‹ marked ›"), "{}", seen(&driver));
        let letters: Vec<String> = path.to_string_lossy().chars().map(String::from).collect();
        press(&mut driver, &format!("ctrl-u {} Enter", letters.join(" ")));
        assert_eq!(driver.model.overlay, Overlay::None, "{:?}", driver.model.notice);
        let written = fs::read_to_string(&path).expect("the file");
        assert_eq!(written.lines().count(), customers + 1, "{panel:?}");
    }
    // Without marks it is not offered.
    let mut driver = focused_then(Panel::Cities, "e", 120, 36);
    for _ in 0..4 {
        assert!(!seen(&driver).contains("‹ marked ›"));
        press(&mut driver, "Right");
    }
}

#[test]
fn marks_go_with_what_the_data_no_longer_has() {
    let folder = tempfile::tempdir().expect("a folder");
    let rows = |last: &str| {
        let plans = ["gold", "silver", last];
        let rows = (1..=60).map(|id| format!("{id},{},{}\n", 20 + id % 40, plans[id % 3]));
        format!("customer_id,age,plan\n{}", rows.collect::<String>())
    };
    let mut driver = customers(&folder, &rows("basic"));
    press(&mut driver, "6 Space G Space");
    assert_eq!(marked(&driver), ["1", "60"]);
    let text = rows("basic").replace("60,40,gold\n", "");
    fs::write(folder.path().join("customers.csv"), text).expect("the file");
    press(&mut driver, "R");
    assert_eq!(marked(&driver), ["1"], "{:?}", driver.model.notice);
}

#[test]
fn bars_of_two_columns_are_not_marked_together() {
    let folder = tempfile::tempdir().expect("a folder");
    let rows =
        (1..=60).map(|id| format!("{id},{},{}\n", 20.5 + f64::from(id % 40), ["gold", "silver"][id as usize % 2]));
    let mut driver = customers(&folder, &format!("customer_id,age,plan\n{}", rows.collect::<String>()));
    while driver.model.focused() != Panel::Columns {
        press(&mut driver, "Tab");
    }
    // Two bands of ages apart from each other; each leaves out its high end.
    press(&mut driver, "Space Right Right Space");
    let ages = marked(&driver);
    assert!(ages.len() == 2 && ages.iter().all(|band| band.contains("..<")), "{ages:?}");
    let dataset = driver.model.dataset().expect("data");
    let column = dataset.summary.columns.iter().position(|column| column.name == "plan").expect("the column");
    let plan = selectors::place_of(&dataset.summary.columns, column);
    driver.model.cursors.insert(Panel::Columns, plan);
    press(&mut driver, "Space");
    assert_eq!(marked(&driver), ages);
    let why = driver.model.notice.clone().expect("a notice");
    assert!(why.contains("another column"), "{why}");
    let filter = selectors::marked(&driver.model, Panel::Columns).expect("marks")[0].to_string();
    press(&mut driver, "Enter");
    assert_eq!(driver.model.filter.to_string(), filter);
    assert!((1..60).contains(&listed(&driver)));
}
