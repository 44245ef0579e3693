//! Events without any date are counted, and customers who come again are never read as one row each.
use super::*;

const BOUGHT: &str = "User_ID,Product_ID,Gender,Purchase\n1,P1,F,10\n1,P2,F,20\n2,P1,M,5\n1,P1,F,7\n2,P3,M,8\n";

#[test]
fn rows_without_a_date_are_purchases() {
    let facts = load_files(&[("train.csv", BOUGHT.as_bytes())]);
    let purchases = facts.purchases.as_ref().unwrap();
    assert_eq!((facts.kind, purchases.lines, purchases.revenue), (Kind::Purchases, 5, Some(50.0)));
    assert_eq!((facts.transactions.height(), facts.customer_ids.len(), facts.as_of), (5, 2, None));
    assert_eq!(finding(&facts, Check::Undated, Some("transaction_date")).rows, 1);
    // Its name says customers, and its rows what they did.
    let named = load_files(&[("customers.csv", BOUGHT.as_bytes())]);
    assert_eq!((named.kind, named.transactions.height()), (Kind::Purchases, 5));
}

#[test]
fn a_log_in_which_few_come_again_is_no_list_of_customers() {
    let bought = "user_id,product,price\n1,Mug,5\n2,Mug,5\n3,Cup,4\n1,Cup,4\n4,Mug,5\n5,Mug,5\n";
    let facts = load_files(&[("export.csv", bought.as_bytes())]);
    assert_eq!((facts.kind, facts.transactions.height(), facts.customer_ids.len()), (Kind::Purchases, 6, 5));
    let list = "user_id,city,age\n1,Ulm,5\n2,Ulm,5\n3,Bonn,4\n1,Ulm,5\n4,Ulm,5\n5,Ulm,5\n";
    let facts = load_files(&[("export.csv", list.as_bytes())]);
    assert_eq!((facts.kind, facts.customer_ids.len()), (Kind::Customers, 5));
    assert_eq!(finding(&facts, Check::DuplicateId, Some("customer_id")).rows, 1);
}

#[test]
fn orders_are_by_their_number_and_lines_are_joined() {
    let orders = "order_id,user_id,order_number,days_since_prior_order\n1,7,1,\n2,7,2,8\n3,8,1,\n4,8,2,3\n5,7,3,1\n";
    let lines = "order_id,product_id,reordered\n1,a,0\n1,b,0\n2,a,1\n3,c,0\n4,c,1\n5,a,1\n";
    let facts = load_files(&[("orders.csv", orders.as_bytes()), ("order_products.csv", lines.as_bytes())]);
    let purchases = facts.purchases.as_ref().unwrap();
    assert_eq!((facts.transactions.height(), purchases.lines, purchases.products.len()), (5, 6, 3));
}

#[test]
fn a_column_that_may_be_the_date_is_asked_about() {
    let text = "customer_id,created,shipped,amount\n1,2024-01-01,2024-01-03,5\n1,2024-02-01,2024-02-03,5\n1,2024-03-01,2024-03-03,6\n";
    let facts = load_files(&[("orders.csv", text.as_bytes())]);
    assert!(facts.as_of.is_some());
    let rates = "user_id,movie,stars\n1,a,5\n1,b,4\n1,c,3\n1,d,3\n2,a,1\n";
    let refused = refusal(&[("ratings.csv", rates.as_bytes())]);
    assert!(refused.contains("its rows can be counted per customer"), "{refused}");
    assert!(refused.ends_with("--table transactions=ratings.csv"), "{refused}");
    let folder = folder(&[("ratings.csv", rates.as_bytes())]);
    let mut mapping = Mapping::default();
    mapping.set_option("table", "transactions=ratings.csv").unwrap();
    let facts = load(&LoadOptions { mapping: Some(mapping), ..options(&[folder.path()]) }, &Progress::new()).unwrap();
    assert_eq!((facts.transactions.height(), facts.customer_ids.len()), (5, 2));
}

#[test]
fn hours_count_from_an_unknown_day_and_real_days_are_not_compared_with_them() {
    let log = "person,event,value,time\np1,offer received,{'offer id': 'x'},0\np1,transaction,{'amount': 2.5},30\n\
               p2,transaction,{'amount': 1.5},60\np2,offer completed,\"{'offer_id': 'x', 'reward': 2}\",60\np1,transaction,{'amount': 4},714\n";
    let people = "id,became_member_on,income\np1,20170212,5\np2,20170715,7\np3,20180715,9\n";
    let facts = load_files(&[("transcript.csv", log.as_bytes()), ("profile.csv", people.as_bytes())]);
    assert_eq!(days(&facts), ["2001-01-02", "2001-01-30", "2001-01-03"].map(|day| Some(day.to_owned())));
    assert_eq!(facts.purchases.as_ref().and_then(|p| p.revenue), Some(8.0));
    assert_eq!(
        finding(&facts, Check::CountedDays, Some("transaction_date")).examples,
        ["time as a date: hour 0 is 2001-01-01"]
    );
    assert_eq!(finding(&facts, Check::UnknownStatus, Some("transaction_status")).rows, 2);
    assert!(facts.findings.iter().all(|f| f.check != Check::ClaimBeforeJoin), "{:?}", facts.findings);
}
