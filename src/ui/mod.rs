//! What is seen: the model drawn with ratatui.
pub mod charts;
pub mod text;
pub mod theme;
