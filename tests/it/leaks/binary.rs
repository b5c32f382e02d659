//! The same of the real binary: what it prints at the lowest level of its log, and every file below its folder, those of
//! its PostgreSQL with tables, write-ahead log and server log.

use std::{
    fs::{self, File},
    io::{BufRead as _, BufReader, Write as _},
    path::Path,
    process::{Child, Command, Stdio},
};

use super::canary::{self, ALL, heard};
use crate::harness::{Folder, Value, json};

const PASSWORD: &str = "牙叉镇-river-42-lantern";

struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// The binary with every message of its log on, written to a file of the folder.
fn start(folder: &Folder) -> (Running, String) {
    fs::create_dir_all(&**folder).unwrap();
    let log = File::create(folder.join("log")).unwrap();
    let mut process = Command::new(env!("CARGO_BIN_EXE_stations"))
        .args(["serve", "--no-demo"])
        .env_remove("DATABASE_URL")
        .envs([
            ("DATA_DIR", folder.to_str().unwrap()),
            ("PORT", "0"),
            ("LOG", "trace,tokio_postgres::query=trace"),
        ])
        .stdout(Stdio::piped())
        .stderr(log)
        .spawn()
        .unwrap();
    let lines = BufReader::new(process.stdout.take().unwrap()).lines();
    let line =
        lines.map_while(Result::ok).find(|line| line.starts_with("Try: curl ")).expect("it did not start");
    let origin = line.trim_start_matches("Try: curl ").split("/api/").next().unwrap().to_owned();
    (Running(process), origin)
}

fn make_account(folder: &Folder) {
    let mut child = Command::new(env!("CARGO_BIN_EXE_stations"))
        .args(["admin", "create", "canary@469025"])
        .env_remove("DATABASE_URL")
        .env("DATA_DIR", folder.to_str().unwrap())
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(PASSWORD.as_bytes()).unwrap();
    assert!(child.wait().unwrap().success());
}

async fn sign_in(origin: &str) -> String {
    let form = [("grant_type", "password"), ("username", "canary@469025"), ("password", PASSWORD)];
    let mut answer =
        awc::Client::default().post(format!("{origin}/api/v1/auth/token")).send_form(&form).await.unwrap();
    let body: Value = answer.json().await.unwrap();
    body["access_token"].as_str().unwrap_or_else(|| panic!("{body}")).to_owned()
}

async fn post(origin: &str, token: &str, path: &str, body: &Value) -> (u16, Value) {
    let request = awc::Client::default().post(format!("{origin}/api/v1{path}")).bearer_auth(token);
    let mut answer = request.insert_header(("idempotency-key", "k")).send_json(body).await.unwrap();
    (answer.status().as_u16(), answer.json().await.unwrap_or_default())
}

/// Every file in which a canary is heard; how many there are.
fn files_that_sing(folder: &Path) -> (Vec<String>, usize) {
    let (mut singing, mut all) = (Vec::new(), 0);
    for entry in fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
        if entry.is_dir() {
            let (more, count) = files_that_sing(&entry);
            singing.extend(more);
            all += count;
        } else if let Ok(bytes) = fs::read(&entry) {
            all += 1;
            // Tables hold bytes, and texts between them.
            if heard(&String::from_utf8_lossy(&bytes), &ALL).is_some() {
                singing.push(entry.display().to_string());
            }
        }
    }
    (singing, all)
}

#[actix_web::test]
async fn neither_the_log_nor_a_file_of_the_real_binary_holds_what_was_said_of_a_person() {
    let folder = Folder::new();
    let (mut process, origin) = start(&folder);
    make_account(&folder);
    let token = sign_in(&origin).await;
    let body = json!({"name": canary::text(), "identity_number": canary::number(), "phone": canary::phone(),
        "household_address": canary::address()});
    let (status, made) = post(&origin, &token, "/workers", &body).await;
    assert_eq!(status, 201, "{made}");
    let wrong =
        json!({"name": canary::text(), "phone": 13_975_319_012_u64, canary::text(): canary::address()});
    assert_eq!(post(&origin, &token, "/workers/matches", &body).await.0, 422);
    assert_eq!(post(&origin, &token, &format!("/workers?q={}", canary::phone()), &wrong).await.0, 422);
    let ask = json!({"fields": ["phone"], "purpose": canary::text()});
    let path = format!("/workers/{}/reveals", made["id"].as_str().unwrap());
    let request = awc::Client::default().post(format!("{origin}/api/v1{path}")).bearer_auth(&token);
    assert_eq!(request.send_json(&ask).await.unwrap().status(), 200);
    assert!(Command::new("kill").args(["-TERM", &process.0.id().to_string()]).status().unwrap().success());
    process.0.wait().unwrap();
    let log = fs::read_to_string(folder.join("log")).unwrap();
    assert!(
        log.contains("/api/v1/workers/{id}/reveals") && log.contains("TRACE"),
        "the log is at its lowest level"
    );
    let (singing, files) = files_that_sing(&folder);
    assert_eq!(singing, Vec::<String>::new());
    assert!(files > 500, "{files} files");
}
