//! What a sample is drawn from, and `GET /spot-checks/{id}/population`.

use std::collections::BTreeSet;

use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use uuid::Uuid;

use super::model::{self, SpotCheckRow, SpotCheckSubject};
use crate::{
    auth::policy::ReadSpotChecks,
    db::Conn,
    documents::answer,
    http::{Ctx, Error, Id, Path, Result, codes::Code, download::Download},
    places::service_years::model::Phase,
    rules::log_states::LogState,
    schema::{clients, service_log_clients, service_logs, spot_checks},
};

/// Gives the population that was drawn from: its ids in ascending order, each with a line feed. Its SHA-256 is the
/// `population_digest`.
#[utoipa::path(get, path = "/api/v1/spot-checks/{id}/population", tag = "evaluation")]
pub async fn get_spot_check_population(ctx: Ctx<ReadSpotChecks>, path: Path<Id>) -> Result<Download> {
    let role = ctx.caller()?.role;
    let kept = ctx.read(async |conn| {
        let check = model::find(conn, ctx.reach(), path.id).await?;
        if !check.subject.is_shown_to(role) {
            return Err(Error::new(Code::Forbidden)
                .detail("乡镇不查看服务对象", "A township does not see who the clients are"));
        }
        kept(conn, &check).await
    });
    let name = format!("population-{}.txt", path.id);
    answer::bytes(&ctx, kept.await?.into_bytes(), "text/plain; charset=utf-8", name).await
}

/// The population as it was drawn from. Errors: 409 before the draw.
pub async fn kept(mut conn: &Conn, check: &SpotCheckRow) -> Result<String> {
    let one = spot_checks::table.find((&check.county_code, check.id)).select(spot_checks::population_text);
    let text: Option<String> = one.first(&mut conn).await?;
    text.ok_or_else(not_drawn)
}

/// The refusal of what comes after the draw only.
pub fn not_drawn() -> Error {
    Error::new(Code::Conflict).detail("尚未抽取", "Nothing is drawn yet")
}

/// The population by what is recorded now: of logs those that count, of clients those whom such logs name.
pub async fn recorded(conn: &Conn, check: &SpotCheckRow, phase: &Phase) -> Result<BTreeSet<Uuid>> {
    match check.subject {
        SpotCheckSubject::ServiceLogs => logs(conn, check, phase).await,
        SpotCheckSubject::Clients => served(conn, check, phase).await,
    }
}

async fn logs(mut conn: &Conn, check: &SpotCheckRow, phase: &Phase) -> Result<BTreeSet<Uuid>> {
    let query = service_logs::table
        .filter(service_logs::county_code.eq(&check.county_code))
        .filter(service_logs::station_id.eq(check.station_id))
        .filter(service_logs::served_on.ge(phase.from))
        .filter(service_logs::served_on.lt(phase.to))
        .filter(service_logs::state.eq_any(LogState::COUNTING))
        .select(service_logs::id);
    let ids: Vec<Uuid> = query.load(&mut conn).await?;
    Ok(ids.into_iter().collect())
}

async fn served(mut conn: &Conn, check: &SpotCheckRow, phase: &Phase) -> Result<BTreeSet<Uuid>> {
    let log = service_logs::county_code
        .eq(service_log_clients::county_code)
        .and(service_logs::id.eq(service_log_clients::log_id));
    let client = clients::county_code
        .eq(service_log_clients::county_code)
        .and(clients::id.eq(service_log_clients::client_id));
    let query = service_log_clients::table
        .inner_join(service_logs::table.on(log))
        .inner_join(clients::table.on(client))
        .filter(service_log_clients::county_code.eq(&check.county_code))
        .filter(service_logs::station_id.eq(check.station_id))
        .filter(service_logs::served_on.ge(phase.from))
        .filter(service_logs::served_on.lt(phase.to))
        .filter(service_logs::state.eq_any(LogState::COUNTING))
        .select((clients::id, clients::merged_into));
    let found: Vec<(Uuid, Option<Uuid>)> = query.load(&mut conn).await?;
    Ok(found.into_iter().map(|(id, stands)| stands.unwrap_or(id)).collect())
}
