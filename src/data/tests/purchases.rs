//! Purchases: orders from rows, returns, statuses, and customers that only the rows describe.
use super::*;

/// Purchases, whatever the status words say of the kind.
fn purchases_of(files: &[(&str, &[u8])]) -> Facts {
    let folder = folder(files);
    let mut options = LoadOptions { mapping: Some(Mapping::default()), ..options(&[folder.path()]) };
    options.mapping.as_mut().unwrap().kind = Some(Kind::Purchases);
    load(&options, &Progress::new()).unwrap()
}

fn purchases(text: &str) -> Facts {
    purchases_of(&[("orders.csv", text.as_bytes())])
}

fn amounts(facts: &Facts) -> Vec<Option<f64>> {
    facts.transactions.column("amount").unwrap().f64().unwrap().iter().collect()
}

fn settled(facts: &Facts) -> &Purchases {
    facts.purchases.as_ref().unwrap()
}

fn by_status(facts: &Facts) -> String {
    settled(facts).by_status.iter().map(|(word, orders)| format!("{word} {orders}")).collect::<Vec<_>>().join(", ")
}

fn close(a: Option<f64>, b: f64) {
    assert!(a.is_some_and(|a| (a - b).abs() < 1e-9), "{a:?} should be {b}");
}

fn found(facts: &Facts, check: Check) -> Option<&Finding> {
    facts.findings.iter().find(|f| f.check == check)
}

#[test]
fn rows_of_one_order_number_are_one_order() {
    let facts = purchases(
        "InvoiceNo,StockCode,Quantity,InvoiceDate,UnitPrice,CustomerID\n\
         536365,A,6,2010-12-02 08:26,2.5,17850\n536365,B,2,2010-12-01 08:26,3,17850.0\n\
         C536379,A,-1,2010-12-03 09:41,2.5,17850\n536370,B,3,2010-12-04 10:00,1.25,\n",
    );
    assert_eq!(facts.kind, Kind::Purchases);
    assert_eq!(amounts(&facts), [Some(21.0), Some(3.75)]);
    assert_eq!(days(&facts), [Some("2010-12-01".to_owned()), Some("2010-12-04".to_owned())], "the earliest row");
    assert_eq!(column(&facts, "customer"), [Some(0), None]);
    assert_eq!(column(&facts, "status"), [Some(4), Some(4)]);
    assert_eq!((settled(&facts).lines, settled(&facts).items), (4, Some(11.0)));
    close(settled(&facts).revenue, 21.0 - 2.5 + 3.75);
    assert_eq!((settled(&facts).returns.height(), by_status(&facts)), (1, "completed 2, returned 1".to_owned()));
    assert_eq!(ids(&facts.customer_ids), ["17850"]);
    assert!(found(&facts, Check::DuplicateId).is_none(), "an order has several rows");
    assert!(found(&facts, Check::MissingColumn).is_none(), "purchases have no burn date");
    assert_eq!(finding(&facts, Check::NullId, Some("customer_id")).examples, ["row 5"]);
    let reading = &facts.source.readings[0];
    assert_eq!((reading.read, reading.used), (4, 4), "all rows are in use");
}

#[test]
fn without_an_order_number_a_customer_and_a_time_are_an_order() {
    let facts = purchases(
        "customer_id,transaction_date,amount\n1,2024-01-01 10:00,5\n1,2024-01-01 10:00,6\n1,2024-01-01 11:00,7\n\
         2,2024-01-01 10:00,8\n,2024-01-01 10:00,9\n,2024-01-01 10:00,10\n",
    );
    let expected: Vec<Option<f64>> = [11.0, 7.0, 8.0, 9.0, 10.0].map(Some).to_vec();
    assert_eq!(amounts(&facts), expected, "rows of nobody are each their own");
    close(settled(&facts).revenue, 45.0);
}

#[test]
fn only_completed_orders_are_orders() {
    let facts = purchases(
        "order_id,customer_id,transaction_date,transaction_status,amount\n1,ann,2024-01-03,completed,100\n\
         2,ann,2024-01-20,refunded,40\n3,bob,2024-02-01,cancelled,55\n4,bob,2024-02-10,shipped,20\n\
         5,cid,2024-03-05,completed,-15\n6,cid,2024-03-06,pending,10\n7,dee,2024-03-07,mislaid,10\n8,dee,2024-03-08,,1\n",
    );
    assert_eq!(amounts(&facts), [Some(100.0), Some(20.0), Some(1.0)], "a row without a status is completed");
    assert_eq!(by_status(&facts), "completed 3, returned 2, cancelled 1, pending 1, other 1");
    close(settled(&facts).revenue, 106.0);
    assert_eq!(facts.customers.height(), 4, "who only returned is a customer");
    assert_eq!(finding(&facts, Check::UnknownStatus, Some("transaction_status")).rows, 1);
    assert_eq!(facts.as_of.map(format_day).as_deref(), Some("2024-03-08"));
}

#[test]
fn a_status_column_without_values_says_nothing() {
    // Without a status an order is completed: 5 + 7 + 9.
    let orders =
        "order_id,customer_id,order_date,status,amount\n1,a,2024-01-03,,5\n2,b,2024-01-04,,7\n3,a,2024-02-04,,9\n";
    let facts = load_files(&[("export.csv", orders.as_bytes())]);
    assert_eq!((facts.kind, by_status(&facts).as_str()), (Kind::Purchases, "completed 3"));
    close(settled(&facts).revenue, 21.0);
    // The name of the column, or a burn date, may say that these are coupons.
    for (name, text) in [
        ("export.csv", "id,customer_id,date,redeemed\n1,a,2024-01-03,\n2,b,2024-01-04,\n3,a,2024-02-04,\n"),
        ("export.csv", "id,customer_id,date,status,burn_date\n1,a,2024-01-03,,2024-01-04\n2,a,2024-01-04,,\n"),
    ] {
        assert_eq!(load_files(&[(name, text.as_bytes())]).kind, Kind::Coupons, "{text}");
    }
}

#[test]
fn the_total_of_an_order_goes_by_the_names_of_shops() {
    // Two orders of 12 and 30, the first with two lines, and a third with one of 7.
    let summary = "Order Number,Order Status,Order Date,Email (Billing),Order Subtotal Amount,Order Total Amount\n\
                   1,Completed,2024-01-01 10:11,a@x.y,10,12\n2,Completed,2024-01-05 10:11,b@x.y,25,30\n3,Completed,2024-02-05 10:11,a@x.y,5,7\n";
    close(settled(&load_files(&[("export.csv", summary.as_bytes())])).revenue, 49.0);
    // On each line of an order its total is written again.
    let lines = "Order Number,Order Date,Email (Billing),Order Total Amount,Item Name,Quantity (- Refund),Item Cost\n\
                 1,2024-01-01,a@x.y,12,Mug,1,4\n1,2024-01-01,a@x.y,12,Cup,2,3\n2,2024-01-05,b@x.y,30,Mug,5,4\n\
                 2,2024-01-05,b@x.y,30,Cup,2,3\n3,2024-02-05,a@x.y,7,Mug,1,4\n";
    close(settled(&load_files(&[("export.csv", lines.as_bytes())])).revenue, 49.0);
    for name in
        ["Order Total Amount (- Refund)", "order_total_amount", "Order Grand Total", "Amount Captured", "mc_gross"]
    {
        let text = format!("Order Number,Order Date,Email,{name}\n1,2024-01-01,a@x.y,12\n2,2024-01-05,b@x.y,30\n");
        close(settled(&load_files(&[("export.csv", text.as_bytes())])).revenue, 42.0);
    }
}

#[test]
fn rows_of_one_order_may_differ_in_status() {
    // Rows that were cancelled or refunded are not sold; a refund with a negative amount is taken off.
    let facts = purchases(
        "order_id,customer_id,transaction_date,transaction_status,amount,quantity\n1,a,2024-01-03,completed,10,1\n\
         1,a,2024-01-03,cancelled,20,2\n1,a,2024-01-03,refunded,30,3\n2,a,2024-01-04,completed,50,5\n\
         2,a,2024-01-05,refunded,-50,-5\n3,a,2024-01-06,refunded,-7,-1\n3,a,2024-01-06,cancelled,2,1\n",
    );
    assert_eq!(amounts(&facts), [Some(10.0), Some(0.0)]);
    assert_eq!(by_status(&facts), "completed 2, returned 1");
    close(settled(&facts).revenue, 5.0);
    assert_eq!(settled(&facts).items, Some(1.0));
}

#[test]
fn what_the_first_row_says_is_said_of_the_order() {
    let facts = purchases(
        "order_id,customer_id,transaction_date,transaction_status,amount,coupon,product,quantity,unit_price\n\
         1001,ann,2024-01-03,paid,55,WELCOME10,Mug,1,30\n1001,,,,,,Spoon,2,10\n1002,bob,2024-01-04,paid,25,,Mug,1,20\n\
         1003,ann,2024-02-03,refunded,75,SPRING,Pot,1,70\n",
    );
    assert_eq!(amounts(&facts), [Some(55.0), Some(25.0)], "with 5 for shipping");
    let of = settled(&facts);
    assert_eq!((of.lines, of.items, of.orders_with_coupon), (4, Some(4.0), Some(1)));
    close(of.revenue, 80.0);
    assert_eq!(column(&facts, "coupon"), [Some(1), None]);
    let products = &of.lines_of_products;
    let amount: Vec<Option<f64>> = products.column("amount").unwrap().f64().unwrap().iter().collect();
    assert_eq!(amount, [Some(30.0), Some(20.0), Some(20.0)], "what the product costs");
    let product: Vec<Option<u32>> = products.column("product").unwrap().u32().unwrap().iter().collect();
    assert_eq!(
        (product, ids(&of.products.ids)),
        (vec![Some(0), Some(2), Some(0)], vec!["Mug".into(), "Pot".into(), "Spoon".into()])
    );
    assert!(found(&facts, Check::NullId).is_none(), "the order has a customer");
}

#[test]
fn nothing_is_too_little() {
    let one = purchases("order_id,customer_id,transaction_date,amount\n1,a,2024-01-03,5\n");
    assert_eq!((amounts(&one), settled(&one).lines), (vec![Some(5.0)], 1));
    let returns = purchases("order_id,customer_id,transaction_date,amount\n1,a,2024-01-03,-5\n2,b,2024-01-03,-6\n");
    assert_eq!((returns.transactions.height(), by_status(&returns)), (0, "completed 0, returned 2".to_owned()));
    close(settled(&returns).revenue, -11.0);
    assert_eq!(returns.customers.height(), 2);
    let unpriced = purchases("order_id,customer_id,transaction_date,amount\n1,a,2024-01-03,\n2,b,2024-01-03,\n");
    assert_eq!((settled(&unpriced).revenue, unpriced.has_amount), (None, false));
    let visits = purchases("member_id,transaction_date\n1,2024-01-01\n1,2024-01-08\n");
    assert_eq!((visits.transactions.height(), settled(&visits).revenue, visits.has_amount), (2, None, false));
    let strangers = purchases("order_id,customer_id,transaction_date,amount\n1,,2024-01-03,5\n1,,2024-01-03,6\n");
    assert_eq!((amounts(&strangers), strangers.customers.height()), (vec![Some(11.0)], 0));
    let exact = purchases(
        "order_id,customer_id,transaction_date,amount\n1,a,2024-01-03,0.3\n1,a,2024-01-03,-0.1\n1,a,2024-01-03,-0.2\n",
    );
    assert_eq!(by_status(&exact), "completed 1", "0.3 - 0.1 - 0.2 is not below 0");
}

#[test]
fn a_table_of_customers_decides_who_is_known() {
    let facts = purchases_of(&[
        ("customers.csv", b"customer_id,join_date,city\n1,2024-01-01,Cairo\n2,2024-01-02,Giza\n3,2024-01-02,Giza\n"),
        ("orders.csv", b"order_id,customer_id,transaction_date,transaction_status,amount,city\n1,1,2024-02-01,paid,5,Rome\n2,2,2024-02-01,void,5,Rome\n3,9,2024-02-01,paid,6,Rome\n"),
    ]);
    assert_eq!(ids(&facts.cities.ids), ["Cairo", "Giza"]);
    assert_eq!(column(&facts, "customer"), [Some(0), None]);
    assert_eq!(finding(&facts, Check::OrphanKey, Some("customer_id")).rows, 1);
    assert_eq!(finding(&facts, Check::InactiveCustomer, None).rows, 2, "a void order makes nobody active");
}

fn of_customers(facts: &Facts, name: &str) -> Vec<Option<i64>> {
    let column = facts.customers.column(name).unwrap().cast(&polars::prelude::DataType::Int64).unwrap();
    column.i64().unwrap().iter().collect()
}

#[test]
fn rows_describe_their_customers() {
    let facts = purchases(
        "Order ID,Order Date,Customer ID,Customer Name,Gender,Age,City,Country,Category,Amount\n\
         1,2024-01-03,7,Ann,F,31,Cairo,Egypt,Shoes,10\n2,2024-01-09,7,Ann,F,31,Cairo,Egypt,Hats,20\n\
         3,2024-02-11,7,Ann,F,32,Giza,Egypt,Shoes,30\n4,2024-02-12,8,Bob,M,44,Giza,Egypt,Shoes,40\n\
         5,2024-03-01,9,Cid,M,52,Giza,Egypt,Hats,50\n6,2024-03-02,9,Cid,M,53,,Egypt,Hats,50\n",
    );
    assert_eq!((ids(&facts.cities.ids), facts.place), (vec!["Cairo".to_owned(), "Giza".into()], PlaceLevel::City));
    assert_eq!(of_customers(&facts, "city"), [Some(0), Some(1), Some(1)]);
    assert_eq!(
        (ids(&facts.genders.ids), of_customers(&facts, "gender")),
        (vec!["F".to_owned(), "M".into()], vec![Some(0), Some(1), Some(1)])
    );
    assert_eq!(of_customers(&facts, "Age"), [Some(31), Some(44), Some(53)], "of ties the latest");
    assert_eq!(finding(&facts, Check::VaryingAttribute, Some("City")).examples, ["row 4: \"Cairo\" counts"]);
    assert!(found(&facts, Check::MissingTable).is_none(), "names need no table");
    assert!(!facts.has(Table::Customers));
}

#[test]
fn the_finest_place_of_some_names_is_the_city() {
    let text = |rows: &str| format!("order_id,order_date,customer_id,city,province,country,amount\n{rows}");
    let facts = purchases(&text("1,2024-01-03,7,Berlin,BE,DE,1\n2,2024-01-03,8,Berlin,BE,AT,1\n"));
    assert_eq!((ids(&facts.cities.ids), facts.place), (vec!["AT".to_owned(), "DE".into()], PlaceLevel::Country));
    let many: Vec<String> = (0..1500).map(|i| format!("{i},2024-01-03,{i},Town {i},S{},DE,1\n", i % 40)).collect();
    let facts = purchases(&text(&many.concat()));
    assert_eq!((facts.cities.len(), facts.place), (40, PlaceLevel::State));
    let none = purchases(&text("1,2024-01-03,7,Berlin,BE,DE,1\n2,2024-01-03,8,Berlin,BE,DE,1\n"));
    assert!(none.cities.is_empty());
}

#[test]
fn coupons_without_a_status_have_it_from_their_dates() {
    let text = "coupon_code,customer_id,transaction_date,burn_date,expiry_date\nA,1,2024-01-03,2024-01-05,2024-01-10\n\
                A,1,2024-01-09,,2024-01-20\nA,2,2024-02-03,2024-02-10,2024-02-09\nA,3,2024-02-11,not yet,2024-02-28\n";
    let facts = load_files(&[("coupons.csv", text.as_bytes())]);
    assert_eq!(facts.kind, Kind::Coupons);
    let [open, burnt, expired] = [status::OPEN, status::BURNT, status::EXPIRED].map(|code| Some(i64::from(code)));
    assert_eq!(column(&facts, "status"), [burnt, expired, burnt, open]);
    assert_eq!(finding(&facts, Check::UnparsableValue, Some("burn_date")).rows, 1);
    assert_eq!(column(&facts, "expiry_day").len(), 4);
    // Where a column says the status, no date changes it.
    let said = text.replace("coupon_code", "transaction_status").replace("\nA,", "\nclaimed,");
    let facts = load_files(&[("coupons.csv", said.as_bytes())]);
    assert_eq!(column(&facts, "status"), [open; 4]);
}
