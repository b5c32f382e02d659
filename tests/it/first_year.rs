//! The plan's first year, through HTTP only (九): launch, staffing, services, mid-term evaluation.

use serde_json::Value;
use stations::auth::role::Role;

use crate::harness::{Answer, Lab, Persona, json};

/// Any change writes one event, this one included.
async fn change(by: &Persona<'_>, method: &str, path: &str, body: Value) -> Answer {
    let before = by.lab.events().await;
    let headers = [("content-type", "application/json"), ("if-match", "*")];
    let answer = by.send(method, path, &headers, serde_json::to_vec(&body).unwrap()).await;
    assert!(answer.status < 300, "{method} {path}: {} {}", answer.status, answer.body);
    // With the third card the evaluation is scored, which is told as well.
    let told = 1 + i64::from(path.ends_with("/township/submission"));
    assert_eq!(by.lab.events().await, before + told, "{method} {path}: one event a change");
    answer
}

/// S1 of a station on a day: status, clause, counted workers.
async fn staffing(by: &Persona<'_>, station: &str, day: &str) -> (String, String) {
    let verdict = by.get(&format!("/stations/{station}/compliance?as_of={day}")).await.ok();
    let findings = verdict["findings"].as_array().unwrap();
    let s1 = findings.iter().find(|finding| finding["rule"] == "S1").expect("S1").clone();
    (s1["status"].as_str().unwrap().into(), s1["source"].as_str().unwrap().into())
}

async fn organisation(admin: &Persona<'_>, kind: &str, name: &str, code: &str) -> String {
    let body = json!({"kind": kind, "name": name, "credit_code": code});
    change(admin, "POST", "/organisations", body).await["id"].as_str().unwrap().into()
}

async fn post_worker(manager: &Persona<'_>, contractor: &str, station: &str, role: &str) -> String {
    let employment = json!({"organisation_id": contractor, "kind": "labour_contract", "from": "2023-06-30"});
    let body = json!({"name": "符海燕", "birth_date": "1992-03-05", "education": "associate_degree", "employment": employment});
    let worker = change(manager, "POST", "/workers", body).await["id"].as_str().unwrap().to_owned();
    let body = json!({"worker_id": worker, "station_id": station, "role": role, "from": "2023-06-30"});
    change(manager, "POST", "/postings", body).await;
    worker
}

/// 90, 80 or 70 of a hundred: the same share of each indicator that the party scores.
fn card(framework: &Value, party: &str, percent: f64) -> Value {
    let indicators = framework["indicators"].as_array().unwrap();
    let scored = indicators.iter().filter(|i| i["parties"].as_array().unwrap().contains(&json!(party)));
    let points = |i: &Value| i["max_points"].as_str().unwrap().parse::<f64>().unwrap() * percent / 100.0;
    let lines: Vec<Value> =
        scored.map(|i| json!({"indicator": i["code"], "points": format!("{:.2}", points(i)), "departure": "现场核查"})).collect();
    json!({"points": lines})
}

#[actix_web::test]
async fn the_first_year_of_the_plan() {
    let lab = Lab::new().await;
    let admin = lab.bureau_admin().await;

    // January to June 2023: framework published, contractor chosen, agreement for the eleven stations.
    lab.at("2023-05-10T02:00:00Z");
    let admin = Persona { token: Some(lab.token("469025", admin.id).await), ..admin };
    let frameworks = admin.get("/evaluation-frameworks").await.ok();
    let framework = frameworks.items()[0]["id"].as_str().unwrap().to_owned();
    change(&admin, "POST", &format!("/evaluation-frameworks/{framework}/publication"), json!({})).await;
    let contractor = organisation(&admin, "contractor", "青山社会工作服务中心", "52469025MJ9900004X").await;
    let agency =
        organisation(&admin, "evaluation_agency", "知行社会服务评估中心", "51469025MJ99000041").await;
    let stations = admin.get("/stations").await.ok();
    let ids: Vec<Value> = stations.items().iter().map(|station| station["id"].clone()).collect();
    assert_eq!(ids.len(), 11);
    let agreement = change(
        &admin,
        "POST",
        "/agreements",
        json!({
            "contractor_id": contractor, "number": "BS-2023-01", "from": "2023-06-30", "to": "2026-06-30",
            "staffing_date": "2023-06-30", "price": "7260000.00", "station_ids": ids, "signed_on": "2023-05-10",
        }),
    )
    .await;
    let year = change(&admin, "POST", "/service-years", json!({
        "agreement_id": agreement["id"], "ordinal": 1, "from": "2023-06-30", "to": "2024-01-01",
        "phases": [{"kind": "mid_term", "from": "2023-06-30", "to": "2023-10-01", "scoring_from": "2023-10-01", "scoring_to": "2023-11-01"}],
    })).await;
    let station = ids[0].as_str().unwrap();
    for (state, from) in [("preparing", "2023-03-01"), ("operating", "2023-06-30")] {
        let mut body = json!({"state": state, "from": from, "reason": "按工作方案"});
        if state == "operating" {
            body["despite_breaches"] = "场地设备随后登记".into();
        }
        change(&admin, "POST", &format!("/stations/{station}/transitions"), body).await;
    }

    // By the end of June 2023 three resident workers (六（三）): two are a breach, the third mends it.
    lab.at("2023-07-03T02:00:00Z");
    let manager = lab.member(Role::ContractorManager, contractor.parse().unwrap()).await;
    let admin = lab.bureau_admin().await;
    let lead = post_worker(&manager, &contractor, station, "lead").await;
    post_worker(&manager, &contractor, station, "resident").await;
    assert_eq!(staffing(&admin, station, "2023-07-03").await, ("breach".into(), "六（三）".into()));
    post_worker(&manager, &contractor, station, "resident").await;
    assert_eq!(staffing(&admin, station, "2023-07-03").await, ("met".into(), "六（三）".into()));

    // July to September 2023: services; a phone sends the same log twice.
    lab.at("2023-09-20T02:00:00Z");
    let worker = lab.posted(Role::StationLead, lead.parse().unwrap()).await;
    let log = "/service-logs/018a0000-0000-7000-8000-000000000001";
    let body = json!({
        "station_id": station, "item_code": "2.2", "method": "visit", "served_on": "2023-09-19", "people_served": 1,
        "workers": [{"worker_id": lead, "minutes": 90}], "summary": "入户评估，协助申请救助。",
    });
    change(&worker, "PUT", log, body.clone()).await.created();
    worker.put(log, &body).await.ok();
    let month = format!("/service-logs?station={station}&from=2023-09-01&to=2023-10-01");
    assert_eq!(worker.get(&month).await.ok().items().len(), 1);

    // October 2023: mid-term evaluation by three parties (七（二）).
    lab.at("2023-10-10T02:00:00Z");
    let admin = lab.bureau_admin().await;
    let evaluation = change(&admin, "POST", "/evaluations", json!({
        "station_id": station, "phase_id": year["phases"][0]["id"], "framework_id": framework, "agency_id": agency,
    })).await;
    let path = format!("/evaluations/{}", evaluation.id());
    let evaluator = lab.member(Role::Evaluator, agency.parse().unwrap()).await;
    lab.assign(agency.parse().unwrap(), evaluation.id(), &evaluator).await;
    for state in ["preparation", "scoring"] {
        change(&admin, "POST", &format!("{path}/transitions"), json!({"state": state, "reason": "按程序"}))
            .await;
    }
    let indicators = admin.get(&format!("/evaluation-frameworks/{framework}")).await.ok().body;
    let parties = [
        ("third_party", 90.0, evaluator),
        ("bureau", 80.0, lab.person(Role::BureauScorer).await),
        ("township", 70.0, lab.township_officer("469025100").await),
    ];
    for (party, percent, scorer) in &parties {
        admin.get(&format!("{path}/result")).await.is(409);
        let scorecard = format!("{path}/scorecards/{party}");
        change(scorer, "PUT", &scorecard, card(&indicators, party, *percent)).await;
        change(scorer, "POST", &format!("{scorecard}/submission"), json!({})).await;
    }
    let result = admin.get(&format!("{path}/result")).await.ok();
    assert_eq!(result["result"], "85.00", "60 % of 90, 30 % of 80, 10 % of 70: {}", result.body);
}
