//! Checks all parts of a workbook's archive before any is read. calamine allocates what a part declares, and keeps
//! strings and styles: what does not fit into memory is refused here.

use super::archive::{self, Archive};
use super::checksums::{self, CheckedPart};
use super::refusal::Refusal;
use super::{held, pieces, records};
use crate::data::budget;
use crate::data::origin::Origin;

/// How the parts are read afterwards.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReadBy {
    /// By calamine, which keeps some parts in memory.
    Calamine,
    /// By this program, a row at a time.
    Rows,
}

/// Checks all parts; returns the indexes of those whose XML calamine would misread.
///
/// # Errors
/// What is wrong with the archive, or too large in it.
pub fn check(origin: &Origin, read_by: ReadBy) -> Result<Vec<usize>, Refusal> {
    let mut archive = archive::open(origin)?;
    check_sizes(&mut archive)?;
    let names: Vec<String> = (0..archive.len()).map(|index| name(&archive, index)).collect();
    let is_binary = names.iter().any(|name| name == records::WORKBOOK);
    let mut raw = origin.open().map_err(|e| e.to_string())?;
    let (mut odd, mut end, mut held) = (Vec::new(), 0, 0_u64);
    for (index, name) in names.iter().enumerate() {
        end = end.max(checksums::check_headers(&mut archive, index, &mut raw)?);
        let place = |why: Refusal| why.within(&format!("the part {name}"));
        let mut part = CheckedPart::open(origin, &mut archive, index).map_err(|why| place(why.into()))?;
        if read_by == ReadBy::Calamine {
            held = held.saturating_add(look(&mut part, name, is_binary).map_err(place)?);
            if held > budget::for_reading() {
                return Err(Refusal::over_budget("its strings and styles need", held));
            }
        }
        if part.finish().map_err(|why| format!("the part {name} {why}"))? {
            odd.push(index);
        }
    }
    checksums::check_count(&mut raw, end)?;
    Ok(odd)
}

/// Compares the declared sizes of the parts before anything is decompressed. Their true sizes cannot be larger.
fn check_sizes(archive: &mut Archive) -> Result<(), Refusal> {
    let (count, most) = (archive.len(), budget::ARCHIVE_PARTS);
    if count > most {
        return Err(Refusal::TooLarge(format!("it has {count} parts, and the maximum is {most}"), "Save it again"));
    }
    let size = |index| archive.by_index_raw(index).map(|part| part.size()).unwrap_or_default();
    let total = (0..count).map(size).fold(0, u64::saturating_add);
    if total > budget::limit() { Err(Refusal::over_budget("its parts expand to", total)) } else { Ok(()) }
}

/// Checks a part that calamine reads; returns how many bytes calamine keeps of it.
fn look(part: &mut CheckedPart, name: &str, is_binary: bool) -> Result<u64, Refusal> {
    if is_binary && records::has_records(name) {
        let size = part.size;
        let formulas = records::check(part, size)?;
        return Ok(held::of_records(name, size).saturating_add(if name == records::WORKBOOK { formulas } else { 0 }));
    }
    let size = part.size;
    if name.ends_with("sharedstrings.xml") {
        return held::of_strings(part, size);
    }
    if name.ends_with("styles.xml") {
        return held::of_styles(part, size);
    }
    // A smaller part cannot hold a piece that is too large.
    if size > pieces::most() {
        pieces::check(part)?;
    }
    Ok(0)
}

/// The name of a part in the form that calamine compares.
fn name(archive: &Archive, index: usize) -> String {
    let name = archive.name_for_index(index).and_then(Result::ok).unwrap_or_default();
    name.replace('\\', "/").to_ascii_lowercase()
}
