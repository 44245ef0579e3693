//! Workers: a background slot for each kind of work, all sending to one channel.

use std::cell::RefCell;
use std::io;
use std::sync::mpsc::Sender;

use strum::IntoEnumIterator;

use crate::app::execute::{self, Tools};
use crate::app::message::Outcome;
use crate::app::state::job::Job;
use crate::app::{Cmd, Msg};
use crate::jobs::Slot;
use crate::progress::{Progress, Step};

/// One background slot for each kind of work.
pub struct Workers {
    /// By [`Job`].
    slots: Vec<Slot<Cmd>>,
    current: RefCell<Progress>,
}

impl Workers {
    /// Starts the threads; their outcomes are sent to `tell`.
    ///
    /// # Errors
    /// If the system cannot start a thread.
    pub fn start(tools: &Tools, tell: &Sender<Msg>) -> io::Result<Self> {
        let slot = |job: Job| {
            let (tools, told, failed) = (tools.clone(), tell.clone(), tell.clone());
            // Failing to send means that the dashboard is already gone.
            let send = move |msg| drop(told.send(msg));
            Slot::spawn(
                &job.to_string(),
                move |cmd: Cmd, progress| execute::run(&cmd, &tools, progress, &send),
                move |cmd, panic| {
                    if let Some((job, generation)) = cmd.job() {
                        drop(failed.send(Msg::Done(
                            generation,
                            Outcome::Failed(job, format!("a mistake in segscope: {panic}")),
                        )));
                    }
                },
            )
        };
        Ok(Self { slots: Job::iter().map(slot).collect::<io::Result<_>>()?, current: RefCell::default() })
    }

    /// Runs a command in the background; the newest of a kind wins.
    pub fn do_it(&self, cmd: Cmd) {
        match cmd {
            // Run by the loop, which owns the screen.
            Cmd::Suspend | Cmd::CopyRow | Cmd::CopyCommand => {}
            Cmd::All(several) => several.into_iter().for_each(|cmd| self.do_it(cmd)),
            Cmd::Cancel(job) => self.slots[job as usize].cancel(),
            cmd => {
                let Some((job, _)) = cmd.job() else { return };
                let progress = Progress::new();
                if matches!(
                    job,
                    Job::Stability
                        | Job::Names
                        | Job::Views
                        | Job::Later
                        | Job::Groups
                        | Job::Compare
                        | Job::List
                        | Job::Remember
                ) {
                    // It does not delay the user, so its progress is not shown.
                    return self.slots[job as usize].submit(cmd, progress);
                }
                if matches!(job, Job::Load | Job::Sweep | Job::Segment | Job::Filter) {
                    // It waits for other work, and is requested again when that is done.
                    self.slots[Job::Stability as usize].cancel();
                }
                self.slots[job as usize].submit(cmd, progress.clone());
                self.current.replace(progress);
            }
        }
    }

    /// The progress of the newest work.
    pub fn progress(&self) -> Step {
        self.current.borrow().step()
    }
}
