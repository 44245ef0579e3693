//! The list of all customers of a database, of which a sample is here: page by page, the customers and the order of the list of all rows.
//!
//! Expected orders are those of the files, whose customers are all here; expected segments are those that the saved model assigns to
//! them, one by one. A test whose engine is missing passes, and says what it did not run.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use segscope::analysis::{self, Attribute, Choice, Dataset, KChoice, Known, Page, ROWS_OF_PAGE, Segmentation};
use segscope::app::execute::Tools;
use segscope::app::headless::Headless;
use segscope::app::state::job::Job;
use segscope::app::{Cmd, Msg, Settings, keymap, selectors, update};
use segscope::data::LoadOptions;
use segscope::data::filter::Filter;
use segscope::progress::Progress;
use segscope::segments::assign::{Outcome, assign};

use crate::database_screens::purchases_of_sqlite;
use crate::databases::{SAMPLE, sample_of_sqlite};
use crate::made_databases::{has_drivers, loaded, servers};
use crate::support::{options, seen, settings, tools};

const OF_COUPONS: &[&str] = &["transaction_count", "burnt_ratio", "recency_days"];

/// The addresses of the sample in all engines that there are, in `folder` where one needs a file.
fn engines(test: &str, folder: &Path) -> Vec<PathBuf> {
    if !has_drivers(test) {
        return Vec::new();
    }
    servers(test).into_iter().map(PathBuf::from).chain(sample_of_sqlite(test, folder)).collect()
}

fn choice(features: &[&str], k: usize) -> Choice {
    let features = features.iter().map(|name| (*name).to_owned()).collect();
    Choice { k: KChoice::Fixed(k), features, ..Choice::default() }
}

fn options_of(data: &Path, most: u64) -> LoadOptions {
    LoadOptions { in_database: true, most_customers: Some(most), ..options(vec![data.to_owned()]) }
}

/// Customers of a database, of whom at most `most` are here, in segments that are counted.
fn counted(data: &Path, most: u64, filter: &str, choice: &Choice) -> (Dataset, Segmentation) {
    let progress = Progress::new();
    let filter = Filter::parse(filter).expect("a filter");
    let dataset = analysis::load(&options_of(data, most), &filter, &progress).expect("data");
    let prepared = Arc::new(analysis::prepare(&dataset.features, choice).expect("a matrix"));
    let KChoice::Fixed(k) = choice.k else { panic!("K is given") };
    let params = choice.method.params(k).expect("parameters");
    let made = analysis::segment(&dataset.features, &prepared, choice, &params, Known::Nothing, None, &progress);
    let mut segmentation = made.expect("segments");
    let everyone = analysis::everyone(&dataset, &segmentation, &progress).expect("counts").expect("a sample");
    segmentation.count_everyone(everyone);
    (dataset, segmentation)
}

/// How many customers the list of all has.
fn number((dataset, segmentation): &(Dataset, Segmentation)) -> usize {
    let among = analysis::among_everyone(dataset, Some(segmentation)).expect("a sample").expect("a list of all");
    among.customers as usize
}

/// A page of the list of all columns.
fn page((dataset, segmentation): &(Dataset, Segmentation), sort: Option<&(Attribute, bool)>, number: usize) -> Page {
    let mut columns = Attribute::all(&dataset.features, Some(segmentation));
    columns.retain(|attribute| analysis::pageable(attribute, segmentation));
    analysis::page(dataset, segmentation, (&columns, sort), number, &Progress::new()).expect("a page")
}

fn ids(page: &Page) -> Vec<&str> {
    page.rows.iter().map(|customer| customer.id.as_str()).collect()
}

/// The ids and labels of a whole list.
fn all_pages(of: &(Dataset, Segmentation)) -> Vec<(String, Option<usize>)> {
    let pages = (0..number(of).div_ceil(ROWS_OF_PAGE)).map(|number| page(of, None, number));
    pages.flat_map(|page| page.rows).map(|customer| (customer.id, customer.segment.ok())).collect()
}

/// The labels that a model assigns to customers who are here, by their ids.
fn assigned((dataset, segmentation): &(Dataset, Segmentation), whole: &Dataset) -> BTreeMap<String, Option<usize>> {
    let model = analysis::save(dataset, segmentation, &Progress::new()).expect("a model");
    let label = |outcome: Outcome| match outcome {
        Outcome::Segment(placed) => Some(placed.label as usize),
        _ => None,
    };
    let labels = assign(&model, &whole.features).expect("assignments").outcomes.into_iter().map(label);
    (0..whole.features.len()).map(|row| whole.features.customer_ids.text(row).into_owned()).zip(labels).collect()
}

/// The list of the files by an attribute.
fn expected(
    whole: &Dataset,
    labels: &BTreeMap<String, Option<usize>>,
    by: &Attribute,
    descending: bool,
) -> Vec<String> {
    let features = &whole.features;
    let id = |row: u32| features.customer_ids.text(row as usize).into_owned();
    let all: Vec<u32> = (0..features.len() as u32).collect();
    let mut rows = analysis::order(features, None, all, by, descending);
    if *by == Attribute::Segment {
        rows.sort_by_key(|row| {
            let label = labels[&id(*row)];
            (label.is_none(), label.map(|label| if descending { usize::MAX - label } else { label }))
        });
    }
    rows.into_iter().map(id).collect()
}

#[test]
fn pages_are_the_list_of_all_rows_in_each_order() {
    let test = "pages_are_the_list_of_all_rows_in_each_order";
    let folder = tempfile::tempdir().expect("a folder");
    let whole = loaded(Path::new(SAMPLE), false);
    for engine in engines(test, folder.path()) {
        let counted = counted(&engine, 1_000, "", &choice(OF_COUPONS, 4));
        let engine = engine.display();
        let labels = assigned(&counted, &whole);
        let all = all_pages(&counted);
        let listed: Vec<&String> = all.iter().map(|(id, _)| id).collect();
        let by_id = expected(&whole, &labels, &Attribute::Id, false);
        assert_eq!(listed, by_id.iter().collect::<Vec<_>>(), "{engine}");
        assert_eq!(all.into_iter().collect::<BTreeMap<_, _>>(), labels, "{engine}");

        let columns = [&[Attribute::Id, Attribute::Segment], &page(&counted, None, 0).columns[..]].concat();
        assert!(columns.contains(&Attribute::City) && columns.contains(&Attribute::Gender), "{columns:?}");
        for by in columns {
            for descending in if by.is_number() { vec![true] } else { vec![false, true] } {
                let expected = expected(&whole, &labels, &by, descending);
                let sort = (by.clone(), descending);
                for number in [0, 5, 9] {
                    let rows = &expected[number * ROWS_OF_PAGE..(number + 1) * ROWS_OF_PAGE];
                    assert_eq!(ids(&page(&counted, Some(&sort), number)), rows, "{engine}: page {number} by {sort:?}");
                }
            }
        }
    }
}

#[test]
fn a_filter_and_a_segment_leave_their_customers() {
    let test = "a_filter_and_a_segment_leave_their_customers";
    let folder = tempfile::tempdir().expect("a folder");
    let whole = loaded(Path::new(SAMPLE), false);
    let filter = Filter::parse("city:Cairo").expect("a filter");
    let cairo = analysis::refilter(&whole, &filter, &Progress::new()).expect("customers");
    for engine in engines(test, folder.path()) {
        for (filter, of, wanted) in [
            ("segment:2", &whole, &[Some(1)][..]),
            ("segment:none", &whole, &[None]),
            ("city:Cairo segment:1,3", &cairo, &[Some(0), Some(2)]),
            ("city:Cairo -segment:1,3", &cairo, &[None, Some(1), Some(3)]),
        ] {
            let counted = counted(&engine, 1_000, filter, &choice(OF_COUPONS, 4));
            let mut labels = assigned(&counted, of);
            labels.retain(|_, label| wanted.contains(label));
            assert!(!labels.is_empty() && number(&counted) == labels.len(), "{}: {filter}", engine.display());
            assert_eq!(
                all_pages(&counted).into_iter().collect::<BTreeMap<_, _>>(),
                labels,
                "{}: {filter}",
                engine.display()
            );
        }
        // What segscope computes of the customers who are here is not known of the others.
        let (dataset, segmentation) = counted(&engine, 1_000, "transaction_count>=8", &choice(OF_COUPONS, 4));
        let why =
            analysis::among_everyone(&dataset, Some(&segmentation)).expect("a sample").expect_err("no list of all");
        assert!(why.starts_with("a condition of the filter is on what segscope computed"), "{why}");
    }
}

/// A dashboard on the list of customers of the sample in a file of `SQLite`.
fn on(file: &Path) -> Headless {
    let settings = Settings { source: file.display().to_string(), choice: choice(OF_COUPONS, 4), ..settings() };
    let tools = Tools { load: options_of(file, 1_000), ..tools(vec![file.to_owned()]) };
    let mut driver = Headless::start(settings, tools, (120, 36));
    assert!(driver.model.is_complete(), "{:?}", driver.model.data);
    driver.press("6").expect("a key");
    driver
}

#[test]
fn a_dashboard_asks_for_what_it_shows_and_keeps_it_when_the_engine_fails() {
    let test = "a_dashboard_asks_for_what_it_shows_and_keeps_it_when_the_engine_fails";
    let folder = tempfile::tempdir().expect("a folder");
    if !has_drivers(test) {
        return;
    }
    let Some(file) = sample_of_sqlite(test, folder.path()) else { return };
    let mut driver = on(&file);
    assert!(seen(&driver).contains("row 1, 1-200 of 2,000"), "{}", seen(&driver));
    driver.press("G").expect("a key");
    assert!(seen(&driver).contains("row 2,000, 1,801-2,000 of 2,000"), "{}", seen(&driver));
    let is_here = |position| selectors::of_everyone(&driver.model, position).is_some();
    assert_eq!([0, 1_000, 1_999].map(is_here), [true, false, true], "the last page comes without those between");

    // The newest request wins, and esc leaves what is here.
    let mut model = driver.model.clone();
    let mut press = |key: &str| update(&mut model, Msg::Key(keymap::parse(key).expect("a key")));
    press("Right");
    let Some(Cmd::Page(first, request)) = press("s") else { panic!("no page is asked for") };
    let Some(Cmd::Page(second, newer)) = press("s") else { panic!("no page is asked for") };
    assert!(second > first && request.asked.list.sort != newer.asked.list.sort);
    assert!(matches!(press("Escape"), Some(Cmd::Cancel(Job::Page))));
    assert_eq!((&model.customer_list.sort, &model.customer_list.pages.asked), (&None, &None));
    assert!(selectors::of_everyone(&model, 1_999).is_some(), "the page stays");

    driver.press("g + -").expect("keys");
    let first: Vec<String> =
        (0..30).filter_map(|at| Some(selectors::of_everyone(&driver.model, at)?.1.id.clone())).collect();
    fs::remove_file(&file).expect("a file");
    driver.press("Right s").expect("keys");
    let screen = seen(&driver);
    assert!(screen.contains("rows 1-200 did not come"), "{screen}");
    assert_eq!(driver.model.customer_list.sort, None, "the order of what is here");
    assert_eq!(first.len(), 30);
    for (at, id) in first.iter().enumerate() {
        assert_eq!(selectors::of_everyone(&driver.model, at).map(|(_, of)| &of.id), Some(id));
    }
    driver.press("+ -").expect("keys");
    assert!(selectors::lists_everyone(&driver.model), "four segments were counted before");
}

#[test]
fn purchases_that_match_a_filter_are_counted_and_listed() {
    let test = "purchases_that_match_a_filter_are_counted_and_listed";
    let folder = tempfile::tempdir().expect("a folder");
    if !has_drivers(test) {
        return;
    }
    let Some(file) = purchases_of_sqlite(test, folder.path()) else { return };
    let whole = loaded(&file, true);
    for filter in ["order_amount>=30", "since:2024-09", "-coupon:none"] {
        let of = Filter::parse(filter).expect("a filter");
        let matching = analysis::refilter(&whole, &of, &Progress::new()).expect("customers");
        let features = ["order_count", "amount_total", "recency_days", "item_count", "distinct_products"];
        let counted = counted(&file, 150, filter, &choice(&features, 3));
        let labels = assigned(&counted, &matching);
        assert!(!labels.is_empty() && number(&counted) == labels.len(), "{filter}: {labels:?}");
        assert_eq!(all_pages(&counted).into_iter().collect::<BTreeMap<_, _>>(), labels, "{filter}");
    }
}
