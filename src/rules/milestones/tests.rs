use super::*;
use crate::rules::{
    finding::EmploymentKind,
    policy::Policy,
    staffing::{AgreementCover, Employment, Posting, StationFacts, WorkerFacts},
    station_state::StationPeriod,
};
use MilestoneDerivation::{Agreements, Evaluation, Opening, Premises, Reports, Staffing};
use MilestoneStatus::{Due, Late, Reached, Unknown};

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn span(from: &str, to: Option<&str>) -> Span {
    Span { from: day(from), to: to.map(day) }
}

fn aim(derived_from: Option<MilestoneDerivation>, due_on: &str) -> Aim {
    Aim { phase: MilestonePhase::Launch, due_on: day(due_on), derived_from }
}

/// A station that is planned, and has nothing.
fn station(number: u128) -> MilestoneFacts {
    let states = vec![StationPeriod { state: StationState::Planned, span: Span::since(day("2023-01-01")) }];
    let staffing = StationFacts {
        station_id: Uuid::from_u128(number),
        policy: Policy::default(),
        states,
        agreements: vec![],
        workers: vec![],
    };
    MilestoneFacts { staffing, rooms: vec![], signed_on: vec![], reported_on: vec![], scored_on: vec![] }
}

fn with_rooms(number: u128, rooms: &[(&str, Option<&str>)]) -> MilestoneFacts {
    MilestoneFacts { rooms: rooms.iter().map(|(from, to)| span(from, *to)).collect(), ..station(number) }
}

fn with_states(number: u128, states: &[(StationState, &str, Option<&str>)]) -> MilestoneFacts {
    let mut facts = station(number);
    let period =
        |(state, from, to): &(_, &str, Option<&str>)| StationPeriod { state: *state, span: span(from, *to) };
    facts.staffing.states = states.iter().map(period).collect();
    facts
}

/// Covered, and so many workers employed and posted since these days.
fn with_workers(number: u128, cover: Span, since: &[&str]) -> MilestoneFacts {
    let mut facts = station(number);
    let (here, contractor) = (facts.staffing.station_id, Uuid::from_u128(900));
    facts.staffing.agreements = vec![AgreementCover {
        agreement_id: Uuid::from_u128(901),
        contractor_id: contractor,
        station_id: here,
        span: cover,
        staffing_date: cover.from,
    }];
    let worker = |(n, from): (u128, &&str)| WorkerFacts {
        worker_id: Uuid::from_u128(n),
        birth: None,
        education: None,
        certificates: vec![],
        employments: vec![Employment {
            organisation_id: contractor,
            kind: EmploymentKind::LabourContract,
            span: cover,
        }],
        health: vec![],
        safety_education: vec![],
        absences: vec![],
        postings: vec![Posting { station_id: here, span: Span::since(day(from)) }],
    };
    facts.staffing.workers = (number * 1000..).zip(since).map(worker).collect();
    facts
}

fn verdict(from: MilestoneDerivation, due: &str, stations: &[MilestoneFacts], on: &str) -> MilestoneVerdict {
    judge(aim(Some(from), due), None, stations, day(on))
}

/// 九（一）: by the end of February; the due day is in time, ours.
#[test]
fn the_due_day_is_in_time_and_the_day_after_is_not() {
    for (first, late) in [("2023-02-20", 0), ("2023-02-28", 0), ("2023-03-01", 1), ("2023-03-31", 31)] {
        let stations = [with_rooms(1, &[("2023-02-01", None)]), with_rooms(2, &[(first, None)])];
        let found = verdict(Premises, "2023-02-28", &stations, "2023-06-01");
        assert_eq!((found.status, found.reached_on), (Reached, Some(day(first))));
        assert_eq!(found.late_days, Some(late), "{first}");
    }
}

#[test]
fn what_is_not_reached_is_due_until_the_day_is_over_and_late_after() {
    let stations = [with_rooms(1, &[("2023-02-01", None)]), station(2)];
    for (on, status, late) in
        [("2023-01-31", Due, 0), ("2023-02-28", Due, 0), ("2023-03-01", Late, 1), ("2024-02-28", Late, 365)]
    {
        let found = verdict(Premises, "2023-02-28", &stations, on);
        assert_eq!((found.status, found.late_days, found.reached_on), (status, Some(late), None), "{on}");
    }
}

#[test]
fn a_leap_day_counts() {
    let stations = [with_rooms(1, &[("2024-02-29", None)])];
    let found = |due, on| {
        let verdict = verdict(Premises, due, &stations, on);
        (verdict.status, verdict.late_days)
    };
    assert_eq!(found("2024-02-28", "2024-03-01"), (Reached, Some(1)));
    assert_eq!(found("2024-02-29", "2024-02-29"), (Reached, Some(0)));
    assert_eq!(found("2024-02-28", "2024-02-28"), (Due, Some(0)));
    assert_eq!(verdict(Premises, "2024-02-28", &[station(1)], "2024-03-01").late_days, Some(2));
}

#[test]
fn progress_counts_the_stations_and_names_those_that_lack_it() {
    let stations = [with_rooms(1, &[("2023-02-01", None)]), station(2), station(3)];
    let found = verdict(Premises, "2023-02-28", &stations, "2023-02-10");
    assert_eq!(found.progress, Some(Progress { done: 1, of: 3 }));
    assert_eq!(found.missing, [Uuid::from_u128(2), Uuid::from_u128(3)]);
    assert_eq!(found.message.zh, "尚未达成，最迟2023-02-28（含当日）；3个站点中已有1个达到");
    assert_eq!(found.source, "九（一）");
}

#[test]
fn a_room_that_is_given_up_later_takes_nothing_back() {
    let stations = [with_rooms(1, &[("2023-02-01", Some("2023-05-01")), ("2023-06-01", None)])];
    let on = |on| verdict(Premises, "2023-02-28", &stations, on).reached_on;
    assert_eq!(on("2023-01-31"), None);
    assert_eq!(on("2023-04-30"), Some(day("2023-02-01")));
    assert_eq!(on("2023-05-01"), Some(day("2023-02-01")));
    assert_eq!(on("2023-06-01"), Some(day("2023-02-01")));
}

#[test]
fn a_closed_station_asks_for_nothing_and_without_stations_nothing_is_known() {
    use StationState::{Closed, Planned};
    let closed = with_states(2, &[(Planned, "2023-01-01", Some("2023-03-01")), (Closed, "2023-03-01", None)]);
    let stations = [with_rooms(1, &[("2023-02-01", None)]), closed.clone()];
    assert_eq!(verdict(Premises, "2023-02-28", &stations, "2023-02-28").status, Due);
    let after = verdict(Premises, "2023-02-28", &stations, "2023-03-01");
    assert_eq!((after.status, after.progress), (Reached, Some(Progress { done: 1, of: 1 })));
    let none = verdict(Premises, "2023-02-28", &[closed], "2023-03-01");
    assert_eq!((none.status, none.late_days, none.progress), (Unknown, None, None));
}

/// 九（一）: 签订购买服务协议.
#[test]
fn an_agreement_counts_from_the_day_of_its_first_signature() {
    let mut signed = station(1);
    signed.signed_on = vec![day("2023-06-20"), day("2023-06-28")];
    let on = |on| verdict(Agreements, "2023-06-30", &[signed.clone()], on).reached_on;
    assert_eq!(on("2023-06-19"), None);
    assert_eq!(on("2023-06-20"), Some(day("2023-06-20")));
    assert_eq!(on("2026-06-30"), Some(day("2023-06-20")), "its end takes nothing back");
    let covered = with_workers(2, span("2023-06-30", None), &[]);
    assert_eq!(verdict(Agreements, "2023-06-30", &[covered], "2023-07-01").reached_on, None);
}

/// 六（三）: three workers; the station need not be operating yet.
#[test]
fn staffing_is_reached_with_the_last_stations_third_worker() {
    let cover = Span::since(day("2023-06-01"));
    let full = with_workers(1, cover, &["2023-06-01", "2023-06-01", "2023-06-10"]);
    let later = with_workers(2, cover, &["2023-06-01", "2023-06-01", "2023-07-01"]);
    let found = |on| verdict(Staffing, "2023-06-30", &[full.clone(), later.clone()], on);
    assert_eq!((found("2023-06-30").status, found("2023-06-30").missing), (Due, vec![Uuid::from_u128(2)]));
    let reached = found("2023-07-02");
    assert_eq!((reached.reached_on, reached.late_days), (Some(day("2023-07-01")), Some(1)));
    let mut gone = full.clone();
    gone.staffing.workers[0].postings[0].span.to = Some(day("2023-08-01"));
    let kept = verdict(Staffing, "2023-06-30", &[gone], "2023-09-01");
    assert_eq!(
        (kept.status, kept.reached_on),
        (Reached, Some(day("2023-06-10"))),
        "a vacancy is not the milestone's"
    );
    let short = with_workers(3, cover, &["2023-06-01", "2023-06-01"]);
    assert_eq!(verdict(Staffing, "2023-06-30", &[full, short], "2023-07-01").status, Late);
}

#[test]
fn a_station_that_was_opened_once_was_opened() {
    use StationState::{Operating, Preparing, Suspended};
    let opened = with_states(
        1,
        &[
            (Preparing, "2023-01-01", Some("2023-06-28")),
            (Operating, "2023-06-28", Some("2023-09-01")),
            (Suspended, "2023-09-01", None),
        ],
    );
    let on = |on| verdict(Opening, "2023-06-30", std::slice::from_ref(&opened), on).reached_on;
    assert_eq!(on("2023-06-27"), None);
    assert_eq!(on("2023-06-28"), Some(day("2023-06-28")));
    assert_eq!(on("2023-10-01"), Some(day("2023-06-28")));
    let never = with_states(2, &[(Operating, "2023-06-28", Some("2023-06-28"))]);
    assert_eq!(verdict(Opening, "2023-06-30", &[never], "2023-07-01").status, Late, "a state of no day");
}

#[test]
fn an_evaluation_counts_from_the_day_of_its_last_card() {
    let scored = MilestoneFacts { scored_on: vec![day("2024-01-10"), day("2023-12-31")], ..station(1) };
    let found = |on| verdict(Evaluation, "2023-12-31", std::slice::from_ref(&scored), on);
    assert_eq!(found("2023-12-30").status, Due);
    assert_eq!(
        (found("2023-12-31").reached_on, found("2024-02-01").late_days),
        (Some(day("2023-12-31")), Some(0))
    );
}

#[test]
fn a_declaration_decides_where_nothing_is_derived() {
    let judged = |declared: Option<&str>, on| {
        let found = judge(aim(None, "2023-12-31"), declared.map(day), &[station(1)], day(on));
        (found.status, found.late_days)
    };
    assert_eq!(judged(None, "2023-06-01"), (Unknown, None));
    assert_eq!(judged(None, "2024-06-01"), (Unknown, None));
    assert_eq!(judged(Some("2023-12-31"), "2024-01-01"), (Reached, Some(0)));
    assert_eq!(judged(Some("2024-01-01"), "2024-01-01"), (Reached, Some(1)));
    assert_eq!(judged(Some("2024-01-03"), "2024-01-02"), (Late, Some(2)), "not reached on that day yet");
    assert_eq!(judged(Some("2023-12-20"), "2023-12-19"), (Due, Some(0)));
}

#[test]
fn a_declaration_never_overrules_the_facts() {
    let aim = aim(Some(Premises), "2023-02-28");
    let judged = |stations: &[_]| judge(aim, Some(day("2023-02-15")), stations, day("2023-03-02"));
    let without = judged(&[station(1)]);
    assert_eq!((without.status, without.reached_on, without.late_days), (Late, None, Some(2)));
    assert!(without.message.zh.ends_with("县民政局申报于2023-02-15达成"), "{}", without.message.zh);
    let with = judged(&[with_rooms(1, &[("2023-02-20", None)])]);
    assert_eq!(with.reached_on, Some(day("2023-02-20")));
    let same = judged(&[with_rooms(1, &[("2023-02-15", None)])]);
    assert_eq!(same.message.en, "reached on 2023-02-15, in time");
}

#[test]
fn reports_begin_with_the_last_stations_first_submission() {
    let reported = |number, on: &[&str]| MilestoneFacts {
        reported_on: on.iter().map(|on| day(on)).collect(),
        ..station(number)
    };
    let both = [reported(1, &["2023-08-26", "2023-07-26"]), reported(2, &["2023-09-01"])];
    let verdict = judge(aim(Some(Reports), "2023-12-31"), None, &both, day("2023-10-01"));
    assert_eq!((verdict.status, verdict.reached_on), (Reached, Some(day("2023-09-01"))));
    let before = judge(aim(Some(Reports), "2023-12-31"), None, &both, day("2023-08-31"));
    assert_eq!((before.status, before.missing), (Due, vec![Uuid::from_u128(2)]));
}
