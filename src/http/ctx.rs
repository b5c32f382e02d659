//! The context of a handler. `Ctx<A>` is the only way to a connection, and it exists only for a caller who holds the
//! action `A`: a handler that forgets its permission has no database.

use std::{cell::RefCell, marker::PhantomData, ops::Deref, rc::Rc, sync::Arc};

use actix_web::{HttpRequest, http::header::AUTHORIZATION};
use chrono::{DateTime, NaiveDate, Utc};
use futures_util::future::try_join;
use uuid::Uuid;

use super::{
    clock::{business_day, new_id},
    codes::Code,
    error::{Error, Result},
    exchange::Exchange,
    idempotency::Key,
    locale::Locale,
    reply::Reply,
    state::{Shared, Worker},
};
use crate::{
    audit::event::{self, Circumstances, Event},
    auth::{
        caller::Caller,
        policy::Action,
        reach::{Extent, Reach},
    },
    db::{Conn, lease::Lease, pool::Pool, snapshot::Snapshot, text_enum::TextEnum as _},
};

/// A request whose caller may do `A`.
pub struct Ctx<A> {
    worker: Rc<Worker>,
    exchange: Rc<Exchange>,
    request: HttpRequest,
    caller: Option<Rc<Caller>>,
    reach: Reach,
    now: DateTime<Utc>,
    action: PhantomData<A>,
}

impl<A: Action> Ctx<A> {
    /// Authenticates, counts the request, looks the action up. Errors: 401, 429, 403.
    pub async fn admit(request: &HttpRequest) -> Result<Self> {
        let (worker, exchange) = (Worker::of(request), Exchange::of(request));
        let now = worker.shared.clock.now();
        let caller =
            if A::NAME.is_some() { Some(caller(request, &worker, &exchange, now).await?) } else { None };
        let reach = if let Some(caller) = &caller {
            caller.reach::<A>(named_county(request).as_deref())?
        } else {
            worker.shared.quotas.address(request, &exchange)?;
            Reach {
                county: String::new(),
                extent: Extent::Own,
                stations: Vec::new(),
                organisation: None,
                contractor: None,
            }
        };
        Ok(Self { worker, exchange, request: request.clone(), caller, reach, now, action: PhantomData })
    }

    /// Who calls. Errors: only in a public operation.
    pub fn caller(&self) -> Result<&Caller> {
        self.caller.as_deref().ok_or_else(|| Error::internal("a public operation has no caller"))
    }

    /// Which rows this request may touch.
    pub fn reach(&self) -> &Reach {
        &self.reach
    }

    /// The instant of this request, the same throughout.
    pub fn now(&self) -> DateTime<Utc> {
        self.now
    }

    /// The day of business of this request.
    pub fn today(&self) -> NaiveDate {
        business_day(self.now)
    }

    /// The language of the answer.
    pub fn locale(&self) -> Locale {
        self.exchange.locale
    }

    /// What the process shares.
    pub fn shared(&self) -> &Shared {
        &self.worker.shared
    }

    /// The same, for work on another thread.
    pub fn process(&self) -> Arc<Shared> {
        Arc::clone(&self.worker.shared)
    }

    /// The request itself, for what no extractor gives.
    pub fn request(&self) -> &HttpRequest {
        &self.request
    }

    /// Its exchange.
    pub fn exchange(&self) -> &Exchange {
        &self.exchange
    }

    /// Who has not signed in has connections of his own, so that signing in goes on while reports hold all others.
    fn pool(&self) -> &Pool {
        if self.caller.is_some() { &self.worker.pool } else { &self.worker.entrance }
    }

    /// Reads. Nothing is locked and no transaction is open.
    pub async fn read<T>(&self, work: impl AsyncFnOnce(&Conn) -> Result<T>) -> Result<T> {
        let lease = Lease::take(self.pool()).await?;
        lease.bounded(work(lease.conn()?)).await
    }

    /// Opens a snapshot: everything that is read through it is of one instant.
    pub async fn snapshot(&self) -> Result<Snapshot> {
        Snapshot::open(&self.worker.pool, &self.worker.snapshots).await
    }

    /// Writes in the caller's county: effect, events and idempotency record in one transaction, or none of them.
    pub async fn write<T, const S: u16>(
        &self,
        work: impl AsyncFnOnce(&Tx<'_>) -> Result<Reply<T, S>>,
    ) -> Result<Reply<T, S>> {
        self.write_in(&self.reach.county, work).await
    }

    /// Writes in a named county: for sign-in, which has no caller, and for who manages several.
    pub async fn write_in<T, const S: u16>(
        &self,
        county: &str,
        work: impl AsyncFnOnce(&Tx<'_>) -> Result<Reply<T, S>>,
    ) -> Result<Reply<T, S>> {
        let key = match &self.caller {
            Some(caller) => Key::of(&self.request, &self.exchange, county, caller.id)?,
            None => None,
        };
        let lease = Lease::take(self.pool()).await?;
        match lease.bounded(self.transact(&lease, key, county, work)).await {
            Ok(reply) => lease.commit().await.map(|()| reply),
            Err(error) => {
                lease.rollback().await;
                Err(error)
            }
        }
    }

    /// Decides in a named county, and commits whatever was decided: also a refusal that must be remembered, such as an
    /// ended session. Only an `Err` is rolled back. For sign-in: there is no caller, so no Idempotency-Key.
    pub async fn decide_in<T>(
        &self,
        county: &str,
        work: impl AsyncFnOnce(&Tx<'_>) -> Result<T>,
    ) -> Result<T> {
        let lease = Lease::take(self.pool()).await?;
        let decide = async {
            lease.begin().await?;
            let tx = self.open(lease.conn()?, county);
            let decided = work(&tx).await?;
            tx.write_events().await.map(|()| decided)
        };
        match lease.bounded(decide).await {
            Ok(decided) => lease.commit().await.map(|()| decided),
            Err(error) => {
                lease.rollback().await;
                Err(error)
            }
        }
    }

    async fn transact<T, const S: u16>(
        &self,
        lease: &Lease,
        key: Option<Key>,
        county: &str,
        work: impl AsyncFnOnce(&Tx<'_>) -> Result<Reply<T, S>>,
    ) -> Result<Reply<T, S>> {
        let conn = lease.conn()?;
        // BEGIN travels with the claim of the key; COMMIT always alone, later.
        let claim = async {
            match &key {
                Some(key) => key.claim(conn, self.now).await,
                None => Ok(None),
            }
        };
        let ((), given) = try_join(lease.begin(), claim).await?;
        if let Some(answer) = given {
            return Ok(answer.into());
        }
        let tx = self.open(conn, county);
        let reply = work(&tx).await?;
        tx.write_events().await?;
        if let Some(key) = key {
            key.keep(conn, reply.rendered()).await?;
        }
        Ok(reply)
    }

    fn open<'a>(&'a self, conn: &'a Conn, county: &str) -> Tx<'a> {
        Tx { conn, reach: &self.reach, by: self.circumstances(county), events: RefCell::default() }
    }

    fn circumstances(&self, county: &str) -> Circumstances {
        Circumstances {
            county: county.to_owned(),
            actor: self.caller.as_ref().map(|caller| caller.id),
            role: self.caller.as_ref().map(|caller| caller.role.code()),
            request_id: self.exchange.request_id,
            at: self.now,
        }
    }
}

/// An open transaction: a connection that also takes events.
pub struct Tx<'a> {
    conn: &'a Conn,
    reach: &'a Reach,
    by: Circumstances,
    events: RefCell<Vec<Event>>,
}

impl<'a> Tx<'a> {
    /// The transaction of a job that goes on for a caller after the request; the job begins and ends it.
    pub fn of_job(conn: &'a Conn, reach: &'a Reach, by: Circumstances) -> Self {
        Self { conn, reach, by, events: RefCell::default() }
    }
}

impl Tx<'_> {
    /// Records what this transaction does; written with it, or not at all.
    pub fn record(&self, event: Event) {
        self.events.borrow_mut().push(event);
    }

    /// Writes what was recorded so far; at the latest before it is committed.
    pub async fn write_events(&self) -> Result<()> {
        match self.events.take().as_slice() {
            [one] => event::insert(self.conn, one, &self.by).await.map(|_| ()),
            many => event::insert_all(self.conn, many, &self.by).await,
        }
    }

    /// The connection, for diesel: `.execute(&mut tx.conn())`.
    pub fn conn(&self) -> &Conn {
        self.conn
    }

    /// Which rows the caller may touch.
    pub fn reach(&self) -> &Reach {
        self.reach
    }

    /// The county this transaction writes to.
    pub fn county(&self) -> &str {
        &self.by.county
    }

    /// The instant of the transaction.
    pub fn now(&self) -> DateTime<Utc> {
        self.by.at
    }

    /// The day of business of the transaction.
    pub fn today(&self) -> NaiveDate {
        business_day(self.by.at)
    }

    /// A new id.
    pub fn new_id(&self) -> Uuid {
        new_id(self.by.at)
    }

    /// The caller's id. Errors: only in a public operation.
    pub fn actor(&self) -> Result<Uuid> {
        self.by.actor.ok_or_else(|| Error::internal("a public operation has no caller"))
    }
}

impl Deref for Tx<'_> {
    type Target = Conn;

    fn deref(&self) -> &Conn {
        self.conn
    }
}

async fn caller(
    request: &HttpRequest,
    worker: &Worker,
    exchange: &Exchange,
    now: DateTime<Utc>,
) -> Result<Rc<Caller>> {
    let shared = &worker.shared;
    let bearer = bearer(request).ok_or_else(|| Error::new(Code::Unauthenticated));
    let known = match bearer {
        Ok(bearer) => {
            worker
                .callers
                .of(&shared.keys.current(), &shared.config.public_url, &worker.pool, bearer, now)
                .await
        }
        Err(error) => Err(error),
    };
    match known {
        Ok(caller) => {
            exchange.caller.set(Some(caller.id));
            shared.quotas.caller(caller.id, exchange)?;
            Ok(caller)
        }
        Err(error) => {
            shared.quotas.address(request, exchange)?;
            Err(error)
        }
    }
}

/// The token of `Authorization: Bearer`.
pub fn bearer(request: &HttpRequest) -> Option<&str> {
    let header = request.headers().get(AUTHORIZATION)?.to_str().ok()?;
    let (scheme, token) = header.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then_some(token.trim())
}

/// `?county=`, for a caller of several counties.
fn named_county(request: &HttpRequest) -> Option<String> {
    let pairs: Vec<(String, String)> = serde_urlencoded::from_str(request.query_string()).ok()?;
    pairs.into_iter().find(|(name, _)| name == "county").map(|(_, county)| county)
}
