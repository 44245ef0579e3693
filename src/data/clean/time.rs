//! The time of day that is written after a date.

/// Hours, minutes and, where they are written, seconds: `14:30` of `31.01.2024 2:30 PM`.
pub fn time_of_day(text: &str) -> Option<String> {
    let bytes = text.as_bytes();
    let colon = bytes.iter().position(|b| *b == b':')?;
    let start = bytes[..colon].iter().rposition(|b| !b.is_ascii_digit()).map_or(0, |before| before + 1);
    let part = |from: usize| {
        let digits = bytes.get(from..)?.iter().take_while(|b| b.is_ascii_digit()).count();
        let value: u32 = text.get(from..from + digits)?.parse().ok().filter(|_| digits <= 2)?;
        Some((value, from + digits))
    };
    let (hour, _) = part(start)?;
    let (minute, after) = part(colon + 1)?;
    let second = bytes.get(after).filter(|b| **b == b':').and_then(|_| part(after + 1));
    let rest = text.get(second.map_or(after, |(_, after)| after)..)?;
    let half = rest.trim_start_matches(|c: char| c.is_ascii_digit() || ". ".contains(c) || c.is_whitespace());
    let half = half.get(..2).map(str::to_ascii_lowercase);
    let hour = match half.as_deref() {
        Some("pm") if hour < 12 => hour + 12,
        Some("am") if hour == 12 => 0,
        _ => hour,
    };
    if hour > 23 || minute > 59 || second.is_some_and(|(second, _)| second > 60) {
        return None;
    }
    let seconds = second.map_or_else(String::new, |(second, _)| format!(":{second:02}"));
    Some(format!("{hour:02}:{minute:02}{seconds}"))
}

#[cfg(test)]
mod tests {
    use super::time_of_day;

    #[test]
    fn times_are_found_after_dates() {
        for (text, time) in [
            ("2024-01-31 14:30", Some("14:30")),
            ("2024-01-31T04:05:06.789+02:00", Some("04:05:06")),
            ("1/31/2024 2:30 PM", Some("14:30")),
            ("January 31, 2024 at 9:30\u{202f}AM", Some("09:30")),
            ("12:05:00 am, 31 Jan 2024", Some("00:05:00")),
            ("Wed, 31 Jan 2024 23:15:02 +0000 (UTC)", Some("23:15:02")),
            ("31.01.2024", None),
            ("2024-01-31 25:00", None),
            ("a:b", None),
            ("31: x", None),
            (":", None),
            ("", None),
        ] {
            assert_eq!(time_of_day(text).as_deref(), time, "{text}");
        }
    }
}
