//! The state machine behind the dashboard. Pure: [`update`] takes a model and a message and returns the command to run;
//! what runs commands is `terminal` (in the background) or a [`driver`] (inline, for tests and screenshots).

mod act;
pub mod action;
pub mod budget;
pub mod camera;
mod changes;
mod clustering;
pub mod dialog;
pub mod driver;
pub mod keymap;
mod look;
pub mod members;
pub mod message;
pub mod model;
pub mod open_rows;
pub mod panel;
mod past;
pub mod picker;
pub mod prompt;
pub mod scene;
mod typing;
pub mod update;
pub mod viewport;
pub mod work;

pub use action::{Action, Motion};
pub use message::{Cmd, Msg};
pub use model::{Axes, ClusterState, DataState, Model, Overlay, Settings, Shown, Stage};
pub use panel::{Panel, Screen};
pub use scene::{Directions, Scene};
pub use update::update;
pub use viewport::Viewport;
