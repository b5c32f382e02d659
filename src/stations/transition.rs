//! `POST /stations/{id}/transitions` and its history.

use chrono::NaiveDate;
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::ToSchema;
use uuid::Uuid;
use validator::Validate;

use super::{
    model::{self, NewState, Station, StationRow, StationState},
    opening,
};
use crate::{
    audit::event::Event,
    auth::policy::{ManageStations, ReadStations},
    db::json::Json,
    http::{
        Body, Ctx, Error, Id, IfMatch, Page, Paging, Path, Reply, Result, Tx, codes::Code, fault::Fault,
        text::Reason,
    },
    rules::finding::RuleCode,
    schema::station_states,
    staffing::findings::{Touched, recheck},
};

/// A move to another state.
#[derive(Debug, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct MoveStation {
    /// The state to move to.
    pub state: StationState,
    /// First day of the new state; not before the first day of the present one.
    #[schema(example = "2023-07-01")]
    pub from: NaiveDate,
    /// Why.
    pub reason: Reason,
    /// Why it opens although requirements are not met: asked for where `GET /stations/{id}/readiness` would show breaches
    /// of an operating station.
    pub despite_breaches: Option<Reason>,
}

/// One state in a station's history.
#[derive(Debug, Serialize, ToSchema, Queryable, Selectable)]
#[diesel(table_name = station_states)]
pub struct StatePeriod {
    /// Id of the period.
    pub id: Uuid,
    /// The state.
    pub state: StationState,
    /// First day.
    #[diesel(column_name = valid_from)]
    pub from: NaiveDate,
    /// First day no longer; none while it lasts.
    #[diesel(column_name = valid_to)]
    pub to: Option<NaiveDate>,
    /// Why.
    pub reason: String,
    /// The requirements that were not met when it began to operate.
    #[schema(value_type = Vec<RuleCode>)]
    pub open_breaches: Json<Vec<RuleCode>>,
    /// Why it began all the same.
    pub despite_breaches: Option<String>,
}

/// Moves a station to another state from a day on; the reason is kept.
#[utoipa::path(post, path = "/api/v1/stations/{id}/transitions", tag = "stations")]
pub async fn move_station(
    ctx: Ctx<ManageStations>,
    path: Path<Id>,
    if_match: IfMatch,
    body: Body<MoveStation>,
) -> Result<Reply<Station>> {
    ctx.write(async |tx| {
        let row = model::lock(tx, tx.reach(), path.id).await?;
        if_match.check(row.version)?;
        let (current, state, since) = latest(tx, path.id).await?;
        judge(state, since, &body.0)?;
        let open = opening::breaches(tx, &row, (body.0.state, body.0.from), body.0.despite_breaches.as_ref())
            .await?;
        let end = (station_states::valid_to.eq(body.0.from), station_states::end_recorded_at.eq(tx.now()));
        diesel::update(station_states::table.find((tx.county(), current)))
            .set(end)
            .execute(&mut tx.conn())
            .await?;
        next_state(tx, &row, &body.0, &open).insert(tx).await?;
        model::save(tx, &row).await?;
        tx.record(Event::new(
            "station.moved",
            path.id,
            json!({"from": state, "to": body.0.state, "on": body.0.from, "open_breaches": open}),
        ));
        recheck(tx, Touched::Stations(vec![path.id])).await?;
        Reply::tagged(&model::find(tx, tx.reach(), path.id, tx.today()).await?)
    })
    .await
}

/// Which moves there are (domain.md "Stations"), and that time only goes forward.
fn judge(state: StationState, since: NaiveDate, to: &MoveStation) -> Result<()> {
    if !state.next().contains(&to.state) {
        return Err(Error::new(Code::Conflict)
            .detail("当前状态不能转为该状态", "The station cannot move to this state from its present one"));
    }
    if to.from < since {
        return Err(Fault::body(
            "/from",
            "too_early",
            format!("不得早于{since}"),
            format!("Not before {since}"),
        )
        .into());
    }
    Ok(())
}

async fn latest(tx: &Tx<'_>, station: Uuid) -> Result<(Uuid, StationState, NaiveDate)> {
    let open = station_states::table
        .filter(station_states::county_code.eq(tx.county()))
        .filter(station_states::station_id.eq(station))
        .filter(station_states::valid_to.is_null());
    let columns = (station_states::id, station_states::state, station_states::valid_from);
    Ok(open.select(columns).first(&mut tx.conn()).await?)
}

fn next_state<'a>(tx: &'a Tx<'_>, row: &StationRow, to: &'a MoveStation, open: &[RuleCode]) -> NewState<'a> {
    NewState {
        county_code: tx.county(),
        id: tx.new_id(),
        station_id: row.id,
        state: to.state,
        valid_from: to.from,
        reason: to.reason.as_str(),
        recorded_at: tx.now(),
        open_breaches: Json(open.to_vec()),
        despite_breaches: to.despite_breaches.clone().map(String::from),
    }
}

/// Lists the states a station has been in, oldest first.
#[utoipa::path(get, path = "/api/v1/stations/{id}/transitions", tag = "stations")]
pub async fn list_transitions(
    ctx: Ctx<ReadStations>,
    path: Path<Id>,
    paging: Paging,
) -> Result<Reply<Page<StatePeriod>>> {
    let (found, total) = ctx
        .read(async |conn| {
            let station = model::find(conn, ctx.reach(), path.id, ctx.today()).await?;
            let all = station_states::table
                .filter(station_states::county_code.eq(&station.county))
                .filter(station_states::station_id.eq(station.id));
            let mut rows = all.into_boxed();
            if let Some(after) = paging.position::<NaiveDate>()? {
                rows = rows.filter(station_states::valid_from.gt(after));
            }
            let rows = rows.order(station_states::valid_from);
            paging.read(conn, rows.select(StatePeriod::as_select()), all.count()).await
        })
        .await?;
    paging.page(found, total, |period| period.from)?.reply()
}
