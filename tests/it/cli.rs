//! The operator's commands, run as the operator runs them: the real binary.

use std::{
    io::Write as _,
    process::{Command, Output, Stdio},
};

use diesel::sql_query;
use diesel_async::RunQueryDsl;
use stations::db::pool;

use crate::{
    harness::{BAISHA, Folder, Lab, TestDatabase, json},
    service_logs::Post,
};

fn stations(arguments: &[&str], folder: &Folder, settings: &[(&str, &str)]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_stations"));
    command.args(arguments).env_remove("DATABASE_URL").env("DATA_DIR", &**folder).env("LOG", "error");
    command
        .envs(settings.iter().copied())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    command
}

fn said(output: &Output) -> String {
    format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr))
}

/// Runs to the end; asserts the exit code and that every word was said.
#[track_caller]
fn ends(mut command: Command, code: i32, words: &[&str]) -> String {
    let output = command.output().unwrap();
    let said = said(&output);
    assert_eq!(output.status.code(), Some(code), "{said}");
    for word in words {
        assert!(said.contains(word), "{word} is not in: {said}");
    }
    said
}

async fn change(url: &str, statement: &str) {
    sql_query(statement).execute(&mut &pool::connect(url).await.unwrap()).await.unwrap();
}

#[actix_web::test]
async fn two_migrations_at_once_do_the_work_once() {
    let (database, folder) = (TestDatabase::empty().await, Folder::new());
    let spawn = || stations(&["migrate"], &folder, &[("DATABASE_URL", &database.url)]).spawn().unwrap();
    let running = [spawn(), spawn()];
    let mut done: Vec<String> = running.map(|child| said(&child.wait_with_output().unwrap())).into();
    done.sort();
    let all = std::fs::read_dir("migrations").unwrap().count();
    assert_eq!(done, ["0 migrations run\n".to_owned(), format!("{all} migrations run\n")]);
}

#[actix_web::test]
async fn the_log_never_holds_the_values_of_statements() {
    let (database, folder) = (TestDatabase::empty().await, Folder::new());
    for filter in ["trace", "tokio_postgres=trace"] {
        let said = ends(
            stations(&["migrate"], &folder, &[("DATABASE_URL", &database.url), ("LOG", filter)]),
            0,
            &[],
        );
        assert!(!said.contains("executing statement"), "{said}");
    }
}

#[actix_web::test]
async fn a_database_that_cannot_be_reached_is_said_so() {
    let url = "postgresql://nobody:secret@127.0.0.1:1/none";
    let said =
        ends(stations(&["migrate"], &Folder::new(), &[("DATABASE_URL", url)]), 1, &["cannot be reached"]);
    assert!(!said.contains("secret"));
}

#[actix_web::test]
async fn a_newer_database_is_left_alone() {
    let (database, folder) = (TestDatabase::create().await, Folder::new());
    change(&database.url, "INSERT INTO __diesel_schema_migrations (version) VALUES ('29990101000000')").await;
    ends(stations(&["migrate"], &folder, &[("DATABASE_URL", &database.url)]), 1, &["newer version"]);
}

#[actix_web::test]
async fn an_older_database_is_not_ready() {
    let lab = Lab::new().await;
    assert_eq!(lab.anyone().get("//readyz").await.ok()["schema"], "current");
    change(&lab.database_url, "DELETE FROM __diesel_schema_migrations WHERE version = '20261124000007'")
        .await;
    assert_eq!(lab.anyone().get("//readyz").await.is(503)["schema"], "behind");
}

#[actix_web::test]
async fn a_taken_port_is_said_before_anything_is_made() {
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().port().to_string();
    let folder = Folder::new();
    ends(stations(&["serve"], &folder, &[("PORT", &port)]), 1, &["cannot listen", "PORT"]);
    assert!(!folder.join("postgres").exists());
}

#[actix_web::test]
async fn a_key_file_that_is_no_key_is_named() {
    let (folder, database) = (Folder::new(), TestDatabase::create().await);
    std::fs::create_dir_all(folder.join("keys")).unwrap();
    std::fs::write(folder.join("keys/1.pem"), "nonsense").unwrap();
    let settings = [("DATABASE_URL", database.url.as_str()), ("PORT", "0")];
    ends(stations(&["serve"], &folder, &settings), 1, &["1.pem", "PKCS#8"]);
}

#[actix_web::test]
async fn all_problems_of_the_settings_are_told_at_once() {
    let settings = [("PORT", "x"), ("PASSWORD_PROFILE", "y"), ("CORS_ORIGINS", "z")];
    ends(
        stations(&["serve"], &Folder::new(), &settings),
        2,
        &["PORT=x", "PASSWORD_PROFILE=y", "CORS_ORIGINS"],
    );
}

#[actix_web::test]
async fn the_first_administrator_is_made_with_a_good_password_only() {
    let (database, folder) = (TestDatabase::create().await, Folder::new());
    let create = |password: &str| {
        let mut child =
            stations(&["admin", "create", "admin@000000"], &folder, &[("DATABASE_URL", &database.url)])
                .spawn()
                .unwrap();
        child.stdin.take().unwrap().write_all(password.as_bytes()).unwrap();
        child.wait_with_output().unwrap()
    };
    assert!(said(&create("short")).contains("at least 12 characters"));
    assert!(create("correct-horse-battery-staple").status.success());
    assert_eq!(create("correct-horse-battery-staple").status.code(), Some(1), "the name is taken");
}

#[actix_web::test]
async fn the_document_and_the_matrix_need_no_database() {
    let settings = [("PORT", "not read")];
    ends(stations(&["openapi"], &Folder::new(), &settings), 0, &["\"openapi\": \"3.1.0\""]);
    ends(stations(&["policy", "show"], &Folder::new(), &settings), 0, &["stations.read"]);
}

#[actix_web::test]
async fn root_keys_of_personal_data_are_rotated_by_a_command() {
    let lab = Lab::new().await;
    lab.bureau_officer().await.post("/workers", &serde_json::json!({"name": "符海燕"})).await.created();
    let folder = Folder::new();
    let file = lab.shared.config.personal_keys_file.to_str().unwrap();
    let settings = [("DATABASE_URL", lab.database_url.as_str()), ("PERSONAL_KEYS_FILE", file)];
    let rotate = ["keys", "rotate-personal"];
    ends(stations(&rotate, &folder, &settings), 0, &["root key 2 wraps; 1 keys wrapped anew"]);
    let only = [rotate[0], rotate[1], "--only-wrap"];
    ends(stations(&only, &folder, &settings), 0, &["root key 2 wraps; 0 keys wrapped anew"]);
    // With the file of another installation nothing is rotated.
    ends(stations(&rotate, &folder, &settings[..1]), 1, &["PERSONAL_KEYS_FILE"]);
}

#[actix_web::test]
async fn figures_that_are_not_what_the_logs_say_are_found_and_mended() {
    let (lab, folder) = (Lab::new().await, Folder::new());
    let post = Post::of(&lab).await;
    post.log(json!({})).await.created();
    let run = |word| {
        stations(&["statistics", word, "--county", BAISHA], &folder, &[("DATABASE_URL", &lab.database_url)])
    };
    ends(run("verify"), 0, &["469025: 0 deviations"]);
    lab.run("UPDATE service_figures SET logs = logs + 1 WHERE cut = 'month'").await;
    lab.run("INSERT INTO service_client_figures SELECT county_code, 'day', served_on, station_id, id, 1 FROM service_logs").await;
    ends(run("verify"), 1, &["service_figures month 2023-07-01", "service_client_figures day", "rebuild"]);
    ends(run("rebuild"), 0, &["469025: 6 rows counted anew"]);
    ends(run("verify"), 0, &["0 deviations"]);
    let none = stations(
        &["statistics", "verify", "--county", "440103"],
        &folder,
        &[("DATABASE_URL", &lab.database_url)],
    );
    ends(none, 1, &["no county 440103"]);
}

#[actix_web::test]
async fn more_of_the_demo_is_made_once_and_is_as_real_as_the_rest() {
    let (database, folder) = (TestDatabase::empty().await, Folder::new());
    let run = |words: &[&str]| stations(words, &folder, &[("DATABASE_URL", &database.url)]);
    let more = |logs| run(&["demo", "--counties", "1", "--logs", logs, "--seed", "7"]);
    let said = ends(more("30"), 0, &["bureau_admin@990001", "30 logs of seed 7", "990001: "]);
    assert!(!said.contains(" 0 rows counted anew"), "{said}");
    ends(run(&["statistics", "verify"]), 0, &["469025: 0 deviations", "990001: 0 deviations"]);
    // Called again it adds what is missing.
    let said = ends(more("50"), 0, &["50 logs of seed 7"]);
    assert!(!said.contains("bureau_admin@990001"), "{said}");
    // Every key is one: the demo's three workers, client and ten logs, eleven workers of the other county, and these logs.
    ends(run(&["keys", "rotate-personal"]), 0, &["root key 2 wraps"]);
}

#[actix_web::test]
async fn only_a_demo_is_given_more() {
    let (lab, folder) = (Lab::new().await, Folder::new());
    lab.bureau_officer().await;
    let file = lab.shared.config.personal_keys_file.to_str().unwrap();
    let settings = [("DATABASE_URL", lab.database_url.as_str()), ("PERSONAL_KEYS_FILE", file)];
    ends(stations(&["demo", "--logs", "1"], &folder, &settings), 1, &["no demo", "nothing was added"]);
}
