//! The folders of the user: `~/.config/segscope` and the like, by the customs of each system.
//!
//! | system | configuration | names of segments | cache |
//! |---|---|---|---|
//! | Linux, macOS | `$XDG_CONFIG_HOME/segscope`, else `~/.config/segscope` | `$XDG_STATE_HOME/segscope`, else `~/.local/state/segscope` | `$XDG_CACHE_HOME/segscope`, else `~/.cache/segscope` |
//! | Windows | `%APPDATA%\segscope` | `%LOCALAPPDATA%\segscope` | `%LOCALAPPDATA%\segscope` |

use std::path::PathBuf;

use etcetera::BaseStrategy;
use etcetera::base_strategy::choose_base_strategy;

const PROGRAM: &str = "segscope";

/// The folder of the configuration file; `None` without a home.
pub fn configuration() -> Option<PathBuf> {
    Some(choose_base_strategy().ok()?.config_dir().join(PROGRAM))
}

/// The folder of segment names; `None` without a home.
pub fn state() -> Option<PathBuf> {
    let folders = choose_base_strategy().ok()?;
    // Windows has no folder for state: the local folder, which also holds caches, does not roam.
    Some(folders.state_dir().unwrap_or_else(|| folders.cache_dir()).join(PROGRAM))
}

/// The folder of the cache; `None` without a home.
pub fn cache() -> Option<PathBuf> {
    Some(choose_base_strategy().ok()?.cache_dir().join(PROGRAM))
}
