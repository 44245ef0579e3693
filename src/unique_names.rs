//! Unique column names: most readers of tables reject two columns with one name.

use std::collections::{HashMap, HashSet};

/// The names, with a number after each repeated one: `age`, `age.1`.
pub fn unique_names(names: impl IntoIterator<Item = String>) -> Vec<String> {
    let (mut taken, mut numbers) = (HashSet::new(), HashMap::new());
    let mut free = |name: String| {
        let mut unique = name.clone();
        while !taken.insert(unique.clone()) {
            // A file may have thousands of columns of one name.
            let number = numbers.entry(name.clone()).and_modify(|n| *n += 1).or_insert(1_usize);
            unique = format!("{name}.{number}");
        }
        unique
    };
    names.into_iter().map(&mut free).collect()
}

#[cfg(test)]
mod tests {
    use super::unique_names;

    #[test]
    fn a_name_that_is_taken_gets_a_number() {
        let names = ["a", "b", "a", "a", "a.1"].map(str::to_owned);
        assert_eq!(unique_names(names), ["a", "b", "a.1", "a.2", "a.1.1"]);
    }
}
