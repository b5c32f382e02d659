//! R20, 五: the station's own service list, filed with bureau and township. Lists are not recorded by the service yet.

use chrono::NaiveDate;

use super::{ReadinessFacts, requirement::Requirement};
use crate::rules::finding::{Finding, Judgement, Responsible, RuleCode, Status};

const SERVICE_LIST: Requirement =
    Requirement { code: RuleCode::R20, source: "五", responsible: Responsible::Contractor, reading: None };

/// The finding.
pub(super) fn find(station: &ReadinessFacts, as_of: NaiveDate) -> Finding {
    SERVICE_LIST.find(station, as_of, std::iter::empty(), |_| {
        Judgement::new(
            Status::Unknown,
            "系统尚不记录站点服务清单，无法判断",
            "service lists are not recorded yet, so nobody can say",
        )
    })
}
