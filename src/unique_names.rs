//! Names of columns, no two of which are the same: few readers of tables take two columns of one name.

/// The names, and a number after each that was there before: `age`, `age.1`.
pub fn unique_names(names: impl IntoIterator<Item = String>) -> Vec<String> {
    let mut unique: Vec<String> = Vec::new();
    for name in names {
        let numbered = (1..).map(|n| format!("{name}.{n}"));
        let free = std::iter::once(name.clone()).chain(numbered).find(|name| !unique.contains(name));
        unique.extend(free);
    }
    unique
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
