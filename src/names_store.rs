//! The files of segment names: one for each data set.

use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use crate::app::state::naming::Naming;
use crate::config::{Config, UsageError};
use crate::data::shown;
use crate::plain_text::spelt_out;
use crate::segments::Names;
use crate::user_folders::of_data_set;

/// The names at the start of the dashboard, and a message about them: those of `--names`, otherwise those stored for this
/// data in the folder `state`. A stored file that cannot be read is renamed.
///
/// # Errors
/// A file of `--names` that exists and contains no names.
pub fn naming(config: &Config, state: Option<&Path>) -> Result<(Naming, Option<String>), UsageError> {
    if let Some(file) = &config.options.names {
        // It is also written.
        config.inputs.spare(file).map_err(|why| UsageError(format!("--names {why}")))?;
        // If it does not exist, the first name creates it.
        let names = if file.exists() { config.read_names()? } else { Names::default() };
        return Ok((Naming::new(names, file), None));
    }
    let Some(file) = state.and_then(|state| of_data_set(state, "names", &config.load)) else {
        return Ok((Naming::default(), None));
    };
    let file_shown = shown(&file);
    let why = match fs::read_to_string(&file) {
        Ok(text) => match Names::read(&text) {
            Ok(names) => return Ok((Naming::new(names, &file), None)),
            Err(why) => why,
        },
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok((Naming::new(Names::default(), &file), None)),
        Err(error) if error.kind() == ErrorKind::InvalidData => "is not text".to_owned(),
        Err(error) => return Ok((Naming::default(), Some(format!("no names: {file_shown}: {error}")))),
    };
    let aside = free_beside(&file);
    let aside_shown = shown(&aside);
    Ok(match fs::rename(&file, &aside) {
        Ok(()) => {
            let why = spelt_out(&why);
            let notice =
                format!("your names of segments cannot be used: the file {why}. It was moved to {aside_shown}");
            (Naming::new(Names::default(), &file), Some(notice))
        }
        // It is not overwritten.
        Err(error) => (Naming::default(), Some(format!("no names: {file_shown} cannot be set aside: {error}"))),
    })
}

/// The new path of a damaged file of names, which does not exist yet.
fn free_beside(file: &Path) -> PathBuf {
    let numbered = (2..).map(|number| file.with_extension(format!("json.broken{number}")));
    let mut places = std::iter::once(file.with_extension("json.broken")).chain(numbered);
    places.find(|place| fs::symlink_metadata(place).is_err()).unwrap_or_else(|| file.with_extension("json.broken"))
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::cli::Options;

    fn config(names: Option<&Path>) -> Config {
        let options = Options { names: names.map(Path::to_owned), ..Options::default() };
        Config::new(vec!["Cargo.toml".into()], &options).unwrap()
    }

    #[test]
    fn a_broken_file_is_set_aside_and_said() {
        let folder = tempfile::tempdir().unwrap();
        let state = Some(folder.path());
        let (found, notice) = naming(&config(None), state).unwrap();
        assert_eq!((found.names.len(), notice), (0, None), "none yet");
        let file = found.file.unwrap();
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(&*file, "{\"schema\": \"segscope/na").unwrap();
        let (found, notice) = naming(&config(None), state).unwrap();
        assert!(found.names.is_empty() && found.file.as_deref() == Some(&*file));
        assert!(notice.unwrap().contains("json.broken") && !file.exists());
        assert!(file.with_extension("json.broken").exists());
        assert_eq!(naming(&config(None), state).unwrap().1, None, "said once");
        // The next one does not replace it.
        fs::write(&*file, "{}").unwrap();
        let (_, notice) = naming(&config(None), state).unwrap();
        assert!(notice.unwrap().contains("json.broken2") && file.with_extension("json.broken2").exists());
        assert_eq!(fs::read_to_string(file.with_extension("json.broken")).unwrap(), "{\"schema\": \"segscope/na");

        // A file that the user names is not changed.
        let given = folder.path().join("names.json");
        assert!(naming(&config(Some(&given)), state).unwrap().0.names.is_empty());
        fs::write(&given, "{}").unwrap();
        let why = naming(&config(Some(&given)), state).unwrap_err().to_string();
        assert!(why.contains("names.json is not a names file") && given.exists(), "{why}");
    }
}
