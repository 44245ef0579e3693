//! What is said without a terminal, and a drawn screen as a picture.
pub mod svg;
