//! What the dashboard reads and writes about a data set in the user's folders, once the data is open.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::app::execute::Stores;
use crate::app::message::{Remembered, Stored};
use crate::app::state::saved::Saved;
use crate::config::{Config, UsageError};
use crate::data::LoadOptions;
use crate::names_store::naming;
use crate::recent_file;
use crate::views_file::keep_last;
use crate::views_store::saved;

/// The stores in the user's state folder, with the options of the command line.
pub fn stores(config: &Config, state: Option<PathBuf>) -> Stores {
    let (reader, keeper) = ((config.clone(), state.clone()), (config.load.clone(), state));
    Stores {
        read: Arc::new(move |load| {
            let stored = stored(&reader.0, load, reader.1.as_deref());
            stored.unwrap_or_else(|why| Stored { notice: Some(why.0), ..Stored::default() })
        }),
        keep: Arc::new(move |remembered| {
            keeper.1.as_ref().map_or(Ok(Vec::new()), |state| keep(&keeper.0, remembered, state))
        }),
    }
}

fn stored(config: &Config, load: &LoadOptions, state: Option<&Path>) -> Result<Stored, UsageError> {
    let inputs = config.inputs.clone().with_data(&load.paths);
    let config = Config { inputs, load: load.clone(), ..config.clone() };
    let (naming, of_names) = naming(&config, state)?;
    let (saved, of_views) = saved(&config, state)?;
    let watching = config.options.watch && !config.watched().is_empty();
    // Data opened later belongs to a running session.
    Ok(Stored { naming, saved: Saved { restores: false, ..saved }, watching, notice: of_names.or(of_views) })
}

fn keep(options: &LoadOptions, remembered: &Remembered, state: &Path) -> Result<Vec<PathBuf>, String> {
    let recent = recent_file::opened(state, &remembered.open.paths);
    if let Some((input, view)) = &remembered.left {
        keep_last(state, &input.of(options), view)?;
    }
    Ok(recent)
}
