use stations::auth::role::Role;

use super::Post;
use crate::harness::{Lab, json};

#[actix_web::test]
async fn a_station_out_of_reach_does_not_exist_for_the_writer() {
    let lab = Lab::new().await;
    let post = Post::of(&lab).await;
    let before = lab.events().await;
    let other = lab.station("469025101").await;
    post.log(json!({"station_id": other})).await.faults(&["/station_id unknown_reference"]);
    let nowhere = "0189a000-0000-7000-8000-000000000000";
    post.log(json!({"station_id": nowhere})).await.faults(&["/station_id unknown_reference"]);
    assert_eq!(lab.events().await, before);
}

#[actix_web::test]
async fn posted_workers_record_for_their_station() {
    let lab = Lab::new().await;
    let post = Post::of(&lab).await;
    for role in [Role::ResidentWorker, Role::StationLead] {
        let worker = lab.posted(role, post.worker).await;
        let log = worker.put(&post.path(), &post.visit()).await.created();
        assert_eq!(log["recorded_by"], json!(worker.id));
    }
}

#[actix_web::test]
async fn who_supervises_reads_and_does_not_write() {
    let lab = Lab::new().await;
    let post = Post::of(&lab).await;
    let path = post.path();
    post.manager.put(&path, &post.visit()).await.created();
    for role in [Role::BureauAdmin, Role::BureauOfficer, Role::Auditor] {
        let person = lab.person(role).await;
        person.get(&path).await.ok();
        person.put(&post.path(), &post.visit()).await.problem(403, "forbidden");
    }
}

#[actix_web::test]
async fn who_has_no_business_with_clients_reads_nothing() {
    let lab = Lab::new().await;
    let post = Post::of(&lab).await;
    let path = post.path();
    post.manager.put(&path, &post.visit()).await.created();
    for person in [
        lab.township_officer("469025100").await,
        lab.person(Role::FinanceOfficer).await,
        lab.person(Role::ProvinceViewer).await,
        lab.person(Role::BureauScorer).await,
    ] {
        person.get(&path).await.problem(403, "forbidden");
        person.get("/service-logs").await.problem(403, "forbidden");
    }
    lab.anyone().get(&path).await.problem(401, "unauthenticated");
    lab.anyone().put(&path, &post.visit()).await.problem(401, "unauthenticated");
}

#[actix_web::test]
async fn a_log_of_another_station_is_not_found() {
    let lab = Lab::new().await;
    let post = Post::of(&lab).await;
    let path = post.path();
    post.manager.put(&path, &post.visit()).await.created();
    let elsewhere = lab.posted_worker(post.contractor, lab.station("469025101").await).await;
    let colleague = lab.posted(Role::ResidentWorker, elsewhere).await;
    colleague.get(&path).await.problem(404, "not_found");
    assert!(colleague.get("/service-logs").await.ok().items().is_empty());
    let agency = lab.member(Role::Evaluator, lab.organisation("evaluation_agency", 3).await).await;
    agency.get(&path).await.problem(404, "not_found");
}

#[actix_web::test]
async fn a_worker_of_another_county_does_not_exist_here() {
    let lab = Lab::new().await;
    let post = Post::of(&lab).await;
    let foreign = lab.worker_elsewhere().await;
    let workers = json!([{"worker_id": foreign, "minutes": 5}]);
    post.log(json!({"workers": workers})).await.faults(&["/workers/0/worker_id unknown_reference"]);
}
