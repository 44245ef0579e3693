//! Text in arrow arrays, whose three types drivers choose between.

use arrow_array::Array;
use arrow_array::cast::AsArray;
use arrow_schema::DataType;

/// The text in a row; none where it is null, or the array has no text.
pub fn text(array: &dyn Array, row: usize) -> Option<&str> {
    if row >= array.len() || array.is_null(row) {
        return None;
    }
    match array.data_type() {
        DataType::Utf8 => Some(array.as_string::<i32>().value(row)),
        DataType::LargeUtf8 => Some(array.as_string::<i64>().value(row)),
        DataType::Utf8View => Some(array.as_string_view().value(row)),
        _ => None,
    }
}
