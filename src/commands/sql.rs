//! SQL: the statements of the tables of measures, and a saved model as a statement.

mod tables;

use std::path::Path;

use color_eyre::eyre;

use super::analysed::load_features;
use super::interrupt;
use super::model::read;
use super::output::print;
use crate::aggregate::sql::{script, written, written_about};
use crate::config::{Config, UsageError};
use crate::data::{self, LoadOptions, shown};
use crate::plain_text::spelt_out;
use crate::segments::assign::assign;
use crate::segments::saved::SavedModel;
use crate::segments::sql::source::Source;
use crate::segments::sql::statement;
use crate::warehouse::{Dialect, names_database};

/// Prints the statement that gives every customer of some tables the segment of a saved model.
pub(super) fn sql(
    config: &Config,
    path: &Path,
    (dialect, schema): (Dialect, Option<&str>),
    output: Option<&Path>,
) -> eyre::Result<()> {
    if !config.filter.is_empty() {
        let why = "--filter, --since and --until are not in the statement. Give it a view of the rows that you want";
        return Err(UsageError(why.to_owned()).into());
    }
    config.all_inputs().and(path).spare_all(&[("--output", output)]).map_err(UsageError)?;
    let model = read(config, path)?;
    let has_data = !config.load.paths.is_empty() || config.options.sample.is_some();
    let mut source = if has_data { of_data(config, path, &model)? } else { tables::of_schema(config, &model)? };
    if let Some(schema) = schema {
        for table in source.tables.values_mut().filter(|table| table.name.len() == 1) {
            table.name.insert(0, schema.to_owned());
        }
    }
    let refused = |why: String| UsageError(format!("{}: {}", shown(path), spelt_out(&why)));
    let text = statement(&model, &source, dialect).map_err(refused)?;
    print(text.as_bytes(), output)
}

/// Prints the statements by which the database of DATA makes the tables of the measures.
pub(super) fn aggregates(config: &Config, output: Option<&Path>) -> eyre::Result<()> {
    if !config.load.paths.iter().any(|path| names_database(path)) {
        let why = "sql: the data is no database. Give its address, or a saved model with --assign MODEL --dialect NAME";
        return Err(UsageError(why.to_owned()).into());
    }
    config.all_inputs().spare_all(&[("--output", output)]).map_err(UsageError)?;
    let progress = interrupt::progress();
    let load = LoadOptions { in_database: true, ..config.load.clone() };
    let statements = if config.filter.is_empty() && load.as_of.is_none() {
        written(&load, &progress)?
    } else {
        let config = Config { load, ..config.clone() };
        written_about(&super::analysed::load(&config, &progress)?.kept, |_| true)?
    };
    print(script(&statements).as_bytes(), output)
}

/// The tables as those of DATA, which has every feature of the model.
fn of_data(config: &Config, path: &Path, model: &SavedModel) -> eyre::Result<Source> {
    let mut mapping = config.load.mapping.clone().unwrap_or_default();
    // They name tables of the warehouse, not files.
    for table in mapping.tables().collect::<Vec<_>>() {
        mapping.set_source(table, None);
    }
    let load = LoadOptions { mapping: Some(mapping), ..config.load.clone() };
    let understood = data::understand(&load, &interrupt::progress())?;
    let dataset = load_features(&Config { load, ..config.clone() }, &interrupt::progress())?;
    let refused = |why: String| UsageError(format!("{}: {}", shown(path), spelt_out(&why)));
    assign(model, &dataset.features).map_err(refused)?;
    Ok(tables::of_data(config, model, &understood, &dataset.facts).map_err(refused)?)
}
