//! Postings, and with them the staffing minimum: a station at work needs three resident workers (六（三）).

use chrono::NaiveDate;
use uuid::Uuid;

use super::{
    scene::{ADMIN, LEAD_A, MANAGER_X, MANAGER_Y, OFFICER, TOWNSHIP_A, WORKERS},
    state::{
        Model, NOTHING, Refusal, Request, Shown, Taken, conflict_unless, faulty, names_a_county, refused,
        seen, shown,
    },
    step::{Op, Tag},
};
use crate::harness::{Chance, Value, day, json};

/// The first day of the agreements, and of the postings of the scene.
const POSTED_FROM: &str = "2023-07-01";
/// How many places there are for postings.
const PLACES: u64 = 8;

#[derive(Clone)]
pub struct Posting {
    pub id: Uuid,
    worker: usize,
    station: usize,
    from: NaiveDate,
    to: Option<NaiveDate>,
    voided: bool,
    pub version: i64,
}

#[derive(Clone, Debug)]
enum Do {
    Post {
        worker: usize,
        station: usize,
        from: &'static str,
        to: Option<&'static str>,
    },
    End(&'static str),
    Void,
    Read,
    /// The verdict on a station, as of a day.
    Judge(usize, &'static str),
}

#[derive(Clone, Debug)]
pub struct PostingOp {
    place: usize,
    what: Do,
}

const DAYS: [&str; 4] = ["2023-07-01", "2023-08-01", "2023-09-01", "2023-10-09"];

impl PostingOp {
    pub fn any(chance: &mut Chance) -> (Vec<usize>, Op) {
        let place = chance.below(PLACES);
        let what = match chance.below(14) {
            0..5 => Do::Post {
                worker: chance.one_of(&[3, 4, 5, 6, 7, 3, 4]),
                station: chance.one_of(&[0, 0, 1, 2]),
                from: chance.one_of(&DAYS),
                to: chance.one_of(&[None, None, Some(DAYS[1]), Some(DAYS[2])]),
            },
            5..7 => Do::End(chance.one_of(&DAYS)),
            7 => Do::Void,
            8..10 => Do::Read,
            _ => Do::Judge(
                chance.one_of(&[0, 0, 1, 2]),
                chance.one_of(&["2023-07-01", "2023-08-15", "2023-10-08"]),
            ),
        };
        let by: &[usize] = match what {
            Do::Judge(..) | Do::Read => &[OFFICER, MANAGER_X, MANAGER_Y, TOWNSHIP_A, LEAD_A],
            _ => &[MANAGER_X, MANAGER_X, MANAGER_Y, OFFICER, ADMIN],
        };
        (by.to_vec(), Op::Posting(Self { place, what }))
    }

    pub fn place(&self) -> usize {
        self.place
    }

    pub fn makes(&self) -> bool {
        matches!(self.what, Do::Post { .. })
    }

    fn action(&self) -> &'static str {
        match self.what {
            Do::Read => "workers.read",
            Do::Judge(..) => "compliance.read",
            _ => "workers.manage",
        }
    }
}

impl Posting {
    /// Those of the scene.
    pub fn before() -> Vec<Self> {
        let one = |(worker, station): (usize, usize)| Self {
            id: NOTHING,
            worker,
            station,
            from: day(POSTED_FROM),
            to: None,
            voided: false,
            version: 1,
        };
        let posted = WORKERS.iter().enumerate().filter_map(|(n, worker)| Some((n, worker.posted?)));
        posted.map(one).collect()
    }

    fn holds(&self, on: NaiveDate) -> bool {
        !self.voided && self.from <= on && self.to.is_none_or(|to| on < to)
    }

    fn overlaps(&self, from: NaiveDate, to: Option<NaiveDate>) -> bool {
        !self.voided && self.to.is_none_or(|end| from < end) && to.is_none_or(|to| self.from < to)
    }
}

impl Model {
    pub fn posting(&self, place: usize) -> Option<&Posting> {
        self.posting_at.get(&place).map(|n| &self.postings[*n])
    }

    pub fn is_posted(&self, worker: usize, station: usize, on: NaiveDate) -> bool {
        self.postings.iter().any(|one| one.worker == worker && one.station == station && one.holds(on))
    }

    /// A contractor sees whom it employs, the bureau everybody.
    fn may_see(by: usize, worker: usize) -> bool {
        ![MANAGER_X, MANAGER_Y].contains(&by) || WORKERS[worker].employer == Some(by)
    }

    pub fn posting_request(&self, op: &PostingOp) -> Request {
        let path = format!("/postings/{}", self.posting(op.place).map_or(NOTHING, |one| one.id));
        let post = |path: String, body: Value| Request { method: "POST", path, body };
        match &op.what {
            Do::Post { worker, station, from, to } => {
                let body = json!({"worker_id": self.ids.workers[*worker], "station_id": self.ids.stations[*station],
                    "role": "resident", "from": from, "to": to});
                post("/postings".into(), body)
            }
            Do::End(to) => post(format!("{path}/end"), json!({"to": to})),
            Do::Void => post(format!("{path}/voiding"), json!({"reason": "录错"})),
            Do::Read => Request { method: "GET", path, body: Value::Null },
            Do::Judge(station, on) => {
                let path = format!("/stations/{}/compliance?as_of={on}", self.ids.stations[*station]);
                Request { method: "GET", path, body: Value::Null }
            }
        }
    }

    pub fn posting_reads(&self, by: usize, op: &PostingOp) -> Result<(), Refusal> {
        self.may(by, op.action())?;
        match &op.what {
            Do::Post { from, to: Some(to), .. } if day(to) <= day(from) => {
                faulty(vec!["/to too_early".into()])
            }
            _ => Ok(()),
        }
    }

    pub fn take_posting(&mut self, by: usize, op: &PostingOp, tag: Tag) -> Taken {
        let reach = self.may(by, op.action())?;
        match &op.what {
            Do::Post { worker, station, from, to } => {
                let posted = (day(from), to.map(day));
                return self.post_worker(by, op.place, (*worker, *station), posted);
            }
            Do::Judge(station, on) => {
                names_a_county(by)?;
                reach.require(*station)?;
                let body = self.verdict(*station, day(on));
                return Ok(Shown { status: 200, body, part: Some(told_verdict) });
            }
            Do::End(_) | Do::Void | Do::Read => {}
        }
        let Some(n) = self.posting_at.get(&op.place).copied() else { return refused(404, "not_found") };
        let mut posting = self.postings[n].clone();
        reach.require(posting.station)?;
        if !matches!(op.what, Do::Read) {
            if !Self::may_see(by, posting.worker) {
                return refused(404, "not_found");
            }
            seen(tag)?;
            conflict_unless(!posting.voided)?;
            posting.version += 1;
        }
        match &op.what {
            Do::End(to) => {
                conflict_unless(posting.to.is_none())?;
                if day(to) <= posting.from {
                    faulty(vec!["/to too_early".into()])?;
                }
                posting.to = Some(day(to));
            }
            Do::Void => posting.voided = true,
            _ => {}
        }
        let body = self.posting_shown(&posting);
        self.postings[n] = posting;
        shown(200, body)
    }

    fn post_worker(
        &mut self,
        by: usize,
        place: usize,
        (worker, station): (usize, usize),
        (from, to): (NaiveDate, Option<NaiveDate>),
    ) -> Taken {
        let reach = self.may(by, "workers.manage")?;
        let mut faults = Vec::new();
        if !Self::may_see(by, worker) {
            faults.push("/worker_id unknown_reference".into());
        }
        if !reach.covers(station) {
            faults.push("/station_id unknown_reference".into());
        }
        faulty(faults)?;
        if self.postings.iter().any(|one| one.worker == worker && one.overlaps(from, to)) {
            return refused(409, "overlapping_posting");
        }
        let posting = Posting { id: NOTHING, worker, station, from, to, voided: false, version: 1 };
        let body = self.posting_shown(&posting);
        self.posting_at.insert(place, self.postings.len());
        self.postings.push(posting);
        shown(201, body)
    }

    fn posting_shown(&self, one: &Posting) -> Value {
        json!({"worker_id": self.ids.workers[one.worker], "station_id": self.ids.stations[one.station], "from": one.from,
            "to": one.to, "version": one.version})
    }

    /// S1: how many count, and what follows. Only who is under a labour contract with the station's contractor counts.
    fn verdict(&self, station: usize, on: NaiveDate) -> Value {
        if station == 1 {
            return json!(["not_applicable", null]); // not at work yet
        }
        let contractor = if station == 2 { MANAGER_Y } else { MANAGER_X };
        let counts = |worker: usize| WORKERS[worker].formal && WORKERS[worker].employer == Some(contractor);
        let here = |worker: &usize| counts(*worker) && self.is_posted(*worker, station, on);
        let count = (0..WORKERS.len()).filter(here).count();
        json!([if count >= 3 { "met" } else { "breach" }, count])
    }

    /// Worker, days and version of every posting to stations within reach.
    pub fn postings_listed(&self, by: usize) -> Vec<Value> {
        let reach = self.may(by, "workers.read").unwrap_or_else(|_| panic!("may read"));
        let mine = self.postings.iter().filter(|one| reach.covers(one.station));
        mine.map(|one| self.posting_shown(one)).collect()
    }
}

fn told_verdict(body: &Value) -> Value {
    let all = body["findings"].as_array();
    let s1 = all.and_then(|all| all.iter().find(|one| one["rule"] == "S1"));
    s1.map_or(Value::Null, |s1| json!([s1["status"], s1["actual"]["value"]]))
}
