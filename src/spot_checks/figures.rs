//! What spot checks found, in figures: evidence for the indicators.

use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use uuid::Uuid;

use super::model::{SpotCheckOutcome, SpotCheckSubject};
use crate::{
    db::Conn,
    http::Result,
    schema::{spot_check_items, spot_checks},
};

/// How many of what was drawn at a station in a phase were found as recorded, of how many that were checked. Who could not be
/// reached counts in neither; 0 of 0 where nothing is checked yet.
pub async fn figures(
    mut conn: &Conn,
    county: &str,
    (station, phase): (Uuid, Uuid),
    subject: SpotCheckSubject,
) -> Result<(i64, i64)> {
    let check = spot_checks::county_code
        .eq(spot_check_items::county_code)
        .and(spot_checks::id.eq(spot_check_items::spot_check_id));
    let query = spot_check_items::table
        .inner_join(spot_checks::table.on(check))
        .filter(spot_checks::county_code.eq(county))
        .filter(spot_checks::station_id.eq(station))
        .filter(spot_checks::phase_id.eq(phase))
        .filter(spot_checks::subject.eq(subject))
        .filter(spot_check_items::outcome.is_not_null())
        .select(spot_check_items::outcome.assume_not_null());
    let outcomes: Vec<SpotCheckOutcome> = query.load(&mut conn).await?;
    let count =
        |wanted| i64::try_from(outcomes.iter().filter(|one| **one == wanted).count()).unwrap_or(i64::MAX);
    let confirmed = count(SpotCheckOutcome::Confirmed);
    Ok((confirmed, confirmed.saturating_add(count(SpotCheckOutcome::NotConfirmed))))
}
