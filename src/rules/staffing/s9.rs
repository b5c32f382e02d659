//! S9, 三（三）: 加强对社工站工作人员安全教育，确保服务安全.

use chrono::NaiveDate;

use super::resident::Resident;
use crate::bilingual::Bilingual;
use crate::rules::finding::{
    Cause, Finding, Judgement, Measure, Responsible, Rule, RuleCode, Status, Turn, turns_of,
};
use crate::rules::periods::{Span, add_months, next_day};

/// The worker's finding on `as_of`.
pub(super) fn find(of: Resident<'_>, as_of: NaiveDate) -> Finding {
    let interval = &of.station.policy.safety_education_interval_months;
    let (months, source) = (interval.value, &interval.source);
    let zh =
        format!("每{months}个月至少一次（末日计入，依据：{source}）；从未登记的为不明，超过间隔的为违反");
    let en = format!(
        "at least every {months} months (last day included, source: {source}); none recorded is unknown, one too long ago \
         a breach"
    );
    let rule = Rule {
        code: RuleCode::S9,
        version: 1,
        source: "三（三）",
        responsible: Responsible::Contractor,
        reading: Some(Bilingual::new(zh, en)),
    };
    rule.find(of.subject(), as_of, &turns(of), |day| of.while_posted(day, judge))
}

fn judge(of: Resident<'_>, day: NaiveDate) -> Judgement {
    let held = of.worker.safety_education.iter().copied().filter(|held| *held <= day).max();
    let Some(held) = held else {
        return Judgement::new(Status::Unknown, "未登记安全教育", "no safety education is recorded");
    };
    let last = last_day(of, held);
    let judgement = if day <= last {
        let zh = move || format!("{held}接受安全教育，有效期至{last}");
        let en = move || format!("had safety education on {held}, good until {last}");
        Judgement::new(Status::Met, zh, en)
    } else {
        let zh = move || format!("最近一次安全教育为{held}，已于{last}超过间隔");
        let en = move || format!("had safety education last on {held}; the next was due by {last}");
        Judgement::new(Status::Breach, zh, en)
    };
    judgement.showing(Some(Measure::ValidUntil(last)))
}

fn last_day(of: Resident<'_>, held: NaiveDate) -> NaiveDate {
    add_months(held, of.station.policy.safety_education_interval_months.value)
}

fn turns(of: Resident<'_>) -> Vec<Turn> {
    let mut turns = of.posting_turns();
    turns.extend(of.worker.safety_education.iter().flat_map(|held| {
        let span = Span::between(*held, next_day(last_day(of, *held)));
        turns_of(span, Cause::SafetyEducation, Cause::SafetyEducationExpires)
    }));
    turns
}

#[cfg(test)]
mod tests;
