//! `segscope segments`: one row per customer with its segment.

use std::io::{self, IsTerminal};
use std::path::Path;

use color_eyre::eyre;

use super::output::{print, spare};
use super::{analysed::Analysed, interrupt, model, to_table};
use crate::analysis;
use crate::cli::SegmentsFormat;
use crate::config::{Config, UsageError};
use crate::digits::counted;
use crate::measures::Feature;
use crate::messages::say;
use crate::plain_text::spelt_out;
use crate::report::{SegmentationReport, customers_csv, customers_json, customers_parquet, renamed_columns};
use crate::segments::holdout::holdout;
use crate::warehouse::Target;

/// Where the segments go.
#[derive(Clone, Copy, Debug)]
pub(super) struct Outputs<'a> {
    /// The format of what is printed or written to a file.
    pub format: SegmentsFormat,
    /// A file instead of standard output.
    pub file: Option<&'a Path>,
    /// The file of the model.
    pub model: Option<&'a Path>,
    /// A table of the database. Then nothing is printed, unless `file` says where.
    pub table: Option<&'a Target>,
}

/// Prints the segments of the customers, with a control group of the share `control`, saves the model if a file is given, and writes
/// to a table if one is given.
pub(super) fn segments(config: &Config, outputs: Outputs<'_>, control: Option<f64>) -> eyre::Result<()> {
    let Outputs { format, file, .. } = outputs;
    let has_text = file.is_some() || outputs.table.is_none();
    let printed = has_text && file.is_none_or(|path| path == Path::new("-"));
    if format == SegmentsFormat::Parquet && printed && io::stdout().is_terminal() {
        return Err(UsageError(
            "Parquet is a binary format: name a file with --output, or pipe it to a program".to_owned(),
        )
        .into());
    }
    spare(config, &[("--output", file), ("--save-model", outputs.model)])?;
    if let Some(target) = outputs.table {
        to_table::check(target, control.is_some())?;
    }
    let mut bytes = Vec::new();
    let analysed = Analysed::segments(config)?;
    let saved = match &analysed.outcome {
        Ok((segmentation, _)) if outputs.model.is_some() || outputs.table.is_some() => {
            Some(analysis::save(&analysed.dataset, segmentation, &interrupt::progress())?)
        }
        _ => None,
    };
    let rows = analysed.report(|segmentation| -> eyre::Result<_> {
        let seed = config.choice.method.seed;
        let group = control.map(|share| holdout(segmentation.segments, segmentation.shown, share, seed));
        if let Some((group, share)) = group.as_ref().zip(control) {
            refuse_one_sided(&group.values, segmentation.shown, share)?;
        }
        let rows = match (&saved, outputs.table) {
            (Some(model), Some(_)) => Some(to_table::rows(&analysed.dataset, &segmentation, model, group.as_ref())?),
            _ => None,
        };
        if !has_text {
            return Ok(rows);
        }
        let columns: Vec<Feature> = segmentation
            .columns
            .iter()
            .chain(segmentation.segmentation.features.others(segmentation.columns))
            .cloned()
            .chain(group)
            .collect();
        let segmentation = SegmentationReport { columns: &columns, ..segmentation };
        if let Some(sample) = segmentation.segmentation.sample.as_ref().filter(|_| !config.options.quiet) {
            say!("the list has {}; --to-table writes all", sample.sampled.words());
        }
        for (name, written) in renamed_columns(segmentation.columns).iter().filter(|_| !config.options.quiet) {
            say!("the column {} of the data is written as {}", spelt_out(name), spelt_out(written));
        }
        match format {
            SegmentsFormat::Csv => customers_csv(&segmentation, config.options.safe_csv, &mut bytes)?,
            SegmentsFormat::Json => customers_json(&segmentation, &mut bytes)?,
            SegmentsFormat::Parquet => customers_parquet(&segmentation, &mut bytes)?,
        }
        Ok(rows)
    })??;
    if let (Some(path), Some(saved)) = (outputs.model, &saved) {
        model::save(config, saved, path)?;
    }
    if has_text {
        print(&bytes, file)?;
    }
    // A file can be written again; a table that was created is in the way.
    if let (Some(target), Some(rows)) = (outputs.table, rows) {
        to_table::write(config, target, &rows)?;
    }
    Ok(())
}

/// A control group of nobody, or of everybody, has nothing to compare. A share below 1% was probably meant as a part: 0.1 for 10%.
fn refuse_one_sided(group: &[f64], shown: Option<&[bool]>, share: f64) -> Result<(), UsageError> {
    let customers = shown.map_or(group.len(), |shown| shown.iter().filter(|shown| **shown).count());
    let chosen = group.iter().filter(|value| **value > 0.0).count();
    if customers == 0 || (0 < chosen && chosen < customers) {
        return Ok(());
    }
    let percent = |part: f64| format!("{}%", (part * 1e8).round() / 1e6);
    let (who, rest) = if chosen == 0 { ("none", "everybody") } else { ("all", "nobody") };
    let meant = if share < 0.01 { percent(share * 100.0) } else { "10%".to_owned() };
    Err(UsageError(format!(
        "--holdout {}: {who} of {} would be in the control group, and {rest} outside it. The share is a percentage. Did you mean \
         --holdout {meant}?",
        percent(share),
        counted(customers as u64, "customer")
    )))
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn a_control_group_has_some_customers_and_not_all() {
        let why = |group: &[f64], shown: Option<&[bool]>, share| {
            refuse_one_sided(group, shown, share).map_err(|error| error.0).err()
        };
        let none = why(&[0.0; 3], None, 0.001).unwrap();
        assert!(none.starts_with("--holdout 0.1%: none of 3 customers") && none.ends_with("--holdout 10%?"), "{none}");
        let all = why(&[1.0, 1.0, 0.0], Some(&[true, true, false]), 0.999).unwrap();
        assert!(all.starts_with("--holdout 99.9%: all of 2 customers") && all.ends_with("--holdout 10%?"), "{all}");
        assert_eq!((why(&[1.0, 0.0], None, 0.5), why(&[], None, 0.1)), (None, None));
    }
}
