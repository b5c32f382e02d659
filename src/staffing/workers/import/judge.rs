//! One row after the other, by the contracts and rules of the single endpoints; and against the rows before it. What the
//! county knows is asked later. Pure but for new keys and ids; the work of a blocking thread.

use std::{collections::HashMap, sync::Arc};

use chrono::{DateTime, NaiveDate, Utc};
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use uuid::Uuid;
use validator::Validate;

use super::{
    columns::{COLUMNS, EMPLOYER, STATION},
    places::Places,
};
use crate::{
    http::{Error, Result, body, clock::new_id, codes::Code, fault::Fault, state::Shared},
    personal::Kind,
    staffing::{
        certificates::{model::Certificate, record::RecordCertificate},
        employments::model::Employment,
        postings::{model::Posting, record::RecordPosting},
        scope::Scope,
        workers::{
            person::{Person, SealedPerson},
            register::RegisterWorker,
        },
    },
    tables::{
        import::RowFault,
        reading::{Names, Row},
    },
};

/// A row that is good in itself.
pub struct Candidate {
    /// Its number in the file.
    pub row: u64,
    /// The person, sealed.
    pub person: SealedPerson,
    /// The blind index of the identity number.
    pub index: Option<Vec<u8>>,
    /// The first employment.
    pub employment: Option<Employment>,
    /// The posting.
    pub posting: Option<Posting>,
    /// The certificate.
    pub certificate: Option<Certificate>,
}

/// Judges the rows of one import.
pub struct Judge {
    /// What the process shares: the contract and the root keys.
    pub shared: Arc<Shared>,
    /// What rows can name.
    pub places: Places,
    /// The caller's county.
    pub county: String,
    /// Whom the caller may employ for.
    pub scope: Scope,
    /// The day and instant of the request.
    pub at: (NaiveDate, DateTime<Utc>),
    /// Blind indexes of identity numbers, and certificate numbers, with the row that had each first.
    pub seen: HashMap<Vec<u8>, u64>,
    /// Rows judged.
    pub rows: usize,
    /// The good ones.
    pub good: Vec<Candidate>,
    /// What is wrong with the others.
    pub faults: Vec<RowFault>,
}

impl Judge {
    /// Judges some more rows. Errors: only what is broken on our side.
    pub fn judge(mut self, rows: &[Row]) -> Result<Self> {
        for row in rows {
            self.rows = self.rows.saturating_add(1);
            let mut faults = Vec::new();
            let candidate = self.candidate(row, &mut faults)?;
            faults.dedup_by(|a, b| a.pointer == b.pointer && a.code == b.code);
            self.good.extend(candidate.filter(|_| faults.is_empty()));
            self.faults.extend(faults.into_iter().map(|fault| RowFault::new(row.number, COLUMNS, fault)));
        }
        Ok(self)
    }

    fn candidate(&mut self, row: &Row, faults: &mut Vec<Fault>) -> Result<Option<Candidate>> {
        let (mut json, mistyped) = row.to_json();
        if row.is_broken() {
            faults.extend(mistyped);
            return Ok(None);
        }
        resolve(&mut json, EMPLOYER, &self.places.employers, faults);
        resolve(&mut json, STATION, &self.places.stations, faults);
        let mistyped_at: Vec<String> = mistyped.iter().map(|fault| fault.pointer.clone()).collect();
        faults.extend(mistyped);
        let id = new_id(self.at.1);
        let worker = self.worker(&mut json, faults)?;
        let (person, employment) = match &worker {
            Some(worker) => self.person(worker, id, faults)?,
            None => (None, None),
        };
        let posting = self.posting(&mut json, id, faults)?;
        let certificate = self.certificate(&mut json, id, faults)?;
        // What could not be read at all is not also missing.
        let mistyped = |at: &str| mistyped_at.iter().any(|pointer| pointer.starts_with(at));
        faults.retain(|fault| fault.code != "required" || !mistyped(&fault.pointer));
        let Some(person) = person else { return Ok(None) };
        let index = self.index_of(&person)?;
        self.first_time(row.number, index.as_deref(), certificate.as_ref(), faults);
        let sealed = person.sealed(&self.shared.personal, &self.county, self.at.1)?;
        Ok(Some(Candidate { row: row.number, person: sealed, index, employment, posting, certificate }))
    }

    /// The body of `POST /workers`. What its contract refuses is told and left out, so that the rest is judged as well.
    fn worker(&self, json: &mut Value, faults: &mut Vec<Fault>) -> Result<Option<RegisterWorker>> {
        let mut body = json.get_mut("worker").map_or(json!({}), Value::take);
        let check = |body: &Value, faults: &mut Vec<Fault>| {
            told("/worker", body::checked(self.shared.contract, "/api/v1/workers", body), faults)
        };
        let before = faults.len();
        if let Some(worker) = check(&body, faults)? {
            return Ok(Some(worker));
        }
        for fault in faults.iter().skip(before) {
            leave_out(&mut body, fault.pointer.trim_start_matches("/worker"));
        }
        check(&body, &mut Vec::new())
    }

    /// The person, and the first employment if nothing is wrong with it so far.
    fn person(
        &self,
        worker: &RegisterWorker,
        id: Uuid,
        faults: &mut Vec<Fault>,
    ) -> Result<(Option<Person>, Option<Employment>)> {
        let (today, now) = self.at;
        let person = told("/worker", worker.person(id, today), faults)?;
        if faults.iter().any(|fault| fault.pointer.starts_with("/worker/employment")) {
            return Ok((person, None));
        }
        let employment = told("/worker", worker.first_employment(&self.scope, id, now), faults)?;
        Ok((person, employment.flatten()))
    }

    /// Another body of the row, by the contract of its endpoint; none when nothing of it stands in the row.
    fn part<T: DeserializeOwned + Validate>(
        &self,
        json: &mut Value,
        name: &str,
        path: &str,
        faults: &mut Vec<Fault>,
    ) -> Result<Option<T>> {
        let Some(part) = json.get_mut(name).map(Value::take) else { return Ok(None) };
        told(&format!("/{name}"), body::checked(self.shared.contract, path, &part), faults)
    }

    fn posting(&self, json: &mut Value, worker: Uuid, faults: &mut Vec<Fault>) -> Result<Option<Posting>> {
        if let Some(posting) = json.get_mut("posting").and_then(Value::as_object_mut) {
            posting.insert("worker_id".into(), json!(worker));
        }
        let body: Option<RecordPosting> = self.part(json, "posting", "/api/v1/postings", faults)?;
        Ok(body.map(|body| body.row((new_id(self.at.1), self.at.1))))
    }

    fn certificate(
        &self,
        json: &mut Value,
        worker: Uuid,
        faults: &mut Vec<Fault>,
    ) -> Result<Option<Certificate>> {
        let path = "/api/v1/workers/{id}/certificates";
        let body: Option<RecordCertificate> = self.part(json, "certificate", path, faults)?;
        let Some(body) = body else { return Ok(None) };
        let (today, now) = self.at;
        told("/certificate", body.row(worker, today, (new_id(now), now)), faults)
    }

    fn index_of(&self, person: &Person) -> Result<Option<Vec<u8>>> {
        let index = |number| self.shared.personal.blind_index(&self.county, Kind::IdentityNumber, number);
        person.identity_number.as_ref().map(index).transpose()
    }

    /// No identity number and no certificate twice in the file.
    fn first_time(
        &mut self,
        row: u64,
        index: Option<&[u8]>,
        certificate: Option<&Certificate>,
        faults: &mut Vec<Fault>,
    ) {
        let number = certificate.map(|certificate| certificate.number.as_bytes());
        for (key, pointer) in [(index, "/worker/identity_number"), (number, "/certificate/number")] {
            let Some(key) = key else { continue };
            let first = *self.seen.entry([pointer.as_bytes(), key].concat()).or_insert(row);
            if first != row {
                let (zh, en) = (format!("与第{first}行重复"), format!("The same as in row {first}"));
                faults.push(Fault::body(pointer, "repeated", zh, en));
            }
        }
    }
}

/// Leaves a member out: a name cannot be, an employment is as a whole.
fn leave_out(body: &mut Value, pointer: &str) {
    let Some(members) = body.as_object_mut() else { return };
    match pointer.split('/').nth(1) {
        Some("name") => drop(members.insert("name".into(), "-".into())),
        Some(member) => drop(members.remove(member)),
        None => {}
    }
}

/// Puts the id in the place of a name.
fn resolve(json: &mut Value, pointer: &str, names: &Names, faults: &mut Vec<Fault>) {
    let Some(place) = json.pointer_mut(pointer) else { return };
    let found = place.as_str().map(|name| names.id(name, pointer));
    match found {
        Some(Ok(id)) => *place = json!(id),
        Some(Err(fault)) => {
            // Of the right form, so that it is not told twice.
            *place = json!(Uuid::nil());
            faults.push(fault);
        }
        None => {}
    }
}

/// What a single endpoint would have answered, as faults of the row. Errors: what is no fault of the row.
fn told<T>(at: &str, result: Result<T>, faults: &mut Vec<Fault>) -> Result<Option<T>> {
    let error: Error = match result {
        Ok(value) => return Ok(Some(value)),
        Err(error) => error,
    };
    if error.code != Code::Invalid {
        return Err(error);
    }
    let moved = |fault: &Fault| Fault { pointer: format!("{at}{}", fault.pointer), ..fault.clone() };
    faults.extend(error.faults.iter().map(moved));
    Ok(None)
}
