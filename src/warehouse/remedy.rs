//! What a driver says of a failure, and what to do about it.

use adbc_core::error::{Error, Status};

use super::error::{WarehouseError, said};

/// What a driver says of a statement.
pub(super) fn failed(address: &str, doing: &str, error: &Error) -> WarehouseError {
    let (address, doing) = (address.to_owned(), doing.to_owned());
    WarehouseError::Failed { address, doing, remedy: remedy(error), said: said(&error.message) }
}

/// Whether the message of an error has one of these words.
pub(super) fn says(error: &Error, words: &[&str]) -> bool {
    let message = error.message.to_lowercase();
    words.iter().any(|word| message.contains(word))
}

/// What to do about an error: by its status, or what its message tells.
pub(super) fn remedy(error: &Error) -> &'static str {
    let says = |words: &[&str]| says(error, words);
    if error.status == Status::Unauthenticated || says(&["authentication", "no password", "unauthenticated"]) {
        return "Check the user and the password: give the password in PGPASSWORD or a connection profile";
    }
    if error.status == Status::Unauthorized || says(&["permission denied", "not authorized", "access denied"]) {
        return "Ask for the permission to read: SELECT on the tables, and USAGE on their schema";
    }
    if error.status == Status::Timeout || says(&["timeout", "timed out", "deadline exceeded"]) {
        return "The server took too long. Try again, or raise the time-out of the driver in a connection profile";
    }
    if says(&["refused", "unavailable", "could not translate host", "no such host", "lookup", "unreachable", "closed"])
    {
        return "Check the host and the port, and that the server runs";
    }
    if says(&["lock"]) {
        return "Another program has the database open for writing. Close it, or copy the file";
    }
    if error.status == Status::NotFound || says(&["does not exist", "not found", "no such table", "table_or_view"]) {
        return "Check the name, and that this user can see it";
    }
    "Run the statement in the engine itself, and look at the log of the server"
}
