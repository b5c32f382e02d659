//! PostgreSQL plans the statements of a log five times for a connection, and then no more.

use diesel::{prelude::*, sql_query, sql_types::Text};
use diesel_async::RunQueryDsl;
use stations::{
    audit::event::Circumstances,
    auth::reach::{Extent, Reach},
    db::{Conn, pool},
    http::{Paging, Tx, clock::new_id},
    schema::service_logs,
    service_logs::{asked, grounds, model},
};
use uuid::Uuid;

use super::Post;
use crate::harness::{BAISHA, Lab};

const OFTEN: usize = 8;

#[derive(Debug, QueryableByName)]
struct Statement {
    #[diesel(sql_type = Text)]
    statement: String,
}

/// The statements of this connection that were planned more often.
async fn planned_each_time(mut conn: &Conn) -> Vec<String> {
    let asked = "SELECT statement FROM pg_prepared_statements WHERE custom_plans > 5 OR generic_plans = 0";
    let found: Vec<Statement> = sql_query(asked).load(&mut conn).await.unwrap();
    found.into_iter().map(|one| one.statement).filter(|words| words != asked).collect()
}

/// A log, and thousands of logs and keys like it at fifty stations: with a few rows one plan is as good as another.
async fn one_of_many(lab: &Lab) -> (Post<'_>, Uuid) {
    let post = Post::of(lab).await;
    let log = post.log(serde_json::json!({})).await.created().id();
    lab.run("SET session_replication_role = replica").await;
    lab.run(
        "INSERT INTO service_logs SELECT (jsonb_populate_record(one, jsonb_build_object('id', gen_random_uuid(), \
         'station_id', '00000000-0000-7000-8000-0000000000' || lpad((n % 50)::text, 2, '0')))).* \
         FROM service_logs AS one, generate_series(1, 3000) AS n",
    )
    .await;
    lab.run(
        "INSERT INTO personal_keys SELECT (jsonb_populate_record(one, jsonb_build_object('person_id', gen_random_uuid()))).* \
         FROM personal_keys AS one, generate_series(1, 1000)",
    )
    .await;
    lab.run("ANALYZE").await;
    (post, log)
}

fn reach(stations: &[Uuid]) -> Reach {
    let stations = stations.to_vec();
    Reach { county: BAISHA.into(), extent: Extent::Stations, stations, organisation: None, contractor: None }
}

#[actix_web::test]
async fn reading_a_log() {
    let lab = Lab::new().await;
    let (post, log) = one_of_many(&lab).await;
    let (conn, reach) = (pool::connect(&lab.database_url).await.unwrap(), reach(&[post.station]));
    for _ in 0..OFTEN {
        model::find(&lab.shared.personal, &conn, &reach, log).await.unwrap();
    }
    assert_eq!(planned_each_time(&conn).await, [""; 0]);
}

#[actix_web::test]
async fn listing_logs() {
    let lab = Lab::new().await;
    one_of_many(&lab).await;
    let [here, there] = [7, 8].map(|n| format!("00000000-0000-7000-8000-0000000000{n:02}").parse().unwrap());
    for (stations, asked) in [(vec![here], None), (vec![here, there], None), (vec![here, there], Some(here))]
    {
        let (conn, reach) = (pool::connect(&lab.database_url).await.unwrap(), reach(&stations));
        for _ in 0..OFTEN {
            let logs = || model::visible_at(&reach, &asked);
            let latest = (service_logs::served_on.desc(), service_logs::id.desc());
            let rows = logs().order(latest).select(service_logs::id);
            let page = Paging::default().read::<Uuid, _, _>(&conn, rows, logs().count()).await;
            assert_eq!(page.unwrap().0.len(), 51);
        }
        assert_eq!(planned_each_time(&conn).await, [""; 0]);
    }
}

#[actix_web::test]
async fn recording_a_log() {
    let lab = Lab::new().await;
    let (post, _) = one_of_many(&lab).await;
    let log = serde_json::from_value(post.visit()).unwrap();
    let (conn, reach) = (pool::connect(&lab.database_url).await.unwrap(), reach(&[post.station]));
    for _ in 0..OFTEN {
        let id = new_id(lab.now());
        let by =
            Circumstances { county: BAISHA.into(), actor: None, role: None, request_id: id, at: lab.now() };
        let tx = Tx::of_job(&conn, &reach, by);
        assert!(grounds::load(&tx, id, &log).await.unwrap().item_known);
        asked::beside(&tx, id, &log, Some(&[0; 32])).await.unwrap();
    }
    assert_eq!(planned_each_time(&conn).await, [""; 0]);
}

#[actix_web::test]
async fn a_list_or_a_limit_that_is_bound_would_be_planned_each_time() {
    let lab = Lab::new().await;
    let (post, _) = one_of_many(&lab).await;
    let conn = pool::connect(&lab.database_url).await.unwrap();
    for _ in 0..OFTEN {
        let logs =
            || service_logs::table.filter(service_logs::county_code.eq(BAISHA)).select(service_logs::id);
        logs()
            .filter(service_logs::station_id.eq_any([post.station]))
            .load::<Uuid>(&mut &conn)
            .await
            .unwrap();
        logs().limit(5).load::<Uuid>(&mut &conn).await.unwrap();
    }
    assert_eq!(planned_each_time(&conn).await.len(), 2);
}
