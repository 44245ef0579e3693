//! What an entry of the cache depends on: the files, the options that change what is read from them, and the program.

use std::fs::Metadata;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use serde::{Deserialize, Serialize};

use super::checksum::Checksum;
use crate::data::error::shown;
use crate::data::load_options::LoadOptions;
use crate::data::origin::Origin;
use crate::data::search;
use crate::data::standard_input;
use crate::progress::Progress;
use crate::warehouse::names_database;

/// Changes with the form of the entries, and with what a load makes of the same files.
const FORMAT: u32 = 2;
/// Two writes within one tick of the system's clock leave the same times.
const TICK: Duration = Duration::from_millis(20);
/// The same for file systems without fractions of a second.
const COARSE_TICK: Duration = Duration::from_secs(2);

/// What an entry depends on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Key {
    /// The version of the program, and which build of it.
    program: String,
    /// The options of the load.
    options: String,
    /// The paths as the user gave them, made absolute, for the list of entries.
    pub data: Vec<String>,
    files: Vec<Seen>,
}

/// A file, and what shows that it was changed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Seen {
    path: String,
    /// Its path with all links resolved.
    target: String,
    size: u64,
    /// Seconds and nanoseconds since 1970-01-01.
    written: (i64, i64),
    /// When its content, name or permissions changed last: no program can set this time back.
    touched: (i64, i64),
    /// The device and the number of the file on it.
    place: (u64, u64),
}

impl Key {
    /// The key of a load; `None` if it reads anything but files, is only a first look, or the files cannot be listed.
    pub fn of(options: &LoadOptions, progress: &Progress) -> Option<Self> {
        // A new option decides here whether it changes what is read.
        let LoadOptions {
            paths,
            sample: _,
            as_of,
            date_format,
            today: _,
            mapping,
            first,
            in_file_order,
            in_database: _,
            most_customers: _,
            with_revisions: _,
            cache: _,
        } = options;
        let is_no_file = |path: &PathBuf| path.as_os_str() == standard_input::DASH || names_database(path);
        if paths.is_empty() || first.is_some() || paths.iter().any(is_no_file) {
            return None;
        }
        let absolute = |path: &PathBuf| shown(&std::path::absolute(path).unwrap_or_else(|_| path.clone()));
        let files = search::files(paths, progress).ok()?.into_iter().map(|found| match found.origin {
            Origin::File(path) => Seen::of(&path),
            Origin::Memory(..) | Origin::Table(_) => None,
        });
        Some(Self {
            program: program(),
            options: format!("{:?}", (paths, as_of, date_format, mapping, in_file_order)),
            data: paths.iter().map(absolute).collect(),
            files: files.collect::<Option<_>>()?,
        })
    }

    /// The name of the entry's file: it stays the same when the files or the program change, so the new entry takes the
    /// place of the old one.
    pub fn file_name(&self) -> String {
        format!("{:016x}", Checksum::of(format!("{:?}", (&self.options, &self.data)).as_bytes()))
    }

    /// Why an entry with this key is not for this load; `None` if it is.
    pub fn differs(&self, stored: &Self) -> Option<&'static str> {
        if self == stored {
            None
        } else if self.program != stored.program {
            Some("it was stored by another version of segscope")
        } else if self.files != stored.files {
            Some("the files have changed since")
        } else {
            Some("it was stored with other options")
        }
    }

    /// How long to wait until any later change of the files is visible in their times; `None` if that is too long.
    pub fn settles(&self) -> Option<Duration> {
        let now = SystemTime::now().duration_since(UNIX_EPOCH).ok()?;
        let wait = |file: &Seen| {
            let (seconds, nanoseconds) = file.touched;
            let touched = Duration::new(u64::try_from(seconds).ok()?, u32::try_from(nanoseconds).ok()?);
            let tick = if nanoseconds == 0 { COARSE_TICK } else { TICK };
            Some((touched + tick).saturating_sub(now))
        };
        let longest = self.files.iter().map(wait).try_fold(Duration::ZERO, |longest, wait| Some(longest.max(wait?)))?;
        (longest <= TICK).then_some(longest)
    }
}

impl Seen {
    fn of(path: &Path) -> Option<Self> {
        let metadata = std::fs::metadata(path).ok()?;
        let since = metadata.modified().ok()?.duration_since(UNIX_EPOCH).ok()?;
        let written = (since.as_secs() as i64, i64::from(since.subsec_nanos()));
        let (touched, place) = identity(&metadata).unwrap_or((written, (0, 0)));
        let target = std::fs::canonicalize(path).ok()?;
        let [path, target] = [path, target.as_path()].map(|path| path.to_string_lossy().into_owned());
        Some(Self { path, target, size: metadata.len(), written, touched, place })
    }
}

#[cfg(unix)]
#[allow(clippy::unnecessary_wraps, reason = "other systems have none")]
fn identity(metadata: &Metadata) -> Option<((i64, i64), (u64, u64))> {
    use std::os::unix::fs::MetadataExt;
    Some(((metadata.ctime(), metadata.ctime_nsec()), (metadata.dev(), metadata.ino())))
}

#[cfg(not(unix))]
fn identity(_: &Metadata) -> Option<((i64, i64), (u64, u64))> {
    None
}

/// The version of the program; two builds of one version count as two.
fn program() -> String {
    let file = std::env::current_exe().and_then(std::fs::metadata);
    let build = file.and_then(|metadata| Ok((metadata.len(), metadata.modified()?))).ok();
    format!("{} {FORMAT} {build:?}", env!("CARGO_PKG_VERSION"))
}
