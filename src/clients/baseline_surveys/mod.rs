//! Baseline surveys 摸清服务对象情况: whom a township has to serve and what they need, in numbers.

pub mod list;
pub mod model;
pub mod record;
pub mod void;
