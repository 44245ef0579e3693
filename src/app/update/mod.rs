//! State transitions: each message changes the model.

mod act;
mod back;
mod bars;
mod changes;
mod clustering;
mod cursor;
mod customer_list;
mod drill;
mod evidence;
mod filter;
mod filtered;
pub mod load;
mod marks;
mod message;
mod opening;
mod outcome;
mod overlay;
mod pages;
mod palette;
mod places;
mod pointer;
mod request;
mod retention;
mod rfm;
mod saved;
mod scatter;
mod time;
mod typing;
mod view;
mod visits;

pub use message::update;
