use chrono::TimeDelta;
use stations::auth::role::Role;

use super::{
    change::{draft, path},
    register::record,
};
use crate::harness::{Answer, Lab, Persona, json};

async fn sign(admin: &Persona<'_>, seen: &Answer, on: &str) -> Answer {
    admin.move_on(seen, &format!("{}/signature", path(seen)), &json!({"signed_on": on})).await
}

#[actix_web::test]
async fn a_signature_makes_it_cover_its_stations() {
    let lab = Lab::new().await;
    let (admin, station) = (lab.bureau_admin().await, lab.station("469025100").await);
    let contractor = lab.organisation("contractor", 0).await;
    let made = draft(&admin, contractor, station).await;
    let before = lab.events().await;
    lab.pass(TimeDelta::milliseconds(5));
    let signed = sign(&admin, &made, "2023-06-28").await.ok();
    assert_eq!((&signed["state"], &signed["signed_on"]), (&json!("active"), &json!("2023-06-28")));
    assert_eq!(
        (lab.events().await, lab.last_event().await["action"].clone()),
        (before + 1, json!("agreement.signed"))
    );
    let manager = lab.member(Role::ContractorManager, contractor).await;
    assert_eq!(manager.get("/stations").await.ok().items().len(), 1);
}

#[actix_web::test]
async fn what_is_signed_second_for_the_same_days_is_refused() {
    let lab = Lab::new().await;
    let (admin, station) = (lab.bureau_admin().await, lab.station("469025100").await);
    let made = draft(&admin, lab.organisation("contractor", 0).await, station).await;
    record(&admin, lab.organisation("contractor", 1).await, &[station], json!({})).await.created();
    let before = lab.events().await;
    sign(&admin, &made, "2023-06-28").await.problem(409, "overlapping_agreement");
    assert_eq!(
        (lab.events().await, admin.get(&path(&made)).await.ok()["state"].clone()),
        (before, json!("draft"))
    );
}

#[actix_web::test]
async fn a_signature_lies_in_the_past_and_happens_once() {
    let lab = Lab::new().await;
    let (admin, station) = (lab.bureau_admin().await, lab.station("469025100").await);
    let made = draft(&admin, lab.organisation("contractor", 0).await, station).await;
    sign(&admin, &made, "2023-07-04").await.faults(&["/signed_on too_late"]);
    let signed = sign(&admin, &made, "2023-07-03").await.ok();
    sign(&admin, &signed, "2023-07-03").await.problem(409, "conflict");
    sign(&admin, &made, "2023-07-03").await.problem(412, "stale");
    let late = json!({"signed_on": "2023-07-04", "number": "2", "from": "2027-01-01", "to": "2028-01-01"});
    record(&admin, lab.organisation("contractor", 1).await, &[station], late)
        .await
        .faults(&["/signed_on too_late"]);
}

#[actix_web::test]
async fn the_signed_paper_is_kept_with_it_and_seen_by_the_bureau() {
    let lab = Lab::new().await;
    let (admin, station) = (lab.bureau_admin().await, lab.station("469025100").await);
    let made = draft(&admin, lab.organisation("contractor", 0).await, station).await;
    let file = lab.trace_file(admin.id).await;
    let strange = lab.trace_file(lab.bureau_officer().await.id).await;
    let body = |file| json!({"signed_on": "2023-06-28", "attachments": [file]});
    let to = format!("{}/signature", path(&made));
    admin.move_on(&made, &to, &body(strange)).await.faults(&["/attachments/0 unknown_reference"]);
    let signed = admin.move_on(&made, &to, &body(file)).await.ok();
    assert_eq!(signed["attachments"], json!([file]));
    lab.bureau_officer().await.get(&format!("/attachments/{file}")).await.ok();
    lab.township_officer("469025100")
        .await
        .get(&format!("/attachments/{file}"))
        .await
        .problem(404, "not_found");
}

#[actix_web::test]
async fn only_the_bureau_in_charge_signs() {
    let lab = Lab::new().await;
    let (admin, station) = (lab.bureau_admin().await, lab.station("469025100").await);
    let contractor = lab.organisation("contractor", 0).await;
    let made = draft(&admin, contractor, station).await;
    for persona in [lab.bureau_officer().await, lab.member(Role::ContractorManager, contractor).await] {
        sign(&persona, &made, "2023-06-28").await.problem(403, "forbidden");
    }
    let to = format!("{}/signature", path(&made));
    admin.post(&to, &json!({"signed_on": "2023-06-28"})).await.problem(428, "precondition_required");
}

/// 九（一）: the milestone follows from the day of signature, not of cover.
#[actix_web::test]
async fn m2_is_reached_on_the_day_of_the_last_signature() {
    let lab = Lab::new().await;
    let (admin, stations) = (lab.bureau_admin().await, lab.every_station().await);
    let (one, other) = (lab.organisation("contractor", 0).await, lab.organisation("contractor", 1).await);
    record(&admin, one, &stations[..10], json!({"signed_on": "2023-06-12"})).await.created();
    let with = json!({"signed_on": null, "number": "2", "from": "2023-08-01"});
    let made = record(&admin, other, &stations[10..], with).await.created();
    assert_eq!(lab.milestone("M2", "").await["status"], "late");
    lab.pass(TimeDelta::seconds(60));
    sign(&admin, &made, "2023-06-20").await.ok();
    assert_eq!(lab.milestone("M2", "").await["reached_on"], "2023-06-20");
    assert_eq!(lab.milestone("M2", "known_at=2023-07-03T02:00:30Z").await["status"], "late");
}
