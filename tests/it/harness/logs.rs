//! What the tests of service logs and of the HTTP base ask of the database.

use diesel::{prelude::*, sql_query, sql_types::BigInt};
use diesel_async::RunQueryDsl;
use serde_json::Value;
use stations::{
    db::pool,
    http::clock::new_id,
    schema::{counties, employments, events, workers},
};
use uuid::Uuid;

use super::{fixtures::day, lab::Lab};

#[derive(QueryableByName)]
struct Number {
    #[diesel(sql_type = BigInt)]
    n: i64,
}

impl Lab {
    /// The newest event that somebody caused, as it is hashed.
    pub async fn last_event(&self) -> Value {
        let newest = events::table
            .filter(events::actor_id.is_not_null())
            .filter(events::subject_kind.ne("finding"))
            .order(events::id.desc())
            .select(events::body);
        let body: Vec<u8> = newest.first(&mut &self.conn).await.unwrap();
        serde_json::from_slice(&body).unwrap()
    }

    /// The newest event of an action. Where the clock stands still, ids do not tell which event came last.
    pub async fn event(&self, action: &str) -> Value {
        let rows = events::table.filter(events::action.eq(action)).order(events::id.desc());
        let body: Vec<u8> = rows.select(events::body).first(&mut &self.conn).await.unwrap();
        serde_json::from_slice(&body).unwrap()
    }

    /// Ends every employment of a worker.
    pub async fn end_employments(&self, worker: Uuid, on: &str) {
        let mine = employments::table.filter(employments::worker_id.eq(worker));
        let end = employments::valid_to.eq(day(on));
        diesel::update(mine).set(end).execute(&mut &self.conn).await.unwrap();
    }

    /// A worker of another county.
    pub async fn worker_elsewhere(&self) -> Uuid {
        let county = (
            counties::code.eq("469026"),
            counties::kind.eq("county"),
            counties::name.eq("昌江黎族自治县"),
            counties::province_code.eq("460000"),
            counties::recorded_at.eq(self.now()),
        );
        diesel::insert_into(counties::table).values(county).execute(&mut &self.conn).await.unwrap();
        let id = new_id(self.now());
        let row = (
            workers::county_code.eq("469026"),
            workers::id.eq(id),
            workers::name.eq("外县人"),
            workers::recorded_at.eq(self.now()),
            workers::version.eq(1),
        );
        diesel::insert_into(workers::table).values(row).execute(&mut &self.conn).await.unwrap();
        id
    }

    /// The number that a query answers as `n`.
    pub async fn number(&self, query: &str) -> i64 {
        sql_query(query).get_result::<Number>(&mut &self.conn).await.unwrap().n
    }

    /// Runs a statement.
    pub async fn run(&self, statement: &str) {
        sql_query(statement).execute(&mut &self.conn).await.unwrap();
    }

    /// Cuts every connection of the service to its database.
    pub async fn cut_connections(&self) {
        let others = "datname = current_database() AND pid <> pg_backend_pid()";
        self.run(&format!("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE {others}")).await;
    }

    /// Makes the database take no more connections, and cuts those there are.
    pub async fn close_database(&self) {
        let (head, rest) = self.database_url.split_once("///").unwrap();
        let (name, options) = rest.split_once('?').unwrap();
        let admin = pool::connect(&format!("{head}///postgres?{options}")).await.unwrap();
        let close = format!("ALTER DATABASE {name} ALLOW_CONNECTIONS false");
        sql_query(close).execute(&mut &admin).await.unwrap();
        self.cut_connections().await;
    }
}
