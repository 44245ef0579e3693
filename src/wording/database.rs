//! Databases in words: which one the data is in, and what counts there.

use std::borrow::Cow;
use std::path::Path;

use crate::warehouse::is_address;

/// What separates the parameters of an address from the rest.
const PARAMETERS: [char; 3] = ['?', '&', ';'];

/// Two names of an address, a longer and a shorter: `shop on db.example` and `shop` for
/// `postgresql://ana@db.example:5432/shop`. A path of files as it is.
pub fn names(path: &str) -> [Cow<'_, str>; 2] {
    let one = |name| [Cow::Borrowed(name), Cow::Borrowed(name)];
    let is_one = is_address(Path::new(path)) && !path.contains(' ');
    let Some((_, address)) = path.split_once("://").filter(|_| is_one) else { return one(path) };
    let (address, schema) = address.rsplit_once('#').unwrap_or((address, ""));
    let address = address.split(PARAMETERS).next().unwrap_or(address);
    let (server, database) = address.split_once('/').unwrap_or((address, ""));
    let host = server.rsplit_once('@').map_or(server, |(_, host)| host);
    let database = database.trim_end_matches('/').rsplit('/').next().unwrap_or("");
    // A port tells servers of one machine apart where nothing else does.
    let bare = host.rsplit_once(':').map_or(host, |(host, _)| host);
    match [schema, database].into_iter().find(|name| !name.is_empty()) {
        None => one(host),
        Some(name) if bare.is_empty() => one(name),
        Some(name) => [Cow::Owned(format!("{name} on {bare}")), Cow::Borrowed(name)],
    }
}

/// Where the events are counted.
pub fn computed_by(engine: &str) -> String {
    format!("computed by {engine}")
}

/// Why rows are not shown, and what shows them.
pub fn rows_stay(engine: &str) -> String {
    format!("the rows stay in {engine}; without `--compute database` they are read and listed here")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_has_a_short_name() {
        for (path, expected) in [
            ("postgresql://ana:***@db.example:5432/shop?sslmode=require", ["shop on db.example", "shop"]),
            ("postgresql://127.0.0.1:38805/postgres#marketing", ["marketing on 127.0.0.1", "marketing"]),
            ("grpc://127.0.0.1:32010", ["127.0.0.1:32010"; 2]),
            ("sc://host:15002/;token=***", ["host:15002"; 2]),
            ("profile://shop", ["shop"; 2]),
            ("sqlite:///srv/shop.db", ["shop.db"; 2]),
            ("/srv/shop.duckdb#marketing", ["/srv/shop.duckdb#marketing"; 2]),
            ("a.csv grpc://h:1", ["a.csv grpc://h:1"; 2]),
            ("sample", ["sample"; 2]),
        ] {
            assert_eq!(names(path), expected, "{path}");
        }
    }
}
