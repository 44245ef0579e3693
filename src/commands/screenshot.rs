//! `segscope screenshot`: a screen after some keys, as SVG.

use std::path::Path;

use color_eyre::eyre;

use super::output::{print, spare};
use crate::app::Settings;
use crate::app::headless::Headless;
use crate::app::state::naming::Naming;
use crate::config::{Config, UsageError};
use crate::{screenshot, terminal};

/// Prints the picture.
pub(super) fn screenshot(
    config: &Config,
    (columns, rows): (u16, u16),
    keys: &str,
    output: Option<&Path>,
) -> eyre::Result<()> {
    spare(config, &[("--output", output)])?;
    let theme = config.picture_theme();
    // Stored names are used, but not written.
    let naming = Naming { names: config.read_names()?, ..Naming::default() };
    let settings = Settings { naming, ..config.settings() };
    let mut driver = Headless::start(settings, config.tools(), (columns, rows));
    terminal::outcome(config, &driver.model.data)?;
    driver.press(keys).map_err(UsageError)?;
    config.show_command(&mut driver.model);
    print(screenshot::screenshot(&driver.model, &theme).as_bytes(), output)
}
