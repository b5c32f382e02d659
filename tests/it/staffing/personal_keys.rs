use std::fs;

use stations::{
    personal::{Roots, rotation},
    staffing::workers::seal_names::seal_names,
};

use crate::harness::{BAISHA, Lab, Staffed, json, listen, logged};

const NUMBER: &str = "46902519920305903X";
const PHONE: &str = "13812345678";
const ADDRESS: &str = "牙叉镇桥南路1号";
const NAME: &str = "符海燕";
const PURPOSE: &str = "核对劳动合同";

#[actix_web::test]
async fn neither_the_database_nor_the_log_holds_what_was_said_of_a_person() {
    listen();
    let lab = Lab::new().await;
    let at = Staffed::with(&lab, 0).await;
    let body = json!({
        "name": NAME, "identity_number": NUMBER, "phone": PHONE, "household_address": ADDRESS,
        "employment": {"kind": "labour_contract", "from": "2023-06-30"},
    });
    let made = at.manager.post_once("0197f1c5", "/workers", &body).await.created();
    let path = format!("/workers/{}", made.id());
    at.manager.post("/workers", &body).await.problem(409, "already_exists");
    let changed = at.manager.patch(&made, &path, &json!({"phone": "13987654321"})).await.ok();
    at.manager.patch(&changed, &path, &json!({"phone": PHONE, "birth_date": "1990-01-01"})).await.is(422);
    let purpose = json!({"fields": ["identity_number", "phone"], "purpose": PURPOSE});
    at.manager.post(&format!("{path}/reveals"), &purpose).await.ok();
    at.manager.post("/workers/matches", &json!({"identity_number": NUMBER})).await.ok();
    let all = lab.everything_of(BAISHA).await;
    let log = logged();
    assert!(all.contains(&made.id().to_string()) && log.contains("/api/v1/workers"), "they hold something");
    for secret in [NUMBER, PHONE, "13987654321", ADDRESS, NAME, PURPOSE] {
        let hex: String = secret.bytes().map(|byte| format!("{byte:02x}")).collect();
        assert!(!all.contains(secret) && !all.contains(&hex), "{secret} is in the database");
        assert!(!log.contains(secret), "{secret} is in the log");
    }
}

#[actix_web::test]
async fn names_of_an_older_version_are_sealed_and_read_before_and_after() {
    let lab = Lab::new().await;
    let at = Staffed::with(&lab, 3).await;
    let before = at.manager.get("/workers").await.ok();
    let seal = async || seal_names(&lab.conn, &lab.shared.personal, lab.now()).await.unwrap();
    assert_eq!((seal().await, seal().await), (3, 0));
    assert_eq!(lab.number("SELECT count(*) AS n FROM workers WHERE name IS NOT NULL").await, 0);
    let after = at.manager.get("/workers").await.ok();
    assert_eq!((after.items().len(), &after.items()[0]["name"]), (3, &json!("王小梅")));
    assert_eq!(after.body, before.body);
}

#[actix_web::test]
async fn an_older_row_is_sealed_when_it_is_changed() {
    let lab = Lab::new().await;
    let at = Staffed::with(&lab, 1).await;
    let path =
        format!("/workers/{}", at.manager.get("/workers").await.ok().items()[0]["id"].as_str().unwrap());
    let seen = at.manager.get(&path).await.ok();
    at.manager.patch(&seen, &path, &json!({"phone": PHONE})).await.ok();
    assert_eq!(lab.number("SELECT count(*) AS n FROM workers WHERE name IS NOT NULL").await, 0);
    assert_eq!(at.manager.get(&path).await.ok()["name"], "王小梅");
}

#[actix_web::test]
async fn root_keys_rotate_while_the_service_runs_and_no_value_is_written_again() {
    let lab = Lab::new().await;
    let officer = lab.bureau_officer().await;
    let body = json!({"name": NAME, "identity_number": NUMBER});
    let path = format!("/workers/{}", officer.post("/workers", &body).await.created().id());
    let sealed = lab.rows_of(BAISHA, "workers").await;
    // Another process rotates.
    let roots = Roots::open(&lab.shared.config.personal_keys_file).unwrap();
    assert_eq!(roots.add_version().unwrap(), 2);
    assert_eq!(rotation::wrap_all_anew(&lab.conn, &roots).await.unwrap(), 1);
    assert_eq!(rotation::wrap_all_anew(&lab.conn, &roots).await.unwrap(), 0);
    assert_eq!(lab.number("SELECT root_version::bigint AS n FROM personal_keys").await, 2);
    assert_eq!(lab.rows_of(BAISHA, "workers").await, sealed);
    // The service meets the new version and reads the file again; duplicates are found as before.
    assert_eq!(officer.get(&path).await.ok()["identity_number"], "4690************3X");
    officer.post("/workers", &body).await.problem(409, "already_exists");
    // The first root key is needed by nothing any more.
    let file = &lab.shared.config.personal_keys_file;
    let text = fs::read_to_string(file).unwrap();
    let kept: String =
        text.lines().filter(|line| !line.starts_with("1 ")).map(|line| format!("{line}\n")).collect();
    fs::write(file, kept).unwrap();
    lab.shared.personal.reload().unwrap();
    assert_eq!(officer.get(&path).await.ok()["name"], NAME);
}

#[actix_web::test]
async fn other_root_keys_are_noticed_at_the_start() {
    let lab = Lab::new().await;
    let roots = &lab.shared.personal;
    rotation::check(&lab.conn, roots).await.unwrap();
    let body = json!({"name": NAME, "identity_number": NUMBER});
    lab.bureau_officer().await.post("/workers", &body).await.created();
    rotation::check(&lab.conn, roots).await.unwrap();
    let folder = tempfile::tempdir().unwrap();
    let strange = Roots::open(&folder.path().join("personal-keys")).unwrap();
    let problem = rotation::check(&lab.conn, &strange).await.unwrap_err();
    assert!(problem.contains("PERSONAL_KEYS_FILE"), "{problem}");
}

#[actix_web::test]
async fn a_value_moved_to_another_row_is_not_shown() {
    let lab = Lab::new().await;
    let officer = lab.bureau_officer().await;
    let body = |phone: &str| json!({"name": NAME, "phone": phone});
    let one = officer.post("/workers", &body(PHONE)).await.created().id();
    let other = officer.post("/workers", &body("13987654321")).await.created().id();
    let moved = format!(
        "UPDATE workers SET phone_sealed = (SELECT phone_sealed FROM workers WHERE id = '{one}') WHERE id = '{other}'"
    );
    lab.run(&moved).await;
    officer.get(&format!("/workers/{one}")).await.ok();
    officer.get(&format!("/workers/{other}")).await.problem(500, "internal");
}
