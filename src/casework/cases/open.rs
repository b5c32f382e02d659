//! `POST /cases`.

use chrono::NaiveDate;
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use serde::Deserialize;
use serde_json::json;
use utoipa::ToSchema;
use uuid::Uuid;
use validator::Validate;

use super::{
    leads,
    model::{CaseRow, cell},
    show,
    view::Case,
};
use crate::{
    audit::event::Event,
    auth::policy::ManageCases,
    casework::employed,
    clients, dated,
    http::{Body, Created, Ctx, Result, Tx, codes::Code, fault::Fault, text::Prose},
    personal::{PersonKey, Roots, Sensitive},
    rules::case_stages::CaseState,
    schema::cases,
};

/// A case to accept.
#[derive(Debug, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct AcceptCase {
    /// The station.
    pub station_id: Uuid,
    /// The client, registered with that station.
    pub client_id: Uuid,
    /// Who leads it, employed on that day.
    pub lead_worker_id: Uuid,
    /// The day of acceptance; not after today.
    #[schema(example = "2023-07-01")]
    pub accepted_on: NaiveDate,
    /// What the client came with; sealed.
    #[schema(value_type = Prose)]
    pub presenting_problem: Sensitive<Prose>,
}

/// Accepts a case (接案). A responsible person who assigns somebody else opens a minor to the lead worker, for as long as
/// the assignment and the case last, twelve months at most.
#[utoipa::path(post, path = "/api/v1/cases", tag = "casework")]
pub async fn accept_case(ctx: Ctx<ManageCases>, body: Body<AcceptCase>) -> Result<Created<Case>> {
    let (roots, new) = (&ctx.shared().personal, &body.0);
    ctx.write(async |tx| {
        let key = client_key(roots, tx, new).await?;
        dated::not_after(tx.today(), "/accepted_on", Some(new.accepted_on))?;
        employed::require(tx, "/lead_worker_id", new.lead_worker_id, new.accepted_on).await?;
        let row = new.row(tx, &key)?;
        let values = (cases::county_code.eq(tx.county()), &row);
        diesel::insert_into(cases::table).values(values).execute(&mut tx.conn()).await?;
        leads::insert(tx, ctx.caller()?, row.id, (new.lead_worker_id, new.accepted_on)).await?;
        let told = json!({"station": row.station_id, "client": row.client_id, "lead": new.lead_worker_id,
            "accepted_on": row.accepted_on});
        tx.record(Event::new("case.accepted", row.id, told));
        let path = format!("/api/v1/cases/{}", row.id);
        Ok(show::reply::<_, 201>(&ctx, tx, row).await?.at(path))
    })
    .await
}

/// The key of the client. Errors: 422 when there is no such client of that station within reach, 409 when it was erased.
async fn client_key(roots: &Roots, tx: &Tx<'_>, new: &AcceptCase) -> Result<PersonKey> {
    let mine = tx.reach().covers(new.station_id);
    let found = match clients::model::lock(roots, tx, new.client_id).await {
        Err(error) if error.code == Code::NotFound => None,
        found => Some(found?),
    };
    dated::require_references([("/station_id", mine), ("/client_id", found.is_some())])?;
    match found {
        Some((client, key)) if client.station_id == new.station_id => {
            key.require()?;
            Ok(key)
        }
        _ => {
            let (zh, en) = ("该服务对象由其他站点服务", "The client is another station's");
            Err(Fault::body("/client_id", "other_station", zh, en).into())
        }
    }
}

impl AcceptCase {
    fn row(&self, tx: &Tx<'_>, key: &PersonKey) -> Result<CaseRow> {
        let id = tx.new_id();
        let problem = self.presenting_problem.clone().map(String::from);
        Ok(CaseRow {
            id,
            station_id: self.station_id,
            client_id: self.client_id,
            accepted_on: self.accepted_on,
            problem_sealed: Some(key.seal(cell("cases", "problem", id), &problem)?),
            state: CaseState::Accepted,
            planned_on: None,
            ended_on: None,
            recorded_by: tx.actor()?,
            recorded_at: tx.now(),
            voided_at: None,
            void_reason: None,
            version: 1,
        })
    }
}
