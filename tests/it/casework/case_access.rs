//! Who works on a case: the station and its contractor, whatever is done.

use super::{SAID, Ward, goal, way};
use crate::harness::{Answer, Lab, json};

/// A case of which the first goal was set.
async fn with_goal(ward: &Ward<'_>) -> Answer {
    let case = ward.accepted().await;
    ward.with_goal(&case).await
}

fn of_goal(case: &Answer, more: &str) -> String {
    format!("/case-goals/{}{more}", case["goals"][0]["id"].as_str().unwrap())
}

#[actix_web::test]
async fn a_case_is_accepted_by_the_station() {
    let lab = Lab::new().await;
    let ward = Ward::of(&lab).await;
    lab.anyone().post("/cases", &ward.case()).await.problem(401, "unauthenticated");
    ward.site.officer.post("/cases", &ward.case()).await.problem(403, "forbidden");
    ward.site.contractor.post("/cases", &ward.case()).await.created();
    assert_eq!(lab.number("SELECT count(*) AS n FROM cases").await, 1);
}

#[actix_web::test]
async fn a_case_of_who_was_erased_is_not_accepted() {
    let lab = Lab::new().await;
    let ward = Ward::of(&lab).await;
    let (path, why) =
        (format!("/clients/{}/erasure", ward.client.id()), json!({"ground": "consent_withdrawn"}));
    lab.bureau_admin().await.move_on(&ward.client, &path, &why).await.ok();
    ward.site.lead.post("/cases", &ward.case()).await.problem(409, "conflict");
}

#[actix_web::test]
async fn a_lead_worker_is_assigned_by_the_station() {
    let lab = Lab::new().await;
    let ward = Ward::of(&lab).await;
    let case = ward.accepted().await;
    let to = json!({"worker_id": ward.lead, "from": "2023-07-02"});
    ward.is_closed_to_others(&case, &way(&case, "/lead-workers"), &to).await;
}

#[actix_web::test]
async fn a_stage_is_recorded_by_the_station() {
    let lab = Lab::new().await;
    let ward = Ward::of(&lab).await;
    let case = ward.accepted().await;
    let stage = json!({"stage": "assessment", "on": "2023-07-02", "worker_id": ward.worker, "text": SAID});
    ward.is_closed_to_others(&case, &way(&case, "/stages"), &stage).await;
}

#[actix_web::test]
async fn a_case_is_closed_by_the_station() {
    let lab = Lab::new().await;
    let ward = Ward::of(&lab).await;
    let case = ward.accepted().await;
    ward.is_closed_to_others(&case, &way(&case, "/closure"), &ward.closure("client_wish")).await;
}

#[actix_web::test]
async fn a_case_is_referred_by_the_station() {
    let lab = Lab::new().await;
    let ward = Ward::of(&lab).await;
    let case = ward.accepted().await;
    ward.is_closed_to_others(&case, &way(&case, "/referral"), &ward.referral()).await;
}

#[actix_web::test]
async fn a_referral_is_of_what_was_seen_and_goes_on() {
    let lab = Lab::new().await;
    let ward = Ward::of(&lab).await;
    let case = ward.accepted().await;
    let refer = async |seen: &Answer| {
        ward.site.worker.move_on(seen, &way(&case, "/referral"), &ward.referral()).await
    };
    ward.site
        .worker
        .post(&way(&case, "/referral"), &ward.referral())
        .await
        .problem(428, "precondition_required");
    let referred = refer(&case).await.created();
    refer(&case).await.problem(412, "stale");
    refer(&referred).await.problem(409, "conflict");
}

#[actix_web::test]
async fn a_case_is_reopened_by_the_station() {
    let lab = Lab::new().await;
    let ward = Ward::of(&lab).await;
    let case = ward.accepted().await;
    let wish = ward.closure("client_wish");
    let closed = ward.site.worker.move_on(&case, &way(&case, "/closure"), &wish).await.created();
    let again = json!({"reason": "再次求助", "on": "2023-07-03", "worker_id": ward.worker});
    ward.is_closed_to_others(&closed, &way(&case, "/reopening"), &again).await;
    ward.site.lead.move_on(&case, &way(&case, "/reopening"), &again).await.problem(412, "stale");
    ward.site.lead.move_on(&closed, &way(&case, "/reopening"), &again).await.created();
}

#[actix_web::test]
async fn a_case_that_goes_on_is_not_reopened() {
    let lab = Lab::new().await;
    let ward = Ward::of(&lab).await;
    let case = ward.accepted().await;
    let again = json!({"reason": "再次求助", "on": "2023-07-03", "worker_id": ward.worker});
    ward.site.lead.move_on(&case, &way(&case, "/reopening"), &again).await.problem(409, "conflict");
    assert_eq!(ward.site.lead.get(&way(&case, "")).await.ok()["steps"], json!([]));
}

#[actix_web::test]
async fn a_step_is_voided_by_the_station() {
    let lab = Lab::new().await;
    let ward = Ward::of(&lab).await;
    let case = ward.staged(&["assessment"]).await;
    let path = format!("/case-steps/{}/voiding", case["steps"][0]["id"].as_str().unwrap());
    ward.is_closed_to_others(&case, &path, &json!({"reason": "日期有误"})).await;
    let newer = ward.stage(&case, "plan", "2023-07-03").await.created();
    ward.site.lead.move_on(&case, &path, &json!({"reason": "日期有误"})).await.problem(412, "stale");
    assert_eq!(newer["steps"][0]["voided_at"], json!(null));
}

#[actix_web::test]
async fn a_goal_is_set_by_the_station() {
    let lab = Lab::new().await;
    let ward = Ward::of(&lab).await;
    let case = ward.accepted().await;
    ward.is_closed_to_others(&case, &way(&case, "/goals"), &goal()).await;
}

#[actix_web::test]
async fn a_goal_is_measured_by_the_station() {
    let lab = Lab::new().await;
    let ward = Ward::of(&lab).await;
    let case = with_goal(&ward).await;
    let outcome = json!({"achieved": "partly", "after": "9", "on": "2023-07-03"});
    ward.is_closed_to_others(&case, &of_goal(&case, "/outcomes"), &outcome).await;
}

#[actix_web::test]
async fn a_goal_is_voided_by_the_station() {
    let lab = Lab::new().await;
    let ward = Ward::of(&lab).await;
    let case = with_goal(&ward).await;
    let why = json!({"reason": "重复登记"});
    ward.is_closed_to_others(&case, &of_goal(&case, "/voiding"), &why).await;
    ward.site.lead.post(&of_goal(&case, "/voiding"), &why).await.problem(428, "precondition_required");
    ward.stage(&case, "assessment", "2023-07-02").await.created();
    ward.site.lead.move_on(&case, &of_goal(&case, "/voiding"), &why).await.problem(412, "stale");
}

#[actix_web::test]
async fn a_case_is_voided_by_the_station() {
    let lab = Lab::new().await;
    let ward = Ward::of(&lab).await;
    let case = ward.accepted().await;
    ward.is_closed_to_others(&case, &way(&case, "/voiding"), &json!({"reason": "重复登记"})).await;
}

#[actix_web::test]
async fn a_case_that_changed_is_not_voided_unseen() {
    let lab = Lab::new().await;
    let ward = Ward::of(&lab).await;
    let case = ward.accepted().await;
    ward.stage(&case, "assessment", "2023-07-02").await.created();
    let why = json!({"reason": "重复登记"});
    ward.site.lead.move_on(&case, &way(&case, "/voiding"), &why).await.problem(412, "stale");
}
