//! Compares what is computed of a database with what is computed of files.

use std::path::Path;

use segscope::aggregate::{Coupon, acted_after, claims_between, extent, history};
use segscope::analysis::{self, Dataset};
use segscope::data::filter::{Condition, Field, Filter, Vocabulary};
use segscope::data::{Facts, Ids, Kind, parse_day};
use segscope::measures;
use segscope::progress::Progress;
use serde_json::{Value, json};

use crate::made_customers::HOSTILE;
use crate::made_databases::{difference, loaded};
use crate::support::json_of;

/// Every filter: those in text, and one for each hostile value of each key.
pub fn filters(texts: &[&str], by_name: &[Field]) -> Vec<Filter> {
    let hostile = by_name.iter().flat_map(|field| HOSTILE.map(|name| Condition::named(*field, Some(name))));
    let hostile = hostile.chain(HOSTILE.map(|name| Condition::word("plan", name)));
    let alone = hostile.flat_map(|condition| {
        let negated = Condition { negated: true, ..condition.clone() };
        [condition, negated].map(|condition| Filter { conditions: vec![condition] })
    });
    let (texts, wrong): (Vec<_>, Vec<_>) = texts.iter().map(|text| Filter::parse(text)).partition(Result::is_ok);
    let wrong: Vec<String> = wrong.into_iter().filter_map(Result::err).map(|error| error.to_string()).collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    let texts = texts.into_iter().flatten();
    texts.chain(alone).collect()
}

fn days() -> [i32; 3] {
    ["2000-01-01", "2024-06-15", "2040-01-01"].map(|day| parse_day(day).expect("a day"))
}

fn ids(ids: &Ids) -> Vec<String> {
    (0..ids.len()).map(|at| ids.text(at).into_owned()).collect()
}

/// What is known of matching facts, by a few small statements.
fn counted(facts: &Facts) -> Value {
    let progress = &Progress::new();
    let [first, middle, last] = days();
    let extent = extent(facts).expect("an extent");
    let of_customers = if facts.kind == Kind::Purchases {
        json!(acted_after(facts, middle, progress).expect("customers"))
    } else {
        let claims = claims_between(facts, first, last, progress).expect("claims");
        json!(claims.iter().map(|own| [own.claims, own.burnt]).collect::<Vec<_>>())
    };
    if let Some(events) = &facts.database {
        events.forget();
    }
    json!({
        "customers": ids(&facts.customer_ids),
        "events": extent.events,
        "days": extent.days,
        "amount": extent.amount,
        "horizon": facts.claim_horizon,
        "of customers": of_customers,
    })
}

/// What a filter leaves, or what is said against it.
fn outcome(data: &Dataset, filter: &Filter) -> Value {
    match measures::select(&data.facts, &data.whole, filter, &Progress::new()) {
        Ok(facts) => counted(&facts),
        Err(why) => json!(why.to_string()),
    }
}

/// All measures of data, the words that a filter can use, the values of each feature, and what customers buy and when.
fn measured(data: &Dataset) -> Value {
    let mut summary: Value = serde_json::from_str(&json_of(&data.summary)).expect("JSON");
    summary["source"] = Value::Null;
    for finding in summary["quality"].as_array_mut().into_iter().flatten() {
        finding["examples"] = Value::Null;
    }
    let features = data.features.columns.iter().map(|column| (column.name.clone(), json!(column.values)));
    let habits = &data.features.habits;
    let words = Vocabulary { features: Vec::new(), ..Vocabulary::clone(&data.vocabulary) };
    let basket = |basket: &measures::Basket| {
        json!([
            basket.item.map(|item| item.to_string()),
            basket.names,
            basket.pairs().collect::<Vec<_>>(),
            basket.bought,
            basket.different
        ])
    };
    json!({
        "summary": summary,
        "vocabulary": format!("{words:#?}").lines().collect::<Vec<_>>(),
        "ranges": data.vocabulary.features,
        "features": Value::Object(features.collect()),
        "baskets": habits.baskets.iter().map(basket).collect::<Vec<_>>(),
        "times": [&habits.weekdays.counts, &habits.parts.counts],
        "gaps": habits.gaps,
    })
}

/// Where what is computed of a database differs from the same of files.
fn differences(database: &str, files: &Dataset, filters: &[Filter], measured_filters: &[&str]) -> Vec<String> {
    let data = loaded(Path::new(database), true);
    let mut differences = Vec::new();
    let mut check = |what: &str, found: &Value, expected: &Value| {
        differences.extend(difference(found, expected, "").map(|said| format!("{database}: {what}: {said}")));
    };
    check("without a filter", &measured(&data), &measured(files));
    for filter in filters {
        check(&filter.to_string(), &outcome(&data, filter), &outcome(files, filter));
    }
    for text in measured_filters {
        let filter = Filter::parse(text).expect("a filter");
        let of = |data: &Dataset| {
            measured(
                &analysis::refilter(data, &filter, &Progress::new()).unwrap_or_else(|error| panic!("{text}: {error}")),
            )
        };
        check(&format!("measures of {text}"), &of(&data), &of(files));
    }
    // The customers of segments are such lists, with and without the events of unknown customers.
    for unknown in [false, true] {
        let shown: Vec<bool> = (0..files.facts.customer_ids.len()).map(|customer| customer % 3 == 0).collect();
        let of = |facts: &Facts| {
            counted(&measures::select_customers(facts, shown.clone(), unknown, &Progress::new()).expect("customers"))
        };
        check("a list of customers", &of(&data.facts), &of(&files.facts));
    }
    let [_, middle, _] = days();
    let acted = |data: &Dataset| json!(acted_after(&data.facts, middle, &Progress::new()).expect("customers"));
    check("customers who acted", &acted(&data), &acted(files));
    for customer in [0, 1, 4, 12, 13] {
        let of = |data: &Dataset| events_of(&data.facts, customer);
        check(&format!("history of {customer}"), &of(&data), &of(files));
    }
    differences
}

/// Fails with where what is computed of databases differs from the same of files.
pub fn compare(databases: &[String], files: &Dataset, filters: &[Filter], measured_filters: &[&str]) {
    let mut all = Vec::new();
    for database in databases {
        let found = differences(database, files, filters, measured_filters);
        println!("{database}: {} filters, {} differences", filters.len(), found.len());
        all.extend(found);
    }
    assert!(all.is_empty(), "{} differences:\n{}", all.len(), all.join("\n"));
}

/// The coupons or orders of a customer. Rows of a database have no order, so those of one day, and the products of an order, are
/// compared in any order.
fn events_of(facts: &Facts, customer: u32) -> Value {
    let own = history(facts, customer, &Progress::new()).expect("a history");
    let event = |event: &Coupon| {
        let mut products = event.products.clone();
        products.sort_unstable();
        let days = [event.claimed, event.burnt];
        json!([
            days,
            event.status,
            event.hour,
            event.branch,
            event.merchant,
            event.coupon,
            event.items,
            products,
            event.amount
        ])
    };
    let mut events: Vec<Value> = own.iter().map(event).collect();
    events.sort_by_cached_key(ToString::to_string);
    Value::Array(events)
}
