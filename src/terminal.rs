//! The only file that touches the terminal: set up, loop, restore.
//!
//! The terminal is set up by hand and not by `ratatui::init`, whose panic hook fires on any thread: a panic in a worker
//! must neither restore nor print over a live screen; it becomes a failed result (see [`crate::jobs`]).

use std::io::{self, BufWriter, Stdout, Write};
use std::path::PathBuf;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::thread::{self, ThreadId};
use std::time::Duration;

use color_eyre::eyre::{self, WrapErr, eyre};
use crossterm::cursor::{Hide, Show};
use crossterm::event::{self, DisableBracketedPaste, EnableBracketedPaste, Event, KeyEventKind};
use crossterm::terminal::{
    BeginSynchronizedUpdate, EndSynchronizedUpdate, EnterAlternateScreen, LeaveAlternateScreen, disable_raw_mode,
    enable_raw_mode,
};
use crossterm::{execute, queue};
use ratatui::Terminal;
use ratatui::backend::CrosstermBackend;

use crate::app::update::start_load;
use crate::app::{Cmd, DataState, Model, Msg, Settings, names_file, update};
use crate::config::Config;
use crate::data;
use crate::session;
use crate::ui;
use crate::ui::theme::Theme;
use crate::watch::{Told, Watch};
use crate::workers::Workers;

/// Whether the screen is ours now, so that whoever leaves gives it back exactly once.
static LIVE: AtomicBool = AtomicBool::new(false);
/// The thread that draws.
static DRAWING_THREAD: OnceLock<ThreadId> = OnceLock::new();

/// How often progress is looked at while work is under way; an idle dashboard sleeps.
const PROGRESS_EVERY: Duration = Duration::from_millis(100);
/// A frame is written in one piece: large enough for a full screen with colours.
const FRAME_BYTES: usize = 1 << 18;

/// Makes panics readable: on the drawing thread the terminal is restored first; on a worker under a live screen, or in a
/// reader that is guarded, nothing is printed, because the panic comes back as a failed result.
///
/// # Errors
/// When hooks were installed before.
pub fn install_panic_hook() -> eyre::Result<()> {
    let (panics, errors) = color_eyre::config::HookBuilder::default().display_env_section(false).into_hooks();
    errors.install()?;
    std::panic::set_hook(Box::new(move |info| {
        let drawing = DRAWING_THREAD.get().is_some_and(|id| *id == thread::current().id());
        if (LIVE.load(Ordering::SeqCst) && !drawing) || crate::data::guard::is_guarded() {
            return;
        }
        restore();
        eprintln!("{}", panics.panic_report(info));
    }));
    Ok(())
}

/// Gives the terminal back as it was. Safe to call at any time, from any thread, more than once.
fn restore() {
    if LIVE.swap(false, Ordering::SeqCst) {
        // The terminal may be gone (SIGHUP): there is nobody to tell.
        let _ = disable_raw_mode();
        let _ = execute!(io::stdout(), EndSynchronizedUpdate, DisableBracketedPaste, LeaveAlternateScreen, Show);
    }
}

fn set_up() -> io::Result<()> {
    enable_raw_mode()?;
    LIVE.store(true, Ordering::SeqCst);
    execute!(io::stdout(), EnterAlternateScreen, EnableBracketedPaste, Hide)
}

/// Restores the terminal however the dashboard is left.
struct Guard;

impl Drop for Guard {
    fn drop(&mut self) {
        restore();
    }
}

/// Runs the dashboard until the user leaves.
///
/// # Errors
/// When there is no terminal, or the data cannot be read; the terminal is restored first.
pub fn run(config: &Config) -> eyre::Result<()> {
    // A second dashboard in one process keeps the first thread's id, which is harmless.
    let _ = DRAWING_THREAD.set(thread::current().id());
    let (tell, told) = mpsc::channel();
    let theme = config.terminal_theme();
    let (naming, notice) = session::naming(config, |name| std::env::var(name).ok())?;
    let workers = Workers::start(&config.load, &tell)?;
    let guard = Guard;
    set_up().wrap_err("the terminal cannot be set up; `segscope report` needs none")?;
    let backend = CrosstermBackend::new(BufWriter::with_capacity(FRAME_BYTES, io::stdout()));
    let mut screen = Terminal::new(backend).wrap_err("the terminal cannot be drawn to")?;
    let size = screen.size()?;
    let mut model = Model::new(Settings { naming, ..config.settings() }, (size.width, size.height));
    model.notice = notice;
    // First paint before anything is read.
    draw(&mut screen, &model, &theme)?;
    watch_keys(tell.clone())?;
    let _watch = if model.watching { watch(&mut model, config.watched(), tell.clone()) } else { None };
    watch_signals(tell)?;
    let first = start_load(&mut model);
    workers.do_it(first);
    let outcome = turn(&mut screen, &mut model, &theme, &told, &workers);
    drop(guard);
    keep_unsaved(&model);
    outcome?;
    self::outcome(config, &model.data)
}

/// Names that were given just before the end: the work in the background may not have come to them.
fn keep_unsaved(model: &Model) {
    if let (true, Some(file)) = (model.naming.is_unsaved(), &model.naming.file)
        && let Err(why) = names_file::keep(file, &model.naming)
    {
        eprintln!("segscope: the name is not kept: {why}");
    }
}

/// Why there is no data, where there is none.
///
/// # Errors
/// When it could not be read, or does not have what the filter asks for.
pub fn outcome(config: &Config, data: &DataState) -> eyre::Result<()> {
    match data {
        DataState::Failed(why) => Err(eyre!(why.clone())),
        DataState::Refused(mismatch) => Err(config.refusal(mismatch).into()),
        DataState::Loading | DataState::Ready(_) | DataState::Reloading(_) => Ok(()),
    }
}

type Screen = Terminal<CrosstermBackend<BufWriter<Stdout>>>;

/// The loop: wait for a message, take in all that have come, draw once.
fn turn(
    screen: &mut Screen,
    model: &mut Model,
    theme: &Theme,
    told: &Receiver<Msg>,
    workers: &Workers,
) -> eyre::Result<()> {
    while !model.quit {
        let first = if model.busy() {
            match told.recv_timeout(PROGRESS_EVERY) {
                Ok(msg) => msg,
                Err(RecvTimeoutError::Timeout) => {
                    let progress = workers.progress();
                    if model.progress == progress {
                        continue;
                    }
                    Msg::Progress(progress)
                }
                Err(RecvTimeoutError::Disconnected) => break,
            }
        } else {
            match told.recv() {
                Ok(msg) => msg,
                Err(_) => break,
            }
        };
        for msg in std::iter::once(first).chain(told.try_iter()) {
            match update(model, msg) {
                Some(Cmd::Suspend) => suspend(screen)?,
                Some(cmd) => workers.do_it(cmd),
                None => {}
            }
            if model.quit {
                return Ok(());
            }
        }
        draw(screen, model, theme)?;
    }
    Ok(())
}

fn draw(screen: &mut Screen, model: &Model, theme: &Theme) -> io::Result<()> {
    queue!(screen.backend_mut(), BeginSynchronizedUpdate)?;
    screen.draw(|frame| ui::draw(model, theme, frame))?;
    queue!(screen.backend_mut(), EndSynchronizedUpdate)?;
    screen.backend_mut().flush()
}

/// Watches the data; where that cannot be, the dashboard says so and goes on without.
fn watch(model: &mut Model, paths: Vec<PathBuf>, tell: Sender<Msg>) -> Option<Watch> {
    let told = move |what| match what {
        Told::Changed => tell.send(Msg::Changed).is_ok(),
        Told::Ended(why) => tell.send(Msg::Unwatched(why)).is_ok(),
    };
    Watch::start(move || data::meant(&paths), told).map_err(|why| update(model, Msg::Unwatched(why))).ok()
}

/// Reads keys on a thread of its own, so that the loop can wait for everything at once.
fn watch_keys(tell: Sender<Msg>) -> io::Result<()> {
    thread::Builder::new().name("segscope-keys".to_owned()).spawn(move || {
        loop {
            let msg = match event::read() {
                Ok(Event::Key(key)) if key.kind == KeyEventKind::Press => Msg::Key(key),
                Ok(Event::Resize(columns, rows)) => Msg::Resize(columns, rows),
                Ok(Event::Paste(text)) => Msg::Paste(text),
                Ok(_) => continue,
                // The terminal is gone.
                Err(_) => Msg::Terminate,
            };
            let last = matches!(msg, Msg::Terminate);
            if tell.send(msg).is_err() || last {
                break;
            }
        }
    })?;
    Ok(())
}

#[cfg(unix)]
fn watch_signals(tell: Sender<Msg>) -> io::Result<()> {
    use signal_hook::consts::{SIGHUP, SIGINT, SIGQUIT, SIGTERM};
    let mut signals = signal_hook::iterator::Signals::new([SIGTERM, SIGHUP, SIGINT, SIGQUIT])?;
    thread::Builder::new().name("segscope-signals".to_owned()).spawn(move || {
        if signals.forever().next().is_some() {
            // Failing means that the dashboard is already gone.
            let _ = tell.send(Msg::Terminate);
        }
    })?;
    Ok(())
}

#[cfg(not(unix))]
fn watch_signals(_tell: Sender<Msg>) -> io::Result<()> {
    Ok(())
}

#[cfg(unix)]
fn suspend(screen: &mut Screen) -> eyre::Result<()> {
    restore();
    signal_hook::low_level::emulate_default_handler(signal_hook::consts::SIGTSTP)?;
    set_up()?;
    screen.clear()?;
    Ok(())
}

#[cfg(not(unix))]
fn suspend(_screen: &mut Screen) -> eyre::Result<()> {
    Ok(())
}
