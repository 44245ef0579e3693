//! The tables of a database, as a driver lists them: catalogs of schemas of tables of columns, nested in arrow lists.

use adbc_core::Connection as _;
use adbc_core::error::{Error, Status};
use adbc_core::options::ObjectDepth;
use adbc_driver_manager::ManagedConnection;
use arrow_array::cast::AsArray;
use arrow_array::{Array, ArrayRef, StructArray};
use arrow_schema::DataType;

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
    let column = of.column_by_name(field).filter(|column| column.is_valid(at))?;
    let text = match column.data_type() {
        DataType::Utf8 => column.as_string::<i32>().value(at),
        DataType::LargeUtf8 => column.as_string::<i64>().value(at),
        DataType::Utf8View => column.as_string_view().value(at),
        _ => return None,
    };
    (!text.is_empty()).then(|| text.to_owned())
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
