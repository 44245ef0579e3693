//! Every key and operator of the filter language on coupons in databases: what matches is what matches in files.
//!
//! Names and values are hostile: quotes, marks of comments and variables, signs of patterns, letters of other alphabets.

use std::path::{Path, PathBuf};

use segscope::aggregate::{Coupon, acted_after, claims_between, extent, history};
use segscope::analysis::{self, Dataset};
use segscope::data::filter::{Condition, Field, Filter, KEYS, Vocabulary};
use segscope::data::{Facts, Ids, parse_day};
use segscope::measures;
use segscope::progress::Progress;
use serde_json::{Value, json};

use crate::made_databases::{Made, MadeTable, difference, loaded, not_run, servers};
use crate::support::json_of;

/// Values that are in the data. Spaces around them would be dropped, and so are none.
pub const HOSTILE: [&str; 12] = [
    "O'Fallon",
    r#"Say "Hi""#,
    "100% _off_",
    r"back\slash\",
    "'; DROP TABLE customers; --",
    "ünïcödé 東京 🎟",
    "${spark.app.name} {month:day} {0}",
    "`tick`; $1 ? :name @x",
    "a,b;c",
    "*star*",
    "None of them",
    "/* no */ comment",
];

/// Filters that coupons may be given, in text. Those with a hostile value are made of [`HOSTILE`].
const FILTERS: &[&str] = &[
    // Customers: places, ids, dates of joining and of the first claim, RFM groups.
    "city:Cairo",
    "city=Cairo,Giza",
    "city!=Cairo",
    "-city:Cairo",
    "city:none",
    "-city:none",
    "city:Cairo,none",
    "city:C*,*a*",
    "city:2",
    "gender:Female",
    "-gender:none",
    "gender_id:1,none",
    "customer:c1*",
    "-customer:c1*,c20",
    "customer:none",
    "-customer:none",
    "joined:2024-Q1",
    "joined:2023,2024-05..2024-06",
    "joined<2024-03-10",
    "joined<=2024-03-10",
    "joined>2024-03",
    "joined>=2024-03",
    "joined!=2024-Q1",
    "joined:none",
    "-joined:none",
    "joined:2024-W10,none",
    "first:2024-Q1",
    "-first:2024-Q1",
    "first_claim>=2024-04",
    "first:none",
    "-first:none,2024-02",
    "rfm:\"At Risk\",Champions",
    "-rfm:\"At Risk\"",
    "rfm:none",
    // Events: dates, places, coupons, times, statuses.
    "since:2024-03",
    "until:2024-06-30",
    "since:2024-03 until:2024-06-30",
    "from:2024-03-15 to:2024-W20",
    "date:2024-W28",
    "date:2024-02..2024-04,none",
    "date:none",
    "-date:none",
    "date!=2024-05",
    "date<2024-04-15",
    "date<=2024-04-15",
    "date>2024-04-15",
    "date>=2024-04-15",
    "branch:3",
    "branch:1,2,none",
    "branch:none",
    "-branch:none",
    "-branch:3,none",
    "merchant:\"Nile Market\"",
    "-merchant:\"Nile Market\"",
    "merchant:none",
    "-merchant:none,2",
    "coupon:none",
    "-coupon:none",
    "coupon:*a*",
    "coupon:None*",
    "-coupon:*o*,none",
    "coupon:\"100\\% _off_\"",
    "coupon:*_*",
    "weekday:Sat,Sun",
    "weekday:Monday",
    "-weekday:Mon",
    "weekday:none",
    "-weekday:none,Tue",
    "hour:9,10,11",
    "hour:0",
    "-hour:9",
    "hour:none",
    "-hour:none",
    "hour:0,none",
    "status:burnt",
    "status:claimed",
    "status:open,expired",
    "status:other",
    "-status:burnt",
    "-status:other,open",
    // Features and other columns.
    "transaction_count>=3",
    "transaction_count:1..3,7",
    "burnt_count<2",
    "burnt_count<=2",
    "burnt_count>2",
    "burn_rate>0.5",
    "burn_rate:none",
    "-burn_rate:none",
    "burn_rate:0.25..<0.5",
    "amount_total>=200.5",
    "recency_days<100",
    "-recency_days<100",
    "age:20..30",
    "age:..30,none",
    "age!=20..30",
    "age:none",
    "plan:gold",
    "plan!=gold,none",
    "plan:none",
    "-plan:none",
    // Several at once.
    "city:Cairo status:burnt since:2024-02 -weekday:Mon",
    "customer:c* branch:1,2,3",
    "burnt_count>=1 hour:9,10,11 coupon:*a*",
    "gender:Male gender:Female",
    "-city:Cairo -status:burnt -coupon:none joined>=2023-06",
    "city:Cairo until:2000",
    // What narrows only what is shown, by segments or by anything else, is tried with lists of customers.
    "shown.city:Cairo",
    "segment:2",
    "before:1",
    // What coupons do not have, and what is not there.
    "product:Coffee",
    "order_amount>=10",
    "order_items:1..3",
    "city:Nowhere",
    "coupon:nothing*",
    "branch:\"17'; --\"",
    "status:returned",
    "hour:25",
    "weekday:Caturday",
    "height>3",
    "customer:'nobody; --'",
    "plan>3",
];

/// Filters whose measures are compared too.
const MEASURED: &[&str] = &[
    "city:Cairo,none",
    "status:burnt hour:9,10,11",
    "since:2024-03 until:2024-06-30 -branch:3",
    "-coupon:none weekday:Sat,Sun",
    "joined>=2024 burnt_count>=2",
    "customer:none",
    "hour:0",
];

/// A number below `below`, another one each time.
pub struct Chance(pub u64);

impl Chance {
    pub fn below(&mut self, below: usize) -> usize {
        // The constants of Knuth's MMIX.
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) % below as u64) as usize
    }

    /// One of some values, or none in one of `rare` cases.
    pub fn maybe(&mut self, rare: usize, value: impl FnOnce(&mut Self) -> String) -> Option<String> {
        (self.below(rare) > 0).then(|| value(self))
    }

    /// A day of the two years from `year`.
    pub fn day(&mut self, year: usize, months: usize) -> String {
        let month = self.below(months);
        format!("{}-{:02}-{:02}", year + month / 12, month % 12 + 1, self.below(28) + 1)
    }
}

fn some(text: impl ToString) -> Option<String> {
    Some(text.to_string())
}

/// The ids of customers.
pub fn customer(number: usize) -> String {
    HOSTILE.get(number).map_or_else(|| format!("c{number}"), |name| (*name).to_owned())
}

/// Tables of places, and customers who are at them: some rows without a key, some with one that is not there.
pub fn customers_and_places(chance: &mut Chance, customers: usize) -> Vec<MadeTable> {
    let cities = ["Cairo", "Giza", "Cádiz"].into_iter().chain(HOSTILE);
    let names = |names: &mut dyn Iterator<Item = &'static str>| {
        (1..).zip(names).map(|(id, name): (usize, _)| vec![some(id), some(name)]).collect()
    };
    let row = |number: usize| {
        vec![
            some(customer(number)),
            chance.maybe(8, |chance| chance.day(2023, 20)),
            // Most are of the first cities; 77 is no city.
            chance.maybe(10, |chance| {
                if chance.below(15) == 0 { 77 } else { chance.below(4).min(chance.below(16)) + 1 }.to_string()
            }),
            chance.maybe(10, |chance| (chance.below(2) + 1).to_string()),
            chance.maybe(6, |chance| (chance.below(60) + 18).to_string()),
            chance.maybe(6, |chance| ["gold", "silver", HOSTILE[0], HOSTILE[5]][chance.below(4)].to_owned()),
        ]
    };
    let rows = (0..customers).map(row).collect();
    let merchants = ["Nile Market", HOSTILE[2], HOSTILE[5]];
    let branch = |id: usize| {
        vec![
            some(id + 1),
            some(if id < 3 { "Corniche" } else { HOSTILE[id] }),
            (id % 4 < 3).then(|| (id % 4 + 1).to_string()),
        ]
    };
    vec![
        MadeTable {
            name: "customers",
            columns: &["customer_id", "join_date", "city_id", "gender_id", "age", "plan"],
            rows,
        },
        MadeTable { name: "cities", columns: &["city_id", "city_name"], rows: names(&mut { cities }) },
        MadeTable {
            name: "genders",
            columns: &["gender_id", "gender_name"],
            rows: names(&mut ["Male", "Female"].into_iter()),
        },
        MadeTable {
            name: "merchants",
            columns: &["merchant_id", "merchant_name"],
            rows: names(&mut merchants.into_iter()),
        },
        MadeTable {
            name: "branches",
            columns: &["branch_id", "branch_name", "merchant_id"],
            rows: (0..10).map(branch).collect(),
        },
    ]
}

/// Coupons of every status. Ids are missing and repeated, customers and branches unknown, times missing and midnight.
fn coupons() -> Vec<MadeTable> {
    let chance = &mut Chance(7);
    let customers = 90;
    let mut tables = customers_and_places(chance, customers);
    let row = |number: usize| {
        let status = ["claimed", "burnt", "burnt", "burnt", "expired", "disputed"][chance.below(6)];
        let (day, burnt) = (chance.day(2024, 11), chance.day(2024, 12));
        let hour = [0, 0, 9, 10, 11, 17, 23][chance.below(7)];
        vec![
            // In one of forty the id of the row before, or none.
            match chance.below(80) {
                0 => None,
                1 => some(number.saturating_sub(1)),
                _ => some(number),
            },
            chance.maybe(30, |chance| {
                if chance.below(40) == 0 {
                    "nobody".to_owned()
                } else {
                    customer(chance.below(customers).min(chance.below(customers)))
                }
            }),
            chance
                .maybe(30, |chance| format!("{day} {hour:02}:{:02}:00", if hour == 0 { 0 } else { chance.below(60) })),
            some(status),
            chance.maybe(12, |chance| HOSTILE[chance.below(HOSTILE.len())].to_owned()),
            (status == "burnt" && chance.below(20) > 0).then_some(burnt),
            chance.maybe(3, |chance| chance.day(2024, 14)),
            chance.maybe(9, |chance| if chance.below(40) == 0 { 99 } else { chance.below(10) + 1 }.to_string()),
            chance.maybe(7, |chance| format!("{}.{:02}", chance.below(90), chance.below(100))),
        ]
    };
    tables.push(MadeTable {
        name: "transactions",
        columns: &[
            "transaction_id",
            "customer_id",
            "transaction_date",
            "transaction_status",
            "coupon_name",
            "burn_date",
            "expiry_date",
            "branch_id",
            "amount",
        ],
        rows: (0..1500).map(row).collect(),
    });
    tables
}

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
    let claims = claims_between(facts, first, last, progress).expect("claims");
    let acted = acted_after(facts, middle, progress).expect("customers");
    if let Some(events) = &facts.database {
        events.forget();
    }
    json!({
        "customers": ids(&facts.customer_ids),
        "events": extent.events,
        "days": extent.days,
        "amount": extent.amount,
        "horizon": facts.claim_horizon,
        "claims": claims.iter().map(|own| [own.claims, own.burnt]).collect::<Vec<_>>(),
        "acted": acted,
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
pub fn measured(data: &Dataset) -> Value {
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
    for customer in [0, 1, 4, 12, 13] {
        let of = |data: &Dataset| events_of(&data.facts, customer);
        check(&format!("history of {customer}"), &of(&data), &of(files));
    }
    differences
}

/// Fails with where what is computed of databases differs from the same of files.
pub fn compare(databases: &[String], files: &Dataset, filters: &[Filter], measured_filters: &[&str]) {
    let all = databases.iter().flat_map(|database| differences(database, files, filters, measured_filters));
    let all: Vec<String> = all.collect();
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

/// Each key and each operator is in a filter.
pub fn has_all_keys(filters: &[&str]) {
    const OPERATORS: [&str; 7] = [":", "=", "!=", "<=", ">=", "<", ">"];
    for key in &KEYS {
        let is_of = |text: &&&str| {
            [key.word].iter().chain(key.aliases).any(|word| {
                let rest = text.trim_start_matches('-').strip_prefix(word);
                rest.is_some_and(|rest| OPERATORS.iter().any(|operator| rest.starts_with(operator)))
            })
        };
        assert!(filters.iter().any(|text| is_of(&text)), "no filter has the key {}", key.word);
    }
    for operator in OPERATORS {
        assert!(filters.iter().any(|text| text.contains(operator)), "no filter has {operator}");
    }
    assert!(filters.iter().any(|text| text.starts_with('-')), "no filter is negated");
}

#[test]
fn coupons_match_in_databases_as_in_files() {
    has_all_keys(FILTERS);
    let test = "coupons_match_in_databases_as_in_files";
    let Some(made) = Made::of(test, &coupons()) else { return };
    let files = loaded(&made.files(), false);
    assert!(files.facts.findings.iter().any(|found| found.check == segscope::data::Check::DuplicateId));
    let filters = filters(FILTERS, &[Field::City, Field::Customer, Field::Branch, Field::Coupon]);
    compare(&made.databases(), &files, &filters, MEASURED);
}

/// The sample has ids that are numbers, and dates without times.
#[test]
fn the_sample_matches_in_servers_as_in_files() {
    let test = "the_sample_matches_in_servers_as_in_files";
    let servers = servers(test);
    if servers.is_empty() {
        return;
    }
    let folder = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/data"));
    let files = loaded(&folder, false);
    let texts = [
        "city:Cairo",
        "-city:1",
        "customer:10*",
        "branch:17,none",
        "merchant:\"Nile Market\"",
        "coupon:*saver*",
        "weekday:Sat,Sun",
        "hour:9",
        "status:burnt since:2024-03",
        "age>=40",
        "rfm:\"At Risk\"",
    ];
    let filters: Vec<Filter> = texts.iter().map(|text| Filter::parse(text).expect("a filter")).collect();
    compare(&servers, &files, &filters, &["city:Cairo"]);
    not_run(test, "DuckDB and SQLite: coupons_match_in_databases_as_in_files has them");
}
