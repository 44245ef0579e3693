//! Names of files and sheets by the table they hold, in twelve languages: singular (and plural where it is not regular), as
//! [`super::normalise`] leaves them.

mod branches;
mod cities;
mod customers;
mod events;
mod genders;
mod merchants;

pub use branches::BRANCHES;
pub use cities::CITIES;
pub use customers::CUSTOMERS;
pub use events::EVENTS;
pub use genders::GENDERS;
pub use merchants::MERCHANTS;
