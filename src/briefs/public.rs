//! `GET /public/briefs` and `GET /public/briefs/{id}`: what anybody may read.

use chrono::{DateTime, Utc};
use diesel::{pg::Pg, prelude::*};
use diesel_async::RunQueryDsl;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::model::BriefKind;
use crate::{
    auth::policy::Public,
    db::json::Json,
    http::{Ctx, Id, Page, Paging, Path, Query, Reply, Result},
    rules::brief_states::BriefState,
    schema::briefs,
};

/// A published brief in the list.
#[derive(Debug, Serialize, ToSchema, Queryable, Selectable)]
#[diesel(table_name = briefs)]
pub struct PublicBriefEntry {
    /// Id of the brief.
    pub id: Uuid,
    /// GB/T 2260 code of the county.
    #[diesel(column_name = county_code)]
    #[schema(example = "469025")]
    pub county: String,
    /// The station, as in `/public/stations`; null: the county's own.
    #[schema(required)]
    pub station_id: Option<Uuid>,
    /// What it is.
    pub kind: BriefKind,
    /// Its title.
    pub title: String,
    /// When it was published.
    #[diesel(select_expression = briefs::published_at.assume_not_null())]
    pub published_at: DateTime<Utc>,
}

/// A published brief.
#[derive(Debug, Serialize, ToSchema)]
pub struct PublicBrief {
    /// What it is.
    #[serde(flatten)]
    pub entry: PublicBriefEntry,
    /// Its text.
    pub body: String,
    /// Where its pictures are, in order.
    #[schema(example = json!(["/api/v1/public/pictures/01890000-0000-7000-8000-000000000000"]))]
    pub pictures: Vec<String>,
}

/// Filters of the list.
#[derive(Debug, Deserialize, IntoParams)]
pub struct PublicBriefFilter {
    /// Only of this county.
    #[param(pattern = "^[0-9]{6}$", example = "469025")]
    pub county: Option<String>,
    /// Only of this station.
    pub station: Option<Uuid>,
    /// Only of this kind.
    pub kind: Option<BriefKind>,
}

/// What is published, and nothing else: every public query of briefs begins here.
fn published<'a>() -> briefs::BoxedQuery<'a, Pg> {
    briefs::table
        .filter(briefs::state.eq(BriefState::Published))
        .filter(briefs::published_at.is_not_null())
        .into_boxed()
}

/// Lists the published briefs of all counties, or of one, the newest first.
#[utoipa::path(get, path = "/api/v1/public/briefs", tag = "briefs")]
pub async fn list_public_briefs(
    ctx: Ctx<Public>,
    filter: Query<PublicBriefFilter>,
    paging: Paging,
) -> Result<Reply<Page<PublicBriefEntry>>> {
    let all = || filtered(&filter.0);
    let mut rows = all();
    if let Some((at, id)) = paging.position::<(DateTime<Utc>, Uuid)>()? {
        let same = briefs::published_at.assume_not_null().eq(at).and(briefs::id.lt(id));
        rows = rows.filter(briefs::published_at.assume_not_null().lt(at).or(same));
    }
    let order = (briefs::published_at.desc(), briefs::id.desc());
    let rows = rows.order(order).select(PublicBriefEntry::as_select());
    let (found, total) = ctx.read(async |conn| paging.read(conn, rows, all().count()).await).await?;
    paging.page(found, total, |one: &PublicBriefEntry| (one.published_at, one.id))?.reply()
}

fn filtered(filter: &PublicBriefFilter) -> briefs::BoxedQuery<'_, Pg> {
    let mut rows = published();
    if let Some(county) = &filter.county {
        rows = rows.filter(briefs::county_code.eq(county));
    }
    if let Some(station) = filter.station {
        rows = rows.filter(briefs::station_id.eq(station));
    }
    if let Some(kind) = filter.kind {
        rows = rows.filter(briefs::kind.eq(kind));
    }
    rows
}

/// Shows one published brief with the addresses of its pictures.
#[utoipa::path(get, path = "/api/v1/public/briefs/{id}", tag = "briefs")]
pub async fn get_public_brief(ctx: Ctx<Public>, path: Path<Id>) -> Result<Reply<PublicBrief>> {
    let one = published().filter(briefs::id.eq(path.id));
    let one = one.select((PublicBriefEntry::as_select(), briefs::body, briefs::public_pictures));
    let found = ctx.read(async |mut conn| Ok(one.first(&mut conn).await?));
    let (entry, body, pictures): (PublicBriefEntry, String, Json<Vec<Uuid>>) = found.await?;
    let pictures = pictures.iter().map(|id| format!("/api/v1/public/pictures/{id}")).collect();
    Reply::computed(&PublicBrief { entry, body, pictures })
}
