//! Service logs (服务记录): what was done, where, by whom, for how many; recorded under an id of the client's own, so
//! that a phone without a network can try again. Every change of one passes through `effects`.

pub mod amend;
pub mod asked;
pub mod belonging;
pub mod change;
pub mod conflicts;
pub mod content;
pub mod effects;
pub mod erase;
pub mod figures;
pub mod grounds;
pub mod import;
pub mod list;
pub mod model;
pub mod record;
pub mod rewrite;
pub mod steps;
pub mod sync;
pub mod texts;
pub mod versions;
pub mod view;
