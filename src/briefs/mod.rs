//! Briefs (进度简报), posts (动态) and summaries of experience (经验总结), 六（二）: written by a station or the bureau, published by the
//! bureau, open to everybody from then on until they are withdrawn.

pub mod change;
pub mod draft;
pub mod list;
pub mod model;
pub mod pictures;
pub mod public;
pub mod steps;
