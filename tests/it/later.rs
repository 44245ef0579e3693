//! Burn rates measured out of time: against figures made without the program, and where the past misleads.

use std::fmt::Write;
use std::fs;
use std::sync::Arc;

use segscope::analysis::{self, Choice, Dataset, KChoice, Known, Later, LaterError, Segmentation};
use segscope::cluster::{Algorithm, Method};
use segscope::data::filter::Filter;
use segscope::data::format_day;
use segscope::progress::Progress;
use segscope::segments::budget::{leaders, propose};
use segscope::ui::theme::{Glyphs, Theme};
use segscope::wording::coupons::who;

use crate::support::{self, draw, draw_at, text};

fn load(paths: Vec<std::path::PathBuf>) -> Dataset {
    analysis::load(&support::options(paths), &Filter::default(), &Progress::new()).expect("data")
}

fn shown(dataset: &Dataset, choice: &Choice, k: usize) -> Segmentation {
    let choice = Choice { k: KChoice::Fixed(k), ..choice.clone() };
    let prepared = Arc::new(analysis::prepare(&dataset.features, &choice).expect("a matrix"));
    let params = choice.method.params(k).expect("parameters");
    analysis::segment(&dataset.features, &prepared, &choice, &params, Known::Nothing, None, &Progress::new())
        .expect("segments")
}

fn later(dataset: &Dataset, choice: &Choice, k: usize) -> Result<(Later, Segmentation), LaterError> {
    let segmentation = shown(dataset, choice, k);
    Ok((analysis::later(dataset, &segmentation, &Progress::new())?, segmentation))
}

/// `tests/fixtures/later/make.py`: pandas, scikit-learn and scipy on the same files.
#[test]
fn rates_of_the_sample_are_those_of_pandas() {
    let expected: serde_json::Value =
        serde_json::from_str(include_str!("../fixtures/later/sample.json")).expect("json");
    let (later, _) = later(&load(Vec::new()), &Choice::default(), 5).expect("rates");
    assert_eq!(
        [later.first, later.cut, later.until].map(format_day),
        ["first", "cut", "until"].map(|k| { expected[k].as_str().expect("a day").to_owned() })
    );
    assert_eq!(i64::from(later.maturity), expected["maturity"]);
    let segments = expected["segments"].as_array().expect("segments");
    assert_eq!(later.segments.len(), segments.len());
    for (found, expected) in later.segments.iter().zip(segments) {
        assert_eq!(found.customers, expected["customers"], "{found:?}");
        assert_eq!(
            (found.burns.claims, found.burns.burnt),
            (expected["claims"].as_u64().expect("a count"), expected["burnt"].as_u64().expect("a count"),)
        );
        let near = |a: f64, b: &serde_json::Value| (a - b.as_f64().expect("a number")).abs() < 1e-9;
        assert!(near(found.past_rate.expect("a rate"), &expected["past_rate"]), "{found:?}");
        assert!(near(found.burns.rate().expect("a rate"), &expected["rate"]), "{found:?}");
        let [low, high] = found.burns.interval().expect("an interval");
        assert!(near(low, &expected["interval"][0]) && near(high, &expected["interval"][1]), "{found:?}");
    }
}

/// With six segments, one of then has 21 of its 256 customers in the one of today that no other matches, and more in
/// another: what it burnt says nothing of that one.
#[test]
fn a_segment_is_measured_only_by_customers_of_whom_most_are_in_it() {
    let (later, shown) = later(&load(Vec::new()), &Choice::default(), 6).expect("rates");
    for early in later.segments.iter().filter(|early| early.today.is_some()) {
        assert!(early.shared * 6 >= early.customers, "{early:?}");
    }
    let candidates = later.candidates(&shown.segments);
    let unmeasured: Vec<&str> =
        candidates.iter().filter(|c| c.burns.claims == 0).map(|candidate| candidate.name.as_str()).collect();
    assert_eq!(unmeasured.len(), 2, "{unmeasured:?}");
    let said = who(&candidates, &leaders(&candidates, later.p));
    assert!(said.contains("Not measured, so no coupons: 5 new and 6 frequent burners."), "{said}");
}

/// Three kinds of 60 customers over 400 days: how many days between claims, and in how many of ten claims a burn comes
/// early and late. By the past the first leads; later the last does.
const KINDS: [(usize, usize, usize); 3] = [(10, 8, 2), (20, 5, 5), (40, 1, 9)];

fn shifting() -> String {
    let mut csv = "customer_id,transaction_date,transaction_status,burn_date\n".to_owned();
    for (kind, (every, early, late)) in KINDS.into_iter().enumerate() {
        for customer in 0..60 {
            for (n, day) in (customer % every..400).step_by(every).enumerate() {
                let of_ten = if day < 300 { early } else { late };
                let burnt = (n * 7 + customer * 3) % 10 < of_ten;
                let date = |day: usize| format_day(19_358 + day as i32);
                let burn = if burnt { date(day + customer % 5) } else { String::new() };
                let status = if burnt { "burnt" } else { "claimed" };
                writeln!(csv, "{},{},{status},{burn}", 100 * kind + customer, date(day)).expect("a string takes it");
            }
        }
    }
    csv
}

fn dataset_of(csv: &str) -> Dataset {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("transactions.csv"), csv).expect("a file");
    load(vec![folder.path().to_owned()])
}

#[test]
fn the_ranking_of_later_burns_is_found_where_the_past_misleads() {
    let dataset = dataset_of(&shifting());
    // How lately they claimed says nothing here.
    let features = ["transaction_count", "burnt_ratio"].map(str::to_owned).to_vec();
    let choice = Choice { features, ..Choice::default() };
    let (later, segmentation) = later(&dataset, &choice, 3).expect("rates");
    assert_eq!(later.segments.iter().map(|s| s.customers).collect::<Vec<_>>(), [60; 3]);
    let mut by_past = later.segments.clone();
    by_past.sort_by(|a, b| a.past_rate.partial_cmp(&b.past_rate).expect("rates"));
    // The ranking by the past is that of later, upside down.
    let rates: Vec<f64> = by_past.iter().map(|s| s.burns.rate().expect("a rate")).collect();
    assert!(rates[0] > 0.8 && (0.4..0.6).contains(&rates[1]) && rates[2] < 0.3, "{rates:?}");
    assert!(later.segments.iter().all(|s| s.today.is_some() && s.shared > 0), "{later:?}");

    let candidates = later.candidates(&segmentation.segments);
    let leaders = leaders(&candidates, later.p);
    assert_eq!(leaders.leading.len(), 1);
    let proposal = propose(100, &candidates, &leaders).expect("a proposal");
    let best = leaders.best.expect("a leader");
    assert_eq!(proposal.coupons[best], 100);
    assert!(proposal.burns > 80.0 && who(&candidates, &leaders).starts_with("Give coupons to "));
    assert_eq!(later.of(best).expect("measured").name, by_past[0].name);
}

#[test]
fn what_cannot_be_measured_is_said() {
    let why = |csv: &str| {
        let dataset = dataset_of(csv);
        later(&dataset, &Choice::default(), 2).expect_err("nothing to measure").to_string()
    };
    let head = "customer_id,transaction_date,transaction_status,burn_date\n";
    let one_day = format!(
        "{head}1,2024-01-01,burnt,2024-01-02\n1,2024-01-01,claimed,\n2,2024-01-01,claimed,\n3,2024-01-01,burnt,2024-01-02\n"
    );
    assert_eq!(why(&one_day), "all claims are from 2024-01-01: there is no later part to measure");
    let no_burns =
        format!("{head}1,2024-01-01,claimed,\n1,2024-01-03,claimed,\n2,2024-01-02,claimed,\n3,2024-02-01,claimed,\n");
    assert!(why(&no_burns).starts_with("no burn has a date up to 2024-01-24"), "{}", why(&no_burns));
    let few = format!(
        "{head}1,2024-01-01,burnt,2024-01-01\n2,2024-02-01,claimed,\n3,2024-02-01,burnt,2024-02-02\n3,2024-01-30,claimed,\n"
    );
    let said = why(&few);
    assert!(said.starts_with("no segments from the claims of 2024-01-01 to 2024-01-24"), "{said}");

    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("customers.csv"), "customer_id,age\n1,20\n2,21\n3,60\n4,61\n").expect("a file");
    let why = later(&load(vec![folder.path().to_owned()]), &Choice::default(), 2).expect_err("no claims").to_string();
    assert_eq!(why, "later burns need claims with dates in the table transactions");
}

#[test]
fn claims_too_young_to_tell_leave_the_past_which_is_called_so() {
    // Every burn takes 200 days, longer than the quarter that is left.
    let csv: String = shifting()
        .lines()
        .map(|line| match line.split(',').collect::<Vec<_>>()[..] {
            [id, day, "burnt", _] => {
                let claimed = segscope::data::parse_day(day).expect("a day");
                format!("{id},{day},burnt,{}\n", format_day(claimed + 200))
            }
            _ => format!("{line}\n"),
        })
        .collect();
    let dataset =
        analysis::refilter(&dataset_of(&csv), &Filter::parse("until:2024-02-04").expect("a filter"), &Progress::new())
            .expect("data");
    let dataset =
        Dataset { kept: Arc::new(segscope::data::Facts { as_of: Some(19_758), ..(*dataset.kept).clone() }), ..dataset };
    let (later, segmentation) = later(&dataset, &Choice::default(), 3).expect("segments");
    assert_eq!(later.total().claims, 0);
    let candidates = later.candidates(&segmentation.segments);
    assert!(who(&candidates, &leaders(&candidates, later.p)).contains("past, not expected"));
    assert!(segscope::wording::coupons::measured(&later).contains("no later claim is old enough"));
}

#[test]
fn noise_is_counted_and_in_no_rate() {
    let method = Method { algorithm: Algorithm::Dbscan, eps: Some(0.3), min_points: Some(8), ..Method::default() };
    let (later, _) = later(&load(Vec::new()), &Choice { method, ..Choice::default() }, 1).expect("rates");
    assert!(later.noise > 0 && !later.segments.is_empty());
    assert!(segscope::wording::coupons::measured(&later).contains("in no segment then (noise)"));
}

#[test]
fn the_panel_follows_the_number_that_is_typed() {
    let mut driver = support::sample(120, 36);
    driver.press("b").expect("keys");
    let screen = text(&draw(&driver, &Theme::dark()));
    assert!(screen.contains("Give coupons to 1 frequent burners: 80.0% of 1,384 later claims burnt"), "{screen}");
    assert!(screen.contains("1,000 coupons: 1,000 to 1 frequent burners") && screen.contains("●"), "{screen}");
    driver.press("5 0 q 0 0").expect("keys");
    let screen = text(&draw(&driver, &Theme::dark()));
    assert!(screen.contains("5,000 coupons: 5,000 to 1 frequent burners"), "{screen}");
    driver.press("BSpace BSpace").expect("keys");
    assert!(text(&draw(&driver, &Theme::dark())).contains("50 coupons: 50 to 1"));
    driver.press("Escape b").expect("keys");
    let screen = text(&draw(&driver, &Theme::dark()));
    assert!(screen.contains("50 coupons: 50 to 1"), "the number stays: {screen}");
    driver.press("Escape 5 + b").expect("keys");
    let screen = text(&draw(&driver, &Theme::dark()));
    assert!(!screen.contains("79.9% of 1,606") || screen.contains("6■"), "another K is measured anew: {screen}");
    let ascii = text(&draw(&driver, &Theme::dark().with_glyphs(Glyphs::Ascii)));
    // The footer names the arrow keys.
    assert!(ascii.lines().take(35).all(str::is_ascii), "{ascii}");
    for (columns, rows) in [(60, 18), (61, 19), (80, 24), (100, 30), (200, 50), (0, 0), (1, 1), (300, 10)] {
        draw_at(&driver, &Theme::dark(), columns, rows);
    }
}

#[test]
fn reports_answer_with_a_budget() {
    let run = |arguments: &[&str]| {
        let output =
            support::program().args(["report", "--k", "5"]).args(arguments).output().expect("the program runs");
        String::from_utf8(output.stdout).expect("text")
    };
    let report: serde_json::Value = serde_json::from_str(&run(&["--format", "json", "--budget", "7"])).expect("json");
    let segmentation = &report["segmentation"];
    let first = &segmentation["segments"][0];
    assert!(first["later_burn_rate"].as_f64().expect("a rate") > 0.79);
    assert_eq!(first["later_interval"].as_array().expect("an interval").len(), 2);
    assert_eq!(first["recommendation"]["action"], "reward");
    assert!(first["recommendation"]["caution"].is_null());
    assert_eq!(segmentation["later"]["cut"], "2024-11-19");
    let shares = segmentation["budget"]["segments"].as_array().expect("shares");
    assert_eq!(shares.iter().map(|s| s["coupons"].as_u64().expect("a count")).sum::<u64>(), 7);
    let page = run(&[]);
    assert!(page.contains("Who should get coupons") && !page.contains("Expect "), "{page}");
    assert!(page.lines().all(|line| segscope::wording::text::width(line) <= 80));
}
