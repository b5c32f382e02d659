use chrono::NaiveDate;

use super::facts::{
    EquipmentCondition::{NeedsRepair, Working},
    EquipmentKind, InstitutionKind, RoomFunction, SafetyCheckKind,
    SafetyCheckResult::{Failed, Passed},
    What,
};
use super::*;
use crate::db::text_enum::TextEnum as _;
use crate::rules::finding::{Cause, Measure, Responsible, RuleCode};
use crate::rules::staffing::fixture::{Baisha, day};

const NAME: &str = "白沙黎族自治县牙叉镇社会工作服务站";
/// The station of the fixture operates from here.
const OPENED: &str = "2023-06-01";
const BEFORE: &str = "2023-05-31";

/// A station that has nothing, not even workers.
fn bare() -> ReadinessFacts {
    ReadinessFacts { staffing: Baisha::station(0), name: NAME.to_owned(), has: Vec::new() }
}

fn with(what: What, from: &str, to: Option<&str>) -> ReadinessFacts {
    let span = Span { from: day(from), to: to.map(day) };
    ReadinessFacts { has: vec![Has { what, span }], ..bare() }
}

fn of(station: &ReadinessFacts, rule: RuleCode, on: &str) -> Finding {
    judge(station, day(on)).into_iter().find(|finding| finding.rule == rule).unwrap()
}

fn status(station: &ReadinessFacts, rule: RuleCode, on: &str) -> Status {
    of(station, rule, on).status
}

fn fire_check(result: facts::SafetyCheckResult) -> What {
    What::SafetyCheck { kind: SafetyCheckKind::FireSafety, result }
}

fn institution(code: &str) -> What {
    What::Institution { kind: InstitutionKind::from_code(code).unwrap() }
}

#[test]
fn there_is_one_finding_for_each_requirement_in_order() {
    let rules: Vec<String> = judge(&bare(), day(OPENED)).iter().map(|f| format!("{:?}", f.rule)).collect();
    assert_eq!(rules, (1..=21).map(|n| format!("R{n}")).collect::<Vec<_>>());
}

#[test]
fn missing_is_due_before_the_station_operates_and_a_breach_from_then_on() {
    let bare = bare();
    let asked = |on| {
        let mut all = judge(&bare, day(on));
        all.retain(|f| f.rule != RuleCode::R21);
        all
    };
    assert!(asked(BEFORE).iter().all(|finding| finding.status == Status::Due));
    assert!(asked(OPENED).iter().all(|finding| finding.status == Status::Breach));
    let turn = of(&bare, RuleCode::R1, BEFORE).changes_on.unwrap();
    assert_eq!(
        (turn.on, turn.to_status, turn.causes),
        (day(OPENED), Status::Breach, vec![Cause::StationState])
    );
}

#[test]
fn a_closed_station_is_asked_for_nothing_and_one_without_state_is_unknown() {
    let mut station = bare();
    station.staffing.states[1].state = StationState::Closed;
    assert!(judge(&station, day(OPENED)).iter().all(|finding| finding.status == Status::NotApplicable));
    station.staffing.states.clear();
    assert!(judge(&station, day(OPENED)).iter().all(|finding| finding.status == Status::Unknown));
}

#[test]
fn a_suspended_station_has_time() {
    let mut station = bare();
    station.staffing.states[1].state = StationState::Suspended;
    assert_eq!(status(&station, RuleCode::R7, OPENED), Status::Due);
}

#[test]
fn one_room_may_serve_several_functions() {
    let room = What::Room { functions: vec![RoomFunction::Office, RoomFunction::VolunteerCentre] };
    let station = with(room, "2023-02-20", Some("2024-01-01"));
    let met = |on| [1, 2, 3, 4].map(|n| judge(&station, day(on))[n - 1].status == Status::Met);
    assert_eq!(met("2023-02-19"), [false; 4]);
    assert_eq!(met("2023-02-20"), [true, false, false, true]);
    assert_eq!(met("2024-01-01"), [false; 4]);
    let office = of(&station, RuleCode::R1, OPENED);
    assert_eq!(office.since, Some(day("2023-02-20")));
    assert_eq!(office.actual, Some(Measure::Rooms(1)));
    assert_eq!(office.responsible, Responsible::TownshipGovernment);
    assert_eq!(office.changes_on.unwrap().on, day("2024-01-01"));
}

#[test]
fn broken_equipment_and_equipment_of_another_kind_do_not_count() {
    let equipment = |kind, condition| with(What::Equipment { kind, condition }, OPENED, None);
    let kinds = [EquipmentKind::Office, EquipmentKind::FireFighting, EquipmentKind::Service];
    let met = |condition| {
        kinds.map(|kind| {
            [RuleCode::R5, RuleCode::R6]
                .map(|rule| status(&equipment(kind, condition), rule, OPENED) == Status::Met)
        })
    };
    assert_eq!(met(Working), [[true, false], [false, true], [false, false]]);
    assert_eq!(met(NeedsRepair), [[false; 2]; 3]);
}

#[test]
fn a_fire_check_is_valid_to_its_last_day_included() {
    let station = with(fire_check(Passed), "2023-06-15", Some("2024-06-16"));
    let fire = |on| status(&station, RuleCode::R7, on);
    assert_eq!(fire("2023-06-14"), Status::Breach);
    assert_eq!((fire("2023-06-15"), fire("2024-06-15")), (Status::Met, Status::Met));
    assert_eq!(fire("2024-06-16"), Status::Breach);
    let finding = of(&station, RuleCode::R7, "2023-07-01");
    assert_eq!(finding.actual, Some(Measure::ValidUntil(day("2024-06-15"))));
    let expiry = finding.changes_on.unwrap();
    assert_eq!((expiry.on, expiry.causes), (day("2024-06-16"), vec![Cause::SafetyCheckExpires]));
}

#[test]
fn a_later_failed_check_ends_what_an_earlier_one_found() {
    let mut station = with(fire_check(Passed), "2023-06-15", Some("2024-06-16"));
    station.has.push(Has { what: fire_check(Failed), span: Span::since(day("2023-09-01")) });
    station.has.push(Has { what: fire_check(Passed), span: Span::since(day("2023-09-20")) });
    let fire =
        ["2023-08-31", "2023-09-01", "2023-09-19", "2023-09-20"].map(|on| status(&station, RuleCode::R7, on));
    assert_eq!(fire, [Status::Met, Status::Breach, Status::Breach, Status::Met]);
}

#[test]
fn of_two_checks_on_one_day_the_later_recorded_counts() {
    let mut station = with(fire_check(Passed), "2023-06-15", None);
    station.has.push(Has { what: fire_check(Failed), span: Span::since(day("2023-06-15")) });
    assert_eq!(status(&station, RuleCode::R7, "2023-06-15"), Status::Breach);
}

#[test]
fn a_check_of_something_else_is_no_fire_check() {
    let electrical = What::SafetyCheck { kind: SafetyCheckKind::Electrical, result: Passed };
    assert_eq!(status(&with(electrical, OPENED, None), RuleCode::R7, OPENED), Status::Breach);
}

#[test]
fn the_text_of_the_signboard_is_exact() {
    let board = |text: &str, mark| {
        with(What::Signage { text: text.to_owned(), uses_provincial_mark: mark }, OPENED, None)
    };
    let judged = |text: &str, mark| {
        [RuleCode::R8, RuleCode::R9].map(|rule| status(&board(text, mark), rule, OPENED) == Status::Met)
    };
    assert_eq!(judged(NAME, true), [true, true]);
    assert_eq!(judged(NAME, false), [true, false]);
    for near in [
        "白沙县牙叉镇社会工作服务站",
        "白沙黎族自治县牙叉镇社会工作服务",
        "白沙黎族自治县牙叉镇社会工作服务站 ",
        "白沙黎族自治县牙叉社会工作服务站",
    ] {
        assert_eq!(judged(near, true), [false, true], "{near}");
    }
    let wrong = of(&board("牙叉社工站", true), RuleCode::R8, OPENED);
    assert_eq!(wrong.expected, Some(Measure::Text(NAME.to_owned())));
    assert_eq!(wrong.actual, Some(Measure::Text("牙叉社工站".to_owned())));
}

#[test]
fn each_institution_meets_its_own_requirement_only() {
    for (n, label) in InstitutionKind::LABELS.iter().enumerate() {
        let station = with(institution(label.code), OPENED, None);
        let met: Vec<RuleCode> =
            judge(&station, day(OPENED)).iter().filter(|f| f.status == Status::Met).map(|f| f.rule).collect();
        assert_eq!(met.len(), 1, "{}", label.code);
        assert_eq!(format!("{:?}", met[0]), format!("R{}", n + 10));
    }
}

#[test]
fn strength_is_counted_before_the_station_operates_too() {
    let strength = |workers, on| {
        let station = ReadinessFacts { staffing: Baisha::station(workers), ..bare() };
        status(&station, RuleCode::R21, on)
    };
    // Agreement and postings of the fixture begin on 1 June, the staffing date is the 30th.
    assert_eq!((strength(3, OPENED), strength(2, OPENED)), (Status::Met, Status::Due));
    assert_eq!((strength(3, "2023-06-30"), strength(2, "2023-06-30")), (Status::Met, Status::Breach));
    assert_eq!(strength(3, BEFORE), Status::Unknown);
    let mut preparing = ReadinessFacts { staffing: Baisha::station(2), ..bare() };
    preparing.staffing.states[1].state = StationState::Preparing;
    assert_eq!(status(&preparing, RuleCode::R21, "2023-07-01"), Status::Due);
}

#[test]
fn a_list_counts_from_its_filing_to_the_filing_of_the_next() {
    let mut station = with(What::ServiceList { items: 12 }, "2023-06-20", Some("2023-09-01"));
    let r20 = |station: &ReadinessFacts, on| status(station, RuleCode::R20, on);
    assert_eq!((r20(&bare(), BEFORE), r20(&bare(), OPENED)), (Status::Due, Status::Breach));
    assert_eq!((r20(&station, "2023-06-19"), r20(&station, "2023-06-20")), (Status::Breach, Status::Met));
    assert_eq!(r20(&station, "2023-09-01"), Status::Breach);
    station.has.push(Has { what: What::ServiceList { items: 7 }, span: Span::since(day("2023-09-01")) });
    let finding = of(&station, RuleCode::R20, "2023-09-01");
    assert_eq!((finding.status, finding.actual), (Status::Met, Some(Measure::ServiceItems(7))));
    assert_eq!((finding.since, finding.source.as_str()), (Some(day("2023-06-20")), "五"));
    assert!(finding.reading.is_some(), "that a receipt is not needed is ours");
}

#[test]
fn opening_shows_the_breaches_of_that_day() {
    let rules = |station: ReadinessFacts, on: NaiveDate| -> Vec<RuleCode> {
        breaches_if_operating(station, on).iter().map(|finding| finding.rule).collect()
    };
    let open = rules(bare(), day("2023-05-20"));
    assert_eq!((open.len(), open[0], open[18]), (20, RuleCode::R1, RuleCode::R19));
    let room = What::Room { functions: vec![RoomFunction::Office] };
    assert_eq!(rules(with(room, "2023-05-20", None), day("2023-05-20")).len(), 19);
}
