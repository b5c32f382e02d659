//! What a log refers to, asked in one round trip, and whether that stands.

use chrono::NaiveDate;
use diesel::{dsl::exists, prelude::*};
use diesel_async::RunQueryDsl;
use futures_util::future::{try_join, try_join5};
use uuid::Uuid;

use super::{
    belonging::{self, Belonging, Home},
    content::RecordLog,
    model::LogWorker,
};
use crate::{
    db::planned::among,
    http::{Error, Result, Tx, fault::Fault},
    schema::{client_moves, clients, employments, postings, service_items, service_logs, villages, workers},
};

/// A worker of the county, on the day of the service.
pub struct Standing {
    /// The worker.
    pub worker: Uuid,
    /// Whether employed by anybody.
    pub employed: bool,
    /// Whether posted to the station.
    pub posted_here: bool,
}

/// What the database knows of the things a log names.
pub struct Grounds {
    /// The digest of the log that has this id already.
    pub taken_by: Option<Vec<u8>>,
    /// Whether the county's catalogue has the item.
    pub item_known: bool,
    /// Whether the county has the village.
    pub village_known: bool,
    /// Those of the log's workers that the county has.
    pub standing: Vec<Standing>,
    /// Those of the named clients that are, or were that day, the station's.
    pub clients: Vec<Uuid>,
    /// What it belongs to, as the county has it.
    pub home: Option<Home>,
}

/// Asks for everything at once: the statements travel together.
pub async fn load(tx: &Tx<'_>, id: Uuid, log: &RecordLog) -> Result<Grounds> {
    let (mut first, mut second) = (tx.conn(), tx.conn());
    let same = service_logs::table.find((tx.county(), id)).select(service_logs::content_hash);
    let item = service_items::table.find((tx.county(), &log.item_code));
    let taken_by = async { Ok(same.first(&mut first).await.optional()?) };
    let item = async { Ok(diesel::select(exists(item)).get_result(&mut second).await?) };
    let named = try_join5(taken_by, item, village_known(tx, log), standing(tx, log), clients_of(tx, log));
    let ((taken_by, item_known, village_known, standing, clients), home) =
        try_join(named, belonging::load(tx, log.belongs_to)).await?;
    Ok(Grounds { taken_by, item_known, village_known, standing, clients, home })
}

/// Those of the named clients that are the station's, merged ones too, or moved to another one after the day of the service;
/// a log without clients asks nothing.
async fn clients_of(tx: &Tx<'_>, log: &RecordLog) -> Result<Vec<Uuid>> {
    if log.client_ids.is_empty() {
        return Ok(Vec::new());
    }
    let known = clients::table
        .filter(clients::county_code.eq(tx.county()))
        .filter(among(clients::id, &log.client_ids))
        .filter(clients::station_id.eq(log.station_id).or(exists(moved_later(log.served_on, log.station_id))))
        .select(clients::id);
    Ok(known.load(&mut tx.conn()).await?)
}

#[diesel::dsl::auto_type]
fn moved_later(day: NaiveDate, station: Uuid) -> _ {
    client_moves::table
        .filter(client_moves::county_code.eq(clients::county_code))
        .filter(client_moves::client_id.eq(clients::id))
        .filter(client_moves::from_station_id.eq(station))
        .filter(client_moves::moved_on.ge(day))
}

async fn village_known(tx: &Tx<'_>, log: &RecordLog) -> Result<bool> {
    let Some(code) = &log.village_code else { return Ok(true) };
    let village = villages::table.find((tx.county(), code));
    Ok(diesel::select(exists(village)).get_result(&mut tx.conn()).await?)
}

async fn standing(tx: &Tx<'_>, log: &RecordLog) -> Result<Vec<Standing>> {
    let ids: Vec<Uuid> = log.workers.iter().map(|worker| worker.worker_id).collect();
    let day = log.served_on;
    let query = workers::table
        .filter(workers::county_code.eq(tx.county()))
        .filter(among(workers::id, &ids))
        .select((workers::id, exists(employed_on(day)), exists(posted_on(day, log.station_id))));
    let found: Vec<(Uuid, bool, bool)> = query.load(&mut tx.conn()).await?;
    let one = |(worker, employed, posted_here)| Standing { worker, employed, posted_here };
    Ok(found.into_iter().map(one).collect())
}

#[diesel::dsl::auto_type]
fn employed_on(day: NaiveDate) -> _ {
    employments::table
        .filter(employments::county_code.eq(workers::county_code))
        .filter(employments::worker_id.eq(workers::id))
        .filter(employments::voided_at.is_null())
        .filter(employments::valid_from.le(day))
        .filter(employments::valid_to.is_null().or(employments::valid_to.assume_not_null().gt(day)))
}

#[diesel::dsl::auto_type]
fn posted_on(day: NaiveDate, station: Uuid) -> _ {
    postings::table
        .filter(postings::county_code.eq(workers::county_code))
        .filter(postings::worker_id.eq(workers::id))
        .filter(postings::station_id.eq(station))
        .filter(postings::voided_at.is_null())
        .filter(postings::valid_from.le(day))
        .filter(postings::valid_to.is_null().or(postings::valid_to.assume_not_null().gt(day)))
}

impl Grounds {
    /// The workers of the log, in the order of their ids. Errors: 422 with everything that cannot be.
    pub fn judge(&self, log: &RecordLog, today: NaiveDate) -> Result<Vec<LogWorker>> {
        let mut faults = Vec::new();
        if log.served_on > today {
            faults.push(Fault::body("/served_on", "in_future", "不得晚于今天", "It cannot be after today"));
        }
        for (known, at) in [(self.item_known, "/item_code"), (self.village_known, "/village_code")] {
            if !known {
                faults.push(Fault::unknown_reference(at));
            }
        }
        let strange = (0..).zip(&log.client_ids).filter(|(_, client)| !self.clients.contains(client));
        let at = |(n, _): (usize, _)| Fault::unknown_reference(&format!("/client_ids/{n}"));
        faults.extend(strange.map(at));
        faults.extend(belonging::faults(self.home.as_ref(), log));
        let mut workers = Vec::new();
        for (n, part) in log.workers.iter().enumerate() {
            let standing = self.standing.iter().find(|standing| standing.worker == part.worker_id);
            match worker_at(&format!("/workers/{n}/worker_id"), standing) {
                Ok(Standing { worker, posted_here, .. }) => {
                    let (worker_id, posted_here) = (*worker, *posted_here);
                    workers.push(LogWorker { worker_id, minutes: part.minutes, posted_here });
                }
                Err(fault) => faults.push(fault),
            }
        }
        workers.sort_by_key(|worker| worker.worker_id);
        if faults.is_empty() { Ok(workers) } else { Err(Error::invalid(faults)) }
    }

    /// To what the log belongs, as it is kept.
    pub fn belonging(&self, log: &RecordLog) -> Belonging {
        belonging::kept(self.home.as_ref(), log)
    }
}

fn worker_at<'a>(pointer: &str, standing: Option<&'a Standing>) -> Result<&'a Standing, Fault> {
    let standing = standing.ok_or_else(|| Fault::unknown_reference(pointer))?;
    let (zh, en) = ("该社工当日未被聘用", "The worker was not employed that day");
    standing.employed.then_some(standing).ok_or_else(|| Fault::body(pointer, "not_employed", zh, en))
}
