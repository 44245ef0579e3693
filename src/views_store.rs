//! The saved views at the start of the dashboard.

use std::path::Path;
use std::sync::Arc;

use crate::app::state::saved::Saved;
use crate::config::{Config, UsageError};
use crate::user_folders::of_data_set;
use crate::views_file::{last, read_file};

/// The views at the start of the dashboard, and a message about them: those of `--views`, otherwise those stored for this
/// data in the folder `state`, and where its last session ended.
///
/// # Errors
/// A file of `--views` that exists and has no views.
pub fn saved(config: &Config, state: Option<&Path>) -> Result<(Saved, Option<String>), UsageError> {
    let last = state.and_then(|state| last(state, &config.load).ok().flatten());
    let saved = Saved { last, restores: config.options.restore, ..Saved::default() };
    if let Some(file) = &config.options.views {
        config.inputs.spare(file).map_err(|why| UsageError(format!("--views {why}")))?;
        let list = read_file(file).map_err(|why| UsageError(format!("--views: {why}")))?;
        return Ok((Saved { list, file: Some(Arc::new(file.clone())), ..saved }, None));
    }
    let Some(file) = state.and_then(|state| of_data_set(state, "views", &config.load)) else {
        return Ok((saved, None));
    };
    Ok(match read_file(&file) {
        Ok(list) => (Saved { list, file: Some(Arc::new(file)), ..saved }, None),
        // It is not overwritten.
        Err(why) => (saved, Some(format!("no saved views: {why}"))),
    })
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use std::fs;

    use super::*;
    use crate::cli::Options;

    #[test]
    fn a_damaged_file_is_refused_where_it_is_named_and_else_said() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("views.json");
        let options = Options { views: Some(file.clone()), ..Options::default() };
        let named = Config::new(Vec::new(), &options).unwrap();
        assert_eq!(saved(&named, None).unwrap().0.file.as_deref(), Some(&file), "it is new");
        fs::write(&file, "{}").unwrap();
        let why = saved(&named, None).unwrap_err().to_string();
        assert!(
            why.starts_with("--views: ") && why.ends_with("views.json is not a file of views: it has no schema"),
            "{why}"
        );

        let config = Config::new(Vec::new(), &Options::default()).unwrap();
        let (found, notice) = saved(&config, Some(folder.path())).unwrap();
        let file = found.file.unwrap();
        assert_eq!(notice, None);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(&*file, "{}").unwrap();
        let (found, notice) = saved(&config, Some(folder.path())).unwrap();
        assert_eq!(found.file, None, "it is not overwritten");
        assert!(notice.unwrap().starts_with("no saved views: "));
    }
}
