//! Takes the terminal and gives it back as it was, exactly once however the dashboard is left.

use std::io;
use std::sync::atomic::{AtomicBool, Ordering};

use super::tty;

/// The alternate screen, bracketed paste, no cursor.
const TAKE: &[u8] = b"\x1b[?1049h\x1b[?2004h\x1b[?25l";
/// Reports of buttons, of the wheel, and of movements while a button is down, in the form without limits to the columns.
const TAKE_MOUSE: &[u8] = b"\x1b[?1000h\x1b[?1002h\x1b[?1006h";
/// The reverse. The last frame may be incomplete, so its synchronised update and its colours are ended first.
const GIVE_BACK: &[u8] = b"\x1b[?2026l\x1b[0m\x1b[?1006l\x1b[?1002l\x1b[?1000l\x1b[?2004l\x1b[?1049l\x1b[?25h";

/// Whether mouse events are turned on whenever the terminal is taken.
static MOUSE: AtomicBool = AtomicBool::new(false);
/// Whether the program has the screen now.
static LIVE: AtomicBool = AtomicBool::new(false);
/// Whether the terminal still has to be restored, which is so until the last byte of the sequence is written.
static HELD: AtomicBool = AtomicBool::new(false);

/// Whether the program has the screen now.
pub fn is_live() -> bool {
    LIVE.load(Ordering::SeqCst)
}

/// Whether the terminal still has to be restored.
pub fn is_held() -> bool {
    HELD.load(Ordering::SeqCst)
}

/// Turns mouse events on or off for the next time the terminal is taken.
pub fn use_mouse(wanted: bool) {
    MOUSE.store(wanted, Ordering::SeqCst);
}

/// Takes the terminal, or makes sure of it.
pub fn set_up() -> io::Result<()> {
    tty::open()?;
    // Before the first change, so that every way out from here restores it.
    HELD.store(true, Ordering::SeqCst);
    LIVE.store(true, Ordering::SeqCst);
    tty::enter_raw()?;
    tty::write(TAKE)?;
    if MOUSE.load(Ordering::SeqCst) { tty::write(TAKE_MOUSE) } else { Ok(()) }
}

/// Marks the screen as released; returns whether the program had it.
fn let_go() -> bool {
    LIVE.swap(false, Ordering::SeqCst)
}

/// Restores the terminal without waiting for anything: for a signal handler, and if the thread that should do it hangs.
/// Returns whether there was something to restore.
pub fn snatch_back() -> bool {
    let held = HELD.swap(false, Ordering::SeqCst);
    LIVE.store(false, Ordering::SeqCst);
    if held {
        tty::silence();
        tty::leave_raw();
        tty::write_if_ready(GIVE_BACK);
    }
    held
}

/// Gives the terminal back. Safe to call at any time, from any thread, more than once.
pub fn restore() {
    if let_go() {
        tty::leave_raw();
        // The terminal may be gone, so nothing can be shown.
        let _ = tty::write(GIVE_BACK);
        HELD.store(false, Ordering::SeqCst);
    }
}

/// Restores the terminal however the dashboard is left.
pub struct Guard;

impl Drop for Guard {
    fn drop(&mut self) {
        restore();
    }
}
