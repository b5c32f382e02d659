//! Counties, townships, organisations, policy, service years (县、乡镇、机构、政策、服务年度).

pub mod counties;
pub mod organisations;
pub mod policies;
pub mod policy;
pub mod service_years;
pub mod townships;
