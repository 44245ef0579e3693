//! Rows as `INSERT` statements, for engines whose driver takes no batches, and for tables with other columns than the rows.

use arrow_array::cast::AsArray;
use arrow_array::types::{Date32Type, Float64Type, Int32Type, Int64Type};
use arrow_array::{Array, RecordBatch};
use arrow_schema::{DataType, Schema};

use super::syntax::Syntax;
use super::table_name::TableName;

/// Rows of a statement.
pub const ROWS: usize = 1_000;

/// The table in a statement.
pub fn place(table: &TableName, syntax: Syntax) -> String {
    let names = table.schema.iter().chain([&table.name]).map(|name| syntax.name(name));
    names.collect::<Vec<_>>().join(".")
}

/// The statement that creates a table with these columns.
pub fn create(table: &TableName, columns: &Schema, syntax: Syntax) -> String {
    let columns = columns
        .fields()
        .iter()
        .map(|field| format!("{} {}", syntax.name(field.name()), type_name(field.data_type(), syntax)));
    format!("CREATE TABLE {} ({})", place(table, syntax), columns.collect::<Vec<_>>().join(", "))
}

/// The type of a column. Engines with names in backticks (Spark and those like it) have types of Hive, the others those of the standard.
fn type_name(of: &DataType, syntax: Syntax) -> &'static str {
    let is_hive = syntax.quote == '`';
    match of {
        DataType::Int64 => "BIGINT",
        DataType::Int32 => "INT",
        DataType::Date32 => "DATE",
        DataType::Float64 if is_hive => "DOUBLE",
        DataType::Float64 => "DOUBLE PRECISION",
        _ if is_hive => "STRING",
        _ => "VARCHAR",
    }
}

/// The statements that insert the rows, each with its number of rows.
pub fn inserts<'a>(
    table: &TableName,
    rows: &'a [RecordBatch],
    syntax: Syntax,
) -> impl Iterator<Item = (String, usize)> + use<'a> {
    let place = place(table, syntax);
    let parts = rows.iter().flat_map(|batch| {
        (0..batch.num_rows()).step_by(ROWS).map(move |from| batch.slice(from, ROWS.min(batch.num_rows() - from)))
    });
    parts.map(move |rows| {
        let names: Vec<String> = rows.schema_ref().fields().iter().map(|field| syntax.name(field.name())).collect();
        let values: Vec<String> = (0..rows.num_rows()).map(|row| values(&rows, row, syntax)).collect();
        let statement = format!("INSERT INTO {place} ({}) VALUES {}", names.join(", "), values.join(", "));
        (statement, rows.num_rows())
    })
}

/// A row in brackets.
fn values(rows: &RecordBatch, row: usize, syntax: Syntax) -> String {
    let values = rows.columns().iter().map(|column| literal(column.as_ref(), row, syntax));
    format!("({})", values.collect::<Vec<_>>().join(", "))
}

/// A value. A number in exponent form is a double in every engine, and keeps its last bit.
fn literal(column: &dyn Array, row: usize, syntax: Syntax) -> String {
    if column.is_null(row) {
        return "NULL".to_owned();
    }
    match column.data_type() {
        DataType::Int64 => column.as_primitive::<Int64Type>().value(row).to_string(),
        DataType::Int32 => column.as_primitive::<Int32Type>().value(row).to_string(),
        DataType::Float64 => format!("{:e}", column.as_primitive::<Float64Type>().value(row)),
        DataType::Date32 => match column.as_primitive::<Date32Type>().value_as_date(row) {
            Some(day) => format!("CAST('{day}' AS DATE)"),
            None => "NULL".to_owned(),
        },
        _ => syntax.text(column.as_string::<i32>().value(row)),
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use std::sync::Arc;

    use arrow_array::{ArrayRef, Date32Array, Float64Array, Int32Array, Int64Array, StringArray};

    use super::*;

    const ANSI: Syntax = Syntax { quote: '"', has_escapes: false };
    const SPARK: Syntax = Syntax { quote: '`', has_escapes: true };

    fn rows() -> RecordBatch {
        let columns: [(&str, ArrayRef); 5] = [
            ("customer_id", Arc::new(Int64Array::from(vec![7, -8]))),
            ("segment", Arc::new(Int32Array::from(vec![Some(1), None]))),
            ("segment_name", Arc::new(StringArray::from(vec![r"it's \", "inactive"]))),
            ("distance", Arc::new(Float64Array::from(vec![Some(0.1), None]))),
            ("day", Arc::new(Date32Array::from(vec![Some(20_269), None]))),
        ];
        RecordBatch::try_from_iter_with_nullable(columns.map(|(name, column)| (name, column, true))).unwrap()
    }

    fn table() -> TableName {
        r#"shop."my ""table""""#.parse().unwrap()
    }

    #[test]
    fn a_table_is_created_with_the_types_of_the_engine() {
        let (table, rows) = (table(), rows());
        assert_eq!(
            create(&table, rows.schema_ref(), ANSI),
            r#"CREATE TABLE "shop"."my ""table""" ("customer_id" BIGINT, "segment" INT, "segment_name" VARCHAR, "distance" DOUBLE PRECISION, "day" DATE)"#
        );
        assert_eq!(
            create(&table, rows.schema_ref(), SPARK),
            r#"CREATE TABLE `shop`.`my "table"` (`customer_id` BIGINT, `segment` INT, `segment_name` STRING, `distance` DOUBLE, `day` DATE)"#
        );
    }

    #[test]
    fn rows_are_values_of_one_statement() {
        let (table, rows) = (table(), [rows()]);
        let text = |syntax| inserts(&table, &rows, syntax).collect::<Vec<_>>();
        let ansi = r#"INSERT INTO "shop"."my ""table""" ("customer_id", "segment", "segment_name", "distance", "day") VALUES (7, 1, 'it''s \', 1e-1, CAST('2025-06-30' AS DATE)), (-8, NULL, 'inactive', NULL, NULL)"#;
        assert_eq!(text(ANSI), [(ansi.to_owned(), 2)]);
        assert!(text(SPARK)[0].0.contains(r"(7, 1, 'it\'s \\', 1e-1, "), "{:?}", text(SPARK));
    }

    #[test]
    fn a_statement_has_a_thousand_rows_at_most() {
        let column: ArrayRef = Arc::new(Int64Array::from_iter_values(0..2_500));
        let rows = RecordBatch::try_from_iter([("n", column)]).unwrap();
        let all = [rows.slice(0, 2_100), rows.slice(2_100, 400)];
        let parts: Vec<(String, usize)> = inserts(&table(), &all, ANSI).collect();
        assert_eq!(parts.iter().map(|(_, rows)| *rows).collect::<Vec<_>>(), [1_000, 1_000, 100, 400]);
        assert!(parts[3].0.ends_with("(2498), (2499)"), "{}", parts[3].0);
    }
}
