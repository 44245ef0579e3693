//! Asks a database at intervals whether its tables have changed: `--refresh`.
//!
//! Each time it asks one statement. A database that does not answer is said once, and asked again at the next interval.

use std::sync::Arc;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::thread;
use std::time::Duration;

use crate::app::message::News;
use crate::data::Revision;
use crate::progress::Progress;
use crate::warehouse::Connection;

/// Asks as long as it lives.
#[derive(Debug)]
pub struct Refresh {
    /// What was read.
    pub of: Vec<Revision>,
    progress: Progress,
    _alive: Sender<()>,
}

impl Refresh {
    /// Asks every so often whether the tables are still of these revisions, and calls `tell` until that gives false. A change is
    /// told at each interval until it is read.
    ///
    /// # Errors
    /// When the machine gives no thread, in words.
    pub fn start(
        of: Vec<Revision>,
        every: Duration,
        tell: impl Fn(News) -> bool + Send + 'static,
    ) -> Result<Self, String> {
        let ((alive, ended), progress) = (mpsc::channel(), Progress::new());
        let (revisions, asked) = (of.clone(), progress.clone());
        let ask = move || follow(&revisions, every, (&ended, &asked), &tell);
        thread::Builder::new().name("segscope-refresh".to_owned()).spawn(ask).map_err(|why| why.to_string())?;
        Ok(Self { of, progress, _alive: alive })
    }
}

impl Drop for Refresh {
    fn drop(&mut self) {
        // A statement that runs has no one to answer to.
        self.progress.cancel();
    }
}

fn follow(
    revisions: &[Revision],
    every: Duration,
    (ended, progress): (&Receiver<()>, &Progress),
    tell: &impl Fn(News) -> bool,
) {
    let mut connections: Vec<Option<Arc<Connection>>> = revisions.iter().map(|_| None).collect();
    let mut is_silent = false;
    while ended.recv_timeout(every) == Err(RecvTimeoutError::Timeout) {
        let asked: Result<Vec<bool>, _> = revisions
            .iter()
            .zip(&mut connections)
            .map(|(revision, connection)| revision.now(connection, progress).map(|now| now == *revision))
            .collect();
        let told = match asked {
            Ok(same) if same.contains(&false) => News::Changed,
            Ok(_) if is_silent => News::Back,
            Ok(_) => continue,
            Err(_) if is_silent || progress.is_cancelled() => continue,
            Err(why) => News::Silent(why.to_string()),
        };
        is_silent = matches!(told, News::Silent(_));
        if !tell(told) {
            return;
        }
    }
}
