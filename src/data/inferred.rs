//! The inferred mapping, for `segscope mapping`.

use super::error::DataError;
use super::load::{find, read};
use super::load_options::LoadOptions;
use super::mapping::{self, Inferred};
use super::understand::understand;
use crate::progress::Progress;

/// The mapping file that is equivalent to what was inferred, ready to edit.
///
/// # Errors
/// [`DataError`] if the data cannot be opened. If only recognition fails, or the order of dates is ambiguous, the text
/// asks for what is missing.
pub fn inferred_mapping(options: &LoadOptions, progress: &Progress) -> Result<String, DataError> {
    inferred(options, progress).or_else(|why| {
        if !why.is_of_understanding() {
            return Err(why);
        }
        Ok(mapping::draft(&understand(options, progress)?, &why.to_string()))
    })
}

fn inferred(options: &LoadOptions, progress: &Progress) -> Result<String, DataError> {
    let (mut plan, source) = find(options, progress)?;
    let (facts, undecided) = match read(&mut plan, source.clone(), options, progress) {
        Err(why @ DataError::UndecidableDates { .. }) => {
            let options = LoadOptions { date_format: Some("dmy".to_owned()), ..options.clone() };
            (read(&mut plan, source, &options, progress)?, Some(why.to_string()))
        }
        outcome => (outcome?, None),
    };
    Ok(mapping::print(&Inferred {
        kind: plan.kind,
        date_format: options.date_order(),
        undecided,
        words: &facts.status_words,
        tables: plan.tables.values().map(|t| (&t.part, &t.layout)).collect(),
        parts: plan.parts.iter().collect(),
    }))
}
