//! Which engine a connection leads to, as its driver says.

use adbc_core::Connection as _;
use adbc_core::options::InfoCode;
use adbc_driver_manager::ManagedConnection;
use arrow_array::cast::AsArray;

use super::words::text;

/// The name of the product; none where the driver does not tell it.
pub fn vendor(connection: &ManagedConnection) -> Option<String> {
    let mut batches = connection.get_info(Some([InfoCode::VendorName].into())).ok()?;
    let batch = batches.find_map(|batch| batch.ok().filter(|batch| batch.num_rows() > 0))?;
    let value = batch.column_by_name("info_value")?.as_union_opt()?.value(0);
    text(&*value, 0).map(str::to_owned)
}
