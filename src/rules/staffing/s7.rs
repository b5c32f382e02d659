//! S7, ours: one station at a time. The database refuses a second posting on a day, so that this is met wherever facts
//! come from it; it is judged all the same, because the plan's 驻站 means nothing else.

use chrono::NaiveDate;

use super::resident::Resident;
use crate::bilingual::Bilingual;
use crate::rules::finding::{Finding, Judgement, Measure, Responsible, Rule, RuleCode, Status, Turn};
use crate::rules::policy::OURS;

/// The worker's finding on `as_of`.
pub(super) fn find(of: Resident<'_>, as_of: NaiveDate) -> Finding {
    let rule = Rule {
        code: RuleCode::S7,
        version: 1,
        source: OURS,
        responsible: Responsible::Contractor,
        reading: Some(Bilingual::new("同一天只能驻一个站点", "posted to one station at a time")),
    };
    let turns: Vec<Turn> = of.all_posting_turns().collect();
    rule.find(of.subject(), as_of, &turns, |day| of.while_posted(day, judge))
}

fn judge(of: Resident<'_>, day: NaiveDate) -> Judgement {
    let postings = of.worker.postings.iter().filter(|posting| posting.span.contains(day));
    let stations = u32::try_from(postings.count()).unwrap_or(u32::MAX);
    let judgement = if stations <= 1 {
        Judgement::new(Status::Met, "当日只驻本站", "posted to this station only")
    } else {
        let zh = format!("当日有{stations}处驻站");
        Judgement::new(Status::Breach, zh, format!("posted {stations} times on that day"))
    };
    judgement.expecting(Measure::Stations(1)).showing(Some(Measure::Stations(stations)))
}
