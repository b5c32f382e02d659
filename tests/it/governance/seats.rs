//! Giving, ending and voiding the leading group's seats.

use stations::auth::role::Role;

use crate::harness::{Answer, Lab, Persona, Value, json};

const SEATS: &str = "/leading-group-seats";

fn member(office: &str) -> Value {
    json!({"seat": "member", "office": office, "from": "2023-07-01"})
}

fn chair(from: &str, to: Option<&str>) -> Value {
    json!({"seat": "chair", "office": "县人民政府县长", "from": from, "to": to})
}

/// The row of the plan's chair.
async fn seated(admin: &Persona<'_>) -> (Answer, String) {
    let group = admin.get("/leading-group").await.ok();
    let path = format!("{SEATS}/{}", group["chair"]["id"].as_str().unwrap());
    (admin.get(&path).await.ok(), path)
}

#[actix_web::test]
async fn an_office_gets_a_seat_at_the_end_of_the_group() {
    let lab = Lab::new().await;
    let (admin, before) = (lab.bureau_admin().await, lab.events().await);
    let made = admin.post(SEATS, &member("县文化馆馆长")).await.created();
    assert_eq!((&made["position"], &made["to"], &made["version"]), (&json!(30), &json!(null), &json!(1)));
    let path = format!("{SEATS}/{}", made.id());
    assert_eq!(made.headers["location"], format!("/api/v1{path}"));
    assert_eq!(lab.bureau_officer().await.get(&path).await.ok().body, made.body);
    let members = admin.get("/leading-group").await.ok()["members"].as_array().unwrap().clone();
    assert_eq!((members.len(), &members[25]["office"]), (26, &json!("县文化馆馆长")));
    assert_eq!(lab.events().await, before + 1);
    let told = json!({"seat": "member", "from": "2023-07-01", "to": null});
    assert_eq!(lab.last_event().await["changes"], told);
    let first = json!({"seat": "member", "office": "县总工会主席", "from": "2023-07-01", "position": 1});
    admin.post(SEATS, &first).await.created();
    let members = admin.get("/leading-group").await.ok()["members"].clone();
    assert_eq!(members[0]["office"], "县总工会主席");
}

#[actix_web::test]
async fn there_is_one_chair_and_one_director_at_a_time() {
    let lab = Lab::new().await;
    let (admin, before) = (lab.bureau_admin().await, lab.events().await);
    let refused = admin.post(SEATS, &chair("2023-07-01", None)).await.problem(409, "already_exists");
    assert!(refused["detail"].as_str().unwrap().contains("组长"));
    let director = json!({"seat": "office_director", "office": "县民政局局长", "from": "2024-01-01"});
    admin.post(SEATS, &director).await.problem(409, "already_exists");
    assert_eq!(lab.events().await, before);
    admin.post(SEATS, &chair("2022-01-01", Some("2023-01-01"))).await.created();
    for seat in ["deputy_chair", "member"] {
        let body = json!({"seat": seat, "office": "县民政局局长", "from": "2023-01-01"});
        admin.post(SEATS, &body).await.created();
    }
}

#[actix_web::test]
async fn a_seat_sent_twice_under_one_key_is_given_once() {
    let lab = Lab::new().await;
    let admin = lab.bureau_admin().await;
    let first = admin.post_once("k-1", SEATS, &member("县文化馆馆长")).await.created();
    let before = lab.events().await;
    let again = admin.post_once("k-1", SEATS, &member("县文化馆馆长")).await.created();
    assert_eq!((first.bytes, lab.events().await), (again.bytes, before));
}

#[actix_web::test]
async fn every_fault_of_a_seat_is_told_at_once() {
    let lab = Lab::new().await;
    let (admin, before) = (lab.bureau_admin().await, lab.events().await);
    let body = json!({"seat": "president", "office": "a\nb", "position": 0, "name": "某人"});
    let faults = [
        "/seat unknown_value",
        "/office wrong_format",
        "/position too_small",
        "/name unknown_field",
        "/from required",
    ];
    admin.post(SEATS, &body).await.faults(&faults);
    admin.post(SEATS, &chair("2023-07-01", Some("2023-07-01"))).await.faults(&["/to too_early"]);
    assert_eq!(lab.events().await, before);
}

#[actix_web::test]
async fn only_the_bureau_in_charge_keeps_the_seats() {
    let lab = Lab::new().await;
    let (seen, path) = seated(&lab.bureau_admin().await).await;
    for role in [Role::BureauOfficer, Role::Auditor, Role::ProvinceViewer] {
        let person = lab.person(role).await;
        person.post(SEATS, &member("县文化馆馆长")).await.problem(403, "forbidden");
        let end = person.move_on(&seen, &format!("{path}/end"), &json!({"to": "2023-07-01"})).await;
        end.problem(403, "forbidden");
        let void = person.move_on(&seen, &format!("{path}/voiding"), &json!({"reason": "x"})).await;
        void.problem(403, "forbidden");
    }
}

#[actix_web::test]
async fn the_seats_are_paged_and_counted() {
    let lab = Lab::new().await;
    let officer = lab.bureau_officer().await;
    let (mut seen, mut path) = (0, format!("{SEATS}?limit=12&count=exact"));
    loop {
        let page = officer.get(&path).await.ok();
        assert_eq!(page["total"], 29);
        seen += page.items().len();
        let Some(next) = page["next"].as_str() else { break };
        path = format!("{SEATS}?limit=12&count=exact&after={next}");
    }
    assert_eq!(seen, 29);
    officer.get(&format!("{SEATS}?after=abc")).await.faults(&["/after bad_cursor"]);
    let viewer = lab.person(Role::ProvinceViewer).await;
    assert_eq!(viewer.get(&format!("{SEATS}?county=469025")).await.ok().items().len(), 29);
}

#[actix_web::test]
async fn a_seat_that_is_not_there_is_not_found() {
    let lab = Lab::new().await;
    let admin = lab.bureau_admin().await;
    let (seen, own) = seated(&admin).await;
    lab.person(Role::ProvinceViewer).await.get(&own).await.problem(404, "not_found");
    let path = format!("{SEATS}/01890000-0000-7000-8000-000000000000");
    admin.get(&path).await.problem(404, "not_found");
    let end = admin.move_on(&seen, &format!("{path}/end"), &json!({"to": "2023-07-01"})).await;
    end.problem(404, "not_found");
    let void = admin.move_on(&seen, &format!("{path}/voiding"), &json!({"reason": "x"})).await;
    void.problem(404, "not_found");
}

#[actix_web::test]
async fn a_seat_ends_once_and_after_its_first_day() {
    let lab = Lab::new().await;
    let admin = lab.bureau_admin().await;
    let (seen, path) = seated(&admin).await;
    let end = format!("{path}/end");
    admin.move_on(&seen, &end, &json!({"to": "2023-01-01"})).await.faults(&["/to too_early"]);
    let before = lab.events().await;
    let ended = admin.move_on(&seen, &end, &json!({"to": "2023-07-01"})).await.ok();
    assert_eq!((&ended["to"], &ended["version"]), (&json!("2023-07-01"), &json!(2)));
    assert_eq!(
        (lab.events().await, admin.get("/leading-group").await.ok()["chair"].clone()),
        (before + 1, json!(null))
    );
    assert_eq!(lab.last_event().await["action"], "leading_group_seat.ended");
    admin.move_on(&ended, &end, &json!({"to": "2023-08-01"})).await.problem(409, "conflict");
}

#[actix_web::test]
async fn ending_and_voiding_need_the_version_that_was_read() {
    let lab = Lab::new().await;
    let admin = lab.bureau_admin().await;
    let (seen, path) = seated(&admin).await;
    let (end, void) = (json!({"to": "2023-07-01"}), json!({"reason": "重报"}));
    admin.post(&format!("{path}/end"), &end).await.problem(428, "precondition_required");
    admin.post(&format!("{path}/voiding"), &void).await.problem(428, "precondition_required");
    admin.move_on(&seen, &format!("{path}/end"), &end).await.ok();
    admin.move_on(&seen, &format!("{path}/voiding"), &void).await.problem(412, "stale");
}

#[actix_web::test]
async fn a_voided_seat_stays_readable_and_makes_room() {
    let lab = Lab::new().await;
    let admin = lab.bureau_admin().await;
    let (seen, path) = seated(&admin).await;
    let void = format!("{path}/voiding");
    admin.move_on(&seen, &void, &json!({})).await.faults(&["/reason required"]);
    let before = lab.events().await;
    let voided = admin.move_on(&seen, &void, &json!({"reason": "登记有误"})).await.ok();
    assert_eq!(voided["void_reason"], "登记有误");
    assert_eq!((lab.events().await, admin.get(&path).await.ok().body), (before + 1, voided.body.clone()));
    admin.move_on(&voided, &void, &json!({"reason": "再次"})).await.problem(409, "conflict");
    admin
        .move_on(&voided, &format!("{path}/end"), &json!({"to": "2023-08-01"}))
        .await
        .problem(409, "conflict");
    admin.post(SEATS, &chair("2023-01-01", None)).await.created();
    let group = admin.get("/leading-group").await.ok();
    assert_eq!(group["chair"]["office"], "县人民政府县长");
}
