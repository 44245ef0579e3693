//! What is counted of all customers of a database, where the tables with a row for each customer are of a sample.

/// Numbers of customers and of their events.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Everyone {
    /// All customers.
    pub customers: u64,
    /// Those with an event.
    pub active: u64,
    /// Those with two events or more.
    pub repeated: u64,
    /// Those with two burns or more.
    pub repeat_burners: u64,
    /// The events, those of unknown customers too.
    pub events: u64,
    /// Those that are open.
    pub open: u64,
    /// Those that are burnt.
    pub burnt: u64,
    /// Those that were not burnt and no longer can be.
    pub expired: u64,
    /// Those of unknown status.
    pub other: u64,
}
