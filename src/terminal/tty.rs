//! The terminal itself, over a descriptor that stays open: restoring it needs no new descriptor, no lock that another
//! thread may hold, and no memory, so it works in a signal handler too.

use std::fs::OpenOptions;
use std::io::{self, IsTerminal};
use std::os::fd::{AsFd, BorrowedFd, OwnedFd};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, OnceLock, PoisonError};

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::fs::{OFlags, fcntl_getfl, fcntl_setfl};
use rustix::io::Errno;
use rustix::stdio::stdout;
use rustix::termios::{OptionalActions, Termios, tcgetattr, tcgetpgrp, tcgetwinsize, tcsetattr};

/// Where keys come from: standard input, or the controlling terminal if standard input is data.
static TTY: OnceLock<OwnedFd> = OnceLock::new();
/// The settings of the terminal line before raw mode; none outside it.
static BEFORE: Mutex<Option<Termios>> = Mutex::new(None);

/// Whether the terminal was released for the last time.
static SILENT: AtomicBool = AtomicBool::new(false);

/// Drops everything that threads write from now on: another thread may still draw while the process dies.
pub fn silence() {
    SILENT.store(true, Ordering::SeqCst);
}

/// Finds the terminal.
pub fn open() -> io::Result<()> {
    if TTY.get().is_none() {
        let stdin = io::stdin();
        let tty = if stdin.is_terminal() {
            stdin.as_fd().try_clone_to_owned()?
        } else {
            OpenOptions::new().read(true).write(true).open("/dev/tty")?.into()
        };
        // Another thread has found the same terminal already.
        let _ = TTY.set(tty);
    }
    Ok(())
}

/// The terminal's descriptor, once it is found.
pub fn descriptor() -> io::Result<BorrowedFd<'static>> {
    TTY.get().map(AsFd::as_fd).ok_or_else(|| io::ErrorKind::NotConnected.into())
}

/// Turns on raw mode, in which every key is reported as it is pressed. Call it again after a stop, because a shell may have
/// changed the settings.
pub fn enter_raw() -> io::Result<()> {
    let tty = descriptor()?;
    let mut before = BEFORE.lock().unwrap_or_else(PoisonError::into_inner);
    let settings = match before.as_ref() {
        Some(settings) => settings.clone(),
        None => tcgetattr(tty)?,
    };
    let mut raw = settings.clone();
    *before = Some(settings);
    // crossterm reads ctrl-j as enter unless crossterm itself turned on raw mode.
    crossterm::terminal::enable_raw_mode()?;
    raw.make_raw();
    Ok(tcsetattr(tty, OptionalActions::Now, &raw)?)
}

/// Restores the earlier settings of the line.
pub fn leave_raw() {
    let before = BEFORE.try_lock().ok().and_then(|mut before| before.take());
    if let (Some(before), Ok(tty)) = (before, descriptor()) {
        // The terminal may be gone, so nothing can be shown.
        let _ = tcsetattr(tty, OptionalActions::Now, &before);
    }
}

/// Writes to the screen without a buffer.
pub fn write(mut bytes: &[u8]) -> io::Result<()> {
    while !bytes.is_empty() && !SILENT.load(Ordering::SeqCst) {
        match rustix::io::write(stdout(), bytes) {
            Ok(n) => bytes = &bytes[n..],
            Err(Errno::INTR) => {}
            // Another program may have made the shared terminal non-blocking.
            Err(Errno::AGAIN) => drop(poll(&mut [PollFd::from_borrowed_fd(stdout(), PollFlags::OUT)], None)),
            Err(why) => return Err(why.into()),
        }
    }
    Ok(())
}

/// Writes to the screen only if that does not block: a terminal that nobody reads must not delay the end.
pub fn write_if_ready(bytes: &[u8]) {
    let Ok(flags) = fcntl_getfl(stdout()) else { return };
    let _ = fcntl_setfl(stdout(), flags | OFlags::NONBLOCK);
    let _ = rustix::io::write(stdout(), bytes);
    let _ = fcntl_setfl(stdout(), flags);
}

/// Columns and rows.
pub fn size() -> io::Result<(u16, u16)> {
    let size = tcgetwinsize(descriptor()?)?;
    Ok((size.ws_col, size.ws_row))
}

/// Whether the terminal was closed.
pub fn is_gone() -> bool {
    let Ok(tty) = descriptor() else { return false };
    let mut watched = [PollFd::from_borrowed_fd(tty, PollFlags::empty())];
    poll(&mut watched, Some(&Timespec::default())).is_ok() && says_gone(&watched[0])
}

/// Whether the result of a poll says that the terminal was closed.
pub fn says_gone(polled: &PollFd<'_>) -> bool {
    polled.revents().intersects(PollFlags::HUP | PollFlags::ERR)
}

/// Whether this process group is in the foreground, not another job or the shell.
pub fn is_foreground() -> bool {
    // A terminal that controls no process has no foreground job.
    descriptor().and_then(|tty| Ok(tcgetpgrp(tty)?)).map_or(true, |group| group == rustix::process::getpgrp())
}
