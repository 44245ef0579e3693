//! What is counted of all customers, where the tables with a row for each customer are of a sample.

use super::asking::Asking;
use super::error::EngineError;
use super::texts;
use crate::aggregate::everyone::Everyone;

/// The counts; none where every table is about the same customers.
pub fn everyone(asking: &Asking<'_>) -> Result<Option<Everyone>, EngineError> {
    if !asking.events.knows_everyone() {
        return Ok(None);
    }
    let answer = asking.ask(texts::EVERYONE)?;
    Ok(Some(Everyone {
        customers: answer.count("customers")?,
        active: answer.count("active")?,
        repeated: answer.count("repeated")?,
        repeat_burners: answer.count("repeat_burners")?,
        events: answer.count("events")?,
        open: answer.count("open")?,
        burnt: answer.count("burnt")?,
        expired: answer.count("expired")?,
        other: answer.count("other")?,
    }))
}
