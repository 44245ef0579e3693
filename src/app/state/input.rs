//! Where the data is, and what its files and columns are.

use std::path::PathBuf;

use crate::data::{LoadOptions, Mapping};
use crate::warehouse::{absolute, names_database};

/// Where the data is, and what the user said of it on the mapping screen.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Input {
    /// Files and folders; the sample if empty.
    pub paths: Vec<PathBuf>,
    /// The mapping from the mapping screen; `None`: that of the options.
    pub mapping: Option<Mapping>,
}

impl Input {
    /// The options that read it. Options of the command line that describe the data do not apply to other data.
    pub fn of(&self, options: &LoadOptions) -> LoadOptions {
        if !same(&self.paths, &options.paths) {
            return LoadOptions {
                paths: self.paths.clone(),
                today: options.today,
                with_revisions: options.with_revisions,
                // Files have no statements.
                in_database: options.in_database && self.paths.iter().any(|path| names_database(path)),
                most_customers: options.most_customers,
                mapping: self.mapping.clone(),
                cache: options.cache.clone(),
                ..LoadOptions::default()
            };
        }
        match &self.mapping {
            Some(mapping) => LoadOptions { mapping: Some(mapping.clone()), date_format: None, ..options.clone() },
            None => options.clone(),
        }
    }
}

/// Whether these are the same paths, from the root or not.
fn same(some: &[PathBuf], others: &[PathBuf]) -> bool {
    some.len() == others.len()
        && some.iter().zip(others).all(|(one, other)| one == other || absolute(one) == absolute(other))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn options_are_those_of_their_data() {
        let options = LoadOptions {
            paths: vec!["shop.csv".into()],
            as_of: Some(20_000),
            today: 20_100,
            date_format: Some("mdy".to_owned()),
            mapping: Some(Mapping::default()),
            ..LoadOptions::default()
        };
        let of = |path: PathBuf, mapping| Input { paths: vec![path], mapping }.of(&options);
        let its = of("shop.csv".into(), None);
        assert_eq!((its.as_of, its.date_format.as_deref()), (Some(20_000), Some("mdy")));
        let absolute = std::path::absolute("shop.csv").expect("a folder to be in");
        assert_eq!(of(absolute, None).as_of, Some(20_000), "the same file");
        let mapped = of("shop.csv".into(), Some(Mapping::default()));
        assert_eq!((mapped.as_of, mapped.date_format), (Some(20_000), None), "the mapping has the order of dates");
        let in_database = |path: PathBuf| {
            let options = LoadOptions { in_database: true, ..options.clone() };
            Input { paths: vec![path], mapping: None }.of(&options).in_database
        };
        assert!(in_database("postgresql://warehouse/shop".into()) && !in_database("other.csv".into()));
        let other = of("other.csv".into(), None);
        assert_eq!((other.as_of, other.date_format, other.mapping), (None, None, None));
        assert_eq!((other.paths, other.today), (vec!["other.csv".into()], 20_100));
    }
}
