//! The caller of a request: loaded from the database at most once a second for each token, so that a sign-out, a
//! change of role or a disabled account takes effect within a second on every replica, without any message between them.

use std::{cell::RefCell, collections::HashMap, rc::Rc};

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use diesel::{
    BoolExpressionMethods as _, ExpressionMethods as _, JoinOnDsl as _, OptionalExtension as _, QueryDsl as _,
};
use diesel_async::RunQueryDsl as _;
use uuid::Uuid;

use super::{
    keys::KeySet,
    policy::Action,
    reach::{Extent, Reach},
    role::Role,
    token::{self, Claims},
};
use crate::{
    db::{Conn, lease::Lease, pool::Pool},
    http::{
        clock::business_day,
        codes::Code,
        error::{Error, Result},
    },
    sabotage::{Protection, is_off},
    schema::{counties, machine_clients, sessions, users},
};

/// Who calls.
#[derive(Debug, Clone)]
pub struct Caller {
    /// User or machine client.
    pub id: Uuid,
    /// Home of the account: a county, a province or the installation.
    pub county: String,
    /// The one role.
    pub role: Role,
    /// The sign-in, for a user.
    pub session: Option<Uuid>,
    /// What a machine client was granted; none for a user.
    pub scopes: Option<Vec<String>>,
    /// A township officer's township.
    pub township: Option<String>,
    /// A contractor's or agency's organisation.
    pub organisation: Option<Uuid>,
    /// A posted worker.
    pub worker: Option<Uuid>,
    /// The stations it belongs to on this day.
    pub stations: Vec<Uuid>,
    /// The counties of its province, for a province viewer.
    pub counties: Vec<String>,
}

impl Caller {
    /// The reach of this caller for an action. `named` is the county that `?county=` names.
    /// Errors: 403 when the role or the scopes do not hold the action; 404 for a county out of reach.
    pub fn reach<A: Action>(&self, named: Option<&str>) -> Result<Reach> {
        let extent = A::extent(self.role).filter(|_| self.in_scope::<A>());
        let extent = extent.or_else(|| is_off(Protection::Permission).then_some(Extent::County));
        let extent = extent.ok_or_else(|| Error::new(Code::Forbidden))?;
        let county = self.county_for(extent, named)?;
        let contractor = self.organisation.filter(|_| self.role == Role::ContractorManager);
        Ok(Reach {
            county,
            extent,
            stations: self.stations.clone(),
            organisation: self.organisation,
            contractor,
        })
    }

    fn in_scope<A: Action>(&self) -> bool {
        let granted =
            |scopes: &Vec<String>| A::NAME.is_some_and(|name| scopes.iter().any(|scope| scope == name));
        self.scopes.as_ref().is_none_or(granted)
    }

    fn county_for(&self, extent: Extent, named: Option<&str>) -> Result<String> {
        let allowed = |county: &str| match extent {
            Extent::Installation => true,
            Extent::Province => self.counties.iter().any(|c| c == county),
            Extent::County | Extent::Stations | Extent::Own => county == self.county,
        };
        match named {
            Some(county) if allowed(county) => Ok(county.to_owned()),
            Some(_) => Err(Error::not_found()),
            None => Ok(self.county.clone()),
        }
    }
}

struct Known {
    claims: Claims,
    caller: Rc<Caller>,
    loaded_at: DateTime<Utc>,
}

/// The verified tokens of one worker thread.
#[derive(Default)]
pub struct Callers {
    known: RefCell<HashMap<Box<str>, Known>>,
}

/// Seconds for which a loaded caller is believed.
const BELIEVED: TimeDelta = TimeDelta::seconds(1);
const AT_MOST: usize = 4096;

impl Callers {
    /// The caller of a bearer token. Errors: 401.
    pub async fn of(
        &self,
        keys: &KeySet,
        issuer: &str,
        pool: &Pool,
        bearer: &str,
        now: DateTime<Utc>,
    ) -> Result<Rc<Caller>> {
        if let Some(caller) = self.remembered(bearer, now) {
            return Ok(caller);
        }
        let claims = token::verify(keys, issuer, bearer, now)?;
        let lease = Lease::take(pool).await?;
        let caller = Rc::new(lease.bounded(load(lease.conn()?, &claims, now)).await?);
        self.remember(bearer, Known { claims, caller: Rc::clone(&caller), loaded_at: now });
        Ok(caller)
    }

    fn remembered(&self, bearer: &str, now: DateTime<Utc>) -> Option<Rc<Caller>> {
        let known = self.known.borrow();
        let known = known.get(bearer)?;
        let fresh =
            now.signed_duration_since(known.loaded_at).abs() < BELIEVED || is_off(Protection::Believed);
        (fresh && token::current(&known.claims, now)).then(|| Rc::clone(&known.caller))
    }

    fn remember(&self, bearer: &str, known: Known) {
        let mut all = self.known.borrow_mut();
        if all.len() >= AT_MOST {
            all.clear();
        }
        all.insert(bearer.into(), known);
    }
}

async fn load(conn: &Conn, claims: &Claims, now: DateTime<Utc>) -> Result<Caller> {
    let found = match claims.session {
        Some(session) => load_user(conn, claims, session, now).await?,
        None => load_client(conn, claims).await?,
    };
    let mut caller =
        found.ok_or_else(|| Error::new(Code::Unauthenticated).because("session or account ended"))?;
    caller.stations = stations(conn, &caller, business_day(now)).await?;
    caller.counties = counties_of(conn, &caller).await?;
    Ok(caller)
}

type Row = (Uuid, Role, Option<String>, Option<Uuid>);

async fn load_user(
    mut conn: &Conn,
    claims: &Claims,
    session: Uuid,
    now: DateTime<Utc>,
) -> Result<Option<Caller>> {
    let row: Option<(Row, Option<Uuid>)> = users::table
        .inner_join(
            sessions::table
                .on(sessions::county_code.eq(users::county_code).and(sessions::user_id.eq(users::id))),
        )
        .filter(users::county_code.eq(&claims.county))
        .filter(users::id.eq(claims.sub))
        .filter(users::disabled_at.is_null())
        .filter(sessions::id.eq(session))
        .filter(sessions::ended_at.is_null())
        .filter(sessions::expires_at.gt(now))
        .select(((users::id, users::role, users::township_code, users::organisation_id), users::worker_id))
        .first(&mut conn)
        .await
        .optional()?;
    Ok(row.map(|(row, worker)| Caller { session: Some(session), worker, ..caller(row, claims) }))
}

async fn load_client(mut conn: &Conn, claims: &Claims) -> Result<Option<Caller>> {
    let row: Option<(Row, String)> = machine_clients::table
        .filter(machine_clients::county_code.eq(&claims.county))
        .filter(machine_clients::id.eq(claims.sub))
        .filter(machine_clients::revoked_at.is_null())
        .select((
            (
                machine_clients::id,
                machine_clients::role,
                machine_clients::township_code,
                machine_clients::organisation_id,
            ),
            machine_clients::scopes,
        ))
        .first(&mut conn)
        .await
        .optional()?;
    Ok(row.map(|(row, scopes)| Caller {
        scopes: Some(scopes.split(' ').filter(|scope| asked_for(claims, scope)).map(str::to_owned).collect()),
        ..caller(row, claims)
    }))
}

/// Whether the token was asked for with this scope.
fn asked_for(claims: &Claims, scope: &str) -> bool {
    claims.scope.as_ref().is_none_or(|asked| asked.split(' ').any(|one| one == scope))
}

fn caller((id, role, township, organisation): Row, claims: &Claims) -> Caller {
    let county = claims.county.clone();
    Caller {
        id,
        county,
        role,
        township,
        organisation,
        session: None,
        scopes: None,
        worker: None,
        stations: Vec::new(),
        counties: Vec::new(),
    }
}

async fn stations(conn: &Conn, caller: &Caller, today: NaiveDate) -> Result<Vec<Uuid>> {
    match (&caller.township, caller.organisation, caller.worker) {
        (Some(township), _, _) => super::belonging::of_township(conn, &caller.county, township).await,
        (_, _, Some(worker)) => super::belonging::of_worker(conn, &caller.county, worker, today).await,
        (_, Some(organisation), _) if caller.role == Role::ContractorManager => {
            super::belonging::of_contractor(conn, &caller.county, organisation, today).await
        }
        (_, Some(organisation), _) => super::belonging::of_agency(conn, &caller.county, organisation).await,
        _ => Ok(Vec::new()),
    }
}

async fn counties_of(mut conn: &Conn, caller: &Caller) -> Result<Vec<String>> {
    if caller.role != Role::ProvinceViewer {
        return Ok(Vec::new());
    }
    let province = counties::province_code.eq(&caller.county);
    let query = counties::table.filter(province).filter(counties::kind.eq("county")).select(counties::code);
    Ok(query.load(&mut conn).await?)
}
