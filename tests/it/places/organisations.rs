use chrono::TimeDelta;
use stations::auth::role::Role;
use uuid::Uuid;

use crate::harness::{Answer, Lab, Persona, Value, json};

fn body(kind: &str, code: &str) -> Value {
    json!({"kind": kind, "name": "青山社会工作服务中心", "credit_code": code})
}

async fn register(by: &Persona<'_>) -> Answer {
    by.post("/organisations", &body("contractor", "52469025MJ9900004X")).await.created()
}

fn path(of: &Answer) -> String {
    format!("/organisations/{}", of.id())
}

#[actix_web::test]
async fn an_organisation_is_registered_with_one_event_that_tells_no_name() {
    let lab = Lab::new().await;
    let officer = lab.bureau_officer().await;
    let before = lab.events().await;
    let new = json!({
        "kind": "contractor", "name": " 青山社会工作服务中心 ", "credit_code": "52469025MJ9900004X",
        "legal_representative": "符某",
    });
    let made = officer.post("/organisations", &new).await.created();
    assert_eq!(made.headers["location"], format!("/api/v1{}", path(&made)));
    assert_eq!(
        (&made["name"], &made["version"], made.etag()),
        (&json!("青山社会工作服务中心"), &json!(1), "\"v1\"")
    );
    assert_eq!(officer.get(&path(&made)).await.ok().body, made.body);
    assert_eq!(lab.events().await, before + 1);
    let event = lab.last_event().await;
    assert_eq!(
        (&event["action"], &event["changes"]),
        (&json!("organisation.registered"), &json!({"kind": "contractor"}))
    );
}

#[actix_web::test]
async fn a_code_with_a_slip_is_refused() {
    let lab = Lab::new().await;
    let (officer, before) = (lab.bureau_officer().await, lab.events().await);
    let wrong = ["52469025MJ9900004Y", "52469025MJ9900040X", "25469025MJ9900004X"];
    for code in wrong {
        let answer = officer.post("/organisations", &body("other", code)).await;
        answer.faults(&["/credit_code wrong_format"]);
    }
    assert_eq!(lab.events().await, before);
}

#[actix_web::test]
async fn a_code_with_characters_that_are_not_in_the_set_is_refused() {
    let lab = Lab::new().await;
    let officer = lab.bureau_officer().await;
    let mut wrong: Vec<String> =
        ["I", "O", "S", "V", "Z"].iter().map(|c| format!("5246902{c}MJ9900004X")).collect();
    wrong.extend(["I", "O", "S", "V", "Z"].iter().map(|c| format!("52469025MJ9900004{c}")));
    wrong.extend(
        ["５2469025MJ9900004X", "52469025mj9900004x", " 52469025MJ9900004X", "52469025MJ9900004", ""]
            .map(Into::into),
    );
    for code in wrong {
        let answer = officer.post("/organisations", &body("other", &code)).await.problem(422, "invalid");
        let faults = answer["errors"].as_array().unwrap();
        assert!(faults.iter().all(|fault| fault["pointer"] == "/credit_code"), "{code}: {faults:?}");
    }
}

/// A true fact that breaks 二 is recorded; the findings of its agreements say so.
#[actix_web::test]
async fn a_company_that_is_a_contractor_is_recorded() {
    let lab = Lab::new().await;
    let officer = lab.bureau_officer().await;
    for code in ["91350100M000100Y43", "11469025MB9900005R"] {
        officer.post("/organisations", &body("contractor", code)).await.created();
    }
}

#[actix_web::test]
async fn the_registration_and_the_qualifications_are_shown_and_changed() {
    let lab = Lab::new().await;
    let officer = lab.bureau_officer().await;
    let mut new = body("contractor", "52469025MJ9900004X");
    let paper = json!({"name": "社会组织评估等级4A", "number": null, "issued_by": "省民政厅", "from": "2022-01-01", "to": "2027-01-01"});
    new["registration_authority"] = "白沙黎族自治县民政局".into();
    new["registered_on"] = "2020-05-01".into();
    new["qualifications"] = json!([paper]);
    let made = officer.post("/organisations", &new).await.created();
    assert_eq!((&made["qualifications"], &made["registered_on"]), (&json!([paper]), &json!("2020-05-01")));
    lab.pass(TimeDelta::milliseconds(5));
    let change = json!({"qualifications": [], "registered_on": null});
    let seen = officer.patch(&made, &path(&made), &change).await.ok();
    assert_eq!((&seen["qualifications"], &seen["registered_on"]), (&json!([]), &json!(null)));
    assert_eq!(lab.last_event().await["changes"], json!({"fields": ["registered_on", "qualifications"]}));
    let kept = lab.rows_of("469025", "organisation_versions").await;
    assert_eq!((kept.len(), &kept[0]["qualifications"]), (2, &json!([paper])), "how it was is kept");
}

#[actix_web::test]
async fn a_registration_lies_in_the_past_and_a_qualification_ends_after_it_began() {
    let lab = Lab::new().await;
    let officer = lab.bureau_officer().await;
    let made = register(&officer).await;
    let before = lab.events().await;
    officer
        .patch(&made, &path(&made), &json!({"registered_on": "2023-07-04"}))
        .await
        .faults(&["/registered_on too_late"]);
    let backwards =
        json!({"qualifications": [{"name": "评估等级", "from": "2023-01-01", "to": "2023-01-01"}]});
    officer.patch(&made, &path(&made), &backwards).await.faults(&["/qualifications/0/to too_early"]);
    let mut new = body("other", "51469025MJ99000041");
    new["registered_on"] = "2023-07-04".into();
    officer.post("/organisations", &new).await.faults(&["/registered_on too_late"]);
    assert_eq!(lab.events().await, before);
}

#[actix_web::test]
async fn what_cannot_be_a_contractor_can_be_something_else() {
    let lab = Lab::new().await;
    let officer = lab.bureau_officer().await;
    officer.post("/organisations", &body("evaluation_agency", "91350100M000100Y43")).await.created();
    officer.post("/organisations", &body("government", "11469025MB9900005R")).await.created();
    for code in ["51469025MJ99000041", "52469025MJ98002650", "53469025MJ9900004T"] {
        officer.post("/organisations", &body("contractor", code)).await.created();
    }
}

#[actix_web::test]
async fn a_credit_code_stands_once_in_a_county() {
    let lab = Lab::new().await;
    let officer = lab.bureau_officer().await;
    register(&officer).await;
    let before = lab.events().await;
    let again = officer.post("/organisations", &body("other", "52469025MJ9900004X")).await;
    assert_eq!(again.problem(409, "already_exists")["errors"][0]["pointer"], "/credit_code");
    assert_eq!(lab.events().await, before);
}

#[actix_web::test]
async fn the_code_of_another_countys_organisation_is_free_here() {
    let lab = Lab::new().await;
    lab.elsewhere().await;
    register(&lab.bureau_officer().await).await;
}

#[actix_web::test]
async fn every_fault_of_an_organisation_is_told_at_once() {
    let lab = Lab::new().await;
    let new =
        json!({"kind": "company", "name": "a\nb", "legal_representative": "x".repeat(101), "phone": "1"});
    lab.bureau_officer().await.post("/organisations", &new).await.faults(&[
        "/credit_code required",
        "/kind unknown_value",
        "/legal_representative too_long",
        "/name wrong_format",
        "/phone unknown_field",
    ]);
}

#[actix_web::test]
async fn an_organisation_sent_twice_under_one_key_is_registered_once() {
    let lab = Lab::new().await;
    let officer = lab.bureau_officer().await;
    let new = body("contractor", "52469025MJ9900004X");
    let first = officer.post_once("o-1", "/organisations", &new).await.created();
    let before = lab.events().await;
    let again = officer.post_once("o-1", "/organisations", &new).await.created();
    assert_eq!((again.id(), &again.headers["idempotent-replayed"]), (first.id(), &"true".to_owned()));
    let other = body("other", "51469025MJ99000041");
    officer.post_once("o-1", "/organisations", &other).await.problem(422, "key_reused");
    assert_eq!(lab.events().await, before);
}

#[actix_web::test]
async fn only_the_bureau_registers_and_changes() {
    let lab = Lab::new().await;
    let made = register(&lab.bureau_admin().await).await;
    let manager = lab.member(Role::ContractorManager, made.id()).await;
    for persona in [manager, lab.township_officer("469025100").await, lab.person(Role::Auditor).await] {
        let new = body("other", "51469025MJ99000041");
        persona.post("/organisations", &new).await.problem(403, "forbidden");
        persona.patch(&made, &path(&made), &json!({"name": "x"})).await.problem(403, "forbidden");
        persona.get(&path(&made)).await.ok();
    }
}

#[actix_web::test]
async fn province_operator_and_posted_workers_do_not_read_organisations() {
    let lab = Lab::new().await;
    let made = register(&lab.bureau_admin().await).await;
    let worker = lab.posted_worker(made.id(), lab.station("469025100").await).await;
    let worker = lab.posted(Role::ResidentWorker, worker).await;
    for persona in [worker, lab.person(Role::ProvinceViewer).await, lab.person(Role::PlatformAdmin).await] {
        persona.get("/organisations").await.problem(403, "forbidden");
        persona.get(&path(&made)).await.problem(403, "forbidden");
    }
}

#[actix_web::test]
async fn organisations_are_listed_by_kind_and_paged() {
    let lab = Lab::new().await;
    let officer = lab.bureau_officer().await;
    for (kind, nth) in [("contractor", 0), ("evaluation_agency", 3), ("contractor", 1), ("other", 2)] {
        lab.organisation(kind, nth).await;
    }
    let first = officer.get("/organisations?kind=contractor&limit=1").await.ok();
    let next = first["next"].as_str().unwrap();
    let second = officer.get(&format!("/organisations?kind=contractor&limit=1&after={next}")).await.ok();
    assert!(first.items()[0]["id"].as_str() < second.items()[0]["id"].as_str());
    assert!(second["next"].is_null());
    assert_eq!(officer.get("/organisations").await.ok().items().len(), 4);
}

#[actix_web::test]
async fn bad_filters_of_organisations_are_refused_by_name() {
    let lab = Lab::new().await;
    let officer = lab.bureau_officer().await;
    officer
        .get("/organisations?kind=company&name=x")
        .await
        .faults(&["/kind unknown_value", "/name unknown_field"]);
    officer.get("/organisations?after=IngiCg").await.faults(&["/after bad_cursor"]);
}

#[actix_web::test]
async fn another_countys_organisation_is_not_there() {
    let lab = Lab::new().await;
    let hidden = lab.elsewhere().await.organisation;
    let (officer, before) = (lab.bureau_admin().await, lab.events().await);
    assert_eq!(officer.get("/organisations").await.ok().items().len(), 0);
    for id in [hidden.to_string(), Uuid::nil().to_string(), "x".into()] {
        let path = format!("/organisations/{id}");
        officer.get(&path).await.problem(404, "not_found");
        let headers = [("content-type", "application/merge-patch+json"), ("if-match", "*")];
        officer.send("PATCH", &path, &headers, b"{\"name\":\"x\"}".to_vec()).await.problem(404, "not_found");
    }
    assert_eq!(lab.events().await, before);
}

#[actix_web::test]
async fn name_and_representative_are_changed_and_the_event_names_the_fields() {
    let lab = Lab::new().await;
    let officer = lab.bureau_officer().await;
    let made = register(&officer).await;
    lab.pass(TimeDelta::seconds(1));
    let change = json!({"name": "绿水社会工作服务中心", "legal_representative": "王某"});
    let seen = officer.patch(&made, &path(&made), &change).await.ok();
    assert_eq!((&seen["version"], seen.etag()), (&json!(2), "\"v2\""));
    assert_eq!(lab.last_event().await["changes"], json!({"fields": ["name", "legal_representative"]}));
    let seen = officer.patch(&seen, &path(&made), &json!({"legal_representative": null})).await.ok();
    assert_eq!(
        (&seen["name"], &seen["legal_representative"]),
        (&json!("绿水社会工作服务中心"), &json!(null))
    );
    assert_eq!(officer.get(&path(&made)).await.ok().body, seen.body);
}

#[actix_web::test]
async fn a_patch_that_changes_nothing_is_no_event_and_no_version() {
    let lab = Lab::new().await;
    let officer = lab.bureau_officer().await;
    let (made, before) = (register(&officer).await, lab.events().await);
    let same = json!({"name": "青山社会工作服务中心", "legal_representative": null});
    assert_eq!(officer.patch(&made, &path(&made), &same).await.ok()["version"], 1);
    assert_eq!(lab.events().await, before);
}

#[actix_web::test]
async fn a_change_needs_the_version_that_was_read() {
    let lab = Lab::new().await;
    let officer = lab.bureau_officer().await;
    let made = register(&officer).await;
    let headers = [("content-type", "application/json")];
    let without = officer.send("PATCH", &path(&made), &headers, b"{\"name\":\"x\"}".to_vec()).await;
    without.problem(428, "precondition_required");
    officer.patch(&made, &path(&made), &json!({"name": "甲"})).await.ok();
    let before = lab.events().await;
    officer.patch(&made, &path(&made), &json!({"name": "乙"})).await.problem(412, "stale");
    assert_eq!(officer.get(&path(&made)).await.ok()["name"], "甲");
    assert_eq!(lab.events().await, before);
}

#[actix_web::test]
async fn what_an_organisation_is_cannot_be_changed() {
    let lab = Lab::new().await;
    let officer = lab.bureau_officer().await;
    let made = register(&officer).await;
    let change = json!({"kind": "other", "credit_code": "51469025MJ99000041", "name": null});
    let answer = officer.patch(&made, &path(&made), &change).await;
    answer.faults(&["/kind unknown_field", "/credit_code unknown_field", "/name wrong_type"]);
}
