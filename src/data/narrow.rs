//! The integers of a table of a database in types that hold all of them and no more: most columns of 64 bits are codes of a few digits.

use std::collections::BTreeMap;

use crate::progress::Progress;
use crate::warehouse::{Dialect, Table, WarehouseError};

/// The number of rows of a table, and the narrower types of those of these columns for which there is one.
///
/// # Errors
/// What the driver says; or the work was cancelled.
pub fn narrowed(
    table: &Table,
    integers: &[String],
    progress: &Progress,
) -> Result<(u64, BTreeMap<String, &'static str>), WarehouseError> {
    let dialect = table.connection.dialect();
    // It tells types by the first rows, and has but one for integers.
    let integers = if dialect == Dialect::Sqlite { &[] } else { integers };
    let of_column = |(at, name): (usize, &String)| {
        let name = dialect.quoted(name);
        format!(", MIN({name}) AS least_{at}, MAX({name}) AS most_{at}")
    };
    let ends: String = integers.iter().enumerate().map(of_column).collect();
    let statement = format!("SELECT COUNT(*) AS number_of_rows{ends} FROM {}", table.connection.place(table));
    let answer = table.connection.answer(&statement, progress)?;
    let mut numbers = answer.iter().map(|number| number.parse::<i64>().ok());
    let rows = numbers.next().flatten().unwrap_or(0).try_into().unwrap_or(0);
    let ends: Vec<Option<i64>> = numbers.collect();
    let of_ends = |(name, ends): (&String, &[Option<i64>])| {
        let (least, most) = ends.first().copied().flatten().zip(ends.last().copied().flatten())?;
        Some((name.clone(), narrowest(least, most)?))
    };
    Ok((rows, integers.iter().zip(ends.chunks(2)).filter_map(of_ends).collect()))
}

/// The narrowest type of integers from the least to the most; none narrower than 64 bits.
fn narrowest(least: i64, most: i64) -> Option<&'static str> {
    if i16::try_from(least).and(i16::try_from(most)).is_ok() {
        Some("SMALLINT")
    } else {
        i32::try_from(least).and(i32::try_from(most)).is_ok().then_some("INTEGER")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_narrowest_type_holds_both_ends() {
        assert_eq!(narrowest(0, 32_767), Some("SMALLINT"));
        assert_eq!(narrowest(-32_769, 0), Some("INTEGER"));
        assert_eq!(narrowest(1, 2_147_483_647), Some("INTEGER"));
        assert_eq!(narrowest(1, 2_147_483_648), None);
    }
}
