//! Saving a segmentation, and assigning customers to its segments.

use std::io::Write;
use std::path::Path;

use color_eyre::eyre::{self, eyre};
use serde::Serialize;

use super::analysed::load_features;
use super::interrupt;
use super::output::print;
use crate::atomic_file;
use crate::cli::AssignFormat;
use crate::config::{Config, UsageError};
use crate::data::{format_day, shown};
use crate::digits::{number, percent};
use crate::messages::say;
use crate::plain_text::{in_json, spelt_out};
use crate::report::{self, AssignedReport};
use crate::segments::assign::assign as place;
use crate::segments::drift::{Change, Drift, LARGE, MODERATE, SegmentShare};
use crate::segments::saved::SavedModel;

/// Writes the model of a segmentation to a file.
pub(super) fn save(config: &Config, model: &SavedModel, path: &Path) -> eyre::Result<()> {
    atomic_file::replace(path, |file| file.write_all(model.text().as_bytes()))?;
    if !config.options.quiet {
        say!("{}: {} segments saved", shown(path), model.segments.len());
    }
    Ok(())
}

/// A saved model with the names that a user gave.
pub(super) fn read(config: &Config, path: &Path) -> eyre::Result<SavedModel> {
    let shown = shown(path);
    let text = std::fs::read_to_string(path).map_err(|why| eyre!("{shown}: cannot be read: {why}"))?;
    let mut model = SavedModel::read(&text).map_err(|why| eyre!("{shown} {}", spelt_out(&why)))?;
    model.apply_names(&config.read_names()?);
    Ok(model)
}

/// Prints the segments that a saved model assigns to the customers of the data.
pub(super) fn assign(
    config: &Config,
    path: &Path,
    format: AssignFormat,
    output: Option<&Path>,
    drift_file: Option<&Path>,
) -> eyre::Result<()> {
    if config.filter.has_segments() {
        let why = "--filter: assign computes the segments, so a filter cannot use them. Filter by something else";
        return Err(UsageError(why.to_owned()).into());
    }
    config.all_inputs().and(path).spare_all(&[("--output", output), ("--drift", drift_file)]).map_err(UsageError)?;
    let shown = shown(path);
    let model = read(config, path)?;
    let dataset = load_features(config, &interrupt::progress())?;
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
        match &assigned.drift {
            Some(drift) => drift_notes(drift).iter().for_each(|note| say!("{}", spelt_out(note))),
            None if model.features.iter().any(|feature| feature.bins.is_none()) => {
                say!("{shown}: saved by an earlier version, so drift cannot be told. Save it again");
            }
            None => {}
        }
    }
    if let Some(path) = drift_file {
        let document = DriftDocument { schema: "segscope/drift/1", drift: assigned.drift.as_ref() };
        let text = format!("{}\n", serde_json::to_string_pretty(&document)?);
        atomic_file::replace(path, |file| file.write_all(in_json(&text).as_bytes()))?;
    }
    let report = AssignedReport { model: &model, customer_ids: &features.customer_ids, assigned: &assigned };
    let mut bytes = Vec::new();
    match format {
        AssignFormat::Csv => report::assigned_csv(&report, config.options.safe_csv, &mut bytes)?,
        AssignFormat::Json => report::assigned_json(&report, &mut bytes)?,
    }
    print(&bytes, output)
}

/// The file of `--drift`.
#[derive(Serialize)]
struct DriftDocument<'a> {
    schema: &'static str,
    /// None for a model of an earlier version, and without customers.
    drift: Option<&'a Drift>,
}

/// What to say of a drift; nothing of a small one.
fn drift_notes(drift: &Drift) -> Vec<String> {
    if drift.change() == Change::Small {
        return Vec::new();
    }
    let changed = |change: Change| {
        let features = drift.features.iter().filter(|feature| feature.change == change);
        features.map(|f| format!("{} (PSI {})", f.feature, number(f.psi, 2))).collect::<Vec<_>>()
    };
    let (large, moderate) = (changed(Change::Large), changed(Change::Moderate));
    let mut notes = Vec::new();
    if !large.is_empty() {
        let named = large.join(", ");
        notes
            .push(format!("large drift from what the model was fitted on, PSI {LARGE} or more: {named}. Fit it again"));
    }
    if !moderate.is_empty() {
        let named = moderate.join(", ");
        notes.push(format!("moderate drift from what the model was fitted on, PSI {MODERATE} or more: {named}"));
    }
    let share =
        |share: &SegmentShare| Some(format!("{} {} -> {}", share.name, percent(share.then, 0), percent(share.now?, 0)));
    let shares: Vec<String> = drift.segments.iter().filter_map(share).collect();
    if !shares.is_empty() {
        notes.push(format!("segments at the fit and now: {}", shares.join("; ")));
    }
    notes
}
