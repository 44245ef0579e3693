//! Opening another file or folder from inside.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use segscope::analysis::KChoice;
use segscope::app::execute::{Stores, Tools};
use segscope::app::headless::Headless;
use segscope::app::message::{Opened, Outcome, Remembered, Stored};
use segscope::app::palette::palette;
use segscope::app::state::input::Input;
use segscope::app::state::saved::LAST;
use segscope::app::update::load::start_load;
use segscope::app::{Cmd, DataState, Model, Msg, Overlay, Screen, Settings, keymap, selectors, update};
use segscope::cli::Options;
use segscope::config::Config;
use segscope::data::Kind;
use segscope::data::filter::Filter;

use crate::support::{seen, settings, tools};

/// Claims of some customers in a city and in Aswan, of whom each has one more than the one before.
fn claims(customers: usize, city: &str) -> String {
    let mut text = String::from("customer_id,city,transaction_date,transaction_status,score\n");
    for customer in 1..=customers {
        let city = if customer % 3 == 0 { "Aswan" } else { city };
        for claim in 0..customer {
            let status = if claim % 2 == 0 { "burnt" } else { "claimed" };
            let day = 1 + (customer * 3 + claim) % 28;
            writeln!(text, "{customer},{city},2024-0{}-{day:02},{status},{}", 1 + claim % 6, customer * 7 % 5)
                .expect("text");
        }
    }
    text
}

/// A folder with data of each sort, whose names are hard.
fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    let write = |name: &str, text: &str| fs::write(folder.path().join(name), text).expect("a file");
    write("first.csv", &claims(8, "Cairo"));
    write("other.csv", &claims(12, "Giza"));
    write("it's a 顧客 \"file\".csv", &claims(6, "Cairo"));
    write("notes.md", "%PDF-1.4\n\u{1}\u{0}\u{2}");
    write("plain.csv", "id,age,income\n1,20,100\n2,31,200\n3,42,150\n4,25,300\n5,61,90\n6,33,120\n");
    fs::create_dir(folder.path().join("months")).expect("a folder");
    fs::write(folder.path().join("months/claims.csv"), claims(9, "Suez")).expect("a file");
    folder
}

/// A dashboard on the first file, with somebody to ask, that remembers what it is told.
fn dashboard(folder: &Path) -> (Headless, Arc<Mutex<Vec<Remembered>>>) {
    let kept = Arc::new(Mutex::new(Vec::new()));
    let keeper = Arc::clone(&kept);
    let keep = move |remembered: &Remembered| {
        let mut kept = keeper.lock().expect("one test");
        kept.push(remembered.clone());
        let others = kept.iter().rev().skip(1).flat_map(|past: &Remembered| past.open.paths.clone());
        Ok(others.collect())
    };
    let stores = Stores { keep: Arc::new(keep), ..Stores::default() };
    let tools = Tools { stores, ..tools(vec![folder.join("first.csv")]) };
    let mut driver = Headless::start(Settings { asks: true, ..settings() }, tools, (120, 36));
    driver.model.saved.begun = Some(selectors::view_on_screen(&driver.model, LAST));
    (driver, kept)
}

/// Presses `O` and types a path.
fn typed(driver: &mut Headless, path: &str) {
    driver.press("O").expect("a key");
    driver.send(Msg::Paste(path.to_owned()));
}

fn open(driver: &mut Headless, path: &Path) {
    typed(driver, &path.display().to_string());
    driver.press("Enter").expect("a key");
}

fn customers(driver: &Headless) -> usize {
    driver.model.dataset().map_or(0, |dataset| dataset.facts.customer_ids.len())
}

fn line(driver: &Headless) -> String {
    let Overlay::Palette(open) = &driver.model.overlay else { panic!("the palette is open") };
    open.prompt.text.clone()
}

/// What is offered, with its group.
fn offered(driver: &Headless) -> Vec<(String, &'static str)> {
    let Overlay::Palette(open) = &driver.model.overlay else { panic!("the palette is open") };
    palette(&driver.model, open).into_iter().map(|entry| (entry.text, entry.group)).collect()
}

#[test]
fn another_file_replaces_everything_that_was_of_the_first() {
    let folder = folder();
    let (mut driver, kept) = dashboard(folder.path());
    assert_eq!(customers(&driver), 8);
    driver.press("+ 3 Space 5").expect("keys");
    driver.press("/").expect("a key");
    driver.send(Msg::Paste("city:Cairo transaction_count>2".to_owned()));
    driver.press("Enter 4").expect("keys");
    let path = folder.path().join("other.csv");
    open(&mut driver, &path);
    let model = &driver.model;
    assert_eq!((customers(&driver), &model.input), (12, &Input { paths: vec![path.clone()], mapping: None }));
    // The condition that it has something for stays, and the other is named.
    assert_eq!(model.filter.to_string(), "transaction_count>2");
    assert_eq!(model.dataset().map(|d| d.filter.to_string()).as_deref(), Some("transaction_count>2"));
    let notice = model.notice.as_deref().expect("a notice");
    assert!(notice.starts_with("opened ") && notice.ends_with("removed from the filter: city:Cairo"), "{notice}");
    assert_eq!((model.screen, model.choice.k), (Screen::Loyalty, KChoice::Auto));
    assert!(model.marks.rows.is_empty() && !model.visits.has(false) && model.tried.is_none());
    assert!(
        model.clusters.last().is_some_and(|s| s.segments.of_customer.len() == 10),
        "those with more than two claims"
    );
    let drawn = seen(&driver);
    assert!(drawn.contains("other.csv") && !drawn.contains("first.csv"), "{drawn}");
    // Where the session with the first ended is kept, and the first can be chosen without typing.
    let kept = kept.lock().expect("one test").clone();
    let [first, second] = kept.as_slice() else { panic!("{kept:?}") };
    assert!(first.left.is_none() && second.open.paths == [path]);
    let (left, view) = second.left.as_ref().expect("a session");
    assert_eq!(left.paths, [folder.path().join("first.csv")]);
    assert_eq!(view.filter, Filter::parse("city:Cairo transaction_count>2").expect("a filter"));
    driver.press("O Enter").expect("keys");
    assert_eq!(customers(&driver), 8);
}

#[test]
fn a_command_an_export_and_a_reload_are_of_the_data_on_the_screen() {
    let folder = folder();
    let (mut driver, _) = dashboard(folder.path());
    let first = folder.path().join("first.csv");
    let options = Options { date_format: Some("ymd".to_owned()), ..Options::default() };
    let config = Config::new(vec![first.clone()], &options).expect("a configuration");
    let command = |driver: &Headless| config.command_of(&driver.model);
    assert_eq!(command(&driver), format!("segscope report {} --date-format ymd", first.display()));
    let path = folder.path().join("it's a 顧客 \"file\".csv");
    open(&mut driver, &path);
    assert_eq!(customers(&driver), 6);
    let quoted = path.display().to_string().replace('\'', r"'\''");
    assert_eq!(command(&driver), format!("segscope report '{quoted}'"));
    driver.press("R").expect("a key");
    assert_eq!((customers(&driver), driver.model.input.paths.as_slice()), (6, &[path.clone()][..]));
    // It is an input now, which nothing overwrites.
    driver.press(":").expect("a key");
    driver.send(Msg::Paste(format!("export {}", path.display())));
    driver.press("Enter").expect("a key");
    assert_eq!(fs::read_to_string(&path).expect("the file"), claims(6, "Cairo"));
    assert!(seen(&driver).contains("this file is read"), "{}", seen(&driver));
    // The options of the command line are those of its data.
    driver.press("Escape").expect("a key");
    open(&mut driver, &first);
    assert_eq!(command(&driver), format!("segscope report {} --date-format ymd", first.display()));
}

#[test]
fn a_folder_and_data_of_another_kind_are_opened() {
    let folder = folder();
    let (mut driver, _) = dashboard(folder.path());
    driver.press("f").expect("a key");
    driver.press("Escape :").expect("keys");
    driver.send(Msg::Paste("features burnt_count,recency_days".to_owned()));
    driver.press("Enter 2").expect("keys");
    open(&mut driver, &folder.path().join("plain.csv"));
    let model = &driver.model;
    assert_eq!((customers(&driver), selectors::kind(model)), (6, Kind::Customers));
    assert_eq!(model.screen, Screen::Overview, "it has no Usage");
    assert!(model.choice.features.is_empty(), "{:?}", model.choice.features);
    let notice = model.notice.as_deref().expect("a notice");
    assert!(notice.ends_with("features were changed, because this data lacks the previous ones"), "{notice}");
    open(&mut driver, &folder.path().join("months"));
    assert_eq!((customers(&driver), selectors::kind(&driver.model)), (9, Kind::Coupons));
}

#[test]
fn a_file_that_cannot_be_opened_leaves_the_data() {
    let folder = folder();
    let (mut driver, kept) = dashboard(folder.path());
    driver.press("4").expect("a key");
    for (name, why) in
        [("gone.csv", "no such file"), ("notes.md", "not a table"), ("x\u{1b}[31mred.csv", "no such file")]
    {
        let path = folder.path().join(name);
        typed(&mut driver, &path.display().to_string());
        driver.press("Enter").expect("a key");
        let notice = driver.model.notice.clone().expect("a notice");
        assert!(notice.starts_with("not opened: ") && notice.contains(why), "{notice}");
        let model = &driver.model;
        assert!(matches!(model.data, DataState::Ready(_)) && model.tried.is_none() && !model.quit);
        assert_eq!((customers(&driver), model.screen), (8, Screen::Loyalty));
        assert!(!seen(&driver).contains('\u{1b}'));
    }
    assert_eq!(kept.lock().expect("one test").len(), 1, "what failed is not remembered");
    // A name with control characters is offered and opened; none of them is drawn.
    let odd = folder.path().join("odd\u{1b}[31m\u{7}.csv");
    fs::write(&odd, claims(5, "Cairo")).expect("a file");
    typed(&mut driver, &format!("{}/od", folder.path().display()));
    driver.press("Tab").expect("a key");
    assert!(line(&driver).ends_with("/odd\u{1b}[31m\u{7}.csv"));
    let drawn = seen(&driver);
    assert!(drawn.contains("odd␛[31m␇.csv") && !drawn.contains('\u{1b}'), "{drawn}");
    driver.press("Enter").expect("a key");
    assert_eq!(customers(&driver), 5);
    assert!(!seen(&driver).contains(['\u{1b}', '\u{7}']));
    // A recent file that is gone.
    open(&mut driver, &folder.path().join("other.csv"));
    fs::remove_file(&odd).expect("the file");
    driver.press("O Enter").expect("keys");
    assert!(driver.model.notice.as_deref().is_some_and(|why| why.contains("no such file")));
    assert_eq!(customers(&driver), 12);
}

#[test]
fn paths_are_completed_as_in_a_shell() {
    let folder = folder();
    let (mut driver, _) = dashboard(folder.path());
    let at = folder.path().display().to_string();
    fs::write(folder.path().join("other_2.csv"), claims(4, "Giza")).expect("a file");
    typed(&mut driver, &format!("{at}/o"));
    driver.press("Tab").expect("a key");
    assert_eq!(line(&driver), format!("open {at}/other"), "as far as both agree");
    assert_eq!(offered(&driver), [("other.csv".to_owned(), "file"), ("other_2.csv".to_owned(), "file")]);
    driver.press("Tab Down Enter").expect("keys");
    assert_eq!(customers(&driver), 4, "the chosen one");
    // Folders end in a separator, and files that are no data are left out.
    typed(&mut driver, &format!("{at}/"));
    let names = offered(&driver);
    let expected = [&*format!("{at}/"), "first.csv", "it's a 顧客 \"file\".csv", "months/", "other.csv", "other_2.csv"];
    assert_eq!(names.iter().take(6).map(|(text, _)| text.as_str()).collect::<Vec<_>>(), expected, "{names:?}");
    driver.send(Msg::Paste("mo".to_owned()));
    driver.press("Tab").expect("a key");
    assert_eq!(line(&driver), format!("open {at}/months/"));
    assert_eq!(offered(&driver)[..2], [(format!("{at}/months/"), "folder"), ("claims.csv".to_owned(), "file")]);
    driver.press("Enter").expect("a key");
    assert_eq!(customers(&driver), 9, "the folder itself");
    // The home has a short name.
    driver.model.openable.home = Some(folder.path().to_owned());
    typed(&mut driver, "~");
    driver.press("Tab").expect("a key");
    driver.send(Msg::Paste("fi".to_owned()));
    driver.press("Tab").expect("a key");
    assert_eq!(line(&driver), "open ~/first.csv");
    driver.press("Enter").expect("a key");
    assert_eq!(driver.model.input.paths, [folder.path().join("first.csv")]);
    // A folder that is not there says so while one types.
    typed(&mut driver, "~/nowhere/x");
    assert!(seen(&driver).contains("No such file"), "{}", seen(&driver));
    assert_eq!(offered(&driver), []);
}

#[test]
fn what_is_being_opened_can_be_stopped() {
    let folder = folder();
    let (mut driver, _) = dashboard(folder.path());
    let model = &mut driver.model;
    let press = |model: &mut _, name: &str| update(model, Msg::Key(keymap::parse(name).expect("a key")));
    press(model, "O");
    update(model, Msg::Paste(folder.path().join("other.csv").display().to_string()));
    let Some(Cmd::Load(generation, request)) = press(model, "Enter") else { panic!("enter opens") };
    assert!(request.opens && model.busy() && matches!(model.data, DataState::Reloading(_)));
    // The dashboard goes on with the data that it has.
    press(model, "4");
    assert_eq!((model.screen, model.dataset().map(|d| d.facts.customer_ids.len())), (Screen::Loyalty, Some(8)));
    let Some(Cmd::Cancel(_)) = press(model, "Escape") else { panic!("esc stops it") };
    assert!(model.tried.is_none() && matches!(model.data, DataState::Ready(_)));
    let dataset = Arc::clone(model.dataset().expect("data"));
    let opened = Opened { dataset, stored: Stored::default() };
    let late = update(model, Msg::Done(generation, Outcome::Opened(Box::new(opened))));
    assert!(late.is_none() && model.input.paths == [folder.path().join("first.csv")], "too late");
    let Some(Cmd::Load(_, request)) = press(model, "R") else { panic!("R reads the first again") };
    assert!(!request.opens && request.input.paths == [folder.path().join("first.csv")]);
}

#[test]
fn what_is_open_is_read_again_and_an_ambiguous_table_asks() {
    let folder = folder();
    let (mut driver, kept) = dashboard(folder.path());
    driver.press("3 Space").expect("keys");
    open(&mut driver, &folder.path().join("first.csv"));
    assert!(!driver.model.marks.rows.is_empty(), "it is the same data");
    assert_eq!(kept.lock().expect("one test").len(), 1);
    // Two columns of dates: the mapping screen opens over the data, and leaving it leaves the data.
    let ambiguous = PathBuf::from("tests/fixtures/mapping");
    open(&mut driver, &ambiguous);
    let Overlay::Mapping(screen) = &driver.model.overlay else { panic!("{:?}", driver.model.overlay) };
    assert_eq!(screen.paths, std::slice::from_ref(&ambiguous));
    driver.press("Escape").expect("a key");
    assert!(!driver.model.quit && driver.model.overlay == Overlay::None);
    assert_eq!((customers(&driver), driver.model.input.paths.len()), (8, 1));
    driver.press("m").expect("a key");
    let Overlay::Mapping(screen) = &driver.model.overlay else { panic!("m opens it") };
    assert_eq!(screen.paths, [folder.path().join("first.csv")], "of the data on the screen");
    driver.press("Escape").expect("a key");
    // With a role for one of them it is opened.
    open(&mut driver, &ambiguous);
    driver.press("Tab g").expect("keys");
    for _ in 0..20 {
        let Overlay::Mapping(screen) = &driver.model.overlay else { panic!("it is open") };
        if screen.column().is_some_and(|column| column.name == "first") {
            break;
        }
        driver.press("j").expect("a key");
    }
    driver.press("Enter g").expect("keys");
    for _ in 0..40 {
        let drawn = seen(&driver);
        let Overlay::Mapping(screen) = &driver.model.overlay else { panic!("{drawn}") };
        let segscope::app::state::overlay::mapping::Task::Choose(list) = &screen.task else { panic!("{drawn}") };
        if format!("{:?}", list.roles[list.cursor]).contains("transaction_date") {
            break;
        }
        driver.press("j").expect("a key");
    }
    driver.press("Enter o").expect("keys");
    assert_eq!(driver.model.input.paths, [ambiguous], "{}", seen(&driver));
    assert!(driver.model.input.mapping.is_some() && driver.model.overlay == Overlay::None);
}

#[test]
fn another_file_is_opened_from_the_mapping_screen() {
    let folder = folder();
    let unknown = folder.path().join("unknown.csv");
    fs::write(&unknown, "a,b\nx,y\nz,w\n").expect("a file");
    let start = || Headless::start(Settings { asks: true, ..settings() }, tools(vec![unknown.clone()]), (120, 36));
    let paths = |driver: &Headless| match &driver.model.overlay {
        Overlay::Mapping(screen) => screen.paths.clone(),
        other => panic!("{other:?}"),
    };
    let mut driver = start();
    assert_eq!(paths(&driver), std::slice::from_ref(&unknown));
    // Closing the palette leaves the screen as it was, and nothing else can be run there.
    typed(&mut driver, "x");
    driver.press("Escape").expect("a key");
    assert_eq!(paths(&driver), std::slice::from_ref(&unknown));
    driver.press("O C-u").expect("keys");
    driver.send(Msg::Paste("k 3".to_owned()));
    driver.press("Enter").expect("a key");
    assert!(seen(&driver).contains("only open works here"), "{}", seen(&driver));
    driver.press("Escape").expect("a key");
    // What cannot be opened leads back to it.
    open(&mut driver, &folder.path().join("gone.csv"));
    assert_eq!(paths(&driver), std::slice::from_ref(&unknown));
    assert!(
        driver.model.notice.as_deref().is_some_and(|why| why.starts_with("not opened: ")),
        "{:?}",
        driver.model.notice
    );
    // So does leaving the mapping screen of other data that is not recognised either.
    let ambiguous = PathBuf::from("tests/fixtures/mapping");
    open(&mut driver, &ambiguous);
    assert_eq!(paths(&driver), [ambiguous]);
    driver.press("Escape").expect("a key");
    assert_eq!(paths(&driver), std::slice::from_ref(&unknown));
    assert!(!driver.model.quit);
    let other = folder.path().join("other.csv");
    open(&mut driver, &other);
    assert_eq!((customers(&driver), &driver.model.overlay), (12, &Overlay::None));
    assert_eq!(driver.model.input.paths, [other]);
    // Without other data, leaving it ends the dashboard.
    let mut driver = start();
    driver.press("Escape").expect("a key");
    assert!(driver.model.quit);
}

#[test]
fn another_file_is_opened_while_the_first_is_read() {
    let folder = folder();
    let (driver, _) = dashboard(folder.path());
    let dataset = Arc::clone(driver.model.dataset().expect("data"));
    let mut model = Model::new(settings(), (120, 36));
    model.input.paths = vec![folder.path().join("large.csv")];
    let first = start_load(&mut model);
    let press = |model: &mut _, name: &str| update(model, Msg::Key(keymap::parse(name).expect("a key")));
    let ask = |model: &mut Model| {
        press(model, "O");
        update(model, Msg::Paste(folder.path().join("first.csv").display().to_string()));
        match press(model, "Enter") {
            Some(Cmd::Load(generation, request)) if request.opens => generation,
            other => panic!("{other:?}"),
        }
    };
    let Cmd::Load(of_first, _) = first else { panic!("{first:?}") };
    ask(&mut model);
    assert!(model.reading().ends_with("first.csv") && matches!(model.data, DataState::Loading));
    // What the first load still reports is late, and esc goes back to it.
    assert!(update(&mut model, Msg::Done(of_first, Outcome::Loaded(Arc::clone(&dataset)))).is_none());
    assert!(matches!(model.data, DataState::Loading));
    let Some(Cmd::Load(_, request)) = press(&mut model, "Escape") else { panic!("esc reads the first again") };
    assert!(!request.opens && request.input == model.input && !model.quit);
    let generation = ask(&mut model);
    update(&mut model, Msg::Done(generation, Outcome::Opened(Box::new(Opened { dataset, stored: Stored::default() }))));
    assert!(matches!(model.data, DataState::Ready(_)));
    assert_eq!(model.input.paths, [folder.path().join("first.csv")]);
}
