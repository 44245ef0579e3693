//! Ids, keys, and rows without them.
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
    assert_eq!(column(&facts, "customer"), [Some(0), Some(0), Some(1)], "rows come by customer");
    assert_eq!((ids(&facts.branches.ids), &facts.branches.names), (vec!["3".into(), "20".into()], &vec![None, None]));
    assert_eq!(column(&facts, "branch"), [Some(1), None, Some(0)]);
    assert_eq!((facts.customers.height(), facts.branch_merchant.len()), (2, 2));
    assert_eq!(finding(&facts, Check::MissingTable, None).table, Table::Branches, "customers need no names");
    assert!(facts.findings.iter().all(|f| f.check != Check::NullId), "an open row needs no branch");
}

#[test]
fn a_column_of_names_needs_no_table() {
    let named = load_files(&[("customers.csv", b"customer_id,city,gender\n1,Cairo,1\n2,Giza,2\n3,Cairo,1\n")]);
    assert_eq!(ids(&named.cities.ids), ["Cairo", "Giza"]);
    let missing: Vec<Table> =
        named.findings.iter().filter(|f| f.check == Check::MissingTable).map(|f| f.table).collect();
    assert_eq!(missing, [Table::Genders], "numbers are ids");
}

#[test]
fn every_row_is_used_or_set_aside() {
    let customers = b"customer_id,city_id\n1,1\n1,2\n,1\n\n3\n4,1\n" as &[u8];
    let facts = load_files(&[
        ("customers.csv", customers),
        ("cities.csv", b"city_id,city_name\n1,Cairo\n1,Giza\n"),
        ("transactions.csv", format!("{TRANSACTIONS}1,2024-01-01,used,2024-01-03,12\n,2024-01-01\n,,,,1\n").as_bytes()),
    ]);
    for reading in &facts.source.readings {
        assert_eq!(reading.read, reading.used + reading.set_aside.iter().map(|(_, n)| n).sum::<u64>(), "{reading:?}");
    }
    let of = |table| facts.source.readings.iter().find(|r| r.table == table).unwrap();
    assert_eq!((of(Table::Customers).read, of(Table::Customers).used), (6, 2));
    assert_eq!(
        of(Table::Customers).set_aside,
        [(Check::NullId, 1), (Check::DuplicateId, 1), (Check::RaggedRow, 1), (Check::BlankRow, 1)]
    );
    assert_eq!((of(Table::Cities).used, of(Table::Transactions).read, of(Table::Transactions).used), (1, 3, 1));
    assert_eq!(finding(&facts, Check::FooterRow, None).rows, 1, "a number below the data");
}

#[test]
fn accepted_errors_are_no_errors() {
    let rows = "1,2024-01-01,used,2024-01-03,12,\n,2024-01-01,claimed,,,null_id\n,2024-01-01,claimed,,,\n";
    let header = TRANSACTIONS.trim_end();
    let text = format!("{header},accepted_checks\n{rows}");
    let facts = load_files(&[("customers.csv", CUSTOMERS.as_bytes()), ("transactions.csv", text.as_bytes())]);
    assert_eq!(facts.transactions.height(), 3);
    let nulls = finding(&facts, Check::NullId, Some("customer_id"));
    assert_eq!((nulls.rows, &*nulls.row_numbers), (1, [4].as_slice()));
    assert_eq!(finding(&facts, Check::AcceptedError, None).rows, 1);
    let about_it = |f: &&Finding| f.column.as_deref() == Some("accepted_checks");
    assert_eq!(facts.findings.iter().find(about_it), None, "the column is no data");
}

#[test]
fn coupons_are_kept_by_name() {
    let text = format!(
        "coupon_name,{TRANSACTIONS}SUMMER,1,2024-01-01,claimed,,\n,1,2024-01-01,claimed,,\nEID,1,2024-01-01,claimed,,\n"
    );
    let facts = load_files(&[("customers.csv", CUSTOMERS.as_bytes()), ("transactions.csv", text.as_bytes())]);
    assert_eq!(ids(&facts.coupons.ids), ["EID", "SUMMER"]);
    assert_eq!(column(&facts, "coupon"), [Some(1), None, Some(0)]);
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
