//! `segscope segments`: one row per customer with its segment.

use std::io::{self, IsTerminal};
use std::path::Path;

use color_eyre::eyre;

use super::analysed::Analysed;
use super::model;
use super::output::{print, spare};
use crate::cli::SegmentsFormat;
use crate::config::{Config, UsageError};
use crate::measures::Feature;
use crate::messages::say;
use crate::plain_text::spelt_out;
use crate::report::{SegmentationReport, customers_csv, customers_json, customers_parquet, renamed_columns};
use crate::segments::holdout::holdout;

/// Prints the segments of the customers, with a control group of the share `control`, and saves the model if a file is given.
pub(super) fn segments(
    config: &Config,
    format: SegmentsFormat,
    output: Option<&Path>,
    save_model: Option<&Path>,
    control: Option<f64>,
) -> eyre::Result<()> {
    let printed = output.is_none_or(|path| path == Path::new("-"));
    if format == SegmentsFormat::Parquet && printed && io::stdout().is_terminal() {
        return Err(UsageError(
            "Parquet is a binary format: name a file with --output, or pipe it to a program".to_owned(),
        )
        .into());
    }
    spare(config, &[("--output", output), ("--save-model", save_model)])?;
    let mut bytes = Vec::new();
    let analysed = Analysed::segments(config)?;
    analysed.report(|segmentation| -> eyre::Result<()> {
        let seed = config.choice.method.seed;
        let group = control.map(|share| holdout(segmentation.segments, segmentation.shown, share, seed));
        let columns: Vec<Feature> = segmentation
            .columns
            .iter()
            .chain(segmentation.segmentation.features.others(segmentation.columns))
            .cloned()
            .chain(group)
            .collect();
        let segmentation = SegmentationReport { columns: &columns, ..segmentation };
        for (name, written) in renamed_columns(segmentation.columns).iter().filter(|_| !config.options.quiet) {
            say!("the column {} of the data is written as {}", spelt_out(name), spelt_out(written));
        }
        match format {
            SegmentsFormat::Csv => customers_csv(&segmentation, config.options.safe_csv, &mut bytes)?,
            SegmentsFormat::Json => customers_json(&segmentation, &mut bytes)?,
            SegmentsFormat::Parquet => customers_parquet(&segmentation, &mut bytes)?,
        }
        Ok(())
    })??;
    if let (Some(path), Ok((segmentation, _))) = (save_model, &analysed.outcome) {
        model::save(config, &analysed.dataset, segmentation, path)?;
    }
    print(&bytes, output)
}
