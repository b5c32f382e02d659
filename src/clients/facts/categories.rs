//! `POST /clients/{id}/categories`.

use chrono::NaiveDate;
use serde::Deserialize;
use utoipa::ToSchema;
use validator::{Validate, ValidationError};

use super::{
    model::{ClientFact, FactRow},
    record,
};
use crate::{
    auth::policy::ManageClients,
    clients::{
        kinds::{ClientCategory, ClientFactKind},
        opened::Opened,
    },
    dated,
    http::{Body, Created, Ctx, Id, Path, Result, Tx},
    personal::PersonKey,
};

/// A category of a client.
#[derive(Debug, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[validate(schema(function = ends_after_start))]
pub struct RecordCategory {
    /// The category.
    pub category: ClientCategory,
    /// First day.
    #[schema(example = "2023-07-01")]
    pub from: NaiveDate,
    /// First day no longer, when it is known.
    pub to: Option<NaiveDate>,
}

fn ends_after_start(new: &RecordCategory) -> Result<(), ValidationError> {
    dated::ends_after_start("/to", new.from, new.to)
}

/// Records that a client is in a category from a day on; several may hold at once, each once.
#[utoipa::path(post, path = "/api/v1/clients/{id}/categories", tag = "clients")]
pub async fn record_category(
    ctx: Ctx<ManageClients>,
    path: Path<Id>,
    body: Body<RecordCategory>,
) -> Result<Created<ClientFact>> {
    let RecordCategory { category, from, to } = body.0;
    let make = async |tx: &Tx<'_>, _: &Opened, _: &PersonKey| {
        let row = FactRow::new(tx, path.id, ClientFactKind::Category, (from, to));
        Ok(FactRow { category: Some(category), ..row })
    };
    record::record(&ctx, path.id, make).await
}
