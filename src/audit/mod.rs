//! The record of what happened: events, their order, the tree over them, and its verification.

pub mod body;
pub mod checkpoint;
pub mod event;
pub mod job;
pub mod merkle;
pub mod note;
pub mod sequencer;
pub mod verify;
