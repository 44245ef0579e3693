//! Segments of a sample of the customers of a database: the same sample each time, and the numbers of everyone by one statement.
//!
//! Expected numbers are those of `segscope assign`, which places all customers of the files by the saved model, one by one: sizes, the
//! means of their columns, and the sum of their squared distances. A test whose engine is missing passes, and says what it did not run.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;

use serde_json::Value;

use crate::databases::{SAMPLE, report, sample_of_sqlite};
use crate::made_databases::{has_drivers, servers};
use crate::support::program;

/// What the sample is made by: half of the customers of the data.
const SAMPLED: [&str; 4] = ["--compute", "database", "--most-customers", "1000"];
const CLUSTERED: [&str; 4] = ["--k", "4", "--features", "transaction_count,burnt_ratio,recency_days"];

fn engines(test: &str, folder: &Path) -> Vec<String> {
    if !has_drivers(test) {
        return Vec::new();
    }
    let of_sqlite = sample_of_sqlite(test, folder).map(|file| file.display().to_string());
    servers(test).into_iter().chain(of_sqlite).collect()
}

fn run(words: &[&str]) -> String {
    let output = program().args(words).output().expect("the program runs");
    assert!(output.status.success(), "{words:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("text")
}

/// The rows of a CSV by the first column, with the values of the columns of `names`.
fn rows(text: &str, names: &[&str]) -> BTreeMap<String, Vec<String>> {
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let header = reader.headers().expect("a header").clone();
    let at: Vec<usize> =
        names.iter().map(|name| header.iter().position(|column| column == *name).expect("the column")).collect();
    let rows = reader.records().map(|row| row.expect("a row"));
    rows.map(|row| (row[0].to_owned(), at.iter().map(|at| row[*at].to_owned()).collect())).collect()
}

fn number(text: &str) -> f64 {
    text.parse().expect("a number")
}

fn is_close(found: &Value, expected: f64, at: &str) {
    let found = found.as_f64().expect("a number");
    assert!((found - expected).abs() <= 1e-9 * expected.abs().max(1.0), "{at}: {found} is not {expected}");
}

#[test]
fn sizes_means_and_inertia_are_of_everyone() {
    let test = "sizes_means_and_inertia_are_of_everyone";
    let folder = tempfile::tempdir().expect("a folder");
    let whole = report(SAMPLE, &[]);
    for engine in engines(test, folder.path()) {
        let found = report(&engine, &[&SAMPLED[..], &CLUSTERED].concat());
        let (sample, segmentation) = (&found["source"]["sample"], &found["segmentation"]);
        let customers = sample["customers"].as_u64().expect("a number");
        assert!((880..=1120).contains(&customers) && sample["of"] == 2_000, "{engine}: {sample}");
        assert_eq!(found["kpis"], whole["kpis"], "{engine}: key figures are of all customers");
        assert_eq!(found["usage"], whole["usage"], "{engine}");
        assert_eq!(found["branches"], whole["branches"], "{engine}");
        let fitted = &segmentation["sample"];
        assert_eq!((&fitted["sizes"], &fitted["placed_differently"]), (&"all customers".into(), &0.into()), "{fitted}");

        let model = folder.path().join("model.json");
        let model = model.to_str().expect("a path");
        let command = ["segments", &engine, "--quiet", "--save-model", model];
        let listed = run(&[&command[..], &SAMPLED, &CLUSTERED].concat());
        let features = ["transaction_count", "burnt_ratio", "recency_days"];
        let columns = [&["segment", "distance"][..], &features].concat();
        let assigned = rows(&run(&["assign", model, SAMPLE, "--quiet"]), &columns);
        assert_eq!(assigned.len(), 2_000);

        // Those of the sample have the segments of the fit.
        let own = rows(&listed, &["segment"]);
        assert_eq!(own.len() as u64, customers, "{engine}: the list has the customers of the sample");
        for (id, segment) in &own {
            assert_eq!(segment[0], assigned[id][0], "{engine}: customer {id}");
        }

        let mut inertia = 0.0;
        let mut inside = 0;
        for segment in segmentation["segments"].as_array().expect("segments") {
            let id = segment["id"].to_string();
            let own: Vec<_> = assigned.values().filter(|row| row[0] == id).collect();
            assert_eq!(segment["customers"], own.len(), "{engine}: segment {id}");
            inside += own.len() as u64;
            inertia += own.iter().map(|row| number(&row[1]).powi(2)).sum::<f64>();
            for (at, feature) in features.iter().enumerate() {
                let mean = own.iter().map(|row| number(&row[2 + at])).sum::<f64>() / own.len() as f64;
                is_close(&segment["profile"][feature]["mean"], mean, &format!("{engine}: {feature} of segment {id}"));
            }
        }
        is_close(&segmentation["inertia"], inertia, &engine);
        assert_eq!(segmentation["customers"], inside, "{engine}");
        let outside = [&segmentation["left_out"], &segmentation["noise"], &found["kpis"]["inactive_customers"]];
        assert_eq!(inside + outside.map(|n| n.as_u64().expect("a number")).iter().sum::<u64>(), 2_000, "{engine}");
    }
}

#[test]
fn servers_choose_the_same_customers_each_time() {
    let test = "servers_choose_the_same_customers_each_time";
    if !has_drivers(test) {
        return;
    }
    let listed = |server: &str| {
        let command = ["segments", server, "--quiet"];
        rows(&run(&[&command[..], &SAMPLED, &CLUSTERED].concat()), &["segment"])
    };
    let lists: Vec<_> = servers(test).iter().flat_map(|server| [listed(server), listed(server)]).collect();
    assert!(lists.windows(2).all(|pair| pair[0] == pair[1]));
}

#[test]
fn a_table_has_everyone_and_no_row_comes_over() {
    let test = "a_table_has_everyone_and_no_row_comes_over";
    let folder = tempfile::tempdir().expect("a folder");
    if !has_drivers(test) {
        return;
    }
    let Some(file) = sample_of_sqlite(test, folder.path()) else { return };
    let (data, model) = (file.to_str().expect("a path"), folder.path().join("model.json"));
    let model = model.to_str().expect("a path");
    let command = ["segments", data, "--quiet", "--save-model", model, "--to-table", "found"];
    run(&[&command[..], &SAMPLED, &CLUSTERED].concat());
    let asked = Command::new("sqlite3").args(["-csv", "-header", data, "SELECT * FROM found"]).output();
    let written = rows(&String::from_utf8_lossy(&asked.expect("sqlite3 runs").stdout), &["segment", "distance"]);
    let expected = rows(&run(&["assign", model, SAMPLE, "--quiet"]), &["segment", "distance"]);
    assert_eq!(written.keys().collect::<Vec<_>>(), expected.keys().collect::<Vec<_>>());
    for (id, row) in &written {
        assert_eq!(row[0], expected[id][0], "customer {id}");
        if !row[1].is_empty() {
            assert!((number(&row[1]) - number(&expected[id][1])).abs() < 1e-9, "customer {id}");
        }
    }
    let holdout = ["segments", data, "--to-table", "other", "--holdout", "10%"];
    let refused = program().args([&holdout[..], &SAMPLED, &CLUSTERED].concat()).output().expect("the program runs");
    let said = String::from_utf8_lossy(&refused.stderr);
    assert!(!refused.status.success() && said.contains("--most-customers 2000"), "{said}");
}

#[test]
fn a_filter_that_lists_ids_is_about_the_sample() {
    let test = "a_filter_that_lists_ids_is_about_the_sample";
    let folder = tempfile::tempdir().expect("a folder");
    for engine in engines(test, folder.path()) {
        let found = report(&engine, &[&SAMPLED[..], &CLUSTERED, &["--filter", "transaction_count>=8"]].concat());
        let (kpis, sample) = (&found["kpis"], &found["source"]["sample"]);
        assert!(kpis["customers"].as_u64() < sample["customers"].as_u64(), "{engine}: {kpis}");
        let fitted = &found["segmentation"]["sample"];
        assert_eq!(fitted["sizes"], "the sample", "{engine}: {fitted}");
        let by_city = report(&engine, &[&SAMPLED[..], &CLUSTERED, &["--filter", "city:Cairo"]].concat());
        let expected = report(SAMPLE, &["--filter", "city:Cairo"]);
        assert_eq!(by_city["kpis"], expected["kpis"], "{engine}: a city is a condition of the statement");
    }
}

#[test]
fn with_a_filter_sizes_and_means_are_of_all_who_match() {
    let test = "with_a_filter_sizes_and_means_are_of_all_who_match";
    let folder = tempfile::tempdir().expect("a folder");
    let features = ["transaction_count", "burnt_ratio", "recency_days"];
    for engine in engines(test, folder.path()) {
        for filter in ["city:Cairo", "status:burnt", "since:2024-06 gender:Female", "branch:3"] {
            let filtered = [&SAMPLED[..], &CLUSTERED, &["--filter", filter]].concat();
            let found = report(&engine, &filtered);
            let segmentation = &found["segmentation"];
            let fitted = &segmentation["sample"];
            let expected = (&"all customers".into(), &0.into(), &Value::Null);
            assert_eq!(
                (&fitted["sizes"], &fitted["placed_differently"], &fitted["reason"]),
                expected,
                "{engine}: {filter}"
            );

            let model = folder.path().join("filtered.json");
            let model = model.to_str().expect("a path");
            run(&[&["segments", &engine, "--quiet", "--save-model", model][..], &filtered].concat());
            let columns = [&["segment"][..], &features].concat();
            let assigned = rows(&run(&["assign", model, SAMPLE, "--quiet", "--filter", filter]), &columns);
            for segment in segmentation["segments"].as_array().expect("segments") {
                let id = segment["id"].to_string();
                let own: Vec<_> = assigned.values().filter(|row| row[0] == id).collect();
                assert_eq!(segment["customers"], own.len(), "{engine}: {filter}: segment {id}");
                for (at, feature) in features.iter().enumerate() {
                    let mean = own.iter().map(|row| number(&row[1 + at])).sum::<f64>() / own.len() as f64;
                    is_close(
                        &segment["profile"][feature]["mean"],
                        mean,
                        &format!("{engine}: {filter}: {feature} of {id}"),
                    );
                }
            }
        }
    }
}
