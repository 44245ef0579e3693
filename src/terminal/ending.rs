//! Why the dashboard ends although no key ends it.

use std::process::ExitCode;
use std::sync::mpsc::Sender;
use std::sync::{Arc, OnceLock};

use color_eyre::eyre::{self, eyre};

use crate::app::Msg;

/// The exit code that a shell gives for a program ended by a hang-up.
const HUNG_UP: u8 = 129;

/// A reason from outside.
#[derive(Clone, Debug)]
pub enum Reason {
    /// A signal, by its number.
    Signal(u8),
    /// The window was closed, or the connection is lost.
    TerminalGone,
    /// Keys cannot be read, with the reason.
    NoKeys(String),
}

/// The first reason, shared by the threads that can report one.
#[derive(Clone, Debug, Default)]
pub struct Ending(Arc<OnceLock<Reason>>);

impl Ending {
    /// Ends the dashboard; the first reason counts.
    pub fn because(&self, reason: Reason, tell: &Sender<Msg>) {
        let _ = self.0.set(reason);
        // Failing means that the dashboard is already gone.
        let _ = tell.send(Msg::Terminate);
    }

    /// The reason, if there is one.
    pub fn reason(&self) -> Option<&Reason> {
        self.0.get()
    }
}

impl Reason {
    /// The exit code that a shell gives for it.
    pub fn code(&self) -> u8 {
        match self {
            Self::Signal(signal) => 128 + signal,
            Self::TerminalGone => HUNG_UP,
            Self::NoKeys(_) => 1,
        }
    }

    /// How the program ends because of it.
    ///
    /// # Errors
    /// The reasons that the user must know.
    pub fn outcome(&self) -> eyre::Result<ExitCode> {
        match self {
            Self::NoKeys(why) => Err(eyre!("keys cannot be read from the terminal: {why}")),
            Self::Signal(_) | Self::TerminalGone => Ok(ExitCode::from(self.code())),
        }
    }
}
