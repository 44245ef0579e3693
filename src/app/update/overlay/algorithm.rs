//! The algorithm dialog.

use crate::app::message::Cmd;
use crate::app::selectors;
use crate::app::state::model::Model;
use crate::app::state::overlay::Overlay;
use crate::app::state::overlay::algorithm::Dialog;
use crate::app::update::clustering::start_sweep;

/// Opens the dialog.
pub fn open(model: &mut Model) {
    if model.prepared.is_none() {
        return;
    }
    let eps = model.clusters.last().and_then(|s| s.clustering.density()).map(|density| density.eps);
    model.overlay = Overlay::Algorithm(Dialog::new(&model.choice, selectors::most_segments(model), eps));
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
