//! What the questions about a log rest on, asked in one round trip; a second one for a log that is entered late.

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use diesel::{dsl::exists, prelude::*};
use diesel_async::RunQueryDsl;
use futures_util::future::{try_join, try_join4};
use uuid::Uuid;

use super::content::RecordLog;
use crate::{
    attachments::uses::AttachedTo,
    db::planned::among,
    http::{Error, Result, Tx, codes::Code},
    places::policy,
    rules::{
        entry_questions::{self, Entry, Lateness, Part, Question, minute_of_day},
        log_states::LogState,
    },
    schema::{
        attachment_uses, attachments, service_list_items, service_lists, service_log_workers, service_logs,
    },
};

/// What is known beside a log that is handed in.
pub struct Beside {
    /// Whether its item was on the station's list that day; none when no list was in force.
    pub on_list: Option<bool>,
    /// What its workers did in other logs of the day.
    pub others: Vec<Part>,
    /// Other logs with the same text.
    pub same_text: Vec<Uuid>,
    /// Other logs with a file of the same content.
    pub same_file: Vec<Uuid>,
}

/// States of logs that say nothing: a draft, what was taken back.
pub const SILENT: [LogState; 2] = [LogState::Draft, LogState::Withdrawn];

/// Asks for it. `text` is the digest of what was done.
pub async fn beside(tx: &Tx<'_>, id: Uuid, log: &RecordLog, text: Option<&[u8]>) -> Result<Beside> {
    let (on_list, others, same_text, same_file) = try_join4(
        on_list(tx, log),
        others(tx, id, log),
        same_text(tx, id, text),
        same_file(tx, id, &log.attachments),
    )
    .await?;
    Ok(Beside { on_list, others, same_text, same_file })
}

async fn on_list(tx: &Tx<'_>, log: &RecordLog) -> Result<Option<bool>> {
    let item = service_list_items::table
        .filter(service_list_items::county_code.eq(service_lists::county_code))
        .filter(service_list_items::list_id.eq(service_lists::id))
        .filter(service_list_items::item_code.eq(&log.item_code));
    let day = log.served_on;
    let in_force = service_lists::table
        .filter(service_lists::county_code.eq(tx.county()))
        .filter(service_lists::station_id.eq(log.station_id))
        .filter(service_lists::voided_at.is_null())
        .filter(service_lists::valid_from.le(day))
        .filter(service_lists::valid_to.is_null().or(service_lists::valid_to.gt(day)))
        .select(exists(item));
    Ok(in_force.first(&mut tx.conn()).await.optional()?)
}

async fn others(tx: &Tx<'_>, id: Uuid, log: &RecordLog) -> Result<Vec<Part>> {
    let ids: Vec<Uuid> = log.workers.iter().map(|part| part.worker_id).collect();
    let same = service_logs::county_code
        .eq(service_log_workers::county_code)
        .and(service_logs::id.eq(service_log_workers::log_id));
    let rows = service_log_workers::table
        .inner_join(service_logs::table.on(same))
        .filter(service_log_workers::county_code.eq(tx.county()))
        .filter(among(service_log_workers::worker_id, &ids))
        .filter(service_log_workers::served_on.eq(log.served_on))
        .filter(service_logs::id.ne(id))
        .filter(service_logs::state.ne_all(SILENT))
        .order(service_logs::id)
        .select((
            service_logs::id,
            service_log_workers::worker_id,
            service_log_workers::minutes,
            service_logs::starts_at,
        ));
    let rows: Vec<(Uuid, Uuid, i32, Option<String>)> = rows.load(&mut tx.conn()).await?;
    let one = |(log, worker, minutes, starts): (_, _, _, Option<String>)| Part {
        log,
        worker,
        minutes,
        starts: starts.as_deref().and_then(minute_of_day),
    };
    Ok(rows.into_iter().map(one).collect())
}

/// At most so many other logs are named.
pub const NAMED: i64 = 5;

async fn same_text(tx: &Tx<'_>, id: Uuid, text: Option<&[u8]>) -> Result<Vec<Uuid>> {
    let Some(text) = text else { return Ok(Vec::new()) };
    let rows = service_logs::table
        .filter(service_logs::county_code.eq(tx.county()))
        .filter(service_logs::text_hash.eq(text))
        .filter(service_logs::id.ne(id))
        .filter(service_logs::state.ne_all(SILENT))
        .order(service_logs::id)
        .limit(NAMED)
        .select(service_logs::id);
    Ok(rows.load(&mut tx.conn()).await?)
}

async fn same_file(tx: &Tx<'_>, id: Uuid, files: &[Uuid]) -> Result<Vec<Uuid>> {
    if files.is_empty() {
        return Ok(Vec::new());
    }
    let contents = attachments::table
        .filter(attachments::county_code.eq(tx.county()))
        .filter(among(attachments::id, files))
        .select(attachments::sha256);
    let contents: Vec<Vec<u8>> = contents.load(&mut tx.conn()).await?;
    let same = attachments::county_code
        .eq(attachment_uses::county_code)
        .and(attachments::id.eq(attachment_uses::attachment_id));
    let rows = attachment_uses::table
        .inner_join(attachments::table.on(same))
        .filter(attachments::county_code.eq(tx.county()))
        .filter(attachments::sha256.eq_any(contents))
        .filter(attachment_uses::subject_kind.eq(AttachedTo::ServiceLog))
        .filter(attachment_uses::subject_id.ne(id))
        .order(attachment_uses::subject_id)
        .distinct()
        .limit(NAMED)
        .select(attachment_uses::subject_id);
    Ok(rows.load(&mut tx.conn()).await?)
}

impl Beside {
    /// The questions that the log gives rise to.
    pub async fn questions(self, tx: &Tx<'_>, id: Uuid, log: &RecordLog) -> Result<Vec<Question>> {
        let lateness = lateness(tx, log.served_on).await?;
        Ok(self.ask(id, log, lateness))
    }

    /// The same, where it is known how late the entry is.
    pub fn ask(self, id: Uuid, log: &RecordLog, lateness: Option<Lateness>) -> Vec<Question> {
        let starts = log.starts_at.as_deref().and_then(minute_of_day);
        let part = |(worker, minutes)| Part { log: id, worker, minutes, starts };
        entry_questions::ask(&Entry {
            log: id,
            item_code: log.item_code.clone(),
            served_on: log.served_on,
            on_list: self.on_list,
            parts: log.workers.iter().map(|one| part((one.worker_id, one.minutes))).collect(),
            others: self.others,
            same_text: self.same_text,
            same_file: self.same_file,
            lateness,
        })
    }
}

/// None for what is entered on the day or the next, the usual case, which asks the database nothing.
async fn lateness(tx: &Tx<'_>, served_on: NaiveDate) -> Result<Option<Lateness>> {
    let days = tx.today().signed_duration_since(served_on).num_days();
    if days <= 1 {
        return Ok(None);
    }
    let in_force = policy::in_force(tx, tx.county(), tx.today(), DateTime::<Utc>::MAX_UTC);
    let (policy, before) = try_join(
        async {
            match in_force.await {
                Ok((_, policy)) => Ok(Some(policy)),
                Err(error) if error.code == Code::NotFound => Ok(None),
                Err(error) => Err(error),
            }
        },
        late_entries(tx),
    )
    .await?;
    Ok(policy.map(|policy| Lateness {
        days,
        by: tx.actor().unwrap_or_default(),
        entered_on: tx.today(),
        max_days: policy.max_entry_lag_days.value.into(),
        entries: before.saturating_add(1),
        bulk: policy.bulk_back_entries.value.into(),
    }))
}

/// How many logs of the day before yesterday or earlier the caller has entered today.
async fn late_entries(tx: &Tx<'_>) -> Result<i64> {
    let begin = tx.today().and_time(chrono::NaiveTime::MIN).and_utc() - TimeDelta::hours(8);
    let rows = service_logs::table
        .filter(service_logs::county_code.eq(tx.county()))
        .filter(service_logs::recorded_by.eq(tx.actor()?))
        .filter(service_logs::recorded_at.ge(begin))
        .filter(service_logs::served_on.lt(tx.today() - TimeDelta::days(1)))
        .filter(service_logs::state.ne_all(SILENT));
    let count: Result<i64, _> = rows.count().get_result(&mut tx.conn()).await;
    count.map_err(Error::from)
}
