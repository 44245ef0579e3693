//! Orders or claims by weekday and hour.

use super::columns::MeasureError;
use super::weekday::weekday;
use crate::data::Facts;

/// Orders or claims by weekday (Monday first) and hour of the day.
pub type WeekdayHours = [[u64; 24]; 7];

/// The hours of the day.
pub(crate) fn hour_names() -> [String; 24] {
    std::array::from_fn(|hour| hour.to_string())
}

/// The transactions by weekday and hour; those without a day or a time are in none. None where dates have no times. In SQL:
/// `COUNT(*) GROUP BY weekday, hour`.
pub(crate) fn weekday_hours(facts: &Facts) -> Result<Option<WeekdayHours>, MeasureError> {
    let Ok(hours) = facts.transactions.column("hour") else { return Ok(None) };
    let mut cells = [[0; 24]; 7];
    for (day, hour) in facts.transactions.column("day")?.i32()?.iter().zip(hours.u8()?.iter()) {
        if let Some((day, hour)) = day.zip(hour)
            && let Some(cell) = cells[weekday(day)].get_mut(usize::from(hour))
        {
            *cell += 1;
        }
    }
    Ok(cells.as_flattened().iter().any(|count| *count > 0).then_some(cells))
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use polars::prelude::*;

    use super::*;
    use crate::aggregate::fixture::purchases;

    /// The orders of [`purchases`] are on a Monday, two Thursdays, a Saturday, a Saturday and a Sunday.
    #[test]
    fn orders_by_weekday_and_hour_on_paper() {
        let mut facts = purchases();
        assert_eq!(weekday_hours(&facts).unwrap(), None);
        let hours = [Some(9_u8), Some(9), None, Some(23), Some(0), Some(9)];
        facts.transactions.with_column(Column::new("hour".into(), hours)).unwrap();
        let found = weekday_hours(&facts).unwrap().unwrap();
        let cells: Vec<(usize, usize, u64)> = (0..7)
            .flat_map(|day| (0..24).map(move |hour| (day, hour)))
            .map(|(day, hour)| (day, hour, found[day][hour]))
            .filter(|cell| cell.2 > 0)
            .collect();
        assert_eq!(cells, [(0, 9, 1), (3, 9, 1), (3, 23, 1), (5, 0, 1), (6, 9, 1)]);
    }
}
