//! `PATCH /organisations/{id}`: name and legal representative. Kind and credit code are what the organisation is.

use serde::Deserialize;
use serde_json::json;
use utoipa::ToSchema;
use validator::Validate;

use super::model::{self, Organisation};
use crate::{
    audit::event::Event,
    auth::policy::ManageOrganisations,
    http::{Body, Ctx, Id, IfMatch, Path, Reply, Result, patch::Patch, text::Line},
};

/// What of an organisation can be changed.
#[derive(Debug, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct ChangeOrganisation {
    /// Registered name; it cannot be removed.
    #[serde(default)]
    #[schema(nullable = false)]
    pub name: Option<Line>,
    /// Legal representative; `null` removes it.
    #[serde(default)]
    #[schema(value_type = Option<Line>)]
    pub legal_representative: Patch<Line>,
}

/// Changes name and legal representative of an organisation.
#[utoipa::path(patch, path = "/api/v1/organisations/{id}", tag = "places")]
pub async fn change_organisation(
    ctx: Ctx<ManageOrganisations>,
    path: Path<Id>,
    if_match: IfMatch,
    body: Body<ChangeOrganisation>,
) -> Result<Reply<Organisation>> {
    ctx.write(async |tx| {
        let mut row = model::lock(tx, tx.county(), path.id).await?;
        if_match.check(row.version)?;
        let changed = apply(body.0, &mut row);
        if !changed.is_empty() {
            row = model::save(tx, &row).await?;
            tx.record(Event::new("organisation.changed", path.id, json!({"fields": changed})));
        }
        Reply::tagged(&row)
    })
    .await
}

/// Applies the patch; the names of the fields that are different now.
fn apply(patch: ChangeOrganisation, row: &mut Organisation) -> Vec<&'static str> {
    let mut changed = Vec::new();
    if let Some(name) = patch.name.map(String::from).filter(|name| *name != row.name) {
        row.name = name;
        changed.push("name");
    }
    if patch.legal_representative.apply(&mut row.legal_representative) {
        changed.push("legal_representative");
    }
    changed
}
