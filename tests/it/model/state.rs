//! The model: what the service should know after the steps so far. A few lists and plain arithmetic; nothing of `src`.

use std::collections::HashMap;

use chrono::NaiveDate;
use uuid::Uuid;

use super::{
    cards::Evaluation,
    cases::Case,
    clients::Client,
    logs::Log,
    matrix::{Extent, Matrix},
    postings::Posting,
    reports::Report,
    scene::{ACTORS, CLIENTS, Ids, LOGS},
    step::{Op, Step, Tag},
};
use crate::harness::{Value, day};

/// An id that nothing has.
pub const NOTHING: Uuid = Uuid::from_u128(0x0189_0000_0000_7000_8000_0000_0000_0000);

#[derive(Clone)]
pub struct Model {
    pub matrix: Matrix,
    pub ids: Ids,
    pub today: NaiveDate,
    pub logs: Vec<Option<Log>>,
    pub clients: Vec<Option<Client>>,
    pub reports: Vec<Report>,
    pub postings: Vec<Posting>,
    pub cases: Vec<Case>,
    /// The newest posting and case of a place.
    pub posting_at: HashMap<usize, usize>,
    pub case_at: HashMap<usize, usize>,
    pub evaluations: Vec<Evaluation>,
}

/// A request, and of which row of the matrix it is.
pub struct Request {
    pub method: &'static str,
    pub path: String,
    pub body: Value,
}

/// What should be answered: a status and members of the body, or a problem.
pub type Taken = Result<Shown, Refusal>;

#[derive(Debug)]
pub struct Shown {
    pub status: u16,
    /// What the model knows of the answer.
    pub body: Value,
    /// What of the answer is compared with that; all of it when there is none.
    pub part: Option<fn(&Value) -> Value>,
}

#[derive(Debug)]
pub struct Refusal {
    pub status: u16,
    pub code: &'static str,
    /// Pointer and code of each fault, sorted; none when there is nothing to be said of them.
    pub faults: Vec<String>,
}

#[expect(clippy::unnecessary_wraps, reason = "the last word of functions that refuse as well")]
pub fn shown(status: u16, body: Value) -> Taken {
    Ok(Shown { status, body, part: None })
}

pub fn refused<T>(status: u16, code: &'static str) -> Result<T, Refusal> {
    Err(Refusal { status, code, faults: Vec::new() })
}

/// A 422, unless there is no fault.
pub fn faulty(mut faults: Vec<String>) -> Result<(), Refusal> {
    faults.sort();
    if faults.is_empty() { Ok(()) } else { Err(Refusal { status: 422, code: "invalid", faults }) }
}

/// The version that was seen is the one that is there.
pub fn seen(tag: Tag) -> Result<(), Refusal> {
    match tag {
        Tag::Right | Tag::Any => Ok(()),
        Tag::Stale => refused(412, "stale"),
        Tag::Absent => refused(428, "precondition_required"),
    }
}

pub fn conflict_unless(fits: bool) -> Result<(), Refusal> {
    if fits { Ok(()) } else { refused(409, "conflict") }
}

/// Who has several counties must say which one is meant, and these walks never do.
pub fn names_a_county(by: usize) -> Result<(), Refusal> {
    let several = ACTORS[by].role == "province_viewer";
    faulty(if several { vec!["/county required".into()] } else { Vec::new() })
}

/// The stations that somebody reaches; none means all.
pub struct Reach(Option<&'static [usize]>);

impl Reach {
    pub fn covers(&self, station: usize) -> bool {
        self.0.is_none_or(|stations| stations.contains(&station))
    }

    /// What is out of reach is not there.
    pub fn require(&self, station: usize) -> Result<(), Refusal> {
        if self.covers(station) { Ok(()) } else { refused(404, "not_found") }
    }
}

impl Model {
    pub fn new(matrix: Matrix, ids: Ids, today: &str) -> Self {
        let evaluations = ids.evaluations.iter().map(|(_, version)| Evaluation::new(*version)).collect();
        Self {
            matrix,
            ids,
            today: day(today),
            logs: vec![None; LOGS],
            clients: vec![None; CLIENTS],
            reports: Vec::new(),
            postings: Posting::before(),
            cases: Vec::new(),
            posting_at: HashMap::new(),
            case_at: HashMap::new(),
            evaluations,
        }
    }

    /// Whether and how far somebody may do something.
    pub fn may(&self, by: usize, action: &str) -> Result<Reach, Refusal> {
        match self.matrix.extent(ACTORS[by].role, action) {
            None => refused(403, "forbidden"),
            Some(Extent::County) => Ok(Reach(None)),
            Some(Extent::Stations) => Ok(Reach(Some(ACTORS[by].stations))),
            Some(Extent::Nowhere) => Ok(Reach(Some(&[]))),
        }
    }

    pub fn may_at(&self, by: usize, action: &str, station: usize) -> bool {
        self.may(by, action).is_ok_and(|reach| reach.covers(station))
    }

    pub fn request(&self, step: &Step) -> Request {
        match &step.op {
            Op::Log(op) => self.log_request(op),
            Op::Report(op) => self.report_request(op),
            Op::Posting(op) => self.posting_request(op),
            Op::Client(op) => self.client_request(op),
            Op::Case(op) => self.case_request(op),
            Op::Card(op) => self.card_request(op),
            Op::NextDay => unreachable!("a day is no request"),
        }
    }

    /// The version of what a step is about; none while it is not there.
    pub fn version(&self, step: &Step) -> Option<i64> {
        match &step.op {
            Op::Log(op) => self.logs[op.place].as_ref().map(|log| log.version),
            Op::Report(op) => self.report(op.at()).map(|report| report.version),
            Op::Posting(op) => self.posting(op.place()).map(|posting| posting.version),
            Op::Client(op) => self.clients[op.place].as_ref().map(|client| client.version),
            Op::Case(op) => self.case(op.place()).map(|case| case.version),
            Op::Card(op) => Some(self.card_version(op)),
            Op::NextDay => None,
        }
    }

    /// What is wrong with a body whatever there is: judged before anything is looked up.
    pub fn reads(&self, step: &Step) -> Result<(), Refusal> {
        match &step.op {
            Op::Log(op) => self.log_reads(step.by, op),
            Op::Report(op) => self.report_reads(step.by, op),
            Op::Posting(op) => self.posting_reads(step.by, op),
            Op::Client(op) => self.client_reads(step.by, op),
            Op::Case(op) => self.case_reads(step.by, op),
            Op::Card(op) => self.card_reads(step.by, op),
            Op::NextDay => Ok(()),
        }
    }

    /// Takes a step that can be read; on a refusal the model is as it was when it is thrown away.
    pub fn take(&mut self, step: &Step) -> Taken {
        let (by, tag) = (step.by, step.tag);
        match &step.op {
            Op::Log(op) => self.take_log(by, op, tag),
            Op::Report(op) => self.take_report(by, op, tag),
            Op::Posting(op) => self.take_posting(by, op, tag),
            Op::Client(op) => self.take_client(by, op, tag),
            Op::Case(op) => self.take_case(by, op, tag),
            Op::Card(op) => self.take_card(by, op, tag),
            Op::NextDay => unreachable!("a day is no request"),
        }
    }

    /// The service has given an id to what a step made.
    pub fn learn(&mut self, step: &Step, id: Option<Uuid>) {
        let Some(id) = id else { return };
        match &step.op {
            Op::Report(op) if op.makes() => self.reports.last_mut().unwrap().id = id,
            Op::Posting(op) if op.makes() => self.postings.last_mut().unwrap().id = id,
            Op::Case(op) if op.makes() => self.cases.last_mut().unwrap().id = id,
            _ => {}
        }
    }
}
