//! `POST /villages`.

use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use serde::Deserialize;
use serde_json::json;
use utoipa::ToSchema;
use validator::Validate;

use super::model::{Village, VillageCode, VillageKind};
use crate::{
    audit::event::Event,
    auth::policy::ManageVillages,
    db::errors::OnConstraint as _,
    http::{Body, Created, Ctx, Error, Reply, Result, Tx, codes::Code, fault::Fault, text::Line},
    places::position::{Place, Position},
    schema::villages,
};

/// A village or community to register.
#[derive(Debug, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct RegisterVillage {
    /// Statistical division code; its first 9 digits are a township of the county.
    pub code: VillageCode,
    /// Full name.
    pub name: Line,
    /// Village or community.
    pub kind: VillageKind,
    /// Where it is.
    pub position: Option<Position>,
}

/// Registers a village or community of one of the county's townships.
#[utoipa::path(post, path = "/api/v1/villages", tag = "places")]
pub async fn register_village(
    ctx: Ctx<ManageVillages>,
    body: Body<RegisterVillage>,
) -> Result<Created<Village>> {
    ctx.write(async |tx| {
        let village = insert(tx, &body.0).await?;
        let told = json!({"township": village.township_code, "kind": village.kind});
        tx.record(Event::new("village.registered", &village.code, told));
        Ok(Reply::tagged(&village)?.at(format!("/api/v1/villages/{}", village.code)))
    })
    .await
}

async fn insert(tx: &Tx<'_>, new: &RegisterVillage) -> Result<Village> {
    let (latitude, longitude, accuracy_m) = Place(new.position).columns();
    let row = (
        villages::county_code.eq(tx.county()),
        villages::code.eq(new.code.as_str()),
        villages::township_code.eq(new.code.township()),
        villages::name.eq(new.name.as_str()),
        villages::kind.eq(new.kind),
        villages::latitude.eq(latitude),
        villages::longitude.eq(longitude),
        villages::accuracy_m.eq(accuracy_m),
        villages::recorded_at.eq(tx.now()),
        villages::version.eq(1),
    );
    let insert = diesel::insert_into(villages::table).values(row).returning(Village::as_returning());
    let inserted = insert.get_result(&mut tx.conn()).await;
    let inserted = inserted.on_constraint("villages_township_known", no_such_township);
    Ok(inserted.on_constraint("villages_pkey", already_there)?)
}

fn no_such_township() -> Error {
    let (zh, en) = ("前9位不是本县乡镇的代码", "Its first 9 digits are no township of the county");
    Fault::body("/code", "unknown_reference", zh, en).into()
}

fn already_there() -> Error {
    let (zh, en) = ("该代码已登记", "This code is registered already");
    let faults = vec![Fault::body("/code", "already_exists", zh, en)];
    Error::new(Code::AlreadyExists).detail(zh, en).faults(faults)
}
