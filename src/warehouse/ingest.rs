//! Writes rows to a table: by bulk ingest, else by statements, and in a transaction where the driver has one.

use adbc_core::error::{Error, Status};
use adbc_core::options::{IngestMode, OptionConnection, OptionStatement, OptionValue};
use adbc_core::{Connection as _, Optionable as _, Statement as _};
use adbc_driver_manager::ManagedConnection;
use arrow_array::{RecordBatch, RecordBatchIterator};
use arrow_schema::{DataType, Schema};

use super::driver::Access;
use super::insert::{create, inserts, place};
use super::session::{Answer, Session, asked_for};
use super::target::{Target, Written};
use super::write_error::WriteError;
use super::write_remedy::is_not_implemented;
use crate::digits::counted;
use crate::progress::Progress;

impl Target {
    /// Whether rows with these columns can be written: without `append` the table must not be there, with it the table must have
    /// the columns. It opens the database for reading only.
    ///
    /// # Errors
    /// Why not; or no connection; or the work was cancelled.
    pub fn check(&self, columns: &[&str], progress: &Progress) -> Result<(), WriteError> {
        let session = Session::open(self, Access::Read, progress)?;
        session.fitting(columns, progress).map(drop)
    }

    /// Writes the rows, all or none where the driver has transactions. There is at least one batch, which may be empty.
    ///
    /// # Errors
    /// What the driver says, with what is in the table now; or the work was cancelled.
    pub fn write(&self, rows: &[RecordBatch], progress: &Progress) -> Result<Written, WriteError> {
        let all = rows.iter().map(|batch| batch.num_rows() as u64).sum();
        let session = Session::open(self, Access::Write, progress)?;
        let columns = rows.first().map_or_else(|| Schema::empty().into(), RecordBatch::schema);
        let names: Vec<&str> = columns.fields().iter().map(|field| field.name().as_str()).collect();
        let found = session.fitting(&names, progress)?;
        progress.begin(&format!("writing to {}", self.table), all);
        let in_transaction = session.call(progress, |c| autocommit(c, false))?.is_ok();
        let filling = Filling { session: &session, rows, in_transaction, progress };
        // By bulk, columns are found by their places, and values are not cast.
        let is_bulk = found.is_none_or(|found| session.engine.has_loose_columns || is_same(&found, &columns));
        let filled = if is_bulk { filling.ingest() } else { filling.insert() };
        if in_transaction {
            end(&session, filled.is_ok(), progress)?;
        }
        filled.map(|()| Written { rows: all, in_transaction })
    }

    /// Writes the rows that a query over other tables of the database gives, without reading them; their columns are `columns`, and there
    /// are `rows` of them.
    ///
    /// # Errors
    /// As [`Target::write`].
    pub fn write_selected(
        &self,
        query: &str,
        columns: &Schema,
        rows: u64,
        progress: &Progress,
    ) -> Result<Written, WriteError> {
        let session = Session::open(self, Access::Write, progress)?;
        let names: Vec<&str> = columns.fields().iter().map(|field| field.name().as_str()).collect();
        let found = session.fitting(&names, progress)?;
        progress.begin(&format!("writing to {}", self.table), 0);
        let in_transaction = session.call(progress, |c| autocommit(c, false))?.is_ok();
        let created = found.is_none().then(|| create(&self.table, columns, session.syntax));
        let names: Vec<String> = names.iter().map(|name| session.syntax.name(name)).collect();
        let insert = format!("INSERT INTO {} ({}) {query}", place(&self.table, session.syntax), names.join(", "));
        let written = created.into_iter().chain([insert]).try_for_each(|text| {
            executed(&session, text, progress)?.map_err(|error| {
                let left = if in_transaction { "Nothing was written" } else { "Some rows may have been written" };
                session.failed(&error, left.to_owned())
            })
        });
        if in_transaction {
            end(&session, written.is_ok(), progress)?;
        }
        written.map(|()| Written { rows, in_transaction })
    }
}

/// Ends a transaction: with its rows, or without.
fn end(session: &Session<'_>, is_written: bool, progress: &Progress) -> Result<(), WriteError> {
    if !is_written {
        // Rows that are not committed are dropped with the connection as well.
        drop(session.call(progress, ManagedConnection::rollback));
        return Ok(());
    }
    session.call(progress, ManagedConnection::commit)?.map_err(|error| {
        let left = "Whether the rows are in the table is not known: look before you try again".to_owned();
        session.failed(&error, left)
    })
}

/// Runs a statement that gives no rows. Not every server takes it as an update.
fn executed(session: &Session<'_>, text: String, progress: &Progress) -> Answer<()> {
    let prepared = session.call(progress, |connection| {
        let mut statement = connection.new_statement()?;
        statement.set_sql_query(text)?;
        Ok(statement)
    })?;
    match prepared {
        Ok(statement) => session.execute(statement, |s| asked_for(s).map(drop), progress),
        Err(error) => Ok(Err(error)),
    }
}

fn autocommit(connection: &mut ManagedConnection, on: bool) -> Result<(), Error> {
    connection.set_option(OptionConnection::AutoCommit, OptionValue::String(on.to_string()))
}

/// Rows on their way into a table.
struct Filling<'a> {
    session: &'a Session<'a>,
    rows: &'a [RecordBatch],
    in_transaction: bool,
    progress: &'a Progress,
}

impl Filling<'_> {
    /// Hands the batches to the driver; inserts the rows where it cannot take them.
    fn ingest(&self) -> Result<(), WriteError> {
        let Self { session, progress, .. } = *self;
        match self.ingested()? {
            Ok(()) => Ok(()),
            Err(error) if error.status == Status::AlreadyExists && !session.target.append => Err(session.exists()),
            Err(error) if is_not_implemented(&error) => {
                if self.in_transaction {
                    drop(session.call(progress, ManagedConnection::rollback)?);
                }
                self.insert()
            }
            Err(error) => {
                let left = if self.in_transaction { "Nothing was written" } else { "Some rows may have been written" };
                Err(session.failed(&error, left.to_owned()))
            }
        }
    }

    fn ingested(&self) -> Answer<()> {
        let Self { session, progress, .. } = *self;
        let Target { table, append, .. } = session.target.clone();
        let schema = if session.engine.schemas_are_catalogs {
            OptionStatement::TargetCatalog
        } else {
            OptionStatement::TargetDbSchema
        };
        let rows = self.rows.to_vec();
        let prepared = session.call(progress, move |connection| {
            let mut statement = connection.new_statement()?;
            let mode = if append { IngestMode::Append } else { IngestMode::Create };
            statement.set_option(OptionStatement::TargetTable, OptionValue::String(table.name))?;
            statement.set_option(OptionStatement::IngestMode, mode.into())?;
            if let Some(name) = table.schema {
                statement.set_option(schema, OptionValue::String(name))?;
            }
            if let Some(columns) = rows.first().map(RecordBatch::schema) {
                statement.bind_stream(Box::new(RecordBatchIterator::new(rows.into_iter().map(Ok), columns)))?;
            }
            Ok(statement)
        })?;
        match prepared {
            Ok(statement) => session.execute(statement, |s| s.execute_update().map(drop), progress),
            Err(error) => Ok(Err(error)),
        }
    }

    /// Writes the rows by statements.
    fn insert(&self) -> Result<(), WriteError> {
        let Self { session, rows, progress, .. } = *self;
        let Target { table, append, .. } = session.target;
        let columns = rows.first().filter(|_| !append).map(RecordBatch::schema);
        let created = columns.map(|columns| (create(table, &columns, session.syntax), 0));
        let (mut done, all) = (0, rows.iter().map(RecordBatch::num_rows).sum::<usize>());
        for (text, count) in created.into_iter().chain(inserts(table, rows, session.syntax)) {
            executed(session, text, progress)?.map_err(|error| session.failed(&error, self.left(done, all)))?;
            done += count;
            progress.advance(count as u64);
        }
        Ok(())
    }

    /// What is in the table after an error.
    fn left(&self, done: usize, all: usize) -> String {
        if self.in_transaction || done == 0 {
            return "Nothing was written".to_owned();
        }
        let all = counted(all as u64, "row");
        format!("{done} of {all} were written before, without a transaction: delete them before you try again")
    }
}

/// Whether a table has exactly these columns, in this order and of these types.
fn is_same(found: &Schema, rows: &Schema) -> bool {
    let plain = |kind: &DataType| match kind {
        DataType::LargeUtf8 | DataType::Utf8View => DataType::Utf8,
        other => other.clone(),
    };
    let columns = |schema: &Schema| -> Vec<(String, DataType)> {
        schema.fields().iter().map(|field| (field.name().clone(), plain(field.data_type()))).collect()
    };
    columns(found) == columns(rows)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_are_the_same_by_names_types_and_order() {
        let schema = |columns: &[(&str, DataType)]| {
            let field = |(name, kind): &(&str, DataType)| arrow_schema::Field::new(*name, kind.clone(), true);
            Schema::new(columns.iter().map(field).collect::<Vec<_>>())
        };
        let rows = schema(&[("id", DataType::Int64), ("name", DataType::Utf8)]);
        assert!(is_same(&schema(&[("id", DataType::Int64), ("name", DataType::LargeUtf8)]), &rows));
        for other in [
            schema(&[("name", DataType::Utf8), ("id", DataType::Int64)]),
            schema(&[("id", DataType::Int32), ("name", DataType::Utf8)]),
            schema(&[("id", DataType::Int64), ("name", DataType::Utf8), ("more", DataType::Utf8)]),
        ] {
            assert!(!is_same(&other, &rows), "{other:?}");
        }
    }
}
