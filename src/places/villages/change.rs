//! `PATCH /villages/{code}`: name and position. Code and kind are what it is.

use serde::Deserialize;
use serde_json::json;
use utoipa::ToSchema;
use validator::Validate;

use super::model::{self, Village, VillagePath};
use crate::{
    audit::event::Event,
    auth::policy::ManageVillages,
    http::{Body, Ctx, IfMatch, Path, Reply, Result, patch::Patch, text::Line},
    places::position::Position,
};

/// What of a village can be changed.
#[derive(Debug, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct ChangeVillage {
    /// Full name; it cannot be removed.
    #[serde(default)]
    #[schema(nullable = false)]
    pub name: Option<Line>,
    /// Where it is; `null` removes it.
    #[serde(default)]
    #[schema(value_type = Option<Position>)]
    pub position: Patch<Position>,
}

/// Changes name and position of a village or community.
#[utoipa::path(patch, path = "/api/v1/villages/{code}", tag = "places")]
pub async fn change_village(
    ctx: Ctx<ManageVillages>,
    path: Path<VillagePath>,
    if_match: IfMatch,
    body: Body<ChangeVillage>,
) -> Result<Reply<Village>> {
    ctx.write(async |tx| {
        let mut row = model::lock(tx, tx.county(), &path.code).await?;
        if_match.check(row.version)?;
        let changed = apply(body.0, &mut row);
        if !changed.is_empty() {
            row = model::save(tx, &row).await?;
            tx.record(Event::new("village.changed", &row.code, json!({"fields": changed})));
        }
        Reply::tagged(&row)
    })
    .await
}

/// Applies the patch; the names of the fields that are different now.
fn apply(patch: ChangeVillage, row: &mut Village) -> Vec<&'static str> {
    let mut changed = Vec::new();
    if let Some(name) = patch.name.map(String::from).filter(|name| *name != row.name) {
        row.name = name;
        changed.push("name");
    }
    if patch.position.apply(&mut row.position.0) {
        changed.push("position");
    }
    changed
}
