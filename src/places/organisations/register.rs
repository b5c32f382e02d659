//! `POST /organisations`.

use chrono::NaiveDate;
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use serde::Deserialize;
use serde_json::json;
use utoipa::ToSchema;
use validator::Validate;

use super::model::{self, Organisation, OrganisationKind, Qualification};
use crate::{
    audit::event::Event,
    auth::policy::ManageOrganisations,
    dated,
    db::{errors::OnConstraint as _, json::Json},
    http::{Body, Created, Ctx, Error, Reply, Result, Tx, codes::Code, fault::Fault, text::Line},
    rules::identifiers::CreditCode,
    schema::organisations,
};

/// An organisation to register.
#[derive(Debug, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct RegisterOrganisation {
    /// What it is to the county; a contractor should be a registered social organisation (二).
    pub kind: OrganisationKind,
    /// Registered name.
    pub name: Line,
    /// Unified social credit code (GB 32100), once in the county.
    pub credit_code: CreditCode,
    /// Legal representative, as registered.
    pub legal_representative: Option<Line>,
    /// The authority that registered it.
    pub registration_authority: Option<Line>,
    /// The day of its registration; not after today.
    pub registered_on: Option<NaiveDate>,
    /// Its qualifications (专业资质).
    #[serde(default)]
    #[schema(required = false, max_items = 50)]
    #[validate(nested)]
    pub qualifications: Vec<Qualification>,
}

/// Registers an organisation with its credit code and what is known of its registration.
///
/// A contractor that is no social organisation is recorded too; a finding on its agreements says so (二).
#[utoipa::path(post, path = "/api/v1/organisations", tag = "places")]
pub async fn register_organisation(
    ctx: Ctx<ManageOrganisations>,
    body: Body<RegisterOrganisation>,
) -> Result<Created<Organisation>> {
    ctx.write(async |tx| {
        dated::not_after(tx.today(), "/registered_on", body.0.registered_on)?;
        let new = organisation(tx, body.0);
        insert(tx, &new).await?;
        model::keep_version(tx, &new, tx.now()).await?;
        tx.record(Event::new("organisation.registered", new.id, json!({"kind": new.kind})));
        Ok(Reply::tagged(&new)?.at(format!("/api/v1/organisations/{}", new.id)))
    })
    .await
}

fn organisation(tx: &Tx<'_>, new: RegisterOrganisation) -> Organisation {
    Organisation {
        county: tx.county().to_owned(),
        id: tx.new_id(),
        kind: new.kind,
        name: new.name.into(),
        credit_code: new.credit_code.as_str().to_owned(),
        legal_representative: new.legal_representative.map(Line::into),
        registration_authority: new.registration_authority.map(Line::into),
        registered_on: new.registered_on,
        qualifications: Json(new.qualifications),
        version: 1,
    }
}

async fn insert(tx: &Tx<'_>, new: &Organisation) -> Result<()> {
    let row = (
        organisations::county_code.eq(&new.county),
        organisations::id.eq(new.id),
        organisations::kind.eq(new.kind),
        organisations::name.eq(&new.name),
        organisations::credit_code.eq(&new.credit_code),
        organisations::legal_representative.eq(&new.legal_representative),
        organisations::registration_authority.eq(&new.registration_authority),
        organisations::registered_on.eq(new.registered_on),
        organisations::qualifications.eq(&new.qualifications),
        organisations::recorded_at.eq(tx.now()),
        organisations::version.eq(new.version),
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
