//! What is marked with `space`.

use crate::data::filter::Condition;

/// Most marked segments: the number that can be compared.
pub const MOST_COMPARED: usize = 6;

/// The marked segments, and the marked rows of other lists. A row is known by what it opens, so that sorting and filtering
/// keep its mark.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Marks {
    /// Labels of segments, the older mark first. They follow their customers to another clustering.
    pub segments: Vec<usize>,
    /// What each row or cell opens, the older mark first: one condition for a row, several for a cell.
    pub rows: Vec<Vec<Condition>>,
}

/// The conditions that match both marks, if they differ in one condition, such as cells of one row or one column; none
/// otherwise.
pub fn joined(some: &[Condition], others: &[Condition]) -> Option<Vec<Condition>> {
    let mut differing = some.iter().zip(others).enumerate().filter(|(_, (one, other))| one != other);
    let Some((at, (one, other))) = differing.next() else { return (some.len() == others.len()).then(|| some.to_vec()) };
    if some.len() != others.len() || differing.next().is_some() {
        return None;
    }
    let mut all = some.to_vec();
    all[at] = one.or(other)?;
    Some(all)
}

#[cfg(test)]
mod tests {
    use super::joined;
    use crate::data::filter::Filter;

    #[test]
    fn cells_of_one_row_or_one_column_are_opened_together() {
        let of = |text: &str| Filter::parse(text).expect("a filter").conditions;
        for (some, other, both) in [
            ("city:a", "city:b", Some("city:a,b")),
            ("city:a", "gender:f", None),
            ("city:a date:2024-01", "city:a date:2024-02", Some("city:a date:2024-01,2024-02")),
            ("city:a date:2024-01,2024-02", "city:b date:2024-01,2024-02", Some("city:a,b date:2024-01,2024-02")),
            ("city:a date:2024-01", "city:b date:2024-02", None),
            ("city:a date:2024-01", "city:a", None),
            ("city:a", "city:a", Some("city:a")),
        ] {
            let found = joined(&of(some), &of(other)).map(|conditions| Filter { conditions }.to_string());
            assert_eq!(found.as_deref(), both, "{some} or {other}");
        }
    }
}
