//! The algorithm dialog.

use crate::app::message::Cmd;
use crate::app::state::clusters::MOST_SEGMENTS;
use crate::app::state::model::Model;
use crate::app::state::overlay::Overlay;
use crate::app::state::overlay::algorithm::Dialog;
use crate::app::update::clustering::start_sweep;

/// Opens the dialog.
pub fn open(model: &mut Model) {
    let Some(prepared) = &model.prepared else { return };
    let most = prepared.matrix.distinct().min(MOST_SEGMENTS);
    let eps = model.clusters.last().and_then(|s| s.clustering.density()).map(|density| density.eps);
    model.overlay = Overlay::Algorithm(Dialog::new(&model.choice, most, eps));
}

/// Clusters with the settings of the dialog. On an error the dialog stays open and shows it.
pub fn accept(model: &mut Model) -> Option<Cmd> {
    let Overlay::Algorithm(dialog) = &model.overlay else {
        return None;
    };
    model.choice = dialog.choice()?;
    model.overlay = Overlay::None;
    start_sweep(model)
}
