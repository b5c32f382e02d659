//! What is recorded of workers who are candidates.

use std::collections::HashMap;

use chrono::NaiveDate;
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use futures_util::future::try_join5;
use uuid::Uuid;

use crate::{
    dated::{Known, KnownIn},
    db::Conn,
    http::Result,
    rules::{policy::Policy, ranking::CandidateFacts, staffing::in_good_health},
    schema::workers,
    staffing::{
        compliance::{
            person_rows,
            rows::{self, by_owner},
        },
        scope::Scope,
    },
};

/// The facts of those of the workers who are within the scope: one statement a table. Whether a certificate is held on
/// the day `on` is left open where none is recorded.
pub async fn of_workers(
    conn: &Conn,
    (county, scope): (&str, &Scope),
    ids: &[Uuid],
    (on, policy): (NaiveDate, &Policy),
) -> Result<HashMap<Uuid, CandidateFacts>> {
    let known = KnownIn::from(Known::all(county));
    let (preferred, people, certificates, health, postings) = try_join5(
        preferred(conn, county, scope, ids),
        person_rows::people(conn, &known, ids.into()),
        person_rows::certificates(conn, &known, ids.into()),
        person_rows::health(conn, &known, ids.into()),
        rows::postings(conn, &known, ids.into()),
    )
    .await?;
    let people: HashMap<_, _> = people.into_iter().collect();
    let (certificates, health, postings) = (by_owner(certificates), by_owner(health), by_owner(postings));
    let facts = |(id, row): (Uuid, Preferred)| {
        let (birth, education) = people.get(&id).copied().unwrap_or_default();
        let held = certificates.get(&id).into_iter().flatten().any(|one| one.span().contains(on));
        let postings = postings.get(&id).into_iter().flatten().filter(|posting| !posting.span.is_empty());
        let statements = health.get(&id).map(Vec::as_slice).unwrap_or_default();
        let facts = CandidateFacts {
            birth,
            healthy: in_good_health(statements, policy.health_interval_months.value, on),
            education,
            certificate: held.then_some(true),
            social_work_major: row.social_work_major,
            local_household: row.local_household,
            in_province_graduate: row.in_province_graduate,
            in_province_training_base: row.in_province_training_base,
            first_posting: postings.map(|posting| posting.span.from).min(),
        };
        (id, facts)
    };
    Ok(preferred.into_iter().map(facts).collect())
}

/// What the plan prefers among equals, as recorded.
#[derive(Queryable, Selectable)]
#[diesel(table_name = workers)]
struct Preferred {
    social_work_major: Option<bool>,
    local_household: Option<bool>,
    in_province_graduate: Option<bool>,
    in_province_training_base: Option<bool>,
}

async fn preferred(
    mut conn: &Conn,
    county: &str,
    scope: &Scope,
    ids: &[Uuid],
) -> Result<Vec<(Uuid, Preferred)>> {
    let rows = scope.workers(county).filter(workers::id.eq_any(ids));
    Ok(rows.select((workers::id, Preferred::as_select())).load(&mut conn).await?)
}
