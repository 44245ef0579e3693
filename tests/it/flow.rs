//! Where customers go when the segments change, migration from an earlier day, and comparing segments.

use segscope::analysis::{Choice, KChoice};
use segscope::app::headless::Headless;
use segscope::app::{Overlay, Settings};
use segscope::ui::theme::{Glyphs, Theme};
use serde_json::Value;

use crate::support::{draw, draw_at, program, sample, settings, text, tools};

/// The Segments screen with the profiles in focus, after more keys.
fn profiles(columns: u16, rows: u16, keys: &str) -> Headless {
    let mut driver = sample(columns, rows);
    driver.press(&format!("5 BTab {keys}")).expect("keys");
    driver
}

fn shown(driver: &Headless) -> String {
    text(&draw(driver, &Theme::dark()))
}

#[test]
fn the_flow_follows_k() {
    let mut driver = profiles(120, 36, "v v v v");
    assert!(shown(&driver).contains("nothing has changed yet"), "{}", shown(&driver));
    driver.press("+").expect("a key");
    let (page, flow) = (shown(&driver), driver.model.flow().expect("a flow").clone());
    assert!(page.contains("stayed together, adjusted Rand index") && page.contains("before"), "{page}");
    assert_eq!((flow.pairs.len(), flow.colours().len()), (5, 6));
    let segmentation = driver.model.clusters.last().expect("segments");
    assert_eq!(segmentation.colours, flow.colours());
    let customers: u64 = flow.old.iter().map(|group| group.customers).sum();
    assert_eq!(customers, 2000);
    // The words below the table are about the row under the cursor.
    driver.press("Down").expect("a key");
    let second = format!("{} ({}): ", flow.old[1].name, flow.old[1].customers);
    let page = shown(&driver);
    assert!(page.contains(&second), "{page}");
}

#[test]
fn colours_and_marks_follow_the_customers() {
    let mut driver = profiles(120, 36, "Space Down Space");
    assert_eq!(driver.model.marks.segments, [0, 1]);
    let before = driver.model.clusters.last().expect("segments").clone();
    driver.press("+").expect("a key");
    let pairs = driver.model.flow().expect("a flow").pairs.clone();
    let after = driver.model.clusters.last().expect("segments");
    for (old, new) in pairs.iter().enumerate() {
        let new = new.expect("five of six are paired");
        assert_eq!(after.colours[new], before.colours[old]);
    }
    assert_eq!(driver.model.marks.segments, [pairs[0].expect("paired"), pairs[1].expect("paired")]);
}

#[test]
fn a_seventh_mark_is_not_taken_and_says_why() {
    let six = "Space Down Space Down Space Down Space Down Space Down Space";
    let mut driver = profiles(120, 36, &format!(": k Space 7 Enter {six}"));
    assert_eq!(driver.model.notice, None);
    driver.press("Down Space").expect("keys");
    assert_eq!(driver.model.marks.segments, [0, 1, 2, 3, 4, 5]);
    let why = "6 segments are marked, the most that can be compared: space on one removes its mark";
    assert_eq!(driver.model.notice.as_deref(), Some(why));
    assert_eq!(shown(&driver).matches('✓').count(), 12, "six in the table, six beside the silhouettes");
    driver.press("Up Space").expect("keys");
    assert_eq!(driver.model.marks.segments, [0, 1, 2, 3, 4]);
}

#[test]
fn two_marked_are_compared_and_one_with_all_others() {
    let mut driver = profiles(120, 36, "c");
    let page = shown(&driver);
    assert!(page.contains("all others") && page.contains("burn rate") && page.contains("Welch"), "{page}");
    driver.press("Escape Space Down Down Space c").expect("keys");
    let Overlay::Compare(open) = &driver.model.overlay else { panic!("a comparison") };
    assert_eq!(open.comparison.parties.clone().map(|party| party.label), [Some(0), Some(2)]);
    assert!(!shown(&driver).contains("all others"));
    driver.press("Down Down").expect("keys");
    let name = driver.model.clusters.last().expect("segments").segments.list[0].name.clone();
    assert!(shown(&driver).contains(&name));
    driver.press("q").expect("a key");
    assert!(driver.model.overlay == Overlay::None && !driver.model.quit);
    // Without a mark or a cursor on a segment there is nothing to compare.
    let mut driver = sample(120, 36);
    driver.press("7 c").expect("keys");
    assert_eq!(driver.model.overlay, Overlay::None);
}

#[test]
fn up_to_six_are_compared_and_those_without_room_are_behind_the_arrows() {
    let six = "Space Down Space Down Space Down Space Down Space Down Space";
    let mut driver = profiles(200, 50, &format!(": k Space 7 Enter {six} c"));
    let names: Vec<String> =
        driver.model.clusters.last().expect("segments").segments.list.iter().map(|of| of.name.clone()).collect();
    let Overlay::CompareSeveral(open) = &driver.model.overlay else { panic!("a comparison") };
    let claims = open.several.features.iter().find(|of| of.feature == "transaction_count").expect("the feature");
    let list = &driver.model.clusters.last().expect("segments").segments.list;
    for (at, segment) in list.iter().take(6).enumerate() {
        assert_eq!(claims.means[at], Some(segment.feature("transaction_count").expect("the feature").mean));
    }
    // The test of the rates has come, and they are those of the segments.
    let rates = open.rates.as_ref().expect("tested");
    assert_eq!(
        rates.sides.iter().map(|side| side.burnt).collect::<Vec<_>>(),
        [0, 1, 2, 3, 4, 5].map(|at| list[at].burnt)
    );
    let page = shown(&driver);
    assert!(names.iter().take(6).all(|name| page.contains(name.as_str())) && !page.contains("of 6 segments"), "{page}");
    driver.send(segscope::app::Msg::Resize(80, 24));
    let first = shown(&driver);
    assert!(first.contains("4 of 6 segments") && first.contains("1■") && !first.contains("6■"), "{first}");
    driver.press("Right Right Right").expect("keys");
    let last = shown(&driver);
    assert!(last.contains("6■ ") && last.contains("3■ ") && !last.contains("2■ "), "{last}");
    // No key is counted beyond the end.
    driver.press("Left").expect("a key");
    assert!(shown(&driver).contains("2■ ") && !shown(&driver).contains("6■ "), "{}", shown(&driver));
}

#[test]
fn no_size_panics_and_ascii_is_ascii() {
    let theme = Theme::dark().with_glyphs(Glyphs::Ascii);
    for keys in ["v v v v + z", "c", "Space Down Space c G", "Space Down Space Down Space c G Right", "Space BTab v"] {
        let driver = profiles(120, 36, keys);
        for (columns, rows) in [(0, 0), (1, 1), (60, 18), (61, 19), (80, 24), (110, 30), (200, 50), (300, 4)] {
            let page = text(&draw_at(&driver, &theme, columns, rows));
            assert!(page.chars().all(|c| c.is_ascii() || c == 'é'), "{keys}:\n{page}");
        }
    }
}

#[test]
fn the_dashboard_shows_migration_while_a_day_is_set() {
    let day = segscope::data::parse_day("2024-12-31");
    let start = |day| {
        let choice = Choice { k: KChoice::Fixed(3), k_max: 3, ..Choice::default() };
        Headless::start(Settings { compare_as_of: day, choice, ..settings() }, tools(Vec::new()), (120, 36))
    };
    let mut driver = start(day);
    driver.press("5 BTab v v v v").expect("keys");
    let page = shown(&driver);
    assert!(page.contains("Migration since 2024-12-31") && page.contains("stayed together"), "{page}");
    assert_eq!(driver.model.flow().expect("a flow").pairs.len(), 3, "of the K shown");
    let mut driver = start(segscope::data::parse_day("1999-01-01"));
    driver.press("5 BTab v v v v").expect("keys");
    assert!(shown(&driver).contains("the first claim is on 2023-01-23"), "{}", shown(&driver));
}

#[test]
fn migration_in_the_reports() {
    let run = |arguments: &[&str]| program().args(arguments).output().expect("it runs");
    let report = |format: &str| {
        run(&["report", "--k", "3", "--k-max", "3", "--compare-as-of", "2024-12-31", "--format", format])
    };
    let page = String::from_utf8(report("text").stdout).expect("text");
    assert!(page.contains("Migration ═") && page.contains("not there yet") && page.contains("stayed as 1"));
    let json: Value = serde_json::from_slice(&report("json").stdout).expect("JSON");
    let segmentation = &json["segmentation"];
    let migration = &segmentation["migration"];
    assert_eq!(migration["as_of"], "2024-12-31");
    let sizes = |key: &str| -> Vec<u64> {
        migration[key].as_array().expect("groups").iter().map(|g| g["customers"].as_u64().expect("a count")).collect()
    };
    let flow: Vec<Vec<u64>> = serde_json::from_value(migration["flow"].clone()).expect("a table");
    let rows: Vec<u64> = flow.iter().map(|row| row.iter().sum()).collect();
    let columns: Vec<u64> = (0..flow[0].len()).map(|i| flow.iter().map(|row| row[i]).sum()).collect();
    assert_eq!((rows, columns), (sizes("segments"), sizes("today")));
    for (segment, group) in segmentation["segments"].as_array().expect("segments").iter().zip(sizes("today")) {
        assert_eq!(segment["customers"], group);
    }
    for (day, why) in [
        ("1999-01-01", "the first claim is on"),
        ("2030-01-01", "the as-of date is 2025-06-30"),
        ("soon", "give a day"),
    ] {
        let refused = run(&["report", "--compare-as-of", day]);
        let words = String::from_utf8_lossy(&refused.stderr).into_owned();
        assert!(refused.status.code() == Some(2) && words.contains(why), "{words}");
    }
}
