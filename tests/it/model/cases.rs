//! Cases: accepted, assessed, planned, in intervention, evaluated; closed, referred, reopened. A step stands in its place by
//! day, and needs what must have been done before it.

use chrono::NaiveDate;
use uuid::Uuid;

use super::{
    scene::{CLIENTS, EMPLOYED_FROM, HOMES, LEAD_A, MANAGER_X, MANAGER_Y, OFFICER, RESIDENT_A, WORKERS},
    state::{Model, NOTHING, Refusal, Request, Taken, conflict_unless, faulty, refused, seen, shown},
    step::{Op, Tag},
};
use crate::harness::{Chance, Value, day, json};

const PLACES: u64 = 3;
const DAYS: [&str; 5] = ["2023-06-29", "2023-07-05", "2023-08-01", "2023-09-01", "2023-10-12"];

#[derive(Clone)]
pub struct Case {
    pub id: Uuid,
    client: usize,
    station: usize,
    accepted: NaiveDate,
    /// What was done, on which day, and why it was closed.
    steps: Vec<Taking>,
    pub version: i64,
}

type Taking = (&'static str, NaiveDate, &'static str);

#[derive(Clone, Debug)]
enum Do {
    Accept {
        station: usize,
        client: usize,
        lead: usize,
        on: &'static str,
    },
    /// A step of this kind on a day by a worker; the reason is that of a closure.
    Take {
        kind: &'static str,
        on: &'static str,
        worker: usize,
        reason: &'static str,
    },
    Read,
}

#[derive(Clone, Debug)]
pub struct CaseOp {
    place: usize,
    what: Do,
}

impl CaseOp {
    pub fn any(chance: &mut Chance) -> (Vec<usize>, Op) {
        let place = chance.below(PLACES);
        // Without an account: who leads a child's case by assignment would see the child.
        let worker = if chance.once_in(12) { 7 } else { chance.one_of(&[3, 4]) };
        let client = chance.place(CLIENTS);
        let what = match chance.below(14) {
            0..3 => Do::Accept {
                station: if chance.once_in(8) { chance.below(3) } else { HOMES[client] },
                client,
                lead: worker,
                on: chance.one_of(&[DAYS[1], DAYS[1], DAYS[1], DAYS[2], DAYS[0], DAYS[4]]),
            },
            3..12 => Do::Take {
                kind: chance.one_of(&[
                    "assessment",
                    "assessment",
                    "plan",
                    "plan",
                    "intervention",
                    "intervention",
                    "evaluation",
                    "closure",
                    "referral",
                    "reopening",
                ]),
                on: chance.one_of(&[DAYS[2], DAYS[3], DAYS[3], DAYS[3], DAYS[3], DAYS[3], DAYS[1], DAYS[4]]),
                worker,
                reason: chance.one_of(&["goals_met", "client_wish", "referred"]),
            },
            _ => Do::Read,
        };
        let by = match what {
            Do::Read => vec![MANAGER_X, OFFICER, LEAD_A, RESIDENT_A, MANAGER_Y],
            _ => vec![MANAGER_X, MANAGER_X, LEAD_A, RESIDENT_A, MANAGER_Y],
        };
        (by, Op::Case(Self { place, what }))
    }

    pub fn place(&self) -> usize {
        self.place
    }

    pub fn makes(&self) -> bool {
        matches!(self.what, Do::Accept { .. })
    }

    fn action(&self) -> &'static str {
        if matches!(self.what, Do::Read) { "cases.read" } else { "cases.manage" }
    }
}

/// What must have been done before a step.
fn needs(kind: &str, reason: &str) -> Option<&'static str> {
    match (kind, reason) {
        ("plan", _) => Some("assessment"),
        ("intervention", _) => Some("plan"),
        ("evaluation", _) => Some("intervention"),
        ("closure", "goals_met") => Some("evaluation"),
        ("closure", "referred") => Some("referral"),
        _ => None,
    }
}

/// Where steps lead: the state and the day of the end; none when one of them cannot stand where it is.
fn course(steps: &[Taking]) -> Option<(&'static str, Option<NaiveDate>)> {
    let mut steps = steps.to_vec();
    steps.sort_by_key(|(_, on, _)| *on);
    let (mut work, mut end, mut done) = ("accepted", None::<(&str, NaiveDate)>, Vec::new());
    for (kind, on, reason) in steps {
        let stands = match (kind, end) {
            ("reopening", end) => end.is_some(),
            ("closure", Some(("referred", _))) => true,
            (_, end) => end.is_none(),
        };
        if !stands || needs(kind, reason).is_some_and(|needed| !done.contains(&needed)) {
            return None;
        }
        match kind {
            "assessment" => work = "assessed",
            "plan" => work = "planned",
            "intervention" => work = "in_intervention",
            "evaluation" => work = "evaluated",
            "closure" => end = Some(("closed", on)),
            "referral" => end = Some(("referred", on)),
            _ => end = None,
        }
        done.push(kind);
    }
    Some(end.map_or((work, None), |(state, on)| (state, Some(on))))
}

fn employed(pointer: &str, worker: usize, on: NaiveDate) -> Result<(), Refusal> {
    match WORKERS[worker].employer {
        None => faulty(vec![format!("{pointer} unknown_reference")]),
        Some(_) if on < day(EMPLOYED_FROM) => faulty(vec![format!("{pointer} not_employed")]),
        Some(_) => Ok(()),
    }
}

impl Model {
    pub fn case(&self, place: usize) -> Option<&Case> {
        self.case_at.get(&place).map(|n| &self.cases[*n])
    }

    pub fn case_request(&self, op: &CaseOp) -> Request {
        let path = format!("/cases/{}", self.case(op.place).map_or(NOTHING, |case| case.id));
        match &op.what {
            Do::Accept { station, client, lead, on } => {
                let body = json!({"station_id": self.ids.stations[*station], "client_id": self.ids.clients[*client],
                    "lead_worker_id": self.ids.workers[*lead], "accepted_on": on, "presenting_problem": "照料不足"});
                Request { method: "POST", path: "/cases".into(), body }
            }
            Do::Take { kind, on, worker, reason } => {
                let worker = self.ids.workers[*worker];
                let (rest, body) = match *kind {
                    "closure" => {
                        (*kind, json!({"reason": reason, "on": on, "worker_id": worker, "summary": "已结"}))
                    }
                    "referral" => (
                        *kind,
                        json!({"referred_to": "医院", "reason": "需治疗", "client_consents": true,
                        "on": on, "worker_id": worker}),
                    ),
                    "reopening" => (*kind, json!({"reason": "复发", "on": on, "worker_id": worker})),
                    stage => {
                        ("stages", json!({"stage": stage, "on": on, "worker_id": worker, "text": "家访"}))
                    }
                };
                Request { method: "POST", path: format!("{path}/{rest}"), body }
            }
            Do::Read => Request { method: "GET", path, body: Value::Null },
        }
    }

    pub fn case_reads(&self, by: usize, op: &CaseOp) -> Result<(), Refusal> {
        self.may(by, op.action()).map(|_| ())
    }

    pub fn take_case(&mut self, by: usize, op: &CaseOp, tag: Tag) -> Taken {
        let reach = self.may(by, op.action())?;
        if let Do::Accept { station, client, lead, on } = &op.what {
            return self.accept(by, op.place, (*station, *client), (*lead, day(on)));
        }
        let Some(n) = self.case_at.get(&op.place).copied() else { return refused(404, "not_found") };
        reach.require(self.cases[n].station)?;
        let Do::Take { kind, on, worker, reason } = &op.what else {
            return shown(200, self.case_shown(&self.cases[n]));
        };
        // A stage is added to what there is, whoever has seen it; an end and a beginning depend on what was seen.
        if ["closure", "referral", "reopening"].contains(kind) {
            seen(tag)?;
        }
        let (mut case, on) = (self.cases[n].clone(), day(on));
        if on > self.today {
            faulty(vec!["/on too_late".into()])?;
        }
        if on < case.accepted {
            faulty(vec!["/on too_early".into()])?;
        }
        employed("/worker_id", *worker, on)?;
        case.steps.push((kind, on, reason));
        conflict_unless(course(&case.steps).is_some())?;
        case.version += 1;
        let body = self.case_shown(&case);
        self.cases[n] = case;
        shown(201, body)
    }

    fn accept(
        &mut self,
        by: usize,
        place: usize,
        (station, client): (usize, usize),
        (lead, on): (usize, NaiveDate),
    ) -> Taken {
        let reach = self.may(by, "cases.manage")?;
        let known = self.clients[client].as_ref().filter(|one| reach.covers(one.station));
        let mut faults = Vec::new();
        if !reach.covers(station) {
            faults.push("/station_id unknown_reference".into());
        }
        if known.is_none() {
            faults.push("/client_id unknown_reference".into());
        }
        faulty(faults)?;
        if known.is_some_and(|one| one.station != station) {
            faulty(vec!["/client_id other_station".into()])?;
        }
        if on > self.today {
            faulty(vec!["/accepted_on too_late".into()])?;
        }
        employed("/lead_worker_id", lead, on)?;
        let case = Case { id: NOTHING, client, station, accepted: on, steps: Vec::new(), version: 1 };
        let body = self.case_shown(&case);
        self.case_at.insert(place, self.cases.len());
        self.cases.push(case);
        shown(201, body)
    }

    fn case_shown(&self, case: &Case) -> Value {
        let mut steps = case.steps.clone();
        steps.sort_by_key(|(_, on, _)| *on);
        let steps: Vec<Value> = steps.iter().map(|(kind, on, _)| json!({"kind": kind, "on": on})).collect();
        let mut body = self.case_listed(case);
        body["steps"] = json!(steps);
        body
    }

    fn case_listed(&self, case: &Case) -> Value {
        let (state, ended) = course(&case.steps).unwrap_or_else(|| panic!("steps that cannot stand"));
        json!({"station_id": self.ids.stations[case.station], "client_id": self.ids.clients[case.client],
            "accepted_on": case.accepted, "state": state, "ended_on": ended, "version": case.version})
    }

    /// State and version of every case within reach, in the order of acceptance.
    pub fn cases_listed(&self, by: usize) -> Vec<Value> {
        let reach = self.may(by, "cases.read").unwrap_or_else(|_| panic!("may read"));
        let mine = self.cases.iter().filter(|case| reach.covers(case.station));
        mine.map(|case| self.case_listed(case)).collect()
    }
}
