//! What the questions about the logs of a chunk rest on. A row sees what was recorded before, and the rows before it.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use chrono::{DateTime, NaiveDate, NaiveTime, TimeDelta, Utc};
use diesel::{
    prelude::*,
    sql_types::{Array, BigInt, Binary, Date, Text},
};
use diesel_async::RunQueryDsl;
use futures_util::future::try_join3;
use uuid::Uuid;

use super::judge::Candidate;
use crate::{
    db::{fixed::Fixed, text_enum::TextEnum as _},
    http::{Error, Result, Tx, codes::Code},
    places::policy,
    rules::{
        entry_questions::{DAY, Lateness, Part, Question, minute_of_day},
        log_states::LogState,
        policy::Policy,
    },
    schema::{service_log_workers, service_logs},
    service_logs::{
        asked::{Beside, NAMED, SILENT},
        content::{EntryState, RecordLog},
    },
};

/// What is known beside the rows.
pub struct Others {
    parts: HashMap<(Uuid, NaiveDate), Vec<Part>>,
    texts: HashMap<Vec<u8>, Vec<Uuid>>,
    policy: Option<Policy>,
    late: i64,
}

impl Others {
    /// Asks for it: a statement each, one more where a worker's day may be too full.
    pub async fn load(tx: &Tx<'_>, rows: &[&Candidate]) -> Result<Self> {
        let policy = async {
            match policy::in_force(tx, tx.county(), tx.today(), DateTime::<Utc>::MAX_UTC).await {
                Ok((_, policy)) => Ok(Some(policy)),
                Err(error) if error.code == Code::NotFound => Ok(None),
                Err(error) => Err(error),
            }
        };
        let (parts, texts, policy) = try_join3(parts(tx, rows), texts(tx, rows), policy).await?;
        let late = match &policy {
            Some(policy) => late(tx, policy.bulk_back_entries.value.into()).await?,
            None => 0,
        };
        Ok(Self { parts, texts, policy, late })
    }

    /// What is asked about a row that is handed in; from now on it is one of the others.
    pub fn ask(&mut self, tx: &Tx<'_>, row: &Candidate, on_list: Option<bool>) -> Result<Vec<Question>> {
        if row.log.state == EntryState::Draft {
            return Ok(Vec::new());
        }
        let lateness = self.lateness(tx, row.log.served_on)?;
        let of_day = |worker| self.parts.get(&(worker, row.log.served_on)).into_iter().flatten().copied();
        let others: Vec<Part> = row.log.workers.iter().flat_map(|part| of_day(part.worker_id)).collect();
        let same_text = row.text.as_ref().and_then(|text| self.texts.get(text)).cloned().unwrap_or_default();
        self.add(row);
        let beside = Beside { on_list, others, same_text, same_file: Vec::new() };
        Ok(beside.ask(row.id, &row.log, lateness))
    }

    fn add(&mut self, row: &Candidate) {
        let day = row.log.served_on;
        for part in parts_of(row.id, &row.log) {
            self.parts.entry((part.worker, day)).or_default().push(part);
        }
        if let Some(text) = &row.text {
            let same = self.texts.entry(text.clone()).or_default();
            if i64::try_from(same.len()).is_ok_and(|len| len < NAMED) {
                same.push(row.id);
            }
        }
    }

    fn lateness(&mut self, tx: &Tx<'_>, served_on: NaiveDate) -> Result<Option<Lateness>> {
        let days = tx.today().signed_duration_since(served_on).num_days();
        let Some(policy) = self.policy.as_ref().filter(|_| days > 1) else { return Ok(None) };
        self.late = self.late.saturating_add(1);
        Ok(Some(Lateness {
            days,
            by: tx.actor()?,
            entered_on: tx.today(),
            max_days: policy.max_entry_lag_days.value.into(),
            entries: self.late,
            bulk: policy.bulk_back_entries.value.into(),
        }))
    }
}

fn parts_of(id: Uuid, log: &RecordLog) -> impl Iterator<Item = Part> {
    let starts = log.starts_at.as_deref().and_then(minute_of_day);
    let part = move |part: &crate::service_logs::content::WorkerPart| Part {
        log: id,
        worker: part.worker_id,
        minutes: part.minutes,
        starts,
    };
    log.workers.iter().map(part)
}

#[derive(QueryableByName)]
struct Minutes {
    #[diesel(sql_type = diesel::sql_types::Uuid)]
    worker: Uuid,
    #[diesel(sql_type = Date)]
    day: NaiveDate,
    #[diesel(sql_type = BigInt)]
    minutes: i64,
}

/// A worker's minutes of a day, those of logs that say nothing among them.
const MINUTES: &str = "SELECT asked.worker, asked.day, sum(part.minutes)::bigint AS minutes \
    FROM unnest(?::uuid[], ?::date[]) AS asked (worker, day) JOIN service_log_workers part ON part.county_code = ? \
    AND part.worker_id = asked.worker AND part.served_on = asked.day GROUP BY 1, 2";

/// The days of workers in which something can be wrong: when the work began is known, or all minutes together make more than a
/// day. Only of these the parts are read.
async fn at_risk(tx: &Tx<'_>, rows: &[&Candidate]) -> Result<Vec<(Uuid, NaiveDate)>> {
    let mut days: BTreeMap<(Uuid, NaiveDate), (i64, bool)> = BTreeMap::new();
    for (day, part) in
        rows.iter().flat_map(|row| parts_of(row.id, &row.log).map(|part| (row.log.served_on, part)))
    {
        let (minutes, begins) = days.entry((part.worker, day)).or_default();
        *minutes = minutes.saturating_add(part.minutes.into());
        *begins |= part.starts.is_some();
    }
    let (workers, dates): (Vec<_>, Vec<_>) = days.keys().copied().unzip();
    let ask = Fixed::new(MINUTES)
        .bind::<Array<diesel::sql_types::Uuid>, _>(workers)
        .bind::<Array<Date>, _>(dates)
        .bind::<Text, _>(tx.county());
    for Minutes { worker, day, minutes } in ask.load(&mut tx.conn()).await? {
        days.entry((worker, day)).and_modify(|(sum, _)| *sum = sum.saturating_add(minutes));
    }
    Ok(days
        .into_iter()
        .filter(|(_, (minutes, begins))| *begins || *minutes > DAY)
        .map(|(day, _)| day)
        .collect())
}

async fn parts(tx: &Tx<'_>, rows: &[&Candidate]) -> Result<HashMap<(Uuid, NaiveDate), Vec<Part>>> {
    let days = at_risk(tx, rows).await?;
    if days.is_empty() {
        return Ok(HashMap::new());
    }
    let (workers, days): (BTreeSet<_>, BTreeSet<_>) = days.into_iter().unzip();
    let same = service_logs::county_code
        .eq(service_log_workers::county_code)
        .and(service_logs::id.eq(service_log_workers::log_id));
    let found = service_log_workers::table
        .inner_join(service_logs::table.on(same))
        .filter(service_log_workers::county_code.eq(tx.county()))
        .filter(service_log_workers::worker_id.eq_any(workers.into_iter().collect::<Vec<_>>()))
        .filter(service_log_workers::served_on.eq_any(days.into_iter().collect::<Vec<_>>()))
        .filter(service_logs::state.ne_all(SILENT))
        .select((
            service_logs::id,
            (service_log_workers::worker_id, service_log_workers::served_on),
            service_log_workers::minutes,
            service_logs::starts_at,
        ));
    let found: Vec<Found> = found.load(&mut tx.conn()).await?;
    let mut all: HashMap<_, Vec<Part>> = HashMap::new();
    for (log, key, minutes, starts) in found {
        let starts = starts.as_deref().and_then(minute_of_day);
        all.entry(key).or_default().push(Part { log, worker: key.0, minutes, starts });
    }
    Ok(all)
}

/// A log, a worker and a day of it, minutes, when it began.
type Found = (Uuid, (Uuid, NaiveDate), i32, Option<String>);

#[derive(QueryableByName)]
struct SameText {
    #[diesel(sql_type = Binary)]
    text: Vec<u8>,
    #[diesel(sql_type = diesel::sql_types::Uuid)]
    id: Uuid,
}

/// Some logs of each text. Diesel has no LATERAL; without it a text that everybody writes would bring all its logs.
const SAME_TEXT: &str = "SELECT asked.text, same.id FROM unnest(?::bytea[]) AS asked (text), LATERAL (SELECT id FROM service_logs \
    WHERE county_code = ? AND text_hash = asked.text AND state <> ALL (?) LIMIT 5) AS same";

async fn texts(tx: &Tx<'_>, rows: &[&Candidate]) -> Result<HashMap<Vec<u8>, Vec<Uuid>>> {
    let texts: BTreeSet<&[u8]> = rows.iter().filter_map(|row| row.text.as_deref()).collect();
    let found = Fixed::new(SAME_TEXT)
        .bind::<Array<Binary>, _>(texts.into_iter().collect::<Vec<_>>())
        .bind::<Text, _>(tx.county())
        .bind::<Array<Text>, _>(SILENT.map(LogState::code).to_vec());
    let mut all: HashMap<_, Vec<Uuid>> = HashMap::new();
    for SameText { text, id } in found.load(&mut tx.conn()).await? {
        all.entry(text).or_default().push(id);
    }
    Ok(all)
}

/// How many logs of the day before yesterday or earlier the account has entered today; no more are counted than are asked
/// about.
async fn late(tx: &Tx<'_>, bulk: i64) -> Result<i64> {
    let begin = tx.today().and_time(NaiveTime::MIN).and_utc() - TimeDelta::hours(8);
    let rows = service_logs::table
        .filter(service_logs::county_code.eq(tx.county()))
        .filter(service_logs::recorded_by.eq(tx.actor()?))
        .filter(service_logs::recorded_at.ge(begin))
        .filter(service_logs::served_on.lt(tx.today() - TimeDelta::days(1)))
        .filter(service_logs::state.ne_all(SILENT))
        .limit(bulk)
        .select(service_logs::id);
    i64::try_from(rows.load::<Uuid>(&mut tx.conn()).await?.len()).map_err(Error::internal)
}
