//! Encodes features with the categories of other data: codes from one data set, applied to another.

use std::collections::{BTreeMap, BTreeSet};

use super::features::Features;

/// An encoded feature with the categories of other data.
#[derive(Clone, Debug, PartialEq)]
pub struct Reworded {
    /// One value per customer; `NaN` is missing.
    pub values: Vec<f64>,
    /// Categories that the other data does not have, with the number of customers.
    pub unseen: BTreeMap<String, u64>,
}

impl Features {
    /// How an encoded feature is coded: the name of its family (`city_encoded`, `tier_onehot`) and the categories of
    /// this data in alphabetical order. None for a numeric feature.
    pub fn words(&self, feature: &str) -> Option<(String, Vec<String>)> {
        let families = self.one_hots();
        let (family, of) = match self.get(feature) {
            Some(column) if column.code => (feature, feature.replace("_encoded", "_onehot")),
            Some(_) => return None,
            None => {
                let family = families.iter().find(|family| family.column(feature).is_some())?;
                (&*family.word, family.word.to_string())
            }
        };
        let names = families.iter().find(|family| family.word == of)?.names;
        let words: BTreeSet<&String> = names.iter().collect();
        Some((family.to_owned(), words.into_iter().cloned().collect()))
    }

    /// The values of an encoded feature with these categories. A customer with another category gets a missing value in
    /// a label code and 0 in a 0/1 column. None if this data has no such family.
    pub fn reworded(&self, feature: &str, family: &str, words: &[String]) -> Option<Reworded> {
        let code = family == feature;
        let of = if code { family.replace("_encoded", "_onehot") } else { family.to_owned() };
        let names = self.one_hots().into_iter().find(|family| family.word == of)?.names_of_customers();
        let wanted = feature.strip_prefix(family).and_then(|rest| rest.strip_prefix(':'));
        let place: BTreeMap<&str, f64> = words.iter().map(String::as_str).zip((0..).map(f64::from)).collect();
        let mut unseen = BTreeMap::new();
        let mut value = |name: Option<&str>| {
            let Some(name) = name else { return f64::NAN };
            let known = place.get(name).copied();
            if known.is_none() {
                *unseen.entry(name.to_owned()).or_default() += 1;
            }
            if code { known.unwrap_or(f64::NAN) } else { f64::from(u8::from(wanted == Some(name))) }
        };
        let values = names.into_iter().map(&mut value).collect();
        Some(Reworded { values, unseen })
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use crate::measures::{Features, fixture};
    use crate::progress::Progress;

    /// The same values, `NaN` equal to itself.
    fn same(a: &[f64], b: &[f64]) -> bool {
        a.len() == b.len() && a.iter().zip(b).all(|(a, b)| a.to_bits() == b.to_bits() || a.is_nan() && b.is_nan())
    }

    #[test]
    fn by_its_own_words_a_feature_is_itself() {
        let features = crate::measures::features(&fixture::facts(), &Progress::new()).unwrap();
        for name in features.offered().into_iter().flat_map(|offered| offered.columns) {
            let Some((family, words)) = features.words(&name) else {
                assert!(!name.contains("_encoded") && !name.contains("_onehot"), "{name}");
                continue;
            };
            let reworded = features.reworded(&name, &family, &words).unwrap();
            let own = features.values(&name, crate::measures::InactivePolicy::Separate).unwrap();
            assert!(same(&reworded.values, &own), "{name}");
            assert!(reworded.unseen.is_empty());
        }
    }

    #[test]
    fn other_words_are_counted() {
        let features = Features {
            active: vec![true; 4],
            city: vec![Some(0), Some(1), Some(1), None],
            city_names: vec!["Luxor".into(), "Cairo".into()],
            ..Features::default()
        };
        let words = ["Aswan".to_owned(), "Cairo".to_owned()];
        let coded = features.reworded("city_encoded", "city_encoded", &words).unwrap();
        assert!(same(&coded.values, &[f64::NAN, 1.0, 1.0, f64::NAN]));
        assert_eq!(coded.unseen.into_iter().collect::<Vec<_>>(), [("Luxor".to_owned(), 1)]);
        let aswan = features.reworded("city_onehot:Aswan", "city_onehot", &words).unwrap();
        assert!(same(&aswan.values, &[0.0, 0.0, 0.0, f64::NAN]));
        assert!(features.reworded("gender_encoded", "gender_encoded", &words).is_none());
    }
}
