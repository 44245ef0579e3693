//! Events that stay in a database: which tables have them, and which of them are meant.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use arrow_array::RecordBatch;

use super::database_tables::DatabaseTables;
use crate::warehouse::Connection;

/// The answer with the numbers of events of each customer, by status.
pub const CUSTOMER_COUNTS: &str = "customer_counts";
/// Most rows of an answer that is kept.
const FEW_ROWS: usize = 10_000;

/// The events of [`Facts`](super::Facts), in a database.
#[derive(Debug)]
pub struct EventsInDatabase {
    /// The tables.
    pub tables: Arc<DatabaseTables>,
    /// The connection that asks about them.
    pub connection: Arc<Connection>,
    /// Dates after it are in the future.
    pub today: i32,
    /// The reference date of all data.
    pub as_of: Option<i32>,
    /// What leads from all events to those that are meant, in order.
    pub steps: Vec<Step>,
    /// The number of the events that are meant.
    pub events: u64,
    /// The number of those that are burnt.
    pub burnt: u64,
    /// The sum of their amounts, where there are any.
    pub amount: Option<f64>,
    /// Their first day.
    pub first: Option<i32>,
    /// The first day of a burn.
    pub first_burn: Option<i32>,
    /// The first day of a known customer.
    pub first_known: Option<i32>,
    /// Their last day.
    pub last: Option<i32>,
    /// The last day of a claim or burn that is not after today.
    pub last_known: Option<i32>,
    /// Which keys of events are all in their tables, in all data: their rows need not be looked up.
    pub known: KnownKeys,
    /// The items that the rows of customers have as bits.
    pub items: Arc<ItemBits>,
    /// Whether dates have times, of all data: a time that is not midnight. A filter changes it no more than it does in files.
    pub has_hours: bool,
    /// Whether the rows of customers have only what features need: not when customers claim or order, and what.
    pub only_features: bool,
    /// Answers to statements about them, kept while they are measured: several measures need the same.
    pub answers: Mutex<BTreeMap<&'static str, Vec<RecordBatch>>>,
}

/// Keys that are all in their tables, where events have one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct KnownKeys {
    /// Those of customers.
    pub customers: bool,
    /// Those of branches.
    pub branches: bool,
    /// Each event has a customer, who is known.
    pub everyone: bool,
}

/// The coupons and merchants, in the order of their codes, as literals of SQL. Each is a bit of a number; none where there are too many.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ItemBits {
    /// Those of coupons.
    pub coupons: Vec<String>,
    /// Those of merchants.
    pub merchants: Vec<String>,
}

/// Whom a statement is about, where the rows of customers are too many to come over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum About {
    /// All customers.
    Everyone,
    /// Those of the sample: the answer has a row for each, or must agree with such answers.
    Sample,
}

/// A choice of events and customers. Expressions are SQL, as the engine of the database writes it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// Those for which conditions hold.
    Kept(Conditions),
    /// Those known on a day, as they were then.
    AsItWas {
        /// The day.
        day: i32,
        /// Whether a customer without an event is known who has no day of joining.
        has_customers: bool,
        /// Whether dates alone say what became of a coupon.
        by_dates: bool,
    },
}

/// Conditions on customers and events.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Conditions {
    /// Each holds for a customer.
    pub customers: Vec<String>,
    /// Whether one of them lists ids, which are those of the sample where there is one.
    pub lists_ids: bool,
    /// Whether events of unknown customers are kept.
    pub unknown: bool,
    /// Each holds for an event.
    pub events: Vec<String>,
}

impl EventsInDatabase {
    /// The same events, with the answers that are known.
    #[must_use]
    pub fn like(&self) -> Self {
        let answers = self.answers.lock().map(|answers| answers.clone()).unwrap_or_default();
        let (tables, connection) = (Arc::clone(&self.tables), Arc::clone(&self.connection));
        let (steps, items) = (self.steps.clone(), Arc::clone(&self.items));
        Self { tables, connection, steps, items, answers: Mutex::new(answers), ..*self }
    }

    /// The same events, asked about with another connection.
    #[must_use]
    pub fn through(&self, connection: Arc<Connection>) -> Self {
        Self { connection, ..self.like() }
    }

    /// The same events, asked about in a batch of statements of its own, which all see the same rows.
    #[must_use]
    pub fn in_batch(&self) -> Self {
        self.through(Connection::for_batch(&self.connection))
    }

    /// Whether a filter chose them.
    pub fn is_filtered(&self) -> bool {
        self.steps.iter().any(|step| matches!(step, Step::Kept(_)))
    }

    /// Whom statements about either are about: without a sample everyone, and with a filter that lists ids the sample.
    pub fn about(&self, about: About) -> About {
        let lists_ids = |step: &Step| matches!(step, Step::Kept(conditions) if conditions.lists_ids);
        match &self.tables.sample {
            None => About::Everyone,
            Some(_) if self.steps.iter().any(lists_ids) => About::Sample,
            Some(_) => about,
        }
    }

    /// Whether answers without a row for each customer are about more customers than those with one.
    pub fn knows_everyone(&self) -> bool {
        self.tables.sample.is_some() && self.about(About::Everyone) == About::Everyone
    }

    /// Drops the answers that are as large as the customers. Of what each of these did, the numbers of events stay as
    /// [`CUSTOMER_COUNTS`]: tests of groups need them.
    pub fn forget(&self) {
        let Ok(mut answers) = self.answers.lock() else { return };
        let counts = answers.remove("customer_events").map(|batches| batches.iter().map(counts).collect());
        answers.retain(|_, batches| batches.iter().map(RecordBatch::num_rows).sum::<usize>() <= FEW_ROWS);
        if let Some(counts) = counts {
            answers.insert(CUSTOMER_COUNTS, counts);
        }
    }

    /// Ends the batch of statements: later ones see later rows.
    pub fn end_batch(&self) {
        self.connection.end_batch();
    }
}

/// Of rows of customers, the numbers of events.
fn counts(batch: &RecordBatch) -> RecordBatch {
    let names = ["customer", "events", "open", "burnt", "expired"];
    let columns: Vec<usize> = names.iter().filter_map(|name| batch.schema().index_of(name).ok()).collect();
    batch.project(&columns).unwrap_or_else(|_| batch.clone())
}
