//! `stations serve` as the operator knows it: started, stopped, killed, started again; its own PostgreSQL with it.

use std::{
    io::{BufRead as _, BufReader},
    process::{Child, Command, Stdio},
};

use stations::db::cluster::SUPERUSER;

use crate::harness::Folder;

/// A running service; killed with the test if nothing else ended it.
struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// Starts on a free port and returns when it listens, with its address.
fn serve(folder: &Folder) -> (Running, String) {
    let mut process = Command::new(env!("CARGO_BIN_EXE_stations"))
        .args(["serve", "--no-demo"])
        .env_remove("DATABASE_URL")
        .env("DATA_DIR", &**folder)
        .envs([("PORT", "0"), ("LOG", "error")])
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let lines = BufReader::new(process.stdout.take().unwrap()).lines();
    let line =
        lines.map_while(Result::ok).find(|line| line.starts_with("Try: curl ")).expect("it did not start");
    (Running(process), line.trim_start_matches("Try: curl ").to_owned())
}

fn signal(process: &Running, name: &str) {
    assert!(Command::new("kill").args([name, &process.0.id().to_string()]).status().unwrap().success());
}

async fn answers(url: &str) -> usize {
    let mut response = awc::Client::default().get(url).send().await.unwrap();
    let body: serde_json::Value = response.json().await.unwrap();
    body["items"].as_array().unwrap().len()
}

/// Whether anything still listens on the private PostgreSQL's socket.
fn postgres_runs(folder: &Folder) -> bool {
    let socket = folder.join("postgres/socket/.s.PGSQL.5432");
    std::os::unix::net::UnixStream::connect(socket).is_ok()
}

#[actix_web::test]
async fn sigterm_stops_the_service_and_its_postgres_with_code_0() {
    let folder = Folder::new();
    let (mut process, url) = serve(&folder);
    assert_eq!(answers(&url).await, 11);
    assert!(postgres_runs(&folder), "user {SUPERUSER}");
    signal(&process, "-TERM");
    assert_eq!(process.0.wait().unwrap().code(), Some(0));
    assert!(!postgres_runs(&folder));
}

#[actix_web::test]
async fn a_killed_service_starts_again_with_its_data() {
    let folder = Folder::new();
    let (mut process, url) = serve(&folder);
    let before = answers(&url).await;
    signal(&process, "-KILL");
    process.0.wait().unwrap();
    let (mut process, url) = serve(&folder);
    assert_eq!(answers(&url).await, before);
    signal(&process, "-TERM");
    assert_eq!(process.0.wait().unwrap().code(), Some(0));
}

#[actix_web::test]
async fn secrets_on_disk_are_for_their_owner_only() {
    use std::os::unix::fs::PermissionsExt as _;
    let folder = Folder::new();
    let (mut process, _) = serve(&folder);
    for name in ["keys/1.pem", "audit-key.pem"] {
        let mode = std::fs::metadata(folder.join(name)).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600, "{name}");
    }
    signal(&process, "-TERM");
    process.0.wait().unwrap();
}
