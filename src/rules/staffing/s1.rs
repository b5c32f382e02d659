//! S1, 六（三）: 每个社工站至少配备3名驻站社工.

use chrono::NaiveDate;

use super::input::{AgreementCover, StationFacts};
use crate::bilingual::Bilingual;
use crate::rules::finding::{
    Cause, Finding, Judgement, Measure, Responsible, Rule, RuleCode, Status, Subject, SubjectKind, Turn,
    turns_of,
};
use crate::rules::station_state::StationState;

/// The station's finding on `as_of`.
pub(super) fn find(station: &StationFacts, as_of: NaiveDate) -> Finding {
    let rule = Rule {
        code: RuleCode::S1,
        version: 2,
        source: &station.policy.min_resident_workers.source,
        responsible: Responsible::Contractor,
        reading: Some(Bilingual::new(
            "计入：当日驻站且与协议承接主体订有劳动合同的社工，不论其是否符合S3至S6；依法享受的休假不视为离岗，\
             事假、旷工、停职、借调期间不计入",
            "counted: who is posted here and has a labour contract with the agreement's \
             contractor that day, whatever S3 to S6 say; leave protected by law is not absence, but who is on \
             personal leave, without leave, suspended or seconded is not counted",
        )),
    };
    let subject = Subject { kind: SubjectKind::Station, id: station.station_id };
    rule.find(subject, as_of, &turns(station), |day| judge(station, day))
}

pub(in crate::rules) fn judge(station: &StationFacts, day: NaiveDate) -> Judgement {
    match (station.state_on(day), station.cover_on(day)) {
        (None, _) => Judgement::new(
            Status::Unknown,
            "未记录站点当日的状态",
            "the station's state that day is not recorded",
        ),
        (Some(StationState::Operating), None) => Judgement::new(
            Status::Unknown,
            "当日没有协议覆盖该站点，无法确定驻站社工应由谁聘用",
            "no agreement covers the station that day, so who has to employ its workers is unknown",
        ),
        (Some(StationState::Operating), Some(cover)) => count(station, cover, day),
        (Some(_), _) => Judgement::new(
            Status::NotApplicable,
            "站点当日未运行，不要求配备驻站社工",
            "the station is not operating that day, so no worker is required",
        ),
    }
}

fn count(station: &StationFacts, cover: &AgreementCover, day: NaiveDate) -> Judgement {
    let required = station.policy.min_resident_workers.value;
    let counted = workers(station, cover, day);
    let expected = Measure::Workers(required);
    compare(counted, required, cover.staffing_date, day)
        .expecting(expected)
        .showing(Some(Measure::Workers(counted)))
}

fn compare(counted: u32, required: u32, staffing_date: NaiveDate, day: NaiveDate) -> Judgement {
    let en = move || format!("resident workers: {counted}, required: at least {required}");
    if counted >= required {
        let zh = move || format!("驻站社工{counted}名，达到至少{required}名的要求");
        Judgement::new(Status::Met, zh, en)
    } else if day < staffing_date {
        let zh = move || format!("驻站社工{counted}名，最迟须自{staffing_date}起配齐{required}名");
        let en = move || format!("{} from {staffing_date} on", en());
        Judgement::new(Status::Due, zh, en).due(staffing_date)
    } else {
        let zh = move || format!("驻站社工{counted}名，少于要求的{required}名");
        Judgement::new(Status::Breach, zh, en)
    }
}

/// How many workers count on `day`.
pub(super) fn workers(station: &StationFacts, cover: &AgreementCover, day: NaiveDate) -> u32 {
    let counted = station.residents().filter(|resident| {
        resident.is_posted(day)
            && resident.is_formally_employed(cover.contractor_id, day)
            && !resident.is_absent(day)
    });
    u32::try_from(counted.count()).unwrap_or(u32::MAX)
}

pub(in crate::rules) fn turns(station: &StationFacts) -> Vec<Turn> {
    let states = station.states.iter();
    let states = states.flat_map(|period| turns_of(period.span, Cause::StationState, Cause::StationState));
    let covers = station.cover_turns();
    let staffing = station.covers().map(|cover| Turn { on: cover.staffing_date, cause: Cause::StaffingDate });
    let workers = station.residents().flat_map(|resident| {
        let postings = resident.posting_turns().into_iter();
        postings.chain(resident.contract_turns()).chain(resident.absence_turns())
    });
    states.chain(covers).chain(staffing).chain(workers).collect()
}

#[cfg(test)]
mod tests;
