//! `segscope report` and `segscope check`.

use std::ffi::OsStr;
use std::path::Path;
use std::process::ExitCode;

use color_eyre::eyre;

use super::analysed::{Analysed, facts};
use super::interrupt;
use super::output::{print, spare};
use crate::cli::{CheckFormat, ReportFormat};
use crate::config::Config;
use crate::data::Severity;
use crate::messages::say;
use crate::report::{
    COLUMNS, Coupons, Format, ReportInput, SegmentationReport, check_document, check_json, text, written,
};
use crate::shell_words::quoted;

/// Prints the report; `by` is the key whose parts it puts side by side.
pub(super) fn report(
    config: &Config,
    format: ReportFormat,
    output: Option<&Path>,
    by: Option<&str>,
) -> eyre::Result<()> {
    spare(config, &[("--output", output)])?;
    let analysed = Analysed::with_group_tests(config, by)?;
    let split = by.map(|key| analysed.split(key)).transpose()?;
    let format = match format {
        ReportFormat::Text => Format::Text,
        ReportFormat::Json => Format::Json,
        ReportFormat::Markdown => Format::Markdown,
        ReportFormat::Html => Format::Html,
    };
    let filter = config.filter.to_string();
    let (found, summary) = (analysed.out_of_time(), analysed.summary()?);
    let experiment = found.as_ref().and_then(|found| found.experiment.as_ref().ok());
    let later = found.as_ref().and_then(|found| found.later.as_ref());
    let no_segments = analysed.outcome.as_ref().err().map(ToString::to_string).unwrap_or_default();
    let write = |segmentation: Option<SegmentationReport<'_>>| {
        let input = ReportInput {
            summary: &summary,
            filter: &filter,
            granularity: config.options.granularity,
            segmentation,
            no_segments: &no_segments,
            split: split.as_ref(),
        };
        let by = split.as_ref().map_or_else(String::new, |split| format!(" --by {}", quoted(OsStr::new(&split.key))));
        written(&input, format, |words| config.command(&format!("{words}{by}")))
    };
    let coupons =
        later.map(|later| Coupons { later: later.as_ref().map_err(Clone::clone), budget: config.options.budget });
    let text =
        match analysed.report(|segmentation| write(Some(SegmentationReport { coupons, experiment, ..segmentation }))) {
            Ok(text) => text,
            Err(why) => {
                if !config.options.quiet {
                    say!("{why}");
                }
                write(None)
            }
        };
    print(text.as_bytes(), output)
}

/// Prints the quality checks; with `strict` the exit code is 3 if a check of severity error failed.
pub(super) fn check(config: &Config, format: CheckFormat, strict: bool) -> eyre::Result<ExitCode> {
    let facts = facts(config, &interrupt::progress())?;
    let text = match format {
        CheckFormat::Text => text(&check_document(&facts), COLUMNS),
        CheckFormat::Json => check_json(&facts),
    };
    print(text.as_bytes(), None)?;
    let failed = facts.findings.iter().any(|f| f.check.severity() == Severity::Error);
    Ok(ExitCode::from(if strict && failed { 3 } else { 0 }))
}
