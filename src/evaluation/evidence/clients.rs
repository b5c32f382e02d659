//! Priority clients (重点对象): those of the baseline survey, and those who were served. The survey counts one who is in
//! several categories in each of them; so do we, that like is set against like.

use diesel::{dsl::sql, prelude::*, sql_types::BigInt};
use diesel_async::RunQueryDsl;
use futures_util::future::try_join;
use uuid::Uuid;

use super::{fact::Fact, logs, window::Window};
use crate::{
    bilingual::Bilingual,
    clients::{baseline_surveys::model::SurveyCount, kinds::ClientCategory},
    db::{Conn, json::Json},
    http::Result,
    rules::{log_states::LogState, measures::FactName},
    schema::{baseline_surveys, client_facts, clients, service_log_clients, service_logs},
};

/// A registration that was merged into another counts as that one.
const SURVIVOR: &str = "coalesce(clients.merged_into, clients.id)";

/// The facts of the clients.
pub async fn facts(conn: &Conn, window: &Window) -> Result<Vec<Fact>> {
    let (surveyed, served) = try_join(surveyed(conn, window), served(conn, window)).await?;
    let served = Fact::counted(FactName::PriorityClientsServed, served, logs::rows(window, "counts=true"));
    Ok(vec![surveyed, served])
}

/// The latest survey up to the last day.
async fn surveyed(mut conn: &Conn, window: &Window) -> Result<Fact> {
    let query = baseline_surveys::table
        .filter(baseline_surveys::county_code.eq(&window.county))
        .filter(baseline_surveys::station_id.eq(window.station))
        .filter(baseline_surveys::surveyed_on.lt(window.to))
        .filter(baseline_surveys::voided_at.is_null())
        .order((baseline_surveys::surveyed_on.desc(), baseline_surveys::recorded_at.desc()))
        .select((baseline_surveys::id, baseline_surveys::counts));
    let latest: Option<(Uuid, Json<Vec<SurveyCount>>)> = query.first(&mut conn).await.optional()?;
    let name = FactName::PriorityClientsSurveyed;
    Ok(match latest {
        None => {
            let rows = format!("/api/v1/baseline-surveys?station_id={}", window.station);
            Fact::unknown(
                name,
                Bilingual::new("尚未登记摸底调查", "No baseline survey is recorded"),
                Some(rows),
            )
        }
        Some((id, counts)) => {
            let people = counts.iter().filter(|count| is_priority(count.category));
            let people = people.map(|count| i64::from(count.people)).sum();
            Fact::counted(name, people, format!("/api/v1/baseline-surveys/{id}"))
        }
    })
}

/// Every category but `other` is one that the plan serves first (ours).
const fn is_priority(category: ClientCategory) -> bool {
    !matches!(category, ClientCategory::Other)
}

/// Clients of the logs that count, once in each category that held on one of the days.
async fn served(mut conn: &Conn, window: &Window) -> Result<i64> {
    let ids = reached(conn, window).await?;
    let same =
        client_facts::county_code.eq(clients::county_code).and(client_facts::client_id.eq(clients::id));
    let query = client_facts::table
        .inner_join(clients::table.on(same))
        .filter(client_facts::county_code.eq(&window.county))
        .filter(clients::id.eq_any(&ids).or(clients::merged_into.eq_any(&ids)))
        .filter(client_facts::voided_at.is_null())
        .filter(client_facts::category.is_not_null())
        .filter(client_facts::category.assume_not_null().ne(ClientCategory::Other))
        .filter(client_facts::valid_from.lt(window.to))
        .filter(client_facts::valid_to.is_null().or(client_facts::valid_to.assume_not_null().gt(window.from)))
        .select(sql::<BigInt>(&format!("count(DISTINCT ({SURVIVOR}, client_facts.category))")));
    Ok(query.first(&mut conn).await?)
}

async fn reached(mut conn: &Conn, window: &Window) -> Result<Vec<Uuid>> {
    let of_client = clients::county_code
        .eq(service_log_clients::county_code)
        .and(clients::id.eq(service_log_clients::client_id));
    let counting = service_logs::table
        .filter(service_logs::county_code.eq(&window.county))
        .filter(service_logs::station_id.eq(window.station))
        .filter(service_logs::served_on.ge(window.from))
        .filter(service_logs::served_on.lt(window.to))
        .filter(service_logs::state.eq_any(LogState::COUNTING))
        .select(service_logs::id);
    let query = service_log_clients::table
        .inner_join(clients::table.on(of_client))
        .filter(service_log_clients::county_code.eq(&window.county))
        .filter(service_log_clients::log_id.eq_any(counting))
        .select(sql::<diesel::sql_types::Uuid>(SURVIVOR))
        .distinct();
    Ok(query.load(&mut conn).await?)
}
