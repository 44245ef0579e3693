//! stub
use super::DataError;
/// g
pub struct GenerateOptions {
/// g
pub customers: usize, 
/// g
pub transactions: usize, 
/// g
pub seed: u64 }
/// g
pub fn generate(_o: &GenerateOptions, _p: &std::path::Path) -> Result<(), DataError> { Err(DataError) }
