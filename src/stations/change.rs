//! `PATCH /stations/{id}`: address and telephone. The name follows the county's pattern, the state has its history.

use serde::Deserialize;
use serde_json::json;
use utoipa::ToSchema;
use validator::Validate;

use super::model::{self, Station};
use crate::{
    audit::event::Event,
    auth::policy::ChangeStations,
    http::{Body, Ctx, Id, IfMatch, Path, Reply, Result, patch::Patch, text::Line},
};

/// What of a station can be changed.
#[derive(Debug, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct ChangeStation {
    /// Where it is; `null` removes it.
    #[serde(default)]
    #[schema(value_type = Option<Line>)]
    pub address: Patch<Line>,
    /// Telephone; `null` removes it.
    #[serde(default)]
    #[schema(value_type = Option<Line>)]
    pub phone: Patch<Line>,
}

/// Changes address and telephone of a station.
#[utoipa::path(patch, path = "/api/v1/stations/{id}", tag = "stations")]
pub async fn change_station(
    ctx: Ctx<ChangeStations>,
    path: Path<Id>,
    if_match: IfMatch,
    body: Body<ChangeStation>,
) -> Result<Reply<Station>> {
    ctx.write(async |tx| {
        let mut row = model::lock(tx, tx.reach(), path.id).await?;
        if_match.check(row.version)?;
        let changed: Vec<&str> = [
            ("address", body.0.address.apply(&mut row.address)),
            ("phone", body.0.phone.apply(&mut row.phone)),
        ]
        .into_iter()
        .filter_map(|(name, changed)| changed.then_some(name))
        .collect();
        if !changed.is_empty() {
            model::save(tx, &row).await?;
            tx.record(Event::new("station.changed", path.id, json!({"fields": changed})));
        }
        Reply::tagged(&model::find(tx, tx.reach(), path.id, tx.today()).await?)
    })
    .await
}
