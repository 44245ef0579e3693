//! The hour of the day of each date in a column.

use super::cell::{Cell, NANOSECONDS};
use super::date_text::plain_moment;

/// A missing hour in a column of hours.
pub const NO_HOUR: u8 = u8::MAX;

/// Seconds since 1970 from here on, and any number that counts smaller parts of a second; smaller numbers are serial days.
const FIRST_SECOND: f64 = 1e8;

/// The hours of a column of dates, filled row by row.
///
/// Dates without a time, and columns in which each time is midnight, have no hours: programs write dates that way.
#[derive(Debug, Default)]
pub struct Hours {
    /// Empty until the first time that is not midnight.
    hours: Vec<u8>,
    /// Rows before the first such time: whether each had a time, as a run of equal answers.
    before: Vec<(bool, usize)>,
}

impl Hours {
    /// Adds the hour of a cell; a cell whose date cannot be read has one too, which is never used.
    pub fn push(&mut self, cell: Cell<'_>) {
        self.push_seconds(seconds_of_day(cell));
    }

    /// Adds the hour of a time, in seconds since midnight; none without a time.
    pub fn push_seconds(&mut self, time: Option<u32>) {
        if self.hours.is_empty() {
            if time.is_none_or(|seconds| seconds == 0) {
                match self.before.last_mut() {
                    Some((had, rows)) if *had == time.is_some() => *rows += 1,
                    _ => self.before.push((time.is_some(), 1)),
                }
                return;
            }
            for (had, rows) in self.before.drain(..) {
                self.hours.extend(std::iter::repeat_n(if had { 0 } else { NO_HOUR }, rows));
            }
        }
        self.hours.push(time.map_or(NO_HOUR, |seconds| (seconds / 3600) as u8));
    }

    /// The hour of each row, [`NO_HOUR`] where there is none; none where no row has a time.
    pub fn finish(self) -> Option<Vec<u8>> {
        (!self.hours.is_empty()).then_some(self.hours)
    }
}

/// Seconds since midnight; none without a time. A day alone is midnight.
pub fn seconds_of_day(cell: Cell<'_>) -> Option<u32> {
    if let Cell::Text(text) = cell
        && let Some((_, seconds)) = plain_moment(text)
    {
        return seconds;
    }
    let of_day = |seconds: f64| Some(seconds.rem_euclid(86_400.0) as u32);
    match cell.present() {
        Cell::Moment(_, nanoseconds) => Some((nanoseconds / NANOSECONDS).min(86_399) as u32),
        Cell::Day(_) => Some(0),
        Cell::Float(serial) if (1.0..200_000.0).contains(&serial) => of_day((serial.fract() * 86_400.0).round()),
        Cell::Float(number) if number.is_finite() && number >= FIRST_SECOND => of_number(number as u64),
        Cell::Int(number) => of_number(u64::try_from(number).ok()?),
        Cell::Text(text) => of_text(text),
        Cell::Empty | Cell::Bool(_) | Cell::Float(_) => None,
    }
}

/// Of `202401010930`, `20240101093000`, or of seconds since 1970 and their parts.
fn of_number(number: u64) -> Option<u32> {
    let clock = |hour: u64, minute: u64, second: u64| {
        (hour < 24 && minute < 60 && second < 60).then_some((hour * 3600 + minute * 60 + second) as u32)
    };
    match number {
        0..100_000_000 => None,
        190_001_010_000..=220_012_312_359 => clock(number / 100 % 100, number % 100, 0),
        19_000_101_000_000..=22_001_231_235_959 => clock(number / 10_000 % 100, number / 100 % 100, number % 100),
        _ => {
            let unit = [1, 1_000, 1_000_000, 1_000_000_000].into_iter().find(|unit| number / unit < 7_300_000_000)?;
            Some((number / unit % 86_400) as u32)
        }
    }
}

/// Of a text with a time such as `9:30`, `09:30:15` or `9:30 PM`.
fn of_text(text: &str) -> Option<u32> {
    let bytes = text.as_bytes();
    let Some(colon) = bytes.iter().position(|byte| *byte == b':') else {
        return text.bytes().all(|byte| byte.is_ascii_digit()).then(|| of_number(text.parse().ok()?)).flatten();
    };
    let two = |at: usize| {
        let digits = bytes.get(at..)?.iter().take(2).take_while(|byte| byte.is_ascii_digit());
        digits.fold(None, |number, byte| Some(number.unwrap_or(0) * 10 + u32::from(byte - b'0')))
    };
    let before = bytes[..colon].iter().rev().take(2).take_while(|byte| byte.is_ascii_digit()).count();
    let (hour, minute) = (two(colon - before)?, two(colon + 1)?);
    let second = if bytes.get(colon + 3) == Some(&b':') { two(colon + 4)? } else { 0 };
    let rest = text.get(colon + 3..).unwrap_or_default();
    let is_half = |letter: u8| {
        let at = rest.bytes().position(|byte| byte.to_ascii_lowercase() == letter);
        at.is_some_and(|at| rest.as_bytes().get(at + 1).is_some_and(|next| next.eq_ignore_ascii_case(&b'm')))
    };
    let hour = match hour {
        12 if is_half(b'a') => 0,
        1..12 if is_half(b'p') => hour + 12,
        _ => hour,
    };
    (hour < 24 && minute < 60 && second < 60).then_some(hour * 3600 + minute * 60 + second)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::data::date_text::read_text;
    use crate::data::dates::{DateFormat, Reading};

    #[test]
    fn times_in_many_spellings() {
        for (text, hour) in [
            ("2024-07-14T23:59:59Z", 23),
            ("2024-07-14 00:30:00+03:00", 0),
            ("12/1/2010 8:26", 8),
            ("July 14 2024 1:05 PM", 13),
            ("1/2/2024 12:15:00 AM", 0),
            ("1/2/2024 12:15 pm", 12),
            ("202401010930", 9),
            ("20240101173000", 17),
            ("1721001599", 23),
            ("12:05:00 am, 31 Jan 2024", 0),
            ("January 31, 2024 at 9:30\u{202f}AM", 9),
            ("Wed, 31 Jan 2024 23:15:02 +0000 (UTC)", 23),
        ] {
            assert_eq!(seconds_of_day(Cell::Text(text)).map(|seconds| seconds / 3600), Some(hour), "{text}");
        }
        for text in ["2024-07-14", "14 Jul 2024", "45487", "20240714", "", "25:00", "9:75", ":30", "9:"] {
            assert_eq!(seconds_of_day(Cell::Text(text)), None, "{text}");
        }
        let midnight = Some(0);
        assert_eq!(
            ["2024-07-14 00:00", "2024-07-14T00:00:00"].map(|text| seconds_of_day(Cell::Text(text))),
            [midnight; 2]
        );
        assert_eq!(seconds_of_day(Cell::Float(45_487.75)), Some(64_800));
        assert_eq!(seconds_of_day(Cell::Int(1_721_001_599_999)), Some(86_399));
        assert_eq!(seconds_of_day(Cell::Moment(19_918, 36_061_000_000_000)), Some(36_061));
    }

    #[test]
    fn plain_times_are_read_as_any_text_is() {
        for text in
            ["2024-07-14 09:30", "2024-02-29T23:59:59", "2023-02-29 12:00", "2024-07-14 24:00", "2024-07-14 09:60"]
        {
            // Every byte at every position.
            for (at, byte) in (0..text.len()).flat_map(|at| (0..128_u8).map(move |byte| (at, byte))) {
                let mut text = text.as_bytes().to_vec();
                text[at] = byte;
                let text = String::from_utf8(text).unwrap();
                let Some((day, seconds)) = plain_moment(&text) else { continue };
                let slow = (read_text(&text, DateFormat::default()), of_text(&text));
                assert_eq!((Reading::Day(day), seconds), slow, "{text}");
            }
        }
        assert_eq!(plain_moment("2024-07-14 09:30"), Some((19_918, Some(34_200))));
        assert_eq!(plain_moment("2024-07-14T23:59:59"), Some((19_918, Some(86_399))));
        assert_eq!(plain_moment("2024-07-14"), Some((19_918, None)));
        for text in
            ["2024-07-14 ", "2024-07-14 24:00", "2024-07-14 9:30", "2024-07-14 09:30 PM", "2024-07-1", "2024-07-1é"]
        {
            assert_eq!(plain_moment(text), None, "{text}");
        }
    }

    #[test]
    fn only_midnights_are_no_times() {
        let hours = |cells: &[&str]| {
            let mut hours = Hours::default();
            for cell in cells {
                hours.push(Cell::Text(cell));
            }
            hours.finish()
        };
        assert_eq!(hours(&["2024-01-01 00:00:00", "2024-01-02", "2024-01-03 00:00"]), None);
        let found =
            hours(&["2024-01-01 00:00", "2024-01-02", "", "2024-01-03 10:00", "2024-01-04 00:00", "2024-01-05"]);
        assert_eq!(found, Some(vec![0, NO_HOUR, NO_HOUR, 10, 0, NO_HOUR]));
        assert_eq!(hours(&[]), None);
    }
}
