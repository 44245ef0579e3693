//! Lists of structs in Parquet, such as the lines of orders, as the JSON that cells of text have in other files.

use arrow_array::cast::AsArray;
use arrow_array::{Array, ArrayRef, GenericListArray, OffsetSizeTrait, StringArray};
use arrow_schema::DataType;
use serde_json::{Map, Value};

use super::arrow_columns::{Values, column, spelt_out};
use crate::data::cell::Cell;

/// A column of lists of structs as text; none for another type.
pub fn as_text(array: &ArrayRef) -> Option<StringArray> {
    match array.data_type() {
        DataType::List(_) => texts(array.as_list::<i32>()),
        DataType::LargeList(_) => texts(array.as_list::<i64>()),
        _ => None,
    }
}

fn texts<O: OffsetSizeTrait>(lists: &GenericListArray<O>) -> Option<StringArray> {
    let structs = lists.values().as_struct_opt()?;
    let arrays: Vec<ArrayRef> = structs.columns().iter().map(spelt_out).collect();
    let named = structs.column_names().into_iter().zip(&arrays);
    // A field of a type that cannot be read is no field.
    let fields: Vec<(&str, Values<'_>)> = named.filter_map(|(name, array)| Some((name, column(array)?))).collect();
    let element = |at: usize| {
        let values = fields.iter().map(|(name, values)| ((*name).to_owned(), value(values.column().cell(at))));
        Value::Object(values.collect::<Map<String, Value>>())
    };
    let text = |row: usize| {
        let (first, last) = (lists.value_offsets()[row].as_usize(), lists.value_offsets()[row + 1].as_usize());
        Value::Array((first..last).filter(|at| structs.is_valid(*at)).map(element).collect()).to_string()
    };
    Some((0..lists.len()).map(|row| lists.is_valid(row).then(|| text(row))).collect())
}

fn value(cell: Cell<'_>) -> Value {
    match cell {
        Cell::Empty => Value::Null,
        Cell::Int(number) => number.into(),
        Cell::Float(number) => number.into(),
        Cell::Bool(truth) => truth.into(),
        cell => cell.to_string().into(),
    }
}
