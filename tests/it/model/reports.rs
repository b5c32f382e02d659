//! Monthly progress reports, and the figures of logs: the model counts them itself.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use uuid::Uuid;

use super::{
    logs::Log,
    scene::{LEAD_A, LEAD_C, MANAGER_X, MANAGER_Y, OFFICER, TOWNSHIP_A},
    state::{
        Model, NOTHING, Refusal, Request, Shown, Taken, conflict_unless, faulty, names_a_county, refused,
        seen, shown,
    },
    step::{Op, Tag},
};
use crate::harness::{Chance, Value, day, json};

/// Months with the first day of their period, the first day no longer (also the due day).
const MONTHS: [(&str, &str, &str); 4] = [
    ("2023-08", "2023-07-26", "2023-08-26"),
    ("2023-09", "2023-08-26", "2023-09-26"),
    ("2023-10", "2023-09-26", "2023-10-26"),
    ("2023-12", "2023-11-26", "2023-12-26"),
];

/// Figures by name: what logs come to, also by domain, item and method.
pub type Figures = BTreeMap<String, i64>;

/// A figure that the station states, and whether it says why.
type Stated = (&'static str, i64, bool);

#[derive(Clone)]
pub struct Report {
    pub id: Uuid,
    at: (usize, usize),
    state: &'static str,
    reason: Option<&'static str>,
    work_done: Option<&'static str>,
    stated: Vec<Stated>,
    due: NaiveDate,
    extended: Option<NaiveDate>,
    first_submitted: Option<NaiveDate>,
    submitted: Option<Figures>,
    accepted: Option<Figures>,
    pub version: i64,
}

#[derive(Clone, Debug)]
enum Do {
    Draft,
    Write(Option<&'static str>),
    State(Vec<Stated>),
    Submit,
    Accept,
    Return,
    Extend(&'static str),
    Read,
    /// Statistics by this grouping, whatever the report.
    Count(&'static str),
}

/// What is done with the report of a station and a month.
#[derive(Clone, Debug)]
pub struct ReportOp {
    station: usize,
    month: usize,
    what: Do,
}

const REASON: &str = "请补充";

impl ReportOp {
    pub fn any(chance: &mut Chance) -> (Vec<usize>, Op) {
        let station = chance.one_of(&[0, 0, 0, 1, 2]);
        let month = chance.one_of(&[0, 1, 1, 1, 2, 2, 2, 3]);
        let own: &[usize] = if station == 2 { &[MANAGER_Y, LEAD_C] } else { &[MANAGER_X, MANAGER_X, LEAD_A] };
        let what = match chance.below(18) {
            0..3 => Do::Draft,
            3..5 => Do::Write(chance.one_of(&[Some("走访"), Some("走访"), Some("个案"), None])),
            5..7 => Do::State(stated(chance)),
            7..10 => Do::Submit,
            10..12 => Do::Accept,
            12..14 => Do::Return,
            14 => Do::Extend(chance.one_of(&["2023-09-20", "2023-10-20", "2023-10-31"])),
            15 => Do::Count(chance.one_of(&["day", "month", "station", "item", "method", "worker"])),
            _ => Do::Read,
        };
        let by: &[usize] = match what {
            Do::Accept | Do::Return | Do::Extend(_) => &[OFFICER],
            Do::Read | Do::Count(_) => &[MANAGER_X, MANAGER_Y, OFFICER, TOWNSHIP_A, LEAD_A],
            _ => own,
        };
        (by.to_vec(), Op::Report(Self { station, month, what }))
    }

    pub fn at(&self) -> (usize, usize) {
        (self.station, self.month)
    }

    pub fn makes(&self) -> bool {
        matches!(self.what, Do::Draft)
    }

    fn action(&self) -> &'static str {
        match self.what {
            Do::Accept | Do::Return | Do::Extend(_) => "progress_reports.decide",
            Do::Read => "progress_reports.read",
            Do::Count(_) => "service_statistics.read",
            _ => "progress_reports.draft",
        }
    }
}

fn stated(chance: &mut Chance) -> Vec<Stated> {
    let one = |figure, chance: &mut Chance| (figure, chance.one_of(&[0, 1, 7, 90]), !chance.once_in(3));
    let figures = chance.one_of(&[vec!["logs"], vec!["people_served", "minutes"], vec![]]);
    figures.into_iter().map(|figure| one(figure, chance)).collect()
}

impl Report {
    fn takes(&self) -> &'static [&'static str] {
        match self.state {
            "draft" | "returned" => &["change", "submit", "extend"],
            "submitted" => &["return", "accept", "extend"],
            _ => &["return"],
        }
    }

    /// How it stands to its due day, and by how many days it is late.
    fn timeliness(&self, today: NaiveDate) -> (&'static str, i64) {
        let late = (self.first_submitted.unwrap_or(today) - self.due).num_days().max(0);
        let word = match (self.first_submitted.is_some(), late > 0) {
            (true, false) => "on_time",
            (true, true) => "late",
            (false, false) => "not_due",
            (false, true) => "missing",
        };
        (word, late)
    }

    fn differences(&self, counted: &Figures) -> Vec<Value> {
        let against = self.submitted.as_ref().unwrap_or(counted);
        let differs = self.stated.iter().filter(|(figure, value, _)| against[*figure] != *value);
        differs
            .map(|(figure, value, why)| {
                json!({"figure": figure, "counted": against[*figure], "stated": value, "reason": why.then_some("另有活动")})
            })
            .collect()
    }

    /// What is another figure now than it was when it was kept.
    fn changes(&self, now: &Figures) -> Vec<Value> {
        let Some(then) = self.accepted.as_ref().or(self.submitted.as_ref()) else { return Vec::new() };
        let names: BTreeSet<&String> = then.keys().chain(now.keys()).collect();
        let of = |all: &Figures, name: &String| all.get(name).copied().unwrap_or_default();
        let differs = names.into_iter().filter(|name| of(then, name) != of(now, name));
        differs.map(|name| json!({"figure": name, "then": of(then, name), "now": of(now, name)})).collect()
    }
}

/// What these logs come to.
fn figures<'a>(logs: impl Iterator<Item = &'a Log>) -> Figures {
    let totals = ["logs", "people_served", "minutes", "clients_reached"].map(|name| (name.to_owned(), 0));
    let (mut all, mut clients) = (Figures::from(totals), BTreeSet::<usize>::new());
    for log in logs.filter(|log| log.counts()) {
        let said = &log.said;
        let mut add = |name: String, much: i64| *all.entry(name).or_default() += much;
        let domain = said.item.split('.').next().unwrap();
        for part in [
            String::new(),
            format!("by_domain/{domain}/"),
            format!("by_item/{}/", said.item),
            format!("by_method/{}/", said.method),
        ] {
            add(format!("{part}logs"), 1);
            add(format!("{part}people_served"), said.people);
        }
        add("minutes".into(), said.workers.iter().map(|(_, minutes)| minutes).sum());
        clients.extend(said.clients.iter().copied());
    }
    all.insert("clients_reached".into(), i64::try_from(clients.len()).unwrap());
    all
}

impl Model {
    pub fn report(&self, at: (usize, usize)) -> Option<&Report> {
        self.reports.iter().find(|report| report.at == at)
    }

    fn counted(&self, (station, month): (usize, usize)) -> Figures {
        let (from, to) = (day(MONTHS[month].1), day(MONTHS[month].2));
        let within = |log: &&Log| log.said.station == station && (from..to).contains(&day(log.said.day));
        figures(self.logs.iter().flatten().filter(within))
    }

    pub fn report_request(&self, op: &ReportOp) -> Request {
        let id = self.report(op.at()).map_or(NOTHING, |report| report.id);
        let path = format!("/progress-reports/{id}");
        let post = |rest: &str, body: Value| Request { method: "POST", path: format!("{path}/{rest}"), body };
        match &op.what {
            Do::Draft => {
                let body = json!({"station_id": self.ids.stations[op.station], "month": MONTHS[op.month].0});
                Request { method: "POST", path: "/progress-reports".into(), body }
            }
            Do::Write(text) => Request { method: "PATCH", path, body: json!({"work_done": text}) },
            Do::State(stated) => {
                let one = |(figure, value, why): &Stated| json!({"figure": figure, "value": value, "reason": why.then_some("另有活动")});
                let body = json!({"stated": stated.iter().map(one).collect::<Vec<_>>()});
                Request { method: "PATCH", path, body }
            }
            Do::Submit => post("submission", json!({})),
            Do::Accept => post("acceptance", json!({})),
            Do::Return => post("return", json!({"reason": REASON})),
            Do::Extend(to) => post("extension", json!({"due_on": to, "reason": "台风"})),
            Do::Read => Request { method: "GET", path, body: Value::Null },
            Do::Count(by) => Request {
                method: "GET",
                path: format!("/statistics/services?group_by={by}&clients=exact"),
                body: Value::Null,
            },
        }
    }

    pub fn report_reads(&self, by: usize, op: &ReportOp) -> Result<(), Refusal> {
        self.may(by, op.action()).map(|_| ())
    }

    pub fn take_report(&mut self, by: usize, op: &ReportOp, tag: Tag) -> Taken {
        let reach = self.may(by, op.action())?;
        match &op.what {
            Do::Draft => return self.draft_report(by, op),
            Do::Count(group) => return self.take_count(by, group),
            _ => {}
        }
        let Some(n) = self.reports.iter().position(|report| report.at == op.at()) else {
            return refused(404, "not_found");
        };
        reach.require(op.station)?;
        let (counted, today) = (self.counted(op.at()), self.today);
        if !matches!(op.what, Do::Read) {
            seen(tag)?;
            move_report(&mut self.reports[n], &op.what, &counted, today)?;
        }
        shown(200, self.report_shown(by, &self.reports[n], &counted))
    }

    fn draft_report(&mut self, by: usize, op: &ReportOp) -> Taken {
        let (_, from, due) = MONTHS[op.month];
        if !self.may(by, "progress_reports.draft")?.covers(op.station) {
            faulty(vec!["/station_id unknown_reference".into()])?;
        }
        if day(from) > self.today {
            faulty(vec!["/month too_late".into()])?;
        }
        if self.report(op.at()).is_some() {
            return refused(409, "already_exists");
        }
        let report = Report {
            id: NOTHING,
            at: op.at(),
            state: "draft",
            reason: None,
            work_done: None,
            stated: Vec::new(),
            due: day(due),
            extended: None,
            first_submitted: None,
            submitted: None,
            accepted: None,
            version: 1,
        };
        let body = self.report_shown(by, &report, &self.counted(op.at()));
        self.reports.push(report);
        shown(201, body)
    }

    fn report_shown(&self, by: usize, report: &Report, counted: &Figures) -> Value {
        let (timeliness, late) = report.timeliness(self.today);
        let station = report.at.0;
        let action = |word: &str| match word {
            "change" | "submit" => "progress_reports.draft",
            _ => "progress_reports.decide",
        };
        let allowed = report.takes().iter().filter(|word| self.may_at(by, action(word), station));
        let totals = |figures: &Figures| -> Value {
            ["logs", "people_served", "minutes", "clients_reached"]
                .iter()
                .map(|name| ((*name).to_owned(), json!(figures[*name])))
                .collect()
        };
        json!({"station_id": self.ids.stations[station], "month": MONTHS[report.at.1].0, "state": report.state,
            "state_reason": report.reason, "work_done": report.work_done, "due_on": report.due,
            "extended_to": report.extended, "first_submitted_on": report.first_submitted, "timeliness": timeliness,
            "days_late": late, "counted": totals(counted), "counted_at_submission": report.submitted.as_ref().map(totals),
            "counted_at_acceptance": report.accepted.as_ref().map(totals), "differences": report.differences(counted),
            "changes": report.changes(counted),
            "changed_since_acceptance": report.accepted.as_ref().map(|_| !report.changes(counted).is_empty()),
            "allowed_actions": allowed.collect::<Vec<_>>(), "version": report.version})
    }

    /// Statistics of all the logs within reach, counted from the logs of the model.
    fn take_count(&self, by: usize, group: &str) -> Taken {
        let reach = self.may(by, "service_statistics.read")?;
        names_a_county(by)?;
        let mine = || self.logs.iter().flatten().filter(|log| reach.covers(log.said.station) && log.counts());
        let mut groups: BTreeMap<String, Vec<Log>> = BTreeMap::new();
        for log in mine() {
            for (key, log) in self.keys(log, group) {
                groups.entry(key).or_default().push(log);
            }
        }
        let row = |key: &str, figures: &Figures| {
            json!([
                key,
                figures["logs"],
                figures["people_served"],
                figures["minutes"],
                figures["clients_reached"]
            ])
        };
        let rows: Vec<Value> = groups.iter().map(|(key, logs)| row(key, &figures(logs.iter()))).collect();
        let body = json!([rows, row("", &figures(mine()))]);
        Ok(Shown { status: 200, body, part: Some(told_figures) })
    }

    /// The groups that a log is in; with workers, a log of each worker's part.
    fn keys(&self, log: &Log, group: &str) -> Vec<(String, Log)> {
        let said = &log.said;
        let key = match group {
            "day" => said.day.to_owned(),
            "month" => format!("{}-01", &said.day[..7]),
            "station" => self.ids.stations[said.station].to_string(),
            "item" => said.item.to_owned(),
            "method" => said.method.to_owned(),
            _ => {
                let part = |one: &(usize, i64)| {
                    let mut log = log.clone();
                    log.said.workers = vec![*one];
                    (self.ids.workers[one.0].to_string(), log)
                };
                return said.workers.iter().map(part).collect();
            }
        };
        vec![(key, log.clone())]
    }
}

/// The rows of an answer, sorted by their key, and its totals.
fn told_figures(body: &Value) -> Value {
    let row = |row: &Value| {
        let keys = ["day", "month", "station_id", "item_code", "method", "worker_id"];
        let key = keys.iter().find_map(|key| row[key].as_str()).unwrap_or_default();
        json!([key, row["logs"], row["people_served"], row["minutes"], row["clients"]])
    };
    let mut rows: Vec<Value> = body["rows"].as_array().into_iter().flatten().map(row).collect();
    rows.sort_by_key(|row| row[0].to_string());
    json!([rows, row(&body["totals"])])
}

fn move_report(report: &mut Report, what: &Do, counted: &Figures, today: NaiveDate) -> Result<(), Refusal> {
    let word = match what {
        Do::Submit => "submit",
        Do::Accept => "accept",
        Do::Return => "return",
        Do::Extend(_) => "extend",
        _ => "change",
    };
    conflict_unless(report.takes().contains(&word))?;
    report.version += 1;
    match what {
        Do::Write(text) if report.work_done == *text => report.version -= 1,
        Do::Write(text) => report.work_done = *text,
        Do::State(stated) if report.stated == *stated => report.version -= 1,
        Do::State(stated) => report.stated.clone_from(stated),
        Do::Submit => {
            let mut faults = Vec::new();
            faults.extend(report.work_done.is_none().then(|| "/work_done required".to_owned()));
            let unsaid = |one: &Stated| !one.2 && counted[one.0] != one.1;
            let open = report.stated.iter().enumerate().filter(|(_, one)| unsaid(one));
            faults.extend(open.map(|(n, _)| format!("/stated/{n}/reason required")));
            faulty(faults)?;
            (report.state, report.reason) = ("submitted", None);
            report.first_submitted = report.first_submitted.or(Some(today));
            report.submitted = Some(counted.clone());
        }
        Do::Accept => {
            (report.state, report.reason) = ("accepted", None);
            report.accepted = Some(counted.clone());
        }
        Do::Return => {
            (report.state, report.reason) = ("returned", Some(REASON));
            report.accepted = None;
        }
        Do::Extend(to) => {
            if day(to) <= report.due {
                faulty(vec!["/due_on too_early".into()])?;
            }
            (report.due, report.extended) = (day(to), Some(day(to)));
        }
        Do::Draft | Do::Read | Do::Count(_) => {}
    }
    Ok(())
}
