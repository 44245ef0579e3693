//! Customers by recency and frequency, and how unevenly they burn: on the screen and in reports.

use segscope::app::{Panel, selectors};
use segscope::measures::RfmGroup;
use segscope::ui::theme::{Glyphs, Theme};

use crate::support::{draw_at, driven, focused, focused_then, keys_to, program, seen, text};

/// Figures: `tests/fixtures/rfm/sample.json`, made by pandas.
#[test]
fn the_grid_names_the_group_under_the_cursor_and_enter_opens_it() {
    let mut driver = focused(Panel::Rfm, 120, 36);
    for (columns, rows) in [(80, 24), (120, 36), (200, 50)] {
        let drawn = text(&draw_at(&driver, &Theme::dark(), columns, rows));
        assert!(["RFM scores", "New: 76", "3.9%; 76 at R5"].iter().all(|words| drawn.contains(words)), "{drawn}");
    }
    driver.press("Down Right Right").expect("keys");
    let drawn = seen(&driver);
    assert!(drawn.contains("Potential Loyalist: 202") && drawn.contains("10.3%;"), "{drawn}");
    driver.press("Enter").expect("a key");
    assert_eq!(driver.model.filter.to_string(), "shown.rfm:\"Potential Loyalist\"");
    assert_eq!(selectors::rows(&driver.model, Panel::Customers), 202);
    // Who is shown keeps the scores of before.
    let shown = driver.model.shown().expect("data").summary.rfm.clone().expect("scores");
    assert_eq!(shown.customers(), 202);
    assert_eq!(shown.groups[RfmGroup::PotentialLoyalist as usize].customers, 202);
    driver.press("Escape").expect("a key");
    assert_eq!(driver.model.focused(), Panel::Rfm);
}

#[test]
fn the_cursor_stops_at_the_sides_and_stays_with_its_group() {
    let mut driver = focused(Panel::Rfm, 120, 36);
    driver.press("G Right Down Left").expect("keys");
    assert_eq!(selectors::rfm_group(&driver.model), Some(RfmGroup::AtRisk));
    driver.press("v").expect("a key");
    assert_eq!(selectors::rfm_group(&driver.model), Some(RfmGroup::AtRisk));
    let drawn = seen(&driver);
    assert!(drawn.contains("RFM groups") && drawn.contains("view: groups"), "{drawn}");
    driver.press("g Enter").expect("keys");
    assert_eq!(driver.model.filter.to_string(), "shown.rfm:Champions");
    assert_eq!(selectors::rows(&driver.model, Panel::Customers), 227);
}

#[test]
fn groups_by_segment_sum_to_the_groups() {
    let driver = focused_then(Panel::Rfm, "v v z", 120, 36);
    let (model, drawn) = (&driver.model, seen(&driver));
    let rfm = model.shown().expect("data").summary.rfm.clone().expect("scores");
    let segments = &model.clusters.last().expect("segments").segments;
    let table = segscope::segments::cross::cross(&rfm, segments).expect("the same customers");
    for (size, row) in rfm.groups.iter().zip(&table) {
        assert_eq!(row.iter().sum::<u64>(), size.customers, "{}", size.group);
        assert!(drawn.contains(&size.group.to_string()), "{drawn}");
    }
    for segment in &segments.list {
        assert_eq!(table.iter().map(|row| row[segment.id - 1]).sum::<u64>(), segment.customers, "{}", segment.name);
    }
    assert!(drawn.contains("New: 76 in "), "{drawn}");
}

#[test]
fn the_curve_says_who_burns() {
    let mut driver = focused(Panel::Lorenz, 120, 36);
    for (columns, rows) in [(80, 24), (120, 36), (200, 50)] {
        let drawn = text(&draw_at(&driver, &Theme::dark(), columns, rows));
        let words: Vec<&str> = drawn.split_whitespace().collect();
        assert!(words.join(" ").contains("58.3%") && drawn.contains("Lorenz curve of burns"), "{drawn}");
    }
    driver.press("z").expect("a key");
    let drawn = seen(&driver);
    assert!(drawn.contains("the 20% of customers who burn most make 58.3% of all burns; Gini coefficient 0.55"));
}

#[test]
fn any_size_and_plain_glyphs_are_drawn() {
    let ascii = Theme::mono().with_glyphs(Glyphs::Ascii);
    for (panel, keys) in [(Panel::Rfm, ""), (Panel::Rfm, "v v z"), (Panel::Lorenz, "")] {
        let driver = focused_then(panel, keys, 120, 36);
        for (columns, rows) in [(1, 1), (20, 5), (60, 18), (61, 19), (80, 24), (110, 30), (300, 90)] {
            assert!(text(&draw_at(&driver, &ascii, columns, rows)).is_ascii(), "{panel:?} {columns}x{rows}");
            draw_at(&driver, &Theme::light(), columns, rows);
        }
    }
}

#[test]
fn nobody_who_burns_and_nobody_at_all() {
    let mut driver = driven("/", 120, 36);
    for key in "status:claimed".chars() {
        driver.press(&key.to_string()).expect("a key");
    }
    driver.press(&format!("Enter {}", keys_to(Panel::Lorenz))).expect("keys");
    let drawn = seen(&driver);
    assert!(drawn.contains("nothing is burnt"), "{drawn}");
}

#[test]
fn reports_have_groups_and_the_sentence() {
    let run = |format: &str| {
        let output = program().args(["report", "--format", format, "--k", "3"]).output().expect("it runs");
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).expect("text")
    };
    for format in ["text", "markdown"] {
        let report = run(format);
        assert!(report.contains("Can't Lose Them") || report.contains("Can&#39;t Lose Them"), "{format}");
        let words: Vec<&str> = report.split_whitespace().collect();
        assert!(words.join(" ").contains("customers who burn most make 58.3% of all burns"), "{format}");
    }
    let json: serde_json::Value = serde_json::from_str(&run("json")).expect("JSON");
    let sizes = json["rfm"]["groups"].as_array().expect("groups").iter().map(|g| g["customers"].as_u64());
    assert_eq!(sizes.sum::<Option<u64>>(), json["kpis"]["active_customers"].as_u64());
    assert_eq!(json["concentration"]["burners"], 1705);
}
