//! Gives the terminal back when the process is about to die of itself: memory that cannot be had, a stack that is full (both
//! abort), a file that was cut short under a mapping. What kills without a word (SIGKILL) cannot be caught by anybody.
//!
//! A SIGSEGV that is no full stack is not caught: the handler would run on the stack that may be the cause, and replace the
//! one of the standard library that tells a full stack and aborts.
#![allow(unsafe_code)]

use std::io;

use signal_hook::consts::{SIGABRT, SIGBUS, SIGSYS, SIGTRAP};
use signal_hook::low_level::{emulate_default_handler, register};

use super::mode;

/// What an abort says itself is on the screen that is left.
const WHY: &[u8] = b"segscope: stopped at once: the memory or the stack ran out, or there is a mistake in segscope. \
    A smaller part of the data needs less: see --max-memory\n";

/// Has the terminal given back before the process dies.
pub fn install() -> io::Result<()> {
    for signal in [SIGABRT, SIGBUS, SIGSYS, SIGTRAP] {
        // SAFETY: the action does only what is safe in a signal handler: it swaps atomics, takes a lock only if it is
        // free, and makes system calls (write, ioctl, fcntl, sigaction, kill); it takes no memory and does not panic.
        unsafe { register(signal, move || die(signal)) }?;
    }
    Ok(())
}

fn die(signal: i32) {
    if mode::snatch_back() {
        let _ = rustix::io::write(rustix::stdio::stderr(), WHY);
    }
    // Else a signal sent from outside would end nothing.
    let _ = emulate_default_handler(signal);
}
