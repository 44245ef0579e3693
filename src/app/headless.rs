//! Runs the state machine without a terminal: every command runs at once, in order. For screenshots and tests.

use std::cell::RefCell;
use std::collections::VecDeque;

use super::execute::{self, Tools};
use super::message::{Cmd, Msg};
use super::state::model::Model;
use super::state::settings::Settings;
use super::update::load::start_load;
use super::{keymap, update};
use crate::progress::Progress;

/// A dashboard that runs its commands inline.
#[derive(Clone, Debug)]
pub struct Headless {
    /// The state.
    pub model: Model,
    tools: Tools,
}

impl Headless {
    /// Reads the data and runs all work that follows for the first screen.
    pub fn start(settings: Settings, tools: Tools, size: (u16, u16)) -> Self {
        let mut headless = Self { model: Model::new(settings, size), tools };
        headless.model.input.paths.clone_from(&headless.tools.load.paths);
        let first = start_load(&mut headless.model);
        headless.settle(Some(first));
        headless
    }

    /// Presses keys, named as in tmux and separated by blanks; all work of a key ends before the next key.
    ///
    /// # Errors
    /// An unknown key name.
    pub fn press(&mut self, keys: &str) -> Result<(), String> {
        for name in keys.split_whitespace() {
            let event = keymap::parse(name)?;
            self.send(Msg::Key(event));
        }
        Ok(())
    }

    /// Applies a message and runs every command that follows from it.
    pub fn send(&mut self, msg: Msg) {
        let cmd = update(&mut self.model, msg);
        self.settle(cmd);
    }

    fn settle(&mut self, cmd: Option<Cmd>) {
        let mut commands: VecDeque<Cmd> = cmd.into_iter().collect();
        while let Some(cmd) = commands.pop_front() {
            let told = RefCell::new(Vec::new());
            let tell = |msg| told.borrow_mut().push(msg);
            let progress = Progress::new();
            match cmd {
                Cmd::All(several) => commands.extend(several),
                cmd => execute::run(&cmd, &self.tools, &progress, &tell),
            }
            for msg in told.into_inner() {
                commands.extend(update(&mut self.model, msg));
            }
        }
    }
}
