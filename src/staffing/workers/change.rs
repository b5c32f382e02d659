//! `PATCH /workers/{id}`.

use chrono::NaiveDate;
use serde::Deserialize;
use serde_json::json;
use utoipa::ToSchema;
use validator::Validate;

use super::{
    model::{self, Worker},
    person::Person,
};
use crate::{
    audit::event::Event,
    auth::policy::ManageWorkers,
    dated,
    http::{Body, Ctx, Id, IfMatch, Path, Reply, Result, patch::Patch, text::Line},
    personal::{Given, Kind, Sensitive},
    rules::qualifications::Education,
    staffing::{
        findings::{Touched, recheck},
        scope::Scope,
    },
};

/// What of a worker can be changed.
#[derive(Debug, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct ChangeWorker {
    /// Name; it cannot be removed.
    #[schema(value_type = Line, required = false)]
    pub name: Option<Sensitive<Line>>,
    /// Identity number (GB 11643); the mask that is shown changes nothing, `null` removes the number and the sex.
    #[serde(default)]
    #[schema(value_type = Option<String>, max_length = 18, example = "469025199203059080")]
    pub identity_number: Patch<Sensitive<String>>,
    /// Telephone; the mask that is shown changes nothing.
    #[serde(default)]
    #[schema(value_type = Option<String>, max_length = 20, example = "13812345678")]
    pub phone: Patch<Sensitive<String>>,
    /// Whether the household is registered in the county; `null` says that it is not known.
    #[serde(default)]
    #[schema(value_type = Option<bool>)]
    pub local_household: Patch<bool>,
    /// Address of the household registration; the mask that is shown changes nothing.
    #[serde(default)]
    #[schema(value_type = Option<Line>)]
    pub household_address: Patch<Sensitive<Line>>,
    /// Date of birth, not after today; `null` says that it is not known, or leaves it to the identity number.
    #[serde(default)]
    #[schema(value_type = Option<NaiveDate>)]
    pub birth_date: Patch<NaiveDate>,
    /// Highest education; `null` says that it is not known.
    #[serde(default)]
    #[schema(value_type = Option<Education>)]
    pub education: Patch<Education>,
    /// Major studied; `null` says that it is not known.
    #[serde(default)]
    #[schema(value_type = Option<Line>)]
    pub major: Patch<Line>,
    /// Whether the major is social work or related to it; `null` says that it is not known.
    #[serde(default)]
    #[schema(value_type = Option<bool>)]
    pub social_work_major: Patch<bool>,
    /// Whether the worker graduated in the province; `null` says that it is not known.
    #[serde(default)]
    #[schema(value_type = Option<bool>)]
    pub in_province_graduate: Patch<bool>,
    /// Whether the worker was an intern at a training base in the province; `null` says that it is not known.
    #[serde(default)]
    #[schema(value_type = Option<bool>)]
    pub in_province_training_base: Patch<bool>,
}

/// Changes personal data or education of a worker; what was known before of birth and education stays known.
#[utoipa::path(patch, path = "/api/v1/workers/{id}", tag = "staffing")]
pub async fn change_worker(
    ctx: Ctx<ManageWorkers>,
    path: Path<Id>,
    if_match: IfMatch,
    body: Body<ChangeWorker>,
) -> Result<Reply<Worker>> {
    let (scope, roots) = (Scope::of(&ctx)?, &ctx.shared().personal);
    if let Patch::Set(birth_date) = body.0.birth_date {
        dated::not_after(ctx.today(), "/birth_date", Some(birth_date))?;
    }
    ctx.write(async |tx| {
        let (mut worker, key) = model::lock(roots, tx, &scope, path.id).await?;
        if_match.check(worker.version)?;
        key.require()?;
        let changed = apply(&mut worker, body.0, Given::on(tx.today()))?;
        if !changed.is_empty() {
            worker.save(tx, roots, &key).await?;
            if changed.iter().any(|field| matches!(*field, "birth_date" | "education")) {
                model::insert_version(tx, &worker).await?;
            }
            tx.record(Event::new("worker.changed", worker.id, json!({"fields": changed})));
            recheck(tx, Touched::Worker(worker.id)).await?;
        }
        Reply::tagged(&worker.view())
    })
    .await
}

/// Applies the change; tells which fields are others now. Errors: 422 with every personal value that is at fault.
fn apply(worker: &mut Person, change: ChangeWorker, mut given: Given) -> Result<Vec<&'static str>> {
    let birth_date = worker.birth_date;
    let name =
        change.name.map(|name| name.map(String::from)).filter(|name| Some(name) != worker.name.as_ref());
    let renamed = name.is_some();
    worker.name = name.or_else(|| worker.name.take());
    let address = change.household_address.map(|address| address.map(String::from));
    let number = given.apply(Kind::IdentityNumber, change.identity_number, &mut worker.identity_number);
    let phone = given.apply(Kind::Phone, change.phone, &mut worker.phone);
    let address = given.apply(Kind::Address, address, &mut worker.household_address);
    change.birth_date.apply(&mut worker.birth_date);
    worker.sex = given.settle(worker.identity_number.as_ref(), &mut worker.birth_date)?;
    let fields = [
        ("name", renamed),
        ("identity_number", number),
        ("phone", phone),
        ("local_household", change.local_household.apply(&mut worker.local_household)),
        ("household_address", address),
        ("birth_date", worker.birth_date != birth_date),
        ("education", change.education.apply(&mut worker.education)),
        ("major", change.major.apply(&mut worker.major)),
        ("social_work_major", change.social_work_major.apply(&mut worker.social_work_major)),
        ("in_province_graduate", change.in_province_graduate.apply(&mut worker.in_province_graduate)),
        (
            "in_province_training_base",
            change.in_province_training_base.apply(&mut worker.in_province_training_base),
        ),
    ];
    Ok(fields.into_iter().filter_map(|(field, changed)| changed.then_some(field)).collect())
}
