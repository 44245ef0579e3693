//! Saving a segmentation, and assigning customers to its segments.

use std::io::Write;
use std::path::Path;

use color_eyre::eyre::{self, eyre};

use super::analysed::load_features;
use super::output::print;
use crate::atomic_file;
use crate::cli::AssignFormat;
use crate::config::{Config, UsageError};
use crate::data::{format_day, shown};
use crate::messages::say;
use crate::plain_text::spelt_out;
use crate::progress::Progress;
use crate::report::{self, AssignedReport};
use crate::segments::assign::assign as place;
use crate::segments::saved::SavedModel;

/// Writes the model of a segmentation to a file.
pub(super) fn save(config: &Config, model: &SavedModel, path: &Path) -> eyre::Result<()> {
    atomic_file::replace(path, |file| file.write_all(model.text().as_bytes()))?;
    if !config.options.quiet {
        say!("{}: {} segments saved", shown(path), model.segments.len());
    }
    Ok(())
}

/// Prints the segments that a saved model assigns to the customers of the data.
pub(super) fn assign(config: &Config, path: &Path, format: AssignFormat, output: Option<&Path>) -> eyre::Result<()> {
    if config.filter.has_segments() {
        let why = "--filter: assign computes the segments, so a filter cannot use them. Filter by something else";
        return Err(UsageError(why.to_owned()).into());
    }
    config.all_inputs().and(path).spare_all(&[("--output", output)]).map_err(UsageError)?;
    let shown = shown(path);
    let text = std::fs::read_to_string(path).map_err(|why| eyre!("{shown}: cannot be read: {why}"))?;
    let mut model = SavedModel::read(&text).map_err(|why| eyre!("{shown} {}", spelt_out(&why)))?;
    model.apply_names(&config.read_names()?);
    let dataset = load_features(config, &Progress::new())?;
    let features = &dataset.features;
    let assigned = place(&model, features).map_err(|why| eyre!("{shown}: {}", spelt_out(&why)))?;
    if !config.options.quiet {
        if let (Some(then), Some(now)) = (&model.data.as_of, dataset.facts.as_of.map(format_day))
            && *then != now
        {
            say!("the model was fitted as of {}, this data is as of {now}", spelt_out(then));
        }
        for note in &assigned.notes {
            say!("{}", spelt_out(note));
        }
    }
    let report = AssignedReport { model: &model, customer_ids: &features.customer_ids, assigned: &assigned };
    let mut bytes = Vec::new();
    match format {
        AssignFormat::Csv => report::assigned_csv(&report, config.options.safe_csv, &mut bytes)?,
        AssignFormat::Json => report::assigned_json(&report, &mut bytes)?,
    }
    print(&bytes, output)
}
