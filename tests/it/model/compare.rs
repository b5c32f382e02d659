//! A walk in a lab: each step goes to the model and to the service, and the answers are compared.

use std::collections::HashMap;

use chrono::{Days, TimeDelta};

use super::{
    Tally,
    matrix::Matrix,
    scene::{self, ACTORS, ADMIN, LEAD_A, MANAGER_X, MANAGER_Y, OFFICER},
    state::{Model, Request, Shown, Taken, refused},
    step::{Op, Step, Tag},
};
use crate::harness::{Answer, Lab, Persona, Value};

/// A caller's key with what it was used for, and what was answered.
type Keys = HashMap<(usize, usize), (String, Answer)>;

pub struct Walker<'a> {
    lab: &'a Lab,
    people: Vec<Persona<'a>>,
    model: Model,
    keys: Keys,
    pub tally: Tally,
}

impl<'a> Walker<'a> {
    pub async fn begin(lab: &'a Lab) -> Self {
        let (ids, people) = scene::set(lab).await;
        let model = Model::new(Matrix::read(), ids, "2023-10-08");
        Self { lab, people, model, keys: HashMap::new(), tally: Tally::new() }
    }

    /// Takes a step. Errors: in what the service differs from the model.
    pub async fn take(&mut self, step: &Step) -> Result<(), String> {
        // What happens at one instant has no order among the events.
        self.lab.pass(TimeDelta::milliseconds(1));
        if matches!(step.op, Op::NextDay) {
            return self.next_day().await;
        }
        let request = self.model.request(step);
        let sent = format!("{} {} {}", request.method, request.path, request.body);
        let answer = self.send(step, &request).await;
        let key = step.key.filter(|_| request.method == "POST").map(|key| (step.by, key));
        let mut next = self.model.clone();
        let expected = match (next.reads(step), key.and_then(|key| self.keys.get(&key))) {
            (Err(refusal), _) => Err(refusal),
            (Ok(()), Some((used, _))) if *used != sent => refused(422, "key_reused"),
            (Ok(()), Some((_, given))) => {
                return again(given, &answer).map_err(|differs| Self::told(&sent, &answer, &differs));
            }
            (Ok(()), None) => next.take(step),
        };
        differs(&expected, &answer).map_err(|differs| Self::told(&sent, &answer, &differs))?;
        self.count(&step.op, expected.is_ok());
        if expected.is_ok() {
            next.learn(step, answer["id"].as_str().and_then(|id| id.parse().ok()));
            self.model = next;
            if let Some(key) = key {
                self.keys.insert(key, (sent, answer));
            }
        }
        Ok(())
    }

    async fn send(&self, step: &Step, request: &Request) -> Answer {
        let version = self.model.version(step).unwrap_or(1);
        let tag = match step.tag {
            Tag::Right => Some(format!("\"v{version}\"")),
            Tag::Stale => Some(format!("\"v{}\"", version - 1)),
            Tag::Any => Some("*".into()),
            Tag::Absent => None,
        };
        let key = step.key.map(|key| format!("k{key}"));
        let kind = match request.method {
            "PATCH" => "application/merge-patch+json",
            _ => "application/json",
        };
        let mut headers = vec![("content-type", kind)];
        headers.extend(tag.as_deref().map(|tag| ("if-match", tag)));
        headers.extend(key.as_deref().map(|key| ("idempotency-key", key)));
        let body = if request.method == "GET" { Vec::new() } else { request.body.to_string().into_bytes() };
        self.people[step.by].send(request.method, &request.path, &headers, body).await
    }

    /// Tomorrow; nobody's token lasts for a day.
    async fn next_day(&mut self) -> Result<(), String> {
        self.lab.pass(TimeDelta::days(1));
        self.model.today = self.model.today + Days::new(1);
        for (by, person) in self.people.iter_mut().enumerate() {
            person.token = Some(self.lab.token(scene::home(by), person.id).await);
        }
        Ok(())
    }

    fn count(&mut self, op: &Op, done: bool) {
        let feature = match op {
            Op::Log(_) => "logs",
            Op::Report(_) => "reports",
            Op::Posting(_) => "postings",
            Op::Client(_) => "clients",
            Op::Case(_) => "cases",
            Op::Card(_) => "cards",
            Op::NextDay => return,
        };
        self.tally.entry(feature).or_default()[usize::from(!done)] += 1;
    }

    fn told(sent: &str, answer: &Answer, differs: &str) -> String {
        format!("{differs}\nsent:     {sent}\nanswered: {} {}\n", answer.status, answer.body)
    }

    /// The lists and figures at the end, as a whole.
    pub async fn compare_whole(&self) -> Result<(), String> {
        for by in [OFFICER, MANAGER_X, MANAGER_Y, LEAD_A] {
            let model = &self.model;
            self.list(by, "/service-logs", model.logs_listed(by)).await?;
            self.list(by, "/clients", model.clients_listed(by)).await?;
            self.list(by, "/cases", model.cases_listed(by)).await?;
            self.list(by, "/postings", model.postings_listed(by)).await?;
        }
        for (n, result) in self.model.results().into_iter().enumerate() {
            let path = format!("/evaluations/{}/result", self.model.ids.evaluations[n].0);
            let answer = self.people[ADMIN].get(&path).await;
            let expected: Taken = result.map_or_else(|| refused(409, "conflict"), Ok);
            differs(&expected, &answer).map_err(|differs| Self::told(&path, &answer, &differs))?;
        }
        Ok(())
    }

    /// A list has exactly these, in whatever order.
    async fn list(&self, by: usize, path: &str, mut expected: Vec<Value>) -> Result<(), String> {
        let answer = self.people[by].get(&format!("{path}?limit=200")).await;
        let mut found = answer["items"].as_array().cloned().unwrap_or_default();
        let who = ACTORS[by].name;
        if found.len() != expected.len() {
            let differs = format!("{who} should find {} in {path}, found {}", expected.len(), found.len());
            return Err(Self::told(path, &answer, &differs));
        }
        // Each expected one is taken out once: what is left over at the end has no partner.
        expected.retain(|one| match found.iter().position(|item| within(one, item, "").is_ok()) {
            Some(n) => {
                found.swap_remove(n);
                false
            }
            None => true,
        });
        if expected.is_empty() {
            Ok(())
        } else {
            Err(format!("{who} in {path}: {expected:?}\nis not among: {found:?}"))
        }
    }
}

/// The answer that was given before, word for word.
fn again(given: &Answer, answer: &Answer) -> Result<(), String> {
    let replayed = answer.headers.get("idempotent-replayed").map(String::as_str) == Some("true");
    let same = (given.status, &given.bytes, given.headers.get("etag"))
        == (answer.status, &answer.bytes, answer.headers.get("etag"));
    if same && replayed { Ok(()) } else { Err(format!("should repeat {} {}", given.status, given.body)) }
}

fn differs(expected: &Taken, answer: &Answer) -> Result<(), String> {
    match expected {
        Err(refusal) => {
            let one = |fault: &Value| {
                format!(
                    "{} {}",
                    fault["pointer"].as_str().unwrap_or_default(),
                    fault["code"].as_str().unwrap_or_default()
                )
            };
            let mut faults: Vec<String> =
                answer["errors"].as_array().into_iter().flatten().map(one).collect();
            faults.sort();
            let same = refusal.faults.is_empty() || refusal.faults == faults;
            let kind = (answer.status, answer["code"].as_str().unwrap_or_default());
            if same && kind == (refusal.status, refusal.code) {
                Ok(())
            } else {
                Err(format!("should be {refusal:?}"))
            }
        }
        Ok(Shown { status, body, part }) => {
            if answer.status != *status {
                return Err(format!("should be {status} {body}"));
            }
            let found = part.map_or_else(|| answer.body.clone(), |part| part(&answer.body));
            within(body, &found, "")?;
            let Some(version) = body["version"].as_i64() else { return Ok(()) };
            let tag = answer.headers.get("etag").map_or("", String::as_str);
            let same = tag == format!("\"v{version}\"") || tag.starts_with(&format!("\"v{version}."));
            if same { Ok(()) } else { Err(format!("the ETag should be of version {version}, not {tag}")) }
        }
    }
}

/// Every member that is expected is there, and so on below. Errors: the first that is not.
fn within(expected: &Value, found: &Value, at: &str) -> Result<(), String> {
    match (expected, found) {
        (Value::Object(members), Value::Object(_)) => {
            members.iter().try_for_each(|(name, one)| within(one, &found[name], &format!("{at}/{name}")))
        }
        (Value::Array(all), Value::Array(others)) if all.len() == others.len() => {
            let mut pairs = all.iter().zip(others).enumerate();
            pairs.try_for_each(|(n, (one, other))| within(one, other, &format!("{at}/{n}")))
        }
        _ if expected == found => Ok(()),
        _ => Err(format!("{at} should be {expected}, is {found}")),
    }
}
