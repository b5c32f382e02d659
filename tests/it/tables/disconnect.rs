use std::{
    io::{Read as _, Write as _},
    net::TcpStream,
};

use super::CSV;
use crate::harness::Lab;

/// Connections of the service inside a transaction.
const OPEN: &str = "SELECT count(*) AS n FROM pg_stat_activity WHERE datname = current_database() \
                    AND state LIKE 'idle in transaction%'";

#[actix_web::test]
async fn a_client_that_goes_away_gives_its_connection_back() {
    let lab = Lab::new().await;
    lab.workers_in_bulk(20_000).await;
    let officer = lab.bureau_officer().await;
    let (address, token) = (lab.origin.replace("http://", ""), officer.token.clone().unwrap());
    // More of them than may export at once.
    for _ in 0..6 {
        let (address, token) = (address.clone(), token.clone());
        tokio::task::spawn_blocking(move || {
            let mut client = TcpStream::connect(&address).unwrap();
            let request = format!(
                "GET /api/v1/workers HTTP/1.1\r\nHost: {address}\r\nAccept: {CSV}\r\nAuthorization: Bearer {token}\r\n\r\n"
            );
            client.write_all(request.as_bytes()).unwrap();
            let mut head = [0; 16];
            client.read_exact(&mut head).unwrap();
        })
        .await
        .unwrap();
    }
    // Its places are free again as soon as the service has noticed.
    let free = async {
        while officer.get_as(CSV, "/stations").await.status != 200 || lab.number(OPEN).await > 0 {
            tokio::task::yield_now().await;
        }
    };
    tokio::time::timeout(std::time::Duration::from_secs(20), free).await.expect("a connection is held");
}

#[actix_web::test]
async fn what_changes_meanwhile_is_not_in_the_table() {
    let lab = Lab::new().await;
    lab.workers_in_bulk(3_000).await;
    let officer = lab.bureau_officer().await;
    let (csv, ()) =
        futures_util::future::join(officer.get_as(CSV, "/workers"), lab.workers_in_bulk(100)).await;
    let rows = csv.ok().lines().len() - 1;
    assert!(rows == 3_000 || rows == 3_100, "{rows}: a part of what was written at once");
}
