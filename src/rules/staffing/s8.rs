//! S8, 六（三）, 九（一）: 承接主体根据协议及时、足额配备驻站社工; the plan: 2023年6月底前配齐.

use chrono::NaiveDate;

use super::CLAUSE;
use super::input::{AgreementCover, StationFacts};
use super::s1;
use crate::bilingual::Bilingual;
use crate::rules::finding::{
    Finding, Judgement, Measure, Responsible, Rule, RuleCode, Status, StrengthMeasure, Subject, SubjectKind,
    Turn,
};
use crate::rules::station_state::StationState;

/// The station's finding on `as_of`.
pub(super) fn find(station: &StationFacts, as_of: NaiveDate) -> Finding {
    let rule = Rule {
        code: RuleCode::S8,
        version: 1,
        source: CLAUSE,
        responsible: Responsible::Contractor,
        reading: Some(Bilingual::new(
            "按S1的口径在协议约定的配齐日期（九（一））前首次足额即为达到，开始运营前同样计数；逾期配齐的，自配齐之日起为达到，\
             并注明逾期天数；此后缺员由S1判断",
            "reached once: the first full strength under the agreement, counted as S1 counts and before the station operates \
             too, by the agreed staffing date (九（一）); reached late it is met from then on and says how late; who leaves \
             afterwards is for S1",
        )),
    };
    let turns = s1::turns(station);
    let reached: Vec<_> = station.covers().map(|cover| (cover, reached_on(station, cover, &turns))).collect();
    let subject = Subject { kind: SubjectKind::Station, id: station.station_id };
    rule.find(subject, as_of, &turns, |day| judge(station, &reached, day))
}

/// First day of full strength under the agreement at this station.
fn reached_on(station: &StationFacts, cover: &AgreementCover, turns: &[Turn]) -> Option<NaiveDate> {
    let same = |other: &&AgreementCover| other.agreement_id == cover.agreement_id;
    let required = station.policy.min_resident_workers.value;
    let full = |on: &NaiveDate| {
        let covered = station.covers().filter(same).find(|other| other.span.contains(*on));
        covered.is_some_and(|other| s1::workers(station, other, *on) >= required)
    };
    // A run of full strength begins on a turn, of a posting, a contract, an absence or the cover itself.
    turns.iter().map(|turn| turn.on).filter(full).min()
}

/// Each cover of the station with the day on which full strength was reached.
type Reached<'a> = [(&'a AgreementCover, Option<NaiveDate>)];

fn judge(station: &StationFacts, reached: &Reached<'_>, day: NaiveDate) -> Judgement {
    let covered = reached.iter().find(|(cover, _)| cover.span.contains(day));
    match (station.state_on(day), covered) {
        (None, _) => Judgement::new(
            Status::Unknown,
            "未记录站点当日的状态",
            "the station's state that day is not recorded",
        ),
        (Some(StationState::Suspended | StationState::Closed), _) => Judgement::new(
            Status::NotApplicable,
            "站点当日停运或已撤销，不要求配备驻站社工",
            "the station is suspended or closed that day, so no worker is required",
        ),
        (Some(StationState::Operating), None) => Judgement::new(
            Status::Unknown,
            "当日没有协议覆盖该站点，无法确定配齐日期",
            "no agreement covers the station that day, so the staffing date is unknown",
        ),
        (Some(_), None) => Judgement::new(
            Status::NotApplicable,
            "当日没有协议覆盖该站点",
            "no agreement covers the station that day",
        ),
        (Some(_), Some((cover, reached))) => compare(station, cover, reached.filter(|on| *on <= day), day),
    }
}

fn compare(
    station: &StationFacts,
    cover: &AgreementCover,
    reached: Option<NaiveDate>,
    day: NaiveDate,
) -> Judgement {
    let (required, by) = (station.policy.min_resident_workers.value, cover.staffing_date);
    let judgement = match reached {
        Some(on) => met(on, by),
        None if day < by => Judgement::new(
            Status::Due,
            move || format!("尚未配齐{required}名驻站社工，最迟须于{by}配齐"),
            move || format!("not yet at full strength of {required}, to be reached by {by}"),
        )
        .due(by),
        None => Judgement::new(
            Status::Breach,
            move || format!("自配齐日期{by}起至今从未配齐{required}名驻站社工"),
            move || format!("never at the full strength of {required} that was due by {by}"),
        ),
    };
    let shown = reached.map_or_else(
        || Measure::Workers(s1::workers(station, cover, day)),
        |reached_on| Measure::Strength(StrengthMeasure { reached_on, days_late: days_late(reached_on, by) }),
    );
    judgement.expecting(Measure::Workers(required)).showing(Some(shown))
}

fn met(on: NaiveDate, by: NaiveDate) -> Judgement {
    match days_late(on, by) {
        0 => Judgement::new(
            Status::Met,
            move || format!("{on}配齐驻站社工，未超过配齐日期{by}"),
            move || format!("at full strength on {on}, in time for {by}"),
        ),
        late => Judgement::new(
            Status::Met,
            move || format!("{on}配齐驻站社工，比配齐日期{by}逾期{late}天"),
            move || format!("at full strength on {on}, {late} days after {by}"),
        ),
    }
}

fn days_late(on: NaiveDate, by: NaiveDate) -> u32 {
    u32::try_from(on.signed_duration_since(by).num_days()).unwrap_or_default()
}

#[cfg(test)]
mod tests;
