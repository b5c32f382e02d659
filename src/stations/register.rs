//! `POST /stations`.

use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use serde::Deserialize;
use serde_json::json;
use utoipa::ToSchema;
use validator::Validate;

use super::model::{self, NewState, Station, StationState};
use crate::{
    audit::event::Event,
    auth::policy::ManageStations,
    db::{errors::OnConstraint as _, json::Json},
    http::{
        Body, Created, Ctx, Error, Reply, Result, Tx,
        codes::Code,
        fault::Fault,
        text::{Line, Reason},
    },
    schema::{counties, stations, townships},
};

/// A station to register.
#[derive(Debug, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct RegisterStation {
    /// Division code of the township that hosts it; one station a township.
    #[schema(pattern = "^[0-9]{9}$", example = "469025100")]
    pub township_code: String,
    /// Where it is.
    pub address: Option<Line>,
    /// Telephone.
    pub phone: Option<Line>,
    /// Why, as the paper that orders it.
    pub reason: Reason,
}

/// Registers a station, planned from today; its name follows the county's pattern (六（四）).
#[utoipa::path(post, path = "/api/v1/stations", tag = "stations")]
pub async fn register_station(
    ctx: Ctx<ManageStations>,
    body: Body<RegisterStation>,
) -> Result<Created<Station>> {
    ctx.write(async |tx| {
        let name = name_by_pattern(tx, &body.0.township_code).await?;
        let id = tx.new_id();
        let row = (
            stations::county_code.eq(tx.county()),
            stations::id.eq(id),
            stations::township_code.eq(&body.0.township_code),
            stations::name.eq(name),
            stations::address.eq(body.0.address.as_ref().map(Line::as_str)),
            stations::phone.eq(body.0.phone.as_ref().map(Line::as_str)),
            stations::recorded_at.eq(tx.now()),
            stations::version.eq(1),
        );
        let insert = diesel::insert_into(stations::table).values(row).execute(&mut tx.conn()).await;
        insert.on_constraint("stations_one_a_township", already_there)?;
        first_state(tx, id, body.0.reason.as_str()).insert(tx).await?;
        tx.record(Event::new("station.registered", id, json!({"township": body.0.township_code})));
        let station = model::find(tx, tx.reach(), id, tx.today()).await?;
        Ok(Reply::tagged(&station)?.at(format!("/api/v1/stations/{id}")))
    })
    .await
}

fn first_state<'a>(tx: &'a Tx<'_>, station_id: uuid::Uuid, reason: &'a str) -> NewState<'a> {
    let (county_code, valid_from, recorded_at) = (tx.county(), tx.today(), tx.now());
    NewState {
        county_code,
        id: tx.new_id(),
        station_id,
        state: StationState::Planned,
        valid_from,
        reason,
        recorded_at,
        open_breaches: Json::default(),
        despite_breaches: None,
    }
}

fn already_there() -> Error {
    Error::new(Code::AlreadyExists)
        .detail("该乡镇已有社工站", "The township has a station already")
        .clause("一")
}

async fn name_by_pattern(tx: &Tx<'_>, township: &str) -> Result<String> {
    let query = townships::table
        .inner_join(counties::table.on(counties::code.eq(townships::county_code)))
        .filter(townships::county_code.eq(tx.county()))
        .filter(townships::code.eq(township))
        .select((townships::name, counties::station_name_pattern));
    let found: Option<(String, Option<String>)> = query.first(&mut tx.conn()).await.optional()?;
    let (name, pattern) = found.ok_or_else(|| Fault::unknown_reference("/township_code"))?;
    let pattern = pattern.ok_or_else(|| Error::internal("a county without a name pattern"))?;
    Ok(pattern.replace("{township}", &name))
}
