//! `GET /service-logs` and `GET /service-logs/{id}`.

use chrono::NaiveDate;
use diesel::{dsl::exists, pg::Pg, prelude::*};
use serde::Deserialize;
use utoipa::IntoParams;
use uuid::Uuid;

use super::model::{self, LogEntry, LogFacts, ServiceLog, ServiceMethod};
use crate::{
    auth::{policy::ReadServiceLogs, reach::Reach},
    http::{Ctx, Id, Paging, Path, Query, Reply, Result},
    schema::{service_log_workers, service_logs},
    tables::{self, Listing},
};

/// Filters of the list.
#[derive(Debug, Deserialize, IntoParams)]
pub struct LogFilter {
    /// Only of this station.
    pub station: Option<Uuid>,
    /// Only services of this day or later.
    pub from: Option<NaiveDate>,
    /// Only services before this day.
    pub to: Option<NaiveDate>,
    /// Only of this item of the catalogue.
    #[param(pattern = "^[0-9A-Za-z.-]{1,20}$", example = "1.1")]
    pub item: Option<String>,
    /// Only given in this way.
    pub method: Option<ServiceMethod>,
}

/// Lists the service logs within reach, the latest day of service first.
#[utoipa::path(get, path = "/api/v1/service-logs", tag = "service_logs")]
pub async fn list_service_logs(
    ctx: Ctx<ReadServiceLogs>,
    filter: Query<LogFilter>,
    paging: Paging,
) -> Result<Listing<LogEntry>> {
    tables::list(ctx, paging, async move |ctx, conn, paging| {
        let strangers = service_log_workers::table
            .filter(service_log_workers::county_code.eq(service_logs::county_code))
            .filter(service_log_workers::log_id.eq(service_logs::id))
            .filter(diesel::dsl::not(service_log_workers::posted_here));
        let mut rows = filtered(ctx.reach(), &filter.0);
        if let Some((day, id)) = paging.position::<(NaiveDate, Uuid)>()? {
            let later = service_logs::served_on.lt(day).or(service_logs::id.lt(id));
            rows = rows.filter(service_logs::served_on.le(day)).filter(later);
        }
        let rows = rows
            .order((service_logs::served_on.desc(), service_logs::id.desc()))
            .limit(paging.fetch())
            .select((LogFacts::as_select(), exists(strangers)));
        let counted = filtered(ctx.reach(), &filter.0);
        let (found, total) = paging.read(conn, rows, counted.count()).await?;
        let page = paging.page(found, total, |(log, _): &(LogFacts, bool)| (log.served_on, log.id))?;
        Ok(page.map(|(log, stranger)| LogEntry::new(log, stranger)))
    })
    .await
}

fn filtered<'a>(reach: &'a Reach, filter: &'a LogFilter) -> service_logs::BoxedQuery<'a, Pg> {
    let mut rows = model::visible(reach);
    if let Some(station) = filter.station {
        rows = rows.filter(service_logs::station_id.eq(station));
    }
    if let Some(from) = filter.from {
        rows = rows.filter(service_logs::served_on.ge(from));
    }
    if let Some(to) = filter.to {
        rows = rows.filter(service_logs::served_on.lt(to));
    }
    if let Some(item) = &filter.item {
        rows = rows.filter(service_logs::item_code.eq(item));
    }
    if let Some(method) = filter.method {
        rows = rows.filter(service_logs::method.eq(method));
    }
    rows
}

/// Shows one service log with its workers.
#[utoipa::path(get, path = "/api/v1/service-logs/{id}", tag = "service_logs")]
pub async fn get_service_log(ctx: Ctx<ReadServiceLogs>, path: Path<Id>) -> Result<Reply<ServiceLog>> {
    let log = ctx.read(async |conn| model::find(conn, ctx.reach(), path.id).await).await?;
    Reply::tagged(&log)
}
