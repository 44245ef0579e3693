//! Ids, keys and what has none.
use super::*;
use std::fmt::Write;

#[test]
fn one_id_in_several_spellings_joins() {
    let facts = load_files(&[
        ("customers.csv", b"customer_id,city_id\n7,2.0\n007,\" 10 \"\n0,9\n-1,2\n7,9\n"),
        ("cities.csv", b"city_id,city_name\n10,Ten\n9,Nine\n2,Two\n"),
        ("transactions.csv", format!("{TRANSACTIONS} 7.0 ,2024-01-01,used,,1\n007,2024-01-01,claimed,,\n0,2024-01-02,claimed,,\n8,2024-01-02,claimed,,\nNULL,2024-01-02,claimed,,\n").as_bytes()),
    ]);
    assert_eq!(ids(&facts.customer_ids), ["7", "007", "0", "-1"]);
    assert_eq!(ids(&facts.cities.ids), ["2", "9", "10"]);
    let city: Vec<Option<u32>> = facts.customers.column("city").unwrap().u32().unwrap().iter().collect();
    assert_eq!(city, [Some(0), Some(2), Some(1), Some(0)]);
    assert_eq!(column(&facts, "customer"), [Some(0), Some(1), Some(2), None, None]);
    assert_eq!(finding(&facts, Check::DuplicateId, Some("customer_id")).examples, ["row 6: \"7\""]);
    assert_eq!(finding(&facts, Check::OrphanKey, Some("customer_id")).examples, ["row 5: \"8\""]);
    assert_eq!(finding(&facts, Check::NullId, Some("customer_id")).examples, ["row 6"]);
    assert_eq!(finding(&facts, Check::InactiveCustomer, None).examples, ["row 5: \"-1\""]);
}

#[test]
fn without_a_table_its_ids_are_collected() {
    let facts = transactions("b,2024-01-01,claimed,,20\na,2024-01-01,used,2024-01-03,3\nb,2024-01-01,claimed,,\n");
    assert_eq!(ids(&facts.customer_ids), ["b", "a"], "by first appearance");
    assert_eq!(column(&facts, "customer"), [Some(0), Some(1), Some(0)]);
    assert_eq!((ids(&facts.branches.ids), &facts.branches.names), (vec!["3".into(), "20".into()], &vec![None, None]));
    assert_eq!(column(&facts, "branch"), [Some(1), Some(0), None]);
    assert_eq!((facts.customers.height(), facts.branch_merchant.len()), (2, 2));
    assert_eq!(finding(&facts, Check::MissingTable, None).table, Table::Customers);
    assert!(facts.findings.iter().all(|f| f.check != Check::NullId), "an open row needs no branch");
}

#[test]
fn branches_have_merchants() {
    let facts = load_files(&[
        ("transactions.csv", format!("{TRANSACTIONS}1,2024-01-01,used,2024-01-03,12\n").as_bytes()),
        ("branches.csv", b"branch_id,merchant_id\n12,b\n5,a\n6,zz\n7,\n"),
        ("merchants.csv", b"merchant_id,merchant_name\nb,Bee\na,Ay\nc,\n"),
    ]);
    assert_eq!(ids(&facts.branches.ids), ["5", "6", "7", "12"]);
    assert_eq!(facts.branch_merchant, [Some(0), None, None, Some(1)]);
    assert_eq!(finding(&facts, Check::OrphanKey, Some("merchant_id")).examples, ["row 4: \"zz\""]);
    assert_eq!(finding(&facts, Check::NullId, Some("merchant_id")).examples, ["row 5"]);
    let unused: Vec<_> =
        facts.findings.iter().filter(|f| f.check == Check::UnusedRow).map(|f| (f.table, f.rows)).collect();
    assert_eq!(unused, [(Table::Branches, 3), (Table::Merchants, 1)]);
}

#[test]
fn numeric_columns_of_customers_are_kept() {
    let mut text = "customer_id,age,name,Annual Income (k$),,joined\n".to_owned();
    for i in 0..30 {
        let (age, income) = (20 + i % 9, i * 3);
        writeln!(text, "{i},{age},Person {i},{income}.5,{i},2024-01-01").unwrap();
    }
    text += "30,n/a,Z,1e9,1,2024-01-01\n31,old,Z,7,1,2024-01-01\n";
    let facts = load_files(&[("customers.csv", text.as_bytes())]);
    assert_eq!(facts.extra, ["age", "Annual Income (k$)"]);
    assert_eq!(facts.customers.column("age").unwrap().null_count(), 2);
    assert_eq!(finding(&facts, Check::UnparsableValue, Some("age")).examples, ["row 33: \"old\""]);
    assert!(finding(&facts, Check::Outlier, Some("Annual Income (k$)")).examples[0].starts_with("row 32: 1000000000 "));
    assert_eq!(finding(&facts, Check::IdLikeColumn, Some("name")).rows, 32);
    assert_eq!(finding(&facts, Check::ConstantColumn, Some("join_date")).examples, ["every value is \"2024-01-01\""]);
    assert_eq!(facts.as_of.map(format_day).as_deref(), Some("2024-01-01"), "the last who joined");
    assert!(facts.findings.iter().all(|f| f.check != Check::MissingColumn), "customers alone are no coupon data");
}

#[test]
fn amounts_are_numbers() {
    let facts = load_files(&[(
        "claims.csv",
        b"customer_id,date,status,price\n1,2024-01-01,used,2.5\n1,2024-01-01,used,\n1,2024-01-01,used,free\n",
    )]);
    assert!(facts.has_amount);
    let amounts: Vec<Option<f64>> = facts.transactions.column("amount").unwrap().f64().unwrap().iter().collect();
    assert_eq!(amounts, [Some(2.5), None, None]);
    assert_eq!(finding(&facts, Check::UnparsableValue, Some("amount")).examples, ["row 4: \"free\""]);
    assert_eq!(finding(&facts, Check::MissingColumn, Some("burn_date")).rows, 3);
}
