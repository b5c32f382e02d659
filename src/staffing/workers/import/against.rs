//! The rows against what the county has: one statement for all identity numbers, one for all certificates.

use std::collections::HashSet;

use diesel::prelude::*;
use diesel_async::RunQueryDsl;

use super::{columns::COLUMNS, judge::Candidate};
use crate::{
    bilingual::Bilingual,
    db::Conn,
    http::{Result, fault::Fault},
    schema::{certificates, workers},
    staffing::{certificates::model::number_taken, workers::person::known_already},
    tables::import::RowFault,
};

/// Adds a fault for each row whose person or certificate the county has already, without saying whose it is.
pub async fn judge(
    conn: &Conn,
    county: &str,
    candidates: &[Candidate],
    faults: &mut Vec<RowFault>,
) -> Result<()> {
    let (persons, numbers) =
        (persons(conn, county, candidates).await?, numbers(conn, county, candidates).await?);
    for candidate in candidates {
        let known = candidate.index.as_ref().is_some_and(|index| persons.contains(index));
        let taken = candidate.certificate.as_ref().is_some_and(|one| numbers.contains(&one.number));
        let person = known.then(|| at("/worker/identity_number", known_already().detail.as_ref()));
        let certificate = taken.then(|| at("/certificate/number", number_taken().detail.as_ref()));
        let both = [person, certificate].into_iter().flatten();
        faults.extend(both.map(|fault| RowFault::new(candidate.row, COLUMNS, fault)));
    }
    Ok(())
}

/// As the single endpoint says it.
fn at(pointer: &str, said: Option<&Bilingual>) -> Fault {
    let (zh, en) = said.map(|said| (said.zh.clone(), said.en.clone())).unwrap_or_default();
    Fault::body(pointer, "already_exists", zh, en)
}

async fn persons(mut conn: &Conn, county: &str, candidates: &[Candidate]) -> Result<HashSet<Vec<u8>>> {
    let asked: Vec<&[u8]> = candidates.iter().filter_map(|one| one.index.as_deref()).collect();
    let known = workers::table
        .filter(workers::county_code.eq(county))
        .filter(workers::identity_number_index.eq_any(asked))
        .select(workers::identity_number_index.assume_not_null());
    Ok(known.load(&mut conn).await?.into_iter().collect())
}

async fn numbers(mut conn: &Conn, county: &str, candidates: &[Candidate]) -> Result<HashSet<String>> {
    let asked: Vec<&str> =
        candidates.iter().filter_map(|one| one.certificate.as_ref()).map(|one| one.number.as_str()).collect();
    let known = certificates::table
        .filter(certificates::county_code.eq(county))
        .filter(certificates::voided_at.is_null())
        .filter(certificates::number.eq_any(asked))
        .select(certificates::number);
    Ok(known.load(&mut conn).await?.into_iter().collect())
}
