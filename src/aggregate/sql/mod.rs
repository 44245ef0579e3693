//! Aggregates by SQL: a statement for each table, so that the engine of a database sees the rows and the program the tables.
//!
//! A statement has one text for all engines. `{base}` stands for the common table expressions of the data (customers `c`, events
//! `t`, branches `b`), `{month:day}` for what the dialect writes for the month of `day`, `{horizon}` for a date.

mod answer;
mod base;
mod dates;
mod facts;
mod macros;
mod run;
mod tables;
mod texts;

pub use answer::{Answer, WrongAnswer};
use base::base;
pub use dates::Dates;
use facts::fill;
use macros::Macros;
pub use run::{EngineError, engine_tables, run, written};
pub use tables::{Answers, SqlTables};
use texts::{EXTENT, TEXTS};

use crate::data::{DatabaseTables, Kind};

/// A statement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Statement {
    /// The table that it gives, such as `outcomes`.
    pub name: &'static str,
    /// Its SQL, with a comment that says what it gives.
    pub text: String,
}

/// The statements of some tables, for one engine.
#[derive(Clone, Debug)]
pub struct Statements {
    macros: Macros,
}

impl Statements {
    /// Those of the tables of a database. Dates after `today` are mistakes.
    ///
    /// # Errors
    /// Why none can be written for these tables, and what to do, in a sentence.
    pub fn of(tables: &DatabaseTables, today: i32) -> Result<Self, String> {
        if tables.kind != Kind::Coupons {
            return Err(format!("there are statements for coupons, and these are {}", tables.kind));
        }
        let mut macros = Macros::of(tables.connection.dialect());
        let base = base(tables, "")?;
        macros.set("base", base);
        macros.set_day("today", today);
        // Only whether a coupon has expired depends on it.
        macros.set_day("as_of", today);
        Ok(Self { macros })
    }

    /// The statement that gives the first and last days, from which the [`Dates`] of the others follow.
    pub fn extent(&self) -> Statement {
        self.written(EXTENT)
    }

    /// The statements of all tables.
    pub fn all(mut self, dates: &Dates) -> Vec<Statement> {
        dates.set(&mut self.macros);
        TEXTS.iter().map(|text| self.written(*text)).collect()
    }

    fn written(&self, (name, text): (&'static str, &str)) -> Statement {
        Statement { name, text: self.macros.expanded(text) }
    }
}
