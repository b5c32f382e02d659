//! `GET /cases` and `GET /cases/{id}`.

use std::collections::HashMap;

use diesel::{pg::Pg, prelude::*};
use diesel_async::RunQueryDsl;
use serde::Deserialize;
use serde_json::json;
use utoipa::IntoParams;
use uuid::Uuid;

use super::{
    model::{self, CaseRow},
    show,
    view::{Case, CaseEntry},
};
use crate::{
    audit::event::Event,
    auth::{policy::ReadCases, reach::Reach},
    db::Conn,
    http::{Ctx, Id, Paging, Path, Query, Reply, Result},
    rules::case_stages::CaseState,
    schema::{case_leads, cases},
    tables::{self, Listing},
};

/// Filters of the list.
#[derive(Debug, Deserialize, IntoParams)]
pub struct CaseFilter {
    /// Only of this station.
    pub station: Option<Uuid>,
    /// Only of this client.
    pub client: Option<Uuid>,
    /// Only in this state.
    pub state: Option<CaseState>,
    /// Only led by this worker, at any time.
    pub worker: Option<Uuid>,
}

/// Lists the cases within reach, ended and voided ones too, in the order of recording. What is said of clients is with
/// each case.
#[utoipa::path(get, path = "/api/v1/cases", tag = "casework")]
pub async fn list_cases(
    ctx: Ctx<ReadCases>,
    filter: Query<CaseFilter>,
    paging: Paging,
) -> Result<Listing<CaseEntry>> {
    tables::list(ctx, paging, async move |ctx, conn, paging| {
        let counted = filtered(ctx.reach(), &filter.0);
        let mut rows = filtered(ctx.reach(), &filter.0);
        if let Some(after) = paging.position::<Uuid>()? {
            rows = rows.filter(cases::id.gt(after));
        }
        let rows = rows.order(cases::id).select(CaseRow::as_select());
        let (found, total) = paging.read(conn, rows, counted.count()).await?;
        let page = paging.page(found, total, |row: &CaseRow| row.id)?;
        let mut leads = leads(conn, ctx.reach(), &page.items).await?;
        Ok(page.map(|row| {
            let lead = leads.remove(&row.id);
            CaseEntry::new(row, lead)
        }))
    })
    .await
}

fn filtered<'a>(reach: &'a Reach, filter: &CaseFilter) -> cases::BoxedQuery<'a, Pg> {
    let mut rows = model::visible(reach);
    if let Some(station) = filter.station {
        rows = rows.filter(cases::station_id.eq(station));
    }
    if let Some(client) = filter.client {
        rows = rows.filter(cases::client_id.eq(client));
    }
    if let Some(state) = filter.state {
        rows = rows.filter(cases::state.eq(state));
    }
    if let Some(worker) = filter.worker {
        let theirs = case_leads::table
            .filter(case_leads::county_code.eq(&reach.county))
            .filter(case_leads::worker_id.eq(worker))
            .select(case_leads::case_id);
        rows = rows.filter(cases::id.eq_any(theirs));
    }
    rows
}

/// Who leads each of these cases, or led it last.
async fn leads(mut conn: &Conn, reach: &Reach, rows: &[CaseRow]) -> Result<HashMap<Uuid, Uuid>> {
    let ids: Vec<Uuid> = rows.iter().map(|row| row.id).collect();
    let leads = case_leads::table
        .filter(case_leads::county_code.eq(&reach.county))
        .filter(case_leads::case_id.eq_any(ids))
        .order(case_leads::valid_from)
        .select((case_leads::case_id, case_leads::worker_id));
    let leads: Vec<(Uuid, Uuid)> = leads.load(&mut conn).await?;
    Ok(leads.into_iter().collect())
}

/// Shows one case with its steps, goals and figures of its logs. Each look at a minor's case is an event.
#[utoipa::path(get, path = "/api/v1/cases/{id}", tag = "casework")]
pub async fn get_case(ctx: Ctx<ReadCases>, path: Path<Id>) -> Result<Reply<Case>> {
    let one = model::visible(ctx.reach()).filter(cases::id.eq(path.id)).select(CaseRow::as_select());
    let shown = ctx.read(async |conn| {
        let mut first = conn;
        let row: CaseRow = one.first(&mut first).await?;
        show::show(&ctx, conn, row).await
    });
    let (case, opening) = shown.await?;
    let Some(approval) = opening else { return Reply::tagged_as_shown(&case) };
    // Committed before the answer, as a reveal is.
    ctx.write(async |tx| {
        let told = json!({"approval": approval, "case": case.case.id});
        tx.record(Event::new("client.viewed", case.case.client_id, told));
        Reply::tagged_as_shown(&case)
    })
    .await
}
