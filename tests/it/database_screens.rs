//! The dashboard on a database that counts the events: what it says of that, and the statements behind each panel.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

use segscope::aggregate::sql::{Statement, script};
use segscope::app::execute::Tools;
use segscope::app::headless::Headless;
use segscope::app::state::overlay::mapping::Numbers;
use segscope::app::{Cmd, Msg, Overlay, Panel, Screen, Settings, keymap, selectors, update};
use segscope::data::{Check, FIRST_ROWS, LoadOptions};
use segscope::progress::Progress;
use segscope::ui::copied;
use segscope::ui::theme::Theme;
use segscope::warehouse::Connection;
use strum::IntoEnumIterator;

use crate::databases::{sample_of_sqlite, sqlite};
use crate::made_databases::has_drivers;
use crate::support::{options, program, sample, seen, settings, tools};

/// A dashboard on a database file that counts the events.
fn on(file: &Path) -> Headless {
    let paths = vec![file.to_owned()];
    let load = LoadOptions { in_database: true, ..options(paths.clone()) };
    let source = file.display().to_string();
    let driver = Headless::start(Settings { source, ..settings() }, Tools { load, ..tools(paths) }, (120, 36));
    assert!(driver.model.is_complete(), "{:?}", driver.model.data);
    driver
}

/// The dashboard on the sample in a file of `SQLite`, at rest, and the file. It is read and clustered once for all tests.
fn coupons(test: &str) -> Option<(Headless, PathBuf)> {
    static SAMPLE: OnceLock<Option<(tempfile::TempDir, Headless, PathBuf)>> = OnceLock::new();
    if !has_drivers(test) {
        return None;
    }
    let made = SAMPLE.get_or_init(|| {
        let folder = tempfile::tempdir().expect("a folder");
        let file = sample_of_sqlite(test, folder.path())?;
        let driver = on(&file);
        Some((folder, driver, file))
    });
    made.as_ref().map(|(_, driver, file)| (driver.clone(), file.clone()))
}

/// A file of `SQLite` with the purchases that segscope generates.
pub fn purchases_of_sqlite(test: &str, folder: &Path) -> Option<PathBuf> {
    let files = folder.join("orders");
    let words = ["generate", "--kind", "purchases", "--customers", "300", "--transactions", "2000", "--seed", "7"];
    let made = program().args(words).arg(&files).output().expect("the program runs");
    assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
    let file = sqlite(test, folder, "SELECT 1")?;
    let mut command = Command::new("sqlite3");
    command.arg(&file).arg(".mode csv");
    for table in ["customers", "orders"] {
        command.arg(format!(".import '{}' {table}", files.join(table).with_extension("csv").display()));
    }
    // Statements read no sign of currency, and no text that is no number or date.
    command.arg(
        "UPDATE orders SET
           unit_price = NULLIF(REPLACE(unit_price, '€', ''), ''),
           quantity = NULLIF(quantity, ''),
           coupon_code = NULLIF(coupon_code, ''),
           order_date = CASE WHEN order_date GLOB '20*' THEN order_date END",
    );
    let made = command.output().expect("sqlite3 runs");
    assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
    Some(file)
}

fn press(driver: &mut Headless, keys: &str) {
    driver.press(keys).expect("known keys");
}

/// The statements behind the focused panel: those of the explanation that `i` opens, after the page of a segment if there is one.
fn explained(driver: &mut Headless) -> Vec<Statement> {
    let opens_segment = selectors::segment_under_cursor(&driver.model).is_some();
    press(driver, if opens_segment { "i i" } else { "i" });
    match &driver.model.overlay {
        Overlay::Explain(open) => open.statements.to_vec(),
        other => panic!("{:?} is not explained: {other:?}", driver.model.focused()),
    }
}

/// Every statement behind a panel runs, and each panel of events has one.
fn every_panel_has_statements_that_run(mut driver: Headless, file: &Path) {
    let progress = Progress::new();
    let connection = Connection::open(file, &progress).expect("a connection");
    let mut ran: BTreeSet<&str> = BTreeSet::new();
    for screen in Screen::all() {
        for panel in screen.panels().iter().filter(|panel| selectors::has(&driver.model, **panel)).collect::<Vec<_>>() {
            press(&mut driver, &screen.number().to_string());
            while driver.model.focused() != *panel {
                press(&mut driver, "Tab");
            }
            let statements = explained(&mut driver);
            assert!(!statements.is_empty(), "{panel:?}");
            for Statement { name, text } in statements {
                let rows = connection.query(text.trim_end(), name, &progress);
                let mut rows = rows.unwrap_or_else(|why| panic!("{panel:?}, {name}: {why}\n{text}"));
                while rows.next(&progress).unwrap_or_else(|why| panic!("{panel:?}, {name}: {why}")).is_some() {}
                ran.insert(name);
            }
            press(&mut driver, "Escape");
        }
    }
    assert!(ran.len() > 10, "{ran:?}");
}

#[test]
fn every_panel_of_coupons_has_statements_that_run() {
    let Some((driver, file)) = coupons("every_panel_of_coupons_has_statements_that_run") else { return };
    every_panel_has_statements_that_run(driver, &file);
}

#[test]
fn every_panel_of_purchases_has_statements_that_run() {
    let test = "every_panel_of_purchases_has_statements_that_run";
    if !has_drivers(test) {
        return;
    }
    let folder = tempfile::tempdir().expect("a folder");
    if let Some(file) = purchases_of_sqlite(test, folder.path()) {
        every_panel_has_statements_that_run(on(&file), &file);
    }
}

#[test]
fn the_header_says_what_counts_the_events_if_there_is_room() {
    let Some((mut driver, _)) = coupons("the_header_says_what_counts_the_events_if_there_is_room") else { return };
    let header = |driver: &Headless| seen(driver).lines().next().unwrap_or_default().to_owned();
    assert!(header(&driver).contains("shop.sqlite · computed by SQLite  2,000 customers"), "{}", header(&driver));
    driver.send(Msg::Resize(80, 24));
    assert!(!header(&driver).contains("computed") && header(&driver).contains("as of"), "{}", header(&driver));
    assert!(!seen(&sample(120, 36)).contains("computed by"), "files are counted here");
}

#[test]
fn an_explanation_shows_and_copies_the_statements_of_the_filter() {
    let test = "an_explanation_shows_and_copies_the_statements_of_the_filter";
    let Some((mut driver, _)) = coupons(test) else { return };
    press(&mut driver, "2");
    let all = explained(&mut driver);
    let drawn = seen(&driver);
    assert!(
        drawn.contains("computed by SQLite with 2 statements: outcomes, active. v shows them, y copies"),
        "{drawn}"
    );
    press(&mut driver, "v");
    let drawn = seen(&driver);
    assert!(drawn.contains("the statements that made the numbers") && drawn.contains("│ outcomes"), "{drawn}");
    assert!(drawn.contains("-- ") && drawn.contains("WITH"), "{drawn}");
    press(&mut driver, "G");
    assert!(seen(&driver).contains("GROUP BY granularity, first_day, gap"), "{}", seen(&driver));
    press(&mut driver, "v");
    assert!(seen(&driver).contains("what the numbers mean"));
    let key = keymap::parse("y").expect("a key");
    assert!(matches!(update(&mut driver.model.clone(), Msg::Key(key)), Some(Cmd::CopyRow)));
    let copied = copied::chosen(&driver.model, &Theme::dark());
    assert_eq!(copied, Some((script(&all), "2 statements".to_owned())));
    press(&mut driver, "Escape / c i t y : G i z a Enter 2");
    let filtered = explained(&mut driver);
    let names = |of: &[Statement]| of.iter().map(|statement| statement.name).collect::<Vec<_>>();
    assert_eq!(names(&filtered), names(&all));
    assert!(
        filtered.iter().zip(&all).all(|(some, all)| some.text.contains("c0_kept") && !all.text.contains("c0_kept"))
    );
}

#[test]
fn files_have_no_statements() {
    let mut driver = sample(120, 36);
    press(&mut driver, "2 i");
    assert!(selectors::explained(&driver.model).is_none() && !seen(&driver).contains("statement"));
    press(&mut driver, "v");
    assert!(seen(&driver).contains("v does nothing in this dialog"), "{}", seen(&driver));
}

#[test]
fn findings_say_that_their_rows_stay_in_the_database() {
    let Some((mut driver, _)) = coupons("findings_say_that_their_rows_stay_in_the_database") else { return };
    press(&mut driver, "7");
    let findings = driver.model.dataset().expect("data").summary.findings.clone();
    assert!(findings.iter().any(|finding| finding.in_database) && findings.iter().all(|finding| finding.rows > 0));
    for (row, finding) in findings.iter().enumerate().filter(|(_, finding)| finding.in_database) {
        driver.model.cursors.insert(Panel::Checks, row);
        let drawn = seen(&driver);
        assert!(drawn.contains("No examples: the rows stay in SQLite"), "{}\n{drawn}", finding.check);
        press(&mut driver, "Enter");
        assert_eq!(driver.model.overlay, Overlay::None, "{}", finding.check);
        let notice = driver.model.notice.clone().unwrap_or_default();
        assert!(notice.contains("the rows stay in SQLite; without `--compute database`"), "{notice}");
    }
}

#[test]
fn checks_of_rows_that_stay_in_the_database_are_not_passed() {
    let Some((mut driver, _)) = coupons("checks_of_rows_that_stay_in_the_database_are_not_passed") else { return };
    press(&mut driver, "7");
    let drawn = seen(&driver);
    let passed: Vec<&str> = drawn.lines().filter(|line| line.contains(" passed ")).collect();
    assert!(!passed.is_empty(), "{drawn}");
    for check in Check::iter().filter(|check| check.needs_rows()) {
        assert!(passed.iter().all(|line| !line.contains(&check.to_string())), "{check} was not made\n{drawn}");
    }
    assert!(drawn.contains("not made") && drawn.contains("10 checks of rows, which stay in SQLite"), "{drawn}");
    let mut files = sample(120, 36);
    press(&mut files, "7");
    assert!(!seen(&files).contains("not made"));
}

#[test]
fn the_mapping_screen_counts_by_statements() {
    let Some((mut driver, _)) = coupons("the_mapping_screen_counts_by_statements") else { return };
    press(&mut driver, "m");
    let Overlay::Mapping(screen) = &driver.model.overlay else { panic!("{:?}", driver.model.overlay) };
    let Numbers::Read(preview) = &screen.numbers else { panic!("{:?}", screen.numbers) };
    let kpis = &driver.model.dataset().expect("data").summary.kpis;
    assert!(preview.whole && kpis.transactions > FIRST_ROWS);
    assert_eq!((preview.extent.events, preview.extent.customers), (Some(kpis.transactions), kpis.customers));
}
