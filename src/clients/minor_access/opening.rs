//! What opens a minor's data to a caller now.

use chrono::{DateTime, Months, NaiveDate, Utc};
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use uuid::Uuid;

use super::model::AccessOutcome;
use crate::{
    auth::caller::Caller,
    clients::{
        opened::Opened,
        sight::Sight,
        standing::{self, Standing},
    },
    db::Conn,
    http::{Error, Result, Tx, clock::business_day, codes::Code},
    schema::{case_leads, cases, minor_access_approvals as approvals, users},
};

/// An assignment to a case opens for so long.
const MONTHS: Months = Months::new(12);

/// The approval, the emergency, or the case assigned by somebody responsible, by which a client is open to a caller at an
/// instant.
pub async fn of(conn: &Conn, county: &str, who: (Uuid, Uuid), now: DateTime<Utc>) -> Result<Option<Uuid>> {
    match approved(conn, county, who, now).await? {
        Some(approval) => Ok(Some(approval)),
        None => assigned(conn, county, who, business_day(now)).await,
    }
}

/// How much of a client a caller is shown, and what opens the client to the caller, when that is a minor.
pub async fn sight(
    conn: &Conn,
    county: &str,
    caller: &Caller,
    (client, standing): (&Opened, &Standing),
    now: DateTime<Utc>,
) -> Result<(Sight, Option<Uuid>)> {
    let minor = client.is_minor(standing, business_day(now)) && !client.erased;
    let opening = if minor { of(conn, county, (client.id, caller.id), now).await? } else { None };
    Ok((Sight::at(caller.role, minor, opening.is_some()), opening))
}

/// The case that goes on, of which the caller's worker was given the lead; an assignment opens for twelve months at most.
async fn assigned(
    mut conn: &Conn,
    county: &str,
    (client, caller): (Uuid, Uuid),
    today: NaiveDate,
) -> Result<Option<Uuid>> {
    let same = cases::county_code.eq(case_leads::county_code).and(cases::id.eq(case_leads::case_id));
    let caller = users::county_code
        .eq(case_leads::county_code)
        .and(users::worker_id.eq(case_leads::worker_id.nullable()))
        .and(users::id.eq(caller));
    let led = case_leads::table
        .inner_join(cases::table.on(same))
        .inner_join(users::table.on(caller))
        .filter(case_leads::county_code.eq(county))
        .filter(cases::client_id.eq(client))
        .filter(cases::ended_on.is_null())
        .filter(cases::voided_at.is_null())
        .filter(case_leads::opens_minor)
        .filter(case_leads::valid_to.is_null().or(case_leads::valid_to.gt(today)))
        .filter(case_leads::valid_from.gt(today.checked_sub_months(MONTHS).unwrap_or(today)))
        .select(cases::id);
    Ok(led.first(&mut conn).await.optional()?)
}

async fn approved(
    mut conn: &Conn,
    county: &str,
    (client, caller): (Uuid, Uuid),
    now: DateTime<Utc>,
) -> Result<Option<Uuid>> {
    let closed = [AccessOutcome::Refused, AccessOutcome::NotJustified];
    let stands = approvals::outcome.is_null().or(approvals::outcome.assume_not_null().ne_all(closed));
    let open = approvals::table
        .filter(approvals::county_code.eq(county))
        .filter(approvals::client_id.eq(client))
        .filter(approvals::requested_by.eq(caller))
        .filter(approvals::opens_until.gt(now))
        .filter(approvals::ended_at.is_null())
        .filter(stands)
        .order(approvals::id.desc())
        .select(approvals::id);
    Ok(open.first(&mut conn).await.optional()?)
}

/// What opens this client to the caller; none is needed for who is no minor. Errors: 403.
pub async fn require(tx: &Tx<'_>, client: &Opened) -> Result<Option<Uuid>> {
    let standing = standing::of_client(tx, tx.county(), client.id, tx.today()).await?;
    if !client.is_minor(&standing, tx.today()) || client.erased {
        return Ok(None);
    }
    match of(tx, tx.county(), (client.id, tx.actor()?), tx.now()).await? {
        Some(approval) => Ok(Some(approval)),
        None => Err(Error::new(Code::Forbidden).detail(
            "未成年人信息须经负责人批准后方可访问；紧急情况可先登记紧急访问",
            "A minor's data needs the approval of the responsible person; in an emergency record that first",
        )),
    }
}
