//! Writing the rows: a statement a table for some hundreds of them, the events of the single endpoints for each.

use std::collections::BTreeSet;

use serde_json::json;

use super::judge::Candidate;
use crate::{
    audit::event::Event,
    http::{Result, Tx},
    staffing::{
        certificates::model::Certificate,
        employments::model::Employment,
        findings::{Touched, recheck},
        postings::model::Posting,
        workers::person::SealedPerson,
    },
};

/// Rows of one statement; PostgreSQL takes 65 535 parameters, a worker has 15.
const AT_ONCE: usize = 500;

/// Writes all of them. Errors: 409 when somebody registered one of them a moment ago.
pub async fn all(tx: &Tx<'_>, candidates: Vec<Candidate>) -> Result<()> {
    let postings = candidates.iter().filter_map(|candidate| candidate.posting.as_ref());
    let stations: BTreeSet<_> = postings.map(|posting| posting.station_id).collect();
    let mut rest = candidates.into_iter().peekable();
    while rest.peek().is_some() {
        some(tx, rest.by_ref().take(AT_ONCE).collect()).await?;
    }
    recheck(tx, Touched::Stations(stations.into_iter().collect())).await
}

async fn some(tx: &Tx<'_>, candidates: Vec<Candidate>) -> Result<()> {
    let (mut persons, mut employments, mut postings, mut certificates) =
        (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for candidate in candidates {
        record(tx, &candidate);
        persons.push(candidate.person);
        employments.extend(candidate.employment);
        postings.extend(candidate.posting);
        certificates.extend(candidate.certificate);
    }
    SealedPerson::insert_all(tx, persons).await?;
    Employment::insert_all(tx, &employments).await?;
    Posting::insert_all(tx, &postings).await?;
    Certificate::insert_all(tx, &certificates).await
}

fn record(tx: &Tx<'_>, candidate: &Candidate) {
    let employment = candidate.employment.as_ref().map(Employment::told);
    tx.record(Event::new("worker.registered", candidate.person.id(), json!({"employment": employment})));
    if let Some(posting) = &candidate.posting {
        tx.record(Event::new("posting.recorded", posting.id, posting.told()));
    }
    if let Some(certificate) = &candidate.certificate {
        tx.record(Event::new("certificate.recorded", certificate.id, certificate.told()));
    }
}
