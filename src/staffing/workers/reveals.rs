//! `GET /workers/{id}/reveals`.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::reveal::WorkerSecret;
use crate::{
    auth::policy::ReadReveals,
    http::{Ctx, Error, Id, Page, Paging, Path, Reply, Result},
    personal::reveals::{self, Kept},
    schema::reveals as table,
    staffing::scope::Scope,
};

/// That somebody read personal values of a worker in the clear.
#[derive(Debug, Serialize, ToSchema)]
pub struct WorkerReveal {
    /// Id of the reveal.
    pub id: Uuid,
    /// The account that read them.
    pub actor_id: Uuid,
    /// Which values.
    pub fields: Vec<WorkerSecret>,
    /// What they were needed for, as the reader said; null after erasure.
    #[schema(required, example = "核对劳动合同")]
    pub purpose: Option<String>,
    /// When.
    pub recorded_at: DateTime<Utc>,
}

/// Lists who read personal values of a worker in the clear, which and what for; the newest first.
///
/// For who watches over reveals: the audit and the bureau's administrator. The values themselves are not shown, so that
/// looking at the list is no reveal and no event.
#[utoipa::path(get, path = "/api/v1/workers/{id}/reveals", tag = "staffing")]
pub async fn list_reveals(
    ctx: Ctx<ReadReveals>,
    path: Path<Id>,
    paging: Paging,
) -> Result<Reply<Page<WorkerReveal>>> {
    let (scope, county, roots) = (Scope::of(&ctx)?, &ctx.reach().county, &ctx.shared().personal);
    let mut rows = reveals::of_person(county, path.id);
    if let Some(before) = paging.position::<Uuid>()? {
        rows = rows.filter(table::id.lt(before));
    }
    let rows = rows.order(table::id.desc()).select(Kept::as_select());
    let loaded = ctx.read(async |conn| {
        scope.require(conn, county, path.id).await?;
        let (found, total) = paging.read(conn, rows, reveals::of_person(county, path.id).count()).await?;
        Ok((found, total, roots.keys(conn, county, &[path.id]).await?.remove(&path.id)))
    });
    let (found, total, key) = loaded.await?;
    let show = |kept: Kept| {
        let key = key.as_ref().ok_or_else(|| Error::internal("a reveal of who has no key"))?;
        let purpose = kept.purpose(key)?.map(|purpose| purpose.expose().clone());
        let fields = serde_json::from_value(kept.fields)?;
        Ok(WorkerReveal {
            id: kept.id,
            actor_id: kept.actor_id,
            fields,
            purpose,
            recorded_at: kept.recorded_at,
        })
    };
    let found = found.into_iter().map(show).collect::<Result<Vec<_>>>()?;
    paging.page(found, total, |reveal| reveal.id)?.reply()
}
