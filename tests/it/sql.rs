//! `segscope sql`: the statement of a model in each dialect, and what it refuses. `tests/engines/assign.py` runs it.

use std::fmt::Write;
use std::fs;
use std::path::Path;

use tempfile::TempDir;

use crate::support::program;

pub fn run(args: &[&str]) -> (i32, String, String) {
    let output = program().args(args).output().expect("the program runs");
    let text = |bytes| String::from_utf8(bytes).expect("UTF-8");
    (output.status.code().expect("it ends by itself"), text(output.stdout), text(output.stderr))
}

/// A folder of tables with these customers, and a model of them.
pub fn fitted(options: &[&str]) -> (TempDir, String, String) {
    let folder = tempfile::tempdir().expect("a folder");
    let shop = folder.path().join("shop");
    fs::create_dir(&shop).expect("a folder");
    let mut customers = "customer_id,join_date,gender_id,age\n".to_owned();
    let mut transactions = "customer_id,transaction_date,transaction_status,burn_date,amount\n".to_owned();
    for customer in 0..60 {
        let (day, gender, age) = (1 + customer % 28, customer % 2, 20 + customer % 7);
        let _ = writeln!(customers, "c{customer},2024-01-{day:02},{gender},{age}");
        // The last five have no transaction.
        for claim in 0..if customer < 55 { 1 + customer % 4 * 3 } else { 0 } {
            let burnt = (customer + claim) % 3 == 0;
            let (status, burn) = if burnt { ("burned", "2024-07-01") } else { ("subscribed", "") };
            let (month, amount) = (1 + claim % 6, claim + customer);
            let _ = writeln!(transactions, "c{customer},2024-0{month}-11,{status},{burn},{amount}.5");
        }
    }
    fs::write(shop.join("customers.csv"), customers).expect("written");
    fs::write(shop.join("transactions.csv"), transactions).expect("written");
    fs::write(shop.join("genders.csv"), "gender_id,gender_name\n0,Female\n1,Male\n").expect("written");
    let (data, model) = (path(&shop), path(&folder.path().join("model.json")));
    let fit = ["segments", &data, "--k", "2", "--save-model", &model, "--output", &path(&folder.path().join("s.csv"))];
    let (code, _, said) = run(&[&fit[..], options].concat());
    assert_eq!(code, 0, "{said}");
    (folder, data, model)
}

pub fn path(path: &Path) -> String {
    path.to_str().expect("UTF-8").to_owned()
}

#[test]
fn each_dialect_has_its_statement() {
    let (_folder, data, model) = fitted(&["--features", "behaviour,gender_encoded,amount_mean,age", "--clip", "5"]);
    for dialect in ["postgresql", "spark", "duckdb", "sqlite"] {
        let (code, statement, said) = run(&["sql", "--assign", &model, "--dialect", dialect, &data]);
        assert_eq!((code, said.as_str()), (0, ""));
        let statement = statement.replace(env!("CARGO_PKG_VERSION"), "VERSION");
        insta::assert_snapshot!(format!("sql_{dialect}"), statement);
    }
}

#[test]
fn tables_and_columns_have_the_names_that_are_given() {
    let (_folder, data, model) = fitted(&[]);
    let sql = ["sql", "--assign", &model, "--dialect", "duckdb", "--schema", "lake", "--as-of", "2024-08-01"];
    let given = ["--table", "transactions=raw.claims", "--column", "transactions.customer_id=who"];
    let (code, statement, said) = run(&[&sql[..], &given].concat());
    assert_eq!(code, 0, "{said}");
    for part in [r#"FROM "raw"."claims" AS t"#, r#"FROM "lake"."customers" AS t"#, r#"t."who""#, "DATE '2024-08-01'"] {
        assert!(statement.contains(part), "{part}\n{statement}");
    }
    assert!(statement.contains("'subscribed'") && statement.contains("'redeemed'"), "the words of the schema");
    let (code, statement, said) = run(&[&sql[..], &["--table", "transactions=raw.claims", &data]].concat());
    assert_eq!(code, 0, "{said}");
    assert!(statement.contains(r#"FROM "raw"."claims" AS t"#) && statement.contains(r#""lake"."customers""#));
    assert!(!statement.contains("'redeemed'"), "the words of the data");
}

#[test]
fn what_cannot_be_said_in_sql_is_wrong_usage() {
    let (_folder, data, model) = fitted(&["--algorithm", "hierarchical"]);
    let sql = ["sql", "--assign", &model, "--dialect", "sqlite", &data];
    let (code, out, said) = run(&sql);
    assert_eq!((code, out.as_str()), (2, ""));
    assert!(said.contains("assigns customers by their neighbours") && said.contains("--algorithm kmeans"), "{said}");
    let (code, _, said) = run(&[&sql[..], &["--filter", "age>20"]].concat());
    assert!(code == 2 && said.contains("a view of the rows"), "{said}");
    let (_folder, data, model) = fitted(&["--kind", "purchases", "--features", "rfm"]);
    let (code, _, said) = run(&["sql", "--assign", &model, "--dialect", "sqlite"]);
    assert!(code == 2 && said.contains("Give DATA"), "{said}");
    let (code, _, said) = run(&["sql", "--assign", &model, "--dialect", "oracle", &data]);
    assert!(code == 2 && said.contains("postgresql, spark, duckdb, sqlite"), "{said}");
}
