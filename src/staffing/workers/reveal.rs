//! `POST /workers/{id}/reveals`.

use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::ToSchema;
use validator::Validate;

use super::{model, person::Person};
use crate::{
    audit::event::Event,
    auth::policy::RevealWorkers,
    db::text_enum::TextEnum as _,
    http::{Body, Ctx, Id, Path, Reply, Result, text::Reason},
    personal::{Sensitive, reveals},
    staffing::scope::Scope,
};

crate::text_enum! {
    /// Personal values of a worker that can be revealed.
    WorkerSecret {
        /// Identity number, 身份号码.
        IdentityNumber = "identity_number", "身份号码", "Identity number";
        /// Telephone, 电话.
        Phone = "phone", "电话", "Telephone";
        /// Address of the household registration, 户籍地址.
        HouseholdAddress = "household_address", "户籍地址", "Address of the household registration";
    }
}

/// What to reveal and what for.
#[derive(Debug, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct RevealWorker {
    /// The values, each once.
    #[schema(min_items = 1, max_items = 3)]
    pub fields: Vec<WorkerSecret>,
    /// What they are needed for; kept, sealed.
    #[schema(value_type = Reason)]
    pub purpose: Sensitive<Reason>,
}

/// Personal values in the clear.
#[derive(Serialize, ToSchema)]
pub struct RevealedWorker {
    /// The values that were asked for, in that order.
    pub values: Vec<RevealedValue>,
}

/// One personal value in the clear.
#[derive(Serialize, ToSchema)]
pub struct RevealedValue {
    /// Which.
    pub field: WorkerSecret,
    /// The value; null when it is not known.
    #[schema(example = "13812345678")]
    pub value: Option<String>,
}

/// Reveals personal values of a worker for a stated purpose, at most 30 times an hour for each caller.
///
/// That it was done, by whom and which fields, is an event and is committed before the answer. The answer is never kept:
/// an `Idempotency-Key` is refused.
#[utoipa::path(post, path = "/api/v1/workers/{id}/reveals", tag = "staffing")]
pub async fn reveal_worker(
    ctx: Ctx<RevealWorkers>,
    path: Path<Id>,
    body: Body<RevealWorker>,
) -> Result<Reply<RevealedWorker>> {
    reveals::check(ctx.request(), &body.0.fields)?;
    let (scope, roots) = (Scope::of(&ctx)?, &ctx.shared().personal);
    let purpose = body.0.purpose.map(String::from);
    ctx.write(async |tx| {
        let (worker, key) = model::lock(roots, tx, &scope, path.id).await?;
        let names: Vec<_> = body.0.fields.iter().map(|field| field.code()).collect();
        let proof = reveals::keep(tx, (worker.id, &key), &names, &purpose).await?;
        let told = json!({"fields": names, "purpose_sha256": proof});
        tx.record(Event::new("worker.revealed", worker.id, told));
        Reply::plain(&reveal(&worker, &body.0.fields))
    })
    .await
}

fn reveal(worker: &Person, fields: &[WorkerSecret]) -> RevealedWorker {
    let one = |field: &WorkerSecret| {
        let value = match field {
            WorkerSecret::IdentityNumber => &worker.identity_number,
            WorkerSecret::Phone => &worker.phone,
            WorkerSecret::HouseholdAddress => &worker.household_address,
        };
        RevealedValue { field: *field, value: value.as_ref().map(|value| value.expose().clone()) }
    };
    RevealedWorker { values: fields.iter().map(one).collect() }
}
