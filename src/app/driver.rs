//! Runs the state machine without a terminal: every command is done at once, in order. For screenshots and tests.

use std::cell::RefCell;
use std::collections::VecDeque;

use super::message::{Cmd, Msg};
use super::model::{Model, Settings};
use super::{keymap, update, work};
use crate::data::LoadOptions;
use crate::progress::Progress;

/// A dashboard whose work is done inline.
#[derive(Clone, Debug)]
pub struct Driver {
    /// The state.
    pub model: Model,
    load: LoadOptions,
}

impl Driver {
    /// Reads the data and brings the first screen to rest.
    pub fn start(settings: Settings, load: LoadOptions, size: (u16, u16)) -> Self {
        let mut driver = Self { model: Model::new(settings, size), load };
        let first = update::start_load(&mut driver.model);
        driver.settle(Some(first));
        driver
    }

    /// Presses keys, named as in tmux and separated by blanks; each comes to rest before the next.
    ///
    /// # Errors
    /// A name that is no key.
    pub fn press(&mut self, keys: &str) -> Result<(), String> {
        for name in keys.split_whitespace() {
            let event = keymap::parse(name)?;
            self.send(Msg::Key(event));
        }
        Ok(())
    }

    /// Takes in one message and does everything that follows from it.
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
                Cmd::Load(generation, filter) => work::load(generation, &self.load, &filter, &progress, &tell),
                Cmd::Sweep(generation, dataset, choice) => {
                    work::sweep(generation, &dataset, &choice, &progress, &tell);
                }
                Cmd::Segment(generation, request) => {
                    work::segment(generation, &request, &progress, &tell);
                }
                Cmd::Filter(generation, request) => work::filter(generation, &request, &progress, &tell),
                Cmd::Rows(generation, table, numbers) => {
                    work::rows(generation, &self.load, table, &numbers, &progress, &tell);
                }
                Cmd::Stability(generation, prepared, clustering) => {
                    work::stability(generation, &prepared, &clustering, &progress, &tell);
                }
                Cmd::All(several) => commands.extend(several),
                Cmd::Cancel(_) | Cmd::Suspend => {}
            }
            for msg in told.into_inner() {
                commands.extend(update(&mut self.model, msg));
            }
        }
    }
}
