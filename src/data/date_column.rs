//! A column of dates: the complete column decides whether the day or the month comes first.

use super::cell::Cell;
use super::date_number::read_number;
use super::date_text::{plain_moment, read_text};
use super::dates::{DateFormat, DateOrder, Reading, arrange, full_year};
use super::days::{NO_DAY, PLAUSIBLE};
use super::hours::Hours;
use super::notation::Why;
use super::swapped_dates::Swapped;
use super::tally::{Tally, quote};

/// Until the column is decided, parts that fit both orders are stored as one number below every plausible day.
fn pack(a: u32, b: u32, year: u32) -> i32 {
    -((((full_year(year) << 4 | a) << 4) | b) as i32) - 200_000
}

fn unpack(packed: i32) -> Option<(u32, u32, u32)> {
    let value = u32::try_from(-(i64::from(packed) + 200_000)).ok().filter(|_| packed != NO_DAY)?;
    Some((value >> 4 & 15, value & 15, value >> 8))
}

/// The content of one cell.
fn read(cell: Cell<'_>, format: DateFormat) -> Reading {
    match cell.present() {
        Cell::Empty => Reading::Missing,
        Cell::Day(d) | Cell::Moment(d, _) if PLAUSIBLE.contains(&d) => Reading::Day(d),
        Cell::Text(t) => read_text(t, format),
        Cell::Int(i) => u64::try_from(i).map_or(Reading::Bad, |n| read_number(n, format)),
        // A serial day with a time of day, or seconds with a fraction.
        Cell::Float(f) if f >= 0.0 => read_number(f as u64, format),
        Cell::Day(_) | Cell::Moment(..) | Cell::Float(_) | Cell::Bool(_) => Reading::Bad,
    }
}

/// The day and the time of a text that most programs write.
#[inline]
fn plain(cell: Cell<'_>) -> Option<(i32, Option<u32>)> {
    if let Cell::Text(text) = cell { plain_moment(text) } else { None }
}

/// A column of dates, filled row by row.
#[derive(Debug, Default)]
#[allow(clippy::struct_excessive_bools, reason = "each was seen or was not, whatever the others")]
pub struct DateColumn {
    days: Vec<i32>,
    format: DateFormat,
    day_first: bool,
    month_first: bool,
    undecided: Option<String>,
    /// Whether the numbers of every date that fits both orders are separated by points, which is never done with the month first.
    dotted: bool,
    /// Whether a date was read.
    any: bool,
    unparsable: Tally,
    swapped: Swapped,
}

/// A finished column.
#[derive(Debug)]
pub struct Dates {
    /// The days, [`NO_DAY`] where there is none.
    pub days: Vec<i32>,
    /// The cells that are not dates.
    pub bad: Tally,
    /// The date cells that the spreadsheet took for days of another month.
    pub swapped: Tally,
}

impl DateColumn {
    /// An empty column of dates in `format`.
    pub fn new(format: DateFormat) -> Self {
        Self { format, dotted: true, ..Self::default() }
    }

    /// Adds the cell of row `row`.
    #[inline]
    pub fn push(&mut self, row: u64, cell: Cell<'_>) {
        if let Some((day, _)) = plain(cell) {
            self.push_day(day);
        } else {
            self.push_any(row, cell);
        }
    }

    /// Adds the cell of row `row`, and its hour: a text with both is read once.
    #[inline]
    pub fn push_with_hour(&mut self, row: u64, cell: Cell<'_>, hours: &mut Hours) {
        if let Some((day, seconds)) = plain(cell) {
            self.push_day(day);
            hours.push_seconds(seconds);
        } else {
            self.push_any(row, cell);
            hours.push(cell);
        }
    }

    fn push_day(&mut self, day: i32) {
        self.any = true;
        self.days.push(day);
    }

    fn push_any(&mut self, row: u64, cell: Cell<'_>) {
        let reading = match (read(cell, self.format), self.format.order) {
            (Reading::Parts(a, b, c), order) => {
                self.swapped.see_text(a > 12 || b > 12);
                match order {
                    Some(order) => arrange(order, (a, b, c)),
                    None => match (a <= 12, b <= 12) {
                        // The same day in both orders, or no date in either.
                        (true, true) if a == b || a == 0 || b == 0 || !(1900..=2200).contains(&full_year(c)) => {
                            arrange(DateOrder::DayFirst, (a, b, c))
                        }
                        (true, true) => {
                            self.any = true;
                            self.dotted &=
                                matches!(cell, Cell::Text(text) if text.contains('.') && !text.contains(['/', '-']));
                            self.undecided.get_or_insert_with(|| format!("{} in row {row}", quote(cell)));
                            self.days.push(pack(a, b, c));
                            return;
                        }
                        (false, true) => {
                            self.day_first = true;
                            arrange(DateOrder::DayFirst, (a, b, c))
                        }
                        (true, false) => {
                            self.month_first = true;
                            arrange(DateOrder::MonthFirst, (a, b, c))
                        }
                        (false, false) => Reading::Bad,
                    },
                }
            }
            (reading, _) => reading,
        };
        if let (Cell::Day(_) | Cell::Moment(..), Reading::Day(day)) = (cell, reading) {
            self.swapped.see_cell(self.days.len(), row, day);
        }
        self.any |= matches!(reading, Reading::Day(_));
        self.days.push(match reading {
            Reading::Day(day) => day,
            Reading::Missing => NO_DAY,
            Reading::Parts(..) | Reading::Bad => {
                self.unparsable.add_cell(row, cell);
                NO_DAY
            }
        });
    }

    /// The order that the values require; none if they fit both orders, or require both.
    pub fn order(&self) -> Option<DateOrder> {
        match (self.day_first, self.month_first) {
            (true, false) => Some(DateOrder::DayFirst),
            (false, true) => Some(DateOrder::MonthFirst),
            (false, false) if self.dotted && self.undecided.is_some() => Some(DateOrder::DayFirst),
            _ => None,
        }
    }

    /// The days and what is wrong with them. `beside` is the order of the other columns of dates, for a column that shows none.
    ///
    /// # Errors
    /// An example, when the column holds dates that fit both orders and the rest does not settle which is meant, or nothing that
    /// is a date.
    pub fn finish(mut self, beside: Option<DateOrder>) -> Result<Dates, Why> {
        if !self.any && self.unparsable.rows > 0 {
            return Err(Why::NoDate(self.unparsable.examples.join(", ")));
        }
        let contradicts = self.day_first && self.month_first;
        let order = self.order().or(beside.filter(|_| !contradicts));
        if let Some(example) = self.undecided {
            let order = order.ok_or(Why::OrderOfDates(example))?;
            for day in &mut self.days {
                if let Some(parts) = unpack(*day) {
                    *day = match arrange(order, parts) {
                        Reading::Day(d) => d,
                        _ => NO_DAY,
                    };
                }
            }
        }
        // If the user states the order of the dates, the cells are converted back to what they were before the spreadsheet
        // read them as dates.
        let swapped = match self.format.order {
            Some(_) => {
                self.swapped.swap_back(&mut self.days);
                Tally::default()
            }
            None => self.swapped.finish(&self.days, if self.day_first { "dmy" } else { "mdy" }),
        };
        Ok(Dates { days: self.days, bad: self.unparsable, swapped })
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::super::date_text::plain_day;
    use super::*;
    use crate::data::days::format_day;

    fn column(order: Option<DateOrder>, cells: &[&str]) -> Result<(Vec<String>, u64), Why> {
        let mut column = DateColumn::new(DateFormat { order, from_1904: false });
        cells.iter().enumerate().for_each(|(i, c)| column.push(i as u64 + 2, Cell::Text(c)));
        let Dates { days, bad, .. } = column.finish(None)?;
        let shown = |d: i32| {
            if d == NO_DAY { String::new() } else { format_day(d) }
        };
        Ok((days.into_iter().map(shown).collect(), bad.rows))
    }

    #[test]
    fn one_day_in_many_spellings() {
        for text in [
            "2024-07-14",
            "2024-07-14T23:59:59Z",
            "2024-07-14 00:30:00+03:00",
            "2024-07-14T01:02:03.123456-11:00",
            "2024/07/14",
            "2024.7.14",
            "2024-7-14",
            "20240714",
            "14/07/2024",
            "7/14/2024",
            "14.07.24",
            "14-Jul-2024",
            "14 July 2024",
            "Jul 14, 2024",
            "July 14 2024 1:05 PM",
            "45487",
            "45487.75",
            "14/07/2024 12:00",
            "2024-Jul-14",
        ] {
            assert_eq!(column(None, &[text]).unwrap(), (vec!["2024-07-14".to_owned()], 0), "{text}");
        }
        for cell in [Cell::Int(20_240_714), Cell::Int(45_487), Cell::Float(45_487.99), Cell::Day(19_918)] {
            assert_eq!(read(cell, DateFormat::default()), Reading::Day(19_918));
        }
    }

    #[test]
    fn what_is_no_day_is_unparsable() {
        for text in [
            "31/02/2024",
            "2024-13-01",
            "2023-02-29",
            "soon",
            "1899-12-31",
            "2201-01-01",
            "13/13/2024",
            "12",
            "2024-07-14x",
            "03/04/3024",
            "0/4/2024",
        ] {
            assert_eq!(column(None, &[text, "2024-01-01"]).unwrap().1, 1, "{text}");
            assert!(matches!(column(None, &[text]), Err(Why::NoDate(_))), "{text}");
        }
        assert_eq!(column(None, &["", "NULL", " - "]).unwrap(), (vec![String::new(); 3], 0));
    }

    #[test]
    fn the_whole_column_decides_the_order() {
        let (days, bad) = column(None, &["03/04/2024", "2024-01-01", "25/12/2024"]).unwrap();
        assert_eq!((days[0].as_str(), days[2].as_str(), bad), ("2024-04-03", "2024-12-25", 0));
        assert_eq!(column(None, &["03/04/24", "12/25/24"]).unwrap().0, ["2024-03-04", "2024-12-25"]);
        assert_eq!(column(None, &["05/05/2024"]).unwrap().0, ["2024-05-05"]);
        assert_eq!(column(None, &["03.04.2024"]).unwrap().0, ["2024-04-03"], "with points the day is first");
    }

    #[test]
    fn an_undecidable_column_asks() {
        assert_eq!(
            column(None, &["", "03/04/2024", "01/02/2024"]),
            Err(Why::OrderOfDates("\"03/04/2024\" in row 3".to_owned()))
        );
        assert!(column(None, &["03/04/2024", "25/12/2024", "12/25/2024"]).is_err(), "contradiction");
        let day_first = DateOrder::parse("DD/MM/YYYY");
        assert_eq!(
            column(day_first, &["03/04/2024", "12/25/2024"]).unwrap(),
            (vec!["2024-04-03".into(), String::new()], 1)
        );
        assert_eq!(column(DateOrder::parse("%m/%d/%y"), &["03/04/2024"]).unwrap().0, ["2024-03-04"]);
        assert_eq!(column(DateOrder::parse("ymd"), &["24/07/14"]).unwrap().0, ["2024-07-14"]);
        assert_eq!(DateOrder::parse("ydm"), None);
    }

    #[test]
    fn ten_bytes_are_read_as_any_text_is() {
        for text in ["2024-07-14", "2023-02-29", "2024-02-29", "1899-12-31", "2200-12-31", "2201-01-01", "0000-00-00"] {
            // Every byte at every position.
            for (at, byte) in (0..10).flat_map(|at| (0..128_u8).map(move |byte| (at, byte))) {
                let mut text = text.as_bytes().to_vec();
                text[at] = byte;
                let text = String::from_utf8(text).unwrap();
                let expected = match read_text(&text, DateFormat::default()) {
                    Reading::Day(day) if is_iso(&text) => Some(day),
                    _ => None,
                };
                assert_eq!(plain_day(&text), expected, "{text}");
            }
        }
        assert_eq!(plain_day("2024-07-1"), None);
        assert_eq!(plain_day("2024-07-14 "), None);
        assert_eq!(plain_day("２-07-14"), None, "ten bytes that are no digits");
    }

    fn is_iso(text: &str) -> bool {
        text.bytes()
            .enumerate()
            .all(|(at, byte)| if matches!(at, 4 | 7) { byte == b'-' } else { byte.is_ascii_digit() })
    }

    #[test]
    fn packed_parts_come_back_and_stay_apart_from_days() {
        for parts in [(1, 2, 1900), (12, 11, 2200), (3, 12, 2024)] {
            let packed = pack(parts.0, parts.1, parts.2);
            assert!(packed < *PLAUSIBLE.start() && packed != NO_DAY);
            assert_eq!(unpack(packed), Some(parts));
        }
        assert_eq!(unpack(NO_DAY), None);
        assert!((*PLAUSIBLE.start()..=*PLAUSIBLE.end()).step_by(97).all(|d| unpack(d).is_none()));
    }
}
