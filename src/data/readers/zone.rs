//! The time zone of a timestamp column.

use chrono::{DateTime, Offset, TimeZone};
use chrono_tz::Tz;

/// A known zone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Zone {
    /// Seconds ahead of UTC.
    Fixed(i64),
    /// A zone of the IANA database, with its summer time and history.
    Named(Tz),
}

impl Zone {
    /// No offset: the zone of a column without one.
    pub const UTC: Self = Self::Fixed(0);

    /// Parses the name of a zone such as `Africa/Cairo`, `UTC`, `+02:00`, `-0530` or `UTC+02:00`.
    pub fn parse(name: &str) -> Option<Self> {
        if let Some(seconds) = offset(name) {
            return Some(Self::Fixed(seconds));
        }
        name.parse().ok().map(Self::Named)
    }

    /// Local time in the zone at a moment, both as seconds since 1970-01-01.
    pub fn local(self, seconds: i64) -> i64 {
        let ahead = match self {
            Self::Fixed(ahead) => ahead,
            Self::Named(zone) => DateTime::from_timestamp(seconds, 0)
                .map_or(0, |moment| zone.offset_from_utc_datetime(&moment.naive_utc()).fix().local_minus_utc().into()),
        };
        seconds.saturating_add(ahead)
    }
}

/// The seconds of an offset: a sign, two digits of hours, and two of minutes with or without a colon.
fn offset(name: &str) -> Option<i64> {
    let name = name.strip_prefix("UTC").unwrap_or(name);
    if matches!(name, "Z" | "") {
        return Some(0);
    }
    let sign = match name.bytes().next()? {
        b'+' => 1,
        b'-' => -1,
        _ => return None,
    };
    let digits = name.get(1..)?.replace(':', "");
    let (hours, minutes) = match digits.len() {
        2 => (digits.as_str(), "0"),
        4 => digits.split_at_checked(2)?,
        _ => return None,
    };
    let number = |text: &str, most: i64| {
        let digits = Some(text).filter(|t| t.bytes().all(|b| b.is_ascii_digit()));
        digits.and_then(|t| t.parse::<i64>().ok()).filter(|n| *n <= most)
    };
    Some(sign * (number(hours, 23)? * 3600 + number(minutes, 59)? * 60))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::data::days::{format_day, parse_day};

    #[test]
    fn names_and_offsets() {
        for (name, ahead) in
            [("+02:00", 7200), ("-0530", -19_800), ("+14", 50_400), ("UTC", 0), ("Z", 0), ("-00:00", 0)]
        {
            assert_eq!(Zone::parse(name), Some(Zone::Fixed(ahead)), "{name}");
        }
        for name in ["Mars/Base", "UTC2", "+", "+1", "+24:00", "+02:60", "+0x:00", "+é9", "+é", "2:00"] {
            assert_eq!(Zone::parse(name), None, "{name}");
        }
    }

    /// `pandas.Timestamp(moment, tz="UTC").tz_convert(zone).date()`
    #[test]
    fn the_day_is_the_one_that_pandas_shows() {
        for (zone, day, hour, minute, expected) in [
            ("Africa/Cairo", "2024-01-10", 22, 30, "2024-01-11"),
            ("Africa/Cairo", "2024-07-13", 21, 0, "2024-07-14"),
            ("Africa/Cairo", "2024-12-13", 21, 59, "2024-12-13"),
            ("Asia/Kolkata", "2024-07-13", 18, 30, "2024-07-14"),
            ("Asia/Kathmandu", "2024-07-13", 18, 15, "2024-07-14"),
            ("America/New_York", "2024-03-10", 4, 59, "2024-03-09"),
            ("America/New_York", "2024-07-14", 3, 59, "2024-07-13"),
            ("Pacific/Apia", "2011-12-30", 9, 59, "2011-12-29"),
            ("Pacific/Apia", "2011-12-30", 10, 0, "2011-12-31"),
            ("Etc/GMT-2", "2024-07-13", 22, 0, "2024-07-14"),
            ("UTC-11:00", "2024-07-14", 10, 59, "2024-07-13"),
            ("EST", "2024-07-14", 4, 59, "2024-07-13"),
        ] {
            let seconds = i64::from(parse_day(day).unwrap()) * 86_400 + hour * 3600 + minute * 60;
            let local = Zone::parse(zone).unwrap().local(seconds);
            assert_eq!(format_day(local.div_euclid(86_400) as i32), expected, "{zone} {day} {hour}:{minute}");
        }
    }
}
