//! Asks the engine of a database for the tables of its events.

use std::panic::resume_unwind;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use super::answer::{Answer, WrongAnswer};
use super::error::EngineError;
use super::macros::Macros;
use super::statement::{Statement, Statements, counted_from};
use super::texts::Text;
use crate::data::{DatabaseTables, EventsInDatabase, Facts};
use crate::progress::Progress;
use crate::warehouse::{Connection, WarehouseError};

/// The statements that run side by side: an engine uses several cores for each.
const AT_A_TIME: usize = 2;

/// Events in a database, and the statements about them.
pub struct Asking<'a> {
    /// The facts about the events.
    pub facts: &'a Facts,
    /// Where the events are.
    pub events: &'a EventsInDatabase,
    statements: Statements<'a>,
    progress: &'a Progress,
}

impl<'a> Asking<'a> {
    /// Begins to ask; none where the rows of the facts are here.
    pub fn of(facts: &'a Facts, progress: &'a Progress) -> Option<Self> {
        let events = facts.database.as_deref()?;
        let statements = Statements::of(events, facts.claim_horizon);
        Some(Self { facts, events, statements, progress })
    }

    /// The answer to a statement, which is asked once while the events are measured.
    ///
    /// # Errors
    /// What the engine says; or the work was cancelled.
    pub fn ask(&self, text: Text) -> Result<Answer, EngineError> {
        if let Some(known) = self.known(text.name) {
            return Ok(known);
        }
        let answer = self.run(&self.statements.written(text)?)?;
        if let Ok(mut answers) = self.events.answers.lock() {
            answers.insert(text.name, answer.batches().to_vec());
        }
        Ok(answer)
    }

    /// Asks for tables side by side, where the connection runs several statements at a time, so that their answers are there when they
    /// are needed. A statement that fails is asked again then, and says why.
    pub fn ask_ahead(&self, texts: &[Text]) {
        if !self.events.connection.sees_changes() {
            return;
        }
        let next = AtomicUsize::new(0);
        let work = || {
            while let Some(text) = texts.get(next.fetch_add(1, Ordering::Relaxed)) {
                if self.ask(*text).is_err() {
                    break;
                }
            }
        };
        thread::scope(|scope| {
            for _ in 1..AT_A_TIME.min(texts.len()) {
                scope.spawn(work);
            }
            work();
        });
    }

    /// What two pieces of work find out that ask, side by side where the connection runs several statements at a time.
    pub fn both<A: Send, B: Send>(&self, a: impl FnOnce() -> A + Send, b: impl FnOnce() -> B + Send) -> (A, B) {
        if !self.events.connection.sees_changes() {
            return (a(), b());
        }
        thread::scope(|scope| {
            let b = scope.spawn(b);
            (a(), b.join().unwrap_or_else(|panic| resume_unwind(panic)))
        })
    }

    /// An answer that was kept.
    pub fn known(&self, name: &'static str) -> Option<Answer> {
        let batches = self.events.answers.lock().ok()?.get(name).cloned()?;
        Some(Answer::new(name, batches))
    }

    /// The answer to a statement with values of its own.
    ///
    /// # Errors
    /// As [`Asking::ask`].
    pub fn ask_with(&self, text: Text, values: impl FnOnce(&mut Macros)) -> Result<Answer, EngineError> {
        self.run(&self.statements.written_with(text, values)?)
    }

    /// Days of an answer: dates, or [counted](counted_from) from the first day of the events.
    ///
    /// # Errors
    /// No such column, or a value of another type.
    pub fn days(&self, answer: &Answer, column: &'static str) -> Result<Vec<Option<i32>>, WrongAnswer> {
        let Some(first) = counted_from(self.events) else { return answer.days(column) };
        let days = answer.integers(column)?;
        Ok(days.into_iter().map(|day| Some(first + i32::try_from(day?).ok()?)).collect())
    }

    /// The tables of the database.
    pub fn tables(&self) -> &DatabaseTables {
        &self.events.tables
    }

    /// The answer to a statement that is written.
    ///
    /// # Errors
    /// As [`Asking::ask`].
    pub fn run(&self, statement: &Statement) -> Result<Answer, EngineError> {
        Ok(run(&self.events.connection, statement, self.progress)?)
    }

    /// [`Asking::run`], asked once until the tables are read again.
    ///
    /// # Errors
    /// As [`Asking::ask`].
    pub fn run_once(&self, statement: &Statement) -> Result<Answer, EngineError> {
        let known = &self.tables().answers;
        if let Some(batches) = known.find(&statement.text) {
            return Ok(Answer::new(statement.name, batches));
        }
        let answer = self.run(statement)?;
        known.add(&statement.text, answer.batches());
        Ok(answer)
    }
}

/// The answer to a statement.
///
/// # Errors
/// What the engine says; or the work was cancelled.
pub fn run(connection: &Connection, statement: &Statement, progress: &Progress) -> Result<Answer, WarehouseError> {
    let turn = connection.turn(progress)?;
    progress.ask(&format!("asking {} for {}", connection.engine_name(), statement.name.replace('_', " ")));
    let mut rows =
        connection.query_in(turn.as_ref(), &statement.text, &format!("the statement {}", statement.name), progress)?;
    let mut batches = Vec::new();
    while let Some(batch) = rows.next(progress)? {
        batches.push(batch);
    }
    progress.answer();
    Ok(Answer::new(statement.name, batches))
}
