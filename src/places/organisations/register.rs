//! `POST /organisations`.

use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use serde::Deserialize;
use serde_json::json;
use utoipa::ToSchema;
use uuid::Uuid;
use validator::Validate;

use super::model::{self, Organisation, OrganisationKind};
use crate::{
    audit::event::Event,
    auth::policy::ManageOrganisations,
    db::errors::OnConstraint as _,
    http::{Body, Created, Ctx, Error, Reply, Result, Tx, codes::Code, fault::Fault, text::Line},
    rules::identifiers::CreditCode,
    schema::organisations,
};

/// An organisation to register.
#[derive(Debug, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct RegisterOrganisation {
    /// What it is to the county; a contractor is a registered social organisation (二).
    pub kind: OrganisationKind,
    /// Registered name.
    pub name: Line,
    /// Unified social credit code (GB 32100), once in the county.
    pub credit_code: CreditCode,
    /// Legal representative, as registered.
    pub legal_representative: Option<Line>,
}

/// Registers an organisation with its credit code.
#[utoipa::path(post, path = "/api/v1/organisations", tag = "places")]
pub async fn register_organisation(
    ctx: Ctx<ManageOrganisations>,
    body: Body<RegisterOrganisation>,
) -> Result<Created<Organisation>> {
    judge(&body.0)?;
    ctx.write(async |tx| {
        let id = tx.new_id();
        insert(tx, id, &body.0).await?;
        tx.record(Event::new("organisation.registered", id, json!({"kind": body.0.kind})));
        let organisation = model::find(tx, tx.county(), id).await?;
        Ok(Reply::tagged(&organisation)?.at(format!("/api/v1/organisations/{id}")))
    })
    .await
}

/// Whom the plan lets be a contractor.
fn judge(new: &RegisterOrganisation) -> Result<()> {
    if new.kind != OrganisationKind::Contractor || new.credit_code.is_social_organisation() {
        return Ok(());
    }
    let fault = Fault::body(
        "/credit_code",
        "not_a_social_organisation",
        "承接主体须为民政部门登记的社会组织（代码以51、52或53开头）",
        "A contractor is a social organisation registered with civil affairs: the code begins with 51, 52 or 53",
    );
    Err(Error::from(fault).clause("二"))
}

async fn insert(tx: &Tx<'_>, id: Uuid, new: &RegisterOrganisation) -> Result<()> {
    let row = (
        organisations::county_code.eq(tx.county()),
        organisations::id.eq(id),
        organisations::kind.eq(new.kind),
        organisations::name.eq(new.name.as_str()),
        organisations::credit_code.eq(new.credit_code.as_str()),
        organisations::legal_representative.eq(new.legal_representative.as_ref().map(Line::as_str)),
        organisations::recorded_at.eq(tx.now()),
        organisations::version.eq(1),
    );
    let insert = diesel::insert_into(organisations::table).values(row).execute(&mut tx.conn()).await;
    insert.on_constraint("organisations_credit_code_once", already_there)?;
    Ok(())
}

fn already_there() -> Error {
    let (zh, en) =
        ("该统一社会信用代码已登记", "An organisation with this credit code is registered already");
    let faults = vec![Fault::body("/credit_code", "already_exists", zh, en)];
    Error::new(Code::AlreadyExists).detail(zh, en).faults(faults)
}
