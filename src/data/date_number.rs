//! Dates written as one number: serial days of a spreadsheet, `20240714`, seconds since 1970.

use super::dates::{DateFormat, Reading, day_of};
use super::days::PLAUSIBLE;

/// Numbers from here on are seconds since 1970 (this one is in 1973); smaller numbers are days, months or not dates.
const FIRST_SECOND: u64 = 100_000_000;

/// The day of an integer. Each notation has its own range of numbers between 1900 and 2200, except that milliseconds
/// before 2006 overlap with `202401010930`: a number that is a valid date and time is read as one.
pub(super) fn read_number(n: u64, format: DateFormat) -> Reading {
    let last_second = (*PLAUSIBLE.end() as u64 + 1) * 86_400 - 1;
    let seconds = |unit: u64| Reading::Day((n / unit / 86_400) as i32);
    match n {
        // Before serial days, whose numbers these would be in the years 2420 to 2447.
        190_001..=199_912 | 200_001..=220_012 => month(n),
        0..=200_000 => format.serial(n as f64).map_or(Reading::Bad, Reading::Day),
        19_000_101..=22_001_231 => compact(n),
        1_011_900..=31_122_200 => year_last(n),
        190_001_010_000..=220_012_312_359 if is_time(n % 10_000) && compact(n / 10_000) != Reading::Bad => {
            compact(n / 10_000)
        }
        19_000_101_000_000..=22_001_231_235_959 => compact(n / 1_000_000),
        _ => [1, 1_000, 1_000_000, 1_000_000_000]
            .into_iter()
            .find(|unit| (FIRST_SECOND..=last_second).contains(&(n / unit)))
            .map_or(Reading::Bad, seconds),
    }
}

/// `20240714`
fn compact(ymd: u64) -> Reading {
    day_of((ymd / 10_000) as u32, (ymd / 100 % 100) as u32, (ymd % 100) as u32)
}

/// `14072024` or `07142024`, without the leading zero if a program stored it as a number. None of them is valid for
/// [`compact`], because their last four digits are not a year there.
fn year_last(n: u64) -> Reading {
    let parts = |a: u64, b: u64| day_of((n % 10_000) as u32, a as u32, b as u32);
    let (a, b) = (n / 1_000_000, n / 10_000 % 100);
    if parts(a, b) == Reading::Bad && parts(b, a) == Reading::Bad {
        return Reading::Bad;
    }
    Reading::Parts(a as u32, b as u32, (n % 10_000) as u32)
}

/// The first day of `202407`.
fn month(ym: u64) -> Reading {
    day_of((ym / 100) as u32, (ym % 100) as u32, 1)
}

/// Whether four digits are hours and minutes.
fn is_time(hm: u64) -> bool {
    hm / 100 < 24 && hm % 100 < 60
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::days::parse_day;

    #[test]
    fn each_notation_is_known_by_its_size() {
        let day = |n| match read_number(n, DateFormat::default()) {
            Reading::Day(day) => Some(day),
            _ => None,
        };
        let expected = parse_day("2024-07-14");
        for n in [
            45_487,
            20_240_714,
            202_407_142_359,
            20_240_714_235_959,
            1_721_001_599,
            1_721_001_599_999,
            1_721_001_599_999_999,
            1_721_001_599_999_999_999,
        ] {
            assert_eq!(day(n), expected, "{n}");
        }
        assert_eq!(day(202_407), parse_day("2024-07-01"));
        assert_eq!(day(100_000_000), parse_day("1973-03-03"));
        // 2001-09-09 in milliseconds; its digits are not a date and time.
        assert_eq!(day(999_999_999_999), parse_day("2001-09-09"));
        for n in [0, 202_413, 220_101, 20_241_301, 99_999_999, 8_000_000_000, u64::MAX] {
            assert_eq!(day(n), None, "{n}");
        }
    }
}
