//! Which workers a caller may see. Stations are not enough to tell: a contractor sees whom it employs, the others whom
//! their stations have or had.

use chrono::NaiveDate;
use diesel::{pg::Pg, prelude::*};
use diesel_async::RunQueryDsl;
use uuid::Uuid;

use crate::{
    auth::{
        policy::Action,
        reach::{Extent, Reach},
        role::Role,
    },
    db::{Conn, planned::among},
    http::{Ctx, Error, Result},
    schema::{employments, postings, workers},
};

/// The workers within reach.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Scope {
    /// Everyone in the county.
    County,
    /// Who has or had an employment with this contractor. A voided one counts too: who recorded a wrong row must be
    /// able to record the right one.
    Employer(Uuid),
    /// Who is or was posted to one of these stations; a voided posting does not count.
    Stations(Vec<Uuid>),
}

impl Scope {
    /// The scope of a request.
    pub fn of<A: Action>(ctx: &Ctx<A>) -> Result<Self> {
        let role = ctx.caller()?.role;
        Ok(Self::new(role, ctx.reach()))
    }

    fn new(role: Role, reach: &Reach) -> Self {
        match (reach.extent, role, reach.organisation) {
            (Extent::County, _, _) => Self::County,
            (_, Role::ContractorManager, Some(organisation)) => Self::Employer(organisation),
            _ => Self::Stations(reach.stations.clone()),
        }
    }

    /// The workers within it.
    pub fn workers<'a>(&'a self, county: &'a str) -> workers::BoxedQuery<'a, Pg> {
        let rows = workers::table.filter(workers::county_code.eq(county)).into_boxed();
        match self {
            Self::County => rows,
            Self::Employer(organisation) => {
                let theirs = employments::table
                    .filter(employments::county_code.eq(county))
                    .filter(employments::organisation_id.eq(organisation));
                rows.filter(workers::id.eq_any(theirs.select(employments::worker_id)))
            }
            Self::Stations(stations) => {
                let there = postings::table
                    .filter(postings::county_code.eq(county))
                    .filter(among(postings::station_id, stations))
                    .filter(postings::voided_at.is_null());
                rows.filter(workers::id.eq_any(there.select(postings::worker_id)))
            }
        }
    }

    /// Whether this worker is within it.
    pub async fn holds(&self, mut conn: &Conn, county: &str, worker: Uuid) -> Result<bool> {
        let one = self.workers(county).filter(workers::id.eq(worker)).select(workers::id);
        Ok(one.first::<Uuid>(&mut conn).await.optional()?.is_some())
    }

    /// Errors: 404 when the worker is not within it.
    pub async fn require(&self, conn: &Conn, county: &str, worker: Uuid) -> Result<()> {
        if self.holds(conn, county, worker).await? { Ok(()) } else { Err(Error::not_found()) }
    }

    /// The workers whose health and absences are within it: a contractor's own for as long as it employs them.
    pub fn entrusted<'a>(&'a self, county: &'a str, today: NaiveDate) -> workers::BoxedQuery<'a, Pg> {
        let rows = self.workers(county);
        let Self::Employer(organisation) = self else { return rows };
        let lasting = employments::table
            .filter(employments::county_code.eq(county))
            .filter(employments::organisation_id.eq(organisation))
            .filter(employments::voided_at.is_null())
            .filter(employments::valid_to.is_null().or(employments::valid_to.assume_not_null().gt(today)));
        rows.filter(workers::id.eq_any(lasting.select(employments::worker_id)))
    }

    /// Errors: 404 when health and absences of the worker are not within it.
    pub async fn require_entrusted(
        &self,
        mut conn: &Conn,
        county: &str,
        today: NaiveDate,
        worker: Uuid,
    ) -> Result<()> {
        let one = self.entrusted(county, today).filter(workers::id.eq(worker)).select(workers::id);
        let found = one.first::<Uuid>(&mut conn).await.optional()?;
        found.map(|_| ()).ok_or_else(Error::not_found)
    }

    /// The contractor that the caller is.
    pub fn employer(&self) -> Option<Uuid> {
        if let Self::Employer(organisation) = self { Some(*organisation) } else { None }
    }

    /// Whether employments with this organisation may be touched: a contractor's own, the bureau's everybody's.
    pub fn may_employ_for(&self, organisation: Uuid) -> bool {
        match self {
            Self::County => true,
            Self::Employer(own) => *own == organisation,
            Self::Stations(_) => false,
        }
    }
}
