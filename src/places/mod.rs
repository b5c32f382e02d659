//! Counties, townships, organisations, policy, service years (县、乡镇、机构、政策、服务年度).

pub mod policy;
