//! The service itself, killed half way and started again.

use std::{
    io::{BufRead as _, BufReader},
    process::{Child, Command, Stdio},
    time::Duration,
};

use super::{Post, figures, file, stands};
use crate::harness::Lab;

/// A running service; killed with the test if nothing else ended it.
pub struct Service(pub Child);

impl Drop for Service {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// The service on the lab's database and files.
pub fn start(lab: &Lab) -> Service {
    let mut process = Command::new(env!("CARGO_BIN_EXE_stations"))
        .args(["serve", "--no-demo"])
        .env("DATABASE_URL", &lab.database_url)
        .env("DATA_DIR", &lab.shared.config.data_dir)
        .envs([("PORT", "0"), ("LOG", "error")])
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let lines = BufReader::new(process.stdout.take().unwrap()).lines();
    assert!(lines.map_while(Result::ok).any(|line| line.starts_with("Try: curl ")), "it did not start");
    Service(process)
}

/// Waits until the import is as wanted, asking the database: the service that is killed has its own clock and quotas.
pub async fn until(lab: &Lab, wanted: &str) {
    for _ in 0..60_000 {
        if lab.number(&format!("SELECT count(*) AS n FROM imports WHERE {wanted}")).await == 1 {
            return;
        }
        actix_web::rt::time::sleep(Duration::from_millis(10)).await;
    }
    panic!("no import is {wanted}");
}

#[actix_web::test]
async fn a_killed_service_goes_on_with_the_next_chunk_and_writes_every_row_once() {
    let lab = Lab::new().await;
    let post = Post::of(&lab).await;
    let path = format!("/imports/{}", post.queue("?mode=valid_rows", &file(4_000)).await.is(202).id());
    let mut service = start(&lab);
    until(&lab, "rows_read > 0").await;
    service.0.kill().unwrap();
    service.0.wait().unwrap();
    let half = post.manager.get(&path).await.ok();
    let (read, written) = (half["rows_read"].as_i64().unwrap(), half["rows_written"].as_i64().unwrap());
    assert!(half["state"] == "running" && (500..4_000).contains(&read), "{}", half.body);
    assert_eq!((written, post.logs().await), (read, read), "what is counted is there");
    let service = start(&lab);
    until(&lab, "state <> 'running'").await;
    drop(service);
    let done = post.manager.get(&path).await.ok();
    assert_eq!(figures(&done), stands("done", [4_000, 0, 0, 4_000]));
    let told = "SELECT sum(jsonb_array_length(convert_from(body, 'UTF8')::jsonb -> 'changes' -> 'logs')) AS n \
                FROM events WHERE action = 'service_logs.imported'";
    assert_eq!((post.logs().await, lab.number(told).await), (4_000, 4_000));
}

#[actix_web::test]
async fn killed_while_it_writes_all_rows_or_none_it_writes_none_and_begins_anew() {
    let lab = Lab::new().await;
    let post = Post::of(&lab).await;
    let path = format!("/imports/{}", post.queue("", &file(4_000)).await.is(202).id());
    let mut service = start(&lab);
    until(&lab, "judged AND rows_written > 0").await;
    service.0.kill().unwrap();
    service.0.wait().unwrap();
    assert_eq!(post.logs().await, 0, "a part is not for the whole");
    let service = start(&lab);
    until(&lab, "state <> 'running'").await;
    drop(service);
    let done = post.manager.get(&path).await.ok();
    assert_eq!((figures(&done), post.logs().await), (stands("done", [4_000, 0, 0, 4_000]), 4_000));
}
