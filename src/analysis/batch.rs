//! Batches of statements: what one piece of work asks a database about the same rows, through one connection.

use std::sync::Arc;

use crate::data::{EventsInDatabase, Facts};

/// A batch of statements. Its transaction ends when it is dropped, also after an error. Without a database it does nothing.
pub(super) struct Batch(Option<EventsInDatabase>);

impl Batch {
    /// Begins to ask about the events of some facts, with the first statement.
    pub fn about(facts: &Facts) -> Self {
        Self(facts.database.as_ref().map(|events| events.in_batch()))
    }

    /// Facts, asked about in this batch.
    pub fn facts(&self, facts: &Arc<Facts>) -> Arc<Facts> {
        let Some((batch, events)) = self.0.as_ref().zip(facts.database.as_ref()) else { return Arc::clone(facts) };
        let events = events.through(Arc::clone(&batch.connection));
        Arc::new(Facts { database: Some(Arc::new(events)), ..Facts::clone(facts) })
    }
}

impl Drop for Batch {
    fn drop(&mut self) {
        if let Some(events) = &self.0 {
            events.end_batch();
        }
    }
}
