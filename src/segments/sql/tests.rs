//! Names and words that would end a literal, and models that no statement can say.

use std::collections::BTreeMap;

use proptest::prelude::*;
use strum::IntoEnumIterator;

use super::source::{Relation, Source};
use super::{CountingStatement, Described, counting, statement};
use crate::measures::Kind;
use crate::segments::everyone::Moments;
use crate::segments::saved::SavedModel;
use crate::warehouse::Dialect;

/// A model of two features with this name of a segment, category and column.
fn model(name: &str) -> SavedModel {
    let quoted = serde_json::to_string(name).unwrap();
    let onehot = serde_json::to_string(&format!("tier{name}_onehot:{name}")).unwrap();
    let family = serde_json::to_string(&format!("tier{name}_onehot")).unwrap();
    let segment = serde_json::to_string(&format!("a{name}")).unwrap();
    let scaling = r#"{"clip": [0.0, 10.0], "log": false, "center": 2.0, "spread": 0.5}"#;
    let text = format!(
        r#"{{"schema": "segscope/model/1", "version": "0.0.0",
        "data": {{"rows": {{"transactions": 9, "customers": 3}}, "fingerprint": "0", "filter": "", "as_of": "2024-07-14"}},
        "choice": {{"algorithm": "kmeans", "k": 2, "scaling": "zscore", "inactive": "separate", "clip": 5.0, "seed": 42,
            "restarts": 10, "eps": null, "min_points": null, "linkage": null}},
        "features": [
            {{"name": "transaction_count", "scaling": {scaling}, "fill": null, "coded_by": null}},
            {{"name": {onehot}, "scaling": {scaling}, "fill": null, "coded_by": {family}}}],
        "words": {{{family}: [{quoted}, "other"]}},
        "segments": [
            {{"id": 1, "name": {segment}, "customers": 1, "means": [1.0, 0.0]}},
            {{"id": 2, "name": "b", "customers": 2, "means": [3.0, 1.0]}}],
        "predictor": {{"centroids": [[-1.0, 0.5], [1.5, -0.25]], "rule": {{"by": "nearest-centroid"}}, "exceptions": []}}}}"#
    );
    SavedModel::read(&text).unwrap()
}

fn source(name: &str) -> Source {
    let relation = |table: &str, columns: &[&'static str]| Relation {
        name: vec![name.to_owned(), format!("{name}{table}")],
        columns: columns.iter().map(|column| (*column, format!("{name}{column}"))).collect(),
    };
    let events = ["customer_id", "transaction_date", "transaction_status", "burn_date"];
    Source {
        kind: Kind::Coupons,
        tables: BTreeMap::from([
            ("customers", relation("customers", &["customer_id", "join_date"])),
            ("transactions", relation("transactions", &events)),
        ]),
        statuses: vec![(name.to_owned(), "burnt")],
        as_of: None,
        chosen: None,
    }
}

/// A statement without its literals and quoted names, by the rules of the dialect; `None` where one has no end.
fn bare(statement: &str, dialect: Dialect) -> Option<String> {
    let (quote, has_escapes) = if dialect == Dialect::Spark { ('`', true) } else { ('"', false) };
    let (mut out, mut characters) = (String::new(), statement.chars().peekable());
    let mut at_line_start = true;
    while let Some(character) = characters.next() {
        if at_line_start && character == '-' && characters.peek() == Some(&'-') {
            characters.by_ref().find(|next| *next == '\n');
            continue;
        }
        at_line_start = character == '\n';
        if character != quote && character != '\'' {
            out.push(character);
            continue;
        }
        loop {
            match characters.next()? {
                '\\' if has_escapes && character == '\'' => drop(characters.next()?),
                next if next == character => {
                    // Sail reads two literals side by side as one text, without the mark between them.
                    let is_doubled = characters.peek() == Some(&character) && !(has_escapes && character == '\'');
                    if !is_doubled {
                        break;
                    }
                    characters.next();
                }
                _ => {}
            }
        }
        out.push_str("<>");
    }
    Some(out)
}

proptest! {
    #[test]
    fn no_name_or_word_becomes_sql(name in r#"['"`\\;\-/*\n a-zé]{1,12}"#) {
        for dialect in Dialect::iter() {
            let text = |name: &str| statement(&model(name), &source(name), dialect).unwrap();
            let (hostile, harmless) = (bare(&text(&name), dialect), bare(&text("x"), dialect));
            // Status words have two forms where they have capitals, and none here has.
            prop_assert_eq!(hostile, harmless, "{}", dialect);
            let text = |name: &str| counted(name, dialect).text;
            let (hostile, harmless) = (bare(&text(&name), dialect), bare(&text("x"), dialect));
            prop_assert_eq!(hostile, harmless, "{}", dialect);
        }
    }
}

/// The counts of the segments of a model, with a column of this name.
fn counted(name: &str, dialect: Dialect) -> CountingStatement {
    let of = |name: &str, near| Described { name: name.to_owned(), near, fill: None };
    let described = [of("burnt_count", 2.0), of(&format!("{name}age"), 40.0)];
    counting(&model(name), &described, &source(name), dialect, &|id| format!("{id} < 'b'")).unwrap()
}

/// By hand: a segment in which three customers burnt 1, 2 and 3 claims, one of whom is 41 years old.
#[test]
fn the_rows_of_counts_say_what_everyone_is_like() {
    let counting = counted("x", Dialect::Duckdb);
    assert!(counting.text.contains("CASE WHEN customer_id < 'b' THEN 1 ELSE 0 END AS fitted"), "{}", counting.text);
    let row = |numbers: [f64; 17]| numbers.map(Some).to_vec();
    let in_segment = row([1.0, 1.0, 1.0, 3.0, 2.0, 0.5, 3.0, 0.0, 2.0, 1.0, 1.0, 1.0, 3.0, 3.0, 14.0, 14.0, 14.0]);
    let inactive = row([0.0, 0.0, 0.0, 4.0, 1.0, 0.0, 4.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0]);
    let everyone = counting.read(&[in_segment.clone(), inactive]).unwrap();
    let own = &everyone.segments[0];
    assert_eq!((own.customers, own.fitted, everyone.inertia), (3, 2, 0.5));
    assert_eq!(own.features[0], Moments { n: 3.0, mean: 2.0, squares: 2.0 });
    assert_eq!(own.features[1], Moments { n: 1.0, mean: 41.0, squares: 0.0 });
    let burns = own.burns.unwrap();
    assert_eq!((burns.claims, burns.burnt, burns.customers, burns.most), (6, 6, 3, 3));
    assert_eq!((everyone.inactive, everyone.fitted_outside, everyone.customers()), (4, 1, 7));
    assert!(counting.read(&[in_segment[..12].to_vec()]).unwrap_err().contains("12 columns instead of 17"));
}

#[test]
fn what_one_statement_cannot_say_is_refused_with_a_remedy() {
    let source = source("x");
    let refused = |change: &dyn Fn(&mut SavedModel)| {
        let mut model = model("x");
        change(&mut model);
        statement(&model, &source, Dialect::Duckdb).unwrap_err()
    };
    let rows = serde_json::json!({ "by": "nearest-row", "rows": [[1.0, 0.0]], "labels": [0] });
    let why = refused(&|model| model.predictor.rule = serde_json::from_value(rows.clone()).unwrap());
    assert!(why.contains("by their neighbours") && why.contains("--algorithm kmeans"), "{why}");
    let why = refused(&|model| {
        let exception = serde_json::from_value(serde_json::json!({ "row": [1.0, 0.0], "label": 1 })).unwrap();
        model.predictor.exceptions = vec![exception; 501];
    });
    assert!(why.starts_with("the model names 501 customers"), "{why}");
    let why = refused(&|model| model.features[0].name = "distinct_branches".to_owned());
    assert_eq!(
        why,
        "the model needs the column branch_id of the table transactions. Name it with --column branch_id=COLUMN"
    );
}

#[test]
fn a_table_must_not_have_a_name_of_the_statement() {
    let mut source = source("x");
    source.tables.get_mut("customers").unwrap().name = vec!["Segscope_totals".to_owned()];
    assert!(statement(&model("x"), &source, Dialect::Sqlite).unwrap_err().contains("Give its schema"));
}
