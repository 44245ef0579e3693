//! Limits the XML of a sheet that is held at once. calamine reads a sheet cell by cell, and each cell completely.

use std::io::Read;

use quick_xml::events::Event;

use super::events::Events;
use super::refusal::Refusal;
use crate::data::budget;
use crate::data::error::MORE_MEMORY;

/// Most bytes of XML to read at once: the parser and calamine hold several copies.
pub fn most() -> u64 {
    budget::for_reading() / 8
}

/// Refuses XML with a longer cell, or with more text outside cells.
///
/// # Errors
/// What is wrong with the XML, or too large in it.
pub fn check(part: impl Read) -> Result<(), Refusal> {
    let most = most();
    let mut events = Events::new(part, most, MORE_MEMORY);
    let config = events.xml.config_mut();
    (config.check_end_names, config.expand_empty_elements) = (false, true);
    let (mut in_cell, mut outside, mut last) = (false, 0, 0);
    loop {
        let (was_in_cell, mut is_row) = (in_cell, false);
        match events.next()? {
            Event::Eof => return Ok(()),
            Event::Start(start) => match start.local_name().as_ref() {
                "c" | "si" => in_cell = true,
                name => is_row = name == "row",
            },
            Event::End(end) if matches!(end.local_name().as_ref(), "c" | "si") => in_cell = false,
            _ => {}
        }
        let here = events.xml.buffer_position();
        if !was_in_cell {
            events.renew();
            outside += if is_row { 0 } else { here - last };
            if outside > most {
                return Err(Refusal::over_budget("without its cells it still holds", outside));
            }
        }
        last = here;
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn a_sheet_is_longer_than_its_pieces() {
        let sheet = |cell: &str, rows: usize, end: &str| {
            let rows = format!("<row><c><v>{cell}</v></c><c/></row>").repeat(rows);
            check(format!("<worksheet><sheetData>{rows}</sheetData>{end}</worksheet>").as_bytes())
        };
        budget::set(1 << 40);
        assert!(sheet("1", 1000, "").is_ok());
    }
}
