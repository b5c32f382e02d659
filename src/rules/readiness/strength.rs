//! R21, 六（三）: full strength, counted as S1 counts it, also before the station operates.

use chrono::NaiveDate;

use super::{ReadinessFacts, requirement::Requirement};
use crate::rules::{
    finding::{Finding, Responsible, RuleCode},
    staffing::s1,
};

const STRENGTH: Requirement = Requirement {
    code: RuleCode::R21,
    source: "六（三）",
    responsible: Responsible::Contractor,
    reading: Some((
        "按S1的口径计数；开始运营前同样计数",
        "counted as S1 counts, before the station operates too",
    )),
};

/// The finding.
pub(super) fn find(station: &ReadinessFacts, as_of: NaiveDate) -> Finding {
    let at_work = station.staffing.always_operating();
    let turns = s1::turns(&at_work).into_iter();
    STRENGTH.find(station, as_of, turns, |day| s1::judge(&at_work, day))
}
