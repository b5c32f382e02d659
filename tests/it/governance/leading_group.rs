use stations::auth::role::Role;

use crate::harness::{Answer, Lab, json};

fn offices(group: &Answer, seats: &str) -> Vec<String> {
    let all = group[seats].as_array().unwrap().iter();
    all.map(|seat| seat["office"].as_str().unwrap().to_owned()).collect()
}

#[actix_web::test]
async fn the_leading_group_is_the_plans_by_offices() {
    let lab = Lab::new().await;
    let group = lab.bureau_officer().await.get("/leading-group").await.ok();
    assert_eq!(group["chair"]["office"], "县人民政府副县长");
    assert_eq!(offices(&group, "deputy_chairs")[1], "县民政局局长");
    let members = offices(&group, "members");
    assert_eq!((members.len(), members[1].as_str()), (25, "县财政局副局长"));
    assert_eq!(members.iter().filter(|office| office.contains("人民政府")).count(), 11, "every township");
    assert_eq!(group["office"]["office"], "县民政局副局长");
    assert_eq!((&group["as_of"], &group["chair"]["from"]), (&json!("2023-07-03"), &json!("2023-01-01")));
}

#[actix_web::test]
async fn there_was_no_group_before_its_first_day() {
    let lab = Lab::new().await;
    let group = lab.bureau_officer().await.get("/leading-group?as_of=2022-12-31").await.ok();
    assert_eq!((&group["chair"], &group["office"]), (&json!(null), &json!(null)));
    assert_eq!((&group["deputy_chairs"], &group["members"]), (&json!([]), &json!([])));
}

#[actix_web::test]
async fn a_change_of_chair_shows_by_day_and_by_what_was_known() {
    let lab = Lab::new().await;
    let admin = lab.bureau_admin().await;
    let chair = admin.get("/leading-group").await.ok()["chair"]["id"].as_str().unwrap().to_owned();
    let path = format!("/leading-group-seats/{chair}");
    let seen = admin.get(&path).await.ok();
    admin.move_on(&seen, &format!("{path}/end"), &json!({"to": "2023-07-01"})).await.ok();
    let next = json!({"seat": "chair", "office": "县人民政府县长", "from": "2023-07-01"});
    admin.post("/leading-group-seats", &next).await.created();
    let chaired = async |query: &str| {
        let group = admin.get(&format!("/leading-group?{query}")).await.ok();
        (group["chair"]["office"].clone(), group["chair"]["to"].clone())
    };
    assert_eq!(chaired("").await, (json!("县人民政府县长"), json!(null)));
    assert_eq!(chaired("as_of=2023-06-30").await, (json!("县人民政府副县长"), json!("2023-07-01")));
    let before = "known_at=2023-07-03T01:59:59Z";
    assert_eq!(chaired(before).await, (json!("县人民政府副县长"), json!(null)));
}

#[actix_web::test]
async fn a_seat_that_ended_or_was_voided_is_in_the_group_no_longer() {
    let lab = Lab::new().await;
    let admin = lab.bureau_admin().await;
    let members = admin.get("/leading-group").await.ok()["members"].clone();
    let path = |n: usize| format!("/leading-group-seats/{}", members[n]["id"].as_str().unwrap());
    let (ended, voided) = (admin.get(&path(0)).await.ok(), admin.get(&path(1)).await.ok());
    admin.move_on(&ended, &format!("{}/end", path(0)), &json!({"to": "2023-07-03"})).await.ok();
    admin.move_on(&voided, &format!("{}/voiding", path(1)), &json!({"reason": "重复"})).await.ok();
    let count = async |query: &str| {
        offices(&admin.get(&format!("/leading-group?{query}")).await.ok(), "members").len()
    };
    assert_eq!((count("").await, count("as_of=2023-07-02").await), (23, 24));
    assert_eq!(count("known_at=2023-07-03T01:59:59Z").await, 25);
}

#[actix_web::test]
async fn a_question_that_cannot_be_answered_is_refused_by_name() {
    let lab = Lab::new().await;
    let officer = lab.bureau_officer().await;
    officer.get("/leading-group?known_at=2023-07-03T02:00:01Z").await.faults(&["/known_at too_late"]);
    officer
        .get("/leading-group?as_of=2023-02-30&on=x")
        .await
        .faults(&["/as_of wrong_format", "/on unknown_field"]);
}

#[actix_web::test]
async fn all_of_the_county_and_the_province_read_the_group() {
    let lab = Lab::new().await;
    lab.township_officer("469025101").await.get("/leading-group").await.ok();
    let contractor = lab.organisation("contractor", 0).await;
    lab.member(Role::ContractorManager, contractor).await.get("/leading-group").await.ok();
    let viewer = lab.person(Role::ProvinceViewer).await;
    viewer.get("/leading-group").await.faults(&["/county required"]);
    assert_eq!(offices(&viewer.get("/leading-group?county=469025").await.ok(), "members").len(), 25);
    lab.person(Role::PlatformAdmin).await.get("/leading-group").await.problem(403, "forbidden");
}
