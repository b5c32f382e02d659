//! `GET /stations/{id}/findings`: what was told of a station, and when.

use chrono::{DateTime, NaiveDate, Utc};
use diesel::{pg::Pg, prelude::*};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::model::ToldRow;
use crate::{
    auth::policy::ReadCompliance,
    http::{Ctx, Id, Page, Paging, Path, Query, Reply, Result},
    rules::finding::{RuleCode, Status, Subject},
    schema::station_findings,
    verdicts::{FindingSubject, Telling, named_county, stations_asked},
};

/// Which of them.
#[derive(Debug, Deserialize, IntoParams)]
pub struct ToldFindingFilter {
    /// Only those that have not ended, or only those that have.
    pub open: Option<bool>,
}

/// A finding that was told: something that a rule found not fulfilled.
#[derive(Debug, Serialize, ToSchema)]
pub struct ToldFinding {
    /// Its id; the subject of its events.
    pub id: Uuid,
    /// The station.
    pub station_id: Uuid,
    /// The rule.
    pub rule: RuleCode,
    /// The clause of the plan that asks for it, or `ours`.
    #[schema(example = "六（三）")]
    pub source: String,
    /// Whom it is about.
    pub subject: FindingSubject,
    /// `due`, `unknown` or `breach`; another status is another told finding.
    pub status: Status,
    /// First day of this status, as far as the facts reached when it was told.
    #[schema(required)]
    pub since: Option<NaiveDate>,
    /// The day on which it was told.
    #[schema(example = "2023-10-01")]
    pub from: NaiveDate,
    /// The day on which it was told that it is so no longer; null while it is.
    #[schema(required)]
    pub to: Option<NaiveDate>,
    /// When it was told.
    pub recorded_at: DateTime<Utc>,
    /// When its end was told.
    #[schema(required)]
    pub end_recorded_at: Option<DateTime<Utc>>,
}

/// Lists what was told of a station's staffing (六（三）), in the order in which it was told: the events `finding.began`,
/// `finding.changed` and `finding.ended` of the change feed.
///
/// Told is what is not `met`, from the change or the day that made it so. A fact that is recorded later changes what
/// `GET /stations/{id}/compliance` says of a day, never what was told on it.
#[utoipa::path(get, path = "/api/v1/stations/{id}/findings", tag = "staffing")]
pub async fn list_told_findings(
    ctx: Ctx<ReadCompliance>,
    path: Path<Id>,
    filter: Query<ToldFindingFilter>,
    paging: Paging,
) -> Result<Reply<Page<ToldFinding>>> {
    let county = named_county(&ctx)?;
    let mut rows = of_station(county, path.id, &filter.0);
    if let Some(after) = paging.position::<Uuid>()? {
        rows = rows.filter(station_findings::id.gt(after));
    }
    let rows = rows.order(station_findings::id).select(ToldRow::as_select());
    let loaded = ctx.read(async |conn| {
        stations_asked(conn, &ctx, Some(path.id)).await?;
        paging.read(conn, rows, of_station(county, path.id, &filter.0).count()).await
    });
    let (found, total) = loaded.await?;
    let telling = Telling::of(&ctx);
    let told = found.into_iter().map(|row| ToldFinding::new(telling, row)).collect::<Result<Vec<_>>>()?;
    paging.page(told, total, |finding| finding.id)?.reply()
}

fn of_station<'a>(
    county: &'a str,
    station: Uuid,
    filter: &ToldFindingFilter,
) -> station_findings::BoxedQuery<'a, Pg> {
    let rows = station_findings::table
        .filter(station_findings::county_code.eq(county))
        .filter(station_findings::station_id.eq(station))
        .into_boxed();
    match filter.open {
        None => rows,
        Some(true) => rows.filter(station_findings::valid_to.is_null()),
        Some(false) => rows.filter(station_findings::valid_to.is_not_null()),
    }
}

impl ToldFinding {
    fn new(telling: Telling, row: ToldRow) -> Result<Self> {
        let ToldRow { id, station_id, source, status, since, recorded_at, end_recorded_at, .. } = row;
        Ok(Self {
            id,
            station_id,
            rule: serde_json::from_value::<RuleCode>(Value::String(row.rule))?,
            source,
            subject: telling.subject(Subject { kind: row.subject_kind, id: row.subject_id }),
            status,
            since,
            from: row.valid_from,
            to: row.valid_to,
            recorded_at,
            end_recorded_at,
        })
    }
}
