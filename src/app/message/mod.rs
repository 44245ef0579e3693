//! What comes into the state machine, and what it asks to be done.

mod command;
mod incoming;
mod requests;
mod written;

pub use command::Cmd;
pub use incoming::{Msg, Outcome};
pub use requests::{
    CustomerRequest, DescribeRequest, ExportRequest, FilterRequest, LaterRequest, OrderRequest, SegmentRequest,
};
pub use written::{NotWritten, Written};
