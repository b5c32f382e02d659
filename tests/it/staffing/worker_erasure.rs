use stations::auth::role::Role;

use crate::harness::{Answer, Lab, Staffed, json};

const NUMBER: &str = "46902519920305903X";

async fn known(lab: &Lab) -> Answer {
    let body =
        json!({"name": "符海燕", "identity_number": NUMBER, "phone": "13812345678", "education": "bachelor"});
    lab.bureau_officer().await.post("/workers", &body).await.created()
}

#[actix_web::test]
async fn an_erased_person_can_never_be_read_again_and_statistics_stay() {
    let lab = Lab::new().await;
    let (admin, worker) = (lab.bureau_admin().await, known(&lab).await);
    let (path, before) = (format!("/workers/{}", worker.id()), lab.events().await);
    let why = json!({"ground": "retention_ended"});
    let erased = admin.move_on(&worker, &format!("{path}/erasure"), &why).await.ok();
    for field in ["name", "identity_number", "phone"] {
        assert_eq!(erased[field], json!(null), "{field}");
    }
    assert_eq!((&erased["erased"], &erased["birth_date"]), (&json!(true), &json!("1992-03-05")));
    assert_eq!((erased.etag(), lab.events().await), ("\"v2\"", before + 1));
    assert_eq!(admin.get(&path).await.ok().body, erased.body);
    assert_eq!(admin.get("/workers").await.ok().items()[0], erased.body);
    assert_eq!(lab.number("SELECT count(wrapped) AS n FROM personal_keys").await, 0);
    let again = admin.move_on(&erased, &format!("{path}/erasure"), &why).await.ok();
    assert_eq!((again.etag(), lab.events().await), ("\"v2\"", before + 1));
}

#[actix_web::test]
async fn of_an_erased_person_nothing_is_changed_revealed_or_found() {
    let lab = Lab::new().await;
    let (admin, worker) = (lab.bureau_admin().await, known(&lab).await);
    let path = format!("/workers/{}", worker.id());
    let why = json!({"ground": "consent_withdrawn"});
    let erased = admin.move_on(&worker, &format!("{path}/erasure"), &why).await.ok();
    for change in [json!({"education": "master"}), json!({"name": "甲"})] {
        admin.patch(&erased, &path, &change).await.problem(409, "conflict");
    }
    let ask = json!({"fields": ["phone"], "purpose": "核对"});
    admin.post(&format!("{path}/reveals"), &ask).await.problem(409, "conflict");
    let found = admin.post("/workers/matches", &json!({"identity_number": NUMBER})).await.ok();
    assert_eq!(found["known"], json!(false));
    known(&lab).await;
}

#[actix_web::test]
async fn who_is_employed_is_not_erased() {
    let lab = Lab::new().await;
    let at = Staffed::with(&lab, 1).await;
    let (admin, before) = (lab.bureau_admin().await, lab.events().await);
    let path = format!("/workers/{}", admin.get("/workers").await.ok().items()[0]["id"].as_str().unwrap());
    let (seen, why) = (admin.get(&path).await.ok(), json!({"ground": "unlawful"}));
    let refused = admin.move_on(&seen, &format!("{path}/erasure"), &why).await;
    refused.problem(409, "conflict");
    assert_eq!(
        (at.manager.get(&path).await.ok()["name"].clone(), lab.events().await),
        (json!("王小梅"), before)
    );
}

#[actix_web::test]
async fn only_the_bureaus_administrator_erases_and_says_why_and_of_which_version() {
    let lab = Lab::new().await;
    let (admin, worker) = (lab.bureau_admin().await, known(&lab).await);
    let (path, why) = (format!("/workers/{}/erasure", worker.id()), json!({"ground": "unlawful"}));
    for role in [Role::BureauOfficer, Role::Auditor] {
        lab.person(role).await.move_on(&worker, &path, &why).await.problem(403, "forbidden");
    }
    admin.post(&path, &why).await.problem(428, "precondition_required");
    admin.move_on(&worker, &path, &json!({"ground": "boredom"})).await.faults(&["/ground unknown_value"]);
    let changed = json!({"phone": null});
    admin.patch(&worker, &format!("/workers/{}", worker.id()), &changed).await.ok();
    admin.move_on(&worker, &path, &why).await.problem(412, "stale");
}
