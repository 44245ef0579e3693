//! The binary without a terminal: streams, exit codes, the JSON contract.

use std::process::{Command, Output};

use serde_json::Value;

fn segscope(args: &[&str]) -> Output {
    crate::support::program().args(args).output().expect("the program runs")
}

fn stdout(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).expect("UTF-8")
}

fn stderr(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).expect("UTF-8")
}

#[test]
fn without_a_terminal_the_report_is_printed_plain() {
    let output = segscope(&[]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    let text = stdout(&output);
    assert!(text.contains("2,000") && text.contains("20,000"), "{text}");
    assert!(!text.chars().any(|c| c.is_control() && c != '\n'), "no escape byte");
    let widest = text.lines().map(segscope::wording::text::width).max().expect("lines");
    assert!(widest <= 80, "{widest} columns");
    assert_eq!(text, stdout(&segscope(&["report"])));
}

#[test]
fn json_keeps_the_contract() {
    let output = segscope(&["report", "--format", "json"]);
    let report: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    assert_eq!(report["schema"], "segscope/report/1");
    let keys = |value: &Value| value.as_object().expect("an object").keys().cloned().collect::<Vec<_>>();
    let has = |value: &Value, expected: &str| {
        let found = keys(value);
        for key in expected.split_whitespace() {
            assert!(found.iter().any(|k| k == key), "{key} is missing in {found:?}");
        }
    };
    has(
        &report,
        "schema source as_of claim_horizon filter kpis genders cities branches merchants usage days_to_burn frequency \
         retention rfm quality segmentation",
    );
    has(&report["source"], "path format rows tables");
    has(&report["source"]["tables"][0], "table read used set_aside");
    has(&report["source"]["rows"], "customers genders cities transactions branches merchants");
    has(
        &report["kpis"],
        "customers active_customers inactive_customers transactions claimed burnt other burn_rate repeat_customers \
         repeat_burners median_days_to_burn",
    );
    has(&report["genders"][0], "id name customers transactions burnt burn_rate");
    has(&report["cities"][0], "id name customers transactions burnt burn_rate");
    has(&report["branches"][0], "id name merchant transactions burnt burn_rate");
    has(&report["merchants"][0], "id name transactions burnt burn_rate");
    assert_eq!(report["usage"]["granularity"], "month");
    has(&report["usage"]["points"][0], "period claims burns status_claimed status_burnt partial");
    has(&report["days_to_burn"], "n min p10 p25 median mean p75 p90 max");
    has(&report["frequency"][0], "transactions customers");
    has(&report["retention"], "definition granularity cohorts average");
    has(&report["retention"]["cohorts"][0], "cohort size active");
    has(&report["rfm"], "monetary thresholds groups");
    has(&report["rfm"]["thresholds"], "recency frequency monetary");
    has(&report["rfm"]["groups"][0], "name customers");
    let sum = |list: &Value, key: &str| -> u64 {
        list.as_array().expect("a list").iter().map(|entry| entry[key].as_u64().expect("a count")).sum()
    };
    let active = report["kpis"]["active_customers"].as_u64().expect("a count");
    assert_eq!(sum(&report["retention"]["cohorts"], "size"), active, "cohorts sum to those with a first claim");
    assert_eq!(sum(&report["rfm"]["groups"], "customers"), active, "groups sum to the active customers");
    assert_eq!(Some(sum(&report["genders"], "customers")), report["kpis"]["customers"].as_u64());
    has(&report["quality"][0], "check severity table column rows examples");
    let segmentation = &report["segmentation"];
    has(
        segmentation,
        "algorithm features scaling inactive customers left_out distinct_rows seed restarts k k_source k_confidence icl collapsed ties outliers knee gap_k inertia \
         silhouette silhouette_method silhouette_error davies_bouldin calinski_harabasz noise verdict warnings sweep gap segments",
    );
    has(&segmentation["sweep"][0], "k inertia silhouette davies_bouldin calinski_harabasz bic icl collapsed");
    has(
        &segmentation["segments"][0],
        "id name customers share silhouette stability burnt burnt_share top_city top_gender burn_rate \
         shrunk_burn_rate shrunk_interval later_burn_rate later_interval profile recommendation",
    );
    has(&segmentation["segments"][0]["profile"]["transaction_count"], "mean median index");
    let sizes: u64 =
        segmentation["segments"].as_array().expect("a list").iter().filter_map(|s| s["customers"].as_u64()).sum();
    assert_eq!(Some(sizes), segmentation["customers"].as_u64(), "segments sum to the clustered customers");
}

#[test]
fn the_same_command_gives_the_same_bytes_on_any_number_of_threads() {
    let run = |threads: &str| {
        let mut command = crate::support::program();
        command
            .args(["report", "--format", "json"])
            .env("RAYON_NUM_THREADS", threads)
            .env("POLARS_MAX_THREADS", threads);
        command.output().expect("the program runs").stdout
    };
    assert!(run("1") == run("4"));
}

#[test]
fn segments_has_a_row_for_every_customer() {
    let text = stdout(&segscope(&["segments", "--k", "4"]));
    let mut lines = text.lines();
    let header = lines.next().expect("a header");
    assert_eq!(header, "customer_id,segment,segment_name,silhouette,transaction_count,burnt_ratio,recency_days");
    let rows: Vec<Vec<&str>> = lines.map(|l| l.split(',').collect()).collect();
    assert_eq!(rows.len(), 2_000);
    assert!(rows.iter().any(|r| r[1].is_empty() && r[2] == "inactive"));
    let mut segments: Vec<&str> = rows.iter().map(|r| r[1]).filter(|s| !s.is_empty()).collect();
    segments.sort_unstable();
    segments.dedup();
    assert_eq!(segments, ["1", "2", "3", "4"]);
}

#[test]
fn exit_codes_tell_data_from_usage() {
    let missing = segscope(&["report", "no-such-data"]);
    assert_eq!(missing.status.code(), Some(1));
    assert!(stderr(&missing).contains("no-such-data") && stdout(&missing).is_empty());
    for wrong in [
        &["report", "--k", "none"][..],
        &["report", "--features", "height"],
        &["report", "--frobnicate"],
        &["screenshot", "--keys", "Nokey"],
    ] {
        let output = segscope(wrong);
        assert_eq!(output.status.code(), Some(2), "{wrong:?}: {}", stderr(&output));
    }
    let unknown = stderr(&segscope(&["report", "--features", "height"]));
    assert!(unknown.contains("height") && unknown.contains("recency_days"), "lists what there is: {unknown}");
}

#[test]
fn strict_checks_exit_with_3_only_when_an_error_fired() {
    let sample = segscope(&["check", "--strict"]);
    assert_eq!(sample.status.code(), Some(3), "the sample has planted errors");
    assert!(stdout(&sample).contains("orphan_key"));
    assert_eq!(segscope(&["check"]).status.code(), Some(0));
    let report: Value = serde_json::from_slice(&segscope(&["check", "--format", "json"]).stdout).expect("JSON");
    assert_eq!(report["schema"], "segscope/check/1");
    let whole: Value = serde_json::from_slice(&segscope(&["report", "--format", "json"]).stdout).expect("JSON");
    assert_eq!(report["quality"], whole["quality"]);
    let clean = tempfile::tempdir().expect("a folder");
    std::fs::write(clean.path().join("customers.csv"), "customer_id,age\n1,30\n2,40\n").expect("written");
    let folder = clean.path().to_str().expect("UTF-8");
    assert_eq!(segscope(&["check", "--strict", folder]).status.code(), Some(0));
}

#[test]
fn a_misspelt_command_is_suggested() {
    let output = segscope(&["repotr"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr(&output).contains("segscope report"), "{}", stderr(&output));
}

#[test]
fn options_may_stand_before_or_after_the_command() {
    assert_eq!(stdout(&segscope(&["--k", "3", "segments"])), stdout(&segscope(&["segments", "--k", "3"])));
}

#[test]
fn flags_beat_the_environment() {
    let mut command = crate::support::program();
    command.args(["segments"]).env("SEGSCOPE_K", "3");
    let from_environment = command.output().expect("the program runs").stdout;
    assert_eq!(from_environment, segscope(&["segments", "--k", "3"]).stdout);
    assert_eq!(command.args(["--k", "4"]).output().expect("runs").stdout, segscope(&["segments", "--k", "4"]).stdout);
}

#[test]
fn the_environment_beats_the_configuration_file() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("config.toml");
    std::fs::write(&file, "k = 3\n").expect("written");
    let mut command = crate::support::program();
    command.args(["segments", "--config"]).arg(&file);
    assert_eq!(command.output().expect("runs").stdout, segscope(&["segments", "--k", "3"]).stdout);
    let with_environment = command.env("SEGSCOPE_K", "4").output().expect("runs").stdout;
    assert_eq!(with_environment, segscope(&["segments", "--k", "4"]).stdout);
    std::fs::write(&file, "# typed in haste\nk-mx = 3\n").expect("written");
    let refused = command.output().expect("runs");
    assert_eq!(refused.status.code(), Some(2));
    assert!(
        stderr(&refused).contains("config.toml:2: k-mx is not an option. Did you mean k-max?"),
        "{}",
        stderr(&refused)
    );
}

#[cfg(unix)]
#[test]
fn the_configuration_file_is_in_the_folder_of_the_user() {
    let folder = tempfile::tempdir().expect("a folder");
    let with = |place: &str, text: &str| {
        let file = folder.path().join(place).join("segscope/config.toml");
        std::fs::create_dir_all(file.parent().expect("a folder")).expect("made");
        std::fs::write(file, text).expect("written");
    };
    with(".config", "seed = \"home\"\n");
    with("xdg", "seed = \"xdg\"\n");
    let mut command = crate::support::program();
    command.arg("check").env("HOME", folder.path()).env_remove("XDG_CONFIG_HOME");
    let mut said = |xdg: &str| stderr(&command.env("XDG_CONFIG_HOME", xdg).output().expect("runs"));
    assert!(said("").contains("/.config/segscope/config.toml:1: seed = home: give a whole number"));
    assert!(said(&folder.path().join("xdg").to_string_lossy()).contains("/xdg/segscope/config.toml:1: seed = xdg"));
    assert_eq!(said("/nonexistent"), "");
}

#[test]
fn a_value_of_the_environment_is_refused_by_the_name_of_its_variable() {
    let mut command = crate::support::program();
    command.args(["check"]).env("SEGSCOPE_LINKAGE", "wide");
    let refused = stderr(&command.output().expect("runs"));
    assert_eq!(refused, "segscope: SEGSCOPE_LINKAGE wide: choose one of ward, average, complete, single\n");
    let refused = stderr(&command.args(["--linkage=wider"]).output().expect("runs"));
    assert_eq!(refused, "segscope: --linkage wider: choose one of ward, average, complete, single\n");
}

#[cfg(unix)]
#[test]
fn a_closed_pipe_ends_quietly() {
    let script = format!("{} report --format json | head -c 10", env!("CARGO_BIN_EXE_segscope"));
    let output = Command::new("sh").args(["-c", &script]).output().expect("a shell");
    assert!(output.status.success());
    assert_eq!(stderr(&output), "");
}

#[test]
fn a_filter_that_the_data_cannot_answer_is_wrong_usage_everywhere() {
    for command in [&["report"][..], &["segments"], &["screenshot"]] {
        let output = crate::support::program()
            .args(command)
            .args(["--filter", "city:Kairo"])
            .output()
            .expect("the program runs");
        assert_eq!(output.status.code(), Some(2), "{command:?}");
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(said.contains("Cairo") && said.contains("^^^^^"), "{said}");
    }
}
