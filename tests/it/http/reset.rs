//! Clients that go away in the middle.

use std::{io::Write as _, net::TcpStream, time::Duration};

use diesel_async::SimpleAsyncConnection as _;
use serde_json::json;
use stations::db::{
    lease::Lease,
    pool::{self, Pool},
};

use super::{moves, preparing};
use crate::harness::{Lab, Persona};

/// Sends the request and does not read; the connection is reset when the socket is dropped.
fn send(
    persona: &Persona<'_>,
    method: &str,
    path: &str,
    headers: &str,
    body: &[u8],
    sent: usize,
) -> TcpStream {
    let address = persona.lab.origin.strip_prefix("http://").unwrap();
    let head = format!(
        "{method} /api/v1{path} HTTP/1.1\r\nhost: {address}\r\nauthorization: Bearer {}\r\n\
         content-type: application/json\r\ncontent-length: {}\r\n{headers}\r\n",
        persona.token.as_ref().unwrap(),
        body.len()
    );
    let mut socket = TcpStream::connect(address).unwrap();
    socket2::SockRef::from(&socket).set_linger(Some(Duration::ZERO)).unwrap();
    let _ = socket.write_all(&[head.as_bytes(), &body[..sent]].concat());
    socket
}

fn send_and_reset(persona: &Persona<'_>, method: &str, path: &str, headers: &str, body: &[u8], sent: usize) {
    drop(send(persona, method, path, headers, body, sent));
}

const IDLE: &str = "SELECT count(*) AS n FROM pg_stat_activity WHERE datname = current_database() \
    AND pid <> pg_backend_pid() AND state LIKE 'idle in transaction%'";
const BUSY: &str = "SELECT count(*) AS n FROM pg_stat_activity WHERE datname = current_database() \
    AND pid <> pg_backend_pid() AND state IS DISTINCT FROM 'idle'";

/// Waits until the service does nothing in the database any more, at most 5000 looks long.
async fn quiet(lab: &Lab) {
    let mut still = 0;
    for _ in 0..5000 {
        still = if lab.number(BUSY).await == 0 { still + 1 } else { 0 };
        if still == 50 {
            return;
        }
        tokio::task::yield_now().await;
    }
    panic!("a session does not come to rest; in a transaction: {}", lab.number(IDLE).await);
}

#[actix_web::test]
async fn a_write_of_who_went_away_is_whole_or_absent() {
    let lab = Lab::new().await;
    let officer = lab.bureau_officer().await;
    let path = format!("/stations/{}", lab.station("469025100").await);
    officer.get(&path).await.ok();
    let before = lab.events().await;
    for n in 0..30 {
        let body = json!({"phone": n.to_string()}).to_string();
        send_and_reset(&officer, "PATCH", &path, "if-match: *\r\n", body.as_bytes(), body.len());
        tokio::task::yield_now().await;
    }
    quiet(&lab).await;
    assert_eq!(lab.number(IDLE).await, 0);
    let done = officer.get(&path).await.ok()["version"].as_i64().unwrap() - 1;
    assert_eq!(lab.events().await - before, done);
    assert_eq!(lab.number("SELECT count(*) AS n FROM events_pending").await, done);
}

const WAITING: &str = "SELECT count(*) AS n FROM pg_stat_activity WHERE datname = current_database() \
    AND wait_event_type = 'Lock'";

/// The write is held up in its transaction when the client goes away; then it goes on, to its end.
#[actix_web::test]
async fn a_write_under_way_runs_to_its_end_without_its_client() {
    let lab = Lab::new().await;
    let (officer, holder) = (lab.bureau_officer().await, pool::connect(&lab.database_url).await.unwrap());
    let path = format!("/stations/{}", lab.station("469025100").await);
    let before = lab.events().await;
    (&mut &holder).batch_execute("BEGIN; SELECT FROM stations FOR UPDATE").await.unwrap();
    let socket = send(&officer, "PATCH", &path, "if-match: *\r\n", b"{\"phone\":\"1\"}", 13);
    let mut looks = 0;
    while lab.number(WAITING).await == 0 {
        looks += 1;
        assert!(looks < 5000, "the write does not reach the lock");
    }
    drop(socket);
    for _ in 0..200 {
        lab.number(WAITING).await; // time to notice that the client is gone
    }
    (&mut &holder).batch_execute("COMMIT").await.unwrap();
    quiet(&lab).await;
    assert_eq!(officer.get(&path).await.ok()["version"], 2);
    assert_eq!(lab.events().await, before + 1);
}

#[actix_web::test]
async fn after_resets_the_pool_serves_as_before() {
    let lab = Lab::with(&[("POOL_SIZE", "2")]).await;
    let (officer, path) = (lab.bureau_officer().await, moves(&lab).await);
    let body = preparing("x").to_string();
    for sent in [0, 5, body.len()].repeat(10) {
        send_and_reset(&officer, "POST", &path, "if-match: *\r\n", body.as_bytes(), sent);
    }
    for _ in 0..20 {
        officer.get("/stations").await.ok();
    }
    quiet(&lab).await;
    let station = format!("/stations/{}", lab.station("469025100").await);
    for n in 0..20 {
        let seen = officer.get(&station).await.ok();
        officer.patch(&seen, &station, &json!({"phone": n.to_string()})).await.ok();
    }
}

#[actix_web::test]
async fn a_keyed_write_of_who_went_away_can_be_repeated() {
    let lab = Lab::new().await;
    let (officer, path, before) = (lab.bureau_officer().await, moves(&lab).await, lab.events().await);
    let body = preparing("x").to_string();
    let headers = "if-match: *\r\nidempotency-key: k-1\r\n";
    for _ in 0..5 {
        send_and_reset(&officer, "POST", &path, headers, body.as_bytes(), body.len());
    }
    let headers = [super::JSON, ("if-match", "*"), ("idempotency-key", "k-1")];
    officer.send("POST", &path, &headers, body.into_bytes()).await.ok();
    quiet(&lab).await;
    assert_eq!(lab.events().await, before + 1);
}

async fn backend(pool: &Pool) -> i32 {
    let lease = Lease::take(pool).await.unwrap();
    pid(&lease).await
}

async fn pid(lease: &Lease) -> i32 {
    use diesel_async::RunQueryDsl as _;
    let query = diesel::select(diesel::dsl::sql::<diesel::sql_types::Integer>("pg_backend_pid()"));
    query.get_result(&mut lease.conn().unwrap()).await.unwrap()
}

#[actix_web::test]
async fn a_lease_dropped_inside_a_transaction_is_not_used_again() {
    let lab = Lab::new().await;
    let pool = pool::build(&lab.database_url, 1).unwrap();
    let first = backend(&pool).await;
    assert_eq!(backend(&pool).await, first);
    let lease = Lease::take(&pool).await.unwrap();
    lease.begin().await.unwrap();
    drop(lease);
    assert_ne!(backend(&pool).await, first);
    quiet(&lab).await;
}

#[actix_web::test]
async fn a_lease_that_ended_its_transaction_is_used_again() {
    let lab = Lab::new().await;
    let pool = pool::build(&lab.database_url, 1).unwrap();
    let first = backend(&pool).await;
    for commit in [true, false] {
        let lease = Lease::take(&pool).await.unwrap();
        lease.begin().await.unwrap();
        assert_eq!(pid(&lease).await, first);
        if commit { lease.commit().await.unwrap() } else { lease.rollback().await }
    }
    assert_eq!(backend(&pool).await, first);
    let lease = Lease::take(&pool).await.unwrap();
    lease.discard();
    drop(lease);
    assert_ne!(backend(&pool).await, first);
}
