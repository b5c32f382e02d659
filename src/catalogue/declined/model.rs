//! Rows of declined requests.

use chrono::{DateTime, NaiveDate, Utc};
use diesel::{pg::Pg, prelude::*};
use diesel_async::RunQueryDsl;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::reply;
use crate::{
    auth::reach::Reach,
    db::{Conn, planned::among},
    http::{Error, Result, Tx, Versioned},
    schema::{declined_requests, stations},
    tables::Tabular,
    text_enum,
};

text_enum! {
    /// What kind of task of the county government's own it is (五).
    DeclinedMatter {
        /// 行政行为.
        Administration = "administration", "行政行为", "Administrative act";
        /// 管理.
        Management = "management", "管理事项", "Management";
        /// 服务.
        Service = "service", "服务事项", "Service";
        /// 保密.
        Confidential = "confidential", "保密事项", "Confidential matter";
        /// Anything else.
        Other = "other", "其他事项", "Other";
    }
}

text_enum! {
    /// What came of a declined request.
    DeclineOutcome {
        /// Declined; nothing more is known.
        Declined = "declined", "已回绝", "Declined";
        /// Who asked took it back.
        Withdrawn = "withdrawn", "对方已撤回", "Taken back";
        /// Passed on to the office whose task it is.
        PassedOn = "passed_on", "已转交职能部门", "Passed on";
        /// Who asked insists; the bureau is asked to settle it.
        Insisted = "insisted", "对方坚持，提请县民政局协调", "Insisted on";
    }
}

/// A declined request as a row.
#[derive(Debug, Clone, Serialize, ToSchema, Queryable, Selectable)]
#[diesel(table_name = declined_requests)]
pub struct DeclinedRow {
    /// Id of the declined request.
    pub id: Uuid,
    /// The station that was asked.
    pub station_id: Uuid,
    /// The office that asked; no person.
    #[schema(example = "某某镇综合办公室")]
    pub requested_by: String,
    /// When it asked.
    pub requested_on: NaiveDate,
    /// What kind of task it is.
    pub matter: DeclinedMatter,
    /// What was asked for.
    pub request: String,
    /// What came of it.
    pub outcome: DeclineOutcome,
    /// When it was recorded.
    pub recorded_at: DateTime<Utc>,
    /// When it was voided; null while it stands.
    #[schema(required)]
    pub voided_at: Option<DateTime<Utc>>,
    /// Why it was voided.
    #[schema(required)]
    pub void_reason: Option<String>,
    /// Grows by one with each change; also the `ETag`.
    pub version: i32,
}

/// A request that a station declined.
#[derive(Debug, Serialize, ToSchema)]
pub struct DeclinedRequest {
    /// The request.
    #[serde(flatten)]
    pub row: DeclinedRow,
    /// The clause of the plan by which it is declined.
    #[schema(example = "五")]
    pub clause: &'static str,
    /// A reply to who asked, in Chinese, to be sent as it is or changed.
    pub reply: String,
}

impl Tabular for DeclinedRequest {
    const NAME: &'static str = "declined-requests";
    const COLUMNS: &'static [&'static str] = &[
        "id",
        "station_id",
        "requested_by",
        "requested_on",
        "matter",
        "request",
        "outcome",
        "clause",
        "recorded_at",
        "voided_at",
        "void_reason",
        "version",
    ];
}

impl Versioned for DeclinedRequest {
    fn version(&self) -> i32 {
        self.row.version
    }
}

impl DeclinedRequest {
    /// A request with the reply in the name of its station.
    pub fn new((row, station): (DeclinedRow, String)) -> Self {
        Self { clause: reply::CLAUSE, reply: reply::text(&row, &station), row }
    }
}

/// Declined requests with their stations.
#[diesel::dsl::auto_type(no_type_alias)]
pub fn with_stations() -> _ {
    let same = stations::county_code
        .eq(declined_requests::county_code)
        .and(stations::id.eq(declined_requests::station_id));
    declined_requests::table.inner_join(stations::table.on(same))
}

/// The declined requests within reach.
pub fn visible(reach: &Reach) -> declined_requests::BoxedQuery<'_, Pg> {
    declined_requests::table
        .filter(declined_requests::county_code.eq(&reach.county))
        .filter(among(declined_requests::station_id, reach.stations()))
        .into_boxed()
}

/// One declined request within reach. Errors: 404.
pub async fn find(mut conn: &Conn, reach: &Reach, id: Uuid) -> Result<DeclinedRequest> {
    let one = with_stations()
        .filter(declined_requests::county_code.eq(&reach.county))
        .filter(declined_requests::id.eq(id))
        .select((DeclinedRow::as_select(), stations::name));
    let found: (DeclinedRow, String) = one.first(&mut conn).await?;
    if reach.covers(found.0.station_id) { Ok(DeclinedRequest::new(found)) } else { Err(Error::not_found()) }
}

/// One declined request within reach, locked until the transaction ends. Errors: 404.
pub async fn lock(tx: &Tx<'_>, id: Uuid) -> Result<DeclinedRow> {
    let one = declined_requests::table.find((tx.county(), id)).select(DeclinedRow::as_select());
    let row: DeclinedRow = one.for_update().first(&mut tx.conn()).await?;
    if tx.reach().covers(row.station_id) { Ok(row) } else { Err(Error::not_found()) }
}
