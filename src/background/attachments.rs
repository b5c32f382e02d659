//! Collecting files that nobody needs: attachments that belong to nothing a day after their upload, and objects that
//! have no attachment. Only here is anything of the store deleted.

use std::{collections::HashSet, sync::Arc, time::Duration};

use chrono::{DateTime, TimeDelta, Utc};
use diesel::{
    dsl::{exists, not},
    prelude::*,
};
use diesel_async::{RunQueryDsl, SimpleAsyncConnection as _};
use futures_util::StreamExt as _;
use object_store::{ObjectMeta, path::Path};
use serde_json::json;
use tokio::{sync::watch, task::spawn_blocking, time};
use uuid::Uuid;

use crate::{
    attachments::{
        leftovers,
        store::{self, Store},
    },
    audit::event::{self, Circumstances, Event},
    db::{Conn, pool},
    http::{Error, Result, state::Shared},
    schema::{attachment_uses, attachments, counties},
};

const EVERY: Duration = Duration::from_hours(1);
/// How long an attachment may belong to nothing, and an object have no attachment.
const KEPT: TimeDelta = TimeDelta::days(1);
const BATCH: i64 = 1000;

/// What was collected.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub struct Collected {
    /// Attachments.
    pub attachments: usize,
    /// Objects that no attachment had.
    pub objects: usize,
    /// Files of writes that were never finished.
    pub unfinished: usize,
}

/// Collects once an hour until it is told to stop.
pub async fn run(shared: Arc<Shared>, url: String, mut stopped: watch::Receiver<bool>) {
    let mut every = time::interval(EVERY);
    loop {
        tokio::select! {
            _ = every.tick() => match collect(&shared.attachments, &url, shared.clock.now()).await {
                Ok(collected) => log::info!("{collected:?}"),
                Err(problem) => log::error!("files that nobody needs stay for now: {problem}"),
            },
            _ = stopped.changed() => return,
        }
    }
}

/// Collects what is old at this instant in every county. What is locked just now waits for the next time.
/// Errors: the database, the store.
pub async fn collect(store: &Store, url: &str, now: DateTime<Utc>) -> Result<Collected, String> {
    let conn = pool::connect(url).await.map_err(|e| e.to_string())?;
    let codes: Vec<String> =
        counties::table.select(counties::code).load(&mut &conn).await.map_err(|e| e.to_string())?;
    let mut collected = Collected::default();
    for county in &codes {
        let collector = Collector { conn: &conn, store, county, now };
        collected.attachments += collector.attachments().await?;
        collected.objects += collector.objects().await?;
    }
    if let Some(folder) = store.folder() {
        let removed = spawn_blocking(move || leftovers::remove(folder, (now - KEPT).into())).await;
        collected.unfinished = removed.map_err(|e| e.to_string())?.map_err(|e| e.to_string())?;
    }
    Ok(collected)
}

struct Collector<'a> {
    conn: &'a Conn,
    store: &'a Store,
    county: &'a str,
    now: DateTime<Utc>,
}

impl Collector<'_> {
    async fn attachments(&self) -> Result<usize, String> {
        let (mut collected, mut after) = (0, Uuid::nil());
        loop {
            let some = self.unused(after).await.map_err(|e| e.to_string())?;
            let Some((last, _)) = some.last() else { return Ok(collected) };
            after = *last;
            for (id, sha256) in &some {
                collected += usize::from(self.one(*id, &store::key(self.county, sha256)).await);
            }
        }
    }

    async fn unused(&self, after: Uuid) -> QueryResult<Vec<(Uuid, Vec<u8>)>> {
        use attachments::dsl::{attachments as table, county_code, id, recorded_at, sha256};
        let old = table.filter(county_code.eq(self.county)).filter(recorded_at.lt(self.now - KEPT));
        let some = old.filter(not(exists(used()))).filter(id.gt(after)).order(id).limit(BATCH);
        some.select((id, sha256)).load(&mut &*self.conn).await
    }

    /// Collects one attachment, then its object if no other attachment of the county has that content.
    async fn one(&self, id: Uuid, key: &Path) -> bool {
        let collected = self.decide(async || self.forget(id, key).await).await;
        if collected {
            self.decide(async || self.drop_object(key).await).await;
        }
        collected
    }

    /// True when the row is gone. It is locked first: whoever is giving it to something has then done so.
    async fn forget(&self, id: Uuid, key: &Path) -> Result<bool> {
        store::lock(self.conn, key).await?;
        let row = attachments::table.find((self.county, id));
        let locked: Vec<Uuid> = row.select(attachments::id).for_update().load(&mut &*self.conn).await?;
        let old = attachments::recorded_at.lt(self.now - KEPT);
        let unused = attachments::table
            .filter(attachments::county_code.eq(self.county))
            .filter(attachments::id.eq_any(locked))
            .filter(old)
            .filter(not(exists(used())));
        if diesel::delete(unused).execute(&mut &*self.conn).await? == 0 {
            return Ok(false);
        }
        let by = Circumstances {
            county: self.county.to_owned(),
            actor: None,
            role: None,
            request_id: Uuid::nil(),
            at: self.now,
        };
        event::insert(self.conn, &Event::new("attachment.collected", id, json!({})), &by).await?;
        Ok(true)
    }

    /// Objects that are old and have no attachment: of uploads that broke off after the store had the bytes.
    async fn objects(&self) -> Result<usize, String> {
        let (mut batches, mut collected) = (self.store.list(self.county).chunks(1000), 0);
        while let Some(batch) = batches.next().await {
            let batch: Vec<ObjectMeta> =
                batch.into_iter().collect::<Result<_, _>>().map_err(|e| e.to_string())?;
            let old = batch.iter().filter(|object| object.last_modified < self.now - KEPT);
            let old: Vec<_> = old
                .filter_map(|object| Some((&object.location, store::content(&object.location)?)))
                .collect();
            let needed = self.needed(old.iter().map(|(_, hash)| hash)).await.map_err(|e| e.to_string())?;
            for (key, _) in old.iter().filter(|(_, hash)| !needed.contains(hash)) {
                collected += usize::from(self.decide(async || self.drop_object(key).await).await);
            }
        }
        Ok(collected)
    }

    /// Those of the contents that an attachment of the county has.
    async fn needed(&self, hashes: impl Iterator<Item = &Vec<u8>>) -> QueryResult<HashSet<Vec<u8>>> {
        use attachments::dsl::{attachments as table, county_code, sha256};
        let these = sha256.eq_any(hashes.collect::<Vec<_>>());
        let found = table.filter(county_code.eq(self.county)).filter(these).select(sha256);
        Ok(found.load(&mut &*self.conn).await?.into_iter().collect())
    }

    /// Deletes an object unless an attachment has it; true when it is gone. What is not named as ours is left alone.
    async fn drop_object(&self, key: &Path) -> Result<bool> {
        store::lock(self.conn, key).await?;
        let Some(hash) = store::content(key) else { return Ok(false) };
        if !self.needed(std::iter::once(&hash)).await?.is_empty() {
            return Ok(false);
        }
        self.store.delete(key).await.map_err(Error::internal)?;
        Ok(true)
    }

    /// A transaction that lasts if it says so. What fails is told to the log and tried again next time.
    async fn decide(&self, work: impl AsyncFnOnce() -> Result<bool>) -> bool {
        let mut conn = self.conn;
        let decided = async {
            conn.batch_execute("BEGIN").await?;
            let done = work().await?;
            (&mut &*self.conn).batch_execute(if done { "COMMIT" } else { "ROLLBACK" }).await?;
            Ok::<_, Error>(done)
        };
        match decided.await {
            Ok(done) => done,
            Err(problem) => {
                log::warn!("not collected: {problem}");
                let _ = (&mut &*self.conn).batch_execute("ROLLBACK").await;
                false
            }
        }
    }
}

#[diesel::dsl::auto_type(no_type_alias)]
fn used() -> _ {
    attachment_uses::table
        .filter(attachment_uses::county_code.eq(attachments::county_code))
        .filter(attachment_uses::attachment_id.eq(attachments::id))
}
