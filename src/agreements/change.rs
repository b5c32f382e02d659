//! `PATCH /agreements/{id}`: of a draft; a signed agreement is changed by amendments.

use chrono::NaiveDate;
use serde::Deserialize;
use serde_json::json;
use utoipa::ToSchema;
use uuid::Uuid;
use validator::Validate;

use super::{
    answer::{self, Agreement},
    model::{self, AgreementRow},
    references,
    target::NewTarget,
    write,
};
use crate::{
    audit::event::Event,
    auth::policy::ManageAgreements,
    db::json::Json,
    http::{Body, Ctx, Id, IfMatch, Path, Reply, Result, fault::Fault, patch::Patch, text::Line},
    rules::money::Money,
};

/// What of a draft can be changed.
#[derive(Debug, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct ChangeAgreement {
    /// The contractor.
    #[schema(nullable = false)]
    pub contractor_id: Option<Uuid>,
    /// Number of the paper, once in the county.
    #[schema(nullable = false)]
    pub number: Option<Line>,
    /// First day of the term.
    #[schema(nullable = false)]
    pub from: Option<NaiveDate>,
    /// First day after the term.
    #[schema(nullable = false)]
    pub to: Option<NaiveDate>,
    /// From this day on the stations are fully staffed.
    #[schema(nullable = false)]
    pub staffing_date: Option<NaiveDate>,
    /// Price of the whole term in CNY; `null` removes it.
    #[serde(default)]
    #[schema(value_type = Option<Money>)]
    pub price: Patch<Money>,
    /// All the stations, in place of those named.
    #[schema(nullable = false, min_items = 1, max_items = 200)]
    pub station_ids: Option<Vec<Uuid>>,
    /// All the targets, in place of those named.
    #[schema(nullable = false, max_items = 100)]
    #[validate(nested)]
    pub targets: Option<Vec<NewTarget>>,
    /// The project cycle; `null` removes it.
    #[serde(default)]
    #[schema(value_type = Option<Uuid>)]
    pub project_cycle_id: Patch<Uuid>,
}

/// Changes a draft.
#[utoipa::path(patch, path = "/api/v1/agreements/{id}", tag = "agreements")]
pub async fn change_agreement(
    ctx: Ctx<ManageAgreements>,
    path: Path<Id>,
    if_match: IfMatch,
    body: Body<ChangeAgreement>,
) -> Result<Reply<Agreement>> {
    ctx.write(async |tx| {
        let mut row = model::lock(tx, path.id).await?;
        if_match.check(row.version)?;
        row.must_be_draft()?;
        let changed = apply(body.0, &mut row);
        if !changed.is_empty() {
            ends_after_start(&row)?;
            references::judge(tx, &row).await?;
            write::save(tx, &row).await?;
            tx.record(Event::new("agreement.changed", path.id, json!({"fields": changed})));
        }
        Reply::tagged(&answer::changed(tx, path.id).await?)
    })
    .await
}

fn ends_after_start(row: &AgreementRow) -> Result<()> {
    if row.valid_to > row.valid_from {
        return Ok(());
    }
    Err(Fault::body("/to", "too_early", "须晚于起始日", "It must be after the first day").into())
}

/// Applies the patch; the names of the fields that are different now.
fn apply(patch: ChangeAgreement, row: &mut AgreementRow) -> Vec<&'static str> {
    let targets = patch.targets.map(|all| Json(all.into_iter().map(NewTarget::into).collect()));
    [
        ("contractor_id", set(patch.contractor_id, &mut row.contractor_id)),
        ("number", set(patch.number.map(Line::into), &mut row.number)),
        ("from", set(patch.from, &mut row.valid_from)),
        ("to", set(patch.to, &mut row.valid_to)),
        ("staffing_date", set(patch.staffing_date, &mut row.staffing_date)),
        ("price", patch.price.apply(&mut row.price)),
        ("station_ids", set(patch.station_ids.map(Json), &mut row.station_ids)),
        ("targets", set(targets, &mut row.targets)),
        ("project_cycle_id", patch.project_cycle_id.apply(&mut row.project_cycle_id)),
    ]
    .into_iter()
    .filter_map(|(field, changed)| changed.then_some(field))
    .collect()
}

fn set<T: PartialEq>(new: Option<T>, to: &mut T) -> bool {
    let Some(new) = new.filter(|new| new != to) else { return false };
    *to = new;
    true
}
