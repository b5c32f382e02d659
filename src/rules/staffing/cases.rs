//! The table of cases: what the plan says of one day, worked out by hand from the plan and not by the code. A new rule
//! gets its rows here; a new fact, its word in `world`.

mod world;

use super::fixture::{Baisha, day};
use crate::rules::absences::AbsenceKind::{Personal, Sick};
use crate::rules::finding::EmploymentKind::{Dispatch, LabourContract, Other, PartTime};
use crate::rules::finding::RuleCode::{self, S1, S2, S3, S4, S5, S6, S7, S8, S9};
use crate::rules::finding::Status::{self, Breach, Due, Met, NotApplicable, Unknown};
use crate::rules::policy::JudgedAt;
use crate::rules::qualifications::Education::{AssociateDegree, Bachelor, SeniorSecondary};
use crate::rules::station_state::StationState::{Closed, Suspended};
use world::{OTHER, World, station, worker};

/// What is to be said on the day.
#[derive(Clone, Copy)]
struct Says {
    status: Status,
    since: Option<&'static str>,
    by: Option<&'static str>,
    ahead: Ahead,
}

/// What is to be seen coming.
#[derive(Clone, Copy)]
enum Ahead {
    /// The case does not say.
    Unsaid,
    /// No change.
    Nothing,
    /// This status from this day.
    Turn(&'static str, Status),
}

const fn is(status: Status) -> Says {
    Says { status, since: None, by: None, ahead: Ahead::Unsaid }
}

impl Says {
    /// The status began on this day.
    const fn since(mut self, on: &'static str) -> Self {
        self.since = Some(on);
        self
    }

    /// The last day in time is this.
    const fn by(mut self, on: &'static str) -> Self {
        self.by = Some(on);
        self
    }

    /// The status turns on this day.
    const fn until(mut self, on: &'static str, to: Status) -> Self {
        self.ahead = Ahead::Turn(on, to);
        self
    }

    /// No change is in sight.
    const fn for_good(mut self) -> Self {
        self.ahead = Ahead::Nothing;
        self
    }
}

/// Clause, what it is about, the world, the day, the rule, what is to be said.
type Case = (&'static str, &'static str, World, &'static str, RuleCode, Says);

/// S1, 六（三） 每个社工站至少配备3名驻站社工; 九（一） 2023年6月底前配齐.
#[rustfmt::skip] // One case a line.
fn enough_workers() -> Vec<Case> {
    vec![
        ("六（三）", "three on the staffing date", station(3), "2023-06-30", S1, is(Met).for_good()),
        ("六（三）", "two on the staffing date", station(2), "2023-06-30", S1, is(Breach).since("2023-06-30")),
        ("六（三）、九（一）", "two on the day before it", station(2), "2023-06-29", S1, is(Due).by("2023-06-30").until("2023-06-30", Breach)),
        ("六（三）", "nobody before it", station(0), "2023-06-01", S1, is(Due).by("2023-06-30").until("2023-06-30", Breach)),
        ("六（三）", "four are no fault", station(4), "2023-07-01", S1, is(Met)),
        ("六（三）", "the third comes on the staffing date: the day before", station(3).posted(&["2023-06-30.."]), "2023-06-29", S1, is(Due).until("2023-06-30", Met)),
        ("六（三）", "the third comes on the staffing date: the day itself", station(3).posted(&["2023-06-30.."]), "2023-06-30", S1, is(Met).since("2023-06-30")),
        ("六（三）", "the third comes a day late", station(3).posted(&["2023-07-01.."]), "2023-06-30", S1, is(Breach).until("2023-07-01", Met)),
        ("六（三）", "preparing, the day before it operates", station(2), "2023-05-31", S1, is(NotApplicable).until("2023-06-01", Due)),
        ("六（三）", "the last day before it is suspended", station(2).then_state(Suspended, "2023-09-01"), "2023-08-31", S1, is(Breach).until("2023-09-01", NotApplicable)),
        ("六（三）", "suspended", station(2).then_state(Suspended, "2023-09-01"), "2023-09-01", S1, is(NotApplicable).since("2023-09-01")),
        ("六（三）", "closed", station(0).then_state(Closed, "2024-01-01"), "2024-02-01", S1, is(NotApplicable)),
        ("六（三）", "a day of which no state is recorded", station(3), "2022-12-31", S1, is(Unknown).until("2023-01-01", NotApplicable)),
        ("六（三）", "the last day of the agreement", station(3).covered("2023-06-01..2024-06-01"), "2024-05-31", S1, is(Met).until("2024-06-01", Unknown)),
        ("六（三）", "no agreement any more", station(3).covered("2023-06-01..2024-06-01"), "2024-06-01", S1, is(Unknown).since("2024-06-01")),
        ("六（三）", "a posting ends on the day another begins", station(4).posted(&["2023-06-01..2024-03-01"]).of(4).posted(&["2024-03-01.."]), "2024-03-01", S1, is(Met).since("2023-06-01").for_good()),
        ("六（三）", "a posting ends a day before another begins", station(4).posted(&["2023-06-01..2024-03-01"]).of(4).posted(&["2024-03-02.."]), "2024-03-01", S1, is(Breach).since("2024-03-01").until("2024-03-02", Met)),
        ("六（三）", "the last day of a posting is 29 February", station(3).posted(&["2023-06-01..2024-03-01"]), "2024-02-29", S1, is(Met).until("2024-03-01", Breach)),
        ("六（三）", "a posting without a day is none", station(3).posted(&["2023-07-01..2023-07-01"]), "2023-07-01", S1, is(Breach).since("2023-06-30").for_good()),
        ("六（三）", "one of three works at another station", station(3).posted(&[]).elsewhere("2023-06-01.."), "2023-07-01", S1, is(Breach)),
        ("六（三）", "a gap of a day between two contracts", station(3).contract(&["2023-06-01..2024-03-01", "2024-03-02.."]), "2024-03-01", S1, is(Breach).since("2024-03-01").until("2024-03-02", Met)),
        ("六（三）", "a contract renewed without a gap", station(3).contract(&["2023-06-01..2024-03-01", "2024-03-01.."]), "2024-03-01", S1, is(Met).since("2023-06-01").for_good()),
        ("六（三）", "one of three is dispatched", station(3).only(Dispatch, Baisha::CONTRACTOR), "2023-07-01", S1, is(Breach)),
        ("六（三）", "one of three is another's employee", station(3).only(LabourContract, OTHER), "2023-07-01", S1, is(Breach)),
        ("六（三）", "leave that the law gives is not absence", station(3).away(Sick, "2023-07-10..2023-07-12"), "2023-07-10", S1, is(Met).since("2023-06-01").for_good()),
        ("六（三）", "the day before other leave", station(3).away(Personal, "2023-07-10..2023-07-12"), "2023-07-09", S1, is(Met).until("2023-07-10", Breach)),
        ("六（三）", "the last day of other leave", station(3).away(Personal, "2023-07-10..2023-07-12"), "2023-07-11", S1, is(Breach).since("2023-07-10").until("2023-07-12", Met)),
        ("六（三）", "who breaks other rules counts", station(3).born("1950-01-01").learnt(None).no_certificate(), "2026-07-01", S1, is(Met)),
        ("六（三）", "another contractor, the workers stay with the old", station(3).taken_over("2024-06-01", "2024-06-01"), "2024-06-01", S1, is(Breach).since("2024-06-01")),
        ("六（三）", "another contractor with time to staff", station(3).taken_over("2024-06-01", "2024-07-01"), "2024-06-15", S1, is(Due).by("2024-07-01").until("2024-07-01", Breach)),
        ("六（三）", "another contractor, one of three goes along", station(3).employed(LabourContract, OTHER, "2024-06-01..").taken_over("2024-06-01", "2024-06-01"), "2024-06-01", S1, is(Breach)),
        ("六（三）", "four required from the middle of the month: before", station(3).policy_from("2023-07-16", |p| p.min_resident_workers.value = 4), "2023-07-15", S1, is(Met)),
        ("六（三）", "four required from the middle of the month: from then", station(3).policy_from("2023-07-16", |p| p.min_resident_workers.value = 4), "2023-07-16", S1, is(Breach)),
        ("六（三）", "two required from the middle of the month", station(2).policy_from("2023-07-16", |p| p.min_resident_workers.value = 2), "2023-07-16", S1, is(Met)),
    ]
}

/// S2, 六（三） 驻站社工身份为承接主体正式聘用的工作人员.
#[rustfmt::skip] // One case a line.
fn formal_employment() -> Vec<Case> {
    let gap = || worker().contract(&["2023-06-01..2024-06-01", "2024-06-02.."]);
    vec![
        ("六（三）", "a labour contract with the contractor", worker(), "2023-07-01", S2, is(Met).since("2023-06-01").for_good()),
        ("六（三）", "dispatched", worker().only(Dispatch, Baisha::CONTRACTOR), "2023-07-01", S2, is(Breach)),
        ("六（三）", "part-time", worker().only(PartTime, Baisha::CONTRACTOR), "2023-07-01", S2, is(Breach)),
        ("六（三）", "in another way", worker().only(Other, Baisha::CONTRACTOR), "2023-07-01", S2, is(Breach)),
        ("六（三）", "not employed at all", worker().contract(&[]), "2023-07-01", S2, is(Breach).since("2023-06-01").for_good()),
        ("六（三）", "posted a day before the contract", worker().contract(&["2023-06-02.."]), "2023-06-01", S2, is(Breach).until("2023-06-02", Met)),
        ("六（三）", "the last day of the contract", worker().contract(&["2023-06-01..2024-06-01"]), "2024-05-31", S2, is(Met).until("2024-06-01", Breach)),
        ("六（三）", "the day of a gap of a day", gap(), "2024-06-01", S2, is(Breach).since("2024-06-01").until("2024-06-02", Met)),
        ("六（三）", "the day after a gap of a day", gap(), "2024-06-02", S2, is(Met).since("2024-06-02").for_good()),
        ("六（三）", "two employers, one of them the contractor", worker().employed(PartTime, OTHER, "2023-01-01.."), "2023-07-01", S2, is(Met)),
        ("六（三）", "part-time here, a labour contract elsewhere", worker().only(PartTime, Baisha::CONTRACTOR).employed(LabourContract, OTHER, "2023-01-01.."), "2023-07-01", S2, is(Breach)),
        ("六（三）", "the last day before another contractor takes over", worker().taken_over("2024-06-01", "2024-06-01"), "2024-05-31", S2, is(Met).until("2024-06-01", Breach)),
        ("六（三）", "another contractor, still with the old", worker().taken_over("2024-06-01", "2024-06-01"), "2024-06-01", S2, is(Breach).since("2024-06-01")),
        ("六（三）", "another contractor, gone along on the day", worker().contract(&["2023-06-01..2024-06-01"]).employed(LabourContract, OTHER, "2024-06-01..").taken_over("2024-06-01", "2024-06-01"), "2024-06-01", S2, is(Met).since("2023-06-01").for_good()),
        ("六（三）", "no agreement that day", worker().covered("2023-06-01..2024-06-01"), "2024-06-01", S2, is(Unknown)),
        ("六（三）", "no longer posted", worker().posted(&["2023-06-01..2024-03-01"]), "2024-03-01", S2, is(NotApplicable)),
    ]
}

/// S3, 六（三） 年龄45岁以下; 以下 includes the number (Civil Code art. 1259). That it is judged at the first posting under
/// the agreement, and that 28 February is the birthday of a 29th in a common year, is ours.
#[rustfmt::skip] // One case a line.
fn age() -> Vec<Case> {
    let every_day = || worker().policy(|policy| policy.max_age.judged_at.value = JudgedAt::EveryDay);
    let first = |on| worker().posted(&[on]);
    let moved = || worker().born("1977-07-01").posted(&["2023-09-01.."]).elsewhere("2023-06-15..2023-09-01");
    vec![
        ("六（三）", "45th birthday on the first day", first("2023-07-01..").born("1978-07-01"), "2023-07-01", S3, is(Met)),
        ("六（三）", "the day before the 46th birthday", first("2023-07-01..").born("1977-07-02"), "2023-07-01", S3, is(Met)),
        ("六（三）", "46th birthday on the first day", first("2023-07-01..").born("1977-07-01"), "2023-07-01", S3, is(Breach).since("2023-07-01").for_good()),
        ("六（三）", "46 only after the first day", first("2023-07-01..").born("1977-07-02"), "2024-07-01", S3, is(Met).since("2023-07-01").for_good()),
        ("六（三）", "born on a 29 February: 45 on the 27th", first("2022-02-27..").covered("2022-01-01..").born("1976-02-29"), "2023-01-01", S3, is(Met)),
        ("六（三）", "born on a 29 February: 46 on the 28th of a common year", first("2022-02-28..").covered("2022-01-01..").born("1976-02-29"), "2023-01-01", S3, is(Breach)),
        ("六（三）", "46th birthday on the 28th of February of a leap year", first("2024-02-28..").born("1978-02-28"), "2024-02-28", S3, is(Breach)),
        ("六（三）", "judged every day: the day before the 46th birthday", every_day().born("1978-09-15"), "2024-09-14", S3, is(Met).until("2024-09-15", Breach)),
        ("六（三）", "judged every day: the 46th birthday", every_day().born("1978-09-15"), "2024-09-15", S3, is(Breach).since("2024-09-15").for_good()),
        ("六（三）", "judged every day, born on a 29 February", every_day().born("1980-02-29"), "2026-02-27", S3, is(Met).until("2026-02-28", Breach)),
        ("六（三）", "first posted elsewhere under the same agreement", moved().covered_elsewhere(), "2023-09-01", S3, is(Met)),
        ("六（三）", "first posted elsewhere, not under the agreement", moved(), "2023-09-01", S3, is(Breach)),
        ("六（三）", "back after a break under the same agreement", worker().born("1977-08-01").posted(&["2023-06-01..2023-09-01", "2024-06-01.."]), "2024-06-01", S3, is(Met)),
        ("六（三）", "46 meanwhile, the last day of the first agreement", worker().born("1977-12-01").taken_over("2024-06-01", "2024-06-01"), "2024-05-31", S3, is(Met).until("2024-06-01", Breach)),
        ("六（三）", "no date of birth", worker().birth_unknown(), "2023-07-01", S3, is(Unknown)),
        ("六（三）", "born after the posting", worker().born("2023-06-02"), "2023-07-01", S3, is(Unknown)),
        ("六（三）", "no agreement that day", worker().covered("2023-06-01..2024-06-01"), "2024-06-01", S3, is(Unknown)),
        ("六（三）", "a higher age from the middle of the month: before", worker().born("1970-01-01").policy_from("2023-07-16", |p| p.max_age.years.value = 60), "2023-07-15", S3, is(Breach)),
        ("六（三）", "a higher age from the middle of the month: from then", worker().born("1970-01-01").policy_from("2023-07-16", |p| p.max_age.years.value = 60), "2023-07-16", S3, is(Met)),
    ]
}

/// S4, 六（三） 大专及以上学历; 以上 includes it.
#[rustfmt::skip] // One case a line.
fn education() -> Vec<Case> {
    let raised = || worker().learnt(Some(AssociateDegree)).policy_from("2023-07-16", |p| p.min_education.value = Bachelor);
    vec![
        ("六（三）", "an associate degree", worker().learnt(Some(AssociateDegree)), "2023-07-01", S4, is(Met).for_good()),
        ("六（三）", "senior secondary school", worker().learnt(Some(SeniorSecondary)), "2023-07-01", S4, is(Breach)),
        ("六（三）", "not recorded", worker().learnt(None), "2023-07-01", S4, is(Unknown)),
        ("六（三）", "more is required from the middle of the month: before", raised(), "2023-07-15", S4, is(Met)),
        ("六（三）", "more is required from the middle of the month: from then", raised(), "2023-07-16", S4, is(Breach)),
        ("六（三）", "the day before the posting", worker(), "2023-05-31", S4, is(NotApplicable)),
    ]
}

/// S6, 六（三） 未取得…证书的，须在2年内取得; the first day is not counted and the last is whole (Civil Code arts 201–204).
/// That the time runs from the first posting in the county is ours.
#[rustfmt::skip] // One case a line.
fn certificate() -> Vec<Case> {
    let without = |on| worker().no_certificate().posted(&[on]);
    let none = || without("2023-06-30..");
    let back = || worker().no_certificate().posted(&["2023-06-30..2023-09-01", "2024-01-01.."]);
    let shorter = || none().policy_from("2024-07-01", |p| p.certificate_grace_months.value = 12);
    let held = |days| none().certified(days);
    vec![
        ("六（三）", "held before the posting", worker(), "2023-07-01", S6, is(Met).for_good()),
        ("六（三）", "none on the first day", none(), "2023-06-30", S6, is(Due).since("2023-06-30").by("2025-06-30").until("2025-07-01", Breach)),
        ("六（三）", "none on the last day", none(), "2025-06-30", S6, is(Due).by("2025-06-30").until("2025-07-01", Breach)),
        ("六（三）", "none on the day after", none(), "2025-07-01", S6, is(Breach).since("2025-07-01").by("2025-06-30").for_good()),
        ("六（三）", "obtained on the last day", held("2025-06-30.."), "2025-06-30", S6, is(Met).since("2025-06-30").for_good()),
        ("六（三）", "to be obtained on the last day: the day before", held("2025-06-30.."), "2025-06-29", S6, is(Due).until("2025-06-30", Met)),
        ("六（三）", "obtained two months late: the day before", held("2025-09-01.."), "2025-08-31", S6, is(Breach).since("2025-07-01").until("2025-09-01", Met)),
        ("六（三）", "obtained late is held from then", held("2025-09-01.."), "2025-09-01", S6, is(Met).since("2025-09-01")),
        ("六（三）", "two years from a 29 February: the last day", without("2024-02-29.."), "2026-02-28", S6, is(Due).by("2026-02-28").until("2026-03-01", Breach)),
        ("六（三）", "two years from a 29 February: the day after", without("2024-02-29.."), "2026-03-01", S6, is(Breach).since("2026-03-01")),
        ("六（三）", "two years from a 28 February into a leap year", without("2022-02-28.."), "2024-02-29", S6, is(Breach).by("2024-02-28").since("2024-02-29")),
        ("六（三）", "six months from a 31 August end with February", without("2023-08-31..").policy(|p| p.certificate_grace_months.value = 6), "2024-02-29", S6, is(Due).by("2024-02-29").until("2024-03-01", Breach)),
        ("六（三）", "a break does not restart the time", back(), "2024-01-01", S6, is(Due).by("2025-06-30").until("2025-07-01", Breach)),
        ("六（三）", "nor does a posting elsewhere before", none().elsewhere("2022-06-30..2023-06-01"), "2024-07-01", S6, is(Breach).by("2024-06-30").since("2024-07-01")),
        ("六（三）", "nor another contractor", none().taken_over("2024-06-01", "2024-06-01"), "2025-07-01", S6, is(Breach).by("2025-06-30")),
        ("六（三）", "a posting without a day begins nothing", worker().no_certificate().posted(&["2023-06-10..2023-06-10", "2023-07-01.."]), "2023-07-01", S6, is(Due).by("2025-07-01")),
        ("六（三）", "a shorter time: the last day of the old policy", shorter(), "2024-06-30", S6, is(Due).by("2025-06-30")),
        ("六（三）", "a shorter time: the first day of the new policy", shorter(), "2024-07-01", S6, is(Breach).by("2024-06-30")),
        ("六（三）", "revoked within the time", held("2020-10-17..2024-01-01"), "2024-01-01", S6, is(Due).since("2024-01-01").by("2025-06-30").until("2025-07-01", Breach)),
        ("六（三）", "to be revoked after the time", held("2020-10-17..2026-01-01"), "2025-12-31", S6, is(Met).until("2026-01-01", Breach)),
        ("六（三）", "no longer posted", without("2023-06-30..2024-03-01"), "2024-03-01", S6, is(NotApplicable)),
    ]
}

/// S5, 六（三） 身体健康; the twelve months are ours, the last day included.
#[rustfmt::skip] // One case a line.
fn health() -> Vec<Case> {
    let examined = |on| worker().health(&[(on, true, None)]);
    let until = |last| worker().health(&[("2023-06-10", true, Some(last))]);
    let unfit = || worker().health(&[("2023-05-10", true, None), ("2023-09-01", false, None)]);
    let again = || worker().health(&[("2023-05-10", true, None), ("2023-09-01", false, None), ("2023-10-01", true, None)]);
    vec![
        ("六（三）", "nothing recorded", worker().health(&[]), "2023-07-01", S5, is(Unknown).since("2023-06-01").for_good()),
        ("六（三）", "examined after the first day of posting: before", examined("2023-06-10"), "2023-06-09", S5, is(Unknown).until("2023-06-10", Met)),
        ("六（三）", "the last day of twelve months", examined("2023-06-10"), "2024-06-10", S5, is(Met).since("2023-06-10").until("2024-06-11", Breach)),
        ("六（三）", "the day after twelve months", examined("2023-06-10"), "2024-06-11", S5, is(Breach).since("2024-06-11").for_good()),
        ("六（三）", "twelve months from a 29 February: the last day", examined("2024-02-29"), "2025-02-28", S5, is(Met).until("2025-03-01", Breach)),
        ("六（三）", "a last day of its own", until("2023-12-31"), "2023-12-31", S5, is(Met).until("2024-01-01", Breach)),
        ("六（三）", "a last day of its own beyond twelve months", until("2025-06-10"), "2025-06-10", S5, is(Met).until("2025-06-11", Breach)),
        ("六（三）", "the day of a later one that says unfit", unfit(), "2023-09-01", S5, is(Breach).since("2023-09-01").for_good()),
        ("六（三）", "fit again", again(), "2023-10-01", S5, is(Met).since("2023-10-01").until("2024-10-02", Breach)),
        ("六（三）", "no longer posted", worker().posted(&["2023-06-01..2024-03-01"]), "2024-03-01", S5, is(NotApplicable)),
    ]
}

/// S7, ours: one station at a time.
#[rustfmt::skip] // One case a line.
fn one_station() -> Vec<Case> {
    let both = || worker().elsewhere("2023-07-01..2023-07-02");
    vec![
        ("ours", "here only", worker(), "2023-07-01", S7, is(Met).for_good()),
        ("ours", "the day before a day at two stations", both(), "2023-06-30", S7, is(Met).until("2023-07-01", Breach)),
        ("ours", "the day at two stations", both(), "2023-07-01", S7, is(Breach).since("2023-07-01").until("2023-07-02", Met)),
        ("ours", "the day after it", both(), "2023-07-02", S7, is(Met).since("2023-07-02").for_good()),
        ("ours", "elsewhere until the day it begins here", worker().posted(&["2023-07-01.."]).elsewhere("2023-06-01..2023-07-01"), "2023-07-01", S7, is(Met).since("2023-07-01").for_good()),
        ("ours", "not posted here", worker().posted(&["2023-07-01.."]).elsewhere("2023-06-01..2023-07-01"), "2023-06-30", S7, is(NotApplicable)),
    ]
}

/// S8, 六（三） 及时、足额配备驻站社工; 九（一） 2023年6月底前配齐. That it is reached once, also late, is ours.
#[rustfmt::skip] // One case a line.
fn full_strength() -> Vec<Case> {
    let third = |days: &str| station(3).posted(&[days]);
    vec![
        ("六（三）", "three from the first day", station(3), "2023-06-30", S8, is(Met).for_good()),
        ("六（三）、九（一）", "two on the day before the staffing date", station(2), "2023-06-29", S8, is(Due).by("2023-06-30").until("2023-06-30", Breach)),
        ("六（三）", "two on the staffing date", station(2), "2023-06-30", S8, is(Breach).since("2023-06-30").for_good()),
        ("六（三）", "the third on the staffing date", third("2023-06-30.."), "2023-06-30", S8, is(Met).since("2023-06-30").for_good()),
        ("六（三）", "the third two days late: the day before", third("2023-07-02.."), "2023-07-01", S8, is(Breach).since("2023-06-30").until("2023-07-02", Met)),
        ("六（三）", "the third two days late", third("2023-07-02.."), "2023-07-02", S8, is(Met).since("2023-07-02").for_good()),
        ("六（三）", "who leaves later is for S1", third("2023-06-01..2024-03-01"), "2024-03-01", S8, is(Met).for_good()),
        ("六（三）", "three of whom one is dispatched", station(3).only(Dispatch, Baisha::CONTRACTOR), "2023-07-01", S8, is(Breach)),
        ("六（三）", "suspended", station(2).then_state(Suspended, "2023-09-01"), "2023-09-01", S8, is(NotApplicable)),
        ("六（三）", "another contractor has its own date", station(3).taken_over("2024-06-01", "2024-07-01"), "2024-06-15", S8, is(Due).by("2024-07-01").until("2024-07-01", Breach)),
        ("六（三）", "operating without an agreement", station(3).covered("2023-06-01..2024-06-01"), "2024-06-01", S8, is(Unknown)),
    ]
}

/// S9, 三（三） 加强对社工站工作人员安全教育; the twelve months are ours, the last day included.
#[rustfmt::skip] // One case a line.
fn safety_education() -> Vec<Case> {
    let taught = |days: &[&str]| worker().taught(days);
    let more_often = || taught(&["2023-06-15"]).policy_from("2024-01-16", |p| p.safety_education_interval_months.value = 6);
    vec![
        ("三（三）", "none recorded", taught(&[]), "2023-07-01", S9, is(Unknown).for_good()),
        ("三（三）", "after the first day of posting: before", taught(&["2023-06-15"]), "2023-06-14", S9, is(Unknown).until("2023-06-15", Met)),
        ("三（三）", "the last day of twelve months", taught(&["2023-06-15"]), "2024-06-15", S9, is(Met).since("2023-06-15").until("2024-06-16", Breach)),
        ("三（三）", "the day after twelve months", taught(&["2023-06-15"]), "2024-06-16", S9, is(Breach).since("2024-06-16").for_good()),
        ("三（三）", "twelve months from a 29 February", taught(&["2024-02-29"]), "2025-02-28", S9, is(Met).until("2025-03-01", Breach)),
        ("三（三）", "again on the day after the last", taught(&["2023-06-15", "2024-06-16"]), "2024-06-16", S9, is(Met).since("2023-06-15").until("2025-06-17", Breach)),
        ("三（三）", "again a day too late", taught(&["2023-06-15", "2024-06-17"]), "2024-06-16", S9, is(Breach).until("2024-06-17", Met)),
        ("三（三）", "more often from the middle of a month: before", more_often(), "2024-01-15", S9, is(Met)),
        ("三（三）", "more often from the middle of a month: from then", more_often(), "2024-01-16", S9, is(Breach)),
        ("三（三）", "no longer posted", worker().posted(&["2023-06-01..2024-03-01"]), "2024-03-01", S9, is(NotApplicable)),
    ]
}

fn table() -> Vec<Case> {
    [
        enough_workers(),
        formal_employment(),
        age(),
        education(),
        health(),
        certificate(),
        one_station(),
        full_strength(),
        safety_education(),
    ]
    .concat()
}

/// What of a case is not as it should be.
fn wrong((clause, name, world, on, rule, says): &Case) -> Option<String> {
    let found = world.finding(*rule, day(on));
    // Of who is not posted nothing is asked, and nothing is told.
    let Some(found) = found else {
        return (says.status != NotApplicable).then(|| format!("{rule:?} {name}: no finding"));
    };
    let change = found.changes_on.map(|change| (change.on, change.to_status));
    let day_of = |text: Option<&str>| text.map(day);
    let as_foreseen = match says.ahead {
        Ahead::Unsaid => true,
        Ahead::Nothing => change.is_none(),
        Ahead::Turn(on, to) => change == Some((day(on), to)),
    };
    let right = found.status == says.status
        && says.since.is_none_or(|_| found.since == day_of(says.since))
        && says.by.is_none_or(|_| found.due_on == day_of(says.by))
        && as_foreseen
        && clause.contains(&found.source);
    let told = (found.source, found.status, found.since, found.due_on, change);
    (!right).then(|| format!("{rule:?} {name}: {told:?}"))
}

#[test]
fn every_case_is_judged_as_the_plan_says() {
    let wrong: Vec<String> = table().iter().filter_map(wrong).collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_rule_has_its_cases() {
    let table = table();
    assert!(table.len() >= 60, "{}", table.len());
    for rule in station(1).rules(day("2023-07-01")) {
        let cases = table.iter().filter(|case| case.4 == rule).count();
        assert!(cases >= 5, "{rule:?} has {cases} cases");
    }
}
