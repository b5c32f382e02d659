//! Whose annual results of an agreement somebody may see: means and lowest tell of all its stations at once.

use diesel::{pg::Pg, prelude::*};
use diesel_async::RunQueryDsl;
use uuid::Uuid;

use crate::{
    auth::reach::Reach,
    db::{Conn, planned::among},
    http::Result,
    schema::{agreement_stations, agreements},
};

/// An agreement, its contractor, and the agreement it renews.
pub type Agreement = (Uuid, Uuid, Option<Uuid>);

/// The agreements within reach with all their stations: a contractor's own, ended ones too; a township's or an agency's
/// only where it sees every station.
pub fn agreements(reach: &Reach) -> agreements::BoxedQuery<'_, Pg> {
    let rows = agreements::table
        .filter(agreements::county_code.eq(&reach.county))
        .filter(agreements::signed_on.is_not_null())
        .filter(agreements::voided_at.is_null())
        .into_boxed();
    match (reach.contractor, reach.only_stations()) {
        (Some(contractor), _) => rows.filter(agreements::contractor_id.eq(contractor)),
        (None, Some(stations)) => {
            let covered = || {
                agreement_stations::table
                    .filter(agreement_stations::county_code.eq(&reach.county))
                    .filter(agreement_stations::voided_at.is_null())
            };
            let theirs = covered().filter(among(agreement_stations::station_id, stations));
            let others = covered().filter(agreement_stations::station_id.ne_all(stations));
            rows.filter(agreements::id.eq_any(theirs.select(agreement_stations::agreement_id)))
                .filter(agreements::id.ne_all(others.select(agreement_stations::agreement_id)))
        }
        (None, None) => rows,
    }
}

/// One agreement within reach. Errors: 404.
pub async fn find(mut conn: &Conn, reach: &Reach, id: Uuid) -> Result<Agreement> {
    let one = agreements(reach).filter(agreements::id.eq(id));
    let one = one.select((agreements::id, agreements::contractor_id, agreements::renews_id));
    Ok(one.first(&mut conn).await?)
}
