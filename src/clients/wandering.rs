//! `/wandering-register`: who is at risk of getting lost (走失风险登记). An entry is a fact of a client.

use chrono::NaiveDate;
use diesel::prelude::*;
use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;
use validator::{Validate, ValidationError};

use super::{
    facts::{
        list::{self, held_on},
        model::{self, ClientFact, FactRow},
        record,
    },
    kinds::ClientFactKind,
    opened::Opened,
};
use crate::{
    auth::policy::{ManageClients, ReadClients},
    dated,
    http::{Body, Created, Ctx, Error, Paging, Query, Result, Tx, codes::Code, fault::Fault, text::Prose},
    personal::{PersonKey, Sensitive},
    schema::client_facts,
    tables::{self, Listing},
};

/// Filters of the register.
#[derive(Debug, Deserialize, IntoParams)]
pub struct RegisterFilter {
    /// Who was in the register on this day; today when left out.
    #[param(example = "2023-07-03")]
    pub as_of: Option<NaiveDate>,
}

/// Lists who within reach is at risk of wandering on a day, in the order of recording.
#[utoipa::path(get, path = "/api/v1/wandering-register", tag = "clients")]
pub async fn list_wandering_register(
    ctx: Ctx<ReadClients>,
    filter: Query<RegisterFilter>,
    paging: Paging,
) -> Result<Listing<ClientFact>> {
    tables::list(ctx, paging, async move |ctx, conn, paging| {
        let day = filter.0.as_of.unwrap_or(ctx.today());
        let kept = || {
            let rows =
                list::visible(ctx.reach()).filter(client_facts::kind.eq(ClientFactKind::WanderingRisk));
            rows.filter(held_on(day, None))
        };
        let mut rows = kept();
        if let Some(after) = paging.position::<Uuid>()? {
            rows = rows.filter(client_facts::id.gt(after));
        }
        let rows = rows.order(client_facts::id).select(FactRow::as_select());
        let (found, total) = paging.read(conn, rows, kept().count()).await?;
        let found = list::show_all(ctx, conn, found).await?;
        paging.page(found, total, |fact: &ClientFact| fact.id)
    })
    .await
}

/// An entry of the register.
#[derive(Debug, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[validate(schema(function = ends_after_start))]
pub struct RegisterWandering {
    /// Who is at risk.
    pub client_id: Uuid,
    /// How the person is recognised and where it used to go; sealed.
    #[schema(value_type = Option<Prose>)]
    pub note: Option<Sensitive<Prose>>,
    /// First day.
    #[schema(example = "2023-07-01")]
    pub from: NaiveDate,
    /// First day no longer, when it is known.
    pub to: Option<NaiveDate>,
}

fn ends_after_start(new: &RegisterWandering) -> Result<(), ValidationError> {
    dated::ends_after_start("/to", new.from, new.to)
}

/// Enters a client who is at risk of wandering; `POST /client-facts/{id}/end` takes it off the register.
#[utoipa::path(post, path = "/api/v1/wandering-register", tag = "clients")]
pub async fn register_wandering(
    ctx: Ctx<ManageClients>,
    body: Body<RegisterWandering>,
) -> Result<Created<ClientFact>> {
    let RegisterWandering { client_id, note, from, to } = body.0;
    let note = note.map(|note| note.map(String::from));
    let make = async |tx: &Tx<'_>, _: &Opened, key: &PersonKey| {
        let row = FactRow::new(tx, client_id, ClientFactKind::WanderingRisk, (from, to));
        let sealed = key.seal_some(model::cell(row.id), note.as_ref())?;
        Ok(FactRow { sealed, ..row })
    };
    let unknown = |error: Error| {
        if error.code == Code::NotFound { Fault::unknown_reference("/client_id").into() } else { error }
    };
    record::record(&ctx, client_id, make).await.map_err(unknown)
}
