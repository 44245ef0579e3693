//! The mapping screen, driven by keys: on the sample, and on files that cannot be told what they are.

use std::fs;
use std::path::PathBuf;

use segscope::app::headless::Headless;
use segscope::app::message::Outcome;
use segscope::app::state::overlay::mapping::{MappingScreen, Numbers, Side};
use segscope::app::{Cmd, DataState, Msg, Overlay, Settings, keymap, update};
use segscope::data::Table;
use segscope::ui::theme::{ColorLevel, Glyphs, Theme, ThemeChoice};

use crate::support::{draw, draw_at, driven, sample, seen, settings, snapshot, text, tools};

/// A folder of orders with two columns of dates, so that nobody can tell when they were made, and of a file that is no table.
fn orders() -> Vec<PathBuf> {
    vec![PathBuf::from("tests/fixtures/mapping")]
}

/// A dashboard on these files with somebody to ask.
fn asked(paths: Vec<PathBuf>, columns: u16, rows: u16) -> Headless {
    let settings = Settings { source: "shop".to_owned(), asks: true, ..settings() };
    Headless::start(settings, tools(paths), (columns, rows))
}

fn screen(driver: &Headless) -> &MappingScreen {
    match &driver.model.overlay {
        Overlay::Mapping(screen) => screen,
        other => panic!("the mapping screen is not open: {other:?}"),
    }
}

/// The role of a column of the file under the cursor.
fn role(driver: &Headless, name: &str) -> Option<&'static str> {
    let part = screen(driver).part().expect("a file");
    part.columns.iter().find(|column| column.name == name).expect("a column").role
}

/// Goes to the columns, and to the one of this name.
fn to_column(driver: &mut Headless, name: &str) {
    if screen(driver).side == Side::Files {
        press(driver, "Tab");
    }
    press(driver, "g");
    while screen(driver).column().is_some_and(|column| column.name != name) {
        press(driver, "j");
    }
}

/// Chooses a role of this name from the open list.
fn choose(driver: &mut Headless, name: &str) {
    press(driver, "Enter g");
    for _ in 0..40 {
        let line = seen(driver);
        let at = cursor_line(driver);
        if line.lines().nth(at).is_some_and(|line| line.contains(name)) {
            return press(driver, "Enter");
        }
        press(driver, "j");
    }
    panic!("no role {name} in\n{}", seen(driver));
}

/// The row of the screen that the cursor of a list is on: the last selected one.
fn cursor_line(driver: &Headless) -> usize {
    let theme = Theme::dark();
    let buffer = draw(driver, &theme);
    let selected =
        |y: &u16| (0..buffer.area.width).filter(|x| Some(buffer[(*x, *y)].bg) == theme.selection.bg).count() > 20;
    (0..buffer.area.height).rev().find(selected).map_or(0, usize::from)
}

fn press(driver: &mut Headless, keys: &str) {
    driver.press(keys).expect("known keys");
}

#[test]
fn the_sample_is_understood() {
    for (columns, rows) in [(60, 18), (80, 24), (120, 36), (200, 50)] {
        let driver = driven("m j j j", columns, rows);
        insta::assert_snapshot!(format!("sample_{columns}x{rows}"), snapshot(&draw(&driver, &Theme::dark())));
    }
    let driver = driven("m", 80, 24);
    assert!(screen(&driver).understanding.parts.iter().all(|part| part.table.is_some()));
    let Numbers::Read(preview) = &screen(&driver).numbers else { panic!("no numbers") };
    assert_eq!((preview.whole, preview.extent.customers, preview.extent.events), (true, 2_000, Some(20_000)));
}

#[test]
fn it_opens_by_itself_where_the_data_cannot_be_understood() {
    for (columns, rows) in [(80, 24), (120, 36)] {
        let mut driver = asked(orders(), columns, rows);
        assert!(!driver.model.quit);
        let drawn = seen(&driver);
        assert!(drawn.contains("transaction_date") && drawn.contains("orders.csv"), "{drawn}");
        insta::assert_snapshot!(format!("asked_{columns}x{rows}"), snapshot(&draw(&driver, &Theme::dark())));
        to_column(&mut driver, "first");
        press(&mut driver, "Enter");
        insta::assert_snapshot!(format!("roles_{columns}x{rows}"), text(&draw(&driver, &Theme::dark())));
    }
}

#[test]
fn without_a_user_the_program_ends_with_the_message() {
    let driver = Headless::start(settings(), tools(orders()), (80, 24));
    assert!(driver.model.quit);
    assert!(matches!(&driver.model.data, DataState::Failed(why) if why.contains("transaction_date")));
}

#[test]
fn a_role_is_given_and_the_data_opens() {
    let mut driver = asked(orders(), 80, 24);
    press(&mut driver, "o");
    assert!(driver.model.notice.is_some(), "what is missing is said");
    to_column(&mut driver, "first");
    choose(&mut driver, "transaction_date");
    assert_eq!(role(&driver, "first"), Some("transaction_date"));
    let Numbers::Read(preview) = &screen(&driver).numbers else { panic!("no numbers: {}", seen(&driver)) };
    assert_eq!(
        preview.extent.days.map(|(first, _)| segscope::data::format_day(first).starts_with("2024-01")),
        Some(true)
    );
    insta::assert_snapshot!("given_80x24", text(&draw(&driver, &Theme::dark())));
    press(&mut driver, "o");
    assert_eq!(driver.model.overlay, Overlay::None);
    let dataset = driver.model.dataset().expect("data");
    assert_eq!(dataset.summary.kpis.customers, preview_customers(&driver));
    // What was said of it holds when it is read again.
    press(&mut driver, "R");
    assert!(driver.model.dataset().is_some() && driver.model.overlay == Overlay::None);
    press(&mut driver, "m");
    assert_eq!(role(&driver, "first"), Some("transaction_date"));
}

fn preview_customers(driver: &Headless) -> u64 {
    driver.model.dataset().map_or(0, |dataset| dataset.facts.customer_ids.len() as u64)
}

#[test]
fn cancelling_leaves_everything_as_it_was() {
    let mut driver = driven("m Space", 80, 24);
    assert_eq!(screen(&driver).mapping.unused.len(), 1);
    press(&mut driver, "Escape");
    assert_eq!((&driver.model.overlay, &driver.model.input.mapping), (&Overlay::None, &None));
    assert_eq!(text(&draw(&driver, &Theme::dark())), text(&draw(&sample(80, 24), &Theme::dark())));
    let mut driver = asked(orders(), 80, 24);
    press(&mut driver, "Escape");
    assert!(driver.model.quit, "there is nothing behind it");
}

#[test]
fn a_file_is_left_out_and_taken_back() {
    let mut driver = driven("m", 120, 36);
    let name = screen(&driver).part().expect("a file").name.clone();
    press(&mut driver, "Space");
    assert_eq!(screen(&driver).part().and_then(|part| part.table), None);
    assert_eq!(screen(&driver).part().map(|part| part.name.clone()), Some(name), "it stays where it is");
    press(&mut driver, "Space");
    assert!(screen(&driver).part().is_some_and(|part| part.table.is_some()));
    assert_eq!(screen(&driver).mapping.unused, [""; 0]);
}

#[test]
fn a_file_becomes_another_table() {
    let mut driver = driven("m", 120, 36);
    while screen(&driver).part().is_some_and(|part| part.table != Some(Table::Merchants)) {
        press(&mut driver, "j");
    }
    choose(&mut driver, "not used");
    assert!(screen(&driver).understanding.parts.iter().all(|part| part.table != Some(Table::Merchants)));
    press(&mut driver, "o");
    let dataset = driver.model.dataset().expect("data");
    assert!(!dataset.facts.has(Table::Merchants) && dataset.facts.has(Table::Branches));
}

#[test]
fn a_column_loses_its_role() {
    let mut driver = driven("m", 120, 36);
    while screen(&driver).part().is_some_and(|part| part.table != Some(Table::Transactions)) {
        press(&mut driver, "j");
    }
    to_column(&mut driver, "burn_date");
    press(&mut driver, "Space");
    assert_eq!(role(&driver, "burn_date"), None);
    to_column(&mut driver, "customer_id");
    press(&mut driver, "Space");
    let drawn = seen(&driver);
    assert!(drawn.contains("customer_id") && !drawn.contains("Everything needed is there"), "{drawn}");
    press(&mut driver, "o");
    assert!(matches!(driver.model.overlay, Overlay::Mapping(_)), "it cannot be opened so");
}

#[test]
fn the_mapping_is_written_and_read_again() {
    let folder = tempfile::tempdir().expect("a folder");
    let data = folder.path().join("orders.csv");
    fs::copy("tests/fixtures/mapping/orders.csv", &data).expect("a copy");
    let mut driver = asked(vec![data.clone()], 80, 24);
    to_column(&mut driver, "second");
    choose(&mut driver, "transaction_date");
    press(&mut driver, "w Enter");
    let file = folder.path().join("orders.mapping.toml");
    let written = fs::read_to_string(&file).expect("a mapping");
    assert!(
        written.contains("transaction_date = \"second\"") && written.contains("source = \"orders.csv\""),
        "{written}"
    );
    assert!(screen(&driver).said.as_ref().is_some_and(|said| said.contains("--mapping")));
    // A second time it asks.
    press(&mut driver, "w Enter");
    assert!(seen(&driver).contains("exists. Overwrite it? y/n"), "{}", seen(&driver));
    press(&mut driver, "n Escape w Enter y");
    assert!(screen(&driver).said.is_some());
    let report = crate::support::program()
        .args(["report", "--format", "json", "--mapping"])
        .arg(&file)
        .arg(&data)
        .output()
        .expect("the program runs");
    assert!(report.status.success(), "{}", String::from_utf8_lossy(&report.stderr));
}

#[test]
fn the_data_is_never_overwritten() {
    let mut driver = asked(orders(), 80, 24);
    let before = fs::read("tests/fixtures/mapping/orders.csv").expect("the data");
    press(&mut driver, "w C-u");
    driver.send(Msg::Paste("tests/fixtures/mapping/orders.csv".to_owned()));
    press(&mut driver, "Enter");
    assert!(seen(&driver).contains("this file is read"), "{}", seen(&driver));
    assert_eq!(fs::read("tests/fixtures/mapping/orders.csv").expect("the data"), before);
}

#[test]
fn the_help_loses_no_change() {
    let mut driver = driven("m Space ?", 80, 24);
    assert!(seen(&driver).contains("On the mapping screen"), "{}", seen(&driver));
    press(&mut driver, "?");
    assert_eq!(screen(&driver).mapping.unused.len(), 1);
    press(&mut driver, "? Escape");
    assert_eq!(screen(&driver).mapping.unused.len(), 1);
}

#[test]
fn the_kind_dates_and_decimals_go_round() {
    let mut driver = driven("m K D D ,", 80, 24);
    let drawn = seen(&driver);
    assert!(
        drawn.contains("kind coupons") && drawn.contains("dates mdy") && drawn.contains("decimals point"),
        "{drawn}"
    );
    press(&mut driver, "D D");
    assert_eq!(screen(&driver).mapping.date_format, None);
}

#[test]
fn an_older_answer_is_dropped() {
    let mut model = sample(80, 24).model;
    let key = |name: &str| Msg::Key(keymap::parse(name).expect("a key"));
    let Some(Cmd::Understand(first, _)) = update(&mut model, key("m")) else { panic!("m looks at the data") };
    let Some(Cmd::Understand(second, _)) = update(&mut model, key("K")) else { panic!("K looks again") };
    assert!(second > first);
    let failed = |generation| {
        Msg::Done(generation, Outcome::Failed(segscope::app::state::job::Job::Understand, "late".to_owned()))
    };
    update(&mut model, failed(first));
    assert!(matches!(model.overlay, Overlay::Mapping(_)));
    // Not one file could be opened: it closes and says why.
    update(&mut model, failed(second));
    assert_eq!((model.overlay, model.notice.as_deref(), model.quit), (Overlay::None, Some("late"), false));
}

#[test]
fn no_size_panics() {
    let mut driver = sample(120, 36);
    for keys in ["m", "Tab G", "Enter", "Escape w", "Escape Escape m ?"] {
        press(&mut driver, keys);
        for columns in (0..=3).chain([20, 59, 60, 61, 79, 110, 300]) {
            for rows in (0..=3).chain([17, 18, 19, 29, 30, 100]) {
                draw_at(&driver, &Theme::dark(), columns, rows);
            }
        }
    }
}

#[test]
fn names_from_the_data_are_harmless_and_ascii_is_ascii() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("orders.csv");
    fs::write(&file, "customer_id,d\u{1b}[31mo,d\u{202e}a\n1,2024-01-20,2024-02-20\n2,\u{7}x,2024-02-21\n")
        .expect("written");
    let mut driver = asked(vec![file], 120, 36);
    let theme = Theme::choose(ThemeChoice::Auto, None, ColorLevel::Mono, Glyphs::Ascii);
    for keys in ["", "Tab j", "Enter"] {
        press(&mut driver, keys);
        let drawn = text(&draw(&driver, &theme));
        assert!(!drawn.contains(['\u{1b}', '\u{202e}', '\u{7}']), "{drawn}");
    }
    let drawn = text(&draw(&driven("m", 80, 24), &theme));
    assert!(drawn.is_ascii(), "{drawn}");
}
