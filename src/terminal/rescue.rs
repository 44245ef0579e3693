//! Restores the terminal when the process is about to die: out of memory, stack overflow (both abort), or a memory-mapped
//! file that was truncated (SIGBUS). SIGKILL cannot be caught.
//!
//! SIGSEGV is not caught: the handler could run on the stack that has overflowed, and it would replace the handler of the
//! standard library, which reports a stack overflow and aborts.
#![allow(unsafe_code)]

use std::io;

use signal_hook::consts::{SIGABRT, SIGBUS, SIGSYS, SIGTRAP};
use signal_hook::low_level::{emulate_default_handler, register};

use super::mode;

/// The message of an abort itself is lost with the alternate screen.
const WHY: &[u8] = b"segscope: stopped at once: the memory or the stack ran out, or there is a mistake in segscope. \
    A smaller part of the data needs less: see --max-memory\n";

/// Restores the terminal before the process dies.
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
    // Otherwise a signal that another process sent would not end the program.
    let _ = emulate_default_handler(signal);
}
