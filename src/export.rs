//! Exports of the dashboard: writes the content of the screen to files.

use std::borrow::Cow;
use std::collections::HashSet;
use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::Path;
use std::sync::Arc;

use crate::analysis::{self, Dataset, Segmentation};
use crate::app::execute::Exporter;
use crate::app::message::{ExportRequest, NotWritten, Written};
use crate::app::state::overlay::export::Export;
use crate::app::{ClusterState, Model, selectors};
use crate::atomic_file;
use crate::cli::Options;
use crate::cluster::Sweep;
use crate::data::LoadOptions;
use crate::data::filter::{Condition, Filter};
use crate::inputs::Inputs;
use crate::measures::{Feature, Summary};
use crate::progress::Progress;
use crate::report::{self, Coupons, Format, ReportInput, SegmentationReport};
use crate::screenshot::{panel_picture, screenshot};
use crate::ui::theme::Theme;

/// The writer of exports for data with these options. It never overwrites an input; screens are drawn in this theme.
pub fn exporter(options: Options, load: LoadOptions, inputs: Inputs, theme: Theme) -> Exporter {
    Exporter(Arc::new(move |request| {
        // The names may have a file that no option names.
        let inputs = request.model.naming.file.iter().fold(inputs.clone(), |inputs, file| inputs.and(file));
        // The user may have opened other data since, or changed the mapping.
        let load = request.model.input.of(&load);
        inputs.with_data(&load.paths).spare(&request.path).map_err(NotWritten::Failed)?;
        export(request, &options, &load, &theme)
    }))
}

fn export(
    request: &ExportRequest,
    options: &Options,
    load: &LoadOptions,
    theme: &Theme,
) -> Result<Written, NotWritten> {
    let ExportRequest { path, model, .. } = request;
    if !request.overwrite && path.symlink_metadata().is_ok() {
        return Err(NotWritten::Exists);
    }
    match request.export {
        Export::Screen => write(path, |out| out.write_all(screenshot(model, theme).as_bytes())),
        Export::PanelSvg => write(path, |out| out.write_all(panel_picture(model, theme).as_bytes())),
        Export::PanelCsv | Export::PanelJson => panel(request, options.safe_csv),
        Export::Ids => ids(request),
        Export::CustomersCsv
        | Export::CustomersSafeCsv
        | Export::CustomersJson
        | Export::CustomersParquet
        | Export::MarkedCsv => customers(request, options.safe_csv),
        Export::ReportText => report(request, options, load, Format::Text),
        Export::ReportJson => report(request, options, load, Format::Json),
        Export::ReportMarkdown => report(request, options, load, Format::Markdown),
        Export::ReportHtml => report(request, options, load, Format::Html),
    }
}

fn write(path: &Path, content: impl FnOnce(&mut BufWriter<File>) -> io::Result<()>) -> Result<Written, NotWritten> {
    let written = atomic_file::replace(path, content);
    written.map(|bytes| Written { bytes, customers: None }).map_err(|why| NotWritten::Failed(why.to_string()))
}

fn customers(request: &ExportRequest, safe_csv: bool) -> Result<Written, NotWritten> {
    let model = &request.model;
    let none = || NotWritten::Failed("there are no segments".to_owned());
    let segmentation = model.clusters.last().ok_or_else(none)?;
    let mut chosen = chosen(segmentation)?;
    let others: Vec<Feature> = segmentation.features.others(&chosen).cloned().collect();
    chosen.extend(others);
    let shown = match &request.marked {
        Some(marked) if request.export == Export::MarkedCsv => Some(shown_of(model, segmentation, marked)?),
        _ => shown(model),
    };
    let report = segmentation_report(model, segmentation, &chosen, shown.as_deref());
    let written = write(&request.path, |out| match request.export {
        Export::CustomersParquet => report::customers_parquet(&report, out),
        Export::CustomersJson => report::customers_json(&report, out),
        format => Ok(report::customers_csv(&report, safe_csv || format == Export::CustomersSafeCsv, out)?),
    })?;
    let all = segmentation.features.len();
    let rows = shown.as_ref().map_or(all, |shown| shown.iter().filter(|shown| **shown).count());
    Ok(Written { customers: Some(rows as u64), ..written })
}

fn report(
    request: &ExportRequest,
    options: &Options,
    load: &LoadOptions,
    format: Format,
) -> Result<Written, NotWritten> {
    let again = |words: &str| command(words, &request.model, options, load);
    let text = gathered(&request.model, true, |input| report::written(input, format, again))?;
    write(&request.path, |out| out.write_all(text.as_bytes()))
}

/// The numbers of the focused panel.
fn panel(request: &ExportRequest, safe_csv: bool) -> Result<Written, NotWritten> {
    let model = &request.model;
    let pointer = selectors::numbers(model).map_err(NotWritten::Failed)?;
    let title = model.focused().title_of(selectors::kind(model));
    let mut text = Vec::new();
    let done = gathered(model, pointer.starts_with("/segmentation"), |input| match request.export {
        Export::PanelJson => {
            text.extend(report::part_json(input, &pointer, title).into_bytes());
            Ok(())
        }
        _ => report::part_csv(input, &pointer, safe_csv, &mut text),
    })?;
    done.map_err(|why| NotWritten::Failed(why.to_string()))?;
    write(&request.path, |out| out.write_all(&text))
}

/// The ids of the customers shown.
fn ids(request: &ExportRequest) -> Result<Written, NotWritten> {
    let model = &request.model;
    let dataset = model.dataset().ok_or_else(|| NotWritten::Failed("there is no data".to_owned()))?;
    let shown = shown(model);
    let is_shown = |row: &usize| shown.as_ref().is_none_or(|shown| shown[*row]);
    let ids: Vec<Cow<'_, str>> =
        dataset.features.customer_ids.iter().enumerate().filter(|(row, _)| is_shown(row)).map(|(_, id)| id).collect();
    let written = write(&request.path, |out| {
        let mut writer = csv::Writer::from_writer(out);
        writer.write_record(["customer_id"])?;
        ids.iter().try_for_each(|id| writer.write_record([id.as_ref()]))?;
        writer.flush()
    })?;
    Ok(Written { customers: Some(ids.len() as u64), ..written })
}

/// Passes what a report needs to `use_it`; with the segments, if they are wanted.
fn gathered<T>(
    model: &Model,
    with_segments: bool,
    use_it: impl FnOnce(&ReportInput<'_>) -> T,
) -> Result<T, NotWritten> {
    let none = || NotWritten::Failed("there is no data".to_owned());
    let summary = &tested(model.shown().ok_or_else(none)?)?;
    let segmentation = on_screen(model).filter(|_| with_segments).map(|segmentation| stable(segmentation));
    let chosen = segmentation.as_ref().map(chosen).transpose()?.unwrap_or_default();
    let shown = shown(model);
    // Work that the background has not finished is computed here.
    let same = segmentation.as_ref().is_some_and(|shown| model.budget.is_of(shown));
    let found = match model.budget.found().filter(|_| same) {
        Some(found) => Some(Arc::clone(found)),
        None => segmentation.as_ref().zip(model.dataset()).and_then(|(segmentation, dataset)| {
            analysis::out_of_time(dataset, segmentation, &Progress::new()).ok().map(Arc::new)
        }),
    };
    let later = found.as_ref().and_then(|found| found.later.as_ref());
    let coupons =
        later.map(|later| Coupons { later: later.as_ref().map_err(Clone::clone), budget: model.budget.asked() });
    let experiment = found.as_ref().and_then(|found| found.experiment.as_ref().ok());
    let migration = model.migration.as_ref().and_then(|migration| migration.as_deref().ok());
    let of_segments = segmentation.as_ref().map(|s| {
        let report = segmentation_report(model, s, &chosen, shown.as_deref());
        SegmentationReport { migration, coupons, experiment, ..report }
    });
    let filter = model.filter.to_string();
    let no_segments = match &model.clusters {
        ClusterState::Failed(why, _) => why,
        _ => "they are not computed",
    };
    Ok(use_it(&ReportInput {
        summary,
        filter: &filter,
        granularity: model.granularity,
        segmentation: of_segments,
        no_segments,
        split: None,
    }))
}

/// The command that gives what the dashboard shows; `words` such as `report --format html`.
pub fn command(words: &str, model: &Model, options: &Options, load: &LoadOptions) -> String {
    let choice = on_screen(model).map_or(&model.choice, |segmentation| &segmentation.choice);
    // The user may have changed these since.
    let options = Options {
        granularity: model.granularity,
        compare_as_of: model.compare_as_of,
        budget: model.budget.asked(),
        names: None,
        ..options.clone()
    };
    options.repeat(words, load, &model.filter, choice)
}

/// The segments of the dashboard; none where the last choice has none.
fn on_screen(model: &Model) -> Option<&Arc<Segmentation>> {
    match &model.clusters {
        ClusterState::Failed(..) => None,
        clusters => clusters.last(),
    }
}

/// The measures with the tests of their groups, which may still be running in the background.
fn tested(shown: &Dataset) -> Result<Cow<'_, Summary>, NotWritten> {
    if shown.summary.group_tests.is_some() {
        return Ok(Cow::Borrowed(&shown.summary));
    }
    let tests = analysis::group_tests(&shown.kept, &Progress::new());
    let tests = tests.map_err(|why| NotWritten::Failed(why.to_string()))?;
    Ok(Cow::Owned(Summary { group_tests: Some(tests.into()), ..shown.summary.clone() }))
}

/// With the stability of the segments, which the dashboard computes last.
fn stable(segmentation: &Segmentation) -> Segmentation {
    let mut segmentation = segmentation.clone();
    if segmentation.segments.list.iter().any(|s| s.stability.is_none()) {
        // It fails only if it is cancelled.
        let found = analysis::stability(&segmentation.prepared, &segmentation.clustering, &Progress::new());
        segmentation.set_stability(&found.unwrap_or_default());
    }
    segmentation
}

fn chosen(segmentation: &Segmentation) -> Result<Vec<Feature>, NotWritten> {
    segmentation.features.resolve(&segmentation.prepared.features).map_err(NotWritten::Failed)
}

/// Whether each customer is shown; `None` if all are.
fn shown(model: &Model) -> Option<Vec<bool>> {
    let customers = &model.shown.as_ref()?.customers;
    let mut shown = vec![false; model.dataset()?.features.len()];
    for customer in customers.iter() {
        if let Some(shown) = shown.get_mut(*customer as usize) {
            *shown = true;
        }
    }
    Some(shown)
}

/// Whether each customer is shown and behind a condition.
fn shown_of(model: &Model, segmentation: &Segmentation, of: &[Condition]) -> Result<Vec<bool>, NotWritten> {
    let dataset = model.dataset().ok_or_else(|| NotWritten::Failed("there is no data".to_owned()))?;
    let filter = Filter { conditions: of.to_vec() };
    let failed = |why: &dyn std::fmt::Display| NotWritten::Failed(why.to_string());
    let narrowed = analysis::narrow(dataset, segmentation, &filter, &Progress::new()).map_err(|why| failed(&why))?;
    let mut behind = if let Some(narrowed) = narrowed {
        narrowed.customers
    } else {
        let facts = analysis::select(&dataset.kept, &dataset.features, &filter, &Progress::new())
            .map_err(|why| failed(&why))?;
        let ids: HashSet<Cow<str>> = (0..facts.customer_ids.len()).map(|row| facts.customer_ids.text(row)).collect();
        let all = &dataset.features.customer_ids;
        (0..all.len()).map(|row| ids.contains(&all.text(row))).collect()
    };
    for (behind, shown) in behind.iter_mut().zip(shown(model).into_iter().flatten()) {
        *behind &= shown;
    }
    Ok(behind)
}

fn segmentation_report<'a>(
    model: &Model,
    segmentation: &'a Segmentation,
    chosen: &'a [Feature],
    shown: Option<&'a [bool]>,
) -> SegmentationReport<'a> {
    // The sweep may have other settings than the segments on screen.
    let current = model.prepared.as_ref().is_some_and(|p| Arc::ptr_eq(p, &segmentation.prepared));
    let none = Sweep::default();
    report::segmentation_report(segmentation, if current { &model.sweep } else { &none }, chosen, shown)
}
