//! The state machine behind the dashboard, in floors. Each uses only those above it in this list:
//!
//! * [`motion`], [`panel`], [`action`]: types that all others use;
//! * [`state`]: everything the dashboard knows, as plain values;
//! * [`selectors`]: what the state implies;
//! * [`keymap`]: the meaning of keys; [`mod@palette`]: what can be done and gone to;
//! * [`message`]: messages that come in and commands that go out;
//! * [`mod@update`]: the only place where the model changes. It takes a message and returns the command to run;
//! * [`execute`]: runs commands; [`headless`]: a dashboard without a terminal, for tests and screenshots.

pub mod action;
pub mod execute;
pub mod headless;
pub mod key;
pub mod keymap;
pub mod message;
pub mod motion;
pub mod names_file;
pub mod own_keys;
pub mod palette;
pub mod panel;
pub mod selectors;
pub mod state;
pub mod update;

pub use crate::analysis::Viewport;
pub use action::Action;
pub use message::{Cmd, Msg};
pub use motion::Motion;
pub use panel::{Panel, Screen};
pub use selectors::ScatterView;
pub use state::axes::{Axes, Directions};
pub use state::clusters::{ClusterState, Stage};
pub use state::data::{DataState, Shown};
pub use state::model::Model;
pub use state::overlay::Overlay;
pub use state::pointer::{Gesture, Spot};
pub use state::settings::Settings;
pub use update::update;
