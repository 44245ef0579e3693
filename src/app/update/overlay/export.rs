//! Writing an export; asks before it overwrites a file.

use std::path::PathBuf;

use crate::app::message::{Cmd, ExportRequest, NotWritten, Written};
use crate::app::selectors;
use crate::app::state::clusters::{ClusterState, Stage};
use crate::app::state::job::Job;
use crate::app::state::model::Model;
use crate::app::state::overlay::Overlay;
use crate::app::state::overlay::export::{Export, ExportDialog, ExportState};
use crate::app::update::request::next;
use crate::digits::counted;

/// Opens the dialog.
pub fn open(model: &mut Model) {
    let Some(dataset) = model.dataset() else { return };
    let summary = &dataset.summary;
    let screen = model.screen.titles(summary.kind).0;
    let (panel, marked) = (model.focused(), selectors::marked(model, model.focused()));
    let title = panel.title_of(summary.kind);
    model.overlay = Overlay::Export(ExportDialog::new(&summary.source.path, screen, title, marked));
}

/// Starts writing the file. An existing file is overwritten only after the question.
pub fn enter(model: &mut Model) -> Option<Cmd> {
    let Overlay::Export(dialog) = &model.overlay else {
        return None;
    };
    let (export, overwrite) = (dialog.export, dialog.state == ExportState::Asking);
    let (name, marked) = (dialog.file.text.trim().to_owned(), dialog.marked.clone());
    let refusal = match &dialog.state {
        ExportState::Writing => return None,
        _ if name.is_empty() => Some("type the name of a file".to_owned()),
        _ if matches!(export, Export::Screen | Export::PanelSvg | Export::Ids) => None,
        _ if export.what() == "this panel" => selectors::numbers(model).err().or_else(|| not_ready(model, export)),
        _ => not_ready(model, export),
    };
    let state = refusal.clone().map_or(ExportState::Writing, ExportState::Refused);
    set_state(model, state);
    if refusal.is_some() {
        return None;
    }
    let generation = next(model, Job::Export);
    let shown = Model { overlay: Overlay::None, notice: None, ..model.clone() };
    let request = ExportRequest { export, path: PathBuf::from(name), overwrite, marked, model: shown };
    Some(Cmd::Export(generation, Box::new(request)))
}

/// Why the export is not possible now; `None` if it is.
fn not_ready(model: &Model, export: Export) -> Option<String> {
    let moment = || Some("the segments are not complete yet: press enter again in a moment".to_owned());
    match &model.clusters {
        _ if model.stage != Stage::Rest || model.dataset().is_some_and(|d| d.filter != model.filter) => moment(),
        ClusterState::Running(_) | ClusterState::Idle => moment(),
        ClusterState::Failed(why, _) if matches!(export.what(), "customers" | "marked") => {
            Some(format!("there are no segments: {why}"))
        }
        ClusterState::Failed(..) | ClusterState::Ready(_) => None,
    }
}

/// Shows the outcome of the export.
pub fn exported(model: &mut Model, path: &str, outcome: Result<Written, NotWritten>) {
    let open = matches!(model.overlay, Overlay::Export(_));
    match outcome {
        Ok(written) => {
            let rows = written.customers.map(|rows| format!("{}, ", counted(rows, "row"))).unwrap_or_default();
            let sampled = model.dataset().and_then(|dataset| dataset.facts.source.sampled).filter(|_| !rows.is_empty());
            let of = sampled.map_or("", |_| "of the sample only, segments --to-table writes all customers, ");
            model.notice = Some(format!("wrote {path}: {rows}{of}{}", counted(written.bytes, "byte")));
            if open {
                model.overlay = Overlay::None;
            }
        }
        Err(NotWritten::Exists) if open => set_state(model, ExportState::Asking),
        Err(NotWritten::Exists) => model.notice = Some(format!("{path} exists and was not changed")),
        Err(NotWritten::Failed(why)) => failed(model, why),
    }
}

/// Says why no file was written.
pub fn failed(model: &mut Model, why: String) {
    if matches!(model.overlay, Overlay::Export(_)) {
        set_state(model, ExportState::Refused(why));
    } else {
        model.notice = Some(why);
    }
}

fn set_state(model: &mut Model, state: ExportState) {
    if let Overlay::Export(dialog) = &mut model.overlay {
        dialog.state = state;
    }
}
