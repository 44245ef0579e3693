//! `segments --save-model` and `assign`: the same labels on the same data, words for what is in no segment, and a clear
//! sentence for whatever is no model.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs;
use std::path::Path;
use std::sync::OnceLock;

use segscope::analysis::{self, Choice, Dataset, KChoice};
use segscope::cluster::{Algorithm, Linkage, Method, Scaling};
use segscope::data::filter::Filter;
use segscope::data::{GenerateOptions, Kind, generate};
use segscope::measures::InactivePolicy;
use segscope::progress::Progress;
use segscope::segments::assign::{Outcome, assign};
use segscope::segments::saved::SavedModel;
use strum::IntoEnumIterator;

use crate::support::{options, program, workbook};

fn run(args: &[&str]) -> (i32, String, String) {
    let output = program().args(args).output().expect("the program runs");
    let text = |bytes| String::from_utf8(bytes).expect("UTF-8");
    (output.status.code().expect("it ends by itself"), text(output.stdout), text(output.stderr))
}

fn load(paths: Vec<std::path::PathBuf>) -> Dataset {
    analysis::load(&options(paths), &Filter::default(), &Progress::new()).expect("it loads")
}

fn sample() -> &'static Dataset {
    static SAMPLE: OnceLock<Dataset> = OnceLock::new();
    SAMPLE.get_or_init(|| load(Vec::new()))
}

/// Fits, saves, reads and assigns the same data: no label may differ, and every customer in no segment has the word that
/// the segments give.
fn same_labels(dataset: &Dataset, choice: &Choice) -> SavedModel {
    let progress = Progress::new();
    let prepared = analysis::prepare(&dataset.features, choice).expect("a matrix").into();
    let k = if let KChoice::Fixed(k) = choice.k { k } else { 3 };
    let params = choice.method.params(k).expect("parameters");
    let known = analysis::Known::Nothing;
    let fitted =
        analysis::segment(&dataset.features, &prepared, choice, &params, known, None, &progress).expect("a fit");
    let saved = analysis::save(dataset, &fitted, &progress).expect("it is saved");
    let model = SavedModel::read(&saved.text()).expect("it is read");
    assert_eq!(model, saved, "digits survive being written");
    let assigned = assign(&model, &dataset.features).expect("the features are there");
    assert_eq!(assigned.notes, Vec::<String>::new());
    for (customer, outcome) in assigned.outcomes.iter().enumerate() {
        let label = fitted.segments.of_customer[customer];
        let (took_part, active) = (prepared.matrix.row_of[customer].is_some(), dataset.features.active[customer]);
        let expected = match outcome {
            Outcome::Segment(placed) => label == Some(placed.label) && placed.distance.is_finite(),
            Outcome::Noise => label.is_none() && took_part,
            Outcome::Outlier => false,
            Outcome::Inactive => label.is_none() && !took_part && !active,
            Outcome::Missing => label.is_none() && !took_part && active,
        };
        assert!(expected, "{choice:?}: customer {customer} is {outcome:?}, was {label:?}");
    }
    model
}

fn methods() -> Vec<Method> {
    let method = |algorithm| Method { algorithm, restarts: 2, ..Method::default() };
    let linkages =
        [Linkage::Ward, Linkage::Average].map(|linkage| Method { linkage, ..method(Algorithm::Hierarchical) });
    Algorithm::iter().filter(|a| *a != Algorithm::Hierarchical).map(method).chain(linkages).collect()
}

fn all_choices(features: &[&str]) -> Vec<Choice> {
    let mut choices = Vec::new();
    for method in methods() {
        for scaling in Scaling::iter() {
            for inactive in [InactivePolicy::Separate, InactivePolicy::Impute] {
                for clip in [None, Some(2.0)] {
                    let features = features.iter().map(|name| (*name).to_owned()).collect();
                    let (method, k) = (method.clone(), KChoice::Fixed(4));
                    choices.push(Choice { features, scaling, inactive, clip, method, k, ..Choice::default() });
                }
            }
        }
    }
    choices
}

#[test]
fn training_labels_come_back_for_every_choice() {
    // Every algorithm with every scaling; policy and clipping take turns, and the smaller data has the whole grid.
    for (i, four) in all_choices(&[]).chunks(4).enumerate() {
        same_labels(sample(), &four[i % 4]);
    }
}

/// A shop with everything awkward: customers without a city, without transactions, a constant column, a column with gaps,
/// a column of words.
fn shop(folder: &Path) {
    let mut customers = "customer_id,join_date,city_id,gender_id,age,tier,one\n".to_owned();
    let mut transactions =
        "transaction_id,customer_id,transaction_date,transaction_status,burn_date,branch_id,amount\n".to_owned();
    for i in 0..60 {
        let city = if i % 11 == 0 { String::new() } else { (1 + i % 3).to_string() };
        let age = if i % 13 == 0 { String::new() } else { (20 + i * 7 % 41).to_string() };
        let tier = ["gold", "silver", "bronze"][i % 3];
        writeln!(customers, "{i},2023-{:02}-05,{city},{},{age},{tier},5", 1 + i % 12, 1 + i % 2)
            .expect("a string takes it");
        for j in 0..(i % 7) {
            let (day, burnt) = (1 + (i * 3 + j * 5) % 28, (i + j) % 3 == 0);
            let (status, burn) =
                if burnt { ("burnt", format!("2024-02-{day:02}")) } else { ("claimed", String::new()) };
            let amount = 5 + (i * j) % 9;
            writeln!(
                transactions,
                "{i}-{j},{i},2024-01-{day:02},{status},{burn},{},{amount}.5",
                if burnt { "1" } else { "" }
            )
            .expect("a string takes it");
        }
    }
    for (name, text) in [
        ("customers.csv", customers.as_str()),
        ("transactions.csv", transactions.as_str()),
        ("cities.csv", "city_id,city_name\n1,Cairo\n2,Luxor\n3,Aswan\n4,Giza\n"),
        ("genders.csv", "gender_id,gender_name\n1,Female\n2,Male\n"),
        ("branches.csv", "branch_id,merchant_id\n1,1\n"),
    ] {
        fs::write(folder.join(name), text).expect("a file");
    }
}

#[test]
fn training_labels_come_back_for_awkward_data() {
    let folder = tempfile::tempdir().expect("a folder");
    shop(folder.path());
    let dataset = load(vec![folder.path().to_owned()]);
    for features in [
        &["city_encoded", "gender_encoded", "age", "one", "transaction_count"][..],
        &["city_onehot", "tier_onehot:gold", "recency_days", "amount_mean", "tenure_days"],
    ] {
        for choice in all_choices(features) {
            same_labels(&dataset, &choice);
        }
    }
}

#[test]
#[ignore = "needs ../shared/data/E-commerce_data.xlsx"]
fn training_labels_come_back_for_the_workbook() {
    let dataset = load(vec![workbook()]);
    for features in [&[][..], &["classic"]] {
        for choice in all_choices(features) {
            same_labels(&dataset, &choice);
        }
    }
}

/// The value of each column of a CSV, by customer.
fn columns(csv: &str) -> (Vec<String>, BTreeMap<String, Vec<String>>) {
    let fields = |line: &str| line.split(',').map(ToOwned::to_owned).collect::<Vec<_>>();
    let mut lines = csv.lines();
    let header = fields(lines.next().expect("a header"));
    (header, lines.map(fields).map(|row| (row[0].clone(), row)).collect())
}

#[test]
fn assign_prints_what_segments_printed() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("model.json");
    let model = path.to_str().expect("a path");
    let (code, before, said) = run(&["segments", "--k", "4", "--save-model", model]);
    assert_eq!((code, said), (0, format!("segscope: {model}: 4 segments saved\n")));
    let (code, after, said) = run(&["assign", model]);
    assert_eq!((code, said.as_str()), (0, ""));
    let ((header, before), (new_header, after)) = (columns(&before), columns(&after));
    assert_eq!(header[..3], new_header[..3]);
    assert_eq!((header[3].as_str(), new_header[3].as_str()), ("silhouette", "distance"));
    assert_eq!(header[4..], new_header[4..]);
    assert_eq!(before.len(), after.len());
    for (id, row) in &before {
        let new = &after[id];
        assert_eq!((&row[..3], &row[4..]), (&new[..3], &new[4..]));
        assert_eq!(new[3].is_empty(), new[1].is_empty());
    }
    // JSON says the same.
    let (code, json, _) = run(&["assign", model, "--format", "json"]);
    let json: serde_json::Value = serde_json::from_str(&json).expect("JSON");
    assert_eq!((code, json.as_array().map(Vec::len)), (0, Some(after.len())));
    let first = &json[0];
    let row = &after[first["customer_id"].as_str().expect("an id")];
    assert_eq!(first["distance"].as_f64(), row[3].parse().ok());
    // The distance is that of scikit-learn's `KMeans.transform` to the same centroids: by hand here.
    let saved = SavedModel::read(&fs::read_to_string(&path).expect("a file")).expect("a model");
    let row = after.values().find(|row| row[1] == "1").expect("a customer of the first segment");
    let square: f64 = saved
        .transforms()
        .iter()
        .zip(&row[4..])
        .zip(&saved.predictor.centroids[0])
        .map(|((t, x), center)| {
            let x: f64 = x.parse().expect("a number");
            ((x - t.center) / t.spread - center).powi(2)
        })
        .sum();
    assert!((square.sqrt() - row[3].parse::<f64>().expect("a number")).abs() < 1e-12);
}

/// The features of orders, and columns of customers alone, are saved and computed again like those of coupons.
#[test]
fn models_of_orders_and_of_customers_assign_what_they_segmented() {
    for (kind, features) in [
        (
            Kind::Purchases,
            "order_count,amount_total,recency_days,item_count,return_ratio,distinct_products,coupon_ratio",
        ),
        (Kind::Customers, "age,income,channel_onehot"),
    ] {
        let folder = tempfile::tempdir().expect("a folder");
        let data = folder.path().join("data");
        let options = GenerateOptions { kind, customers: 300, transactions: 3000, ..GenerateOptions::default() };
        generate(&options, &data, false).expect("written");
        let path = folder.path().join("model.json");
        let (data, model) = (data.to_str().expect("a path"), path.to_str().expect("a path"));
        let (code, before, said) =
            run(&["segments", data, "--features", features, "--k", "4", "--restarts", "2", "--save-model", model]);
        assert_eq!(code, 0, "{said}");
        let (code, after, said) = run(&["assign", model, data]);
        assert_eq!(code, 0, "{said}");
        // Only names have a comma with a blank.
        let [(header, before), (_, after)] = [before, after].map(|csv| columns(&csv.replace(", ", "; ")));
        assert!(features.split(',').all(|name| header.iter().any(|of| of.starts_with(name))), "{header:?}");
        assert_eq!(before.len(), 300);
        // Outliers are set aside while the segments are found, and the model gives them none.
        let outliers = before.values().filter(|row| row[2] == "outlier").count();
        assert!(outliers <= 15, "{kind}: {outliers}");
        let wanted = if outliers == 0 { String::new() } else { format!("segscope: {outliers} customers are outliers") };
        assert!(said.starts_with(&wanted) && said.lines().count() == usize::from(outliers > 0), "{kind}: {said}");
        for (id, row) in &before {
            // Of customers alone, all columns follow the features.
            let new = &after[id];
            assert_eq!((&row[..3], &row[4..new.len()]), (&new[..3], &new[4..]), "{kind}");
        }
    }
}

#[test]
fn one_new_customer_gets_the_codes_of_the_model() {
    let folder = tempfile::tempdir().expect("a folder");
    let old = folder.path().join("old");
    fs::create_dir(&old).expect("a folder");
    shop(&old);
    let path = folder.path().join("model.json");
    let (old, model) = (old.to_str().expect("a path"), path.to_str().expect("a path"));
    let (code, _, said) = run(&["segments", old, "--features", "city_encoded,age", "--k", "3", "--save-model", model]);
    assert_eq!(code, 0, "{said}");

    let new = folder.path().join("new");
    fs::create_dir(&new).expect("a folder");
    let new_path = new.to_str().expect("a path");
    // Cairo would be 0 and Luxor 1 in this data; the model has Aswan, Cairo, Giza, Luxor.
    fs::write(new.join("cities.csv"), "city_id,city_name\n7,Luxor\n8,Cairo\n9,Oslo\n").expect("a file");
    fs::write(new.join("customers.csv"), "customer_id,city_id,age\na,7,33\nb,8,33\nc,9,33\nd,7,\n").expect("a file");
    let (code, csv, said) = run(&["assign", model, new_path]);
    assert_eq!(code, 0, "{said}");
    let (_, rows) = columns(&csv);
    let got = |id: &str| (rows[id][4].as_str(), rows[id][5].as_str(), rows[id][2] == "missing value");
    assert_eq!(got("a"), ("3", "33", false));
    assert_eq!(got("b"), ("1", "33", false));
    assert_eq!(got("c"), ("", "33", true));
    assert_eq!(got("d"), ("3", "", true));
    assert!(
        said.contains(
            "1 with a category that city_encoded of the model does not know (Oslo): the value counts as missing"
        ),
        "{said}"
    );
    fs::write(new.join("customers.csv"), "customer_id,city_id,age\na,7,33\n").expect("a file");
    let (code, csv, _) = run(&["assign", model, new_path]);
    assert_eq!((code, csv.lines().count()), (0, 2));

    // A table without the column, and with a table of cities: nobody has a city.
    fs::write(new.join("customers.csv"), "customer_id,age\na,7\n").expect("a file");
    let (_, _, said) = run(&["assign", model, new_path]);
    assert!(said.contains("no customer has a value in city_encoded"), "{said}");

    // What is not there is named, all of it.
    fs::remove_file(new.join("cities.csv")).expect("it is there");
    fs::write(new.join("customers.csv"), "customer_id,income\na,7\n").expect("a file");
    let (code, _, said) = run(&["assign", model, new_path]);
    assert_eq!(code, 1);
    assert!(said.contains("the model needs city_encoded, age, which the data does not have. It has: income"), "{said}");
}

#[test]
fn a_word_of_one_customer_is_enough() {
    let folder = tempfile::tempdir().expect("a folder");
    shop(folder.path());
    let dataset = load(vec![folder.path().to_owned()]);
    let features = ["tier_onehot", "transaction_count"].map(ToOwned::to_owned).to_vec();
    let model = same_labels(&dataset, &Choice { features, k: KChoice::Fixed(3), ..Choice::default() });
    assert_eq!(model.words["tier_onehot"], ["bronze", "gold", "silver"]);
    let mut one = (*dataset.features).clone();
    one.categorical[0].words = vec!["gold".into(), "lead".into(), "silver".into()];
    let assigned = assign(&model, &one).expect("the features are there");
    assert_eq!(
        assigned.notes,
        [
            "20 with a category that tier_onehot of the model does not know (lead): 0 in every column of the family",
            "17 customers are farther from the segment than any customer that the model was fitted on",
        ]
    );
    let names: Vec<&str> = assigned.columns.iter().map(|column| column.name.as_str()).collect();
    assert_eq!(names, ["tier_onehot:bronze", "tier_onehot:gold", "tier_onehot:silver", "transaction_count"]);
}

fn model_text() -> &'static str {
    static TEXT: OnceLock<String> = OnceLock::new();
    TEXT.get_or_init(|| same_labels(sample(), &Choice { k: KChoice::Fixed(3), ..Choice::default() }).text())
}

#[test]
fn what_is_no_model_is_refused_in_words() {
    let refused = |text: &str| SavedModel::read(text).expect_err("refused");
    assert!(refused("").contains("cut off"));
    assert!(refused("a,b,c\n1,2,3").contains("is not a saved model"));
    assert!(refused("{}").contains("it has no schema"));
    assert!(refused("[1, 2]").contains("is not a saved model"));
    assert!(refused(r#"{"schema": "segscope/report/1"}"#).contains("its schema is \"segscope/report/1\""));
    let newer = model_text().replacen("segscope/model/1", "segscope/model/9", 1);
    assert!(refused(&newer).contains("another version of segscope"));
    let model = SavedModel::read(model_text()).expect("a model");
    let changed = |change: &dyn Fn(&mut SavedModel)| {
        let mut model = model.clone();
        change(&mut model);
        refused(&model.text())
    };
    // A value that is no number is written as null.
    assert!(changed(&|m| m.predictor.centroids[0][0] = f64::NAN).contains("damaged"));
    assert!(changed(&|m| m.predictor.centroids[0].truncate(1)).contains("centroids have 1 numbers, and need 3"));
    assert!(changed(&|m| m.choice.k = 7).contains("3 segments, 3 centroids and k = 7"));
    assert!(changed(&|m| m.segments[1].name = m.segments[0].name.clone()).contains("one name"));
    assert!(changed(&|m| m.segments[1].means.clear()).contains("means"));
    assert!(changed(&|m| m.features[1] = m.features[0].clone()).contains("a feature twice"));
    assert!(
        changed(&|m| m.features[0].scaling.as_mut().expect("scaled").spread = 0.0)
            .contains("scaling of transaction_count")
    );
    assert!(changed(&|m| m.features.iter_mut().for_each(|f| f.scaling = None)).contains("no scaled feature"));
    assert!(changed(&|m| m.features[0].coded_by = Some("city".into())).contains("no categories of city"));

    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("model.json");
    let model = path.to_str().expect("a path");
    assert!(run(&["assign", model]).2.contains("cannot be read"));
    fs::write(&path, &model_text()[..100]).expect("a file");
    let (code, out, said) = run(&["assign", model]);
    assert_eq!((code, out.as_str(), said.contains("model.json is cut off")), (1, "", true), "{said}");
    assert_eq!(run(&["assign", model, "--filter", "segment:2"]).0, 2);
}

#[test]
fn no_damage_ends_in_a_panic() {
    let text = model_text();
    for end in (0..text.len()).step_by(50) {
        assert!(SavedModel::read(&text[..end]).is_err(), "cut at {end}");
    }
    let features = &sample().features;
    for method in methods() {
        let choice = Choice {
            method,
            k: KChoice::Fixed(3),
            features: vec!["burnt_ratio".into(), "transaction_count".into()],
            ..Choice::default()
        };
        let text = same_labels(sample(), &choice).text();
        let step = (text.len() / 150).max(1);
        for at in (0..text.len()).step_by(step) {
            for byte in [b'9', b'-', b'e', b'"', b']', 0] {
                let mut bytes = text.clone().into_bytes();
                bytes[at] = byte;
                let Ok(changed) = String::from_utf8(bytes) else { continue };
                // Some changes make another model; none a panic.
                if let Ok(model) = SavedModel::read(&changed)
                    && let Ok(assigned) = assign(&model, features)
                {
                    assert_eq!(assigned.outcomes.len(), features.len());
                }
            }
        }
    }
}
