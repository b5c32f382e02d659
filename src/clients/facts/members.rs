//! `POST /clients/{id}/members`.

use chrono::NaiveDate;
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use serde::Deserialize;
use utoipa::ToSchema;
use uuid::Uuid;
use validator::{Validate, ValidationError};

use super::{
    model::{ClientFact, FactRow},
    record,
};
use crate::{
    auth::policy::ManageClients,
    clients::{
        kinds::{ClientFactKind, ClientKind, Relation},
        model,
        opened::Opened,
    },
    dated,
    http::{Body, Created, Ctx, Error, Id, Path, Result, Tx, codes::Code, fault::Fault},
    personal::PersonKey,
    schema::clients,
};

/// A member of a household.
#[derive(Debug, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[validate(schema(function = ends_after_start))]
pub struct RecordMember {
    /// The person, a client too.
    pub member_id: Uuid,
    /// What the person is to the head of the household.
    pub relation: Relation,
    /// First day.
    #[schema(example = "2023-07-01")]
    pub from: NaiveDate,
    /// First day no longer, when it is known.
    pub to: Option<NaiveDate>,
}

fn ends_after_start(new: &RecordMember) -> Result<(), ValidationError> {
    dated::ends_after_start("/to", new.from, new.to)
}

/// Records that a person belongs to a household from a day on.
#[utoipa::path(post, path = "/api/v1/clients/{id}/members", tag = "clients")]
pub async fn record_member(
    ctx: Ctx<ManageClients>,
    path: Path<Id>,
    body: Body<RecordMember>,
) -> Result<Created<ClientFact>> {
    let RecordMember { member_id, relation, from, to } = body.0;
    let make = async |tx: &Tx<'_>, household: &Opened, _: &PersonKey| {
        may_have_members(household)?;
        require_person(tx, member_id).await?;
        let row = FactRow::new(tx, path.id, ClientFactKind::Member, (from, to));
        Ok(FactRow { member_id: Some(member_id), relation: Some(relation), ..row })
    };
    record::record(&ctx, path.id, make).await
}

fn may_have_members(household: &Opened) -> Result<()> {
    if household.kind == ClientKind::Household {
        return Ok(());
    }
    Err(Error::new(Code::Conflict).detail("只有家庭可以登记成员", "Only a household has members"))
}

/// Errors: 422 when there is no such person within reach.
async fn require_person(tx: &Tx<'_>, id: Uuid) -> Result<()> {
    let one = model::visible(tx.reach()).filter(clients::id.eq(id)).select(clients::kind);
    let kind: Option<ClientKind> = one.first(&mut tx.conn()).await.optional()?;
    dated::require_references([("/member_id", kind.is_some())])?;
    if kind == Some(ClientKind::Person) {
        return Ok(());
    }
    Err(Fault::body("/member_id", "not_a_person", "家庭成员须为个人", "A member is a person").into())
}
