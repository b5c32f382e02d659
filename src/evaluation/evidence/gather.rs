//! All facts of a station's days: a fixed number of statements, whatever the number of indicators, workers and logs.

use futures_util::future::{try_join, try_join5};

use super::{
    casework, clients, fact::Fact, later, logs, reports, spot_checks, staffing, station::Kept, window::Window,
};
use crate::{bilingual::Bilingual, db::Conn, http::Result};

/// The facts of these days; what nobody keeps is among them as unknown.
pub async fn facts(conn: &Conn, window: &Window) -> Result<Vec<Fact>> {
    if window.is_empty() {
        return Ok(later::all(&Bilingual::new("评估期尚未开始", "None of the days is over yet")));
    }
    let kept = Kept::load(conn, window).await?;
    let families = try_join5(
        reports::facts(conn, window, kept.as_ref()),
        logs::facts(conn, window),
        clients::facts(conn, window),
        casework::cases(conn, window),
        casework::sessions(conn, window),
    );
    let ((reports, logs, clients, cases, groups), checks) =
        try_join(families, spot_checks::facts(conn, window)).await?;
    let mut all = staffing::facts(window, kept.as_ref());
    for family in [reports, logs, clients, cases, groups, checks] {
        all.extend(family);
    }
    later::complete(&mut all);
    Ok(all)
}
