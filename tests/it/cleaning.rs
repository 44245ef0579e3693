//! `segscope clean`: the cleaned data gives the same report and no error, and the log says what became of every row.

use std::fs;
use std::path::Path;

use segscope::analysis::{self, Choice, Dataset};
use segscope::data::clean::{CleanError, CleanOptions, Cleaned, Format, clean, write};
use segscope::data::filter::Filter;
use segscope::data::folder::FolderError;
use segscope::data::mapping::OPTIONS;
use segscope::data::{self, Check, LoadOptions, Mapping, Severity};
use segscope::measures::Granularity;
use segscope::progress::Progress;
use segscope::report::{self, ReportInput, segmentation_report};
use serde_json::Value;
use tempfile::TempDir;

use crate::support::json_of;

/// Everything that can be wrong with a row and is no reason to refuse a file.
const MESSY: [(&str, &str); 6] = [
    (
        "Clients.csv",
        "City;Client;Joined at;age;sex;note\n\
         C2;7.0;13/01/2024;31;1;\"a \"\"quoted\"\"\nnote\"\n\
         C1;\" 8 \";14/01/2024;n/a;2;\x1b[2J\n\
         C9;009;31/02/2024;40.50;1; kept \n\
         ;-1;01/02/2024;40;7;NULL\n\
         C1;8;15/01/2024;22;1;second\n\
         C1;;15/01/2024;22;1;nobody\n\
         C1;10\n\
         \n\
         C2;10;01/01/2199;41;2;\n\
         C2;11;02/01/2024;41;2;\n\
         C2;12;02/01/2024;41;2;\n\
         C2;13;02/01/2024;39;2;\n\
         C2;14;02/01/2024;38;2;\n\
         C2;15;02/01/2024;37;2;\n\
         C2;16;02/01/2024;forty;2;\n",
    ),
    ("dim_city.csv", "id,name\nC1,\"Cairo, \x1b]0;x\x07\"\nC2,\nC1,again\n,none\n"),
    ("genders.csv", "gender_id,gender_name\n1,M\n2,F\n"),
    (
        "transactions.csv",
        "transaction_id,branch,customer_id,when,transaction_date,transaction_status,coupon_name,burn_date,amount\n\
         1,10,7,x,2024-02-03T10:00:00+02:00,Redeemed,A,2024-02-05,10.50\n\
         2,10.0,7,x,2024-02-03,subscribed, A ,,1e3\n\
         2,99,8,x,2024-02-04,burned,B,2024-02-09,abc\n\
         ,99,8,x,2024-02-05,claimed,NA,,\n\
         5,,8,x,soon,burnt,B,2024-02-10,7\n\
         6,11,404,x,2024-02-05,claimed,B,,7\n\
         7,11,,x,2198-02-05,claimed,B,2198-03-01,7\n\
         8,11,009,x,2024-02-06, refunded ,B,,-3\n\
         ,,,,,,,,\n\
         9,11,7,x,2024-02-06,claimed,B,,-3,too,many\n\
         10,,,,,,,,\n",
    ),
    ("branches.csv", "merchant_id,branch_id,branch_name\n1,10,Main\n5,11,\n,12,Side\n"),
    ("merchants.csv", "merchant_id,merchant_name,since\n1,Acme,2001\n2,\"=cmd()\",2002\n"),
];

fn folder(files: &[(&str, &str)]) -> TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    for (name, text) in files {
        fs::write(folder.path().join(name), text).expect("written");
    }
    folder
}

pub fn options(path: &Path) -> LoadOptions {
    crate::support::options(vec![path.to_path_buf()])
}

/// Cleans into a folder that is not there yet.
fn cleaned_to(options: &LoadOptions, to: &Path, format: Format) -> Vec<Cleaned> {
    let to = CleanOptions { folder: to.to_path_buf(), format, force: false };
    clean(options, &to, &Progress::new()).expect("it can be cleaned")
}

/// The measures, and each feature in full.
fn measured(dataset: &Dataset) -> (Value, Vec<String>) {
    let features = &dataset.features;
    // Not a number is not itself, but reads the same.
    let columns = features.columns.iter().map(|column| format!("{column:?}"));
    let place = dataset.summary.place;
    let others =
        format!("{:?} {:?} {:?}", features.active, features.customer_ids, (&features.city, &features.gender, place));
    (without_source(&json_of(&dataset.summary)), columns.chain([others]).collect())
}

fn without_source(json: &str) -> Value {
    let mut report: Value = serde_json::from_str(json).expect("JSON");
    let object = report.as_object_mut().expect("an object");
    object.remove("source");
    object.remove("quality");
    report
}

/// The whole report, segments and all, clustered by these features.
fn reported(options: &LoadOptions, features: &[&str]) -> Value {
    let progress = Progress::new();
    let dataset = analysis::load(options, &Filter::default(), &progress).expect("it loads");
    let choice = Choice { features: features.iter().map(|&f| f.to_owned()).collect(), k_max: 4, ..Choice::default() };
    let (segmentation, sweep) = analysis::complete(&dataset.features, &choice, &progress).expect("it is clustered");
    let chosen = dataset.features.resolve(&segmentation.prepared.features).expect("features");
    let segmentation = segmentation_report(&segmentation, &sweep, &chosen, None);
    let mut labels = Vec::new();
    report::customers_csv(&segmentation, false, &mut labels).expect("labels");
    let input = ReportInput {
        summary: &dataset.summary,
        filter: "",
        granularity: Granularity::default(),
        segmentation: Some(segmentation),
        no_segments: "",
        split: None,
    };
    let mut report = without_source(&report::json(&input));
    report["labels"] = String::from_utf8(labels).expect("UTF-8").into();
    report
}

/// Cleans to both formats: the same measures and features, no error, and cleaning that again changes nothing.
pub fn assert_clean(source: &LoadOptions) -> TempDir {
    let progress = Progress::new();
    let expected = measured(&analysis::load(source, &Filter::default(), &progress).expect("the source loads"));
    let to = tempfile::tempdir().expect("a folder");
    for (name, format) in [("csv", Format::Csv), ("parquet", Format::Parquet)] {
        let place = to.path().join(name);
        cleaned_to(source, &place, format);
        let cleaned = options(&place);
        let dataset = analysis::load(&cleaned, &Filter::default(), &progress).expect("the cleaned data loads");
        let errors: Vec<_> =
            dataset.summary.findings.iter().filter(|f| f.check.severity() == Severity::Error).collect();
        assert!(errors.is_empty(), "{name}: {errors:#?}");
        let found = measured(&dataset);
        assert_eq!(found.0, expected.0, "{name}");
        let differ = found.1.iter().zip(&expected.1).find(|(now, before)| now != before);
        assert!(differ.is_none() && found.1.len() == expected.1.len(), "{name}: {differ:?}");
        let again = to.path().join(format!("{name} again"));
        let counts = cleaned_to(&cleaned, &again, format);
        assert!(counts.iter().all(|c| (c.set_aside, c.changed) == (0, 0)), "{name}: {counts:#?}");
        if format == Format::Csv {
            for table in counts {
                let name = table.path.file_name().expect("a name");
                let [once, twice] = [&place, &again].map(|f| fs::read_to_string(f.join(name)).expect("a file"));
                assert_eq!(once, twice, "{}", name.to_string_lossy());
            }
        }
    }
    to
}

fn read(folder: &TempDir, file: &str) -> String {
    fs::read_to_string(folder.path().join(file)).expect("a file")
}

fn log(folder: &TempDir) -> Vec<Vec<String>> {
    let mut reader = csv::Reader::from_path(folder.path().join("csv/log.csv")).expect("a log");
    reader.records().map(|r| r.expect("a record").iter().map(str::to_owned).collect()).collect()
}

#[test]
fn the_sample_stays_what_it_is() {
    let source = crate::support::options(Vec::new());
    let to = assert_clean(&source);
    let features = ["age", "city_onehot", "gender_encoded", "behaviour", "distinct_merchants"];
    for format in ["csv", "parquet"] {
        let cleaned = options(&to.path().join(format));
        assert_eq!(reported(&cleaned, &[]), reported(&source, &[]));
        assert_eq!(reported(&cleaned, &features), reported(&source, &features));
    }
}

#[test]
#[ignore = "needs ../shared/data/E-commerce_data.xlsx"]
fn the_real_workbook_stays_what_it_is() {
    let source = options(&crate::support::workbook());
    let to = assert_clean(&source);
    for features in [&[][..], &["classic"]] {
        assert_eq!(reported(&options(&to.path().join("csv")), features), reported(&source, features));
    }
}

#[test]
fn every_error_of_a_row_is_mended_or_accepted() {
    let source = folder(&MESSY);
    let facts = data::load(&options(source.path()), &Progress::new()).expect("it loads");
    let found: Vec<Check> =
        facts.findings.iter().map(|f| f.check).filter(|c| c.severity() == Severity::Error).collect();
    for check in [Check::NullId, Check::DuplicateId, Check::OrphanKey, Check::UnparsableValue] {
        assert!(found.contains(&check), "{check}");
    }
    assert!(found.contains(&Check::FutureDate) && found.contains(&Check::RaggedRow));
    let to = assert_clean(&options(source.path()));
    assert_eq!(
        read(&to, "csv/transactions.csv"),
        "transaction_id,customer_id,transaction_date,transaction_status,coupon_name,burn_date,branch_id,amount,\
         accepted_checks,when\n\
         1,7,2024-02-03 10:00:00,burnt,A,2024-02-05,10,10.5,,x\n\
         2,7,2024-02-03,claimed,A,,10,1000,,x\n\
         2,8,2024-02-04,burnt,B,2024-02-09,,,null_id duplicate_id,x\n\
         ,8,2024-02-05,claimed,,,,,null_id,x\n\
         5,8,,burnt,B,2024-02-10,,7,null_id missing_value,x\n\
         6,,2024-02-05,claimed,B,,11,7,null_id,x\n\
         7,,2198-02-05,claimed,B,2198-03-01,11,7,null_id future_date,x\n\
         8,009,2024-02-06, refunded ,B,,11,-3,,x\n"
    );
    assert_eq!(
        read(&to, "csv/customers.csv"),
        "customer_id,join_date,city_id,gender_id,accepted_checks,age,note\n\
         7,2024-01-13,C2,1,,31,\"a \"\"quoted\"\"\nnote\"\n\
         8,2024-01-14,C1,2,,,\x1b[2J\n\
         009,,,1,null_id,40.5, kept \n\
         -1,2024-02-01,,,null_id,40,NULL\n\
         10,2199-01-01,C2,2,future_date,41,\n\
         11,2024-01-02,C2,2,,41,\n\
         12,2024-01-02,C2,2,,41,\n\
         13,2024-01-02,C2,2,,39,\n\
         14,2024-01-02,C2,2,,38,\n\
         15,2024-01-02,C2,2,,37,\n\
         16,2024-01-02,C2,2,unparsable_value,forty,\n"
    );
    assert_eq!(read(&to, "csv/cities.csv"), "city_id,city_name,accepted_checks\nC1,\"Cairo, \x1b]0;x\x07\",\nC2,,\n");
    assert_eq!(
        read(&to, "csv/branches.csv"),
        "branch_id,merchant_id,branch_name,accepted_checks\n10,1,Main,\n11,,,null_id\n12,,Side,null_id\n"
    );
    assert_eq!(
        read(&to, "csv/merchants.csv"),
        "merchant_id,merchant_name,accepted_checks,since\n1,Acme,,2001\n2,=cmd(),,2002\n"
    );
}

#[test]
fn the_log_says_what_became_of_every_row() {
    let to = assert_clean(&options(folder(&MESSY).path()));
    let log = log(&to);
    let has = |line: [&str; 6]| assert!(log.iter().any(|l| *l == line), "{line:?} is not in {log:#?}");
    has(["customers", "7", "customer_id", "duplicate_id", "C1,8,15/01/2024,22,1,second", "set aside"]);
    has(["customers", "8", "customer_id", "null_id", "C1,,15/01/2024,22,1,nobody", "set aside"]);
    has(["customers", "9", "", "ragged_row", "C1,10", "set aside"]);
    has(["customers", "5", "join_date", "unparsable_value", "31/02/2024", "value removed"]);
    has(["customers", "5", "city_id", "orphan_key", "C9", "value removed, accepted as null_id"]);
    has(["customers", "6", "city_id", "null_id", "", "accepted"]);
    has(["customers", "2", "customer_id", "", "7.0", "read as 7"]);
    has(["customers", "2", "join_date", "", "13/01/2024", "read as 2024-01-13"]);
    has(["customers", "11", "join_date", "future_date", "01/01/2199", "read as 2199-01-01, accepted"]);
    has(["transactions", "2", "transaction_status", "", "Redeemed", "read as burnt"]);
    has(["transactions", "4", "transaction_id", "duplicate_id", "2", "accepted"]);
    has(["transactions", "4", "branch_id", "orphan_key", "99", "value removed, accepted as null_id"]);
    has(["transactions", "5", "branch_id", "orphan_key", "99", "value removed"]);
    has(["transactions", "10", "", "blank_row", ",,,,,,,,", "set aside"]);
    has(["transactions", "11", "", "ragged_row", "9,11,7,x,2024-02-06,claimed,B,,-3,too,many", "set aside"]);
    assert!(log.iter().all(|l| l[2] != "note" && l[2] != "when"), "nothing is done to other columns");
}

#[test]
fn tables_that_are_missing_are_added() {
    let columns = "customer_id,transaction_date,transaction_status";
    for files in [
        // Transactions alone, with and without places.
        vec![("transactions.csv", format!("{columns}\nb,2024-01-01,burnt\na,2024-01-02,claimed\n,2024-01-03,used\n"))],
        vec![("transactions.csv", format!("{columns},branch_id\n1,2024-01-01,burnt,7\n2,2024-01-02,claimed,\n"))],
        // A city that is its own name, and a gender that is a code.
        vec![
            ("customers.csv", "customer_id,city,gender_id,visits\n1,Cairo,1,3\n2,Giza,2,4\n3,,1,9\n".to_owned()),
            ("transactions.csv", format!("{columns},amount\n1,2024-01-01,burnt,5\n4,2024-01-02,claimed,\n")),
        ],
        // Branches without merchants, and merchants that only branches know.
        vec![
            ("transactions.csv", format!("{columns},branch_id\n1,2024-01-01,burnt,7\n2,2024-01-02,claimed,8\n")),
            ("branches.csv", "branch_id\n7\n8\n9\n".to_owned()),
        ],
        vec![
            ("transactions.csv", format!("{columns},branch_id\n1,2024-01-01,burnt,7\n2,2024-01-02,claimed,8\n")),
            ("branches.csv", "branch_id,merchant_id\n7,Acme\n8,\n9,12\n".to_owned()),
        ],
        vec![("customers.csv", "customer_id,age,city_id,name\n1,30,1,x\n2,40,1,y\n2,50,2,z\n".to_owned())],
        vec![("customers.csv", "customer_id\n".to_owned())],
        vec![("transactions.csv", format!("{columns}\n"))],
    ] {
        let files: Vec<(&str, &str)> = files.iter().map(|(name, text)| (*name, text.as_str())).collect();
        assert_clean(&options(folder(&files).path()));
    }
}

/// What the rows of a flat file say of their customers is in the table of customers.
#[test]
fn customers_of_a_flat_file_keep_what_is_known_of_them() {
    let row = |i: usize| {
        let (customer, plan) = (i % 6, ["gold", "basic"][i % 2]);
        format!("{customer},2024-01-{:02},{},{},{plan}\n", i + 1, ["burnt", "claimed"][i / 6 % 2], 20 + customer)
    };
    let text =
        format!("customer_id,transaction_date,transaction_status,age,plan\n{}", (0..24).map(row).collect::<String>());
    let source = folder(&[("transactions.csv", &text)]);
    let to = assert_clean(&options(source.path()));
    assert!(!to.path().join("csv/customers.csv").exists(), "customers come with their first claim");
    assert!(read(&to, "csv/transactions.csv").contains("accepted_checks,age,plan\n0,2024-01-01,burnt,"));
}

/// The orders of purchases, their rows and the statuses, with all that can be wrong with them.
#[test]
fn purchases_are_typed_and_mended() {
    let source = folder(&[
        (
            "orders.csv",
            "order no;client;order date;status;total;qty;item\n\
             A1;7.0;03.04.2024 9:05;Paid;1.234,50 €;2;Mug\n\
             ;7;03.04.2024 9:05;;10,5;1; Cup \n\
             A2;99;25.04.2024;refunded;-20;1;Mug\n\
             ;8;26.04.2024 18:00:30;;5;x;Cup\n\
             ;8;26.04.2024 18:00:30;;6;1;NULL\n\
             ;;soon;on hold;7;1;Mug\n\
             A3;8;27.04.2199;who knows;;1;Mug\n",
        ),
        ("customers.csv", "customer_id,age\n7,30\n8,40\n"),
    ]);
    let to = assert_clean(&options(source.path()));
    assert_eq!(
        read(&to, "csv/transactions.csv"),
        "transaction_id,customer_id,transaction_date,transaction_status,amount,product,quantity,accepted_checks\n\
         A1,7,2024-04-03 09:05,completed,1234.5,Mug,2,\n\
         ,7,2024-04-03 09:05,,10.5,Cup,1,\n\
         A2,,2024-04-25,returned,-20,Mug,1,null_id\n\
         3,8,2024-04-26 18:00:30,,5,Cup,,\n\
         3,8,2024-04-26 18:00:30,,6,,1,\n\
         4,,,pending,7,Mug,1,null_id missing_value\n\
         A3,8,2199-04-27,who knows,,Mug,1,future_date\n"
    );
    let log = log(&to);
    let has = |line: [&str; 6]| assert!(log.iter().any(|l| *l == line), "{line:?} is not in {log:#?}");
    has(["transactions", "", "transaction_date", "", "order date", "column renamed"]);
    has(["transactions", "2", "transaction_status", "", "Paid", "read as completed"]);
    has(["transactions", "2", "amount", "", "1.234,50 €", "read as 1234.5"]);
    has(["transactions", "4", "customer_id", "orphan_key", "99", "value removed, accepted as null_id"]);
    has(["transactions", "5", "transaction_id", "", "", "number 3 added, for an order without one"]);
    has(["transactions", "5", "quantity", "unparsable_value", "x", "value removed"]);
}

/// Orders that no number tells are those of a customer and a moment as it is written: they are numbered, so that dates can be
/// written in another way.
#[test]
fn orders_without_numbers_are_numbered() {
    let source = folder(&[(
        "visits.csv",
        "customer,visited at,spent\nann,2024-01-03,5\nann,2024-01-03 10:00,6\nbob,03 Jan 2024,7\nbob,2024-01-03,8\n\
         ann,2024-01-03,1.5\nbob,,2\nbob,,3\n",
    )]);
    let to = assert_clean(&options(source.path()));
    assert_eq!(
        read(&to, "csv/transactions.csv"),
        "transaction_id,customer_id,transaction_date,amount,accepted_checks\n1,ann,2024-01-03,5,\n\
         2,ann,2024-01-03 10:00,6,\n3,bob,2024-01-03,7,\n4,bob,2024-01-03,8,\n1,ann,2024-01-03,1.5,\n\
         5,bob,,2,missing_value\n6,bob,,3,missing_value\n"
    );
    assert!(!to.path().join("csv/customers.csv").exists(), "customers come with their first visit");
}

/// The sample without the columns of coupons is purchases, most of whose customers are not among the first of the table.
#[test]
fn purchases_of_unknown_customers_are_accepted() {
    let sample = Path::new(env!("CARGO_MANIFEST_DIR")).join("data");
    let head = |table: &str| {
        let text = fs::read_to_string(sample.join(format!("{table}.csv"))).expect("the sample");
        text.lines().take(121).map(|line| line.to_owned() + "\n").collect::<String>()
    };
    let without = |line: &str| {
        let cells: Vec<&str> = line.split(',').collect();
        [cells[0], cells[1], cells[2], cells[4], cells[6]].join(",") + "\n"
    };
    let events: String = head("transactions").lines().map(without).collect();
    let mut files = vec![("transactions.csv", events)];
    for (name, table) in [("customers.csv", "customers"), ("cities.csv", "cities"), ("branches.csv", "branches")] {
        files.push((name, head(table)));
    }
    let files: Vec<(&str, &str)> = files.iter().map(|(name, text)| (*name, text.as_str())).collect();
    let to = assert_clean(&options(folder(&files).path()));
    assert!(read(&to, "csv/log.csv").contains("value removed, accepted as null_id"));
}

/// What the user said is in the cleaned data too: the status of every row, the kind, and what words mean.
#[test]
fn what_options_say_is_settled() {
    let rows = "cust,date,state,burn_date,total\n1,2024-01-02,burnt,2024-02-01,1.234\n2,2024-01-03,x,,5.678\n1,2024-01-09,y,,2\n";
    let source = folder(&[("log.csv", rows), ("events.csv", rows)]);
    for given in [
        &[("kind", "purchases"), ("decimal", ".")][..],
        &[("kind", "purchases"), ("status", "x=cancelled"), ("status", "burnt=returned"), ("decimal", ".")],
        &[("status", "y=expired"), ("status", "burnt=claimed"), ("decimal", ".")],
        &[("kind", "coupons"), ("decimal", ",")],
    ] {
        let mut mapping = Mapping::default();
        mapping.set_option("table", "transactions=events.csv").expect("an option");
        for (name, value) in given {
            mapping.set_option(name, value).expect("an option");
        }
        assert_clean(&LoadOptions { mapping: Some(mapping), ..options(source.path()) });
    }
    let text = "decimal = \".\"\n[tables.transactions]\nsource = \"events.csv\"\ncolumns = {transaction_status = {value = \"burnt\"}}\n";
    let mapping = Mapping::parse(text, "mapping.toml").expect("a mapping");
    let to = assert_clean(&LoadOptions { mapping: Some(mapping), ..options(source.path()) });
    assert!(read(&to, "csv/transactions.csv").contains("2,2024-01-03,burnt,"));
}

/// Places that are no cities stay what they are.
#[test]
fn countries_stay_countries() {
    let flat = "order_id,customer,date,country,total\n1,a,2024-01-01,Egypt,5\n2,b,2024-01-02,Japan,6\n3,a,2024-02-01,Egypt,7\n";
    let to = assert_clean(&options(folder(&[("orders.csv", flat)]).path()));
    let first = read(&to, "csv/transactions.csv").lines().next().map(str::to_owned);
    assert_eq!(first.as_deref(), Some("transaction_id,customer_id,transaction_date,amount,country,accepted_checks"));
    let table = "customer_id,Land,age,city code\n1,Peru,30,x\n2,Chile,40,y\n";
    assert_clean(&options(folder(&[("customers.csv", table)]).path()));
}

/// Customers who are known from their orders alone come with the first of them: two of the three before March. Most rows decide where
/// they are from, Japan; on an earlier day those until then.
#[test]
fn customers_of_orders_come_with_the_first() {
    let rows = "order_id,customer,date,country,total\n1,a,2024-01-01,Egypt,5\n2,c,2024-01-02,Peru,6\n3,a,2024-03-01,Japan,7\n\
                4,a,2024-03-02,Japan,7\n5,b,2024-03-03,Japan,7\n6,c,2024-03-04,Japan,7\n7,c,2024-03-05,Japan,7\n";
    let source = folder(&[("orders.csv", rows)]);
    let to = assert_clean(&options(source.path()));
    let as_of = data::parse_day("2024-02-01");
    for path in [source.path(), &to.path().join("csv"), &to.path().join("parquet")] {
        let then = LoadOptions { as_of, ..options(path) };
        let summary = analysis::load(&then, &Filter::default(), &Progress::new()).expect("it loads").summary;
        let countries: Vec<(&str, u64)> = summary.cities.iter().map(|c| (c.name.as_str(), c.customers)).collect();
        assert_eq!((summary.kpis.customers, countries), (2, vec![("Peru", 1), ("Egypt", 1)]), "{}", path.display());
    }
}

/// Amounts in several currencies are not summed, whether cells or a column say which.
#[test]
fn amounts_in_several_currencies_stay_as_they_are() {
    for rows in [
        "order_id,customer,date,total\n1,a,2024-01-01,€5.50\n2,b,2024-01-02,$6.25\n",
        "order_id,customer,date,total,currency\n1,a,2024-01-01,5.50,EUR\n2,b,2024-01-02,6.25,USD\n",
        "order_id,customer,date,product,quantity,unit price\n1,a,2024-01-01,x,1,€5.50\n2,b,2024-01-02,y,2,$6.25\n",
    ] {
        let to = assert_clean(&options(folder(&[("orders.csv", rows)]).path()));
        let text = read(&to, "csv/transactions.csv");
        assert!(text.contains("5.50") && text.contains("6.25"), "{text}");
        assert!(log(&to).iter().any(|line| line[3] == "mixed_currency"), "{rows}");
    }
}

/// Every shape of data that the cases have.
#[test]
fn every_case_can_be_cleaned() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases");
    let cases: Value =
        serde_json::from_str(&fs::read_to_string(folder.join("cases.json")).expect("cases")).expect("JSON");
    for case in cases.as_array().or(cases["cases"].as_array()).expect("a list") {
        let name = case["case"].as_str().expect("a name");
        let args: Vec<&str> = case["args"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
        let (mut date_format, mut mapping) = (None, Mapping::default());
        for pair in args.chunks(2) {
            match OPTIONS.iter().find(|(option, _)| pair[0] == format!("--{option}")) {
                Some((option, _)) => mapping.set_option(option, pair[1]).expect("an option"),
                None => date_format = Some(pair[1].to_owned()),
            }
        }
        let mapping = Some(mapping);
        println!("{name}");
        assert_clean(&LoadOptions { date_format, mapping, ..options(&folder.join(name)) });
    }
}

/// What a mapping says is in the cleaned data itself: it needs no mapping.
#[test]
fn a_mapping_is_settled() {
    let source = folder(&[
        ("people.csv", "uid,customer_id,since,score\n5,x,03/04/2024,\"1.234,5\"\n6,y,05/06/2024,\"2,25\"\n"),
        ("events.csv", "who,customer_id,date,state,used\n5,x,01/02/2024,open,\n6,y,02/03/2024,claimed,03/03/2024\n"),
    ]);
    let text = "date_format = \"dmy\"\n[status]\nclaimed = [\"open\"]\nburnt = [\"claimed\"]\n\
                [tables.customers]\nsource = \"people.csv\"\ncolumns = {customer_id = \"uid\", join_date = \"since\"}\n\
                [tables.transactions]\nsource = \"events.csv\"\ncolumns = {customer_id = \"who\", transaction_date = \"date\", \
                transaction_status = \"state\", burn_date = \"used\"}\n";
    let mapping = Mapping::parse(text, "mapping.toml").expect("a mapping");
    let to = assert_clean(&LoadOptions { mapping: Some(mapping), ..options(source.path()) });
    assert_eq!(
        read(&to, "csv/customers.csv"),
        "customer_id,join_date,city_id,gender_id,accepted_checks,customer_id.1,score\n\
         5,2024-04-03,,,null_id,x,1234.5\n6,2024-06-05,,,null_id,y,2.25\n"
    );
    assert_eq!(
        read(&to, "csv/transactions.csv"),
        "customer_id,transaction_date,transaction_status,burn_date,branch_id,accepted_checks,customer_id.1\n\
         5,2024-02-01,claimed,,,,x\n6,2024-03-02,burnt,2024-03-03,,null_id,y\n"
    );
}

#[test]
fn columns_by_any_name_keep_apart() {
    for header in [
        "customer_id,a;b;c;d,age",
        "customer_id,age,age",
        "age,customer,customer_id,,city,town,join_day",
        "customer_id,accepted_checks,city_id,accepted_checks,Accepted Checks",
    ] {
        let row = header.split(',').enumerate().map(|(i, _)| format!("{}", i + 1)).collect::<Vec<_>>().join(",");
        let more = row.replace('1', "9").replace('2', "8").replace('3', "7");
        assert_clean(&options(folder(&[("customers.csv", &format!("{header}\n{row}\n{more}\n"))]).path()));
    }
}

#[test]
fn what_has_no_name_is_in_the_log() {
    let source = folder(&[("customers.csv", "customer_id,,age,\n1,left,30,\n2,,40,\n")]);
    let to = assert_clean(&options(source.path()));
    assert_eq!(read(&to, "csv/customers.csv"), "customer_id,accepted_checks,age\n1,,30\n2,,40\n");
    let expected = [
        ["customers", "", "", "", "column 2", "column left out: it has no name"],
        ["customers", "", "", "", "column 4", "column left out: it has no name"],
        ["customers", "2", "", "", "left", "left out: its column has no name"],
    ];
    assert_eq!(log(&to), expected);
}

#[test]
fn what_is_there_is_not_overwritten() {
    let source = folder(&MESSY);
    let options = LoadOptions { in_file_order: true, ..options(source.path()) };
    let facts = data::load(&options, &Progress::new()).expect("it loads");
    let to = folder(&[("cities.parquet", "old"), ("notes.txt", "mine")]);
    let attempt = |folder: &Path, force| {
        let to = CleanOptions { folder: folder.to_path_buf(), format: Format::Csv, force };
        write(&options, &facts, &to, &Progress::new())
    };
    let names = |folder: &Path| {
        let entries = fs::read_dir(folder).expect("a folder").map(|e| e.expect("an entry").file_name());
        let mut names: Vec<String> = entries.map(|n| n.to_string_lossy().into_owned()).collect();
        names.sort();
        names
    };
    let refused = attempt(to.path(), false).expect_err("it is occupied");
    assert!(
        matches!(&refused, CleanError::Folder(FolderError::Occupied { files, .. }) if files == "cities.parquet"),
        "{refused}"
    );
    assert_eq!(names(to.path()), ["cities.parquet", "notes.txt"]);
    assert!(matches!(attempt(source.path(), true), Err(CleanError::Folder(FolderError::Source { .. }))));
    attempt(to.path(), true).expect("forced");
    let tables = ["branches", "cities", "customers", "genders", "log", "merchants"].map(|t| format!("{t}.csv"));
    let expected: Vec<String> = tables.into_iter().chain(["notes.txt".into(), "transactions.csv".into()]).collect();
    assert_eq!(names(to.path()), expected);
    assert_eq!(fs::read_to_string(to.path().join("notes.txt")).expect("a file"), "mine");

    // A source that is another one by now leaves nothing behind.
    fs::write(source.path().join("merchants.csv"), "merchant_id,merchant_name\n1,Acme\n").expect("written");
    let place = to.path().join("new");
    let refused = attempt(&place, false).expect_err("it was changed");
    assert!(matches!(refused, CleanError::Changed { .. }), "{refused}");
    assert!(!place.exists());
}

#[test]
fn the_command_says_how_many_rows() {
    let source = folder(&MESSY);
    let to = tempfile::tempdir().expect("a folder");
    let run = |more: &[&str]| {
        let mut command = crate::support::program();
        command.arg("clean").arg(source.path()).arg("--output").arg(to.path()).args(more);
        let output = command.output().expect("the program runs");
        (output.status.code(), String::from_utf8(output.stderr).expect("UTF-8"))
    };
    let (code, said) = run(&[]);
    assert_eq!(code, Some(0), "{said}");
    assert!(said.contains("customers.csv: 11 rows written, 11 of them changed; 4 set aside"), "{said}");
    let (code, said) = run(&["--format", "parquet"]);
    assert!(code == Some(1) && said.contains("--force"), "{said}");
    assert_eq!(run(&["--format", "parquet", "--force", "--quiet"]), (Some(0), String::new()));
    assert!(to.path().join("customers.parquet").is_file() && !to.path().join("customers.csv").exists());
}
