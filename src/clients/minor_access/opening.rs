//! What opens a minor's data to a caller now.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use uuid::Uuid;

use super::model::AccessOutcome;
use crate::{
    clients::{opened::Opened, standing},
    db::Conn,
    http::{Error, Result, Tx, codes::Code},
    schema::minor_access_approvals as approvals,
};

/// The approval, or the emergency, by which a client is open to a caller at an instant.
pub async fn of(
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
