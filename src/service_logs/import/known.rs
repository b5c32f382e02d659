//! What the database knows of the things that a chunk of rows refers to: one statement a table, all in one round trip.
//! Each row is judged by `grounds`, as a single log is.

use std::collections::{BTreeSet, HashMap, HashSet};

use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use futures_util::future::{try_join, try_join4};
use uuid::Uuid;

use super::{
    crew::{Span, covers},
    judge::Candidate,
};
use crate::{
    http::{Result, Tx},
    schema::{
        employments, personal_keys, postings, service_items, service_list_items, service_lists, service_logs,
        villages, workers,
    },
    service_logs::{
        content::RecordLog,
        grounds::{Grounds, Standing},
    },
};

/// What is known.
pub struct Known {
    taken: HashMap<Uuid, Vec<u8>>,
    keyed: HashSet<Uuid>,
    items: HashSet<String>,
    villages: HashSet<String>,
    workers: HashSet<Uuid>,
    employed: HashMap<Uuid, Vec<Span>>,
    posted: HashMap<(Uuid, Uuid), Vec<Span>>,
    lists: HashMap<Uuid, Vec<(Span, HashSet<String>)>>,
}

impl Known {
    /// Asks for it.
    pub async fn load(tx: &Tx<'_>, rows: &[Candidate]) -> Result<Self> {
        let ids: BTreeSet<Uuid> =
            rows.iter().flat_map(|row| &row.log.workers).map(|part| part.worker_id).collect();
        let ids: Vec<Uuid> = ids.into_iter().collect();
        let ((taken, keyed, items, villages), (workers, employed, posted, lists)) = try_join(
            try_join4(taken(tx, rows), keyed(tx, rows), items(tx, rows), villages(tx, rows)),
            try_join4(workers(tx, &ids), employed(tx, &ids), posted(tx, &ids), lists(tx, rows)),
        )
        .await?;
        Ok(Self { taken, keyed, items, villages, workers, employed, posted, lists })
    }

    /// Whether the id of a row that is no log's is that of something else which holds personal data, as a client.
    pub fn is_of_something_else(&self, row: &Candidate) -> bool {
        self.keyed.contains(&row.id)
    }

    /// What one row refers to.
    pub fn grounds(&self, row: &Candidate) -> Grounds {
        let (log, day) = (&row.log, row.log.served_on);
        let on = |spans: Option<&Vec<Span>>| spans.into_iter().flatten().any(|span| covers(span, day));
        let standing = |worker: Uuid| Standing {
            worker,
            employed: on(self.employed.get(&worker)),
            posted_here: on(self.posted.get(&(worker, log.station_id))),
        };
        let there = log.workers.iter().map(|part| part.worker_id).filter(|id| self.workers.contains(id));
        Grounds {
            taken_by: self.taken.get(&row.id).cloned(),
            item_known: self.items.contains(&log.item_code),
            village_known: log.village_code.as_ref().is_none_or(|code| self.villages.contains(code)),
            standing: there.map(standing).collect(),
            clients: Vec::new(), // a file names no clients and belongs to nothing
            home: None,
        }
    }

    /// Whether the item was on the station's list that day; none when no list was in force.
    pub fn on_list(&self, log: &RecordLog) -> Option<bool> {
        let lists = self.lists.get(&log.station_id).into_iter().flatten();
        let mut in_force = lists.filter(|(span, _)| covers(span, log.served_on));
        in_force.next().map(|(_, items)| items.contains(&log.item_code))
    }
}

async fn taken(tx: &Tx<'_>, rows: &[Candidate]) -> Result<HashMap<Uuid, Vec<u8>>> {
    let found = service_logs::table
        .filter(service_logs::county_code.eq(tx.county()))
        .filter(service_logs::id.eq_any(rows.iter().map(|row| row.id).collect::<Vec<_>>()))
        .select((service_logs::id, service_logs::content_hash));
    Ok(found.load::<(Uuid, Vec<u8>)>(&mut tx.conn()).await?.into_iter().collect())
}

async fn keyed(tx: &Tx<'_>, rows: &[Candidate]) -> Result<HashSet<Uuid>> {
    let found = personal_keys::table
        .filter(personal_keys::county_code.eq(tx.county()))
        .filter(personal_keys::person_id.eq_any(rows.iter().map(|row| row.id).collect::<Vec<_>>()))
        .select(personal_keys::person_id);
    Ok(found.load::<Uuid>(&mut tx.conn()).await?.into_iter().collect())
}

async fn items(tx: &Tx<'_>, rows: &[Candidate]) -> Result<HashSet<String>> {
    let codes: BTreeSet<&str> = rows.iter().map(|row| row.log.item_code.as_str()).collect();
    let found = service_items::table
        .filter(service_items::county_code.eq(tx.county()))
        .filter(service_items::code.eq_any(codes.into_iter().collect::<Vec<_>>()))
        .select(service_items::code);
    Ok(found.load::<String>(&mut tx.conn()).await?.into_iter().collect())
}

async fn villages(tx: &Tx<'_>, rows: &[Candidate]) -> Result<HashSet<String>> {
    let codes: BTreeSet<&str> = rows.iter().filter_map(|row| row.log.village_code.as_deref()).collect();
    let found = villages::table
        .filter(villages::county_code.eq(tx.county()))
        .filter(villages::code.eq_any(codes.into_iter().collect::<Vec<_>>()))
        .select(villages::code);
    Ok(found.load::<String>(&mut tx.conn()).await?.into_iter().collect())
}

async fn workers(tx: &Tx<'_>, ids: &[Uuid]) -> Result<HashSet<Uuid>> {
    let found = workers::table
        .filter(workers::county_code.eq(tx.county()))
        .filter(workers::id.eq_any(ids))
        .select(workers::id);
    Ok(found.load::<Uuid>(&mut tx.conn()).await?.into_iter().collect())
}

async fn employed(tx: &Tx<'_>, ids: &[Uuid]) -> Result<HashMap<Uuid, Vec<Span>>> {
    let found = employments::table
        .filter(employments::county_code.eq(tx.county()))
        .filter(employments::worker_id.eq_any(ids))
        .filter(employments::voided_at.is_null())
        .select((employments::worker_id, (employments::valid_from, employments::valid_to)));
    Ok(grouped(found.load::<(Uuid, Span)>(&mut tx.conn()).await?))
}

async fn posted(tx: &Tx<'_>, ids: &[Uuid]) -> Result<HashMap<(Uuid, Uuid), Vec<Span>>> {
    let found = postings::table
        .filter(postings::county_code.eq(tx.county()))
        .filter(postings::worker_id.eq_any(ids))
        .filter(postings::voided_at.is_null())
        .select(((postings::worker_id, postings::station_id), (postings::valid_from, postings::valid_to)));
    Ok(grouped(found.load::<((Uuid, Uuid), Span)>(&mut tx.conn()).await?))
}

fn grouped<K: Eq + std::hash::Hash, V>(rows: Vec<(K, V)>) -> HashMap<K, Vec<V>> {
    let mut all: HashMap<K, Vec<V>> = HashMap::new();
    rows.into_iter().for_each(|(key, value)| all.entry(key).or_default().push(value));
    all
}

type Lists = HashMap<Uuid, Vec<(Span, HashSet<String>)>>;

/// The lists that are or were in force at the stations: a filed list has its days.
async fn lists(tx: &Tx<'_>, rows: &[Candidate]) -> Result<Lists> {
    let stations: BTreeSet<Uuid> = rows.iter().map(|row| row.log.station_id).collect();
    let stations: Vec<Uuid> = stations.into_iter().collect();
    let filed = || {
        service_lists::table
            .filter(service_lists::county_code.eq(tx.county()))
            .filter(service_lists::station_id.eq_any(&stations))
            .filter(service_lists::voided_at.is_null())
            .filter(service_lists::valid_from.is_not_null())
    };
    let days = (service_lists::valid_from.assume_not_null(), service_lists::valid_to);
    let found = filed().select((service_lists::id, service_lists::station_id, days));
    let of_list = service_list_items::county_code
        .eq(service_lists::county_code)
        .and(service_list_items::list_id.eq(service_lists::id));
    let listed = filed()
        .inner_join(service_list_items::table.on(of_list))
        .select((service_lists::id, service_list_items::item_code));
    let (mut first, mut second) = (tx.conn(), tx.conn());
    let found = found.load::<(Uuid, Uuid, Span)>(&mut first);
    let listed = listed.load::<(Uuid, String)>(&mut second);
    let (found, listed) = futures_util::future::try_join(found, listed).await?;
    let mut items: HashMap<Uuid, HashSet<String>> = HashMap::new();
    for (list, item) in listed {
        items.entry(list).or_default().insert(item);
    }
    let one = |(list, station, span)| (station, (span, items.remove(&list).unwrap_or_default()));
    Ok(grouped(found.into_iter().map(one).collect()))
}
