//! `POST /service-years`.

use chrono::{DateTime, NaiveDate, Utc};
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use serde::Deserialize;
use serde_json::json;
use utoipa::ToSchema;
use uuid::Uuid;
use validator::{Validate, ValidationError};

use super::model::{self, PhaseKind, ServiceYear};
use crate::{
    agreements,
    audit::event::Event,
    auth::policy::ManageAgreements,
    db::errors::OnConstraint as _,
    http::{Body, Created, Ctx, Error, Reply, Result, Tx, body::rule_fault, codes::Code, fault::Fault},
    schema::{phases, service_years},
};

/// A service year to record; twelve months as a rule, the first may be short.
#[derive(Debug, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[validate(schema(function = "days"))]
pub struct RegisterServiceYear {
    /// The agreement it belongs to.
    pub agreement_id: Uuid,
    /// First, second … of the agreement.
    #[schema(minimum = 1, maximum = 20)]
    pub ordinal: i32,
    /// First day; within the agreement's term.
    #[schema(example = "2023-06-30")]
    pub from: NaiveDate,
    /// First day no longer.
    #[schema(example = "2024-06-30")]
    pub to: NaiveDate,
    /// Mid-term and final (七（二）); they lie inside the year and share no day.
    #[schema(max_items = 2)]
    #[validate(nested)]
    pub phases: Vec<NewPhase>,
}

/// A phase of it.
#[derive(Debug, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[validate(schema(function = "phase_days"))]
pub struct NewPhase {
    /// Mid-term or final.
    pub kind: PhaseKind,
    /// First day judged.
    pub from: NaiveDate,
    /// First day no longer judged.
    pub to: NaiveDate,
    /// First day of scoring.
    pub scoring_from: NaiveDate,
    /// First day after scoring.
    pub scoring_to: NaiveDate,
}

fn days(new: &RegisterServiceYear) -> Result<(), ValidationError> {
    let outside = |phase: &NewPhase| phase.from < new.from || phase.to > new.to;
    if new.to <= new.from {
        return Err(rule_fault("/to", "too_early", "须晚于起始日", "It must be after the first day"));
    }
    if new.phases.iter().any(outside) {
        return Err(rule_fault(
            "/phases",
            "outside_the_year",
            "阶段须在服务年度之内",
            "A phase lies inside the service year",
        ));
    }
    Ok(())
}

fn phase_days(phase: &NewPhase) -> Result<(), ValidationError> {
    if phase.to <= phase.from {
        return Err(rule_fault("/to", "too_early", "须晚于起始日", "It must be after the first day"));
    }
    if phase.scoring_to <= phase.scoring_from {
        return Err(rule_fault(
            "/scoring_to",
            "too_early",
            "须晚于评分起始日",
            "It must be after the first day of scoring",
        ));
    }
    Ok(())
}

/// Records a service year of an agreement with its phases.
#[utoipa::path(post, path = "/api/v1/service-years", tag = "places")]
pub async fn register_service_year(
    ctx: Ctx<ManageAgreements>,
    body: Body<RegisterServiceYear>,
) -> Result<Created<ServiceYear>> {
    ctx.write(async |tx| {
        inside_the_term(tx, &body.0).await?;
        let id = tx.new_id();
        insert_year(tx, id, &body.0).await?;
        insert_phases(tx, id, &body.0.phases).await?;
        let changes = json!({"agreement": body.0.agreement_id, "ordinal": body.0.ordinal, "from": body.0.from, "to": body.0.to});
        tx.record(Event::new("service_year.registered", id, changes));
        Ok(Reply::tagged(&model::find(tx, tx.reach(), id).await?)?.at(format!("/api/v1/service-years/{id}")))
    })
    .await
}

/// Only of a signed agreement: a draft's term may still change.
async fn inside_the_term(tx: &Tx<'_>, new: &RegisterServiceYear) -> Result<()> {
    let found = agreements::model::lock(tx, new.agreement_id).await;
    let agreement = found.map_err(|e| e.as_reference("/agreement_id"))?;
    if agreement.voided_at.is_some() {
        return Err(Fault::body("/agreement_id", "voided", "该协议已作废", "The agreement is voided").into());
    }
    if agreement.signed_on.is_none() {
        let (zh, en) = ("该协议尚未签订", "The agreement is not signed yet");
        return Err(Fault::body("/agreement_id", "not_signed", zh, en).into());
    }
    let amendments =
        agreements::model::amendments(tx, tx.county(), &[agreement.id], DateTime::<Utc>::MAX_UTC).await?;
    if new.from >= agreement.valid_from && new.to <= agreement.paper(&amendments).ends_on() {
        return Ok(());
    }
    let (zh, en) = ("服务年度须在协议期限之内", "A service year lies inside the agreement's term");
    Err(Fault::body("/from", "outside_the_term", zh, en).into())
}

async fn insert_year(tx: &Tx<'_>, id: Uuid, new: &RegisterServiceYear) -> Result<()> {
    let row = (
        service_years::county_code.eq(tx.county()),
        service_years::id.eq(id),
        service_years::agreement_id.eq(new.agreement_id),
        service_years::ordinal.eq(new.ordinal),
        service_years::valid_from.eq(new.from),
        service_years::valid_to.eq(new.to),
        service_years::recorded_at.eq(tx.now()),
        service_years::version.eq(1),
    );
    let conflict = |zh, en| Error::new(Code::AlreadyExists).detail(zh, en);
    diesel::insert_into(service_years::table)
        .values(row)
        .execute(&mut tx.conn())
        .await
        .on_constraint("service_years_ordinal_once", || {
            conflict("该协议的此序号服务年度已登记", "This year of the agreement is recorded already")
        })
        .on_constraint("service_years_apart", || {
            conflict("与该协议的其他服务年度重叠", "It overlaps another year of the agreement")
        })?;
    Ok(())
}

async fn insert_phases(tx: &Tx<'_>, year: Uuid, new: &[NewPhase]) -> Result<()> {
    let row = |phase: &NewPhase| {
        (
            phases::county_code.eq(tx.county().to_owned()),
            phases::id.eq(tx.new_id()),
            phases::service_year_id.eq(year),
            phases::kind.eq(phase.kind),
            (phases::valid_from.eq(phase.from), phases::valid_to.eq(phase.to)),
            (phases::scoring_from.eq(phase.scoring_from), phases::scoring_to.eq(phase.scoring_to)),
        )
    };
    let rows: Vec<_> = new.iter().map(row).collect();
    let fault = |code, zh: &'static str, en: &'static str| Error::from(Fault::body("/phases", code, zh, en));
    diesel::insert_into(phases::table)
        .values(&rows)
        .execute(&mut tx.conn())
        .await
        .on_constraint("phases_kind_once", || fault("repeated", "中期、末期各一次", "Each kind once"))
        .on_constraint("phases_apart", || {
            fault("overlapping", "中期与末期不得有同一天", "Phases share no day")
        })?;
    Ok(())
}
