//! Other names of columns, in twelve languages and as shops and coupon platforms export them: best first, as
//! [`super::normalise`] leaves them.

mod coupon;
mod customer;
mod date;
mod event;
mod generic;
mod money;
mod product;
mod profile;
mod shop;

pub use coupon::{BURN, COUPON, EXPIRY, RECEIVED};
pub use customer::{CUSTOMER, CUSTOMER_FALLBACK, PERSON};
pub use date::{DATE, DATE_GENERIC};
pub use event::{ORDER, PAYMENT_STATUS, STATUS, TIMES_USED};
pub use generic::{ID, NAME};
pub use money::{AMOUNT, CURRENCY, PRICE, PRICE_FALLBACK};
pub use product::{PRODUCT, QUANTITY};
pub use profile::{GENDER, JOIN, PLACE};
pub use shop::{BRANCH, MERCHANT};
