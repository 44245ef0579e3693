//! The tables of a database, as a driver lists them: catalogs of schemas of tables of columns, nested in arrow lists.

use adbc_core::Connection as _;
use adbc_core::error::{Error, Status};
use adbc_core::options::ObjectDepth;
use adbc_driver_manager::ManagedConnection;
use arrow_array::cast::AsArray;
use arrow_array::{Array, ArrayRef, StructArray};
use arrow_schema::DataType;

use super::connection::Connection;
use super::error::WarehouseError;
use super::words;
use crate::progress::Progress;

/// A table: its catalog and schema, its name and its columns.
pub type Found = ([Option<String>; 2], String, Vec<String>);

/// The tables and views of a connection, by their names.
///
/// # Errors
/// What the driver says.
pub fn listed(connection: &ManagedConnection) -> Result<Vec<Found>, Error> {
    let mut found = Vec::new();
    for batch in connection.get_objects(ObjectDepth::All, None, None, None, None, None)? {
        let catalogs = StructArray::from(batch.map_err(|error| broken(&error.to_string()))?);
        for catalog in 0..catalogs.len() {
            let catalog_name = text(&catalogs, "catalog_name", catalog);
            let schemas = list(&catalogs, "catalog_db_schemas", catalog);
            for schema in 0..length(schemas.as_ref()) {
                let Some(schemas) = &schemas else { break };
                let schema_name = text(schemas, "db_schema_name", schema);
                let Some(tables) = list(schemas, "db_schema_tables", schema) else { continue };
                for table in 0..tables.len() {
                    let (Some(name), true) = (text(&tables, "table_name", table), is_table(&tables, table)) else {
                        continue;
                    };
                    let columns = list(&tables, "table_columns", table);
                    let columns =
                        columns.iter().flat_map(|all| (0..all.len()).filter_map(|at| text(all, "column_name", at)));
                    let columns: Vec<String> = columns.collect();
                    if !columns.is_empty() {
                        found.push(([catalog_name.clone(), schema_name.clone()], name, columns));
                    }
                }
            }
        }
    }
    found.sort_unstable();
    Ok(found)
}

/// The same by the statements of Spark and of servers that speak its SQL.
///
/// # Errors
/// What the driver says; or the work was cancelled.
pub fn shown(connection: &Connection, progress: &Progress) -> Result<Vec<Found>, WarehouseError> {
    let doing = "listing its tables";
    let words = |statement: &str| -> Result<Vec<[Option<String>; 2]>, WarehouseError> {
        let mut rows = connection.query(statement, doing, progress)?;
        let mut words = Vec::new();
        while let Some(batch) = rows.next(progress)? {
            let word = |column: usize, row: usize| batch.columns().get(column).and_then(|column| word(column, row));
            words.extend((0..batch.num_rows()).map(|row| [word(0, row), word(1, row)]));
        }
        Ok(words)
    };
    let mut found = Vec::new();
    for [schema, _] in words("SHOW DATABASES")? {
        let Some(schema) = schema else { continue };
        let statement = format!("SHOW TABLES IN {}", connection.quoted(&schema));
        // Views of the session are in each schema, and have none.
        for [own, name] in words(&statement)? {
            let Some(name) = name else { continue };
            let schemas = [None, own];
            if found.iter().any(|(known, table, _): &Found| *known == schemas && *table == name) {
                continue;
            }
            let place = schemas[1].iter().chain([&name]).map(|name| connection.quoted(name)).collect::<Vec<_>>();
            let rows = connection.query(&format!("SELECT * FROM {} LIMIT 0", place.join(".")), doing, progress)?;
            let columns = rows.schema().fields().iter().map(|field| field.name().clone()).collect();
            found.push((schemas, name, columns));
        }
    }
    found.sort_unstable();
    Ok(found)
}

/// Whether it has rows: indices, sequences and tables of the system are listed too.
fn is_table(tables: &StructArray, at: usize) -> bool {
    text(tables, "table_type", at).is_none_or(|kind| {
        let kind = kind.to_lowercase();
        !["system", "index", "sequence", "toast", "type"].iter().any(|other| kind.contains(other))
    })
}

fn length(array: Option<&StructArray>) -> usize {
    array.map_or(0, Array::len)
}

/// A field of an object that is not empty.
fn text(of: &StructArray, field: &str, at: usize) -> Option<String> {
    word(of.column_by_name(field)?, at)
}

/// A text that is not empty.
pub fn word(column: &ArrayRef, at: usize) -> Option<String> {
    words::text(column, at).filter(|text| !text.is_empty()).map(str::to_owned)
}

/// The objects in a list of an object.
fn list(of: &StructArray, field: &str, at: usize) -> Option<StructArray> {
    let column = of.column_by_name(field).filter(|column| column.is_valid(at))?;
    let items: ArrayRef = match column.data_type() {
        DataType::List(_) => column.as_list::<i32>().value(at),
        DataType::LargeList(_) => column.as_list::<i64>().value(at),
        _ => return None,
    };
    items.as_struct_opt().cloned()
}

fn broken(why: &str) -> Error {
    Error::with_message_and_status(format!("the list of tables cannot be read: {why}"), Status::InvalidData)
}
