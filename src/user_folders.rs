//! The folders of the user: `~/.config/segscope` and the like, by the customs of each system.
//!
//! | system | configuration | state: names of segments, saved views, sessions | cache |
//! |---|---|---|---|
//! | Linux, macOS | `$XDG_CONFIG_HOME/segscope`, otherwise `~/.config/segscope` | `$XDG_STATE_HOME/segscope`, otherwise `~/.local/state/segscope` | `$XDG_CACHE_HOME/segscope`, otherwise `~/.cache/segscope` |
//! | Windows | `%APPDATA%\segscope` | `%LOCALAPPDATA%\segscope` | `%LOCALAPPDATA%\segscope` |

use std::fs;
use std::path::{Path, PathBuf};

use etcetera::BaseStrategy;
use etcetera::base_strategy::choose_base_strategy;

use crate::data::{LoadOptions, sample_name};
use crate::segments::fingerprint::fingerprint;
use crate::warehouse;

const PROGRAM: &str = "segscope";

/// The folder of the configuration file; `None` without a home.
pub fn configuration() -> Option<PathBuf> {
    Some(choose_base_strategy().ok()?.config_dir().join(PROGRAM))
}

/// The folder of the files that last from one session to the next; `None` without a home.
pub fn state() -> Option<PathBuf> {
    let folders = choose_base_strategy().ok()?;
    // Windows has no folder for state: the local folder, which also holds caches, does not roam.
    Some(folders.state_dir().unwrap_or_else(|| folders.cache_dir()).join(PROGRAM))
}

/// The home of the user, which `~` stands for.
pub fn home() -> Option<PathBuf> {
    etcetera::home_dir().ok()
}

/// The folder of the cache; `None` without a home.
pub fn cache() -> Option<PathBuf> {
    Some(choose_base_strategy().ok()?.cache_dir().join(PROGRAM))
}

/// The file of a data set among those of a kind in the folder of state, such as `names`; `None` for standard input.
pub fn of_data_set(state: &Path, kind: &str, load: &LoadOptions) -> Option<PathBuf> {
    let paths = &load.paths;
    if paths.iter().any(|path| path.as_os_str() == "-") {
        return None;
    }
    // A pattern is not an existing path, and the sample has none.
    let absolute = |path: &PathBuf| fs::canonicalize(path).unwrap_or_else(|_| warehouse::absolute(path));
    let source: Vec<String> = paths.iter().map(|path| absolute(path).to_string_lossy().into_owned()).collect();
    let source = if source.is_empty() { sample_name(load.sample).to_owned() } else { source.join("\0") };
    Some(state.join(kind).join(format!("{}.json", fingerprint(source.bytes()))))
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::data::Kind;

    #[test]
    fn each_data_set_has_a_file_of_its_own() {
        let path =
            |paths: &[&str]| LoadOptions { paths: paths.iter().map(PathBuf::from).collect(), ..Default::default() };
        let state = Path::new("/state/segscope");
        let sample = of_data_set(state, "names", &LoadOptions::default()).unwrap();
        let purchases = LoadOptions { sample: Kind::Purchases, ..LoadOptions::default() };
        assert_ne!(of_data_set(state, "names", &purchases).unwrap(), sample);
        assert!(sample.starts_with("/state/segscope/names") && sample.extension().unwrap() == "json");
        assert_eq!(of_data_set(state, "names", &path(&["-"])), None);
        let of = |paths: &[&str]| of_data_set(state, "names", &path(paths)).unwrap();
        assert_eq!(of(&["src"]), of(&["./src/../src"]), "one folder, however it is written");
        assert_ne!(of(&["src"]), of(&["tests"]));
        assert_ne!(of(&["src", "tests"]), of(&["srctests"]));
    }
}
