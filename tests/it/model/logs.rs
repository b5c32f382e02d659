//! Service logs: draft, submitted, reviewed, verified, returned, withdrawn.

use super::{
    scene::{
        ACTORS, CLIENTS, EMPLOYED_FROM, EVALUATOR, HOMES, LEAD_A, LEAD_C, LOGS, MANAGER_X, MANAGER_Y,
        OFFICER, RESIDENT_A, WORKERS,
    },
    state::{Model, NOTHING, Refusal, Request, Taken, conflict_unless, faulty, refused, seen, shown},
    step::{Op, Tag},
};
use crate::harness::{Chance, Value, day, json};

/// Somebody who is no worker of the county.
const STRANGER: usize = WORKERS.len();

/// What a log says.
#[derive(Clone, Debug, PartialEq)]
pub struct Said {
    pub station: usize,
    pub item: &'static str,
    pub method: &'static str,
    pub day: &'static str,
    /// Workers with their minutes.
    pub workers: Vec<(usize, i64)>,
    pub people: i64,
    pub clients: Vec<usize>,
}

#[derive(Clone)]
pub struct Log {
    pub said: Said,
    /// As it was recorded, and whether as a draft.
    first: (Said, bool),
    pub state: &'static str,
    reason: Option<&'static str>,
    recorded_by: usize,
    /// Whether each worker was posted to the station, by what was known when it was written.
    posted: Vec<bool>,
    kept: usize,
    moves: usize,
    pub version: i64,
}

#[derive(Clone, Debug)]
pub enum Change {
    People(i64),
    Day(&'static str),
    Method(&'static str),
    Workers(Vec<(usize, i64)>),
    Clients(Vec<usize>),
}

#[derive(Clone, Debug)]
pub enum Do {
    Put(Said, bool),
    Patch(Change),
    Amend(Change),
    Submit,
    Review,
    Verify,
    Return,
    Withdraw,
    Read,
    Versions,
    Moves,
}

#[derive(Clone, Debug)]
pub struct LogOp {
    pub place: usize,
    what: Do,
}

const DAYS: [&str; 10] = [
    "2023-06-29",
    "2023-06-30",
    "2023-09-20",
    "2023-09-27",
    "2023-07-02",
    "2023-08-25",
    "2023-08-26",
    "2023-09-30",
    "2023-10-08",
    "2023-10-10",
];
const REASON: &str = "核对";

impl LogOp {
    /// A likely caller, and what is done.
    pub fn any(chance: &mut Chance) -> (Vec<usize>, Op) {
        let place = chance.place(LOGS);
        let (own, bureau) = ([MANAGER_X, LEAD_A, RESIDENT_A, MANAGER_Y, LEAD_C], [OFFICER]);
        let (by, what): (&[usize], Do) = match chance.below(24) {
            0..8 => {
                let said = Said::any(chance);
                let theirs: &[usize] = if said.station == 2 { &own[3..] } else { &own[..3] };
                let made = Do::Put(said, chance.once_in(3));
                return (theirs.to_vec(), Op::Log(Self { place, what: made }));
            }
            8..10 => (&own, Do::Patch(Change::any(chance))),
            10..12 => (&own, Do::Amend(Change::any(chance))),
            12..14 => (&own, Do::Submit),
            14..17 => (&own, Do::Review),
            17..19 => (&bureau, Do::Verify),
            19 => (&bureau, Do::Return),
            20 if chance.once_in(2) => (&own, Do::Withdraw),
            21 => (&bureau, Do::Versions),
            22 => (&bureau, Do::Moves),
            _ => (&[MANAGER_X, OFFICER, LEAD_A, RESIDENT_A, LEAD_C, EVALUATOR], Do::Read),
        };
        (by.to_vec(), Op::Log(Self { place, what }))
    }
}

fn workers(chance: &mut Chance) -> Vec<(usize, i64)> {
    let all = [0, 1, 2, 3, 4, 5, 6];
    let mut some: Vec<usize> = (0..=chance.below(2)).map(|_| chance.one_of(&all)).collect();
    if chance.once_in(12) {
        some.push(chance.one_of(&[STRANGER - 1, STRANGER]));
    }
    some.sort_unstable();
    some.dedup();
    some.into_iter().map(|worker| (worker, chance.one_of(&[15, 60, 90]))).collect()
}

/// Often of a station, now and then anybody.
fn clients(chance: &mut Chance, station: usize) -> Vec<usize> {
    let client = chance.place(CLIENTS);
    let is_likely = HOMES[client] == station && chance.once_in(2);
    if is_likely || chance.once_in(12) { vec![client] } else { Vec::new() }
}

impl Said {
    fn any(chance: &mut Chance) -> Self {
        let station = chance.one_of(&[0, 0, 0, 1, 2]);
        Self {
            station,
            item: if chance.once_in(12) { "9.9" } else { chance.one_of(&["1.1", "1.2", "2.1", "3.1"]) },
            method: chance.one_of(&["visit", "case", "group"]),
            day: chance.one_of(&DAYS),
            workers: workers(chance),
            people: if chance.once_in(20) { -1 } else { chance.one_of(&[0, 1, 7, 30]) },
            clients: clients(chance, station),
        }
    }

    fn with(&self, change: &Change) -> Self {
        let mut said = self.clone();
        match change.clone() {
            Change::People(people) => said.people = people,
            Change::Day(day) => said.day = day,
            Change::Method(method) => said.method = method,
            Change::Workers(workers) => said.workers = workers,
            Change::Clients(clients) => said.clients = clients,
        }
        said
    }
}

impl Change {
    fn any(chance: &mut Chance) -> Self {
        match chance.below(6) {
            0 => Self::Day(chance.one_of(&DAYS)),
            1 => Self::Method(chance.one_of(&["visit", "case", "community"])),
            2 => Self::Workers(workers(chance)),
            3 => Self::Clients(clients(chance, 0)),
            _ => Self::People(if chance.once_in(10) { -1 } else { chance.one_of(&[2, 5, 100]) }),
        }
    }

    fn is_unreadable(&self) -> bool {
        matches!(self, Self::People(people) if *people < 0)
    }
}

impl Log {
    pub fn counts(&self) -> bool {
        ["submitted", "reviewed", "verified"].contains(&self.state)
    }

    /// What can be done with it, as it stands, in the order in which it is told.
    fn takes(&self) -> &'static [&'static str] {
        match self.state {
            "draft" | "returned" => &["change", "submit", "withdraw"],
            "submitted" => &["review", "return", "amend", "withdraw"],
            "reviewed" => &["verify", "return", "amend", "withdraw"],
            "verified" => &["return", "amend", "withdraw"],
            _ => &[],
        }
    }
}

/// The row of the matrix for what is done with a log.
fn action(word: &str) -> &'static str {
    match word {
        "review" => "service_logs.review",
        "verify" => "service_logs.verify",
        "return" => "service_logs.return",
        "read" => "service_logs.read",
        _ => "service_logs.record",
    }
}

impl Do {
    fn word(&self) -> &'static str {
        match self {
            Self::Put(..) => "record",
            Self::Patch(_) => "change",
            Self::Amend(_) => "amend",
            Self::Submit => "submit",
            Self::Review => "review",
            Self::Verify => "verify",
            Self::Return => "return",
            Self::Withdraw => "withdraw",
            Self::Read | Self::Versions | Self::Moves => "read",
        }
    }
}

impl Model {
    fn worker_id(&self, worker: usize) -> Value {
        json!(self.ids.workers.get(worker).copied().unwrap_or(NOTHING))
    }

    fn parts(&self, workers: &[(usize, i64)]) -> Value {
        let part = |(worker, minutes): &(usize, i64)| json!({"worker_id": self.worker_id(*worker), "minutes": minutes});
        workers.iter().map(part).collect()
    }

    fn client_ids(&self, clients: &[usize]) -> Value {
        clients.iter().map(|client| json!(self.ids.clients[*client])).collect()
    }

    fn change(&self, change: &Change) -> Value {
        match change {
            Change::People(people) => json!({"people_served": people}),
            Change::Day(day) => json!({"served_on": day}),
            Change::Method(method) => json!({"method": method}),
            Change::Workers(workers) => json!({"workers": self.parts(workers)}),
            Change::Clients(clients) => json!({"client_ids": self.client_ids(clients)}),
        }
    }

    pub fn log_request(&self, op: &LogOp) -> Request {
        let path = format!("/service-logs/{}", self.ids.logs[op.place]);
        let post = |rest: &str, body: Value| Request { method: "POST", path: format!("{path}/{rest}"), body };
        let get = |rest: &str| Request { method: "GET", path: format!("{path}{rest}"), body: Value::Null };
        match &op.what {
            Do::Put(said, draft) => {
                let body = json!({"station_id": self.ids.stations[said.station], "item_code": said.item,
                    "method": said.method, "served_on": said.day, "workers": self.parts(&said.workers),
                    "people_served": said.people, "client_ids": self.client_ids(&said.clients), "summary": "入户",
                    "state": if *draft { "draft" } else { "submitted" }});
                Request { method: "PUT", path, body }
            }
            Do::Patch(change) => Request { method: "PATCH", path, body: self.change(change) },
            Do::Amend(change) => {
                post("amendments", json!({"reason": REASON, "changes": self.change(change)}))
            }
            Do::Submit => post("submission", json!({})),
            Do::Review => post("review", json!({})),
            Do::Verify => post("verification", json!({"means": "bureau"})),
            Do::Return => post("return", json!({"reason": REASON})),
            Do::Withdraw => post("withdrawal", json!({"reason": REASON})),
            Do::Read => get(""),
            Do::Versions => get("/versions?count=exact"),
            Do::Moves => get("/moves?count=exact"),
        }
    }

    pub fn log_reads(&self, by: usize, op: &LogOp) -> Result<(), Refusal> {
        self.may(by, action(op.what.word()))?;
        faulty(match &op.what {
            Do::Put(said, _) if said.people < 0 => vec!["/people_served too_small".into()],
            Do::Patch(change) if change.is_unreadable() => vec!["/people_served too_small".into()],
            Do::Amend(change) if change.is_unreadable() => vec!["/changes/people_served too_small".into()],
            _ => Vec::new(),
        })
    }

    pub fn take_log(&mut self, by: usize, op: &LogOp, tag: Tag) -> Taken {
        let reach = self.may(by, action(op.what.word()))?;
        if let Do::Put(said, draft) = &op.what {
            return self.put_log(by, op.place, said, *draft);
        }
        let Some(mut log) = self.logs[op.place].clone() else { return refused(404, "not_found") };
        reach.require(log.said.station)?;
        match &op.what {
            Do::Read => return shown(200, self.log_shown(by, &log, op.place)),
            Do::Versions => return shown(200, json!({"total": log.kept})),
            Do::Moves => return shown(200, json!({"total": log.moves})),
            _ => seen(tag)?,
        }
        conflict_unless(log.takes().contains(&op.what.word()))?;
        if matches!(op.what, Do::Review) && log.recorded_by == by {
            return refused(403, "forbidden");
        }
        match &op.what {
            Do::Patch(change) | Do::Amend(change) => self.rewrite(&mut log, change)?,
            _ => log.moves += 1,
        }
        log.version += 1;
        log.reason = matches!(op.what, Do::Return | Do::Withdraw).then_some(REASON);
        log.state = match op.what {
            Do::Submit | Do::Amend(_) => "submitted",
            Do::Review => "reviewed",
            Do::Verify => "verified",
            Do::Return => "returned",
            Do::Withdraw => "withdrawn",
            _ => log.state,
        };
        let status = if matches!(op.what, Do::Amend(_)) { 201 } else { 200 };
        let body = self.log_shown(by, &log, op.place);
        self.logs[op.place] = Some(log);
        shown(status, body)
    }

    fn put_log(&mut self, by: usize, place: usize, said: &Said, draft: bool) -> Taken {
        if !self.may(by, "service_logs.record")?.covers(said.station) {
            faulty(vec!["/station_id unknown_reference".into()])?;
        }
        if let Some(log) = &self.logs[place] {
            if log.first != (self.sorted(said), draft) {
                return refused(409, "already_exists");
            }
            return shown(200, self.log_shown(by, log, place));
        }
        let (said, posted) = self.judged(said)?;
        let state = if draft { "draft" } else { "submitted" };
        let first = (said.clone(), draft);
        let log =
            Log { said, first, state, reason: None, recorded_by: by, posted, kept: 0, moves: 0, version: 1 };
        let body = self.log_shown(by, &log, place);
        self.logs[place] = Some(log);
        shown(201, body)
    }

    fn rewrite(&self, log: &mut Log, change: &Change) -> Result<(), Refusal> {
        let said = log.said.with(change);
        (log.said, log.posted) = self.judged(&said)?;
        log.kept += usize::from(log.state != "draft");
        Ok(())
    }

    /// Workers and clients are kept in the order of their ids.
    fn sorted(&self, said: &Said) -> Said {
        let mut said = said.clone();
        said.workers.sort_by_key(|(worker, _)| self.ids.workers.get(*worker).copied().unwrap_or(NOTHING));
        said.clients.sort_by_key(|client| self.ids.clients[*client]);
        said
    }

    /// What is said, as it is kept, and which of its workers are posted to the station; or everything that cannot be, by
    /// its place in what was sent.
    fn judged(&self, said: &Said) -> Result<(Said, Vec<bool>), Refusal> {
        let on = day(said.day);
        let mut faults = Vec::new();
        if on > self.today {
            faults.push("/served_on in_future".into());
        }
        if said.item == "9.9" {
            faults.push("/item_code unknown_reference".into());
        }
        for (n, client) in said.clients.iter().enumerate() {
            if self.clients[*client].as_ref().is_none_or(|one| one.station != said.station) {
                faults.push(format!("/client_ids/{n} unknown_reference"));
            }
        }
        for (n, (worker, _)) in said.workers.iter().enumerate() {
            let code = match WORKERS.get(*worker) {
                None => "unknown_reference",
                Some(one) if one.employer.is_none() || on < day(EMPLOYED_FROM) => "not_employed",
                Some(_) => continue,
            };
            faults.push(format!("/workers/{n}/worker_id {code}"));
        }
        faulty(faults)?;
        let said = self.sorted(said);
        let posted =
            said.workers.iter().map(|(worker, _)| self.is_posted(*worker, said.station, on)).collect();
        Ok((said, posted))
    }

    fn log_shown(&self, by: usize, log: &Log, place: usize) -> Value {
        let said = &log.said;
        let allowed = |word: &&&str| {
            self.may_at(by, action(word), said.station) && (**word != "review" || log.recorded_by != by)
        };
        let marks: &[&str] = if log.posted.contains(&false) { &["worker_not_posted"] } else { &[] };
        let workers: Vec<Value> = said
            .workers
            .iter()
            .zip(&log.posted)
            .map(|((worker, minutes), posted)| json!({"worker_id": self.worker_id(*worker), "minutes": minutes, "posted_here": posted}))
            .collect();
        json!({"id": self.ids.logs[place], "station_id": self.ids.stations[said.station], "item_code": said.item,
            "method": said.method, "served_on": said.day, "people_served": said.people, "workers": workers,
            "client_ids": self.client_ids(&said.clients), "state": log.state, "state_reason": log.reason,
            "recorded_by": self.ids.actors[log.recorded_by], "marks": marks, "version": log.version,
            "allowed_actions": log.takes().iter().filter(allowed).collect::<Vec<_>>()})
    }

    /// Id, state and version of every log of which these stations are, in the order of ids.
    pub fn logs_listed(&self, by: usize) -> Vec<Value> {
        let reach = self.may(by, "service_logs.read").unwrap_or_else(|_| panic!("{}", ACTORS[by].name));
        let listed = self.logs.iter().zip(&self.ids.logs).filter_map(|(log, id)| {
            let log = log.as_ref().filter(|log| reach.covers(log.said.station))?;
            Some(json!({"id": id, "state": log.state, "version": log.version, "people_served": log.said.people}))
        });
        listed.collect()
    }
}
