//! The numbers on the screen beside those of `report`, which reads and computes everything again.

use std::process::Command;

use clap::Parser;
use segscope::app::headless::Headless;
use segscope::app::{ClusterState, Msg, Overlay, Screen};
use segscope::cli::{self, Cli, Options};
use segscope::cluster::Structure;
use segscope::commands;
use segscope::data::LoadOptions;
use segscope::wording::text::{count, number};
use serde_json::Value;

/// A size at which a screen says everything.
const ROOMY: (u16, u16) = (200, 60);

/// Whether there was something to compare: not in the middle of work that waits for a key.
///
/// # Errors
/// What differs, and the screen.
pub fn screen_with_report(driver: &Headless, load: &LoadOptions) -> Result<bool, String> {
    let screen = overview(driver);
    compare(driver, load, &screen).map_err(|why| format!("{why}\n{screen}"))
}

fn compare(driver: &Headless, load: &LoadOptions, screen: &str) -> Result<bool, String> {
    let model = &driver.model;
    // What was said on the mapping screen has no file that a command could name.
    if model.input.mapping.is_some() || model.input.paths != load.paths {
        return Ok(false);
    }
    let Some(shown) = model.shown().filter(|_| !model.busy()) else { return Ok(false) };
    let segmentation = match &model.clusters {
        ClusterState::Ready(segmentation) => Some(segmentation),
        _ => None,
    };
    // Where there are none, a filter that names some cannot be answered: the report refuses it, the screen says why.
    if segmentation.is_none() && model.filter.has_segments() {
        return Ok(false);
    }
    let choice = segmentation.map_or(&model.choice, |segmentation| &segmentation.choice);
    let options = Options { granularity: model.granularity, compare_as_of: model.compare_as_of, ..Options::default() };
    let line = options.repeat("report --quiet --format json", load, &model.filter, choice);
    let report = report(&line)?;

    let same = |what: &str, on_screen: Value, reported: &Value| {
        let differs = || format!("{what} is {on_screen} on the screen, {reported} in the report: {line}");
        if on_screen == *reported { Ok(()) } else { Err(differs()) }
    };
    same("the filter", model.filter.to_string().into(), &report["filter"])?;
    let kpis = &shown.summary.kpis;
    for (name, on_screen) in [
        ("customers", kpis.customers),
        ("active_customers", kpis.active_customers),
        ("transactions", kpis.transactions),
        ("repeat_customers", kpis.repeat_customers),
    ] {
        same(name, on_screen.into(), &report["kpis"][name])?;
    }
    let mut said = vec![count(shown.summary.kpis.transactions)];
    if let Some(segmentation) = segmentation {
        let (clustering, reported) = (&segmentation.clustering, &report["segmentation"]);
        same("K", clustering.k.into(), &reported["k"])?;
        let silhouette = clustering.silhouette.as_ref().map(|s| s.mean);
        same("the silhouette", silhouette.into(), &reported["silhouette"])?;
        let sizes: Vec<u64> = segmentation.segments.list.iter().map(|segment| segment.customers).collect();
        let list = reported["segments"].as_array().map_or(&[][..], Vec::as_slice);
        let in_report: Vec<Value> = list.iter().map(|segment| segment["customers"].clone()).collect();
        same("the sizes of the segments", sizes.clone().into(), &in_report.into())?;
        said.extend(sizes.into_iter().map(count));
        // Where data without segments look as structured, that is said instead.
        let clear = model.sweep.structure.is_none_or(Structure::is_clear);
        said.extend(silhouette.filter(|_| clear).map(|mean| number(mean, 2)));
    }
    match said.iter().find(|words| !screen.contains(words.as_str())) {
        Some(words) => Err(format!("the Overview does not say {words}: {line}")),
        None => Ok(true),
    }
}

/// What the command prints, run as a user would who copies it: a shell takes it apart.
fn report(line: &str) -> Result<Value, String> {
    let folder = tempfile::tempdir().map_err(|e| e.to_string())?;
    let words =
        Command::new("sh").args(["-c", &format!("printf '%s\\0' {line}")]).output().map_err(|e| e.to_string())?;
    let words = String::from_utf8(words.stdout).map_err(|e| e.to_string())?;
    let mut cli = Cli::try_parse_from(words.split_terminator('\0')).map_err(|e| format!("{line}: {e}"))?;
    let file = folder.path().join("report.json");
    if let Some(cli::Command::Report { output, .. }) = &mut cli.command {
        *output = Some(file.clone());
    }
    commands::run(cli);
    let text = std::fs::read(file).map_err(|e| format!("no report of {line}: {e}"))?;
    serde_json::from_slice(&text).map_err(|e| e.to_string())
}

/// The text of the first screen with nothing over it, where there is room for everything.
fn overview(driver: &Headless) -> String {
    let mut driver = driver.clone();
    driver.send(Msg::Resize(ROOMY.0, ROOMY.1));
    // What is beneath an open help would come back.
    (driver.model.overlay, driver.model.beneath) = (Overlay::None, Vec::new());
    driver.model.screen = Screen::Overview;
    driver.model.maximised = false;
    let buffer = super::drawn(&driver, ROOMY);
    let rows = buffer.content.chunks(usize::from(ROOMY.0));
    rows.map(|row| row.iter().map(ratatui::buffer::Cell::symbol).collect::<String>() + "\n").collect()
}
