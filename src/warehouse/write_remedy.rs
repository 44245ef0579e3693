//! What errors of writing mean: by their status, or what the message of the driver says.

use adbc_core::error::{Error, Status};

use super::remedy::{remedy, says};

/// Whether there is no such table.
pub fn is_missing(error: &Error) -> bool {
    error.status == Status::NotFound
        || says(error, &["does not exist", "no such table", "not found", "table_or_view_not_found", "unknown table"])
}

/// Whether the driver or its server cannot do this.
pub fn is_not_implemented(error: &Error) -> bool {
    error.status == Status::NotImplemented || says(error, &["not implemented", "unimplemented", "not supported"])
}

/// What to do about an error of writing.
pub fn remedy_of_writing(error: &Error) -> &'static str {
    if error.status == Status::Unauthorized
        || says(error, &["permission denied", "not authorized", "access denied", "privilege"])
    {
        return "Ask for the permission to write: CREATE on the schema for a new table, SELECT and INSERT on the table for \
                --append";
    }
    if says(error, &["read-only", "readonly", "read only"]) {
        return "The database is read only: look at the permissions of its file and folder, or ask for an address that takes \
                writes";
    }
    if says(error, &["unknown database"]) || says(error, &["schema"]) && is_missing(error) {
        return "There is no such schema: create it first (CREATE SCHEMA), or give another one";
    }
    if says(error, &["not a valid name", "invalid identifier"]) {
        return "Give a name of letters, digits and _";
    }
    remedy(error)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn error(message: &str, status: Status) -> Error {
        Error::with_message_and_status(message, status)
    }

    #[test]
    fn errors_of_drivers_are_understood() {
        // As SQLite, DuckDB, PostgreSQL and Spark say it.
        for message in [
            "no such table: t",
            "Catalog Error: Table with name t does not exist!",
            "relation \"t\" does not exist",
            "[TABLE_OR_VIEW_NOT_FOUND] The table or view `t` cannot be found",
        ] {
            assert!(is_missing(&error(message, Status::Internal)), "{message}");
        }
        assert!(!is_missing(&error("permission denied for table t", Status::Unauthorized)));
        assert!(is_not_implemented(&error("[FlightSQL] CommandStatementIngest: Unimplemented", Status::Unknown)));
        for (message, words) in [
            ("permission denied for schema marketing", "CREATE on the schema"),
            ("attempt to write a readonly database", "read only"),
            ("schema \"marketing\" does not exist", "CREATE SCHEMA"),
            ("unknown database \"marketing\"", "CREATE SCHEMA"),
            ("[INVALID_SCHEMA_OR_RELATION_NAME] `a b` is not a valid name for tables/schemas", "letters, digits"),
            ("connection refused", "the port"),
        ] {
            let remedy = remedy_of_writing(&error(message, Status::Unknown));
            assert!(remedy.contains(words), "{message}: {remedy}");
        }
    }
}
