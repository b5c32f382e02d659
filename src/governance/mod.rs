//! Governance (八, 九): the plan's milestones, and the leading group by offices held.

pub mod leading_group;
pub mod milestones;
