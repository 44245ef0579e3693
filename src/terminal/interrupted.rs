//! Commands that a signal ends, such as ctrl-c: a database would go on with a statement that nobody waits for.

use std::{fs, thread};

use signal_hook::consts::{SIGINT, SIGTERM};
use signal_hook::iterator::Signals;
use signal_hook::low_level::emulate_default_handler;

use crate::progress::Progress;
use crate::warehouse::wait_for_cancellations;

/// Cancels the command at a signal, and ends the program as the signal does. If that cannot be set up, the signal ends it at once.
pub fn cancel_at_signal(command: &Progress) {
    let ignored = ignored();
    let wanted = [SIGINT, SIGTERM].into_iter().filter(|signal| ignored >> (signal - 1) & 1 == 0);
    let Ok(mut signals) = Signals::new(wanted) else { return };
    let command = command.clone();
    let end = move || {
        for signal in signals.forever() {
            command.cancel();
            wait_for_cancellations();
            drop(emulate_default_handler(signal));
        }
    };
    drop(thread::Builder::new().name("segscope-signals".to_owned()).spawn(end));
}

/// The signals that the program was started to ignore, as bits, such as ctrl-c in the background of a script; none where the
/// system does not say.
fn ignored() -> u64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let bits = status.lines().find_map(|line| line.strip_prefix("SigIgn:"));
    bits.and_then(|bits| u64::from_str_radix(bits.trim(), 16).ok()).unwrap_or_default()
}
