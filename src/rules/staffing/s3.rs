//! S3, 六（三）: 年龄45岁以下; 以下 includes the number (Civil Code art. 1259).

use chrono::NaiveDate;

use super::resident::Resident;
use crate::bilingual::Bilingual;
use crate::rules::finding::{Cause, Finding, Judgement, Measure, Responsible, Rule, RuleCode, Status, Turn};
use crate::rules::periods::{age_on, birthday};
use crate::rules::policy::JudgedAt;

/// The worker's finding on `as_of`.
pub(super) fn find(of: Resident<'_>, as_of: NaiveDate) -> Finding {
    let max_age = &of.station.policy.max_age;
    let rule = Rule {
        code: RuleCode::S3,
        version: 1,
        source: &max_age.years.source,
        responsible: Responsible::Contractor,
        reading: Some(reading(max_age.judged_at.value)),
    };
    rule.find(of.subject(), as_of, &turns(of), |day| of.while_posted(day, judge))
}

fn reading(judged_at: JudgedAt) -> Bilingual {
    let (zh, en) = match judged_at {
        JudgedAt::FirstPosting => (
            "周岁自生日当日起算，按本协议下首次驻站之日计算",
            "full years, counted by birthday, on the first day of posting under the agreement",
        ),
        JudgedAt::EveryDay => (
            "周岁自生日当日起算，驻站期间逐日计算",
            "full years, counted by birthday, on every day of the posting",
        ),
    };
    Bilingual::new(zh, en)
}

fn judge(of: Resident<'_>, day: NaiveDate) -> Judgement {
    let max = of.station.policy.max_age.years.value;
    let age = match (of.worker.birth, day_judged(of, day)) {
        (_, None) => Err((
            "当日没有协议覆盖该站点，无法确定本协议下首次驻站之日",
            "no agreement covers the station that day, so the first posting under it is unknown",
        )),
        (None, _) => Err(("未记录出生日期", "the date of birth is not recorded")),
        (Some(birth), Some(on)) => age_on(birth, on)
            .map(|age| (age, on))
            .ok_or(("出生日期晚于驻站之日", "the date of birth is after the posting")),
    };
    age.map_or_else(|(zh, en)| Judgement::new(Status::Unknown, zh, en), |(age, on)| compare(age, max, on))
        .expecting(Measure::Years(max))
}

/// The day on which age is judged, for a verdict on `day`.
fn day_judged(of: Resident<'_>, day: NaiveDate) -> Option<NaiveDate> {
    match of.station.policy.max_age.judged_at.value {
        JudgedAt::EveryDay => Some(day),
        JudgedAt::FirstPosting => of.first_posting_under(of.station.cover_on(day)?),
    }
}

fn compare(age: u32, max: u32, on: NaiveDate) -> Judgement {
    let judgement = if age <= max {
        let zh = move || format!("{on}时{age}周岁，未超过{max}周岁");
        let en = move || format!("aged {age} on {on}; at most {max} is allowed");
        Judgement::new(Status::Met, zh, en)
    } else {
        let zh = move || format!("{on}时{age}周岁，超过{max}周岁");
        let en = move || format!("aged {age} on {on}, above the {max} allowed");
        Judgement::new(Status::Breach, zh, en)
    };
    judgement.showing(Some(Measure::Years(age)))
}

fn turns(of: Resident<'_>) -> Vec<Turn> {
    let mut turns = of.posting_turns();
    let max_age = &of.station.policy.max_age;
    match max_age.judged_at.value {
        JudgedAt::FirstPosting => turns.extend(of.station.cover_turns()),
        JudgedAt::EveryDay => {
            let too_old = max_age.years.value.saturating_add(1);
            turns.extend(
                of.worker.birth.map(|birth| Turn { on: birthday(birth, too_old), cause: Cause::Birthday }),
            );
        }
    }
    turns
}

#[cfg(test)]
mod tests;
