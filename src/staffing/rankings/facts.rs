//! What is recorded of workers who are candidates.

use std::collections::HashMap;

use chrono::NaiveDate;
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use futures_util::future::try_join4;
use uuid::Uuid;

use crate::{
    dated::Known,
    db::Conn,
    http::Result,
    rules::ranking::CandidateFacts,
    schema::workers,
    staffing::{
        compliance::rows::{self, by_owner},
        scope::Scope,
    },
};

/// The facts of those of the workers who are within the scope: one statement a table. Whether a certificate is held on
/// the day `on` is left open where none is recorded. Health, major, graduation and internship are not recorded yet.
pub async fn of_workers(
    conn: &Conn,
    county: &str,
    scope: &Scope,
    ids: &[Uuid],
    on: NaiveDate,
) -> Result<HashMap<Uuid, CandidateFacts>> {
    let known = Known::all(county);
    let (households, people, certificates, postings) = try_join4(
        households(conn, county, scope, ids),
        rows::people(conn, known, ids),
        rows::certificates(conn, known, ids),
        rows::postings(conn, known, ids),
    )
    .await?;
    let people: HashMap<_, _> = people.into_iter().collect();
    let (certificates, postings) = (by_owner(certificates), by_owner(postings));
    let facts = |(id, local_household): (Uuid, Option<bool>)| {
        let (birth, education) = people.get(&id).copied().unwrap_or_default();
        let held = certificates.get(&id).into_iter().flatten().any(|one| one.span().contains(on));
        let postings = postings.get(&id).into_iter().flatten().filter(|posting| !posting.span.is_empty());
        let facts = CandidateFacts {
            birth,
            education,
            certificate: held.then_some(true),
            local_household,
            first_posting: postings.map(|posting| posting.span.from).min(),
            ..CandidateFacts::default()
        };
        (id, facts)
    };
    Ok(households.into_iter().map(facts).collect())
}

async fn households(
    mut conn: &Conn,
    county: &str,
    scope: &Scope,
    ids: &[Uuid],
) -> Result<Vec<(Uuid, Option<bool>)>> {
    let rows = scope.workers(county).filter(workers::id.eq_any(ids));
    Ok(rows.select((workers::id, workers::local_household)).load(&mut conn).await?)
}
