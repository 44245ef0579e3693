//! Dates written as text: ISO first, then the usual orders and month names.

use chrono::{NaiveDate, Weekday};

use super::date_number::read_number;
use super::date_words::{in_one_word, is_before_time, is_filling, is_weekday, month};
use super::dates::{DateFormat, Reading, day_of};
use super::other_digits::ascii_digits;

/// Longer texts, in bytes, are not dates.
const LONGEST: usize = 120;

/// Whether text is a date in some order. Distinguishes columns of dates from text columns.
pub fn is_date(text: &str) -> bool {
    matches!(read_text(text.trim(), DateFormat::default()), Reading::Day(_) | Reading::Parts(..))
}

/// Parses trimmed text.
pub(super) fn read_text(text: &str, format: DateFormat) -> Reading {
    if let Some(day) = read_iso(text.as_bytes()) {
        return day;
    }
    // Most text here that is not a date belongs to a text column, so rejecting it must be cheap.
    if text.len() > LONGEST {
        return Reading::Bad;
    }
    let text = in_one_word(ascii_digits(text));
    // Korean dates have a dot after each part.
    let text = text.trim_matches([' ', '\'']).trim_end_matches('.');
    if !text.bytes().any(|b| b.is_ascii_digit()) {
        return Reading::Bad;
    }
    if let Some(number) = whole_number(text) {
        return number.parse().map_or(Reading::Bad, |n| if n < 10_000 { Reading::Bad } else { read_number(n, format) });
    }
    if let Some(seconds) = in_powers_of_ten(text) {
        return read_number(seconds, format);
    }
    let (first, rest) = word(text);
    let unnamed = is_weekday(first).then(|| rest.trim_start_matches(['.', ',', ' '])).map(|rest| {
        // The C and Unix form has the year at the end: `Wed Jan 31 23:15:02 2024`.
        read_parts(rest).or_else(|| read_parts(&year_first(rest)?))
    });
    unnamed.flatten().or_else(|| read_period(text)).or_else(|| read_parts(text)).unwrap_or(Reading::Bad)
}

/// The first day of a week of ISO 8601 or of a quarter: `2024-W05`, `2024-Q1`, `Q1 2024`; or a day of such a week: `2024-W05-3`.
fn read_period(text: &str) -> Option<Reading> {
    let (before, after) = text.split_once(['W', 'w', 'Q', 'q'])?;
    let is_week = text[before.len()..].starts_with(['W', 'w']);
    let marks = ['-', ' ', '/'];
    let digits = |text: &str| text.bytes().all(|b| b.is_ascii_digit()).then(|| text.parse::<u32>().ok())?;
    let (number, other) = after.split_once(marks).unwrap_or((after, ""));
    let (year, day) = if before.is_empty() { (other, "") } else { (before.trim_end_matches(marks), other) };
    let year = digits(year).filter(|y| year.len() == 4 && (1900..=2200).contains(y))?;
    let number = digits(number)?;
    let date = if is_week {
        let day = if day.is_empty() { 1 } else { digits(day)? };
        let weekday = Weekday::try_from(u8::try_from(day.checked_sub(1)?).ok()?).ok()?;
        NaiveDate::from_isoywd_opt(i32::try_from(year).ok()?, number, weekday)?
    } else {
        let quarter = (1..=4).contains(&number) && day.is_empty();
        NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, quarter.then_some(number * 3 - 2)?, 1)?
    };
    Some(Reading::Day(date.to_epoch_days()))
}

/// `1.7040672e9`, as some programs write seconds.
fn in_powers_of_ten(text: &str) -> Option<u64> {
    text.contains(['e', 'E']).then(|| text.parse::<f64>().ok())?.filter(|n| (1e8..1e19).contains(n)).map(|n| n as u64)
}

/// `Jan 31 23:15:02 UTC 2024` as `Jan 31 2024`.
fn year_first(text: &str) -> Option<String> {
    let mut words = text.split_ascii_whitespace();
    let (month, day, time) = (words.next()?, words.next()?, words.next()?);
    let year = words.last().filter(|year| year.len() == 4 && time.contains(':'))?;
    Some(format!("{month} {day} {year}"))
}

/// The day of `2024-07-14`, alone or before a time such as ` 09:30` and `T09:30:15`; and the seconds of that time.
#[inline]
pub(super) fn plain_moment(text: &str) -> Option<(i32, Option<u32>)> {
    let (day, time) = text.split_at_checked(10)?;
    let day = plain_day(day)?;
    match time.as_bytes() {
        [] => Some((day, None)),
        [b' ' | b'T', clock @ ..] => Some((day, Some(plain_seconds(clock)?))),
        _ => None,
    }
}

/// The seconds of `09:30` and `09:30:15`.
fn plain_seconds(clock: &[u8]) -> Option<u32> {
    let two = |[a, b]: [u8; 2]| {
        let both = a.is_ascii_digit() && b.is_ascii_digit();
        both.then(|| u32::from(a - b'0') * 10 + u32::from(b - b'0'))
    };
    let [hour, minute, second] = match *clock {
        [a, b, b':', c, d] => [two([a, b])?, two([c, d])?, 0],
        [a, b, b':', c, d, b':', e, f] => [two([a, b])?, two([c, d])?, two([e, f])?],
        _ => return None,
    };
    (hour < 24 && minute < 60 && second < 60).then_some(hour * 3600 + minute * 60 + second)
}

/// The day of `2024-07-14`, of its ten bytes at once.
#[inline]
pub(super) fn plain_day(text: &str) -> Option<i32> {
    /// The text with zeros for its digits, and what brings a larger digit to the highest bit of its byte.
    const ZEROS: u64 = u64::from_le_bytes(*b"0000-00-");
    const NINES: u64 = u64::from_le_bytes([0x76, 0x76, 0x76, 0x76, 0x7F, 0x76, 0x76, 0x7F]);
    let bytes: &[u8; 10] = text.as_bytes().try_into().ok()?;
    let [year_and_month @ .., tens, ones] = *bytes;
    let digits = u64::from_le_bytes(year_and_month) ^ ZEROS;
    let is_plain = (digits | digits.wrapping_add(NINES)) & 0x8080_8080_8080_8080 == 0;
    if !(is_plain && tens.is_ascii_digit() && ones.is_ascii_digit()) {
        return None;
    }
    let [a, b, c, d, _, e, f, _] = digits.to_le_bytes().map(u32::from);
    let day = u32::from(tens - b'0') * 10 + u32::from(ones - b'0');
    match day_of(a * 1000 + b * 100 + c * 10 + d, e * 10 + f, day) {
        Reading::Day(day) => Some(day),
        _ => None,
    }
}

/// The fast path for `2024-07-14`, alone or before a time.
fn read_iso(b: &[u8]) -> Option<Reading> {
    let number = |range: std::ops::Range<usize>| {
        b[range].iter().try_fold(0, |n, c| c.is_ascii_digit().then(|| n * 10 + u32::from(c - b'0')))
    };
    if b.len() < 10 || b[4] != b'-' || b[7] != b'-' || (b.len() > 10 && !is_time(&b[10..])) {
        return None;
    }
    Some(day_of(number(0..4)?, number(5..7)?, number(8..10)?))
}

/// The digits of an integer: alone, before a fraction, or (eight digits) before a time: `20240101 0930`.
fn whole_number(text: &str) -> Option<&str> {
    let end = text.bytes().position(|b| !b.is_ascii_digit()).unwrap_or(text.len());
    let (digits, rest) = text.split_at(end);
    // `07.2024` is a month.
    let is_fraction = |rest: &str| rest.bytes().all(|b| b.is_ascii_digit()) && digits.len() > 2;
    let alone = rest.is_empty() || rest.strip_prefix('.').is_some_and(is_fraction);
    (!digits.is_empty() && (alone || digits.len() == 8 && is_time(rest.as_bytes()))).then_some(digits)
}

/// Whether the text after a date is a time, with or without a zone.
fn is_time(rest: &[u8]) -> bool {
    matches!(rest, [b' ' | b'T' | b't' | b',', tail @ ..] if {
        let tail = tail.trim_ascii_start();
        tail.first().is_some_and(u8::is_ascii_digit)
            && tail.iter().all(|b| b.is_ascii_digit() || b" :.,+-ZzAaPpMmUuTtCcGg".contains(b))
    })
}

/// Whether the text after a date is a time in words: `à 14h30`, `um 14:30 Uhr`, `下午2時30分`, `14:30:00 (CET)`.
fn is_spoken_time(rest: &str) -> bool {
    let rest = rest.trim_start_matches([' ', ',', '-']);
    let (first, after) = word(rest);
    let time = if is_before_time(first) { after.trim_start() } else { rest };
    let digits = time.bytes().take_while(u8::is_ascii_digit).count();
    let mark = time[digits..].trim_start().chars().next();
    let letters = |c: char| c.is_alphanumeric() || " :.,+-/()[]_".contains(c);
    (1..=2).contains(&digits) && mark.is_some_and(|c| ":.hHuU时時点點시".contains(c)) && time.chars().all(letters)
}

/// The letters at the start of a text, and the rest.
fn word(text: &str) -> (&str, &str) {
    // Combining marks belong to the letter before them.
    let end = text.find(|c: char| !c.is_alphabetic() && !('\u{300}'..='\u{36f}').contains(&c));
    text.split_at(end.unwrap_or(text.len()))
}

/// Two or three runs of digits or letters separated by `- / . ,`, blanks or filler words, followed by nothing or a
/// time.
fn read_parts(text: &str) -> Option<Reading> {
    let (mut parts, mut count, mut rest) = ([""; 3], 0, text);
    while count < 3 && !rest.is_empty() {
        let end = rest.bytes().position(|b| !b.is_ascii_digit()).unwrap_or(rest.len());
        let (part, after) = if end > 0 { rest.split_at(end) } else { word(rest) };
        // A month and a year before a time would be an incomplete date.
        if part.is_empty() {
            return None;
        }
        rest = after;
        if end > 0 || !is_filling(part) {
            parts[count] = part;
            count += 1;
        }
        if count < 3 {
            let marks = rest.bytes().take(2).take_while(|b| b"-/., ".contains(b)).count();
            rest = &rest[marks..];
        }
    }
    loop {
        let (last, after) = word(rest.trim_start_matches(['.', ',', ' ', '(']));
        if last.is_empty() || !(is_filling(last) || is_weekday(last)) {
            break;
        }
        rest = after.trim_start_matches(['.', ')']);
    }
    if !rest.is_empty() && !is_time(rest.as_bytes()) && !is_spoken_time(rest) {
        return None;
    }
    if count == 2 { read_month(parts[0], parts[1], text) } else { read_three(parts) }
}

/// A number of at most four digits.
fn number(text: &str) -> Option<u32> {
    text.parse().ok().filter(|_| text.len() <= 4)
}

/// A month without a day, read as its first day: `2024-07`, `07/2024`, `July 2024`, `2024年7月`.
fn read_month(a: &str, b: &str, text: &str) -> Option<Reading> {
    let year = |text: &str| number(text).filter(|_| text.len() == 4);
    // Two numbers separated by a blank are not a month.
    let (a_number, b_number) = (number(a), number(b));
    let is_marked = || text.contains(['-', '/']) && text.ends_with(|c: char| c.is_ascii_digit());
    let joined = !text.contains(' ') && (a.len() == 2 || b.len() == 2 || !text.is_ascii() || is_marked());
    match (a_number, b_number) {
        (Some(_), Some(m)) if joined && a.len() == 4 => Some(day_of(year(a)?, m, 1)),
        (Some(m), Some(_)) if joined => Some(day_of(year(b)?, m, 1)),
        (Some(_), None) => Some(day_of(year(a)?, month(b)?, 1)),
        (None, Some(_)) => Some(day_of(year(b)?, month(a)?, 1)),
        _ => None,
    }
}

/// Day, month and year.
fn read_three([a, b, c]: [&str; 3]) -> Option<Reading> {
    let year = |s: &str| {
        let y = number(s)?;
        match s.len() {
            4 => Some(y),
            2 => Some(if y < 70 { 2000 + y } else { 1900 + y }),
            _ => None,
        }
    };
    Some(match (number(a), number(b), number(c)) {
        (Some(y), Some(m), Some(d)) if a.len() == 4 => day_of(y, m, d),
        (Some(y), None, Some(d)) if a.len() == 4 => day_of(y, month(b)?, d),
        (Some(d), None, Some(_)) => day_of(year(c)?, month(b)?, d),
        (None, Some(d), Some(_)) => day_of(year(c)?, month(a)?, d),
        (Some(x), Some(y), Some(z)) if a.len() <= 2 && b.len() <= 2 => {
            year(c)?;
            // A year of two digits stays as it is: the order of the column decides where the year is.
            Reading::Parts(x, y, z)
        }
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::days::parse_day;

    fn day(text: &str) -> Option<i32> {
        match read_text(text, DateFormat::default()) {
            Reading::Day(day) => Some(day),
            _ => None,
        }
    }

    #[test]
    fn weeks_and_quarters_are_their_first_day() {
        for (text, first) in [
            ("2024-W05", "2024-01-29"),
            ("2024W05", "2024-01-29"),
            ("2024-W05-3", "2024-01-31"),
            ("2020-W53", "2020-12-28"),
            ("2024-Q1", "2024-01-01"),
            ("2024Q4", "2024-10-01"),
            ("Q2 2024", "2024-04-01"),
            ("q3/2024", "2024-07-01"),
        ] {
            assert_eq!(day(text), parse_day(first), "{text}");
        }
        for text in
            ["2024-W54", "2024-W05-8", "2024-Q5", "Q1", "W05", "2024-Q1-3", "20Q1", "Q12024", "2024-W", "x2024-W05"]
        {
            assert_eq!(day(text), None, "{text}");
        }
    }

    #[test]
    fn dates_are_read_in_the_words_of_many_languages() {
        for text in [
            "Wed, 31 Jan 2024 23:15:02 +0000",
            "Wed Jan 31 2024",
            "Wed, 31 Jan 2024 23:15:02 +0000 (UTC)",
            "Wed Jan 31 2024 23:15:02 GMT+0200 (Eastern European Standard Time)",
            "Wed Jan 31 23:15:02 2024",
            "Wed Jan 31 23:15:02 +0000 2024",
            "2024-01-31T23:15:02+01:00[Europe/Paris]",
            "2024-01-31 23:15:02 CET",
            "31/01/2024 à 14h30",
            "31. Januar 2024 um 14:30 Uhr",
            "January 31, 2024 at 9:30\u{202f}AM",
            "31 de janeiro de 2024 às 14:30",
            "1706659200.25",
            "1.7066592e9",
            "31012024",
            "2024年1月31日 下午2時30分",
            "31 كانون الثاني 2024",
            "\u{200f}31\u{200f}/01\u{200f}/2024",
            "'2024-01-31",
            "31st January 2024",
            "the 31st of January, 2024",
            "31. Januar 2024",
            "Mittwoch, 31. Jänner 2024",
            "31 janvier 2024",
            "mercredi 31 janv. 2024",
            "31 de enero de 2024",
            "31 de Janeiro de 2024",
            "31º de janeiro de 2024",
            "31 gennaio 2024",
            "31 januari 2024",
            "31 stycznia 2024 r.",
            "31 Ocak 2024",
            "31 Ocak 2024 Çarşamba",
            "الأربعاء، 31 يناير 2024",
            "٣١ يناير ٢٠٢٤",
            "٣١/٠١/٢٠٢٤",
            "2024年1月31日",
            "2024年1月31日(水)",
            "2024年1月31日 星期三",
            "２０２４年１月３１日",
            "2024年01月31日 09:30",
            "2024년 1월 31일",
            "31Jan2024",
            "20240131 0930",
            "20240131T093000Z",
            "202401310930",
            "1706659200",
            "1706659200000",
        ] {
            let parts = matches!(read_text(text, DateFormat::default()), Reading::Parts(31, 1, 2024));
            assert!(
                day(text) == parse_day("2024-01-31") || parts,
                "{text}: {:?}",
                day(text).map(crate::data::format_day)
            );
        }
    }

    #[test]
    fn a_month_alone_is_its_first_day() {
        for text in [
            "2024-02",
            "2024/02",
            "02/2024",
            "02.2024",
            "202402",
            "Feb 2024",
            "février 2024",
            "2024-Feb",
            "2024年2月",
            "lutego 2024",
        ] {
            assert_eq!(day(text), parse_day("2024-02-01"), "{text}");
        }
    }

    #[test]
    fn what_only_looks_like_a_date_is_none() {
        for text in [
            "before 31 Jan 2024",
            "31 jui 2024",
            "31 Jan",
            "2 2024",
            "2024 2",
            "2024-13",
            "12-24",
            "2024-1-",
            "2024.5",
            "20240101x",
            "20240101 noon",
            "Room 5, 2024",
            "年月日",
            "de de de",
            "March",
        ] {
            assert_eq!(day(text), None, "{text}");
        }
    }
}
