//! The end of a command by a signal, such as ctrl-c: a database would go on with a statement that nobody waits for.

use std::sync::OnceLock;

use crate::progress::Progress;
use crate::terminal;

/// The progress of the whole command.
static COMMAND: OnceLock<Progress> = OnceLock::new();

/// Progress of a part of the command, which a signal cancels.
pub(super) fn progress() -> Progress {
    let begin = || {
        let command = Progress::new();
        terminal::cancel_at_signal(&command);
        command
    };
    COMMAND.get_or_init(begin).part()
}

/// Does not return if a signal ends the command: then there is nothing to say.
pub(super) fn yield_to_signal() {
    while COMMAND.get().is_some_and(Progress::is_cancelled) {
        std::thread::park();
    }
}
