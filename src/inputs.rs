//! The files that the program reads. No output may overwrite one of them.

use std::path::{Path, PathBuf};

use crate::data;
use crate::data::folder::{LOG, table_names};
use crate::plain_text::clean;
use crate::same_file::same;

/// Input files, under any name.
#[derive(Clone, Debug, Default)]
pub struct Inputs {
    /// DATA: files, folders, patterns.
    data: Vec<PathBuf>,
    /// Mapping, names, saved model.
    others: Vec<PathBuf>,
}

impl Inputs {
    /// From the files of DATA and other files.
    pub fn new<'p>(data: &[PathBuf], others: impl IntoIterator<Item = &'p PathBuf>) -> Self {
        let mut inputs = Self { data: data.to_vec(), others: others.into_iter().cloned().collect() };
        // A file that is redirected to standard input.
        if cfg!(unix) && data.iter().any(|path| path.as_os_str() == "-") {
            inputs.others.push(PathBuf::from("/dev/stdin"));
        }
        inputs
    }

    /// Those of other DATA too.
    #[must_use]
    pub fn with_data(mut self, data: &[PathBuf]) -> Self {
        self.data.extend(data.iter().cloned());
        self
    }

    /// With one more file.
    #[must_use]
    pub fn and(mut self, path: &Path) -> Self {
        self.others.push(path.to_owned());
        self
    }

    /// Refuses an output that is one of the inputs.
    ///
    /// # Errors
    /// A sentence that begins with the output.
    pub fn spare(&self, output: &Path) -> Result<(), String> {
        // Something other than a file, such as a terminal, can be both.
        if !output.is_file() {
            return Ok(());
        }
        let read =
            data::meant(&self.data).into_iter().chain(self.others.iter().cloned()).find(|file| same(file, output));
        let shown = |path: &Path| clean(&path.to_string_lossy()).into_owned();
        match read {
            Some(file) if file == output => Err(format!("{}: this file is read. Name another file", shown(output))),
            Some(file) => {
                Err(format!("{} is the same file as {}, which is read. Name another file", shown(output), shown(&file)))
            }
            None => Ok(()),
        }
    }

    /// Refuses a folder in which a table would overwrite one of the files that are not DATA; overwriting DATA has its own
    /// message.
    ///
    /// # Errors
    /// A sentence that begins with the file in question.
    pub fn spare_tables(&self, folder: &Path) -> Result<(), String> {
        let others = Self { data: Vec::new(), others: self.others.clone() };
        table_names().chain([LOG.to_owned()]).try_for_each(|name| others.spare(&folder.join(name)))
    }

    /// Refuses several outputs of a command where one is an input, or two are one file. `-` is standard output.
    ///
    /// # Errors
    /// A sentence that begins with the option.
    pub fn spare_all(&self, outputs: &[(&str, Option<&Path>)]) -> Result<(), String> {
        let files: Vec<(&str, &Path)> = outputs
            .iter()
            .filter_map(|(option, path)| path.filter(|path| path.as_os_str() != "-").map(|path| (*option, path)))
            .collect();
        for (at, (option, path)) in files.iter().enumerate() {
            self.spare(path).map_err(|why| format!("{option} {why}"))?;
            if let Some((other, _)) = files[..at].iter().find(|(_, other)| same(other, path)) {
                let path = clean(&path.to_string_lossy()).into_owned();
                return Err(format!("{option} {path} is the same file as that of {other}. Name two files"));
            }
        }
        Ok(())
    }
}
