//! Every algorithm from the command line: its options, what the JSON says of it, and its row per customer.

use serde_json::Value;

fn run(args: &[&str]) -> (i32, String, String) {
    let output = crate::support::program().args(args).output().expect("the program runs");
    let text = |bytes| String::from_utf8(bytes).expect("UTF-8");
    (output.status.code().expect("it ends by itself"), text(output.stdout), text(output.stderr))
}

/// The segmentation of the sample.
fn segmentation(options: &str) -> Value {
    let args: Vec<&str> = "report --format json".split(' ').chain(options.split(' ')).collect();
    let (code, out, err) = run(&args);
    assert_eq!(code, 0, "{err}");
    serde_json::from_str::<Value>(&out).expect("JSON")["segmentation"].clone()
}

#[test]
fn k_means_is_complete() {
    let found = segmentation("--algorithm kmeans");
    assert_eq!((found["algorithm"].as_str(), found["k_source"].as_str()), (Some("kmeans"), Some("silhouette")));
    assert_eq!((found["k"].as_u64(), found["noise"].as_u64()), (Some(5), Some(0)));
    assert_eq!(
        (found["bic"].clone(), found["eps"].clone(), found["linkage"].clone()),
        (Value::Null, Value::Null, Value::Null)
    );
    // K = 1..10, each with its error.
    let gap = found["gap"].as_array().expect("a list");
    assert_eq!(gap.len(), 10);
    assert!(gap.iter().all(|point| point["gap"].is_f64() && point["error"].as_f64() > Some(0.0)));
    assert!(found["gap_k"].is_u64() && found["knee"].is_u64());
    assert_eq!(found["verdict"], "reasonable");
    // The five planted types come back whenever customers are drawn anew.
    let segments = found["segments"].as_array().expect("a list");
    assert!(segments.iter().all(|segment| segment["stability"].as_f64() > Some(0.95)), "{segments:?}");
    assert!(found["restarts_at_best"].as_u64() >= Some(1));
}

#[test]
fn a_mixture_is_chosen_by_bic() {
    let found = segmentation("--algorithm gmm --k-max 6 --restarts 3");
    assert_eq!((found["k_source"].as_str(), found["restarts"].as_u64()), (Some("bic"), Some(3)));
    let sweep = found["sweep"].as_array().expect("a list");
    let collapsed = |row: &serde_json::Value| row["collapsed"].as_u64();
    let fewest = sweep.iter().map(collapsed).min().expect("a row");
    let sound = sweep.iter().filter(|row| collapsed(row) == fewest);
    let lowest = sound.min_by(|a, b| a["bic"].as_f64().partial_cmp(&b["bic"].as_f64()).expect("numbers"));
    assert_eq!(lowest.expect("a row")["k"], found["k"]);
    assert_eq!(lowest.expect("a row")["bic"], found["bic"]);
}

#[test]
fn dbscan_finds_k_by_eps_and_leaves_noise() {
    let found = segmentation("--algorithm dbscan --eps 0.25 --min-points 20");
    assert_eq!((found["k_source"].as_str(), found["eps"].as_f64()), (Some("eps"), Some(0.25)));
    assert_eq!((found["min_points"].as_u64(), found["sweep"].as_array().map(Vec::len)), (Some(20), Some(0)));
    // scikit-learn 1.9.1: DBSCAN(eps=0.25, min_samples=20) over the z-scores of the same 1,967 customers.
    assert_eq!((found["k"].as_u64(), found["noise"].as_u64()), (Some(14), Some(229)));
    let args = "segments --algorithm dbscan --eps 0.25 --min-points 20";
    let (code, csv, _) = run(&args.split(' ').collect::<Vec<_>>());
    assert_eq!(code, 0);
    let noise = csv.lines().filter(|line| line.contains(",,noise,,"));
    assert_eq!(Some(noise.count() as u64), found["noise"].as_u64());

    let all_noise = segmentation("--algorithm dbscan --eps 1e-9 --min-points 500");
    assert_eq!((all_noise["k"].as_u64(), all_noise["silhouette"].clone()), (Some(0), Value::Null));
    let said = all_noise["warnings"].to_string();
    assert!(said.contains("all customers are noise"), "{said}");
}

#[test]
fn a_tree_is_cut_where_it_is_asked_for() {
    let found = segmentation("--algorithm hierarchical --linkage average --k 3");
    assert_eq!((found["k"].as_u64(), found["k_source"].as_str()), (Some(3), Some("user")));
    assert_eq!(found["linkage"], "average");
    assert_eq!(segmentation("--algorithm hierarchical")["linkage"], "ward");
}

#[test]
fn options_out_of_range_are_wrong_usage() {
    for (options, said) in [
        ("--eps 0", "--eps 0: give a number above 0"),
        ("--min-points 0", "--min-points 0: give a whole number from 1"),
        ("--linkage wide", "--linkage wide: choose one of ward, average, complete, single"),
        ("--algorithm optics", "choose one of kmeans, kmeans-linfa, dbscan, hierarchical, gmm"),
    ] {
        let args: Vec<&str> = std::iter::once("report").chain(options.split(' ')).collect();
        let (code, _, err) = run(&args);
        assert!(code == 2 && err.contains(said), "{options}: {code} {err}");
    }
}
