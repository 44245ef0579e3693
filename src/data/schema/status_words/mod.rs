//! Categories of status columns, in twelve languages, as [`super::normalise`] leaves them.

mod burnt;
mod cancelled;
mod completed;
mod expired;
mod open;
mod pending;
mod returned;
mod yes_no;

pub use burnt::BURNT;
pub use cancelled::CANCELLED;
pub use completed::COMPLETED;
pub use expired::{EXPIRED, UNUSED};
pub use open::OPEN;
pub use pending::PENDING;
pub use returned::RETURNED;
pub use yes_no::{NO, YES};
