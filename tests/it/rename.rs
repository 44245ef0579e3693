//! Names that a user gives segments: `u`, what becomes of them when K changes, and `--names`.

use std::fs;
use std::path::PathBuf;
use std::sync::Arc;

use segscope::app::headless::Headless;
use segscope::app::state::naming::Naming;
use segscope::app::{Cmd, Msg, Overlay, Panel, keymap, update};
use segscope::segments::Names;
use segscope::ui::theme::{Glyphs, Theme};

use crate::support::{draw, draw_at, focused_then, program, sample, text};

/// The keys that type a text.
fn typed(text: &str) -> String {
    text.chars().map(|c| if c == ' ' { "Space ".to_owned() } else { format!("{c} ") }).collect()
}

fn press(driver: &mut Headless, keys: &str) {
    driver.press(keys).expect("keys");
}

fn names(driver: &Headless) -> Vec<String> {
    let segments = &driver.model.clusters.last().expect("segments").segments;
    segments.list.iter().map(|segment| segment.name.clone()).collect()
}

fn reason(driver: &Headless, segment: usize) -> String {
    driver.model.clusters.last().expect("segments").segments.list[segment].reason.clone()
}

/// The Segments screen, the cursor of its profiles on the second segment.
fn on_second() -> Headless {
    let mut driver = sample(120, 36);
    press(&mut driver, "5 BTab Down");
    // What is swept anew is swept quickly.
    (driver.model.choice.k_max, driver.model.choice.method.restarts) = (2, 2);
    driver
}

#[test]
fn a_name_is_typed_kept_and_follows_its_segment() {
    let mut driver = on_second();
    let rules = names(&driver);
    press(&mut driver, "u");
    let drawn = text(&draw(&driver, &Theme::dark()));
    assert!(drawn.contains("Name of segment 2") && drawn.contains(&format!("generated: {}", rules[1])), "{drawn}");
    press(&mut driver, &format!("C-u {} Enter", typed("Our regulars")));
    assert_eq!(driver.model.overlay, Overlay::None);
    assert_eq!((names(&driver)[1].as_str(), names(&driver)[0] == rules[0]), ("Our regulars", true));
    let why = reason(&driver, 1);
    assert!(why.starts_with(&format!("named by you; the rule says {}: ", rules[1])), "{why}");
    let drawn = text(&draw(&driver, &Theme::dark()));
    assert!(drawn.contains("segment 2 named Our regulars, for this session only"), "{drawn}");
    assert!(drawn.matches("Our regulars").count() >= 2, "the notice and the profiles: {drawn}");

    // Other K and back, other seed.
    let with = |driver: &Headless| names(driver).iter().filter(|name| *name == "Our regulars").count();
    for keys in ["+", "-", "r"] {
        press(&mut driver, keys);
        assert!(with(&driver) <= 1);
    }
    assert_eq!(names(&driver)[1], "Our regulars");
    // Two segments are others; the name waits.
    press(&mut driver, "- - -");
    assert_eq!((names(&driver).len(), with(&driver)), (2, 0));
    press(&mut driver, "+ + +");
    assert_eq!(names(&driver)[1], "Our regulars");
    // Other features: the name is for those that it was given under.
    press(&mut driver, "f Down Enter");
    assert_eq!(with(&driver), 0);

    // The filter knows the segment by it.
    let mut driver = on_second();
    press(&mut driver, &format!("u C-u {} Enter / {} Enter", typed("Our regulars"), typed("segment:our*")));
    assert_eq!(driver.model.filter.to_string(), "segment:our*");
    let size = driver.model.clusters.last().expect("segments").segments.list[1].customers;
    assert_eq!(driver.model.shown.as_ref().map(|shown| shown.customers.len() as u64), Some(size));
    // Named otherwise while the filter goes by the name: it is taken out, and said.
    press(&mut driver, &format!("u C-u {} Enter", typed("Friends")));
    assert!(driver.model.filter.is_empty() && driver.model.shown.is_none());
    assert!(driver.model.notice.as_ref().is_some_and(|notice| notice.contains("Removed from the filter")));
}

#[test]
fn the_name_by_rule_comes_back() {
    let mut driver = on_second();
    let rules = names(&driver);
    let why = reason(&driver, 1);
    press(&mut driver, &format!("u C-u {} Enter", typed("x")));
    press(&mut driver, &format!("u {} Enter", typed("y")));
    assert_eq!((names(&driver)[1].as_str(), driver.model.naming.names.len()), ("xy", 1));
    press(&mut driver, "u C-u Enter");
    assert_eq!((names(&driver), reason(&driver, 1)), (rules.clone(), why));
    assert!(driver.model.naming.names.is_empty());
    // Nothing changed: nothing is done, and escape keeps the name.
    press(&mut driver, "u Enter u z z Escape");
    assert_eq!((names(&driver), driver.model.naming.names.len()), (rules, 0));
}

#[test]
fn what_can_be_no_name_is_said_in_the_field() {
    let mut driver = on_second();
    let other = names(&driver)[0].to_uppercase();
    for (name, why) in [(other.as_str(), "another segment has this name"), ("noise", "in no segment"), ("12", "number")]
    {
        press(&mut driver, &format!("u C-u {} Enter", typed(name)));
        assert!(matches!(driver.model.overlay, Overlay::Rename(_)), "{name} is refused");
        let drawn = text(&draw(&driver, &Theme::dark()));
        assert!(drawn.contains(why), "{drawn}");
        // Typing on takes the words away.
        press(&mut driver, "a");
        assert!(!text(&draw(&driver, &Theme::dark())).contains(why));
        press(&mut driver, "Escape");
    }
    // Twenty-four characters fit, from the keyboard and pasted; a line break is a blank.
    press(&mut driver, "u C-u");
    driver.send(Msg::Paste("Ünïcode\nnames of any kind there".to_owned()));
    press(&mut driver, "x y Enter");
    assert_eq!(names(&driver)[1], "Ünïcode names of any kin");
}

#[test]
fn other_panels_have_no_segment_under_the_cursor() {
    for (panel, renames) in [
        (Panel::Scatter, false),
        (Panel::SegmentTable, true),
        (Panel::Choosing, false),
        (Panel::Silhouettes, true),
        (Panel::Checks, false),
    ] {
        let driver = focused_then(panel, "u", 120, 36);
        assert_eq!(matches!(driver.model.overlay, Overlay::Rename(_)), renames, "{panel:?}");
    }
}

#[test]
fn the_field_is_drawn_at_every_size() {
    let mut driver = on_second();
    press(&mut driver, &format!("u {} Enter", typed("123456789012345678901234")));
    press(&mut driver, "u");
    for (columns, rows) in [(0, 0), (1, 1), (3, 2), (20, 5), (60, 18), (80, 24), (200, 50)] {
        draw_at(&driver, &Theme::dark(), columns, rows);
    }
    let ascii = Theme::dark().with_glyphs(Glyphs::Ascii);
    assert!(text(&draw_at(&driver, &ascii, 80, 24)).is_ascii());
}

#[test]
fn names_are_kept_by_a_command_and_only_where_there_is_a_file() {
    let folder = tempfile::tempdir().expect("a folder");
    let file: PathBuf = folder.path().join("not/there/yet.json");
    let mut driver = on_second();
    driver.model.naming.file = Some(Arc::new(file.clone()));
    press(&mut driver, "u C-u V I P");
    // The command is all that update does about it.
    let mut model = driver.model.clone();
    let told = update(&mut model, Msg::Key(keymap::parse("Enter").expect("a key")));
    assert!(
        matches!(&told, Some(Cmd::Names(_, path, naming)) if **path == file && naming.changes.len() == 1),
        "{told:?}"
    );
    assert!(model.naming.is_unsaved() && !file.exists());
    // Done, the file gives the same names again.
    press(&mut driver, "Enter");
    assert!(!driver.model.naming.is_unsaved());
    let kept = Names::read(&fs::read_to_string(&file).expect("a file")).expect("names");
    assert_eq!(kept, driver.model.naming.names);
    let mut fresh = sample(120, 36);
    fresh.model.naming = Naming { names: kept, ..Naming::default() };
    press(&mut fresh, "+ -");
    assert_eq!(names(&fresh)[1], "VIP");
    // A file that cannot be written is a notice.
    driver.model.naming.file = Some(Arc::new(file.join("below a file.json")));
    press(&mut driver, "u 2 Enter");
    assert!(driver.model.notice.as_ref().is_some_and(|notice| notice.contains("names are not saved: ")));
    assert_eq!(
        (names(&driver)[1].as_str(), driver.model.naming.is_unsaved(), driver.model.quit),
        ("VIP2", true, false)
    );
}

#[test]
fn without_a_terminal_names_are_used_when_asked_for() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("names.json");
    let mut driver = on_second();
    driver.model.naming.file = Some(Arc::new(file.clone()));
    press(&mut driver, &format!("u C-u {} Enter", typed("Our regulars")));
    let size = driver.model.clusters.last().expect("segments").segments.list[1].customers;
    let path = file.to_str().expect("a path");
    let run = |args: &[&str]| {
        let output = program().env("XDG_STATE_HOME", folder.path()).args(args).output().expect("the program runs");
        let text = |bytes| String::from_utf8(bytes).expect("UTF-8");
        (output.status.code().expect("it ends"), text(output.stdout), text(output.stderr))
    };
    let count = |text: &str| text.matches("Our regulars").count() as u64;
    // Fewer K than by default, for speed.
    let run = |args: &str| run(&format!("{args} --k 5 --k-max 3 --restarts 3").split(' ').collect::<Vec<_>>());
    let named = format!("--names {path}");
    assert!(count(&run(&format!("report {named} --format json")).1) > 0);
    assert!(count(&run(&format!("screenshot {named}")).1) > 0);
    assert_eq!(count(&run(&format!("segments {named} --filter segment:our*")).1), size);
    // A model has the names it was saved with, or gets them later.
    let model = folder.path().join("model.json");
    let model = model.to_str().expect("a path");
    assert_eq!(count(&run(&format!("segments --quiet --save-model {model}")).1), 0);
    assert_eq!(count(&run(&format!("assign {model}")).1), 0);
    assert_eq!(count(&run(&format!("assign {model} {named}")).1), size);
    assert_eq!(count(&run(&format!("segments {named} --quiet --save-model {model}")).1), size);
    assert_eq!(count(&run(&format!("assign {model}")).1), size);
    // Headless nothing is kept.
    assert!(!folder.path().join("segscope").exists());

    assert_eq!(run("report --names no/such.json").0, 2);
    let (code, out, said) = run(&format!("segments --names {model}"));
    assert_eq!((code, out.as_str()), (2, ""));
    assert!(said.contains("model.json is not a names file: its schema is \"segscope/model/1\""), "{said}");
}
