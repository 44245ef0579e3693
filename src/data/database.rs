//! Recognises the tables of a database, and reads them without their events.

use std::collections::BTreeMap;
use std::sync::Arc;

use arrow_schema::DataType;

use super::customer_sample::{CustomerSample, MOST_CUSTOMERS};
use super::database_tables::{DatabaseTable, DatabaseTables};
use super::error::{DataError, listed};
use super::facts::{Facts, Source};
use super::layout::Layout;
use super::load;
use super::load_options::LoadOptions;
use super::narrow::narrowed;
use super::pieces::ColumnSource;
use super::plan::{Located, Plan};
use super::readers::Input;
use super::recognition;
use super::revisions::revisions;
use super::schema::{Table, counts_uses};
use crate::progress::Progress;

/// A column with more different words has no status words.
const MOST_WORDS: usize = 1_000;
/// Rows that tell the types of columns.
const TYPED: u64 = 1_000;

/// Recognises the tables of a database.
///
/// # Errors
/// As a load; DATA that is no database, and tables of which statements cannot be written yet, with the reason.
pub fn database_tables(options: &LoadOptions, progress: &Progress) -> Result<DatabaseTables, DataError> {
    of_plan(&load::find(options, progress)?.0, options, progress)
}

/// Reads the tables of a database but that of the events, which stay there: customers and places, with their names.
///
/// # Errors
/// As a load, and as [`database_tables`].
pub fn load_without_events(options: &LoadOptions, progress: &Progress) -> Result<(Facts, DatabaseTables), DataError> {
    let (mut plan, source) = load::find(options, progress)?;
    let tables = of_plan(&plan, options, progress)?;
    let revisions = revisions(&plan, options, progress)?;
    read_narrow(&mut plan, &tables);
    plan.tables.remove(&Table::Transactions);
    let source = Source { revisions, engine: Some(tables.connection.engine_name()), ..source };
    let facts = load::read(&mut plan, source, options, progress)?;
    Ok((Facts { kind: tables.kind, ..facts }, tables))
}

/// Reads of the table of customers only those of the sample, if there is one, and integers in narrow types.
fn read_narrow(plan: &mut Plan, tables: &DatabaseTables) {
    let Some(of) = tables.tables.get(&Table::Customers) else { return };
    let piece = plan.tables.get(&Table::Customers).and_then(|located| located.pieces.first());
    let input = piece.and_then(|piece| plan.inputs.get_mut(piece.input));
    if let Some(Input::Warehouse(table)) = input {
        *table = match tables.sample.as_ref().zip(of.key("customer_id")) {
            Some((sample, key)) => Arc::new(of.table.only(sample.condition(tables.connection.dialect(), &key))),
            None => Arc::clone(&of.table),
        };
    }
}

fn of_plan(plan: &Plan, options: &LoadOptions, progress: &Progress) -> Result<DatabaseTables, DataError> {
    let mapping = options.mapping.clone().unwrap_or_default();
    let mut tables = BTreeMap::new();
    for (role, located) in &plan.tables {
        tables.insert(*role, table(located, &plan.inputs, progress)?);
    }
    let Some(first) = tables.values().next() else { return Err(refused("it has no table of customers or events")) };
    let connection = Arc::clone(&first.table.connection);
    if tables.values().any(|other| !Arc::ptr_eq(&other.table.connection, &connection)) {
        return Err(refused("its tables are in several databases"));
    }
    if mapping.loose_join {
        return Err(refused("ids are joined loosely (--join loose). Make a view in which they are equal"));
    }
    let mut statuses = Vec::new();
    let status =
        tables.get(&Table::Transactions).and_then(|events| Some((events, events.columns.get("transaction_status")?)));
    if let Some((events, column)) = status.filter(|_| plan.constant.is_none()) {
        if counts_uses(column) {
            return Err(refused("the status is a number of uses. Make a view with a column of status words"));
        }
        let words = connection.distinct(&events.table, column, MOST_WORDS, progress)?;
        statuses.extend(words.into_iter().map(|word| {
            let code = recognition::code(&word, plan.kind, &mapping);
            (word, code)
        }));
    }
    let most = options.most_customers.unwrap_or(MOST_CUSTOMERS);
    let of_ids = [Table::Customers, Table::Transactions].into_iter().find(|table| tables.contains_key(table));
    let mut sample = None;
    let mut narrow = BTreeMap::new();
    if let Some((role, of)) = of_ids.and_then(|role| Some((role, tables.get(&role)?)))
        && let Some(id) = of.key("customer_id")
    {
        let are_customers = role == Table::Customers;
        let (rows, types) = narrowed(&of.table, if are_customers { &of.integers } else { &[] }, progress)?;
        sample = CustomerSample::of((&of.table, rows), (&id, are_customers), most, progress)?;
        narrow = types;
    }
    if let Some(of) = tables.get_mut(&Table::Customers) {
        of.table = Arc::new(of.table.narrowed(narrow));
    }
    let answers = Arc::default();
    Ok(DatabaseTables { connection, kind: plan.kind, tables, statuses, constant: plan.constant, sample, answers })
}

/// The one table of a database that this is.
fn table(located: &Located, inputs: &[Input], progress: &Progress) -> Result<DatabaseTable, DataError> {
    let label = &located.part.label;
    let [piece] = located.pieces.as_slice() else {
        let names: Vec<String> = located.pieces.iter().map(|piece| piece.part.label.clone()).collect();
        return Err(refused(&format!("{} are one table. Make a view that joins them", listed(&names))));
    };
    let Input::Warehouse(table) = &inputs[piece.input] else {
        return Err(refused(&format!("{label} is in a file")));
    };
    if !located.joined.is_empty() || located.products.is_some() {
        return Err(refused(&format!("{label} goes on in another table. Make a view that joins them")));
    }
    let columns = located.layout.named_columns().map(|(role, at)| {
        let own = match &piece.places {
            None => Some(at),
            Some(places) => {
                places.get(at).and_then(|place| if let ColumnSource::At(own) = place { Some(*own) } else { None })
            }
        };
        let name = own.and_then(|own| table.columns.get(own));
        name.map(|name| (role, name.clone())).ok_or_else(|| {
            refused(&format!("{role} of {label} is made of other columns. Make a view with a column of it"))
        })
    });
    let columns: BTreeMap<&'static str, String> = columns.collect::<Result<_, _>>()?;
    // SQLite tells the types of rows only.
    let rows = table.connection.rows(table, Some(TYPED), progress)?;
    let schema = Arc::clone(rows.schema());
    // A statement that is cancelled here could take the next one of the connection with it.
    rows.end(progress)?;
    let kind = |name: &String| schema.field_with_name(name).map(|field| field.data_type().clone());
    let is_text = |name: &String| {
        matches!(kind(name), Ok(DataType::Utf8 | DataType::LargeUtf8 | DataType::Utf8View | DataType::Dictionary(..)))
    };
    let is_time = |name: &String| matches!(kind(name), Ok(DataType::Timestamp(..)));
    let those = |is_so: &dyn Fn(&String) -> bool| {
        columns.iter().filter(|(_, name)| is_so(name)).map(|(role, _)| *role).collect()
    };
    let (texts, times) = (those(&is_text), those(&is_time));
    let integers = schema.fields().iter().filter(|field| field.data_type() == &DataType::Int64);
    let integers = integers.map(|field| field.name().clone()).collect();
    let absent = located.layout.absent().map(|column| column.name).collect();
    Ok(DatabaseTable { table: Arc::clone(table), columns, absent, texts, times, integers })
}

fn refused(why: &str) -> DataError {
    DataError::NoStatements { why: why.to_owned() }
}

impl Layout {
    /// The columns of the schema that the table has, with their places in its header.
    fn named_columns(&self) -> impl Iterator<Item = (&'static str, usize)> {
        (0..self.width()).filter_map(|at| Some((self.known(at)?.name, at)))
    }
}
