//! Dates, as-of, horizon, status.
use super::*;

#[test]
fn the_day_as_written_counts() {
    let facts = transactions(
        "1,2024-07-14T23:30:00-05:00,claimed,,\n1,2024-07-14T00:10:00+03:00,claimed,,\n1,soon,claimed,,\n",
    );
    let day = Some("2024-07-14".to_owned());
    assert_eq!(days(&facts), [day.clone(), day, None]);
    assert_eq!(finding(&facts, Check::UnparsableValue, Some("transaction_date")).examples, ["row 4: \"soon\""]);
}

#[test]
fn an_undecidable_order_asks_and_is_answered() {
    let text = format!("{TRANSACTIONS}1,03/04/2024,claimed,,\n1,05/06/2024,claimed,,\n");
    let folder = folder(&[("transactions.csv", text.as_bytes())]);
    let error = load_path(folder.path()).unwrap_err().to_string();
    for part in ["transactions.csv", "transaction_date", "\"03/04/2024\" in row 2", "--date-format"] {
        assert!(error.contains(part), "{part} in {error}");
    }
    let given = |format: &str| LoadOptions { date_format: Some(format.to_owned()), ..options(&[folder.path()]) };
    let facts = load(&given("mdy"), &Progress::new()).unwrap();
    assert_eq!(days(&facts)[0].as_deref(), Some("2024-03-04"));
    assert!(load(&given("dym"), &Progress::new()).unwrap_err().to_string().contains("dmy, mdy or ymd"));
}

#[test]
fn as_of_and_horizon_leave_the_future_out() {
    let text = format!(
        "{TRANSACTIONS}1,2024-03-01,used,2024-05-01,1\n1,2024-04-01,claimed,,\n1,2031-01-01,used,2035-01-01,1\n"
    );
    let folder = folder(&[("transactions.csv", text.as_bytes())]);
    let facts = load_path(folder.path()).unwrap();
    assert_eq!((facts.as_of, facts.claim_horizon), (parse_day("2024-05-01"), parse_day("2024-04-01")));
    assert_eq!(finding(&facts, Check::FutureDate, Some("transaction_date")).rows, 1);
    assert_eq!(finding(&facts, Check::FutureDate, Some("burn_date")).examples, ["row 4: 2035-01-01"]);
    let earlier = LoadOptions { as_of: parse_day("2024-03-15"), ..options(&[folder.path()]) };
    let facts = load(&earlier, &Progress::new()).unwrap();
    assert_eq!((facts.as_of, facts.transactions.height()), (parse_day("2024-05-01"), 3), "the measures go back to it");
    let later = LoadOptions { as_of: parse_day("2024-05-02"), ..options(&[folder.path()]) };
    assert_eq!(load(&later, &Progress::new()).unwrap().as_of, parse_day("2024-05-02"));
    let none = transactions("1,,claimed,,\n");
    assert_eq!((none.as_of, none.claim_horizon), (None, None));
}

#[test]
fn the_status_decides() {
    let rows = "1,2024-02-01,Subscribed,,\n1,2024-02-01,ACTIVE,2024-02-03,\n1,2024-02-01, burned ,2024-01-30,1\n\
                1,2024-02-01,redeemed,,\n1,2024-02-01,lost\x1b,,\n1,2024-02-01,,,\n";
    let facts = load_files(&[
        ("transactions.csv", format!("{TRANSACTIONS}{rows}").as_bytes()),
        ("customers.csv", b"customer_id,join_date\n1,2024-02-02\n"),
    ]);
    assert_eq!(column(&facts, "status"), [0, 0, 1, 1, 2, 2].map(Some));
    let unknown = finding(&facts, Check::UnknownStatus, Some("transaction_status"));
    assert_eq!(unknown.examples, [r#"row 6: "lost\u{1b}""#, "row 7: no value"]);
    let examples = |check, column| finding(&facts, check, Some(column)).examples.clone();
    assert_eq!(examples(Check::BurntWithoutDate, "burn_date"), ["row 5"]);
    assert_eq!(examples(Check::DateWithoutBurnt, "burn_date"), ["row 3: burn_date 2024-02-03"]);
    assert_eq!(examples(Check::BurnBeforeClaim, "burn_date"), ["row 4: claimed 2024-02-01, burnt 2024-01-30"]);
    assert_eq!(examples(Check::NullId, "branch_id"), ["row 5"], "a burnt row should have a branch");
    assert_eq!(finding(&facts, Check::ClaimBeforeJoin, Some("transaction_date")).rows, 6);
}

#[test]
fn repeated_transaction_ids_are_kept_and_found() {
    let text = |a: &str, b: &str| {
        format!(
            "transaction_id,customer_id,date,status\n{a},1,2024-01-01,used\n{b},1,2024-01-01,used\n{a},1,2024-01-01,used\n,1,2024-01-01,used\n,1,2024-01-01,used\n"
        )
    };
    let facts = load_files(&[("transactions.csv", text("9", "8").as_bytes())]);
    assert_eq!(facts.transactions.height(), 5);
    assert_eq!(finding(&facts, Check::DuplicateId, Some("transaction_id")).examples, ["row 4: \"9\" as in row 2"]);
    assert_eq!(finding(&facts, Check::NullId, Some("transaction_id")).rows, 2);
    let facts = load_files(&[("transactions.csv", text("T-9", "T-8").as_bytes())]);
    assert_eq!(finding(&facts, Check::DuplicateId, Some("transaction_id")).examples, ["row 4: as in row 2"]);
}

#[test]
fn findings_come_worst_first() {
    let facts = load(&LoadOptions { today: TODAY, ..LoadOptions::default() }, &Progress::new()).unwrap();
    let order: Vec<_> = facts.findings.iter().map(|f| (f.check.severity(), u64::MAX - f.rows)).collect();
    assert!(order.is_sorted() && order.len() > 12, "{:#?}", facts.findings);
}

#[test]
fn numbers_are_dates_where_a_general_name_says_so() {
    let days_of = |name: &str, first: &str, second: &str| {
        let text = format!("order,cust,{name},amount\n1,a,{first},5\n2,b,{second},7\n3,a,{second},9\n");
        let facts = load_files(&[("export.csv", text.as_bytes())]);
        let found = facts.findings.iter().any(|f| f.check == Check::Undated);
        (!found).then(|| days(&facts).into_iter().map(Option::unwrap).take(2).collect::<Vec<_>>().join(" "))
    };
    // By pandas: `Timestamp("1899-12-30") + Timedelta(days=45292)`, `to_datetime(1704067200, unit="s")`.
    let both = Some("2024-01-01 2024-01-05".to_owned());
    for (name, first, second) in [
        ("date", "45292", "45296"),
        ("Date", "45292.75", "45296.25"),
        ("timestamp", "1704067200", "1704412800"),
        ("created_at", "1704067200", "1704412800"),
        ("created_at", "1704067200.25", "1704412800.5"),
        ("ts", "1704067200000", "1704412800000"),
    ] {
        assert_eq!(days_of(name, first, second), both, "{name} {first}");
    }
    // A name and a range that do not agree are no date.
    for (name, first, second) in
        [("points", "45292", "45296"), ("date", "17", "31"), ("score", "1704067200", "1704412800")]
    {
        assert_eq!(days_of(name, first, second), None, "{name} {first}");
    }
}
