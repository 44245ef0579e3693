//! `enter` opens what a row is about: cells of customer flow, rows of the budget, findings of every kind, files, pairs.

use std::fs;

use segscope::app::headless::Headless;
use segscope::app::state::axes::Axes;
use segscope::app::{Overlay, Panel, Screen, selectors};

use crate::support::{driven, seen, settings, tools};

fn press(driver: &mut Headless, keys: &str) {
    driver.press(keys).expect("known keys");
}

fn listed(driver: &Headless) -> Vec<usize> {
    (0..selectors::rows(&driver.model, Panel::Customers))
        .map(|place| selectors::listed(&driver.model, place).expect("a customer"))
        .collect()
}

/// A dashboard on a file.
fn of(folder: &tempfile::TempDir, name: &str, text: &str) -> Headless {
    let file = folder.path().join(name);
    fs::write(&file, text).expect("the file");
    Headless::start(settings(), tools(vec![file]), (120, 36))
}

fn names(driver: &Headless) -> Vec<String> {
    driver.model.clusters.last().expect("segments").segments.list.iter().map(|of| of.name.clone()).collect()
}

#[test]
fn a_cell_of_customer_flow_opens_who_moved() {
    let mut driver = driven("5", 120, 36);
    press(&mut driver, ": k Space 4 Enter");
    let (four, before) = (driver.model.clusters.last().expect("segments").segments.of_customer.clone(), names(&driver));
    press(&mut driver, "+ BTab v v v v");
    let five = driver.model.clusters.last().expect("segments").segments.of_customer.clone();
    assert_eq!((before.len(), names(&driver).len()), (4, 5));
    // Segment 2 of K = 4, and each of K = 5: counted from the labels of both.
    press(&mut driver, "g Down Left Left Left Left Left");
    for column in 0..5 {
        let both = |at: &usize| four[*at] == Some(1) && five[*at] == Some(column);
        let expected: Vec<usize> = (0..four.len()).filter(both).collect();
        let page = seen(&driver);
        press(&mut driver, "Enter");
        if expected.is_empty() {
            assert_eq!(driver.model.screen, Screen::Segments);
        } else {
            let mut opened = listed(&driver);
            opened.sort_unstable();
            assert_eq!(opened, expected, "column {column}\n{page}");
            let filter = driver.model.filter.to_string();
            assert!(filter.starts_with("before:") && filter.contains(" segment:"), "{filter}");
            assert_eq!(names(&driver).len(), 5, "they are not clustered again");
            press(&mut driver, "Escape");
        }
        press(&mut driver, "Right");
    }
    // No other column follows the last, which is that of customers who were never active.
    let column = selectors::flow_column(&driver.model);
    press(&mut driver, "Right");
    assert_eq!(selectors::flow_column(&driver.model), column);
    press(&mut driver, "G Enter");
    let inactive = driver.model.dataset().expect("data").features.active.iter().filter(|active| !**active).count();
    assert_eq!(listed(&driver).len(), inactive, "{}", driver.model.filter);
}

#[test]
fn a_filter_knows_the_segment_before_only_after_another_clustering() {
    let mut driver = driven("/", 120, 36);
    press(&mut driver, "b e f o r e : 2 Enter");
    assert!(seen(&driver).contains("before needs an earlier clustering"), "{}", seen(&driver));
}

#[test]
fn a_row_of_the_budget_opens_its_segment() {
    let mut driver = driven("5 b Down", 120, 36);
    let segment = driver.model.clusters.last().expect("segments").segments.list[1].clone();
    press(&mut driver, "Enter");
    assert_eq!((listed(&driver).len() as u64, &driver.model.overlay), (segment.customers, &Overlay::None));
    assert!(driver.model.filter.to_string().contains(&segment.name));
    press(&mut driver, "Escape");
    assert_eq!(driver.model.screen, Screen::Segments);
}

#[test]
fn every_finding_opens_its_rows_or_what_each_file_and_column_is() {
    let folder = tempfile::tempdir().expect("a folder");
    let rows: String =
        (1..=60).map(|id| format!("{id},{},{},x\n", 20 + id % 40, if id == 7 { 900 } else { id % 9 })).collect();
    let alone = of(&folder, "customers.csv", &format!("customer_id,age,visits,source\n{rows}7,30,1,x\n"));
    let mut without_rows = 0;
    for mut driver in [driven("7", 120, 36), alone] {
        press(&mut driver, "7");
        let findings = driver.model.dataset().expect("data").summary.findings.clone();
        for (row, finding) in findings.iter().enumerate() {
            driver.model.cursors.insert(Panel::Checks, row);
            press(&mut driver, "Enter");
            match &driver.model.overlay {
                Overlay::Rows(open) => assert_eq!(open.finding, *finding),
                Overlay::Mapping(_) => without_rows += 1,
                other => panic!("{}: {other:?}", finding.check),
            }
            press(&mut driver, "Escape");
            assert_eq!(driver.model.focused(), Panel::Checks);
        }
        // The rows read of a table: what each file and column is.
        press(&mut driver, "Tab Tab Enter");
        assert!(matches!(driver.model.overlay, Overlay::Mapping(_)));
    }
    assert!(without_rows > 0, "a constant column is about no row");
}

#[test]
fn a_pair_of_correlated_columns_opens_the_scatter_plot() {
    let folder = tempfile::tempdir().expect("a folder");
    let row = |id: u32| format!("{id},{},{},{}\n", 20 + id % 40, (id * id) % 97, (id * 7) % 31);
    let rows: String = (1..=120).map(row).collect();
    let mut driver = of(&folder, "customers.csv", &format!("customer_id,age,income,visits\n{rows}"));
    while driver.model.focused() != Panel::Correlations {
        press(&mut driver, "Tab");
    }
    press(&mut driver, "Down Enter");
    let features = driver.model.clusters.last().expect("segments").prepared.matrix.names.clone();
    let summary = &driver.model.dataset().expect("data").summary;
    let columns = summary.correlations.as_ref().expect("correlations").columns.clone();
    let Axes::Features(x, y) = driver.model.axes else { panic!("{:?}: {:?}", driver.model.axes, driver.model.notice) };
    let (row, column) = selectors::pair_at(1);
    assert_eq!([&features[x], &features[y]], [&columns[column], &columns[row]]);
    assert_eq!(driver.model.focused(), Panel::Scatter);
}
