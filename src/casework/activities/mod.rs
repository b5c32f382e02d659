//! Community activities (社区活动): the third method, planned and held for whoever comes.

pub mod cancel;
pub mod change;
pub mod list;
pub mod model;
pub mod record;
pub mod view;
pub mod void;
