//! Counties, townships, villages, organisations, policy, project
//! cycles, service years (县、乡镇、村和社区、机构、政策、项目周期、服务年度).

pub mod counties;
pub mod organisations;
pub mod policies;
pub mod policy;
pub mod position;
pub mod project_cycles;
pub mod service_years;
pub mod townships;
pub mod villages;
