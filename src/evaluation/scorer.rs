//! Accounts that are named for an evaluation: assigned, recused, deputies.

use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use uuid::Uuid;

use super::{
    model::{EvaluationRow, Party},
    standing::{self, Ties},
};
use crate::{
    auth::role::Role,
    db::Conn,
    http::{Error, Result, Tx, codes::Code, fault::Fault},
    schema::{stations, users},
};

/// An account that scores for a party.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = users)]
pub struct Scorer {
    /// Its id.
    pub id: Uuid,
    /// Its role.
    pub role: Role,
    /// A township officer's township.
    pub township_code: Option<String>,
    /// A member's organisation.
    pub organisation_id: Option<Uuid>,
    /// A worker.
    pub worker_id: Option<Uuid>,
    /// When it was disabled.
    pub disabled_at: Option<chrono::DateTime<chrono::Utc>>,
}

impl Scorer {
    /// What ties it to organisations.
    pub const fn ties(&self) -> Ties {
        Ties { organisation: self.organisation_id, worker: self.worker_id }
    }

    /// Whether it is one of the party's people in an evaluation.
    pub async fn is_of(&self, conn: &Conn, evaluation: &EvaluationRow, party: Party) -> Result<bool> {
        if Party::of(self.role) != Some(party) {
            return Ok(false);
        }
        Ok(match party {
            Party::ThirdParty => self.organisation_id == Some(evaluation.agency_id),
            Party::Bureau => true,
            Party::Township => self.township_code == Some(township_of(conn, evaluation).await?),
        })
    }
}

async fn township_of(mut conn: &Conn, evaluation: &EvaluationRow) -> Result<String> {
    let station = stations::table.find((&evaluation.county_code, evaluation.station_id));
    Ok(station.select(stations::township_code).first(&mut conn).await?)
}

/// An account of the county; none when there is no such one.
pub async fn find(tx: &Tx<'_>, user: Uuid) -> Result<Option<Scorer>> {
    let one = users::table.find((tx.county(), user)).select(Scorer::as_select());
    Ok(one.first(&mut tx.conn()).await.optional()?)
}

/// What is wrong with an account as one that is to score; an account of somebody else's is as good as none.
pub fn faults(scorer: Option<&Scorer>, is_ours: bool) -> Vec<Fault> {
    match scorer.filter(|_| is_ours) {
        None => vec![Fault::unknown_reference("/user_id")],
        Some(one) if one.disabled_at.is_some() => {
            vec![Fault::body("/user_id", "disabled", "该账号已停用", "The account is disabled")]
        }
        Some(_) => Vec::new(),
    }
}

/// An active account of a party of this evaluation. Errors: 422 at `/user_id`.
pub async fn of_party(tx: &Tx<'_>, evaluation: &EvaluationRow, party: Party, user: Uuid) -> Result<Scorer> {
    let found = find(tx, user).await?;
    let is_ours = match &found {
        Some(one) => one.is_of(tx, evaluation, party).await?,
        None => false,
    };
    let faults = faults(found.as_ref(), is_ours);
    found.filter(|_| faults.is_empty()).ok_or_else(|| Error::invalid(faults))
}

/// Refuses an account that is recused or tied to the contractor. Errors: 409.
pub async fn judge_free(tx: &Tx<'_>, evaluation: &EvaluationRow, scorer: &Scorer) -> Result<()> {
    if standing::is_recused(tx, evaluation, scorer.id).await? {
        return Err(Error::new(Code::Conflict)
            .detail("该账号已回避本次评估", "The account is recused from this evaluation"));
    }
    if standing::is_tied(tx, evaluation, scorer.ties()).await? {
        return Err(Error::new(Code::Conflict).detail(
            "该账号与承接主体存在关联，应当回避",
            "The account is tied to the contractor and must not score",
        ));
    }
    Ok(())
}
