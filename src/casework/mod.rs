//! Casework, groups and activities (个案、小组、社区活动): the three methods of social work. Service logs belong to them.

pub mod activities;
pub mod cases;
pub mod employed;
pub mod figures;
pub mod groups;
