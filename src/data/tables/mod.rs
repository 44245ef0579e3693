//! Rows in, compact typed columns out: one builder per kind of table, fed row by row by whatever reader.

mod attribute;
mod customers;
mod damaged_cells;
mod dimension;
mod earlier;
mod flat;
mod footer;
mod held;
mod intake;
mod joined;
mod keys;
mod lines;
mod looked;
mod missing_days;
mod names;
mod order_keys;
mod placed;
mod profile;
mod side_by_side;
mod transaction_ids;
mod transactions;
mod without_coupon;

pub use customers::{Customers, CustomersBuilder, Extra};
pub use dimension::{DimensionBuilder, LoadedDimension};
pub use earlier::Earlier;
pub use held::HeldRow;
pub use intake::{Builder, Intake, IntakeNotes, joined_by};
pub use joined::Joined;
pub use keys::NO_CODE;
pub use lines::{Lines, MOST_PRODUCT_NAMES};
pub use looked::is_header;
pub use missing_days::DATED;
pub use order_keys::NO_ORDER;
pub use transactions::{Known, MOST_COUPONS, Transactions, TransactionsBuilder};

/// Every table as its builder left it.
#[derive(Default)]
#[allow(missing_docs, reason = "the names are those of the tables")]
pub struct Tables {
    pub merchants: Option<LoadedDimension>,
    pub branches: Option<LoadedDimension>,
    pub cities: Option<LoadedDimension>,
    pub genders: Option<LoadedDimension>,
    pub customers: Option<Customers>,
    pub transactions: Option<Transactions>,
}
