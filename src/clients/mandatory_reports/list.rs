//! `GET /mandatory-reports` and `GET /mandatory-reports/{id}`.

use diesel::{pg::Pg, prelude::*};
use diesel_async::RunQueryDsl;
use serde::Deserialize;
use serde_json::json;
use utoipa::IntoParams;
use uuid::Uuid;

use super::model::{self, MandatoryReport, ReportRow, ReportStep};
use crate::{
    audit::event::Event,
    auth::{
        policy::{Action, ReadMandatoryReports},
        reach::Reach,
    },
    clients::{self, minor_access::opening, sight::Sight, standing},
    db::Conn,
    http::{Ctx, Id, Paging, Path, Query, Reply, Result, codes::Code},
    schema::{mandatory_report_steps, mandatory_reports},
    tables::{self, Listing},
};

/// Filters of the list.
#[derive(Debug, Deserialize, IntoParams)]
pub struct ReportFilter {
    /// Only of this station.
    pub station_id: Option<Uuid>,
    /// Only of this client.
    pub client_id: Option<Uuid>,
    /// Only what is not reported yet, when `true`; voided ones are left out.
    pub unreported: Option<bool>,
}

/// Lists the mandatory reports within reach, voided ones too, in the order in which they were recorded.
#[utoipa::path(get, path = "/api/v1/mandatory-reports", tag = "clients")]
pub async fn list_mandatory_reports(
    ctx: Ctx<ReadMandatoryReports>,
    filter: Query<ReportFilter>,
    paging: Paging,
) -> Result<Listing<MandatoryReport>> {
    tables::list(ctx, paging, async move |ctx, conn, paging| {
        let counted = filtered(ctx.reach(), &filter.0);
        let mut rows = filtered(ctx.reach(), &filter.0);
        if let Some(after) = paging.position::<Uuid>()? {
            rows = rows.filter(mandatory_reports::id.gt(after));
        }
        let rows = rows.order(mandatory_reports::id).select(ReportRow::as_select());
        let (found, total) = paging.read(conn, rows, counted.count()).await?;
        Ok(paging.page(found, total, |row: &ReportRow| row.id)?.map(|row| row.view(ctx.now())))
    })
    .await
}

fn filtered<'a>(reach: &'a Reach, filter: &ReportFilter) -> mandatory_reports::BoxedQuery<'a, Pg> {
    let mut rows = model::visible(reach);
    if let Some(station) = filter.station_id {
        rows = rows.filter(mandatory_reports::station_id.eq(station));
    }
    if let Some(client) = filter.client_id {
        rows = rows.filter(mandatory_reports::client_id.eq(client));
    }
    if filter.unreported == Some(true) {
        rows = rows
            .filter(mandatory_reports::reported_at.is_null())
            .filter(mandatory_reports::voided_at.is_null());
    }
    rows
}

/// Shows one mandatory report with its steps. A look at the description is an event.
#[utoipa::path(get, path = "/api/v1/mandatory-reports/{id}", tag = "clients")]
pub async fn get_mandatory_report(
    ctx: Ctx<ReadMandatoryReports>,
    path: Path<Id>,
) -> Result<Reply<MandatoryReport>> {
    let one =
        model::visible(ctx.reach()).filter(mandatory_reports::id.eq(path.id)).select(ReportRow::as_select());
    let looked = ctx.read(async |conn| {
        let mut first = conn;
        let row: ReportRow = one.first(&mut first).await?;
        shown(&ctx, conn, row).await
    });
    let report = looked.await?;
    if report.description.is_none() {
        return Reply::tagged_as_shown(&report);
    }
    // Committed before the answer, as a look at a child is.
    ctx.write(async |tx| {
        tx.record(Event::new("mandatory_report.viewed", path.id, json!({})));
        Reply::tagged_as_shown(&report)
    })
    .await
}

/// The answer about one report.
pub async fn reply<A: Action, const S: u16>(
    ctx: &Ctx<A>,
    conn: &Conn,
    row: ReportRow,
) -> Result<Reply<MandatoryReport, S>> {
    Reply::tagged_as_shown(&shown(ctx, conn, row).await?)
}

async fn shown<A: Action>(ctx: &Ctx<A>, conn: &Conn, row: ReportRow) -> Result<MandatoryReport> {
    let county = &ctx.reach().county;
    let mut second = conn;
    let steps = mandatory_report_steps::table
        .filter(mandatory_report_steps::county_code.eq(county))
        .filter(mandatory_report_steps::report_id.eq(row.id))
        .order((mandatory_report_steps::taken_at, mandatory_report_steps::id))
        .select(ReportStep::as_select());
    let steps: Vec<ReportStep> = steps.load(&mut second).await?;
    let keys = ctx.shared().personal.keys(conn, county, &[row.key_of()]).await?;
    let key = keys.get(&row.key_of());
    let text = key.map_or(Ok(None), |key| key.open_some(row.cell(), row.description_sealed.as_ref()))?;
    let open = is_open(ctx, conn, row.client_id).await?;
    let description = text.filter(|_| open).map(|text| text.expose().clone());
    Ok(MandatoryReport { description, steps, ..row.view(ctx.now()) })
}

/// Whether the caller may read what is said of this child.
async fn is_open<A: Action>(ctx: &Ctx<A>, conn: &Conn, client: Option<Uuid>) -> Result<bool> {
    let Some(id) = client else { return Ok(true) };
    let (reach, caller) = (ctx.reach(), ctx.caller()?);
    let client = match clients::model::find(&ctx.shared().personal, conn, reach, id).await {
        Err(error) if error.code == Code::NotFound => return Ok(false),
        found => found?,
    };
    let standing = standing::of_client(conn, &reach.county, id, ctx.today()).await?;
    let whom = (&client, &standing);
    let (sight, _) = opening::sight(conn, &reach.county, caller, whom, ctx.now()).await?;
    Ok(sight != Sight::Withheld)
}
