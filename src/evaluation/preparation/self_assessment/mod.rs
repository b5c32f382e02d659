//! The self-assessment (自评): how the contractor judges itself. No part of the result.

pub mod model;
pub mod put;
pub mod view;
