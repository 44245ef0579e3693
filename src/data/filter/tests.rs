//! Parsing and printing filters, and errors for all other text.

use proptest::prelude::*;

use super::*;
use crate::data::parse_day;

fn canonical(text: &str) -> String {
    let filter = Filter::parse(text).unwrap_or_else(|e| panic!("{text}: {e}"));
    let shown = filter.to_string();
    assert_eq!(Filter::parse(&shown).unwrap(), filter, "{text} became {shown}");
    shown
}

#[test]
fn conditions_on_the_same_are_joined_by_or() {
    let one = |text: &str| Filter::parse(text).unwrap().conditions.remove(0);
    let or = |a, b| one(a).or(&one(b)).map(|joined| joined.to_string());
    for (a, b, both) in [
        ("city:Cairo", "city:Giza,cairo", "city:Cairo,Giza,cairo"),
        ("plan:gold", "plan:none", "plan:gold,none"),
        ("plan:none", "plan:gold", "plan:gold,none"),
        ("age<20", "age:30..<40", "age:..<20,30..<40"),
        ("age>=60", "age:none", "age:60..,none"),
        ("order_amount<10", "order_amount>=90", "order_amount:..<10,90.."),
        ("date:2024-07", "date:2024-09", "date:2024-07,2024-09"),
        ("shown.age:1", "shown.age:2", "shown.age:1,2"),
    ] {
        let joined = or(a, b).unwrap();
        assert_eq!(joined, both);
        // It matches what either matches.
        assert_eq!(one(&joined), one(a).or(&one(b)).unwrap());
    }
    for (a, b) in [("city:Cairo", "gender:Male"), ("age:1", "income:1"), ("age:1", "shown.age:2"), ("age:1", "-age:2")]
    {
        assert_eq!(or(a, b), None, "{a} {b}");
    }
    let below = |value| {
        one("age:20..<30").or(&one("age>90")).is_some_and(|c| match c.test {
            Test::Number(_, comparison) => comparison.holds(Some(value)),
            _ => false,
        })
    };
    assert_eq!([19.9, 20.0, 29.999, 30.0, 90.0, 90.001].map(below), [false, true, true, false, false, true]);
    assert_eq!(one("merchant:\"Nile Market\",none").values(), ["Nile Market", "none"]);
}

#[test]
fn conditions_and_their_canonical_text() {
    for (text, shown) in [
        ("", ""),
        ("  ", ""),
        ("city:Cairo", "city:Cairo"),
        ("CITY = Cairo", "city:Cairo"),
        ("city=Cairo,Giza", "city:Cairo,Giza"),
        ("city:Cairo, Giza", "city:Cairo,Giza"),
        ("city!=Cairo", "-city:Cairo"),
        ("-city!=Cairo", "city:Cairo"),
        (r#"city:"Port Said",'Shubra El-Kheima'"#, r#"city:"Port Said","Shubra El-Kheima""#),
        (r#"merchant:"a \"b\"""#, r#"merchant:"a \"b\"""#),
        (r"merchant:O'Brien,AC\DC", r"merchant:O'Brien,AC\DC"),
        ("coupon:Win*,*gift,*ee*,*", "coupon:Win*,*gift,*ee*,*"),
        (r#"coupon:"Nile M*","\*""#, r#"coupon:"Nile M*","\*""#),
        ("gender:(none) city:NONE", "gender:none city:none"),
        (r#"city:"none""#, r#"city:"none""#),
        ("burnt_count >= 3 -recency_days>30.50", "burnt_count>=3 -recency_days>30.5"),
        ("age:20..<30,40..<50.5 spend:..9,60..", "age:20..<30,40..<50.5 spend:..9,60.."),
        ("age:0..<0.1 spend:0.1..0.3", "age:0..<0.1 spend:0.1..0.3"),
        ("age:20..29,none age!=25", "age:20..29,none -age:25"),
        (r#""annual income">=1e3"#, r#""annual income">=1000"#),
        (r#""segment">=2 segment:2"#, r#""segment">=2 segment:2"#),
        ("since:2024-03 until:2024-03", "since:2024-03-01 until:2024-03-31"),
        ("from:2024 to:2024", "since:2024-01-01 until:2024-12-31"),
        ("date:2024-Q1,2024-w13,2024-02-29,2023", "date:2024-Q1,2024-W13,2024-02-29,2023"),
        ("date:2024-01..2024-03", "date:2024-Q1"),
        ("date:2024-01-02..2024-03", "date:2024-01-02..2024-03-31"),
        ("date>=2024-03 date>2024-03", "since:2024-03-01 date>2024-03-31"),
        ("join_date<2024 joined:none", "joined<2024-01-01 joined:none"),
        ("first_order:2024-03 shown.first_claim:none", "first:2024-03 shown.first:none"),
        ("customer:7,a-1 branch:17 status:burnt", "customer:7,a-1 branch:17 status:burnt"),
        ("city:مدينة", "city:مدينة"),
        ("statue:gold \"city\":x", "statue:gold \"city\":x"),
        ("plan:gold,\"3G\" plan!=none", "plan:gold,3G -plan:none"),
        ("age:45-54 size:4,5+,1.5..2,1e999", r#"age:45-54 size:"4",5+,"1.5..2",1e999"#),
        (r#""joined":"2024","1..2",none plan:g*"#, r#""joined":"2024","1..2",none plan:g*"#),
        ("shown.city:Cairo -shown.burnt_count>=3", "shown.city:Cairo -shown.burnt_count>=3"),
        ("Silhouette<0 PC1:-1.5..2 shown.pc2>0", "silhouette<0 pc1:-1.5..2 pc2>0"),
        (r#""pc1">0 "shown.x">0 shown.segment:2"#, r#""pc1">0 "shown.x">0 segment:2"#),
    ] {
        assert_eq!(canonical(text), shown, "{text}");
    }
}

#[test]
fn days_are_whole_periods() {
    let days = |text: &str| match Filter::parse(text).unwrap().conditions.remove(0).test {
        Test::Day(_, Comparison::AnyOf(days)) => days[0].map(|d| (d.first, d.last)),
        other => panic!("{other:?}"),
    };
    let span = |a: &str, b: &str| Some((parse_day(a).unwrap(), parse_day(b).unwrap()));
    assert_eq!(days("date:2024-02"), span("2024-02-01", "2024-02-29"));
    assert_eq!(days("date:2024-W01"), span("2024-01-01", "2024-01-07"));
    assert_eq!(days("date:2020-W53"), span("2020-12-28", "2021-01-03"));
    assert_eq!(days("joined:2024-Q4"), span("2024-10-01", "2024-12-31"));
}

#[test]
fn errors_point_at_the_word() {
    for (text, word, says) in [
        ("city:Cairo citty>x", "citty", "Did you mean city"),
        ("frobnicate>x", "x", "`x` is not one"),
        ("citty>=x", "citty", "is not a key"),
        ("city>Cairo", ">", "write city:NAME"),
        ("city", "city", "needs an operator"),
        ("city:", "city:", "a value is missing"),
        ("city:Cairo,", "city:Cairo,", "a value is missing"),
        ("city:Cairo , Giza", ",", "is not a condition"),
        (":x", ":", "a key is missing"),
        ("- city:x", "- ", "a key is missing"),
        (r#"city:"Cairo"#, "\"Cairo", "never closed"),
        (r#"city:"Cairo"x"#, "\"Cairo\"", "a space is missing"),
        ("age>=3,4", "4", "several values"),
        ("age>=3..4", "3..4", "a range"),
        ("age:4..<4", "4..<4", "ends before"),
        ("age:4..3", "4..3", "ends before"),
        ("age>none", "none", "missing value"),
        ("\"age\">none", "none", "missing value"),
        ("age>1e999", "1e999", "`1e999` is not one"),
        ("since:2024-13", "2024-13", "is not a date"),
        ("since>2024", ">", "takes `:` only"),
        ("since:2024,2025", "2025", "one day"),
        ("date:0001", "0001", "is not a date"),
        ("date:31/12/2024", "31/12/2024", "2024-Q1"),
    ] {
        let error = Filter::parse(text).unwrap_err();
        assert_eq!(text[error.span.clone()].trim(), word.trim(), "{text}: {error:?}");
        assert!(error.message.contains(says), "{text}: {error}");
    }
}

#[test]
fn carets_stand_under_the_word() {
    let pointed = |text: &str| Filter::parse(text).unwrap_err().pointing(text);
    assert_eq!(pointed("city:Cairo citty>x"), "  city:Cairo citty>x\n             ^^^^^");
    assert_eq!(
        pointed("city:東京 citty>x"),
        "  city:東京 citty>x\n            ^^^^^",
        "wide characters take two columns"
    );
    assert_eq!(pointed("\u{1b}[2J>x"), "  ·[2J>x\n       ^");
    let long = format!("{}citty>x {}", "city:Cairo ".repeat(1000), "city:Giza ".repeat(1000));
    let shown = pointed(&long);
    assert!(shown.lines().all(|line| line.chars().count() < 200), "{shown}");
    let (text, carets) = shown.split_once('\n').unwrap();
    let column = carets.find('^').unwrap();
    assert!(text.chars().skip(column).collect::<String>().starts_with("citty>x"), "{shown}");
}

#[test]
fn a_mismatch_finds_its_word_in_any_text_of_the_filter() {
    let text = r#"gender:Male  city : "Nowhere" , Giza"#.replace(" ,", ",");
    let mismatch = Mismatch { message: "no such city".into(), condition: 1, part: ConditionPart::Value(0) };
    assert_eq!(&text[mismatch.at(&text).span], "\"Nowhere\"");
    let shown = Filter::parse(&text).unwrap().to_string();
    assert_eq!(&shown[mismatch.at(&shown).span], "Nowhere");
    assert_eq!(&text[Mismatch { part: ConditionPart::Key, ..mismatch }.at(&text).span], "city");
}

#[test]
fn names_match_without_regard_to_case() {
    let fits = |pattern: &str, name: &str| {
        let Test::Name(_, names) = &Filter::parse(&format!("city:{pattern}")).unwrap().conditions[0].test else {
            panic!("names");
        };
        names[0].test()(name)
    };
    assert!(fits("cairo", " CAIRO ") && fits("ÉVRY", "évry") && fits("al*", "Alexandria") && fits("*AID", "Port Said"));
    assert!(fits("*air*", "Cairo") && fits("*", "") && fits(r#""A*""#, "abc") && fits(r#""\*a""#, "*A"));
    assert!(!fits("cair", "Cairo") && !fits("none", "none") && !fits(r#""\*a""#, "ba") && !fits("al*", "Giza al"));
}

#[test]
fn conditions_made_without_text_read_back() {
    for name in ["", "*", "none", " a  b ", "\"", "\\", "a,b", "=x", "*x*", "\u{1b}[2J", "-x", "(none)", "x\\"] {
        if name.trim().is_empty() {
            continue;
        }
        let filter = Filter { conditions: vec![Condition::named(Field::City, Some(name))] };
        assert_eq!(Filter::parse(&filter.to_string()).unwrap(), filter, "{name:?}");
        let feature = Filter { conditions: vec![Condition::number(name.trim(), Comparison::AtLeast(-0.5))] };
        assert_eq!(Filter::parse(&feature.to_string()).unwrap(), feature, "{name:?}");
    }
    let all = Filter {
        conditions: vec![Condition::named(Field::Gender, None), Condition::during(Moment::Date, 19_723, 19_753)],
    };
    assert_eq!(all.to_string(), "gender:none date:2024-01");
}

#[test]
fn every_meaning_has_a_key_and_every_word_one_meaning() {
    use Field::{Branch, City, Coupon, Customer, Gender, Merchant, Segment, Status};
    for field in [City, Gender, Customer, Branch, Merchant, Coupon, Status, Segment] {
        assert!(!field.word().is_empty());
    }
    assert_eq!([Moment::Date, Moment::Joined, Moment::FirstClaim].map(Moment::word), ["date", "joined", "first"]);
    let mut words: Vec<&str> = KEYS.iter().flat_map(|k| k.aliases.iter().chain([&k.word])).copied().collect();
    let count = words.len();
    words.sort_unstable();
    words.dedup();
    assert_eq!(words.len(), count);
}

fn vocabulary() -> Vocabulary {
    let words = |words: &[&str]| words.iter().map(|w| (*w).to_owned()).collect();
    Vocabulary {
        cities: words(&["Cairo", "Port Said", "Alexandria", "none"]),
        genders: words(&["Female", "Male"]),
        statuses: words(&["claimed", "burnt", "other"]),
        words: vec![("plan".to_owned(), words(&["3G", "gold"]))],
        features: vec![("burnt_count".to_owned(), 0.0, 31.0), ("annual income".to_owned(), 900.5, 12_000.0)],
        claims: Some((19_723, 19_753)),
        joined: true,
        ..Vocabulary::default()
    }
}

/// The text before the bar is typed: the replaced text and the candidates.
fn completed(text: &str) -> (String, Vec<String>) {
    let (before, after) = text.split_once('|').unwrap();
    let text = format!("{before}{after}");
    let completion = complete(&text, before.len(), &vocabulary());
    (text[completion.replace].to_owned(), completion.candidates)
}

#[test]
fn keys_then_operators_then_values() {
    for (text, replaced, candidates) in [
        ("ci|", "ci", &["city:"][..]),
        ("gender:Male -ci|ty", "ci", &["city:"]),
        ("bu|", "bu", &["burnt_count"]),
        ("inco|", "inco", &["\"annual income\""]),
        ("\"ann|", "\"ann", &["\"annual income\""]),
        ("burnt_count |", "", &[">=", "<=", ":", ">", "<", "!="]),
        ("\"annual income\"|", "", &[">=", "<=", ":", ">", "<", "!="]),
        ("city |", "", &[":", "!="]),
        ("burnt_count>=|", "", &["0", "31"]),
        ("\"annual income\"<|", "", &["900.5", "12000"]),
        ("city:|", "", &["Cairo", "\"Port Said\"", "Alexandria", "\"none\"", "none"]),
        ("city:a|", "a", &["Alexandria", "Cairo", "\"Port Said\""]),
        ("city:Cairo,\"por|", "\"por", &["\"Port Said\""]),
        ("city:Cairo, al|", "al", &["Alexandria"]),
        ("city:zzz|", "zzz", &[]),
        ("pl|", "pl", &["plan:"]),
        ("plan |", "", &[":", "!="]),
        ("plan:|", "", &["3G", "gold", "none"]),
        ("status:|", "", &["claimed", "burnt", "other"]),
        ("fir|", "fir", &["first"]),
        ("first:|", "", &["2024-01-31", "2024-01-01"]),
        ("since:|", "", &["2024-01-01"]),
        ("until:|", "", &["2024-01-31"]),
        ("merch|", "merch", &[]),
        ("nonsense city:ca|", "ca", &["Cairo"]),
    ] {
        let (was, offered) = completed(text);
        assert_eq!(was, replaced, "{text}");
        assert_eq!(offered, candidates, "{text}");
    }
    let (was, offered) = completed("city:Cairo |");
    assert_eq!((was.as_str(), offered.len()), ("", 10 + 2), "{offered:?}");
}

fn words() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        "[ -~]{0,6}",
        "\\PC{0,4}",
        prop::sample::select(vec![
            "city",
            "gender",
            "-",
            ":",
            "=",
            "!=",
            ">=",
            "<",
            ",",
            " ",
            "\"",
            "'",
            "\\",
            "*",
            "none",
            "since:2024-03",
            "date",
            "age",
            "3",
            "..",
            "2024-W03",
            "segment:1",
            "shown.",
            "pc1",
            "(none)",
            "\n",
            "\u{1b}",
            "é",
            "東",
        ])
        .prop_map(str::to_owned),
    ];
    prop::collection::vec(piece, 0..12).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn any_text_is_a_filter_that_reads_back_or_an_error_in_the_text(text in words()) {
        match Filter::parse(&text) {
            Ok(filter) => prop_assert_eq!(Filter::parse(&filter.to_string()), Ok(filter)),
            Err(error) => {
                prop_assert!(text.get(error.span.clone()).is_some(), "{:?}", error);
                prop_assert!(!error.pointing(&text).chars().any(|c| c.is_control() && c != '\n'));
                prop_assert!(!error.message.chars().any(char::is_control));
            }
        }
    }

    #[test]
    fn completion_replaces_text_before_the_cursor(text in words(), cursor in 0usize..60) {
        let Completion { replace, .. } = complete(&text, cursor, &vocabulary());
        prop_assert!(text.get(replace.clone()).is_some());
        prop_assert!(replace.end <= cursor.min(text.len()));
    }
}

#[test]
fn every_example_of_the_documentation_is_a_filter() {
    for spec in &KEYS {
        let filter = Filter::parse(spec.example).unwrap();
        assert_eq!(filter.conditions.len(), 1, "{}", spec.word);
        assert!(spec.example.trim_start_matches('-').starts_with(spec.word), "{}", spec.word);
    }
}
