//! Whether cities, branches, products and other groups differ: found where it was planted, and said nowhere else.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use segscope::analysis::{self, Dataset};
use segscope::app::Panel;
use segscope::data::filter::Filter;
use segscope::measures::{GroupTest, Summary, group_tests};
use segscope::progress::Progress;
use segscope::wording::evidence::differ;

use crate::support::{focused, focused_then, keys_to, options, program, seen};
use crate::walk::opened;

/// Small random numbers, the same everywhere.
struct Dice(u64);

impl Dice {
    fn below(&mut self, n: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) * n) >> 31
    }
}

fn load(path: &Path) -> Dataset {
    analysis::load(&options(vec![path.to_owned()]), &Filter::default(), &Progress::new()).expect("data")
}

fn tests(dataset: &Dataset) -> Vec<GroupTest> {
    group_tests(&dataset.kept, &Progress::new()).expect("tests")
}

/// Claims of 1,200 customers in 20 cities, whose customers burn with the chance of the city, in percent.
fn coupons(folder: &Path, chance: impl Fn(u64) -> u64, seed: u64) -> Dataset {
    let mut dice = Dice(seed);
    let mut customers = String::from("customer_id,city_id,gender_id\n");
    let mut rows = String::from("transaction_id,customer_id,transaction_date,transaction_status,branch_id\n");
    let mut id = 0;
    for customer in 0..1200_u64 {
        let city = customer % 20;
        let _ = writeln!(customers, "c{customer},city {city},{}", dice.below(2));
        // Customers differ more than cities do.
        let own = (chance(city) + dice.below(41)).saturating_sub(20);
        for _ in 0..=dice.below(6) {
            let status = if dice.below(100) < own { "burnt" } else { "claimed" };
            let (month, day) = (1 + dice.below(12), 1 + dice.below(28));
            let _ = writeln!(rows, "t{id},c{customer},2024-{month:02}-{day:02},{status},b{}", dice.below(9));
            id += 1;
        }
    }
    fs::write(folder.join("customers.csv"), customers).expect("written");
    fs::write(folder.join("transactions.csv"), rows).expect("written");
    load(folder)
}

#[test]
fn planted_cities_are_named_and_nothing_else() {
    let folder = tempfile::tempdir().expect("a folder");
    let chance = |city| match city {
        3 => 85,
        11 => 25,
        _ => 55,
    };
    let dataset = coupons(folder.path(), chance, 1);
    let all = tests(&dataset);
    let of: Vec<(&str, Option<bool>)> = all.iter().map(|test| (test.of.as_str(), test.differ())).collect();
    assert_eq!(of, [("genders", Some(false)), ("cities", Some(true)), ("branches", Some(false))], "{all:?}");
    let said = differ(&dataset.summary, &all[1]);
    assert!(said.starts_with("Burn rates differ by city (p = 0.00"), "{said}");
    assert!(said.ends_with("): city 3 above, city 11 below the rest."), "{said}");
    assert!(differ(&dataset.summary, &all[2]).starts_with("No evidence that burn rates differ by branch (p = "));
}

#[test]
fn cities_that_are_alike_are_called_different_in_few_runs() {
    let alarms = (0..40).filter(|seed| {
        let folder = tempfile::tempdir().expect("a folder");
        let all = tests(&coupons(folder.path(), |_| 55, 100 + seed));
        all.iter().any(|test| test.differ() == Some(true))
    });
    let alarms = alarms.count();
    assert!(alarms <= 5, "{alarms} false alarms of 40");
}

/// Claims of 900 customers, of six named coupons that they burn with the chance of the coupon, in percent.
fn named_coupons(folder: &Path, chance: impl Fn(u64) -> u64, seed: u64) -> std::path::PathBuf {
    let path = folder.join("transactions.csv");
    let mut dice = Dice(seed);
    let mut rows = String::from("transaction_id,customer_id,transaction_date,transaction_status,coupon_name\n");
    let mut id = 0;
    for customer in 0..900_u64 {
        // Customers differ more than coupons do.
        let own = dice.below(41);
        for _ in 0..=dice.below(6) {
            let coupon = dice.below(6);
            let status = if dice.below(100) < (chance(coupon) + own).saturating_sub(20) { "burnt" } else { "claimed" };
            let (month, day) = (1 + dice.below(12), 1 + dice.below(28));
            let _ = writeln!(rows, "t{id},c{customer},2024-{month:02}-{day:02},{status},name {coupon}");
            id += 1;
        }
    }
    fs::write(&path, rows).expect("written");
    path
}

#[test]
fn a_planted_coupon_is_named_on_the_screen_and_in_the_report() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = named_coupons(folder.path(), |coupon| if coupon == 4 { 75 } else { 45 }, 5);
    let dataset = load(&path);
    let all = tests(&dataset);
    let [coupons] = all.as_slice() else { panic!("{all:?}") };
    let said = differ(&dataset.summary, coupons);
    assert_eq!((coupons.of.as_str(), coupons.groups, coupons.tested), ("coupons", 6, 6));
    assert!(said.starts_with("Burn rates differ by coupon (p = 0.001): name 4 above"), "{said}");
    let mut driver = opened(vec![path.clone()]);
    driver.press(&keys_to(Panel::Coupons)).expect("keys");
    let page = seen(&driver);
    let marked: Vec<&str> = page.lines().filter(|line| line.contains('▲') && line.contains('%')).collect();
    assert!(marked.len() == 1 && marked[0].contains("name 4"), "{page}");
    assert!(page.contains("(▲)."), "{page}");
    let report = program().args(["report", "--k", "2", "--restarts", "1"]).arg(&path).output().expect("the program");
    let text = String::from_utf8_lossy(&report.stdout).split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(text.contains(&said), "{said}\n{text}");
}

#[test]
fn coupons_that_are_alike_are_called_different_in_few_runs() {
    let alarms = (0..20).filter(|seed| {
        let folder = tempfile::tempdir().expect("a folder");
        tests(&load(&named_coupons(folder.path(), |_| 50, 300 + seed)))[0].differ() == Some(true)
    });
    let alarms = alarms.count();
    assert!(alarms <= 3, "{alarms} false alarms of 20");
}

/// Each of 4,000 branches has one customer but 40: what is tested is said.
#[test]
fn the_number_of_branches_that_are_tested_is_said() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("transactions.csv");
    let mut rows = String::from("transaction_id,customer_id,transaction_date,transaction_status,branch_id\n");
    for id in 0..8000_u64 {
        let branch = if id < 4000 { id } else { id % 40 };
        let status = if id % 3 == 0 { "burnt" } else { "claimed" };
        let _ = writeln!(rows, "t{id},c{id},2024-{:02}-{:02},{status},b{branch}", 1 + id % 12, 1 + id % 28);
    }
    fs::write(&path, rows).expect("written");
    let dataset = load(&path);
    let all = tests(&dataset);
    let branches = all.iter().find(|test| test.of == "branches").expect("branches");
    assert_eq!((branches.groups, branches.tested, branches.customers), (4000, 40, 4040));
    let said = differ(&dataset.summary, branches);
    assert!(said.contains("; 40 of 4,000 tested, the others have only one customer)"), "{said}");
}

/// Customers of one product order again more often. Each customer is in several products.
#[test]
fn repeat_rates_of_products_are_tested_by_customers() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("orders.csv");
    let mut dice = Dice(7);
    let mut rows = String::from("order_id,customer_id,order_date,product,amount\n");
    let mut id = 0;
    for customer in 0..900_u64 {
        for product in 0..12_u64 {
            if dice.below(100) < 30 {
                let again = if product == 5 { 70 } else { 30 };
                for _ in 0..=u64::from(dice.below(100) < again) {
                    let (month, day) = (1 + dice.below(12), 1 + dice.below(28));
                    let _ = writeln!(rows, "o{id},c{customer},2024-{month:02}-{day:02},product {product},9.5");
                    id += 1;
                }
            }
        }
    }
    fs::write(&path, rows).expect("written");
    let dataset = load(&path);
    let all = tests(&dataset);
    let [products] = all.as_slice() else { panic!("{all:?}") };
    let said = differ(&dataset.summary, products);
    assert_eq!(products.above.iter().map(|group| group.name.as_str()).collect::<Vec<_>>(), ["product 5"]);
    assert!(products.below.is_empty() && said.ends_with("): product 5 above the rest."), "{said}");
}

#[test]
fn a_filter_is_tested_again_and_customers_alone_are_not() {
    let folder = tempfile::tempdir().expect("a folder");
    let dataset = coupons(folder.path(), |city| if city == 3 { 95 } else { 50 }, 3);
    let filter = Filter::parse("-city:\"city 3\"").expect("a filter");
    let others = analysis::refilter(&dataset, &filter, &Progress::new()).expect("filtered");
    let cities = |dataset: &Dataset| tests(dataset).into_iter().find(|test| test.of == "cities").expect("cities");
    assert_eq!((cities(&dataset).differ(), cities(&others).differ()), (Some(true), Some(false)));
    assert_eq!(others.summary.group_tests, None, "it takes time, so it is not a part of the measures");
    let path = folder.path().join("people.csv");
    fs::write(&path, "customer_id,age,city_id\n1,20,a\n2,30,b\n3,40,a\n4,50,b\n").expect("written");
    assert_eq!(tests(&load(&path)), []);
}

/// The cities of the sample are drawn alike: every place that shows their rates says so.
#[test]
fn screens_and_reports_say_what_the_test_says() {
    let driver = focused(Panel::CityTable, 120, 60);
    let summary: &Summary = &driver.model.shown().expect("data").summary;
    let test = summary.group_test("cities").expect("tested in the background");
    assert_eq!(test.differ(), Some(false));
    let said = differ(summary, test);
    let page = seen(&driver);
    assert!(page.contains(&said), "{said}\n{page}");
    assert!(!page.contains('▲') && !page.contains('▼'), "{page}");
    let explained = seen(&focused_then(Panel::CityTable, "i", 120, 60));
    assert!(explained.contains(&said), "{explained}");
}
