//! Health statements and examinations of workers (健康承诺、体检; S5): whether somebody is fit, never why not. Few may read
//! them; the staffing verdict tells everybody else no more than its status.

pub mod list;
pub mod model;
pub mod record;
pub mod void;
