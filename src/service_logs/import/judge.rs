//! One row after the other, by the contract of `PUT /service-logs/{id}`, and what becomes of it: an id, digests, sealed
//! texts. What the database knows is asked later, for a whole chunk. The work of a blocking thread, a chunk ahead of the
//! writing.

use std::{collections::HashSet, fs::File, sync::Arc};

use actix_web::http::Method;
use chrono::{DateTime, NaiveDate, NaiveTime, Utc};
use serde_json::Value;
use tokio::{sync::mpsc, task::spawn_blocking};
use uuid::Uuid;

use super::{
    columns::{COLUMNS, ID},
    named::Named,
};
use crate::{
    http::{Result, body, codes::Code, fault::Fault, state::Shared},
    personal::KeyRow,
    service_logs::{content::RecordLog, texts::SealedTexts},
    tables::{
        format::Format,
        import::RowFault,
        reading::{self, Row},
    },
};

/// Rows of one file.
const MOST: usize = 1_000_000;
/// Where the contract of a row stands.
const LOG: &str = "/api/v1/service-logs/{id}";

/// A row that is good in itself.
pub struct Candidate {
    /// Its number in the file.
    pub row: u64,
    /// The id of its log.
    pub id: Uuid,
    /// What the log says.
    pub log: RecordLog,
    /// Digest of what it says.
    pub content: Vec<u8>,
    /// Digest of what was done.
    pub text: Option<Vec<u8>>,
    /// Its texts and the key of its own, unless the rows are only checked.
    pub sealed: Option<(SealedTexts, KeyRow)>,
}

/// Some rows, judged in themselves.
pub struct Chunk {
    /// How many there were.
    pub rows: usize,
    /// The good ones.
    pub candidates: Vec<Candidate>,
    /// What is wrong with the others.
    pub faults: Vec<RowFault>,
}

/// Judges the rows of one import.
pub struct Judge {
    /// What the process shares: the contract and the root keys.
    pub shared: Arc<Shared>,
    /// What rows can name.
    pub named: Named,
    /// The county.
    pub county: String,
    /// The instant at which keys are made.
    pub now: DateTime<Utc>,
    /// Whether texts are sealed, to be written.
    pub seals: bool,
    /// Eight bytes of each row's digest, so that a row that repeats another is known: 1 000 000 rows are 20 MiB.
    pub seen: HashSet<u64>,
}

/// Reads and judges, a chunk ahead of who takes them. The first rows, which were done before, are passed over.
pub fn begin(mut judge: Judge, file: File, format: Format, done: usize) -> mpsc::Receiver<Result<Chunk>> {
    let (sender, receiver) = mpsc::channel(1);
    let mut batches = reading::begin(file, format, COLUMNS, MOST);
    spawn_blocking(move || {
        let mut passed = 0usize;
        loop {
            let chunk = match batches.blocking_next() {
                Ok(None) => return,
                Ok(Some(mut rows)) => {
                    let again = done.saturating_sub(passed).min(rows.len());
                    passed = passed.saturating_add(again);
                    let before = rows.drain(..again).try_for_each(|row| judge.digest(&row).map(|_| ()));
                    match before {
                        Ok(()) if rows.is_empty() => continue,
                        before => before.and_then(|()| judge.chunk(&rows)),
                    }
                }
                Err(error) => Err(error),
            };
            let last = chunk.is_err();
            if sender.blocking_send(chunk).is_err() || last {
                return;
            }
        }
    });
    receiver
}

impl Judge {
    fn chunk(&mut self, rows: &[Row]) -> Result<Chunk> {
        let mut chunk =
            Chunk { rows: rows.len(), candidates: Vec::with_capacity(rows.len()), faults: Vec::new() };
        for row in rows {
            let mut faults = Vec::new();
            let candidate = self.candidate(row, &mut faults)?;
            faults.dedup_by(|a, b| a.pointer == b.pointer && a.code == b.code);
            chunk.candidates.extend(candidate.filter(|_| faults.is_empty()));
            chunk.faults.extend(faults.into_iter().map(|fault| RowFault::new(row.number, COLUMNS, fault)));
        }
        Ok(chunk)
    }

    /// The digest of what stands in the row, keyed, so that an id tells nobody what was typed; and whether a row before it
    /// said the same.
    fn digest(&mut self, row: &Row) -> Result<(Vec<u8>, bool)> {
        let mut said = row.said();
        said.extend(self.named.only_station.unwrap_or_default().as_bytes());
        let digest = self.shared.personal.digest(&self.county, "service-log-import", &said)?;
        let eight = digest.first_chunk().map_or(0, |eight| u64::from_be_bytes(*eight));
        let repeats = !self.seen.insert(eight);
        Ok((digest, repeats))
    }

    fn candidate(&mut self, row: &Row, faults: &mut Vec<Fault>) -> Result<Option<Candidate>> {
        let (mut json, mistyped) = row.to_json();
        let (digest, repeats) = self.digest(row)?;
        let unread: Vec<String> = mistyped.iter().map(|fault| fault.pointer.clone()).collect();
        faults.extend(mistyped);
        if row.is_broken() {
            return Ok(None);
        }
        let given = json.as_object_mut().and_then(|row| row.remove("id"));
        self.named.resolve(&mut json, faults);
        let log: Option<RecordLog> =
            told(body::parse_as(self.shared.contract, (&Method::PUT, LOG), json), faults)?;
        // What could not be read at all is not also missing.
        faults.retain(|fault| fault.code != "required" || !unread.contains(&fault.pointer));
        let id = self.given(given, faults);
        let Some(log) = log.filter(|_| faults.is_empty()) else { return Ok(None) };
        let id = match id {
            Some(id) => id,
            None => self.derived(log.served_on, digest, repeats.then_some(row.number))?,
        };
        self.made(row.number, id, log).map(Some)
    }

    /// The id that the row gives, once in the file.
    fn given(&mut self, id: Option<Value>, faults: &mut Vec<Fault>) -> Option<Uuid> {
        let id = id?;
        let read = id.as_str().and_then(|id| id.parse::<Uuid>().ok()).filter(|id| id.get_version_num() == 7);
        let Some(id) = read else {
            faults.push(Fault::body(ID, "wrong_format", "编号须为UUIDv7", "The id must be a UUIDv7"));
            return None;
        };
        if !self.seen.insert(id.as_u64_pair().1) {
            faults.push(Fault::body(ID, "repeated", "编号重复", "The id is there twice"));
        }
        Some(id)
    }

    /// The id of a row that gives none: of the form of a UUIDv7, its time the day of the service, the rest the digest of what
    /// stands in the row. So the same row has the same id in every run and in every file. A row that repeats another of
    /// the same file is a log of its own, told by its number.
    fn derived(&self, day: NaiveDate, digest: Vec<u8>, repeated_at: Option<u64>) -> Result<Uuid> {
        let digest = match repeated_at {
            None => digest,
            Some(row) => {
                let said = [digest.as_slice(), &row.to_be_bytes()].concat();
                self.shared.personal.digest(&self.county, "service-log-import", &said)?
            }
        };
        let millis =
            u64::try_from(day.and_time(NaiveTime::MIN).and_utc().timestamp_millis()).unwrap_or_default();
        let ten = digest.first_chunk().copied().unwrap_or_default();
        Ok(uuid::Builder::from_unix_timestamp_millis(millis, &ten).into_uuid())
    }

    fn made(&self, row: u64, id: Uuid, log: RecordLog) -> Result<Candidate> {
        let roots = &self.shared.personal;
        let sealed = if self.seals {
            let (key, key_row) = roots.make_key(&self.county, id, self.now)?;
            Some((log.texts().seal(id, &key)?, key_row))
        } else {
            None
        };
        let (content, text) = (log.content_hash(roots, &self.county)?, log.text_hash(roots, &self.county)?);
        Ok(Candidate { row, id, log, content, text, sealed })
    }
}

/// What the contract says, as faults of the row. Errors: what is no fault of the row.
pub fn told<T>(result: Result<T>, faults: &mut Vec<Fault>) -> Result<Option<T>> {
    match result {
        Ok(value) => Ok(Some(value)),
        Err(error) if error.code == Code::Invalid => {
            faults.extend(error.faults.iter().cloned());
            Ok(None)
        }
        Err(error) => Err(error),
    }
}
