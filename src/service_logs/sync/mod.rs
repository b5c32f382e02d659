//! A phone's queue (离线同步): operations that were recorded without a network, in one request, each with an answer of its
//! own. None makes another fail, and what comes too late becomes a conflict, never nothing.

pub mod operation;
pub mod queue;
pub mod remember;
