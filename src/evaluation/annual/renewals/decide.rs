//! `POST /renewal-references`.

use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use serde::Deserialize;
use serde_json::json;
use sha2::{Digest as _, Sha256};
use utoipa::ToSchema;
use uuid::Uuid;
use validator::Validate;

use super::{
    facts::{self, RenewalFacts},
    model::{self, RenewalDecision, RenewalReference},
};
use crate::{
    audit::event::Event,
    auth::policy::DecideRenewals,
    db::errors::OnConstraint as _,
    evaluation::annual::within::{self, Agreement},
    http::{Body, Created, Ctx, Error, Reply, Result, Tx, codes::Code, fault::Fault, hex::hex, text::Reason},
    schema::{agreements, renewal_references, service_years},
};

/// The least that a reason to depart from what is recommended says.
const LEAST_TO_DEPART: usize = 20;

/// A decision on a renewal.
#[derive(Debug, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct DecideRenewal {
    /// The agreement.
    pub agreement_id: Uuid,
    /// The service year whose results it refers to.
    pub service_year_id: Uuid,
    /// What is decided.
    pub decision: RenewalDecision,
    /// True exactly if it is something else than the policy recommends; the reason then says why, in 20 characters at
    /// least.
    #[serde(default)]
    #[schema(required = false)]
    pub departs: bool,
    /// Why.
    pub reason: Reason,
}

/// Decides on the renewal of an agreement; the annual results are kept with it as they are now.
#[utoipa::path(post, path = "/api/v1/renewal-references", tag = "evaluation")]
pub async fn decide_renewal(
    ctx: Ctx<DecideRenewals>,
    body: Body<DecideRenewal>,
) -> Result<Created<RenewalReference>> {
    ctx.write(async |tx| {
        let (id, new) = (tx.new_id(), &body.0);
        let agreement = references(tx, new).await?;
        let facts = facts::load(tx, agreement, new.service_year_id).await?.ok_or_else(nothing_published)?;
        judge_departure(new, facts.recommendation)?;
        let digest = insert(tx, id, new, &facts).await?;
        let told = json!({
            "agreement": new.agreement_id,
            "service_year": new.service_year_id,
            "recommendation": facts.recommendation,
            "decision": new.decision,
            "digest": digest,
        });
        tx.record(Event::new("renewal.decided", id, told));
        let reference = model::find(tx, tx.reach(), id).await?;
        Ok(Reply::tagged(&reference)?.at(format!("/api/v1/renewal-references/{id}")))
    })
    .await
}

/// The agreement; its service year is one of its own. Errors: 422 with every reference that is wrong.
async fn references(tx: &Tx<'_>, new: &DecideRenewal) -> Result<Agreement> {
    let one = within::agreements(tx.reach()).filter(agreements::id.eq(new.agreement_id));
    let one = one.select((agreements::id, agreements::contractor_id, agreements::renews_id));
    let agreement: Option<Agreement> = one.first(&mut tx.conn()).await.optional()?;
    let year = service_years::table.find((tx.county(), new.service_year_id));
    let year = year.select(service_years::agreement_id);
    let of: Option<Uuid> = year.first(&mut tx.conn()).await.optional()?;
    let mut faults = Vec::new();
    if agreement.is_none() {
        faults.push(Fault::unknown_reference("/agreement_id"));
    }
    if of.is_none() || (agreement.is_some() && of != Some(new.agreement_id)) {
        faults.push(Fault::unknown_reference("/service_year_id"));
    }
    agreement.filter(|_| faults.is_empty()).ok_or_else(|| Error::invalid(faults))
}

fn nothing_published() -> Error {
    Error::new(Code::Conflict).detail(
        "该协议在该服务年度没有已公布的评估结果",
        "The agreement has no published result in this service year",
    )
}

/// Who departs from what is recommended says so, and why. Errors: 422.
fn judge_departure(new: &DecideRenewal, recommended: Option<RenewalDecision>) -> Result<()> {
    let departs = recommended.is_some_and(|recommended| recommended != new.decision);
    let fault = match (departs, new.departs) {
        (true, false) => {
            let en = "The decision is not what is recommended; say so";
            Fault::body("/departs", "required", "决定与参考建议不一致，须注明", en)
        }
        (false, true) => {
            let en = "There is nothing recommended that the decision departs from";
            Fault::body("/departs", "not_allowed", "决定与参考建议并无不一致", en)
        }
        (true, true) if new.reason.as_str().chars().count() < LEAST_TO_DEPART => {
            let (zh, en) = ("决定与参考建议不一致的，理由不少于20字", "Say why, in 20 characters at least");
            Fault::body("/reason", "too_short", zh, en)
        }
        _ => return Ok(()),
    };
    Err(fault.into())
}

async fn insert(tx: &Tx<'_>, id: Uuid, new: &DecideRenewal, facts: &RenewalFacts) -> Result<String> {
    let body = serde_json_canonicalizer::to_vec(facts).map_err(Error::internal)?;
    let digest = Sha256::digest(&body).to_vec();
    let row = (
        renewal_references::county_code.eq(tx.county()),
        renewal_references::id.eq(id),
        renewal_references::agreement_id.eq(new.agreement_id),
        renewal_references::service_year_id.eq(new.service_year_id),
        renewal_references::body.eq(body),
        renewal_references::digest.eq(&digest),
        renewal_references::recommendation.eq(facts.recommendation),
        renewal_references::decision.eq(new.decision),
        renewal_references::reason.eq(new.reason.as_str()),
        renewal_references::decided_by.eq(tx.actor()?),
        renewal_references::recorded_at.eq(tx.now()),
        renewal_references::version.eq(1),
    );
    let inserted = diesel::insert_into(renewal_references::table).values(row).execute(&mut tx.conn()).await;
    inserted.on_constraint("renewal_references_once", decided_already)?;
    Ok(hex(&digest))
}

fn decided_already() -> Error {
    Error::new(Code::AlreadyExists).detail(
        "该协议在该服务年度的续签已有决定；如有误，请先作废",
        "The renewal is decided already for this service year; if that is wrong, void it first",
    )
}
