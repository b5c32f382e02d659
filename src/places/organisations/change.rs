//! `PATCH /organisations/{id}`: name, legal representative, registration, qualifications. Kind and credit code are what the
//! organisation is.

use chrono::NaiveDate;
use serde::Deserialize;
use serde_json::json;
use utoipa::ToSchema;
use validator::Validate;

use super::model::{self, Organisation, Qualification};
use crate::{
    audit::event::Event,
    auth::policy::ManageOrganisations,
    dated,
    db::json::Json,
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
    /// The authority that registered it; `null` removes it.
    #[serde(default)]
    #[schema(value_type = Option<Line>)]
    pub registration_authority: Patch<Line>,
    /// The day of its registration, not after today; `null` removes it.
    #[serde(default)]
    #[schema(value_type = Option<NaiveDate>)]
    pub registered_on: Patch<NaiveDate>,
    /// All its qualifications, in place of those recorded.
    #[serde(default)]
    #[schema(nullable = false, max_items = 50)]
    #[validate(nested)]
    pub qualifications: Option<Vec<Qualification>>,
}

/// Changes name, legal representative, registration and qualifications of an organisation; how it was is kept.
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
            dated::not_after(tx.today(), "/registered_on", row.registered_on)?;
            row = model::save(tx, &row, tx.now()).await?;
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
    if patch.registration_authority.apply(&mut row.registration_authority) {
        changed.push("registration_authority");
    }
    if patch.registered_on.apply(&mut row.registered_on) {
        changed.push("registered_on");
    }
    if let Some(qualifications) = patch.qualifications.filter(|all| *all != row.qualifications.0) {
        row.qualifications = Json(qualifications);
        changed.push("qualifications");
    }
    changed
}
