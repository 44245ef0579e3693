//! segscope: parse, install error reports, dispatch.
fn main() {}
