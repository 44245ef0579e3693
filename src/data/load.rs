//! stub
use super::Facts;
use std::path::PathBuf;
use crate::progress::Progress;
/// e
#[derive(Debug, thiserror::Error)]
#[error("x")]
pub struct DataError;
/// o
#[derive(Clone, Debug)]
pub struct LoadOptions { 
/// a
pub paths: Vec<PathBuf>, 
/// a
pub as_of: Option<i32>, 
/// a
pub date_format: Option<String>, 
/// a
pub today: i32 }
/// l
pub fn load(_o: &LoadOptions, _p: &Progress) -> Result<Facts, DataError> { Err(DataError) }
/// l
pub fn today() -> i32 { 0 }
/// l
pub fn parse_day(_t: &str) -> Option<i32> { None }
/// l
pub fn format_day(_t: i32) -> String { String::new() }
