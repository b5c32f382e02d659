//! The figures counted anew from the logs: compared, or put in the place of those that are kept.

use diesel::{
    QueryableByName, sql_query,
    sql_types::{Date, Text, Uuid as SqlUuid},
};
use diesel_async::{RunQueryDsl, SimpleAsyncConnection as _};
use uuid::Uuid;

use crate::{db::Conn, http::Result};

/// A row that is not as the recount says.
#[derive(Debug, PartialEq, Eq, QueryableByName)]
pub struct Deviation {
    /// `service_figures` or `service_client_figures`.
    #[diesel(sql_type = Text)]
    pub table: String,
    /// The cut.
    #[diesel(sql_type = Text)]
    pub cut: String,
    /// The day or the first day of the month.
    #[diesel(sql_type = Date)]
    pub starts_on: chrono::NaiveDate,
    /// The station.
    #[diesel(sql_type = SqlUuid)]
    pub station_id: Uuid,
}

const DEVIATIONS: &str = "\
    WITH kept AS (SELECT * FROM service_figures WHERE county_code = $1 AND logs <> 0), \
    told AS (SELECT * FROM service_figures_recounted WHERE county_code = $1), \
    kept_clients AS (SELECT * FROM service_client_figures WHERE county_code = $1 AND logs <> 0), \
    told_clients AS (SELECT * FROM service_client_figures_recounted WHERE county_code = $1) \
    SELECT DISTINCT 'service_figures' AS \"table\", cut, starts_on, station_id FROM \
    ((TABLE kept EXCEPT TABLE told) UNION ALL (TABLE told EXCEPT TABLE kept)) one UNION ALL \
    SELECT DISTINCT 'service_client_figures', cut, starts_on, station_id FROM \
    ((TABLE kept_clients EXCEPT TABLE told_clients) UNION ALL (TABLE told_clients EXCEPT TABLE kept_clients)) other \
    ORDER BY 1, 2, 3, 4";

/// Where the figures of a county are not what its logs say: nowhere, unless a row was written by hand. One statement, so
/// one instant, while the service runs.
pub async fn deviations(mut conn: &Conn, county: &str) -> Result<Vec<Deviation>> {
    Ok(sql_query(DEVIATIONS).bind::<Text, _>(county).load(&mut conn).await?)
}

/// Writers wait from here to the end: one that has counted a log has committed it, one that has not will find the new rows.
const BEGIN: &str = "BEGIN; LOCK TABLE service_figures, service_client_figures IN SHARE ROW EXCLUSIVE MODE";

/// Puts the recount in the place of what is kept; how many rows there are then. The service may run.
pub async fn rebuild(mut conn: &Conn, county: &str) -> Result<usize> {
    conn.batch_execute(BEGIN).await?;
    let done = replace(conn, county).await;
    conn.batch_execute(if done.is_ok() { "COMMIT" } else { "ROLLBACK" }).await?;
    done
}

async fn replace(mut conn: &Conn, county: &str) -> Result<usize> {
    let mut rows = 0_usize;
    for table in ["service_figures", "service_client_figures"] {
        let clear = format!("DELETE FROM {table} WHERE county_code = $1");
        sql_query(clear).bind::<Text, _>(county).execute(&mut conn).await?;
        let fill = format!("INSERT INTO {table} SELECT * FROM {table}_recounted WHERE county_code = $1");
        rows = rows.saturating_add(sql_query(fill).bind::<Text, _>(county).execute(&mut conn).await?);
    }
    Ok(rows)
}
