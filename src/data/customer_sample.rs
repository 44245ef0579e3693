//! A sample of the customers of a database, where their rows are too many to come over.
//!
//! A customer is in it by a hash of the id: the same one in each run, in each statement, and in each engine with the same hash. Where
//! customers are added, the limit falls, and nobody comes in who was out.

use crate::digits::count;
use crate::progress::Progress;
use crate::warehouse::{Dialect, Table, WarehouseError};

/// The number of customers whose rows come over, without an option.
pub const MOST_CUSTOMERS: u64 = 2_000_000;

/// The digits of a limit: 32 bits of the hash decide.
const LIMITS: f64 = 4_294_967_296.0;

/// Which customers are in a sample.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CustomerSample {
    /// All customers.
    pub of: u64,
    /// Whether several rows of the table of customers have one id.
    pub repeated: bool,
    /// Hashes below it are those of the sample.
    limit: String,
}

/// How many customers the answers with a row for each customer are about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sampled {
    /// The customers of the sample.
    pub customers: u64,
    /// All customers of the database.
    pub of: u64,
}

impl Sampled {
    /// How they were chosen.
    pub const BY: &str = "hash of the customer id";

    /// The sizes in words: `1,003 of 2,000 customers, chosen by a hash of their id`.
    pub fn words(&self) -> String {
        format!("{} of {} customers, chosen by a hash of their id", count(self.customers), count(self.of))
    }
}

impl CustomerSample {
    /// About `most` of `of` customers.
    fn new(most: u64, of: u64, repeated: bool) -> Self {
        let limit = (most as f64 / of as f64 * LIMITS).clamp(1.0, LIMITS - 1.0);
        Self { of, repeated, limit: format!("{:08x}", limit as u32) }
    }

    /// The sample of a table with this number of rows, whose ids of customers are an expression; none if there are at most `most`.
    /// `are_customers` says that each row should be a customer of its own.
    ///
    /// # Errors
    /// What the driver says; or the work was cancelled.
    pub fn of(
        (table, rows): (&Table, u64),
        (id, are_customers): (&str, bool),
        most: u64,
        progress: &Progress,
    ) -> Result<Option<Self>, WarehouseError> {
        let number = |of: &str| table.connection.number(of, table, progress);
        if rows <= most {
            return Ok(None);
        }
        let of = number(&format!("COUNT(DISTINCT {id})"))?;
        if of <= most {
            return Ok(None);
        }
        let repeated = are_customers && number(&format!("COUNT({id})"))? > of;
        Ok(Some(Self::new(most, of, repeated)))
    }

    /// Whether a customer is in the sample, as a condition on an expression with the id.
    pub fn condition(&self, dialect: Dialect, id: &str) -> String {
        format!("{} < '{}'", dialect.hash(id), self.limit)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_limit_is_the_share_of_the_customers() {
        let limit = |most, of| CustomerSample::new(most, of, false).limit;
        assert_eq!(
            [limit(1_000, 2_000), limit(1, 4), limit(2_000_000, 9_134_222)],
            ["80000000", "40000000", "380d8d7e"]
        );
        let sample = CustomerSample::new(1_000, 2_000, false);
        assert_eq!(sample.condition(Dialect::Duckdb, "x"), "MD5(CAST(x AS VARCHAR)) < '80000000'");
    }

    #[test]
    fn a_sample_is_said_with_its_size() {
        let sampled = Sampled { customers: 1_003, of: 2_000 };
        assert_eq!(sampled.words(), "1,003 of 2,000 customers, chosen by a hash of their id");
    }
}
