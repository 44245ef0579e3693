//! Filters on the ten paper customers.

use super::*;
use crate::aggregate::Rows;
use crate::data::filter::{ConditionPart, Filter};
use crate::data::{Dimension, Facts, Ids};
use crate::measures::fixture::{NEW_YEAR, customers_only, facts, purchases, with_plans, with_sizes};
use crate::measures::{
    Features, SelectError, as_it_was, customers_as_they_were, features, features_without_habits, known_on, summarise,
    without_ends,
};
use crate::progress::Progress;

fn filtered(text: &str) -> Facts {
    let facts = facts();
    select(&facts, &features(&facts, &Progress::new()).unwrap(), &Filter::parse(text).unwrap(), &Progress::new())
        .unwrap_or_else(|e| panic!("{text}: {e}"))
}

/// Ids of the kept customers and the number of kept rows.
fn kept(text: &str) -> (Vec<i64>, usize) {
    let facts = filtered(text);
    let Ids::Integers(ids) = &*facts.customer_ids else { panic!("integers") };
    assert_eq!(facts.customers.height(), ids.len());
    (ids.clone(), facts.transactions.height())
}

#[test]
fn customer_conditions_keep_customers_and_their_rows() {
    for (text, customers, rows) in [
        ("", &[1, 2, 3, 4, 5, 6, 7, 8, 9, 10][..], 12),
        ("city:Cairo", &[1, 3, 4, 7, 8, 9], 6),
        ("city:1", &[1, 3, 4, 7, 8, 9], 6),
        ("city:c*,*wan", &[1, 3, 4, 7, 8, 9], 6),
        ("-city:Cairo", &[2, 5, 6, 10], 6),
        ("city!=Cairo,Giza", &[10], 2),
        ("city:none", &[10], 2),
        ("city:none,giza", &[2, 5, 6, 10], 6),
        ("gender:none", &[5, 9], 3),
        ("gender:Male city:Cairo", &[1, 4, 8], 4),
        ("customer:1,10", &[1, 10], 3),
        ("customer:1*", &[1, 10], 3),
        ("-customer:1", &[2, 3, 4, 5, 6, 7, 8, 9, 10], 9),
        ("customer:none", &[], 2),
        ("joined:2024-01-01", &[3, 4, 5, 7, 8, 9], 4),
        ("joined<2024", &[2, 6], 3),
        ("joined:none", &[1, 10], 5),
        ("-joined:2024", &[1, 2, 6, 10], 8),
        ("first_claim:2024-01", &[1, 2, 3], 7),
        ("first_claim<2024", &[6], 1),
        ("first_claim:none", &[5, 7, 8, 9, 10], 3),
        ("-first_claim:2024-01,none", &[4, 6], 2),
        ("transaction_count>=2", &[1, 2, 3], 7),
        ("TRANSACTION_COUNT:1..2", &[2, 3, 4, 5, 6], 7),
        ("age:none", &[10], 2),
        ("age>=27", &[8, 9], 0),
        ("-age>=27", &[1, 2, 3, 4, 5, 6, 7, 10], 12),
        ("age<100 age!=20", &[2, 3, 4, 5, 6, 7, 8, 9], 7),
    ] {
        assert_eq!(kept(text), (customers.to_vec(), rows), "{text}");
    }
}

#[test]
fn row_conditions_keep_rows_and_the_customers_who_have_them() {
    for (text, customers, rows) in [
        ("status:burnt", &[1, 2, 5, 6][..], 7),
        ("status:claimed,other", &[1, 3, 4], 5),
        ("status:subscribed", &[1, 3], 4),
        ("-status:open", &[1, 2, 4, 5, 6], 8),
        ("branch:10", &[1, 2, 3, 5], 5),
        ("branch:corniche", &[1, 6], 3),
        ("branch:none", &[3, 4], 3),
        ("merchant:Nile", &[1, 2, 3, 5], 5),
        ("merchant:none", &[2, 3, 4], 4),
        ("-merchant:Nile,Delta", &[2, 3, 4], 4),
        ("merchant:Lotus", &[], 0),
        ("since:2024-01-11", &[1, 2, 3, 4], 6),
        ("until:2023", &[6], 1),
        ("date:2024-01", &[1, 2, 3], 6),
        ("date:none", &[3, 5], 2),
        ("-date:2024", &[3, 5, 6], 3),
        ("since:2024-01-11 status:burnt city:Cairo", &[1], 1),
        ("-city:Cairo status:open", &[], 1),
    ] {
        assert_eq!(kept(text), (customers.to_vec(), rows), "{text}");
    }
}

#[test]
fn rows_follow_their_customers_and_dimensions_stay_complete() {
    let facts = filtered("city:Giza");
    let customers: Vec<Option<u32>> = Rows::of(&facts).unwrap().customer.iter().collect();
    assert_eq!(customers, [Some(0), Some(0), Some(1), Some(2)], "customers 2, 5 and 6 are rows 0, 1 and 2");
    let summary = summarise(&facts, &Progress::new()).unwrap();
    assert_eq!((summary.kpis.customers, summary.kpis.burnt, summary.cities.len()), (3, 4, 3));
    assert_eq!(features(&facts, &Progress::new()).unwrap().total_burnt, 4);
    assert_eq!((facts.as_of, facts.claim_horizon), (Some(NEW_YEAR + 70), Some(NEW_YEAR + 60)));
}

#[test]
fn features_are_compared_as_they_are_without_the_filter() {
    // Customer 1 has three claims, of which one is left.
    assert_eq!(kept("transaction_count:3 until:2024-01-05"), (vec![1], 1));
}

#[test]
fn the_horizon_ends_where_the_filter_does() {
    for (text, days) in [
        ("until:2024-01-20", 19),
        ("date<2024-01-20", 18),
        ("date:2024-01", 30),
        ("until:2030", 60),
        ("since:2024-02", 60),
        ("-date:2024-01", 60),
    ] {
        assert_eq!(filtered(text).claim_horizon, Some(NEW_YEAR + days), "{text}");
    }
}

#[test]
fn nothing_left_is_measured_as_nothing() {
    let facts = filtered("city:Aswan");
    let summary = summarise(&facts, &Progress::new()).unwrap();
    assert_eq!((summary.kpis.customers, summary.kpis.transactions, summary.kpis.burn_rate), (0, 0, None));
    assert!(summary.frequency.is_empty() && summary.days_to_burn.is_none());
    assert!(features(&facts, &Progress::new()).unwrap().is_empty());
}

#[test]
fn what_the_data_lacks_is_said_with_what_there_is() {
    let mut alone = customers_only();
    alone.coupons = Dimension::default();
    for (facts, text, part, says) in [
        (&facts(), "gender:Male city:Caro", ConditionPart::Value(0), "did you mean Cairo?"),
        (&facts(), "gender:Male city:Cairo,X*", ConditionPart::Value(1), "there are Cairo, Giza, Aswan"),
        (&facts(), "gender:Male customer:11", ConditionPart::Value(0), "no customer is called 11"),
        (
            &facts(),
            "gender:Male status:burn*,refunded",
            ConditionPart::Value(1),
            "claimed, open, burnt, expired, other",
        ),
        (&facts(), "gender:Male burnt>=3", ConditionPart::Key, "Did you mean burnt_count or burnt_ratio?"),
        (&facts(), "gender:Male coupon:x", ConditionPart::Key, "coupon_name"),
        (&alone, "age>3 gender:Male", ConditionPart::Key, "gender_id"),
        (&alone, "age>3 since:2024", ConditionPart::Key, "the table transactions"),
        (&alone, "age>3 joined:2024", ConditionPart::Key, "join_date"),
        (&alone, "age>3 first_claim:2024", ConditionPart::Key, "claims with dates"),
        (&facts(), "age>3 city:\"\u{1b}[2J\"", ConditionPart::Value(0), "no city is called"),
    ] {
        let features = features(facts, &Progress::new()).unwrap();
        let Err(SelectError::Mismatch(mismatch)) =
            select(facts, &features, &Filter::parse(text).unwrap(), &Progress::new())
        else {
            panic!("{text} is answered");
        };
        assert_eq!((mismatch.condition, mismatch.part), (1, part), "{text}");
        assert!(mismatch.message.contains(says), "{text}: {mismatch}");
        assert!(!mismatch.message.chars().any(char::is_control), "{mismatch}");
    }
}

#[test]
fn customers_alone_are_filtered_too() {
    let facts = customers_only();
    let kept = select(
        &facts,
        &features(&facts, &Progress::new()).unwrap(),
        &Filter::parse("age>=25").unwrap(),
        &Progress::new(),
    )
    .unwrap();
    assert_eq!(summarise(&kept, &Progress::new()).unwrap().kpis.customers, 4);
}

#[test]
fn columns_of_words_are_asked_for_words() {
    let facts = with_plans();
    let features = features(&facts, &Progress::new()).unwrap();
    let kept = |text: &str| {
        select(&facts, &features, &Filter::parse(text).unwrap(), &Progress::new()).map(|kept| kept.customer_ids.len())
    };
    for (text, customers) in [
        ("plan:gold", 5),
        ("PLAN:Gold,none", 7),
        ("plan!=gold", 5),
        ("plan:\"3G\"", 3),
        ("plan:3G", 3),
        ("plan:none", 2),
        ("plan:*", 8),
        ("plan:silver", 0),
    ] {
        assert_eq!(kept(text).unwrap(), customers, "{text}");
    }
    for (text, says) in [
        ("plan>=3", "plan is a column of categories (3G, gold, silver), which cannot be compared: write plan:\"3G\""),
        ("plan:3", "this number is not one of them"),
        ("plan:bronze", "no plan is called bronze"),
        ("age:old", "age is a column of numbers: write age>=3 or age:1..5"),
        ("age:20,45-54", "write age:45..54"),
        ("age:5+", "write age>=5"),
        ("plann:x", "Did you mean plan?"),
        ("frobnicate:x", "The columns are transaction_count"),
        ("citty:x", "Did you mean city?"),
    ] {
        let error = kept(text).unwrap_err().to_string();
        assert!(error.contains(says), "{text}: {error}");
    }
}

#[test]
fn words_that_look_like_numbers_are_words() {
    let facts = with_sizes();
    let features = features(&facts, &Progress::new()).unwrap();
    let kept = |text: &str| {
        select(&facts, &features, &Filter::parse(text).unwrap(), &Progress::new()).map(|kept| kept.customer_ids.len())
    };
    for (text, customers) in [
        // A column of words.
        ("band:45-54", 4),
        ("band:\"45-54\"", 4),
        ("band:4", 3),
        ("band:4,45-54", 7),
        ("band:1..9", 3),
        ("band!=45-54", 6),
        ("band:none", 2),
        ("band:5+", 1),
        // A column of numbers with a few words.
        ("size:5+", 2),
        ("size:4,5+", 4),
        ("size:1..4,5+", 6),
        ("size:5+,none", 5),
        ("size:none", 3),
        ("size!=5+", 8),
        ("size>=4", 3),
        ("-size>=4", 7),
    ] {
        assert_eq!(kept(text).unwrap(), customers, "{text}");
        let again = Filter::parse(text).unwrap().to_string();
        assert_eq!(kept(&again).unwrap(), customers, "{text} is written {again}");
    }
    let error = kept("size:6+").unwrap_err().to_string();
    assert!(error.contains("no size is called 6+") && error.contains("5+"), "{error}");
}

#[test]
fn words_among_numbers_are_bars_of_their_own_and_in_no_mean() {
    let summary = summarise(&with_sizes(), &Progress::new()).unwrap();
    let size = summary.demographics.iter().find(|of| of.column == "size").unwrap();
    let bars: Vec<(&str, u64)> = size.groups.iter().map(|g| (g.name.as_str(), g.customers)).collect();
    let expected = [("1", 1), ("2", 1), ("3", 0), ("4", 2), ("5", 0), ("6", 0), ("7", 1), ("5+", 2), ("(none)", 3)];
    assert_eq!(bars, expected);
    let numbers = size.numbers.as_ref().unwrap();
    assert_eq!((numbers.n, numbers.mean, size.in_no_mean), (5, 3.6, 2));
}

/// The features of an earlier day do not depend on what is left out.
#[test]
fn features_of_an_earlier_day_need_no_coupons_and_no_days_of_burns() {
    for (facts, day) in [(facts(), NEW_YEAR + 20), (purchases(), NEW_YEAR + 30)] {
        let all = features(&as_it_was(&facts, day, &Progress::new()).unwrap(), &Progress::new()).unwrap();
        let spare = without_ends(customers_as_they_were(&facts, day, &Progress::new()).unwrap());
        assert!(spare.transactions.width() < facts.transactions.width());
        let found = features_without_habits(&spare, &Progress::new()).unwrap();
        let columns = |of: &Features| of.columns.iter().map(|c| format!("{c:?}")).collect::<Vec<_>>();
        assert_eq!(columns(&found), columns(&all));
        assert_eq!([&found.customer_ids, &known_on(&facts, day, &Progress::new()).unwrap()], [&all.customer_ids; 2]);
        assert_eq!((found.active, found.city, found.gender), (all.active, all.city, all.gender));
    }
}
