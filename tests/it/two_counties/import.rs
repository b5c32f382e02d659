//! `stations county import`, run as the operator runs it.

use std::{
    io::Write as _,
    path::Path,
    process::{Command, Output, Stdio},
};

use crate::harness::{CHANGJIANG, CHANGJIANG_FILES, Folder, Lab, TestDatabase};

/// Runs to the end: exit code, and everything that was said.
fn run(url: &str, arguments: &[&str], typed: &str) -> (Option<i32>, String) {
    let folder = Folder::new();
    let mut command = Command::new(env!("CARGO_BIN_EXE_stations"));
    command.args(arguments).env("DATABASE_URL", url).env("DATA_DIR", &*folder).env("LOG", "error");
    let mut child =
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    child.stdin.take().unwrap().write_all(typed.as_bytes()).unwrap();
    let Output { status, stdout, stderr } = child.wait_with_output().unwrap();
    let said = [stdout, stderr].map(|bytes| String::from_utf8_lossy(&bytes).into_owned()).concat();
    (status.code(), said)
}

/// A copy of the second county's files to spoil.
fn copy() -> Folder {
    let folder = Folder::new();
    std::fs::create_dir_all(&*folder).unwrap();
    for entry in std::fs::read_dir(CHANGJIANG_FILES).unwrap() {
        let entry = entry.unwrap();
        std::fs::copy(entry.path(), folder.join(entry.file_name())).unwrap();
    }
    folder
}

fn change(folder: &Path, file: &str, change: impl Fn(String) -> Vec<u8>) {
    let path = folder.join(file);
    let text = std::fs::read_to_string(&path).unwrap();
    std::fs::write(path, change(text)).unwrap();
}

#[actix_web::test]
async fn a_county_is_imported_once_and_says_what_was_made() {
    let lab = Lab::new().await;
    let (code, said) = run(&lab.database_url, &["county", "import", CHANGJIANG_FILES], "");
    assert_eq!(code, Some(0), "{said}");
    let counts = ["townships: 3", "stations: 3", "domains: 2", "items: 3", "indicators: 4", "milestones: 2"];
    for count in counts.iter().chain(&["seats: 3", "villages: 2", "469026 昌江黎族自治县"]) {
        assert!(said.contains(count), "{count} is not in {said}");
    }
    let before = lab.everything_of(CHANGJIANG).await;
    let (code, said) = run(&lab.database_url, &["county", "import", CHANGJIANG_FILES], "");
    assert_eq!(code, Some(1));
    assert!(said.contains("469026 (昌江黎族自治县) is there already; nothing was changed"), "{said}");
    assert!(lab.everything_of(CHANGJIANG).await == before);
}

#[actix_web::test]
async fn everything_is_loaded_with_one_event() {
    let lab = Lab::new().await;
    lab.changjiang().await;
    for (table, count) in [
        ("townships", 3),
        ("stations", 3),
        ("station_states", 3),
        ("service_items", 3),
        ("policies", 1),
        ("framework_indicators", 4),
        ("milestones", 2),
        ("leading_group_seats", 3),
        ("villages", 2),
        ("events", 1),
        ("events_pending", 1),
    ] {
        assert_eq!(lab.rows_of(CHANGJIANG, table).await.len(), count, "{table}");
    }
    assert_eq!(lab.rows_of(CHANGJIANG, "events").await[0]["action"], "county.loaded");
    assert_eq!(lab.rows_of(CHANGJIANG, "villages").await[0]["accuracy_m"], 50);
}

#[actix_web::test]
async fn a_dry_run_says_what_would_be_made_and_makes_nothing() {
    let lab = Lab::new().await;
    let arguments = ["county", "import", CHANGJIANG_FILES, "--dry-run"];
    let (code, said) = run(&lab.database_url, &arguments, "");
    assert_eq!(code, Some(0), "{said}");
    assert!(said.contains("would be made") && said.contains("townships: 3"), "{said}");
    assert_eq!(lab.number("SELECT count(*) AS n FROM counties WHERE code = '469026'").await, 0);
    lab.changjiang().await;
    let (code, said) = run(&lab.database_url, &arguments, "");
    assert!(code == Some(1) && said.contains("is there already"), "{said}");
}

#[actix_web::test]
async fn every_fault_of_every_file_is_told_before_a_database_is_asked() {
    let folder = copy();
    change(&folder, "townships.csv", |text| text.replace("469026101", "469025101").into_bytes());
    change(&folder, "policy.json", |text| text.replacen("160000.00", "1", 1).into_bytes());
    change(&folder, "milestones.csv", |_| Vec::new());
    change(&folder, "leading_group.csv", |_| vec![b's', b'\n', 0xd7, 0xe9, b'\n']);
    std::fs::remove_file(folder.join("evaluation_indicators.csv")).unwrap();
    std::fs::write(folder.join("vilages.csv"), "code\n").unwrap();
    let folder = folder.to_str().unwrap();
    let nowhere = "postgresql://nobody@127.0.0.1:1/none";
    let (code, said) = run(nowhere, &["county", "import", folder], "");
    assert_eq!(code, Some(1), "{said}");
    for line in [
        "leading_group.csv:2: not UTF-8",
        "milestones.csv: the file is empty",
        "vilages.csv: no file of a plan has this name",
        "evaluation_indicators.csv: the file is missing",
        "townships.csv:3: division_code \"469025101\" – does not begin with the county's code",
        "policy.json:37: /standard_per_station/value \"1\" – Labour and operations",
    ] {
        assert!(said.lines().any(|one| one.starts_with(line)), "{line} is not in {said}");
    }
    assert!(said.contains("nothing was changed"), "{said}");
}

#[actix_web::test]
async fn a_byte_order_mark_is_no_fault() {
    let folder = copy();
    for file in ["townships.csv", "county.json"] {
        change(&folder, file, |text| format!("\u{feff}{text}").into_bytes());
    }
    stations::county_plan::read(&folder).unwrap();
}

#[actix_web::test]
async fn a_province_has_one_name() {
    let lab = Lab::new().await;
    let folder = copy();
    change(&folder, "county.json", |text| text.replace("海南省", "海南").into_bytes());
    let (code, said) = run(&lab.database_url, &["county", "import", folder.to_str().unwrap()], "");
    assert_eq!(code, Some(1));
    assert!(said.contains("the province 460000 is called 海南省 here, not 海南"), "{said}");
    assert_eq!(lab.number("SELECT count(*) AS n FROM counties WHERE code = '469026'").await, 0);
}

#[actix_web::test]
async fn a_database_with_nothing_in_it_is_migrated_first() {
    let database = TestDatabase::empty().await;
    let (code, said) = run(&database.url, &["county", "import", CHANGJIANG_FILES], "");
    assert_eq!(code, Some(0), "{said}");
}

#[actix_web::test]
async fn the_first_administrator_of_the_new_county_signs_in() {
    let lab = Lab::new().await;
    let (name, password) = ("admin@469026", "correct-horse-battery-staple");
    let create = ["admin", "create", name];
    let (code, said) = run(&lab.database_url, &create, password);
    assert!(code == Some(1) && said.contains("there is no county 469026 here"), "{said}");
    lab.changjiang().await;
    let (code, said) = run(&lab.database_url, &create, password);
    assert_eq!(code, Some(0), "{said}");
    let token = lab.sign_in(name, password).await.ok();
    let admin = lab.with_token(token["access_token"].as_str().unwrap());
    assert_eq!(admin.get("/townships").await.ok().items().len(), 3);
    let (code, said) = run(&lab.database_url, &["admin", "create", "x@460000"], password);
    assert!(code == Some(1) && said.contains("460000 is a province"), "{said}");
}

#[actix_web::test]
async fn a_county_of_the_former_release_gets_what_it_lacks_once() {
    let lab = Lab::new().await;
    lab.run("DELETE FROM milestones").await;
    let (before, clock) = (lab.events().await, lab.shared.clock.clone());
    for _ in 0..2 {
        stations::county_plan::load_baisha(&lab.database_url, &clock).await.unwrap();
        assert_eq!(lab.number("SELECT count(*) AS n FROM milestones").await, 6);
        assert_eq!(lab.events().await, before + 1);
    }
    let newest =
        "SELECT count(*) AS n FROM events WHERE action = 'county.completed' AND county_code = '469025'";
    assert_eq!(lab.number(newest).await, 1);
}

#[actix_web::test]
async fn two_that_start_at_once_load_the_plan_once() {
    let lab = Lab::new().await;
    lab.run("DELETE FROM milestones").await;
    let (before, clock) = (lab.events().await, lab.shared.clock.clone());
    let start = || stations::county_plan::load_baisha(&lab.database_url, &clock);
    let (first, second) = futures_util::future::join(start(), start()).await;
    first.and(second).unwrap();
    assert_eq!(lab.events().await, before + 1);
}
