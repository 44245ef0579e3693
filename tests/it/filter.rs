//! `--filter`, `--since` and `--until` without a terminal.

use std::fs;
use std::path::Path;
use std::process::Output;
use std::sync::Arc;

use segscope::analysis;
use segscope::data::filter::Filter;
use segscope::progress::Progress;
use serde_json::Value;

fn segscope(args: &[&str]) -> Output {
    crate::support::program().args(args).output().expect("the program runs")
}

fn stdout(args: &[&str]) -> String {
    let output = segscope(args);
    assert_eq!(output.status.code(), Some(0), "{args:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("UTF-8")
}

fn report(args: &[&str]) -> Value {
    let all: Vec<&str> = ["report", "--format", "json"].iter().chain(args).copied().collect();
    serde_json::from_str(&stdout(&all)).expect("JSON")
}

fn customers(args: &[&str]) -> Vec<Vec<String>> {
    let all: Vec<&str> = ["segments"].iter().chain(args).copied().collect();
    stdout(&all).lines().skip(1).map(|l| l.split(',').map(str::to_owned).collect()).collect()
}

#[test]
fn a_filter_that_keeps_everything_changes_nothing_but_its_name() {
    let whole = report(&["--k", "4"]);
    for filter in ["city:*,none", "-burnt_count<0 -joined<2000-01-01 segment:*,none"] {
        let mut filtered = report(&["--k", "4", "--filter", filter]);
        assert_eq!(filtered["filter"], filter);
        filtered["filter"] = "".into();
        assert!(filtered == whole, "{filter}");
    }
}

#[test]
fn the_word_that_screens_have_for_places_is_a_key() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("customers.csv");
    let line = |i: usize| format!("{i},{},{}\n", ["West", "East", "North"][i % 3], 20 + i * 7 % 50);
    let text = (0..60).map(line).collect::<String>();
    fs::write(&path, "customer_id,region,age\n".to_owned() + &text).expect("written");
    let of = |filter: &str| report(&[path.to_str().expect("a path"), "--filter", filter])["kpis"]["customers"].clone();
    assert_eq!(of("region:West"), 20);
    assert_eq!(of("Region!=West,North"), of("city:East"));
    // Neither a missing name nor an id reads as a name.
    let without = path.with_file_name("without.csv");
    let line = |i: usize| format!("{i},{},{}\n", ["7", "", "North"][i % 3], 20 + i * 7 % 50);
    let text_without = (0..60).map(line).collect::<String>();
    fs::write(&without, "customer_id,region,age\n".to_owned() + &text_without).expect("written");
    let without = without.to_str().expect("a path");
    let of_those = |filter: &str| report(&[without, "--filter", filter])["kpis"]["customers"].clone();
    for (filter, customers) in [("region:none", 20), ("-region:none", 40), ("region:7", 20), ("region:7,none", 40)] {
        assert_eq!(of_those(filter), customers, "{filter}");
    }
    let refused = segscope(&["report", without, "--filter", "region>6"]);
    let said = String::from_utf8_lossy(&refused.stderr);
    assert!(!refused.status.success() && said.contains("which cannot be compared"), "{said}");
    // A column of that name is itself.
    let with = path.with_file_name("with_city.csv");
    let line = |i: usize| format!("{i},{},{}\n", ["Cairo", "Giza"][i % 2], ["West", "East", "North"][i % 3]);
    let text = (0..60).map(line).collect::<String>();
    fs::write(&with, "customer_id,city,region\n".to_owned() + &text).expect("written");
    let of = |filter: &str| report(&[with.to_str().expect("a path"), "--filter", filter])["kpis"]["customers"].clone();
    assert_eq!(of("region:West"), 20);
    assert_eq!(of("city:Giza"), 30);
}

#[test]
fn segments_narrow_measures_and_tables_but_not_the_clustering() {
    let whole = report(&["--k", "4"]);
    let count = |report: &Value, key: &str| report["kpis"][key].as_u64().expect("a count");
    let parts: Vec<Value> = ["1", "2", "3", "4", "none"]
        .iter()
        .map(|s| report(&["--k", "4", "--filter", &format!("segment:{s}")]))
        .collect();
    for key in ["customers", "active_customers", "transactions", "claimed", "burnt", "other"] {
        let sum: u64 = parts.iter().map(|part| count(part, key)).sum();
        assert_eq!(sum, count(&whole, key), "{key}");
    }
    for (part, segment) in parts.iter().zip(whole["segmentation"]["segments"].as_array().expect("a list")) {
        assert_eq!(part["segmentation"], whole["segmentation"]);
        assert_eq!(part["kpis"]["customers"], segment["customers"]);
        assert_eq!(part["kpis"]["burnt"], segment["burnt"]);
    }
    let by_name = whole["segmentation"]["segments"][1]["name"].as_str().expect("a name").to_uppercase();
    let mut named = report(&["--k", "4", "--filter", &format!("segment:\"{by_name}\"")]);
    named["filter"] = parts[1]["filter"].clone();
    assert_eq!(named, parts[1]);

    let all = customers(&["--k", "4"]);
    let expected: Vec<_> = all.iter().filter(|c| c[1] == "2" || c[1].is_empty()).cloned().collect();
    assert_eq!(customers(&["--k", "4", "--filter", "segment:2,none"]), expected);
}

#[test]
fn filtered_totals_are_at_most_the_totals() {
    let whole = report(&["--k", "2"]);
    for filter in ["city:Cairo", "status:burnt", "burnt_count>=2 since:2024", "-merchant:none", "gender:none"] {
        let filtered = report(&["--k", "2", "--filter", filter]);
        for key in ["customers", "active_customers", "inactive_customers", "transactions", "claimed", "burnt", "other"]
        {
            let of = |report: &Value| report["kpis"][key].as_u64();
            assert!(of(&filtered) <= of(&whole), "{filter}: {key}");
        }
        assert_eq!(filtered["as_of"], whole["as_of"], "{filter}");
        assert_eq!(filtered["quality"], whole["quality"], "{filter}");
        assert_eq!(filtered["source"], whole["source"], "{filter}");
    }
}

#[test]
fn since_and_until_are_conditions() {
    let args = ["--filter", "city:Cairo", "--since", "2024", "--until", "2024-06"];
    let filtered = report(&args);
    assert_eq!(filtered["filter"], "city:Cairo since:2024-01-01 until:2024-06-30");
    assert_eq!(filtered["claim_horizon"], "2024-06-30");
    assert_eq!(filtered, report(&["--filter", filtered["filter"].as_str().expect("text")]));
    let text = stdout(&["report", "--filter", "city:\"Port Said\""]);
    assert!(text.contains("  Filter      city:\"Port Said\"\n"), "{text}");
    let mut command = crate::support::program();
    command.args(["report", "--format", "json"]).env("SEGSCOPE_FILTER", "city:Cairo").env("SEGSCOPE_UNTIL", "2024-06");
    let from_environment: Value =
        serde_json::from_slice(&command.output().expect("the program runs").stdout).expect("JSON");
    assert_eq!(from_environment["filter"], "city:Cairo until:2024-06-30");
}

#[test]
fn a_filter_that_cannot_be_is_wrong_usage_and_shows_where() {
    for (args, says) in [
        (["--filter", "city:Cairo citty:x"], "  city:Cairo citty:x\n             ^^^^^"),
        (["--filter", "gender:Male city:Caro"], "  gender:Male city:Caro\n                   ^^^^"),
        (["--filter", "city:Cairo segment:99"], "  city:Cairo segment:99\n                     ^^"),
        (["--filter", "height>3"], "  height>3\n  ^^^^^^"),
        (["--since", "yesterday"], "--since yesterday"),
        (["--filter", "city:\u{1b}[2J"], "[2J"),
    ] {
        let output = segscope(&["report", args[0], args[1]]);
        let why = String::from_utf8(output.stderr).expect("UTF-8");
        assert_eq!(output.status.code(), Some(2), "{args:?}: {why}");
        assert!(why.contains(says), "{args:?}: {why}");
        assert!(!why.contains('\u{1b}') && output.stdout.is_empty(), "{args:?}: {why}");
    }
}

#[test]
fn nothing_left_is_reported_as_nothing() {
    let filter = ["--filter", "city:Aswan until:2000"];
    let empty = report(&filter);
    assert_eq!((&empty["kpis"]["customers"], &empty["kpis"]["transactions"]), (&0.into(), &0.into()));
    assert!(empty["segmentation"].is_null());
    let why = segscope(&["segments", filter[0], filter[1]]);
    assert_eq!(why.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&why.stderr).contains("no segments"));
    assert!(stdout(&["report", filter[0], filter[1]]).contains("  Filter "));
    assert!(stdout(&["screenshot", filter[0], filter[1], "--keys", "2 3 4 5 6 7 1"]).contains("<svg"));
}

/// The rows of a file of the sample for which `keep` holds; the header stays.
fn kept(file: &str, keep: impl Fn(&[&str]) -> bool) -> String {
    let text = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("data").join(file)).expect("the sample");
    let line = |(i, line): (usize, &str)| {
        (i == 0 || keep(&line.split(',').collect::<Vec<_>>())).then(|| line.to_owned() + "\n")
    };
    text.lines().enumerate().filter_map(line).collect()
}

#[test]
fn a_filter_clusters_as_the_filtered_data_would() {
    let folder = tempfile::tempdir().expect("a folder");
    let write = |file: &str, text: &str| fs::write(folder.path().join(file), text).expect("written");
    // Cairo has the id 1; the cities stay all six, so that codes keep their places.
    let customers = kept("customers.csv", |row| row[2] == "1");
    let ids: Vec<&str> = customers.lines().skip(1).map(|l| l.split(',').next().unwrap_or_default()).collect();
    write("transactions.csv", &kept("transactions.csv", |row| ids.contains(&row[1])));
    for file in ["cities.csv", "genders.csv", "branches.csv", "merchants.csv"] {
        write(file, &kept(file, |_| true));
    }
    write("customers.csv", &customers);
    let alone = folder.path().to_str().expect("UTF-8");
    let options = ["--as-of", "2025-06-30", "--features", "behaviour,city_encoded,age", "--k", "3"];
    let run = |more: &[&str]| report(&options.iter().chain(more).copied().collect::<Vec<_>>());
    let (filtered, alone) = (run(&["--filter", "city:Cairo"]), run(&[alone]));
    for key in ["segmentation", "kpis", "genders", "branches", "merchants", "days_to_burn", "frequency"] {
        assert_eq!(filtered[key], alone[key], "{key}");
    }
    // What is mature is decided by all data, not by those who are kept.
    let counts = |report: &Value| {
        let of = |point: &Value| {
            ["period", "claims", "burns", "burn_rate", "active_customers"].map(|key| point[key].clone())
        };
        report["usage"]["points"].as_array().expect("points").iter().map(of).collect::<Vec<_>>()
    };
    assert_eq!(counts(&filtered), counts(&alone));
    assert_eq!(filtered["usage"]["weekdays"], alone["usage"]["weekdays"]);
}

#[test]
fn a_loaded_data_set_is_filtered_again_and_again() {
    let progress = Progress::new();
    let filter = |text: &str| Filter::parse(text).expect("a filter");
    let whole =
        analysis::load(&crate::support::options(Vec::new()), &Filter::default(), &progress).expect("the sample");
    let cairo = analysis::refilter(&whole, &filter("city:Cairo"), &progress).expect("Cairo");
    assert!(cairo.summary.kpis.customers < whole.summary.kpis.customers);
    let segment = analysis::refilter(&cairo, &filter("segment:1 city:Cairo"), &progress).expect("the same customers");
    assert!(Arc::ptr_eq(&segment.features, &cairo.features), "segments are no reason to measure again");
    // Features are those of the whole data, not of the filter before.
    let many = analysis::refilter(&cairo, &filter("transaction_count>=20"), &progress).expect("other customers");
    assert!(many.features.city.iter().any(|city| *city != Some(0)));
    let back = analysis::refilter(&segment, &Filter::default(), &progress).expect("everything");
    assert!(back.summary == whole.summary && Arc::ptr_eq(&back.features, &whole.features));
    assert!(analysis::refilter(&cairo, &filter("city:Nowhere"), &progress).is_err());
    assert_eq!(whole.vocabulary.cities.first().map(String::as_str), Some("Cairo"), "most customers live there");
    assert!(whole.vocabulary.coupons.iter().any(|c| c == "Winter Warmers"));
}

/// How far the data can be seen does not hang on who is looked at. The day is that of the whole sample, as
/// `tests/fixtures/demographics/make.py` finds it: 56 days, the 95% quantile of the days to burn, before 2025-06-30.
#[test]
fn young_claims_do_not_make_themselves_mature() {
    let usage = |filter: &str| report(&["--k", "2", "--granularity", "week", "--filter", filter])["usage"].take();
    for filter in ["", "since:2025-05", "city:Cairo", "shown.city:Cairo", "since:2025-05 segment:1"] {
        let usage = usage(filter);
        assert_eq!(usage["mature_until"], "2025-05-05", "{filter}");
        // Those of the first claims have not all come by then.
        assert_eq!(usage["change"]["burns"].is_null(), filter.contains("since"), "{filter}");
    }
    assert!(usage("since:2025-05")["change"]["burn_rate"].is_null());
    // Whole months of customers whose first claim is in one of them are whole months still.
    let cohort = report(&["--k", "2", "--filter", "first_claim:2025-05-10..2025-05-20"]);
    assert_eq!(cohort["usage"]["change"]["claims"]["before"], "2025-05");
}

/// A kept claim of the sample has a burn date of 2051.
#[test]
fn time_ends_with_the_last_event_that_can_be() {
    let usage = &report(&["--k", "2", "--until", "2024-03-31"])["usage"];
    assert_eq!(usage["weekdays"].as_array().and_then(|months| months.last()).expect("months")["month"], "2024-06");
    let text = stdout(&["report", "--k", "2", "--until", "2024-03-31", "--format", "text"]);
    assert!(text.contains("2024-03") && !text.contains("2025-05 "), "{text}");
}

/// Forty customers with columns that are called as keys are: 20 active, 10 of them in the segment Consumer (counted by hand).
fn called_as_keys() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    let line = |i: usize| {
        let (segment, status) = (["Consumer", "Corporate", "Consumer", "Office"][i % 4], ["active", "lapsed"][i % 2]);
        let silhouette = i as f64 / 20.0 - 1.0;
        format!(
            "{i},{segment},{status},{},{silhouette},{},{}\n",
            ["x", "y"][i / 20],
            20 + i * 7 % 50,
            1000 + i * 31 % 97
        )
    };
    let text: String = (0..40).map(line).collect();
    let header = "customer_id,segment,status,first,silhouette,age,income\n";
    fs::write(folder.path().join("crm.csv"), header.to_owned() + &text).expect("written");
    folder
}

#[test]
fn a_column_that_is_called_as_a_key_is_in_quotes() {
    let folder = called_as_keys();
    let path = folder.path().join("crm.csv");
    let path = path.to_str().expect("a path");
    for (filter, customers) in [
        ("\"status\":active", 20),
        ("\"segment\":Consumer", 20),
        ("\"segment\":Consumer \"first\":x", 10),
        ("\"silhouette\"<0", 20),
    ] {
        assert_eq!(report(&[path, "--k", "2", "--filter", filter])["kpis"]["customers"], customers, "{filter}");
    }
    for (filter, write) in [
        ("status:active", "For the column write \"status\":active"),
        ("segment:Consumer", "For the column write \"segment\":Consumer"),
        ("first:y", "If first is a column, write \"first\":y"),
    ] {
        let output = segscope(&["report", path, "--k", "2", "--filter", filter]);
        let told = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(!output.status.success() && told.contains(write), "{told}");
    }
    let told = String::from_utf8_lossy(&segscope(&["report", path, "--filter", "branch:S"]).stderr).into_owned();
    assert!(!told.contains("For the column"), "there is no such column: {told}");
    // Both can be split by: the segments, and the column.
    let split = |key: &str| report(&[path, "--k", "2", "--by", key])["split"].take();
    assert_eq!(split("segment")["by"], "segment");
    let column = split("\"segment\"");
    let parts = column["parts"].as_array().expect("parts").iter();
    let parts: Vec<(&str, u64)> = parts
        .map(|part| (part["name"].as_str().expect("a name"), part["kpis"]["customers"].as_u64().expect("a count")))
        .collect();
    assert_eq!(
        (&column["by"], parts),
        (&"\"segment\"".into(), vec![("Consumer", 20), ("Corporate", 10), ("Office", 10)])
    );
    assert_eq!(split("status")["by"], "status");
}
