//! Addresses of databases among the paths of DATA, and the secrets in them.
//!
//! A password may be typed as part of an address. It is taken out of the address as soon as that is parsed, and held here only:
//! what every other part of the program sees, prints and stores is the address with `***` in its place.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use super::engine::{ENGINES, Engine};

/// Addresses with their secrets, by what is shown of them.
static SECRETS: Mutex<BTreeMap<String, String>> = Mutex::new(BTreeMap::new());

/// What stands for a secret.
const HIDDEN: &str = "***";
/// Parts of the names of parameters whose values are secrets.
const SECRET_NAMES: [&str; 7] = ["pass", "pwd", "secret", "token", "credential", "auth", "key"];
/// What separates the parameters of an address.
const SEPARATORS: [char; 3] = ['?', '&', ';'];
/// After a `#` with one of these comes no schema: it is part of a secret.
const NOT_OF_SCHEMA: [char; 4] = ['@', '=', '/', ':'];

/// An address, and the schema that is named after it: `postgresql://db/shop#marketing`, `shop.duckdb#marketing`.
pub(super) fn with_schema(path: &Path) -> (PathBuf, Option<String>) {
    let named = path.to_str().filter(|_| is_address(path) || !path.exists()).and_then(|text| text.rsplit_once('#'));
    match named {
        Some((address, schema)) if !schema.is_empty() && !schema.contains(NOT_OF_SCHEMA) => {
            (PathBuf::from(address), Some(schema.to_owned()))
        }
        _ => (path.to_owned(), None),
    }
}

/// The engine of an address: by its scheme, such as `postgresql://`, or a database file by its first bytes. None for other paths.
pub(super) fn engine(path: &Path) -> Option<&'static Engine> {
    let path = &*with_schema(path).0;
    if let Some(scheme) = scheme(path) {
        return Some(ENGINES.iter().find(|engine| engine.schemes.contains(&scheme)).unwrap_or(&super::engine::OTHER));
    }
    let mut head = Vec::new();
    let file = path.is_file().then(|| File::open(path).ok()).flatten()?;
    file.take(32).read_to_end(&mut head).ok()?;
    ENGINES
        .iter()
        .find(|engine| engine.magic.is_some_and(|(at, magic)| head.get(at..).is_some_and(|h| h.starts_with(magic))))
}

/// Whether a path of DATA is the address of a database, or a database file.
pub fn names_database(path: &Path) -> bool {
    engine(path).is_some()
}

/// Whether an address has a secret in it, as it is typed.
pub fn names_secret(text: &str) -> bool {
    scheme(Path::new(text)).is_some() && shown(text) != text
}

/// A path as the program keeps it: an address without its secrets, which only the driver gets back.
pub fn kept(path: PathBuf) -> PathBuf {
    let Some(text) = path.to_str().filter(|_| scheme(&path).is_some()) else { return path };
    let shown = shown(text);
    if shown == text {
        return path;
    }
    SECRETS.lock().unwrap_or_else(PoisonError::into_inner).insert(shown.clone(), text.to_owned());
    PathBuf::from(shown)
}

/// The address with its secrets and without a schema, as the driver needs it.
pub(super) fn real(kept: &str) -> String {
    let secrets = SECRETS.lock().unwrap_or_else(PoisonError::into_inner);
    let real = secrets.get(kept).map_or(kept, String::as_str);
    with_schema(Path::new(real)).0.to_string_lossy().into_owned()
}

/// The path from the root; an address as it is.
pub fn absolute(path: &Path) -> PathBuf {
    if is_address(path) { path.to_owned() } else { std::path::absolute(path).unwrap_or_else(|_| path.to_owned()) }
}

/// Whether a path of DATA is an address, and no file.
pub fn is_address(path: &Path) -> bool {
    scheme(path).is_some()
}

/// The scheme of an address; none for a path of a file.
pub(super) fn scheme(path: &Path) -> Option<&str> {
    let (scheme, _) = path.to_str()?.split_once("://")?;
    let is_scheme = scheme.starts_with(|c: char| c.is_ascii_lowercase())
        && scheme.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b"+-._".contains(&b));
    is_scheme.then_some(scheme)
}

/// A text without the secrets of the addresses in it: the password before an `@`, and parameters such as `token`.
pub fn shown(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    for (at, part) in text.split("://").enumerate() {
        if at == 0 {
            shown.push_str(part);
            continue;
        }
        shown.push_str("://");
        // In a message an address ends at a blank or a quote.
        let end = part.find([' ', '\n', '\t', '"', '\'', '`']).unwrap_or(part.len());
        let (address, rest) = part.split_at(end);
        shown.push_str(&without_secrets(address));
        shown.push_str(rest);
    }
    shown
}

/// An address after its scheme, without secrets.
fn without_secrets(address: &str) -> String {
    if let Some((address, schema)) = address.rsplit_once('#').filter(|(_, schema)| !schema.contains(NOT_OF_SCHEMA)) {
        return format!("{}#{schema}", without_secrets(address));
    }
    let begin = address.find(SEPARATORS).unwrap_or(address.len());
    // A separator may be part of a password.
    let begin =
        address.rfind('@').filter(|at| *at > begin && !address[..begin].contains('/')).unwrap_or(begin).max(begin);
    let begin = address[begin..].find(SEPARATORS).map_or(address.len(), |at| begin + at);
    let (place, parameters) = address.split_at(begin);
    let place = match place.rsplit_once('@') {
        Some((user, host)) => match user.split_once(':') {
            Some((name, _)) => format!("{name}:{HIDDEN}@{host}"),
            None => place.to_owned(),
        },
        None => place.to_owned(),
    };
    let mut shown = place;
    for parameter in parameters.split_inclusive(SEPARATORS) {
        let (parameter, separator) = match parameter.char_indices().next_back() {
            Some((at, last)) if SEPARATORS.contains(&last) => parameter.split_at(at),
            _ => (parameter, ""),
        };
        match parameter.split_once('=') {
            Some((name, _)) if is_secret(name) => shown.extend([name, "=", HIDDEN]),
            _ => shown.push_str(parameter),
        }
        shown.push_str(separator);
    }
    shown
}

fn is_secret(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    SECRET_NAMES.iter().any(|secret| name.contains(secret))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn secrets_are_not_shown() {
        for (typed, expected) in [
            ("postgresql://ana@db/shop", "postgresql://ana@db/shop"),
            ("postgresql://ana:pw@db:5432/shop", "postgresql://ana:***@db:5432/shop"),
            ("postgresql://ana:p@w:/x@db/shop?sslmode=require", "postgresql://ana:***@db/shop?sslmode=require"),
            ("postgresql://ana:p?w&x@db/shop", "postgresql://ana:***@db/shop"),
            (
                "postgresql://db/shop?user=ana&password=pw&sslmode=x",
                "postgresql://db/shop?user=ana&password=***&sslmode=x",
            ),
            ("postgresql://db/shop?PASSWORD=", "postgresql://db/shop?PASSWORD=***"),
            ("sc://host:15002/;token=a@b;user_id=ana", "sc://host:15002/;token=***;user_id=ana"),
            ("grpc+tls://ana:pw@host:31337", "grpc+tls://ana:***@host:31337"),
            ("profile://shop#x", "profile://shop#x"),
            ("postgresql://ana:p#w@db/shop?token=a#sales", "postgresql://ana:***@db/shop?token=***#sales"),
            (
                "could not reach \"postgresql://a:b@c\" or grpc://d:e@f now",
                "could not reach \"postgresql://a:***@c\" or grpc://d:***@f now",
            ),
            ("a/b.csv", "a/b.csv"),
        ] {
            assert_eq!(shown(typed), expected);
        }
    }

    #[test]
    fn an_address_is_kept_without_its_secret_and_given_back_with_it() {
        let kept = kept(PathBuf::from("postgresql://kept:of-the-test@db/shop"));
        assert_eq!(kept, Path::new("postgresql://kept:***@db/shop"));
        assert_eq!(real("postgresql://kept:***@db/shop"), "postgresql://kept:of-the-test@db/shop");
        assert_eq!(real("profile://shop"), "profile://shop");
        assert!(names_secret("sc://h/;token=x") && !names_secret("sc://h/") && !names_secret("x:y@z.csv"));
    }

    #[test]
    fn addresses_have_a_scheme_and_files_have_none() {
        for path in ["postgresql://db", "grpc+tls://h:1", "profile://shop", "snowflake://x"] {
            assert!(names_database(Path::new(path)), "{path}");
        }
        let with_schema = |path: &str| with_schema(Path::new(path));
        assert_eq!(with_schema("profile://shop#sales"), ("profile://shop".into(), Some("sales".to_owned())));
        assert_eq!(with_schema("postgresql://a:b#c@db/x"), ("postgresql://a:b#c@db/x".into(), None));
        assert_eq!(with_schema("src"), ("src".into(), None));
        for path in ["data", "data/x.csv", "C://x", "-", "://", "a b://c", "data/*.csv"] {
            assert!(!names_database(Path::new(path)), "{path}");
        }
    }
}
