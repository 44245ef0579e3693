//! The column of customers that marks the control group of an experiment.

use crate::measures::Features;

/// Words for the control group.
const CONTROL: [&str; 7] = ["control", "controlgroup", "holdout", "holdoutgroup", "ctrl", "placebo", "untreated"];
/// Columns whose yes means the control group.
const OF_CONTROL: [&str; 5] = ["holdout", "control", "iscontrol", "isholdout", "controlgroup"];
/// Columns whose yes means treated, or that name the variants of the treatment.
const OF_TREATED: [&str; 11] = [
    "treatment",
    "treated",
    "istreated",
    "exposed",
    "variant",
    "experiment",
    "abtest",
    "abgroup",
    "testgroup",
    "experimentgroup",
    "testcontrol",
];

/// Who is in which group.
#[derive(Clone, Debug, PartialEq)]
pub struct ControlGroup {
    /// The column.
    pub column: String,
    /// Its value for the control group.
    pub value: String,
    /// Number of other values: the treated are in any of them.
    pub others: usize,
    /// Whether each customer is in the control group; none without a value.
    pub of_customer: Vec<Option<bool>>,
}

/// The groups of an experiment, from the first column that has them: one in which a category is called control or
/// holdout, or one with two values that is called so, treatment or variant (0, no and A are then the control group).
pub fn control_group(features: &Features) -> Option<ControlGroup> {
    let words = features.categorical.iter().find_map(|column| {
        let control = control_word(&column.name, &column.words)?;
        let is_control = |code: &Option<u8>| code.map(|code| usize::from(code) == control);
        let of_customer = column.codes.iter().map(is_control).collect();
        let others = (0..column.words.len() as u8).filter(|code| usize::from(*code) != control);
        let others = others.filter(|code| column.codes.contains(&Some(*code))).count();
        Some(ControlGroup { column: column.name.clone(), value: column.words[control].clone(), others, of_customer })
    });
    words.or_else(|| {
        features.columns.iter().find_map(|column| {
            let control = control_number(&column.name)?;
            let is_group = column.values.iter().all(|value| value.is_nan() || [0.0, 1.0].contains(value));
            let has = |wanted: f64| column.values.iter().any(|value| (value - wanted).abs() < 0.5);
            let is_control = |value: &f64| (!value.is_nan()).then(|| (value - control).abs() < 0.5);
            (is_group && has(0.0) && has(1.0)).then(|| ControlGroup {
                column: column.name.clone(),
                value: control.to_string(),
                others: 1,
                of_customer: column.values.iter().map(is_control).collect(),
            })
        })
    })
}

fn plain(text: &str) -> String {
    text.chars().filter(|letter| letter.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// The place of the word for the control group.
fn control_word(column: &str, words: &[String]) -> Option<usize> {
    let position = |wanted: &[&str]| words.iter().position(|word| wanted.contains(&plain(word).as_str()));
    if words.len() < 2 {
        return None;
    }
    position(&CONTROL).or_else(|| match plain(column) {
        _ if words.len() > 2 => None,
        name if OF_CONTROL.contains(&name.as_str()) => position(&["yes", "true", "y"]),
        name if OF_TREATED.contains(&name.as_str()) => position(&["no", "false", "n", "a"]),
        _ => None,
    })
}

/// The number of the control group in a column of 0 and 1.
fn control_number(column: &str) -> Option<f64> {
    let name = plain(column);
    let of_treated = || OF_TREATED.contains(&name.as_str()).then_some(0.0);
    if OF_CONTROL.contains(&name.as_str()) { Some(1.0) } else { of_treated() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::measures::{CategoricalFeature, Feature};

    fn of_words(name: &str, words: &[&str]) -> Option<String> {
        let words: Vec<String> = words.iter().map(|word| (*word).to_owned()).collect();
        let codes = (0..words.len() as u8).map(Some).chain([None]).collect();
        let categorical = vec![CategoricalFeature { name: name.to_owned(), words, codes }];
        control_group(&Features { categorical, ..Features::default() }).map(|group| group.value)
    }

    fn of_numbers(name: &str, values: &[f64]) -> Option<Vec<Option<bool>>> {
        let column = Feature { name: name.to_owned(), values: values.to_vec(), integer: true, code: false };
        control_group(&Features { columns: vec![column], ..Features::default() }).map(|group| group.of_customer)
    }

    #[test]
    fn control_groups_are_known_by_their_words_and_columns() {
        assert_eq!(of_words("arm", &["Control", "email", "push"]).as_deref(), Some("Control"));
        assert_eq!(of_words("wave", &["hold-out", "test"]).as_deref(), Some("hold-out"));
        assert_eq!(of_words("ab_test", &["A", "B"]).as_deref(), Some("A"));
        assert_eq!(of_words("Treatment", &["no", "yes"]).as_deref(), Some("no"));
        assert_eq!(of_words("holdout", &["no", "yes"]).as_deref(), Some("yes"));
        for (name, words) in
            [("tier", &["gold", "silver"][..]), ("group", &["a", "b", "c"]), ("smoker", &["no", "yes"])]
        {
            assert_eq!(of_words(name, words), None, "{name}");
        }
    }

    #[test]
    fn what_segscope_marks_is_a_control_group() {
        let expected = [Some(true), Some(false), None].to_vec();
        assert_eq!(of_numbers(crate::segments::holdout::HOLDOUT, &[1.0, 0.0, f64::NAN]), Some(expected));
        assert_eq!(of_numbers("treated", &[1.0, 0.0]), Some(vec![Some(false), Some(true)]));
        assert_eq!((of_numbers("holdout", &[0.0, 0.0]), of_numbers("holdout", &[0.0, 1.0, 2.0])), (None, None));
        assert_eq!(of_numbers("age", &[0.0, 1.0]), None);
    }
}
