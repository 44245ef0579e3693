//! Coupons whose keys are all known, in databases: without joins, with their coupons and merchants as bits of several numbers, over few
//! and many years. The report is that of the files, which knows nothing of any of this.

use std::path::Path;

use crate::databases::{assert_equal, report, without};
use crate::made_customers::Chance;
use crate::made_databases::{Made, MadeTable};

const CUSTOMERS: usize = 400;
/// More than one number has bits for.
const COUPONS: usize = 70;
const MERCHANTS: usize = 130;

fn cells<const N: usize>(values: [String; N]) -> Vec<Option<String>> {
    values.map(Some).into()
}

/// Customers of five kinds, each of which burns other coupons at other branches; and rows of further days.
fn tables(further: &[&str]) -> Vec<MadeTable> {
    let chance = &mut Chance(3);
    let names = |name| move |id: usize| cells([id.to_string(), format!("{name} {id:03}")]);
    let customer = |id: usize| cells([id.to_string(), chance.day(2022, 14), (id % 3 + 1).to_string()]);
    let customers = (1..=CUSTOMERS).map(customer).collect();
    let mut row = |number: usize| {
        let of = chance.below(CUSTOMERS).min(chance.below(CUSTOMERS));
        let kind = of % 5;
        let is_burnt = chance.below(9) > kind * 2;
        let (day, burnt) = (chance.day(2023, 20), chance.day(2024, 9));
        vec![
            Some(number.to_string()),
            Some((of + 1).to_string()),
            Some(further.get(number).map_or(day, |day| (*day).to_owned())),
            Some(if is_burnt { "burnt" } else { "claimed" }.to_owned()),
            chance.maybe(20, |chance| format!("Coupon {:02}", (kind * 14 + chance.below(20)) % COUPONS)),
            is_burnt.then_some(burnt),
            chance.maybe(9, |chance| ((kind * 26 + chance.below(40)) % MERCHANTS + 1).to_string()),
        ]
    };
    let transactions = (0..9_000).map(&mut row).collect();
    let table = |name, columns, rows| MadeTable { name, columns, rows };
    vec![
        table("customers", &["customer_id", "join_date", "city_id"], customers),
        table("cities", &["city_id", "city_name"], (1..=3).map(names("City")).collect()),
        table("merchants", &["merchant_id", "merchant_name"], (1..=MERCHANTS).map(names("Merchant")).collect()),
        table(
            "branches",
            &["branch_id", "merchant_id"],
            (1..=MERCHANTS).map(|id| cells([id.to_string(), id.to_string()])).collect(),
        ),
        table(
            "transactions",
            &[
                "transaction_id",
                "customer_id",
                "transaction_date",
                "transaction_status",
                "coupon_name",
                "burn_date",
                "branch_id",
            ],
            transactions,
        ),
    ]
}

/// The report of the tables as files and in each database. Where there are merchants, segments have both items in their bits.
fn compare(test: &str, tables: &[MadeTable]) {
    let Some(made) = Made::of(test, tables) else { return };
    let of = |data: &Path, options: &[&str]| {
        let options = [&["--k", "4", "--restarts", "1", "--features", "burnt_ratio"], options].concat();
        // Branches without a table have their codes in another order, by which equal ones are told apart.
        let alike = if tables.len() == 1 { "/evidence" } else { "/source/path" };
        let places = ["/source/path", "/source/format", "/quality/*/examples", alike];
        without(report(&data.display().to_string(), &options), &places)
    };
    let files = of(&made.files(), &[]);
    let segments = files["segmentation"]["segments"].as_array().expect("segments");
    let buys =
        |item| segments.iter().flat_map(|of| of["buys"].as_array().into_iter().flatten()).any(|b| b["kind"] == item);
    assert!(buys("coupon") && (tables.len() == 1 || buys("merchant")), "no segment buys more of anything");
    for database in made.databases() {
        assert_equal(&of(Path::new(&database), &["--compute", "database"]), &files, &database);
    }
}

#[test]
fn known_keys_are_not_looked_up() {
    compare("known_keys_are_not_looked_up", &tables(&[]));
}

/// A claim of 1990 makes more months than numbers have bits; one after today is in the rows of its customer, which then do not tell who is
/// overdue.
#[test]
fn far_days_are_counted_by_rows() {
    compare("far_days_are_counted_by_rows", &tables(&["1990-05-17", "2099-01-01"]));
}

/// Branches are then those of the events, numbers among them.
#[test]
fn events_alone_are_enough() {
    compare("events_alone_are_enough", &tables(&[]).split_off(4));
}
