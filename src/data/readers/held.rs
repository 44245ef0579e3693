//! Estimates, before reading, how much memory calamine will take for the parts of a workbook that it keeps.

use std::io::Read;

use quick_xml::XmlVersion;
use quick_xml::events::Event;

use super::events::Events;
use super::pieces;
use super::refusal::Refusal;
use crate::data::error::MORE_MEMORY;

/// Bytes of memory for each byte of a part that is kept: the shortest string takes 13 bytes of XML, or 7 in a record.
const TEXT: u64 = 4;
const RECORD: u64 = 8;
/// A string without its text.
const STRING: u64 = 24;
/// The style of a cell without its names.
const STYLE: u64 = 1024;
/// The names in a style: of its font and of its number format.
const NAMES: u64 = 2;

/// Strings in XML: calamine allocates for as many as the part declares, at once.
///
/// # Errors
/// What is wrong with the part.
pub fn of_strings(part: impl Read, size: u64) -> Result<u64, Refusal> {
    let claimed = claimed(part)?;
    if claimed > size {
        return Err(format!("it claims {claimed} shared strings and is too small to hold them").into());
    }
    Ok(size.saturating_mul(TEXT).saturating_add(claimed.saturating_mul(STRING)))
}

/// Styles in XML: each cell style gets a copy of its font and number format.
///
/// # Errors
/// What is wrong with the part.
pub fn of_styles(part: impl Read, size: u64) -> Result<u64, Refusal> {
    let mut events = events(part);
    let (mut styles, mut longest, mut last) = (0_u64, 0, 0);
    loop {
        match events.next()? {
            Event::Eof => break,
            Event::Start(start) if start.local_name().as_ref() == "xf" => styles += 1,
            _ => {}
        }
        events.renew();
        let here = events.xml.buffer_position();
        longest = longest.max(here - last);
        last = here;
    }
    let style = STYLE.saturating_add(longest.saturating_mul(NAMES));
    Ok(size.saturating_mul(RECORD).saturating_add(styles.saturating_mul(style)))
}

/// Strings and styles in records; sheets are streamed.
pub fn of_records(name: &str, size: u64) -> u64 {
    if name.starts_with("xl/worksheets/") { 0 } else { size.saturating_mul(RECORD) }
}

/// The number of strings that the list declares.
fn claimed(part: impl Read) -> Result<u64, Refusal> {
    let mut events = events(part);
    loop {
        match events.next()? {
            Event::Start(start) if start.local_name().as_ref() == "sst" => {
                let count = start.try_get_attribute("uniqueCount").map_err(|e| e.to_string())?;
                let Some(count) = count else { return Ok(0) };
                let digits = count.normalized_value(XmlVersion::Implicit1_0).map_err(|e| e.to_string())?;
                // calamine reads numbers in this form only.
                let digits = digits.trim();
                return Ok(digits.parse().unwrap_or(if digits.len() > 18 { u64::MAX } else { 0 }));
            }
            Event::Eof => return Ok(0),
            _ => events.renew(),
        }
    }
}

/// The events as calamine sees them.
fn events<R: Read>(part: R) -> Events<R> {
    let mut events = Events::new(part, pieces::most(), MORE_MEMORY);
    let config = events.xml.config_mut();
    (config.check_end_names, config.expand_empty_elements) = (false, true);
    events
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn the_claim_is_found_wherever_it_stands() {
        for xml in [
            r#"<sst uniqueCount="4000000000"/>"#,
            r#"<?xml version="1.0"?><!--sst--><a><b uniqueCount="1"/></a><x:sst count="1" uniqueCount = '4000000000'>"#,
        ] {
            assert_eq!(claimed(xml.as_bytes()).unwrap(), 4_000_000_000, "{xml}");
        }
        assert_eq!(claimed(r#"<sst uniqueCount="many"/>"#.as_bytes()).unwrap(), 0);
        assert_eq!(claimed("<si/>".as_bytes()).unwrap(), 0);
        assert_eq!(claimed(r#"<sst uniqueCount="99999999999999999999"/>"#.as_bytes()).unwrap(), u64::MAX);
    }

    #[test]
    fn styles_that_share_a_long_name_hold_it_many_times() {
        let styles = |name: &str, count| {
            format!(
                "<styleSheet><font><name val=\"{name}\"/></font>{}</styleSheet>",
                r#"<xf fontId="0"/>"#.repeat(count)
            )
        };
        let held = |xml: String| of_styles(xml.as_bytes(), xml.len() as u64).unwrap();
        assert!(held(styles("Calibri", 100)) < 200_000);
        assert!(held(styles(&"x".repeat(1_000_000), 1000)) > 2_000_000_000);
    }
}
