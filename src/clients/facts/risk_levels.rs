//! `POST /clients/{id}/risk-levels`.

use chrono::NaiveDate;
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use serde::Deserialize;
use serde_json::json;
use utoipa::ToSchema;
use uuid::Uuid;
use validator::Validate;

use super::{
    model::{ClientFact, FactRow},
    record,
};
use crate::{
    audit::event::Event,
    auth::policy::ManageClients,
    clients::{
        kinds::{ClientFactKind, RiskLevel},
        opened::Opened,
    },
    http::{Body, Created, Ctx, Id, Path, Result, Tx},
    personal::PersonKey,
    schema::client_facts,
};

/// A risk level of a client.
#[derive(Debug, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct RecordRiskLevel {
    /// The level.
    pub risk_level: RiskLevel,
    /// First day; the level before ends on it.
    #[schema(example = "2023-07-01")]
    pub from: NaiveDate,
}

/// Records the risk level of a client from a day on; the one before ends that day.
#[utoipa::path(post, path = "/api/v1/clients/{id}/risk-levels", tag = "clients")]
pub async fn record_risk_level(
    ctx: Ctx<ManageClients>,
    path: Path<Id>,
    body: Body<RecordRiskLevel>,
) -> Result<Created<ClientFact>> {
    let RecordRiskLevel { risk_level, from } = body.0;
    let make = async |tx: &Tx<'_>, _: &Opened, _: &PersonKey| {
        end_the_one_before(tx, path.id, from).await?;
        let row = FactRow::new(tx, path.id, ClientFactKind::RiskLevel, (from, None));
        Ok(FactRow { risk_level: Some(risk_level), ..row })
    };
    record::record(&ctx, path.id, make).await
}

/// One that begins on the same day or later is not ended: the two contradict each other, and one is to be voided.
async fn end_the_one_before(tx: &Tx<'_>, client: Uuid, from: NaiveDate) -> Result<()> {
    let before = client_facts::table
        .filter(client_facts::county_code.eq(tx.county()))
        .filter(client_facts::client_id.eq(client))
        .filter(client_facts::kind.eq(ClientFactKind::RiskLevel))
        .filter(client_facts::voided_at.is_null())
        .filter(client_facts::valid_to.is_null())
        .filter(client_facts::valid_from.lt(from));
    let change = (
        client_facts::valid_to.eq(from),
        client_facts::end_recorded_at.eq(tx.now()),
        client_facts::version.eq(client_facts::version + 1),
    );
    let ended: Vec<Uuid> =
        diesel::update(before).set(change).returning(client_facts::id).get_results(&mut tx.conn()).await?;
    for id in ended {
        let told = json!({"client": client, "kind": ClientFactKind::RiskLevel, "to": from});
        tx.record(Event::new("client_fact.ended", id, told));
    }
    Ok(())
}
