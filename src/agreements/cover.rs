//! The cover: which station an agreement covers on which days. Made from the paper alone, so that signature, amendment,
//! termination and voiding all do the same.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use uuid::Uuid;

use super::model::{self, AgreementRow};
use crate::{
    db::errors::OnConstraint as _,
    http::{Error, Result, Tx, codes::Code},
    rules::agreements::Cover,
    schema::agreement_stations,
};

/// Makes the cover of a locked agreement what its paper says: rows that are no longer true are voided, others begun; what
/// was known before is still told by `known_at`. Answers the stations whose staffing this bears on: all of the agreement's,
/// for a first posting under it may be at any of them. Errors: 409 when another agreement covers a station on one of the
/// days.
pub async fn renew(tx: &Tx<'_>, agreement: &AgreementRow) -> Result<Vec<Uuid>> {
    let amendments = model::amendments(tx, tx.county(), &[agreement.id], DateTime::<Utc>::MAX_UTC).await?;
    let wanted = agreement.paper(&amendments).covers();
    let standing = standing(tx, agreement.id).await?;
    let all = standing.iter().map(|(_, cover)| cover).chain(&wanted).map(|cover| cover.station_id);
    let stations: BTreeSet<Uuid> = all.collect();
    let gone = standing.iter().filter(|(_, cover)| !wanted.contains(cover)).map(|(id, _)| *id);
    void(tx, gone.collect()).await?;
    let there = |cover: &Cover| standing.iter().any(|(_, other)| other == cover);
    let new: Vec<Cover> = wanted.into_iter().filter(|cover| !there(cover)).collect();
    insert(tx, agreement.id, &new).await?;
    Ok(stations.into_iter().collect())
}

async fn standing(tx: &Tx<'_>, agreement: Uuid) -> Result<Vec<(Uuid, Cover)>> {
    let rows: Vec<(Uuid, Uuid, _, _, _)> = agreement_stations::table
        .filter(agreement_stations::county_code.eq(tx.county()))
        .filter(agreement_stations::agreement_id.eq(agreement))
        .filter(agreement_stations::voided_at.is_null())
        .select((
            agreement_stations::id,
            agreement_stations::station_id,
            agreement_stations::valid_from,
            agreement_stations::valid_to,
            agreement_stations::staffing_date,
        ))
        .load(&mut tx.conn())
        .await?;
    let cover =
        |(id, station_id, from, to, staffing_date)| (id, Cover { station_id, from, to, staffing_date });
    Ok(rows.into_iter().map(cover).collect())
}

async fn void(tx: &Tx<'_>, rows: Vec<Uuid>) -> Result<()> {
    let gone = agreement_stations::table
        .filter(agreement_stations::county_code.eq(tx.county()))
        .filter(agreement_stations::id.eq_any(rows));
    diesel::update(gone).set(agreement_stations::voided_at.eq(tx.now())).execute(&mut tx.conn()).await?;
    Ok(())
}

async fn insert(tx: &Tx<'_>, agreement: Uuid, covers: &[Cover]) -> Result<()> {
    let row = |cover: &Cover| {
        (
            agreement_stations::county_code.eq(tx.county().to_owned()),
            agreement_stations::id.eq(tx.new_id()),
            agreement_stations::agreement_id.eq(agreement),
            agreement_stations::station_id.eq(cover.station_id),
            agreement_stations::valid_from.eq(cover.from),
            agreement_stations::valid_to.eq(cover.to),
            agreement_stations::staffing_date.eq(cover.staffing_date),
            agreement_stations::recorded_at.eq(tx.now()),
        )
    };
    let rows: Vec<_> = covers.iter().map(row).collect();
    let insert = diesel::insert_into(agreement_stations::table).values(&rows).execute(&mut tx.conn()).await;
    insert.on_constraint("agreement_stations_one_a_day", || Error::new(Code::OverlappingAgreement))?;
    Ok(())
}
