//! Writes the mapping of the mapping screen to a file for `--mapping`.

use std::io::Write;
use std::path::{Path, PathBuf};

use crate::app::message::{MappingRequest, NotWritten};
use crate::atomic_file;
use crate::data::LoadOptions;
use crate::inputs::Inputs;

/// The ending of proposed file names.
const ENDING: &str = "mapping.toml";

/// Writes a mapping for data that is read with these options; returns the command that uses it.
///
/// # Errors
/// Why the file was not written; an existing file is unchanged.
pub fn write(request: &MappingRequest, options: &LoadOptions) -> Result<String, NotWritten> {
    let MappingRequest { mapping, path, overwrite, .. } = request;
    Inputs::new(&options.paths, []).spare(path).map_err(NotWritten::Failed)?;
    if !overwrite && path.symlink_metadata().is_ok() {
        return Err(NotWritten::Exists);
    }
    atomic_file::replace(path, |out| out.write_all(mapping.to_toml().as_bytes()))
        .map_err(|why| NotWritten::Failed(why.to_string()))?;
    let mapping = Some(mapping.clone().in_file(path));
    let load = LoadOptions { paths: options.paths.clone(), mapping, ..LoadOptions::default() };
    Ok(load.command(&[], &[]))
}

/// The proposed file: beside the data if that is a file or folder, otherwise in the working directory.
pub fn proposed(paths: &[PathBuf]) -> String {
    let path = match paths {
        [] => PathBuf::from(format!("sample.{ENDING}")),
        // A pipe, or a pattern.
        [first, ..] if !first.exists() => PathBuf::from(ENDING),
        [folder, ..] if folder.is_dir() => folder.join(ENDING),
        [file, ..] => beside(file),
    };
    path.to_string_lossy().into_owned()
}

/// `shop/orders.mapping.toml` for `shop/orders.csv.gz`.
fn beside(file: &Path) -> PathBuf {
    let name = file.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let stem = name.split('.').find(|word| !word.is_empty()).unwrap_or("data");
    file.with_file_name(format!("{stem}.{ENDING}"))
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::data::{Mapping, Table};

    #[test]
    fn a_mapping_lies_beside_its_data() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("orders.csv.gz");
        std::fs::write(&file, "").unwrap();
        let at = |name: &str| folder.path().join(name).to_string_lossy().into_owned();
        assert_eq!(proposed(&[file]), at("orders.mapping.toml"));
        assert_eq!(proposed(&[folder.path().to_owned()]), at("mapping.toml"));
        assert_eq!(proposed(&[]), "sample.mapping.toml");
        assert_eq!(proposed(&["-".into()]), "mapping.toml");
    }

    #[test]
    fn a_file_is_overwritten_only_when_asked_and_data_never() {
        let folder = tempfile::tempdir().unwrap();
        let (data, path) = (folder.path().join("orders.csv"), folder.path().join("a b.toml"));
        std::fs::write(&data, "x\n").unwrap();
        let options = LoadOptions { paths: vec![data.clone()], ..LoadOptions::default() };
        let mut mapping = Mapping::default();
        mapping.set_source(Table::Transactions, Some("orders.csv".to_owned()));
        let request = MappingRequest { paths: vec![data.clone()], mapping, path: path.clone(), overwrite: false };
        let command = write(&request, &options).unwrap();
        assert_eq!(command, format!("segscope {} --mapping '{}'", data.display(), path.display()));
        assert_eq!(Mapping::read(&path).unwrap().source_name(Table::Transactions), Some("orders.csv"));
        assert_eq!(write(&request, &options), Err(NotWritten::Exists));
        assert!(write(&MappingRequest { overwrite: true, ..request.clone() }, &options).is_ok());
        let over_data = MappingRequest { path: data, overwrite: true, ..request };
        assert!(
            matches!(write(&over_data, &options), Err(NotWritten::Failed(why)) if why.contains("this file is read"))
        );
    }
}
