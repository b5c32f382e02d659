use crate::harness::{Answer, Judged, Lab, TOWNSHIP, Value, json};

/// A station with this result in both phases, where the policy recommends a renewal from 80 in the mean and 60 at least.
async fn judged(lab: &Lab, result: i32) -> Judged<'_> {
    let thresholds = json!({"value": {"mean": "80.00", "lowest": "60.00"}, "source": "县评估细则"});
    lab.policy_is(&[("renewal_thresholds", thresholds)]).await;
    let station = lab.station(TOWNSHIP).await;
    let judged = lab.judged(&[station]).await;
    judged.both(station, [result, result]).await;
    judged
}

async fn decide(judged: &Judged<'_>, decision: &str, departs: bool, reason: &str) -> Answer {
    let body: Value = json!({
        "agreement_id": judged.agreement, "service_year_id": judged.year,
        "decision": decision, "departs": departs, "reason": reason,
    });
    judged.lab.bureau_admin().await.post("/renewal-references", &body).await
}

#[actix_web::test]
async fn the_recommendation_follows_the_policys_thresholds() {
    for (result, recommended) in [(8000, "renew"), (7999, "not_renew")] {
        let lab = Lab::new().await;
        let judged = judged(&lab, result).await;
        let made = decide(&judged, recommended, false, "与参考建议一致").await.created();
        assert_eq!(
            (&made["facts"]["recommendation"], &made["departs"]),
            (&json!(recommended), &json!(false))
        );
        assert_eq!(made["facts"]["thresholds"]["source"], "县评估细则");
    }
}

#[actix_web::test]
async fn who_departs_from_it_says_so_and_why() {
    let lab = Lab::new().await;
    let judged = judged(&lab, 7000).await;
    let long = "该承接主体已更换负责人并完成整改，经领导小组办公室研究同意";
    decide(&judged, "renew", false, long).await.faults(&["/departs required"]);
    decide(&judged, "renew", true, "已整改").await.faults(&["/reason too_short"]);
    decide(&judged, "not_renew", true, long).await.faults(&["/departs not_allowed"]);
    let made = decide(&judged, "renew_on_conditions", true, long).await.created();
    assert_eq!((&made["departs"], &made["reason"]), (&json!(true), &json!(long)));
    assert_eq!(made["facts"]["recommendation"], "not_renew");
}

#[actix_web::test]
async fn nothing_is_recommended_while_a_result_is_missing() {
    let lab = Lab::new().await;
    let judged = judged(&lab, 9000).await;
    let (year, phases) = lab.service_year(judged.agreement, 2).await;
    judged.result(lab.station(TOWNSHIP).await, phases[0], 9000).await;
    let second = Judged { year, phases, ..judged };
    let made = decide(&second, "not_renew", false, "另行采购").await.created();
    assert_eq!((&made["facts"]["recommendation"], &made["departs"]), (&json!(null), &json!(false)));
    assert_eq!(made["facts"]["year"]["trend"]["difference"], "0.00");
}

#[actix_web::test]
async fn the_trail_tells_what_was_decided_and_by_which_facts() {
    let lab = Lab::new().await;
    let judged = judged(&lab, 9000).await;
    let made = decide(&judged, "renew", false, "与参考建议一致").await.created();
    let events = lab.bureau_admin().await.get("/audit-events?action=renewal.decided").await.ok();
    let told = &events.items()[0]["changes"];
    assert_eq!((&told["decision"], &told["recommendation"]), (&json!("renew"), &json!("renew")));
    assert_eq!(told["digest"], made["digest"]);
    assert!(!events.body.to_string().contains("与参考建议一致"));
}
