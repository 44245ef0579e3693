//! The schema in the footer of a Parquet file. The footer has no checksum, as pages may have: damage in it is found if
//! two places in it disagree.

use std::sync::Arc;

use arrow_schema::{DataType, Field, Schema, TimeUnit};
use parquet::arrow::arrow_reader::{ArrowReaderMetadata, ArrowReaderOptions};
use parquet::basic::{Encoding, LogicalType, Type as Physical};
use parquet::errors::{ParquetError, Result};
use parquet::file::metadata::{ColumnChunkMetaData, RowGroupMetaData};
use parquet::schema::types::Type;

/// The key under which Arrow programs store their own schema in the footer, and its first characters in Base64.
const ARROW: &str = "ARROW:schema";
const ARROW_START: &str = "/////";

/// The encodings of pages with dictionary indexes, in both versions of the format.
const DICTIONARIES: [Encoding; 2] = [Encoding::PLAIN_DICTIONARY, Encoding::RLE_DICTIONARY];

/// The metadata with types that can be read without loss, and words as such.
///
/// # Errors
/// What is wrong with the footer.
pub fn readable(metadata: ArrowReaderMetadata) -> Result<ArrowReaderMetadata> {
    let columns = metadata.parquet_schema().root_schema().get_fields();
    let fields = metadata.schema().fields();
    check_arrow_schema(&metadata)?;
    for (column, field) in columns.iter().zip(fields) {
        check_zone(column, field)?;
    }
    let typed = fields.iter().enumerate().map(|(at, field)| retyped(columns.get(at), field)).collect();
    let metadata = with_fields(metadata, typed)?;
    let fields = metadata.schema().fields();
    let words = fields.iter().enumerate().map(|(at, field)| as_words(&metadata, at, field)).collect();
    // Columns that cannot be read that way are read unchanged.
    Ok(with_fields(metadata.clone(), words).unwrap_or(metadata))
}

/// The metadata with these fields instead of its own.
fn with_fields(metadata: ArrowReaderMetadata, fields: Vec<Arc<Field>>) -> Result<ArrowReaderMetadata> {
    if fields.iter().eq(metadata.schema().fields()) {
        return Ok(metadata);
    }
    let schema = Schema::new_with_metadata(fields, metadata.schema().metadata().clone());
    ArrowReaderMetadata::try_new(
        Arc::clone(metadata.metadata()),
        ArrowReaderOptions::new().with_schema(Arc::new(schema)),
    )
}

/// The field of a column of text as words of a dictionary, if all of its pages have it so.
fn as_words(metadata: &ArrowReaderMetadata, at: usize, field: &Arc<Field>) -> Arc<Field> {
    let schema = metadata.parquet_schema();
    let leaf = (0..schema.num_columns()).find(|leaf| schema.get_column_root_idx(*leaf) == at);
    let has_words = |leaf: usize, group: &RowGroupMetaData| {
        let pages = group.columns().get(leaf).and_then(ColumnChunkMetaData::page_encoding_stats_mask);
        pages.is_some_and(|pages| DICTIONARIES.iter().any(|dictionary| pages.is_only(*dictionary)))
    };
    let is_text = matches!(field.data_type(), DataType::Utf8 | DataType::LargeUtf8 | DataType::Utf8View);
    if is_text && leaf.is_some_and(|leaf| metadata.metadata().row_groups().iter().all(|group| has_words(leaf, group))) {
        let words = DataType::Dictionary(Box::new(DataType::Int32), Box::new(DataType::Utf8));
        return Arc::new(field.as_ref().clone().with_data_type(words));
    }
    Arc::clone(field)
}

/// The field as it is read. The moments of old Spark and Impala (`INT96`) are taken as milliseconds: as nanoseconds, which they
/// would be by default, those before 1677 and after 2262 turn up in some other century. Decimals are no dictionary, which the
/// reader refuses.
fn retyped(column: Option<&Arc<Type>>, field: &Arc<Field>) -> Arc<Field> {
    let is_old = column.is_some_and(|c| c.is_primitive() && c.get_physical_type() == Physical::INT96);
    let kind = match field.data_type() {
        DataType::Timestamp(_, zone) if is_old => DataType::Timestamp(TimeUnit::Millisecond, zone.clone()),
        DataType::Dictionary(_, values) if values.is_decimal() => values.as_ref().clone(),
        _ => return Arc::clone(field),
    };
    Arc::new(field.as_ref().clone().with_data_type(kind))
}

/// The schema of Arrow holds the time zones; under another name it would be passed over.
fn check_arrow_schema(metadata: &ArrowReaderMetadata) -> Result<()> {
    let notes = metadata.metadata().file_metadata().key_value_metadata();
    let is_lost =
        |key: &str, value: &Option<String>| key != ARROW && value.as_ref().is_some_and(|v| v.starts_with(ARROW_START));
    match notes.into_iter().flatten().find(|note| is_lost(&note.key, &note.value)) {
        Some(note) => Err(ParquetError::General(format!("its footer has a schema under the name \"{}\"", note.key))),
        None => Ok(()),
    }
}

/// Moments of UTC have a zone, and no others do.
fn check_zone(column: &Type, field: &Field) -> Result<()> {
    let Some(LogicalType::Timestamp(moment)) = column.get_basic_info().logical_type_ref() else {
        return Ok(());
    };
    match field.data_type() {
        DataType::Timestamp(_, zone) if zone.is_some() != moment.is_adjusted_to_u_t_c => {
            let name = field.name();
            Err(ParquetError::General(format!("its footer says in two ways whether the column {name} has a time zone")))
        }
        _ => Ok(()),
    }
}
