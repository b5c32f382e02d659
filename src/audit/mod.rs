//! The record of what happened: events, their order, the tree over them, and its verification.

pub mod event;
pub mod merkle;
pub mod verify;
