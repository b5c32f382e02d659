//! What the spot checks of the phase found.

use futures_util::future::try_join;

use super::{fact::Fact, window::Window};
use crate::{
    db::Conn,
    http::Result,
    rules::measures::FactName,
    spot_checks::{figures::figures, model::SpotCheckSubject},
};

/// Logs and clients that were checked, and those found as recorded; nought of nought where nothing was checked yet.
pub async fn facts(conn: &Conn, window: &Window) -> Result<Vec<Fact>> {
    let place = (window.station, window.phase);
    let of = |subject| figures(conn, &window.county, place, subject);
    let (logs, clients) = try_join(of(SpotCheckSubject::ServiceLogs), of(SpotCheckSubject::Clients)).await?;
    let rows = format!("/api/v1/spot-checks?station={}&phase={}", window.station, window.phase);
    let fact = |name, count: i64| Fact::known(name, u64::try_from(count).unwrap_or_default(), rows.clone());
    Ok(vec![
        fact(FactName::LogsChecked, logs.1),
        fact(FactName::LogsConfirmed, logs.0),
        fact(FactName::ClientsCalled, clients.1),
        fact(FactName::ClientsConfirmed, clients.0),
    ])
}
