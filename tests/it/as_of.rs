//! `--as-of` on an earlier day: what data that was cut off by hand on that day comes to.

use std::collections::HashMap;
use std::fmt::Write;
use std::fs;
use std::path::Path;

use proptest::prelude::*;
use segscope::analysis::{Dataset, load};
use segscope::data::filter::Filter;
use segscope::data::{LoadOptions, Source, format_day, parse_day};
use segscope::progress::Progress;

use crate::support::{options, program};

/// The tables of a folder, by file name.
type Tables = Vec<(String, String)>;

fn read(folder: &str) -> Tables {
    let files = fs::read_dir(folder).expect("a folder").map(|file| file.expect("a file").path());
    let name = |path: &Path| path.file_name().expect("a name").to_string_lossy().into_owned();
    files.map(|path| (name(&path), fs::read_to_string(&path).expect("text"))).collect()
}

fn write(tables: &Tables) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    for (name, text) in tables {
        fs::write(folder.path().join(name), text).expect("written");
    }
    folder
}

/// The header of a table, and its rows that `keep` returns.
fn rows(text: &str, mut keep: impl FnMut(Vec<&str>) -> Option<Vec<String>>) -> String {
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let mut out = csv::Writer::from_writer(Vec::new());
    out.write_record(reader.headers().expect("a header")).expect("written");
    for row in reader.records() {
        if let Some(row) = keep(row.expect("a row").iter().collect()) {
            out.write_record(row).expect("written");
        }
    }
    String::from_utf8(out.into_inner().expect("written")).expect("UTF-8")
}

fn table<'t>(tables: &'t Tables, name: &str) -> &'t str {
    &tables.iter().find(|(file, _)| file == name).expect("a table").1
}

fn owned(row: &[&str]) -> Vec<String> {
    row.iter().map(|cell| (*cell).to_owned()).collect()
}

/// A claim of the sample as it was on a day.
fn claim(row: &[&str], day: &str) -> Option<Vec<String>> {
    if row[2].is_empty() || row[2] > day {
        return None;
    }
    // The status is the fourth column, and the day of the burn the sixth.
    let mut row = owned(row);
    if row[5].as_str() > day {
        "claimed".clone_into(&mut row[3]);
        row[5].clear();
    }
    Some(row)
}

/// The sample without later claims, with later burns claimed, and without customers who joined later and had not
/// claimed.
fn cut(tables: &Tables, day: &str) -> Tables {
    let of = |name: &str| table(tables, name);
    let mut seen = std::collections::HashSet::new();
    let claims = rows(of("transactions.csv"), |row| {
        let claim = claim(&row, day)?;
        seen.insert(claim[1].clone());
        Some(claim)
    });
    let customers = rows(of("customers.csv"), |row| (row[1] <= day || seen.contains(row[0])).then(|| owned(&row)));
    let replaced = |(name, text): &(String, String)| {
        let text = match name.as_str() {
            "transactions.csv" => &claims,
            "customers.csv" => &customers,
            _ => text,
        };
        (name.clone(), text.clone())
    };
    tables.iter().map(replaced).collect()
}

/// The sample as one table of claims with what is known of their customers. One customer of four moves in 2024, and the
/// plan of one of fifty changes.
fn flat(tables: &Tables) -> String {
    let by_id = |name: &str| -> HashMap<String, Vec<String>> {
        let mut reader = csv::Reader::from_reader(table(tables, name).as_bytes());
        let rows = reader.records().map(|row| row.expect("a row"));
        rows.map(|row| (row[0].to_owned(), row.iter().map(str::to_owned).collect())).collect()
    };
    let [customers, cities, genders] = ["customers.csv", "cities.csv", "genders.csv"].map(by_id);
    let mut lines = table(tables, "transactions.csv").lines();
    let mut text = format!("{},city,gender,age,plan\n", lines.next().expect("a header"));
    for line in lines {
        let cells: Vec<&str> = line.split(',').collect();
        let customer = customers.get(cells[1]);
        let of = |at: usize| customer.map_or("", |row| row[at].as_str());
        let name = |of: &HashMap<String, Vec<String>>, id: &str| of.get(id).map_or(String::new(), |row| row[1].clone());
        let (id, moved) = (cells[1].parse::<u32>().unwrap_or(0), cells[2] >= "2024-06");
        let city = if moved && id % 4 == 0 { "Aswan".to_owned() } else { name(&cities, of(2)) };
        let plan = if moved && id % 50 == 0 { "gold" } else { ["basic", "plus"][id as usize % 2] };
        let _ = writeln!(text, "{line},{city},{},{},{plan}", name(&genders, of(3)), of(4));
    }
    text
}

fn as_of(path: &Path, day: i32) -> Dataset {
    let options = LoadOptions { as_of: Some(day), ..options(vec![path.to_owned()]) };
    load(&options, &Filter::default(), &Progress::new()).expect("it can be read")
}

/// Everything that is measured, and every feature; what is said of the files is left out.
fn measured(mut dataset: Dataset) -> String {
    dataset.summary.source = Source::default();
    dataset.summary.findings.clear();
    let mut text = format!("{:#?}", dataset.summary);
    let _ = write!(text, "{:#?}", dataset.features);
    text
}

fn assert_same(ours: Dataset, theirs: Dataset, what: &str) {
    let (ours, theirs) = (measured(ours), measured(theirs));
    if ours != theirs {
        let (ours, theirs): (Vec<&str>, Vec<&str>) = (ours.lines().collect(), theirs.lines().collect());
        let at = ours.iter().zip(&theirs).position(|(a, b)| a != b).unwrap_or(0);
        panic!("{what}: {:#?} and {}", &ours[at.saturating_sub(12)..=at], theirs[at]);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 8, failure_persistence: None, ..ProptestConfig::default() })]

    /// The sample has claims from 2023-01-23 to 2025-06-30. In the first weeks no name of a coupon comes twice, so that the
    /// column looks like ids.
    #[test]
    fn the_sample_is_what_a_cut_by_hand_leaves(day in 19_450_i32..20_269) {
        let sample = read(concat!(env!("CARGO_MANIFEST_DIR"), "/data"));
        let cut = write(&cut(&sample, &format_day(day)));
        assert_same(as_of(write(&sample).path(), day), as_of(cut.path(), day), &format_day(day));
    }

    /// Claims without other tables: later rows say nothing of the cities, plans and ages of customers either.
    #[test]
    fn claims_with_their_customers_are_what_a_cut_by_hand_leaves(day in 19_600_i32..20_269) {
        let (all, until) = (flat(&read(concat!(env!("CARGO_MANIFEST_DIR"), "/data"))), format_day(day));
        let cut = rows(&all, |row| claim(&row, &until));
        let [all, cut] = [all, cut].map(|text| write(&vec![("claims.csv".to_owned(), text)]));
        assert_same(as_of(all.path(), day), as_of(cut.path(), day), &until);
    }

    /// Orders with returns, cancelled ones, and lines without a product, and no other table. One customer of ten has
    /// several cities. By date, as customers come in the order of their first rows.
    #[test]
    fn orders_are_what_a_cut_by_hand_leaves(day in 19_730_i32..20_090) {
        let orders = include_str!("../golden/orders.csv");
        let (header, lines) = orders.split_once('\n').expect("a header");
        let mut lines: Vec<&str> = lines.lines().collect();
        lines.sort_by_key(|line| line.split(',').nth(2));
        let orders = format!("{header}\n{}\n", lines.join("\n"));
        let until = format_day(day);
        let cut = rows(&orders, |row| (!row[2].is_empty() && row[2][..10] <= *until).then(|| owned(&row)));
        let [all, cut] = [orders, cut].map(|text| write(&vec![("orders.csv".to_owned(), text)]));
        let (ours, theirs) = (as_of(all.path(), day), as_of(cut.path(), day));
        assert_same(ours, theirs, &until);
    }
}

/// On the last day of the data and later nothing is cut off, not even a claim without a date.
#[test]
fn on_the_last_day_nothing_is_missing() {
    let folder = write(&vec![(
        "transactions.csv".to_owned(),
        "customer_id,transaction_date,transaction_status,burn_date\n1,2024-03-01,burnt,2024-04-01\n2,,claimed,\n\
         3,2024-03-05,claimed,\n"
            .to_owned(),
    )]);
    let on = |day: &str| {
        let summary = as_of(folder.path(), parse_day(day).expect("a day")).summary;
        (summary.kpis.customers, summary.kpis.transactions, summary.kpis.burnt)
    };
    assert_eq!((on("2024-04-01"), on("2024-09-01")), ((3, 3, 1), (3, 3, 1)));
    // The burn of 2024-04-01 has not come, and nobody knows of the claim without a date.
    assert_eq!((on("2024-03-31"), on("2024-03-01")), ((2, 2, 0), (1, 1, 0)));
}

/// The example: a recency of -144 days and negative thresholds of RFM.
#[test]
fn nothing_in_a_report_is_later_than_the_day() {
    let run = |arguments: &[&str]| {
        let output = program().args(["report", "--format", "json", "--k", "3"]).args(arguments).output();
        serde_json::from_slice::<serde_json::Value>(&output.expect("the program runs").stdout).expect("JSON")
    };
    let report = run(&["--as-of", "2024-06-15"]);
    assert_eq!((&report["as_of"], &report["claim_horizon"]), (&"2024-06-15".into(), &"2024-06-15".into()));
    let thresholds = report["rfm"]["thresholds"]["recency"].as_array().expect("thresholds");
    assert!(thresholds.iter().all(|days| days.as_f64().is_some_and(|days| days >= 0.0)), "{thresholds:?}");
    let last = report["usage"]["points"].as_array().expect("periods").last().expect("a period");
    assert_eq!(last["period"], "2024-06");
}

/// Amounts in pounds come in June: in May all were in euros, whichever come first in the file.
#[test]
fn a_currency_that_comes_later_drops_no_amount() {
    let header = "order_id,customer_id,order_date,total\n";
    let early: Vec<String> = (1..9).map(|i| format!("{i},C{},2024-05-0{i},{i}.50 EUR\n", i % 3)).collect();
    let late: Vec<String> = (1..4).map(|i| format!("{},C{i},2024-06-0{i},£{i}.25\n", i + 8)).collect();
    let day = parse_day("2024-05-31").expect("a day");
    for all in [[&early[..], &late].concat(), [&late[..], &early].concat()] {
        let [all, cut] = [all.concat(), early.concat()].map(|rows| format!("{header}{rows}"));
        let [all, cut] = [all, cut].map(|text| write(&vec![("orders.csv".to_owned(), text)]));
        let then = as_of(all.path(), day);
        // 1.5 + 2.5 + ... + 8.5.
        assert_eq!((then.facts.currency.as_deref(), then.summary.kpis.amount), (Some("EUR"), Some(40.0)));
        let sorted = |dataset: Dataset| dataset.summary.kpis;
        assert_eq!(sorted(then), sorted(as_of(cut.path(), day)));
        let now = as_of(all.path(), parse_day("2024-06-03").expect("a day"));
        assert_eq!((now.facts.currency.as_deref(), now.summary.kpis.amount), (None, None), "several are no sum");
    }
}

/// Sixty customers say in each row where they live. Half of them lived in Cairo in January; twenty moved in March, and wrote
/// so twice.
#[test]
fn segments_of_an_earlier_day_rest_on_what_was_written_then() {
    let mut claims = String::from("customer_id,transaction_date,transaction_status,city\n");
    for (day, moved) in [("2024-01-05", false), ("2024-03-05", true), ("2024-03-06", true)] {
        for customer in 0..60 {
            let cairo = customer < if moved { 10 } else { 30 };
            let _ = writeln!(claims, "{customer},{day},claimed,{}", if cairo { "Cairo" } else { "Giza" });
        }
    }
    let folder = write(&vec![("claims.csv".to_owned(), claims)]);
    let options = ["--features", "city_onehot", "--k", "2", "--compare-as-of", "2024-01-31"];
    let output = program().args(["report", "--format", "json"]).args(options).arg(folder.path()).output();
    let output = output.expect("the program runs");
    let report: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
    let migration = &report["segmentation"]["migration"];
    let sizes = |of: &str| -> Vec<u64> {
        let groups = migration[of].as_array().expect("groups");
        groups.iter().map(|group| group["customers"].as_u64().expect("a count")).filter(|n| *n > 0).collect()
    };
    assert_eq!((sizes("segments"), sizes("today")), (vec![30, 30], vec![50, 10]));
}
