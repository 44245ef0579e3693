//! The state machine behind the dashboard, in floors. Each uses only those above it in this list:
//!
//! * [`motion`], [`panel`], [`action`]: words that all others use;
//! * [`state`]: everything the dashboard knows, as plain values;
//! * [`selectors`]: what the state implies;
//! * [`keymap`]: what a key means now; [`message`]: what comes in and what is asked for;
//! * [`mod@update`]: the one place where the model changes. Pure: it takes a message and returns the command to run;
//! * [`execute`]: does a command; [`headless`]: a dashboard without a terminal, for tests and pictures.

pub mod action;
pub mod execute;
pub mod headless;
pub mod keymap;
pub mod message;
pub mod motion;
pub mod names_file;
pub mod panel;
pub mod selectors;
pub mod state;
pub mod update;

pub use action::Action;
pub use message::{Cmd, Msg};
pub use motion::Motion;
pub use panel::{Panel, Screen};
pub use selectors::{Directions, ScatterView};
pub use state::axes::Axes;
pub use state::clusters::{ClusterState, Stage};
pub use state::data::{DataState, Shown};
pub use state::model::Model;
pub use state::overlay::Overlay;
pub use state::settings::Settings;
pub use state::viewport::Viewport;
pub use update::update;
