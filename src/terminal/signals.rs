//! What the system asks for: to end, to stop for a while, to come back; and a terminal that goes away, which is not always
//! said with a signal. crossterm's reader would spin on such a terminal, so its end is noticed here.

use std::io;
use std::os::unix::net::UnixStream;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::Sender;
use std::thread;
use std::time::{Duration, Instant};

use nix::sys::signal::{SigSet, SigmaskHow};
use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::process::{Signal, getpid, getsid, kill_current_process_group};
use signal_hook::consts::{
    SIGALRM, SIGCONT, SIGHUP, SIGINT, SIGPROF, SIGQUIT, SIGTERM, SIGTSTP, SIGUSR1, SIGUSR2, SIGVTALRM, SIGXCPU,
};
use signal_hook::iterator::backend::SignalDelivery;
use signal_hook::iterator::exfiltrator::SignalOnly;
use signal_hook::low_level::{exit, raise};

use super::ending::{Ending, Reason};
use super::{mode, tty};
use crate::app::Msg;

/// Signals that end a program which does not care for them.
const ENDING: &[i32] = &[SIGTERM, SIGINT, SIGHUP, SIGQUIT, SIGALRM, SIGPROF, SIGUSR1, SIGUSR2, SIGVTALRM, SIGXCPU];
/// How long the loop may take to see that it should end: it may be writing to a terminal that is not read.
const PATIENCE: Duration = Duration::from_millis(800);

/// Whether the last word from outside was to stop, and not to go on.
static STOPPING: AtomicBool = AtomicBool::new(false);

type Signals = SignalDelivery<UnixStream, SignalOnly>;

/// Makes a file above the limit of the shell (`ulimit -f`) be an error of writing, and not the end of the program.
///
/// # Errors
/// When the system takes no handler.
pub fn survive_file_limit() -> io::Result<()> {
    signal_hook::flag::register(signal_hook::consts::SIGXFSZ, Arc::default())?;
    Ok(())
}

/// Listens from now on; the terminal must not be touched before.
pub fn watch(tell: Sender<Msg>, ending: Ending) -> io::Result<()> {
    let signals = register()?;
    tty::open()?;
    thread::Builder::new().name("segscope-signals".to_owned()).spawn(move || listen(signals, &tell, &ending))?;
    Ok(())
}

/// Sets the handlers while the signals wait. `signal-hook` sets a handler before it notes what the handler has to do, and a
/// signal that comes between the two would be lost.
fn register() -> io::Result<Signals> {
    let (read, write) = UnixStream::pair()?;
    let wanted = ENDING.iter().chain(&[SIGTSTP, SIGCONT]);
    let before = SigSet::all().thread_swap_mask(SigmaskHow::SIG_BLOCK)?;
    let signals = Signals::with_pipe(read, write, SignalOnly, wanted);
    before.thread_set_mask()?;
    signals
}

fn listen(mut signals: Signals, tell: &Sender<Msg>, ending: &Ending) {
    let mut asked: Option<Instant> = None;
    loop {
        let gone = wait(&signals, asked);
        let pending: Vec<i32> = signals.pending().collect();
        let ends = pending.iter().find(|signal| ENDING.contains(signal));
        if let Some(signal) = ends {
            // A terminal that goes away is often followed by its hang-up: that is not asking again.
            if asked.is_some() && *signal != SIGHUP {
                leave_now(Reason::Signal(*signal as u8).code());
            }
            ending.because(Reason::Signal(*signal as u8), tell);
        } else if gone && asked.is_none() {
            ending.because(Reason::TerminalGone, tell);
        }
        if ends.is_some() || gone {
            asked.get_or_insert_with(Instant::now);
        }
        if let Some(reason) = ending.reason()
            && asked.is_some_and(|asked| asked.elapsed() >= PATIENCE)
            && mode::is_held()
        {
            leave_now(reason.code());
        }
        // Failing to send means that the dashboard is already gone. Where both came, the last word is to go on.
        if pending.contains(&SIGCONT) {
            STOPPING.store(false, Ordering::SeqCst);
            let _ = tell.send(Msg::Resumed);
        } else if pending.contains(&SIGTSTP) {
            STOPPING.store(true, Ordering::SeqCst);
            let _ = tell.send(Msg::Stop);
        }
    }
}

/// Waits for a signal, or for the terminal to go away; says whether it has gone.
fn wait(signals: &Signals, asked: Option<Instant>) -> bool {
    let mut watched = vec![PollFd::new(signals.get_read(), PollFlags::IN)];
    // A terminal that has gone says so for ever.
    if asked.is_none()
        && let Ok(tty) = tty::descriptor()
    {
        watched.push(PollFd::from_borrowed_fd(tty, PollFlags::empty()));
    }
    let patience = asked.map(|asked| PATIENCE.saturating_sub(asked.elapsed()).max(Duration::from_millis(50)));
    let patience = patience.and_then(|left| Timespec::try_from(left).ok());
    match poll(&mut watched, patience.as_ref()) {
        Ok(_) => watched.get(1).map_or(asked.is_some() && tty::is_gone(), tty::says_gone),
        Err(_) => false,
    }
}

/// Ends without waiting for anybody.
fn leave_now(code: u8) -> ! {
    mode::snatch_back();
    exit(i32::from(code))
}

/// Has the whole job stop, as ctrl-z in any other program: everything that the shell started with us. False where there is
/// no shell to come back to.
pub fn ask_to_stop() -> bool {
    // The first process of a session would stop for ever.
    getsid(None).is_ok_and(|session| session != getpid()) && kill_current_process_group(Signal::TSTP).is_ok()
}

/// Stops until somebody says to go on; [`Msg::Resumed`] follows.
pub fn stop() {
    mode::restore();
    if STOPPING.swap(false, Ordering::SeqCst) {
        let _ = raise(signal_hook::consts::SIGSTOP);
    }
}

/// Takes the terminal again after a stop. In the background it is somebody else's: that means to wait on.
pub fn resume() -> io::Result<()> {
    if !tty::is_foreground() {
        return raise(signal_hook::consts::SIGSTOP);
    }
    mode::set_up()
}
