//! A table of customers without events, on every screen, in every report and against pandas.

use std::fmt::Write;
use std::path::Path;
use std::sync::OnceLock;

use insta::assert_snapshot;
use segscope::analysis::{Choice, KChoice};
use segscope::app::headless::Headless;
use segscope::app::{Msg, Panel, Screen, Settings, selectors};
use segscope::data::Kind;
use segscope::measures::{ColumnValues, CustomerColumn};
use segscope::ui::theme::{Glyphs, Theme};
use serde_json::{Value, json};

use crate::support::{draw, draw_at, program, seen, settings, snapshot, tools};

/// Written by `tests/golden/customers.py`, which computes the expected numbers with pandas and scipy.
const TABLE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/golden/customers.csv");
const GOLDEN: &str = include_str!("../golden/customers.json");
const SIZES: [(u16, u16); 3] = [(80, 24), (120, 36), (200, 60)];

/// Few K are tried, as each filter clusters again.
fn opened(path: &Path, columns: u16, rows: u16) -> Headless {
    let choice = Choice { k: KChoice::Fixed(3), k_max: 3, ..Choice::default() };
    Headless::start(Settings { choice, ..settings() }, tools(vec![path.to_owned()]), (columns, rows))
}

fn golden(columns: u16, rows: u16) -> Headless {
    static OPENED: OnceLock<Headless> = OnceLock::new();
    // Tests run in the folder of the package, and the stored screens show the path.
    let mut driver = OPENED.get_or_init(|| opened(Path::new("tests/golden/customers.csv"), 120, 36)).clone();
    driver.send(Msg::Resize(columns, rows));
    driver
}

fn pressed(mut driver: Headless, keys: &str) -> Headless {
    driver.press(keys).expect("known keys");
    driver
}

fn output(args: &[&str]) -> String {
    let output = program().args(args).output().expect("the program");
    assert!(output.status.success(), "{args:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("text")
}

fn report(args: &[&str]) -> Value {
    let all = [&["report", "--format", "json", "--k", "3", "--k-max", "3"][..], args].concat();
    serde_json::from_str(&output(&all)).expect("json")
}

/// Numbers that agree to ten digits.
fn near(ours: &Value, theirs: &Value) -> bool {
    match (ours.as_f64(), theirs.as_f64()) {
        (Some(a), Some(b)) => (a - b).abs() <= 1e-9 * a.abs().max(b.abs()).max(1.0),
        _ => ours == theirs,
    }
}

#[test]
fn every_number_is_that_of_pandas() {
    let (report, golden) = (report(&[TABLE]), serde_json::from_str::<Value>(GOLDEN).expect("json"));
    assert_eq!(report["kind"], "customers");
    let columns = report["columns"].as_array().expect("columns");
    let expected = golden["columns"].as_array().expect("columns");
    assert_eq!(columns.len(), expected.len());
    for (ours, theirs) in columns.iter().zip(expected) {
        let name = &theirs["column"];
        assert_eq!((&ours["column"], &ours["n"], &ours["missing"]), (name, &theirs["n"], &theirs["missing"]));
        for key in ["mean", "sd", "min", "p25", "median", "p75", "max"] {
            assert!(near(&ours["numbers"][key], &theirs[key]), "{name} {key}: {} for {}", ours["numbers"], theirs[key]);
        }
        if let Some(edges) = theirs["edges"].as_array() {
            let bins = ours["bins"].as_array().expect("bins");
            for (at, (bin, count)) in bins.iter().zip(theirs["bins"].as_array().expect("bins")).enumerate() {
                assert_eq!(bin["customers"], *count, "{name} bin {at}");
                assert!(near(&bin["from"], &edges[at]) && near(&bin["below"], &edges[at + 1]), "{name}: {bin}");
            }
            assert_eq!(bins.len(), edges.len() - 1);
        } else {
            assert_eq!(ours["categories"], theirs["categories"], "{name}");
        }
    }
    let pairs = report["correlations"]["pairs"].as_array().expect("pairs");
    let expected = golden["correlations"].as_array().expect("pairs");
    for theirs in expected {
        let same = |ours: &&Value| ours["a"] == theirs["a"] && ours["b"] == theirs["b"];
        let ours = pairs.iter().find(same).expect("the pair");
        for key in ["n", "pearson", "spearman"] {
            assert!(near(&ours[key], &theirs[key]), "{ours} for {theirs}");
        }
    }
    assert_eq!(report["missing_together"], golden["missing_together"]);
}

#[test]
fn the_order_of_the_rows_changes_no_number() {
    let text = std::fs::read_to_string(TABLE).expect("the table");
    let mut lines: Vec<&str> = text.lines().collect();
    lines[1..].reverse();
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("customers.csv");
    std::fs::write(&path, lines.join("\n")).expect("written");
    let (there, back) = (report(&[TABLE]), report(&[path.to_str().expect("text")]));
    for key in ["columns", "correlations", "missing_together"] {
        assert_eq!(there[key], back[key], "{key}");
    }
}

#[test]
fn screens() {
    for (columns, rows) in SIZES {
        let driver = golden(columns, rows);
        for (name, keys) in [
            ("overview", "1"),
            ("columns", "1 Tab Tab Right Down"),
            ("correlations", "1 Tab Tab Tab Down"),
            ("segments", "5"),
            ("segment", "5 Tab Tab Tab i"),
            ("customers", "6"),
            ("customer", "6 Enter"),
            ("quality", "7"),
        ] {
            let shown = pressed(driver.clone(), keys);
            assert_snapshot!(format!("{name}_{columns}x{rows}"), snapshot(&draw(&shown, &Theme::dark())));
        }
    }
}

#[test]
fn the_strip_and_the_panels_say_what_the_report_says() {
    let report = report(&[TABLE]);
    let driver = golden(120, 36);
    let drawn = seen(&driver);
    let missing: u64 =
        report["columns"].as_array().expect("columns").iter().filter_map(|c| c["missing"].as_u64()).sum();
    assert_eq!(missing, 29);
    assert!(drawn.contains("│ 29  1.5%"), "{drawn}");
    assert!(drawn.contains("Missing values  21 customers"), "{drawn}");
    assert!(drawn.contains("Columns  ") && drawn.contains("1 Overview  5 Segments  6 Customers  7 Quality"), "{drawn}");
    let on = pressed(golden(200, 60), "Tab Tab Tab Down Right v");
    let rho = &report["correlations"]["pairs"][2];
    let words = format!("income × score: rho {:.2}, n {}", rho["spearman"].as_f64().expect("a number"), rho["n"]);
    assert!(seen(&on).contains(&words), "{words}\n{}", seen(&on));
}

fn column(driver: &Headless, at: usize) -> CustomerColumn {
    driver.model.dataset().expect("data").summary.columns[at].clone()
}

#[test]
fn every_bar_opens_its_customers() {
    let mut driver = pressed(golden(120, 36), "1 Tab Tab");
    assert_eq!(driver.model.focused(), Panel::Columns);
    let bars = selectors::rows(&driver.model, Panel::Columns);
    let mut seen_bars = 0;
    // Each opens a filtered list, which is clustered again: some of every kind are enough.
    for place in (0..bars).step_by(5) {
        driver.model.cursors.insert(Panel::Columns, place);
        let summary = &driver.model.dataset().expect("data").summary;
        let at = selectors::bar_at(&summary.columns, place).expect("a bar");
        let column = column(&driver, at.column);
        let (name, customers) = selectors::named(&column, at.bar).expect("a bar");
        if customers == 0 {
            continue;
        }
        driver.press("Enter").expect("a key");
        assert_eq!(driver.model.screen, Screen::Customers, "{} {name}", column.name);
        let listed = selectors::rows(&driver.model, Panel::Customers) as u64;
        assert_eq!(listed, customers, "{} {name}: {}", column.name, driver.model.filter);
        driver.press("Escape").expect("a key");
        seen_bars += 1;
    }
    assert!(seen_bars > 8);
}

#[test]
fn missing_values_open_their_customers() {
    for (view, keys) in ["", "v"].into_iter().enumerate() {
        let opened = pressed(golden(120, 36), &format!("1 Tab Tab Tab Tab {keys}"));
        assert_eq!(opened.model.focused(), Panel::Missing);
        let summary = opened.model.dataset().expect("data").summary.clone();
        for at in 0..selectors::rows(&opened.model, Panel::Missing) {
            let mut driver = opened.clone();
            driver.model.cursors.insert(Panel::Missing, at);
            driver.press("Enter").expect("a key");
            let lacking = selectors::lacking(&summary);
            let expected = if view == 0 { lacking[at].missing } else { summary.missing_together[at].customers };
            assert_eq!(selectors::rows(&driver.model, Panel::Customers) as u64, expected, "{}", driver.model.filter);
        }
    }
}

#[test]
fn the_cursor_goes_through_all_columns_and_back() {
    let mut driver = pressed(golden(120, 36), "1 Tab Tab");
    let columns = driver.model.dataset().expect("data").summary.columns.len();
    let mut visited = Vec::new();
    for _ in 0..400 {
        let summary = &driver.model.dataset().expect("data").summary;
        let at = selectors::bar_under_cursor(&driver.model, summary).expect("a bar");
        if visited.last() != Some(&at.column) {
            visited.push(at.column);
        }
        let upright = !matches!(summary.columns[at.column].values, ColumnValues::Categories(_));
        driver.press(if upright { "Right" } else { "Down" }).expect("a key");
    }
    assert_eq!(visited, (0..columns).collect::<Vec<_>>());
    driver.press("g").expect("a key");
    assert_eq!(driver.model.cursors[&Panel::Columns], 0);
}

/// Words that a table without events has no use for. Help text of keys that do nothing here is not shown.
const OTHER_WORDS: [&str; 12] = [
    "claim",
    "burn",
    "coupon",
    "orders",
    "revenue",
    "inactive",
    "never active",
    "active customer",
    "last seen",
    "branch",
    "merchant",
    "retention",
];

fn assert_plain(text: &str, place: &str) {
    let text = text.to_lowercase();
    for word in OTHER_WORDS {
        assert!(!text.contains(word), "{word} in {place}:\n{text}");
    }
}

#[test]
fn no_screen_speaks_of_events() {
    let mut driver = golden(200, 60);
    for screen in Screen::all().filter(|screen| screen.is_of(Kind::Customers)) {
        driver.press(&screen.number().to_string()).expect("a key");
        for _ in 0..screen.panels().len() {
            let panel = driver.model.focused();
            for keys in ["", "i", "i i", "z", "f", "a", "o", "e", "/", "c", "?", "v", "v v"] {
                let shown = pressed(driver.clone(), keys);
                assert_plain(&seen(&shown), &format!("{screen:?} {panel:?} {keys}"));
            }
            driver.press("Tab").expect("a key");
        }
    }
}

#[test]
fn no_report_speaks_of_events() {
    // Styles of a page have names of their own; `words_of_kinds` reads its text.
    for format in ["text", "markdown"] {
        assert_plain(&output(&["report", TABLE, "--format", format, "--k", "3", "--k-max", "3"]), format);
    }
}

#[test]
fn reports_hold_the_columns_in_every_format() {
    for format in ["text", "markdown", "html"] {
        let text = output(&["report", TABLE, "--format", format, "--k", "3", "--k-max", "3"]);
        for words in ["All columns", "Missing together", "Categories by segment", "half_score", "premium", "0.31"] {
            assert!(text.contains(words), "{words} in {format}");
        }
    }
}

#[test]
fn segments_are_written_with_every_column() {
    let csv = output(&["segments", TABLE, "--k", "3", "--features", "age,score", "-q"]);
    let mut lines = csv.lines();
    let header = "customer_id,segment,segment_name,silhouette,age,score,";
    let first = lines.next().expect("a header");
    assert!(first.starts_with(header), "{first}");
    for name in ["income", "half_score", "gender", "plan"] {
        assert!(first.split(',').any(|column| column == name), "{name} in {first}");
    }
    assert_eq!(lines.count(), 240);
    let rows: Value = serde_json::from_str(&output(&[
        "segments",
        TABLE,
        "--k",
        "3",
        "--features",
        "age,score",
        "--format",
        "json",
        "-q",
    ]))
    .expect("json");
    assert_eq!(
        (&rows[0]["gender"], &rows[0]["plan"], &rows[2]["plan"]),
        (&json!("Female"), &json!("basic"), &json!(null))
    );
}

#[test]
fn categories_are_clustered_by_and_told_of() {
    let report = report(&[TABLE, "--features", "age,score"]);
    let segments = report["segmentation"]["segments"].as_array().expect("segments");
    let telling = segments.iter().flat_map(|s| s["categories"].as_array().expect("categories")).filter(|category| {
        let low = category["interval"][0].as_f64().unwrap_or(0.0);
        category["p"].as_f64().is_some_and(|p| p <= 0.05) && low > 1.0 && category["customers"].as_u64() >= Some(20)
    });
    // The plans were planted by group.
    let plans: Vec<&str> = telling.filter_map(|category| category["name"].as_str()).collect();
    assert!(plans.contains(&"basic") && plans.contains(&"premium"), "{plans:?}");
    let advice: String =
        segments.iter().filter_map(|s| s["recommendation"]["reason"].as_str()).collect::<Vec<_>>().join("\n");
    assert!(advice.contains("have plan premium (30% of all"), "{advice}");
    let by_plan = self::report(&[TABLE, "--features", "age,plan_onehot"]);
    let segments = by_plan["segmentation"]["segments"].as_array().expect("segments");
    for category in segments.iter().flat_map(|s| s["categories"].as_array().expect("categories")) {
        assert_eq!(category["p"].is_null(), category["column"] == "plan", "{category}");
    }
}

#[test]
fn any_column_is_filtered_by() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("customers.csv");
    let mut text = "id,Home Town,Income (k$),tier\n".to_owned();
    for i in 0..60 {
        let (town, tier) = (["New York", "San José", "東京"][i % 3], ["1 star", "2 stars"][i % 2]);
        writeln!(text, "{i},{town},{}.5,{tier}", 20 + i).expect("text");
    }
    std::fs::write(&path, text).expect("written");
    let path = path.to_str().expect("text");
    for (filter, customers) in [
        ("tier:\"2 stars\"", 30),
        ("-tier:\"2 stars\"", 30),
        ("\"Home Town\":\"New York\"", 20),
        ("\"Income (k$)\">=50", 30),
        ("tier:\"1 star\" \"Income (k$)\"<30", 5),
    ] {
        let report = report(&[path, "--filter", filter]);
        assert_eq!(report["kpis"]["customers"], customers, "{filter}");
    }
}

/// Tables at the edges, with what they are called.
fn degenerate() -> Vec<(&'static str, String)> {
    let rows = |n: usize, row: &dyn Fn(usize) -> String| (0..n).map(row).collect::<Vec<_>>().join("\n");
    let wide: String = (0..200).map(|at| format!(",c{at}")).collect();
    vec![
        ("one row", "customer_id,age,plan\n1,40,basic\n".to_owned()),
        ("one column", format!("customer_id\n{}\n", rows(30, &|i| i.to_string()))),
        ("all missing", format!("customer_id,age,plan\n{}\n", rows(30, &|i| format!("{i},,")))),
        ("all constant", format!("customer_id,age,plan\n{}\n", rows(30, &|i| format!("{i},7,basic")))),
        (
            "only text",
            format!(
                "customer_id,plan,tier\n{}\n",
                rows(30, &|i| format!("{i},{},{}", ["a", "b"][i % 2], ["x", "y", "z"][i % 3]))
            ),
        ),
        (
            "200 columns",
            format!(
                "customer_id{wide}\n{}\n",
                rows(40, &|i| format!(
                    "{i}{}",
                    (0..200).map(|c| format!(",{}", (i * 7 + c * i * i) % 31)).collect::<String>()
                ))
            ),
        ),
        ("the same twice", format!("customer_id,a,b\n{}\n", rows(30, &|i| format!("{i},{},{}", i % 9, 2 * (i % 9))))),
    ]
}

#[test]
fn tables_at_the_edges_are_drawn_on_every_screen() {
    let folder = tempfile::tempdir().expect("a folder");
    for (name, table) in degenerate() {
        let path = folder.path().join("customers.csv");
        std::fs::write(&path, table).expect("written");
        let mut driver = opened(&path, 80, 24);
        assert!(driver.model.dataset().is_some(), "{name}: {}", seen(&driver));
        for screen in Screen::all().filter(|screen| screen.is_of(Kind::Customers)) {
            driver.press(&screen.number().to_string()).expect("a key");
            for _ in 0..4 {
                let panel = driver.model.focused();
                for keys in ["Down Down Right Right", "G", "v", "z", "z", "i Escape Escape", "Tab"] {
                    driver.press(keys).expect("keys");
                    driver.press(&screen.number().to_string()).expect("a key");
                    draw_at(&driver, &Theme::dark(), 0, 0);
                    draw_at(&driver, &Theme::dark(), 200, 60);
                    draw_at(&driver, &Theme::mono().with_glyphs(Glyphs::Ascii), 60, 18);
                }
                assert!(!seen(&driver).contains("NaN"), "{name} {screen:?} {panel:?}:\n{}", seen(&driver));
            }
        }
        let path = path.to_str().expect("text");
        for format in ["json", "html"] {
            let report =
                program().args(["report", path, "--format", format, "--k-max", "3"]).output().expect("the program");
            assert!(report.status.success(), "{name}: {}", String::from_utf8_lossy(&report.stderr));
        }
    }
}

#[test]
fn perfectly_correlated_columns_have_a_coefficient_of_one() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("customers.csv");
    std::fs::write(&path, &degenerate().last().expect("a table").1).expect("written");
    let report = report(&[path.to_str().expect("text")]);
    let pair = &report["correlations"]["pairs"][0];
    assert_eq!((pair["pearson"].as_f64(), pair["spearman"].as_f64(), &pair["n"]), (Some(1.0), Some(1.0), &json!(30)));
}

#[test]
fn an_id_is_a_value_of_its_customer_and_has_no_chart() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("customers.csv");
    let line = |i: usize| format!("{i},{},{},{}\n", 500_000 + i * 37 % 300, 20 + i * 7 % 50, i * i % 97);
    std::fs::write(&path, "customer_id,account_no,age,spend\n".to_owned() + &(0..300).map(line).collect::<String>())
        .expect("written");
    let driver = opened(&path, 120, 36);
    assert!(seen(&driver).contains("ids, not charted: account_no"), "{}", seen(&driver));
    let page = seen(&pressed(driver, "6 Enter"));
    let cells = |name: &str| -> Vec<String> {
        let line = page.lines().find(|line| line.contains(&format!("│ {name} "))).expect("a row");
        line.split_whitespace().map(str::to_owned).collect()
    };
    // A percentile of an id says nothing.
    assert!(!cells("account_no").concat().contains('%') && cells("account_no").concat().contains("500000"), "{page}");
    assert!(cells("age").concat().contains('%'), "{page}");
}
