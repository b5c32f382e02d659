//! The facts that agreements are judged by, as they were known at an instant: one statement a table.

use std::collections::HashMap;

use chrono::NaiveDate;
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use futures_util::future::try_join4;
use uuid::Uuid;

use super::model::{self, AgreementRow};
use crate::{
    dated::Known,
    db::Conn,
    http::Result,
    rules::{
        agreements::{AgreementFacts, ContractorFacts},
        identifiers::CreditCode,
        periods::Span,
        policy::Policy,
    },
    schema::{organisation_versions, organisations, project_cycles},
};

/// The facts of these agreements, in their order.
pub async fn of_agreements(
    conn: &Conn,
    known: Known<'_>,
    policy: &Policy,
    rows: Vec<AgreementRow>,
) -> Result<Vec<AgreementFacts>> {
    let ids: Vec<Uuid> = rows.iter().map(|row| row.id).collect();
    let contractors: Vec<Uuid> = rows.iter().map(|row| row.contractor_id).collect();
    let (amendments, codes, registered, cycles) = try_join4(
        model::amendments(conn, known.county, &ids, known.at),
        credit_codes(conn, known, &contractors),
        registrations(conn, known, &contractors),
        cycles(conn, known),
    )
    .await?;
    let facts = |row: AgreementRow| {
        let row = row.as_known(known.at);
        let own: Vec<_> = amendments.iter().filter(|one| one.agreement_id == row.id).cloned().collect();
        let (authority, registered_on) = registered.get(&row.contractor_id).cloned().unwrap_or_default();
        let credit_code = codes.get(&row.contractor_id).cloned().unwrap_or_default();
        AgreementFacts {
            agreement_id: row.id,
            policy: policy.clone(),
            paper: row.paper(&own),
            contractor: ContractorFacts {
                social_organisation: CreditCode::parse(&credit_code)
                    .is_ok_and(|code| code.is_social_organisation()),
                credit_code,
                authority,
                registered_on,
            },
            renews: row.renews_id.is_some(),
            cycle: row.project_cycle_id.and_then(|id| cycles.get(&id).copied()),
        }
    };
    Ok(rows.into_iter().map(facts).collect())
}

async fn credit_codes(mut conn: &Conn, known: Known<'_>, ids: &[Uuid]) -> Result<HashMap<Uuid, String>> {
    let query = organisations::table
        .filter(organisations::county_code.eq(known.county))
        .filter(organisations::id.eq_any(ids))
        .select((organisations::id, organisations::credit_code));
    Ok(query.load(&mut conn).await?.into_iter().collect())
}

type Registration = (Option<String>, Option<NaiveDate>);

/// Authority and day of registration: the newest version known.
async fn registrations(
    mut conn: &Conn,
    known: Known<'_>,
    ids: &[Uuid],
) -> Result<HashMap<Uuid, Registration>> {
    let query = organisation_versions::table
        .filter(organisation_versions::county_code.eq(known.county))
        .filter(organisation_versions::organisation_id.eq_any(ids))
        .filter(organisation_versions::recorded_at.le(known.at))
        .distinct_on(organisation_versions::organisation_id)
        .order((organisation_versions::organisation_id, organisation_versions::version.desc()))
        .select((
            organisation_versions::organisation_id,
            (organisation_versions::registration_authority, organisation_versions::registered_on),
        ));
    Ok(query.load(&mut conn).await?.into_iter().collect())
}

async fn cycles(mut conn: &Conn, known: Known<'_>) -> Result<HashMap<Uuid, Span>> {
    let query = project_cycles::table
        .filter(project_cycles::county_code.eq(known.county))
        .filter(project_cycles::recorded_at.le(known.at))
        .select((project_cycles::id, project_cycles::valid_from, project_cycles::valid_to));
    let rows: Vec<(Uuid, NaiveDate, NaiveDate)> = query.load(&mut conn).await?;
    Ok(rows.into_iter().map(|(id, from, to)| (id, Span::between(from, to))).collect())
}
