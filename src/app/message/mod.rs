//! Messages that come into the state machine, and commands that it returns.

mod command;
mod incoming;
mod requests;
mod stored;
mod written;

pub use command::Cmd;
pub use incoming::{Msg, News, Outcome, Understood};
pub use requests::{
    CustomerRequest, DescribeRequest, ExportRequest, FilterRequest, LaterRequest, LoadRequest, MappingRequest,
    MigrateRequest, OrderRequest, PageRequest, RowsRequest, SegmentRequest, SplitRequest,
};
pub use stored::{Opened, Remembered, Stored};
pub use written::{NotWritten, Written};
